#include "locate/write_json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "locate/json_text.h"

typedef struct {
  const char *s; /* ,"name": */
  size_t n;
} json_key;

struct wg_json_rows {
  WG_VEC(json_key) key; /* per column */
  wg_arena strings;
  wg_to_utf8 to_utf8;
  bool convert; /* the bytes are not UTF-8 */
  wg_text cell, text;
};

static const char *const answer_names[] = {"grid_code", "match", "border_m", "neighbour_code",
                                           "distance_m"};
enum { ANSWERS = sizeof answer_names / sizeof *answer_names };

/* ---- keys ------------------------------------------------------------------------ */

static bool is_taken(const wg_json_rows *j, const char *key, size_t n) {
  for (size_t i = 0; i < j->key.n; i++)
    if (j->key.v[i].n == n && memcmp(j->key.v[i].s, key, n) == 0) return true;
  for (int k = 0; k < ANSWERS; k++)
    if (n == strlen(answer_names[k]) + 4 && memcmp(key + 2, answer_names[k], n - 4) == 0)
      return true;
  return false;
}

/* ,"name": or ,"name_2": and so on */
static bool add_key(wg_json_rows *j, const char *name) {
  size_t n = strlen(name), cap = WG_JSON_STRING_MAX(n) + 24;
  char *key = wg_arena_alloc(&j->strings, cap);
  if (!key) return false;
  *key = ',';
  char *end = wg_json_string(key + 1, name, n) - 1; /* at the closing quote */
  size_t room = cap - (size_t)(end - key);
  int tail = snprintf(end, room, "\":");
  for (unsigned i = 2; is_taken(j, key, (size_t)(end - key + tail)); i++)
    tail = snprintf(end, room, "_%u\":", i);
  json_key k = {key, (size_t)(end - key + tail)};
  return WG_VEC_PUSH(&j->key, k);
}

wg_json_rows *wg_json_rows_new(const wg_head *h) {
  wg_json_rows *j = WG_NEW0(wg_json_rows, 1);
  if (!j) return NULL;
  j->convert = h->encoding != WG_ENC_UTF8;
  bool ok = wg_to_utf8_open(&j->to_utf8, h->encoding);
  for (size_t i = 0; ok && i < h->column.n; i++) ok = add_key(j, h->column.v[i]);
  if (ok) return j;
  wg_json_rows_free(j);
  return NULL;
}

void wg_json_rows_free(wg_json_rows *j) {
  if (!j) return;
  WG_VEC_FREE(&j->key);
  WG_VEC_FREE(&j->cell);
  WG_VEC_FREE(&j->text);
  wg_arena_free(&j->strings);
  wg_to_utf8_close(&j->to_utf8);
  wg_free(j);
}

/* ---- the answer ------------------------------------------------------------------- */

static char *put(char *to, const char *s, size_t n) {
  memcpy(to, s, n);
  return to + n;
}
#define PUT(to, literal) put(to, (literal), sizeof(literal) - 1)

static char *put_code(char *to, const char *code) {
  return code ? wg_json_string(to, code, strlen(code)) : PUT(to, "null");
}

/* Hundredths of a float are exact in a double, so that rounding them is rounding the number. */
static char *put_metres(char *to, float m) {
  return isfinite(m) && fabsf(m) < 9e9f ? wg_fixed(to, (double)m, 2, 1) : PUT(to, "null");
}

bool wg_put_metres(wg_text *out, float m) {
  if (!WG_VEC_RESERVE(out, WG_FIXED_MAX)) return false;
  out->n = (size_t)(put_metres(out->v + out->n, m) - out->v);
  return true;
}

bool wg_put_json(wg_text *out, const char *s, size_t n) {
  if (n > SIZE_MAX / 8 || !WG_VEC_RESERVE(out, WG_JSON_STRING_MAX(n))) return false;
  out->n = (size_t)(wg_json_string(out->v + out->n, s, n) - out->v);
  return true;
}

static size_t code_max(const char *code) { return code ? WG_JSON_STRING_MAX(strlen(code)) : 4; }

static bool put_answer(wg_text *out, const wg_answer *a) {
  const char *match = wg_match_word((wg_match)a->located->match);
  size_t most = 128 + 2 * WG_FIXED_MAX + code_max(a->code) + code_max(a->neighbour) + strlen(match);
  if (!WG_VEC_RESERVE(out, most)) return false;
  char *to = PUT(out->v + out->n, "\"grid_code\":");
  to = PUT(put_code(to, a->code), ",\"match\":\"");
  to = PUT(put(to, match, strlen(match)), "\",\"border_m\":");
  to = PUT(put_metres(to, a->located->border_m), ",\"neighbour_code\":");
  to = PUT(put_code(to, a->neighbour), ",\"distance_m\":");
  to = put_metres(to, a->located->distance_m);
  out->n = (size_t)(to - out->v);
  return true;
}

