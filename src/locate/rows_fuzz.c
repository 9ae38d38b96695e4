/* rows_fuzz.c - any bytes as rows: both scanners and cells.h agree, and whole rows end rows. */
#include <stdlib.h>
#include <string.h>

#include "locate/cells.h"
#include "locate/rows.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
  if (!holds) abort();
}

static bool same(const wg_u32vec *a, const wg_u32vec *b) {
  return a->n == b->n && (a->n == 0 || memcmp(a->v, b->v, a->n * sizeof *a->v) == 0);
}

static void as_cells(const wg_rows *r, const char *s, size_t n, char delimiter) {
  size_t at = 0, length, ends = 0;
  bool ended = true;
  uint32_t row = 0;
  for (; at < n; row++) {
    wg_cells cells = {0};
    must(wg_cells_split(&cells, s + at, n - at, delimiter, &length, &ended));
    must(row < wg_rows_count(r) && wg_row_start(r, row) == at);
    must(wg_row_cells(r, row) == cells.n);
    at += length;
    must(wg_row_end(r, row) == at - ended);
    if (ended) ends = at;
    WG_VEC_FREE(&cells);
  }
  must(row == wg_rows_count(r));
  must(wg_rows_whole(s, n, delimiter, false) == ends);
}

/* The first byte chooses the delimiter. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char delimiters[] = ",\t;|";
  if (size == 0) return 0;
  char delimiter = delimiters[data[0] & 3];
  const char *s = (const char *)data + 1;
  wg_rows fast = {0}, slow = {0};
  must(wg_rows_scan(s, size - 1, delimiter, &fast));
  must(wg_rows_scan_slowly(s, size - 1, delimiter, &slow));
  must(same(&fast.mark, &slow.mark) && same(&fast.line, &slow.line));
  as_cells(&slow, s, size - 1, delimiter);
  wg_rows_free(&fast);
  wg_rows_free(&slow);
  return 0;
}
