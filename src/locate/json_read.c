#include "locate/json_read.h"

#include <limits.h>
#include <string.h>

struct json_tokener *wg_json_reader(int depth) {
  struct json_tokener *t = json_tokener_new_ex(depth);
  if (t) json_tokener_set_flags(t, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
  return t;
}

static bool outer(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\x1e'; }

wg_cell wg_json_trim(const char *line, size_t n) {
  while (n && outer(*line)) line++, n--;
  while (n && outer(line[n - 1])) n--;
  return (wg_cell){line, n};
}

/* json-c takes 'a' for a member's name, even when it is told to be strict. */
static bool single_quotes(wg_cell c) {
  bool inside = false;
  if (!memchr(c.s, '\'', c.n)) return false;
  for (size_t i = 0; i < c.n; i++) {
    if (c.s[i] == '"') inside = !inside;
    if (c.s[i] == '\\') i++;
    if (i < c.n && c.s[i] == '\'' && !inside) return true;
  }
  return false;
}

json_object *wg_json_object(struct json_tokener *t, wg_cell text) {
  if (text.n < 2 || text.n > INT_MAX || *text.s != '{' || text.s[text.n - 1] != '}' ||
      single_quotes(text))
    return NULL;
  json_tokener_reset(t);
  json_object *o = json_tokener_parse_ex(t, text.s, (int)text.n);
  if (o && json_tokener_get_error(t) == json_tokener_success &&
      json_tokener_get_parse_end(t) == text.n)
    return o;
  json_object_put(o);
  return NULL;
}

bool wg_json_is_feature(json_object *o) {
  json_object *type, *properties;
  return json_object_object_get_ex(o, "type", &type) &&
         json_object_is_type(type, json_type_string) &&
         strcmp(json_object_get_string(type), "Feature") == 0 &&
         json_object_object_get_ex(o, "properties", &properties) &&
         json_object_is_type(properties, json_type_object);
}

/* The whole name first, then the shortest part that is a member with members. */
static bool find(json_object *o, const char *path, json_object **out) {
  char part[256];
  if (json_object_object_get_ex(o, path, out)) return true;
  for (const char *dot = strchr(path, '.'); dot; dot = strchr(dot + 1, '.')) {
    size_t n = (size_t)(dot - path);
    json_object *inner;
    if (n >= sizeof part) return false;
    memcpy(part, path, n);
    part[n] = 0;
    if (json_object_object_get_ex(o, part, &inner) && json_object_is_type(inner, json_type_object))
      return find(inner, dot + 1, out);
  }
  return false;
}

json_object *wg_json_member(json_object *row, const char *path) {
  json_object *properties, *value = NULL;
  if (wg_json_is_feature(row) && json_object_object_get_ex(row, "properties", &properties) &&
      find(properties, path, &value))
    return value;
  return find(row, path, &value) ? value : NULL;
}

bool wg_json_kept(json_object *value) {
  if (!json_object_is_type(value, json_type_int)) return true;
  return json_object_get_uint64(value) != UINT64_MAX && json_object_get_int64(value) != INT64_MIN;
}

static bool scalar(json_object *o) {
  return json_object_is_type(o, json_type_string) || json_object_is_type(o, json_type_int) ||
         json_object_is_type(o, json_type_double);
}

static wg_cell scalar_text(json_object *o) {
  size_t n;
  if (json_object_is_type(o, json_type_string))
    return (wg_cell){json_object_get_string(o), (size_t)json_object_get_string_len(o)};
  const char *s = json_object_to_json_string_length(o, JSON_C_TO_STRING_PLAIN, &n);
  return (wg_cell){s, s ? n : 0};
}

static bool pair_text(json_object *array, wg_text *room, wg_cell *out) {
  wg_cell a = scalar_text(json_object_array_get_idx(array, 0));
  wg_cell b = scalar_text(json_object_array_get_idx(array, 1));
  room->n = 0;
  if (!WG_VEC_RESERVE(room, a.n + b.n + 1)) return false;
  memcpy(room->v, a.s, a.n);
  room->v[a.n] = ',';
  memcpy(room->v + a.n + 1, b.s, b.n);
  *out = (wg_cell){room->v, a.n + b.n + 1};
  return true;
}

bool wg_json_text(json_object *value, wg_text *room, wg_cell *out) {
  json_object *inner;
  *out = (wg_cell){"", 0};
  if (!value) return true;
  if (json_object_is_type(value, json_type_object) &&
      json_object_object_get_ex(value, "coordinates", &inner) &&
      json_object_is_type(inner, json_type_array))
    value = inner;
  if (json_object_is_type(value, json_type_array) && json_object_array_length(value) >= 2 &&
      scalar(json_object_array_get_idx(value, 0)) && scalar(json_object_array_get_idx(value, 1)))
    return pair_text(value, room, out);
  *out = scalar_text(value);
  return out->s != NULL;
}
