/* ndjson_fuzz.c - any bytes as JSON lines: what is written reads back, with the answer in it, and
 * holds the line byte by byte. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "locate/json_read.h"
#include "locate/write_json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds) {
  if (!holds) abort();
}

static json_object *answered(json_object *o) {
  json_object *in;
  if (json_object_object_get_ex(o, "neighbour_code", NULL)) return o;
  must(wg_json_is_feature(o) && json_object_object_get_ex(o, "properties", &in));
  must(json_object_object_get_ex(in, "neighbour_code", NULL));
  return in;
}

static void reads_back(const wg_text *t, wg_line what) {
  struct json_tokener *reader = wg_json_reader(WG_NDJSON_DEPTH);
  json_object *o = wg_json_object(reader, wg_json_trim(t->v, t->n)), *match;
  must(o != NULL);
  must(json_object_object_get_ex(answered(o), "match", &match));
  must(strcmp(json_object_get_string(match), "border") == 0);
  must(what == WG_LINE_OBJECT || json_object_object_get_ex(o, "line", NULL));
  json_object_put(o);
  json_tokener_free(reader);
}

static void one_line(wg_ndjson *j, wg_text *out, const char *s, size_t n) {
  static const wg_located at_border = {
      .grid = 1, .neighbour = 2, .border_m = 1.5f, .distance_m = NAN, .match = WG_MATCH_BORDER};
  static const wg_answer answer = {&at_border, "a\"", "b"};
  wg_row_texts t;
  wg_line what = wg_ndjson_row(j, s, n, &t);
  out->n = 0;
  must(what != WG_LINE_NOMEM);
  for (int k = 0; k < WG_ROLES; k++)
    must(wg_utf8_valid(t.text[k].s ? t.text[k].s : "", t.text[k].n));
  must(wg_json_line(out, s, n, what, &t, &answer));
  if (what != WG_LINE_BLANK) reads_back(out, what);
  if (what != WG_LINE_OBJECT) return;
  must(memcmp(out->v, s, t.at) == 0);
  must(memcmp(out->v + out->n - (n - t.at), s + t.at, n - t.at) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const columns[WG_ROLES] = {"lng", "lat", "geometry.coordinates",
                                                "id",  "a.b", "a"};
  wg_head h = {.format = WG_TABLE_NDJSON};
  wg_text out = {0};
  for (int k = 0; k < WG_ROLES; k++) {
    h.role[k] = columns[k] ? k : -1;
    if (columns[k] && !WG_VEC_PUSH(&h.column, columns[k])) abort();
  }
  wg_ndjson *j = wg_ndjson_new(&h);
  must(j != NULL);
  for (const char *s = (const char *)data, *end = s + size; s < end;) {
    const char *lf = memchr(s, '\n', (size_t)(end - s));
    size_t n = lf ? (size_t)(lf - s) : (size_t)(end - s);
    one_line(j, &out, s, n);
    s += n + 1;
  }
  wg_ndjson_free(j);
  wg_head_free(&h);
  WG_VEC_FREE(&out);
  return 0;
}
