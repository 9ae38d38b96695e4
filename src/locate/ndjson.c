#include "locate/ndjson.h"

#include <string.h>

#include "locate/json_read.h"

struct wg_ndjson {
  const wg_head *head;
  struct json_tokener *reader;
  json_object *row; /* the texts live in it */
  wg_text room[WG_ROLES];
};

wg_ndjson *wg_ndjson_new(const wg_head *h) {
  wg_ndjson *j = WG_NEW0(wg_ndjson, 1);
  if (!j) return NULL;
  j->head = h;
  j->reader = wg_json_reader(WG_NDJSON_DEPTH);
  if (j->reader) return j;
  wg_free(j);
  return NULL;
}

void wg_ndjson_free(wg_ndjson *j) {
  if (!j) return;
  json_object_put(j->row);
  json_tokener_free(j->reader);
  for (int k = 0; k < WG_ROLES; k++) WG_VEC_FREE(&j->room[k]);
  wg_free(j);
}

/* ---- where members go --------------------------------------------------------- */

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Behind the string that begins at s[i]. */
static size_t past_string(wg_cell c, size_t i) {
  for (i++; i < c.n && c.s[i] != '"'; i++) i += c.s[i] == '\\';
  return i < c.n ? i + 1 : c.n;
}

/* Where the object begins that follows the name which ends at i; 0: none does. */
static size_t object_after(wg_cell c, size_t i) {
  while (i < c.n && blank(c.s[i])) i++;
  if (i == c.n || c.s[i] != ':') return 0;
  for (i++; i < c.n && blank(c.s[i]); i++) continue;
  return i < c.n && c.s[i] == '{' ? i : 0;
}

/* The closing brace of the properties of a feature, which is valid JSON; of the last ones, should
 * they come twice, as json-c has it. n: there are none, or a name is written with escapes. */
static size_t properties_end(wg_cell c) {
  static const char name[] = "\"properties\"";
  size_t inside = 0, depth = 0, found = c.n;
  for (size_t i = 0; i < c.n; i++) {
    if (c.s[i] == '"') {
      size_t end = past_string(c, i), length = end - i;
      if (depth == 1 && memchr(c.s + i, '\\', length)) return c.n;
      if (depth == 1 && length == sizeof name - 1 && memcmp(c.s + i, name, length) == 0)
        inside = object_after(c, end);
      i = end - 1;
    } else if (c.s[i] == '{' || c.s[i] == '[') {
      depth++;
    } else if (c.s[i] == '}' || c.s[i] == ']') {
      if (inside && depth == 2) found = i, inside = 0;
      depth--;
    }
  }
  return found;
}

static void find_place(json_object *row, wg_cell c, const char *line, wg_row_texts *out) {
  out->feature = wg_json_is_feature(row);
  size_t at = out->feature ? properties_end(c) : c.n;
  if (at == c.n) at = c.n - 1;
  size_t before = at;
  while (before && blank(c.s[before - 1])) before--;
  out->comma = before && c.s[before - 1] != '{';
  out->at = (size_t)(c.s - line) + at;
}

/* ---- reading -------------------------------------------------------------------- */

static wg_line bad(wg_row_texts *out, size_t n) {
  *out = (wg_row_texts){.at = n};
  return WG_LINE_BAD;
}

wg_line wg_ndjson_row(wg_ndjson *j, const char *line, size_t n, wg_row_texts *out) {
  *out = (wg_row_texts){.at = n};
  json_object_put(j->row);
  j->row = NULL;
  wg_cell c = wg_json_trim(line, n);
  if (c.n == 0) return WG_LINE_BLANK;
  if (n > WG_NDJSON_LINE_MAX || !(j->row = wg_json_object(j->reader, c))) return bad(out, n);
  for (int k = 0; k < WG_ROLES; k++) {
    int column = j->head->role[k];
    json_object *v = column < 0 ? NULL : wg_json_member(j->row, j->head->column.v[column]);
    if (!wg_json_kept(v)) return bad(out, n);
    if (!wg_json_text(v, &j->room[k], &out->text[k])) return WG_LINE_NOMEM;
  }
  find_place(j->row, c, line, out);
  return WG_LINE_OBJECT;
}
