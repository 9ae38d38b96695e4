/* head_fuzz.c - any bytes as the beginning of a table: a head, or a sentence; then its rows as JSON,
 * which json-c reads. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "locate/cells.h"
#include "locate/head.h"
#include "locate/json_read.h"
#include "locate/write_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
  if (!holds) abort();
}

static void check_head(const wg_head *h, size_t size) {
  must(h->header <= h->body && h->body <= size && h->bom <= h->header);
  must(h->format == WG_TABLE_CSV || h->format == WG_TABLE_NDJSON);
  for (size_t i = 0; i < h->column.n; i++)
    must(wg_utf8_valid(h->column.v[i], strlen(h->column.v[i])));
  for (int k = 0; k < WG_ROLES; k++) must(h->role[k] < (int)h->column.n);
  must((h->role[WG_ROLE_X] < 0) == (h->role[WG_ROLE_Y] < 0));
  must(h->role[WG_ROLE_X] < 0 || h->role[WG_ROLE_ONE] < 0);
}

static void reads_back(const wg_text *t) {
  struct json_tokener *reader = wg_json_reader(WG_NDJSON_DEPTH);
  json_object *o = wg_json_object(reader, wg_json_trim(t->v, t->n)), *match;
  must(json_object_object_get_ex(o, "match", &match));
  must(strcmp(json_object_get_string(match), "outside") == 0);
  json_object_put(o);
  json_tokener_free(reader);
}

static void write_rows(const wg_head *h, const char *s, size_t n) {
  static const wg_located nowhere = {.grid = WG_NO_GRID,
                                     .neighbour = WG_NO_GRID,
                                     .border_m = NAN,
                                     .distance_m = NAN,
                                     .match = WG_MATCH_OUTSIDE};
  static const wg_answer answer = {&nowhere, NULL, NULL};
  wg_json_rows *rows = wg_json_rows_new(h);
  wg_cells cells = {0};
  wg_text out = {0};
  bool ended = true;
  must(rows != NULL);
  for (size_t at = h->body, length; at < n && ended; at += length) {
    cells.n = out.n = 0;
    must(wg_cells_split(&cells, s + at, n - at, h->delimiter, &length, &ended));
    must(length && cells.n && (ended || at + length == n));
    must(wg_json_row(rows, &out, cells.v, cells.n, &answer));
    reads_back(&out);
  }
  WG_VEC_FREE(&cells);
  WG_VEC_FREE(&out);
  wg_json_rows_free(rows);
}

/* The first byte chooses what is forced. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const encodings[] = {NULL, "utf-8", "gb18030", NULL};
  unsigned way = size ? data[0] : 0;
  wg_head_options o = {.encoding = encodings[way & 3],
                       .header = (wg_header)((way >> 2) % 3),
                       .format = way & 16 ? WG_TABLE_CSV : WG_TABLE_AUTO,
                       .field = {[WG_ROLE_ADDRESS] = way & 32 ? "1" : NULL}};
  const char *s = (const char *)data + (size > 0);
  size_t n = size - (size > 0);
  wg_head h;
  wg_ctx *ctx = wg_ctx_new();
  must(ctx != NULL);
  if (wg_head_read(ctx, s, n, !(way & 64), &o, &h) == WG_OK) {
    check_head(&h, n);
    if (h.format == WG_TABLE_CSV) write_rows(&h, s, n);
    wg_head_free(&h);
  } else {
    must(*wg_error(ctx) != 0);
  }
  wg_ctx_free(ctx);
  return 0;
}