/* ---- rows -------------------------------------------------------------------------- */

#define APPEND(out, literal) wg_text_append(out, (literal), sizeof(literal) - 1)

static bool has_high(wg_cell c) {
  unsigned char all = 0;
  for (size_t i = 0; i < c.n; i++) all |= (unsigned char)c.s[i];
  return all >= 0x80;
}

static bool put_value(wg_json_rows *j, wg_text *out, wg_cell c) {
  if (c.n && *c.s == '"') {
    j->cell.n = 0;
    if (!WG_VEC_RESERVE(&j->cell, c.n)) return false;
    c = wg_cell_text(c, j->cell.v);
  }
  if (c.n == 0) return APPEND(out, "null");
  if (j->convert && has_high(c)) {
    j->text.n = 0;
    if (!wg_to_utf8_append(&j->to_utf8, c.s, c.n, &j->text)) return false;
    c = (wg_cell){j->text.v, j->text.n};
  }
  return wg_put_json(out, c.s, c.n);
}

static bool put_key(const wg_json_rows *j, wg_text *out, size_t i) {
  char extra[48];
  int n;
  if (i < j->key.n) return wg_text_append(out, j->key.v[i].s + (i == 0), j->key.v[i].n - (i == 0));
  n = snprintf(extra, sizeof extra, ",\"extra_%zu\":", i + 1);
  return wg_text_append(out, extra + (i == 0), (size_t)n - (i == 0));
}

bool wg_json_row(wg_json_rows *j, wg_text *out, const wg_cell *cell, size_t n, const wg_answer *a) {
  size_t all = n > j->key.n ? n : j->key.n;
  if (!APPEND(out, "{")) return false;
  for (size_t i = 0; i < all; i++)
    if (!put_key(j, out, i) || !put_value(j, out, i < n ? cell[i] : (wg_cell){0})) return false;
  return (all == 0 || APPEND(out, ",")) && put_answer(out, a) && APPEND(out, "}");
}

/* ---- JSON lines ---------------------------------------------------------------------- */

static bool wrapped_line(wg_text *out, const char *line, size_t n, const wg_answer *a) {
  size_t cr = n && line[n - 1] == '\r';
  return APPEND(out, "{\"line\":") && wg_put_json(out, line, n - cr) && APPEND(out, ",") &&
         put_answer(out, a) && APPEND(out, "}") && wg_text_append(out, "\r", cr);
}

bool wg_json_line(wg_text *out, const char *line, size_t n, wg_line what, const wg_row_texts *t,
                  const wg_answer *a) {
  if (what == WG_LINE_BLANK) return wg_text_append(out, line, n);
  if (what != WG_LINE_OBJECT) return wrapped_line(out, line, n, a);
  return wg_text_append(out, line, t->at) && wg_text_append(out, ",", t->comma) &&
         put_answer(out, a) && wg_text_append(out, line + t->at, n - t->at);
}

/* ---- GeoJSON --------------------------------------------------------------------------- */

static bool is_place(const double xy[2]) {
  return xy && isfinite(xy[0]) && isfinite(xy[1]) && fabs(xy[0]) < 9e9 && fabs(xy[1]) < 9e9;
}

bool wg_geojson_begin(wg_text *out, const double xy[2]) {
  if (!WG_VEC_RESERVE(out, 128 + 2 * WG_FIXED_MAX)) return false;
  char *to = PUT(out->v + out->n, WG_GEOJSON_SEPARATOR "{\"type\":\"Feature\",\"geometry\":");
  if (is_place(xy)) {
    to = PUT(to, "{\"type\":\"Point\",\"coordinates\":[");
    to = PUT(wg_fixed(to, xy[0], 8, 0), ",");
    to = PUT(wg_fixed(to, xy[1], 8, 0), "]}");
  } else {
    to = PUT(to, "null");
  }
  to = PUT(to, ",\"properties\":");
  out->n = (size_t)(to - out->v);
  return true;
}

bool wg_geojson_end(wg_text *out) { return APPEND(out, "}"); }
bool wg_geojson_separate(wg_text *out) { return APPEND(out, WG_GEOJSON_SEPARATOR); }
