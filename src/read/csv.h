/* csv.h - small tables of text: lists of ids, bounds of districts.
 *
 * RFC 4180: cells between commas, "..." around a cell with commas, quotes or line breaks, ""
 * for a quote in it. Lines end with LF or CRLF; empty lines are left out, blanks
 * around cells are dropped. The file is read as read/text_file.h says. Rows may differ in length.
 */
#ifndef WG_READ_CSV_H
#define WG_READ_CSV_H

#include "base/ctx.h"
#include "read/text.h"

typedef struct wg_csv {
  const char *path; /* borrowed, for messages */
  wg_arena strings;
  WG_VEC(const char *) cell;
  WG_VEC(uint32_t) first; /* per row: its first cell; one more at the end */
  WG_VEC(uint32_t) line;  /* per row: where it begins in the file, from 1 */
} wg_csv;                 /* zeroed is empty */

/* `role` ("together") is for messages. WG_ERR_IO: cannot be read; WG_ERR_DATA: a quote that is
 * not closed, text behind one, a NUL, too large. */
wg_status wg_csv_read(wg_ctx *ctx, const char *role, const char *path, wg_csv *out);
/* The same for tables that may be larger, or whose encoding the user says (NULL: found). */
wg_status wg_csv_read_up_to(wg_ctx *ctx, const char *role, const char *path, size_t bytes_max,
                            const char *encoding, wg_csv *out);
void wg_csv_free(wg_csv *t);

static inline uint32_t wg_csv_rows(const wg_csv *t) { return (uint32_t)t->line.n; }
static inline uint32_t wg_csv_cells(const wg_csv *t, uint32_t row) {
  return t->first.v[row + 1] - t->first.v[row];
}
/* "" beyond the row's end. */
static inline const char *wg_csv_cell(const wg_csv *t, uint32_t row, uint32_t i) {
  return i < wg_csv_cells(t, row) ? t->cell.v[t->first.v[row] + i] : "";
}

#endif
