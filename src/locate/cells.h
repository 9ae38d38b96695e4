/* cells.h - the cells of one CSV row, plainly: for the head of a table and for writing JSON.
 *
 * RFC 4180: a cell that begins with a quote runs to its closing quote, "" is a quote in it, and
 * delimiters and line ends within are text. A quote anywhere else is plain text, and what follows
 * a closing quote up to the delimiter belongs to the cell. A row ends with LF or CRLF.
 */
#ifndef WG_LOCATE_CELLS_H
#define WG_LOCATE_CELLS_H

#include "base/mem.h"

typedef struct wg_cell {
  const char *s; /* as written, with its quotes; not ended by 0 */
  size_t n;
} wg_cell;

typedef WG_VEC(wg_cell) wg_cells;

/* Appends the cells of the row that begins at s; NULL: it is only passed over. *length is the row
 * with its line end, or n when the text ends within the row (*ended is false then). False when
 * memory runs out. */
bool wg_cells_split(wg_cells *out, const char *s, size_t n, char delimiter, size_t *length,
                    bool *ended);

/* The text of a cell without its quotes: the cell's own bytes, or, when quotes are doubled within,
 * `room`, which has place for c.n bytes. */
wg_cell wg_cell_text(wg_cell c, char *room);

#endif
