/* rows.h - where rows and cells are in the bytes of a table. RFC 4180, for CSV of any delimiter.
 *
 * A quote that opens a cell keeps delimiters and line ends in it until it is closed, "" is a quote in
 * such a cell; quotes elsewhere are plain text. A line ends with LF or CRLF. Encodings in which a delimiter,
 * a quote or a line end is never part of another character will do: UTF-8, GB18030 (but not with
 * '|').
 *
 * Two ways, one result: where every quote opens or closes a cell, which side of it is text follows from
 * their number alone, 64 bytes at a time; else byte by byte.
 */
#ifndef WG_LOCATE_ROWS_H
#define WG_LOCATE_ROWS_H

#include "base/u32vec.h"

/* Of a block of whole rows. Offsets are in bytes from its start. */
typedef struct wg_rows {
  wg_u32vec mark; /* offsets of the delimiters and line ends that divide, and the block's end
                      behind a last line without one */
  wg_u32vec line; /* per row: which mark ends it */
} wg_rows;        /* zeroed is empty */

void wg_rows_free(wg_rows *r);

/* The length of the whole rows at the start of `bytes`, which begin with a row; all of it where it is
 * the end of the input. 0: no row ends here. */
size_t wg_rows_whole(const char *bytes, size_t n, char delimiter, bool at_end);

/* n < 2^32. False when memory runs out. */
bool wg_rows_scan(const char *bytes, size_t n, char delimiter, wg_rows *out);
/* The same byte by byte; for tests. */
bool wg_rows_scan_slowly(const char *bytes, size_t n, char delimiter, wg_rows *out);
/* Lines of text that is no CSV: each is one cell. */
bool wg_rows_scan_lines(const char *bytes, size_t n, wg_rows *out);

static inline uint32_t wg_rows_count(const wg_rows *r) { return (uint32_t)r->line.n; }
static inline uint32_t wg_row_first_mark(const wg_rows *r, uint32_t row) {
  return row ? r->line.v[row - 1] + 1 : 0;
}
static inline uint32_t wg_row_start(const wg_rows *r, uint32_t row) {
  return row ? r->mark.v[r->line.v[row - 1]] + 1 : 0;
}
/* Of its line end, or of the block. */
static inline uint32_t wg_row_end(const wg_rows *r, uint32_t row) {
  return r->mark.v[r->line.v[row]];
}
static inline uint32_t wg_row_cells(const wg_rows *r, uint32_t row) {
  return r->line.v[row] - wg_row_first_mark(r, row) + 1;
}
/* Cell `c` of the row, quotes and all, as [*from, *to); false where the row has fewer. */
static inline bool wg_row_cell(const wg_rows *r, uint32_t row, uint32_t c, uint32_t *from,
                               uint32_t *to) {
  uint32_t first = wg_row_first_mark(r, row), m = first + c;
  if (m > r->line.v[row]) return false;
  *from = m ? r->mark.v[m - 1] + 1 : 0;
  *to = r->mark.v[m];
  return true;
}

#endif
