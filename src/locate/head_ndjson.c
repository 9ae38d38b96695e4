/* The head of a table of JSON lines: the members of the first objects are its columns. */
#include <stdio.h>
#include <string.h>

#include "locate/head_parts.h"
#include "locate/json_read.h"
#include "locate/ndjson.h"

enum { NAMES_DEPTH = 4, NAME_MAX = 256 };

typedef struct {
  wg_head_reader *r;
  struct json_tokener *json;
  json_object *seen; /* the columns, as members of an object */
  size_t lines;      /* that are objects */
} reader;

/* ---- columns ---------------------------------------------------------------- */

static wg_status add_column(reader *d, const char *name) {
  if (json_object_object_get_ex(d->seen, name, NULL)) return WG_OK;
  if (d->r->out->column.n == WG_HEAD_COLUMNS)
    return wg_fail(d->r->ctx, WG_ERR_DATA, "\"%s\" has objects of more than %d members in all",
                   d->r->name, WG_HEAD_COLUMNS);
  if (json_object_object_add(d->seen, name, NULL) != 0) return wg_nomem(d->r->ctx);
  char *kept = wg_arena_strdup(&d->r->out->strings, name);
  return kept && WG_VEC_PUSH(&d->r->out->column, kept) ? WG_OK : wg_nomem(d->r->ctx);
}

static wg_status add_members(reader *d, json_object *o, const char *before, int depth);

static wg_status add_member(reader *d, const char *before, const char *key, json_object *value,
                            int depth) {
  char name[NAME_MAX];
  int n = snprintf(name, sizeof name, "%s%s%s", before, *before ? "." : "", key);
  if (n <= 0 || n >= (int)sizeof name) return WG_OK; /* nothing that anybody would ask for */
  if (depth < NAMES_DEPTH && json_object_is_type(value, json_type_object))
    return add_members(d, value, name, depth + 1);
  return add_column(d, name);
}

static wg_status add_members(reader *d, json_object *o, const char *before, int depth) {
  json_object_object_foreach(o, key, value) WG_TRY(add_member(d, before, key, value, depth));
  return WG_OK;
}

/* The place, then the properties, then what else the feature has. */
static wg_status add_feature(reader *d, json_object *o) {
  json_object *properties;
  WG_TRY(add_column(d, "geometry.coordinates"));
  if (json_object_object_get_ex(o, "properties", &properties))
    WG_TRY(add_members(d, properties, "", 1));
  json_object_object_foreach(o, key, value) {
    if (strcmp(key, "type") == 0 || strcmp(key, "geometry") == 0 || strcmp(key, "properties") == 0)
      continue;
    WG_TRY(add_member(d, "", key, value, 1));
  }
  return WG_OK;
}

static bool is_collection(json_object *o) {
  json_object *features;
  return json_object_object_get_ex(o, "features", &features) &&
         json_object_is_type(features, json_type_array);
}

static wg_status one_document(wg_head_reader *r) {
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" holds no JSON object a line; if it is one GeoJSON document, name it "
                 ".geojson, else convert it, e.g. with jq -c '.[]'",
                 r->name);
}

static wg_status add_object(reader *d, json_object *o) {
  if (is_collection(o)) return one_document(d->r);
  return wg_json_is_feature(o) ? add_feature(d, o) : add_members(d, o, "", 1);
}

/* ---- values ----------------------------------------------------------------- */

static wg_status keep_value(reader *d, json_object *v, wg_text *room) {
  wg_cell text;
  if (!wg_json_text(v, room, &text)) return wg_nomem(d->r->ctx);
  wg_cell kept = {wg_arena_strndup(&d->r->text, text.s, text.n), text.n};
  return kept.s && WG_VEC_PUSH(&d->r->cell, kept) ? WG_OK : wg_nomem(d->r->ctx);
}

static wg_status keep_values(reader *d, json_object *o) {
  wg_text room = {0};
  wg_status st = WG_VEC_PUSH(&d->r->first, d->r->cell.n) ? WG_OK : wg_nomem(d->r->ctx);
  for (size_t i = 0; st == WG_OK && i < d->r->out->column.n; i++)
    st = keep_value(d, wg_json_member(o, d->r->out->column.v[i]), &room);
  WG_VEC_FREE(&room);
  return st;
}

/* ---- lines ------------------------------------------------------------------ */

static wg_status each_object(reader *d, wg_status (*what)(reader *, json_object *)) {
  const wg_head_reader *r = d->r;
  size_t at = r->out->bom, cells = 0;
  wg_status st = WG_OK;
  d->lines = 0;
  while (st == WG_OK && at < r->n && d->lines < WG_HEAD_ROWS && cells < WG_HEAD_COLUMNS) {
    const char *s = r->s + at, *end = memchr(s, '\n', r->n - at);
    if (!end && !r->at_end) break;
    size_t n = end ? (size_t)(end - s) : r->n - at;
    json_object *o = wg_json_object(d->json, wg_json_trim(s, n));
    at += n + (end != NULL);
    if (!o) continue;
    d->lines++;
    st = what(d, o);
    cells += r->out->column.n;
    json_object_put(o);
  }
  return st;
}

static bool all_blank(const wg_head_reader *r) {
  return r->at_end && wg_json_trim(r->s + r->out->bom, r->n - r->out->bom).n == 0;
}

static wg_status read_objects(reader *d) {
  WG_TRY(each_object(d, add_object));
  if (d->lines == 0) return one_document(d->r);
  WG_TRY(each_object(d, keep_values));
  return WG_VEC_PUSH(&d->r->first, d->r->cell.n) ? WG_OK : wg_nomem(d->r->ctx);
}

/* An array may stand on several lines, each of which looks like an object. */
static bool is_array(const wg_head_reader *r) {
  wg_cell c = wg_json_trim(r->s + r->out->bom, r->n - r->out->bom);
  return c.n && *c.s == '[';
}

static void find_line_end(wg_head_reader *r) {
  const char *end = memchr(r->s, '\n', r->n);
  r->out->crlf = end && end > r->s && end[-1] == '\r';
}

wg_status wg_head_ndjson(wg_head_reader *r) {
  if (r->out->encoding != WG_ENC_UTF8)
    return wg_fail(
        r->ctx, WG_ERR_DATA,
        "\"%s\": JSON is in UTF-8 always; convert it, e.g. with iconv -f GB18030 -t UTF-8",
        r->name);
  r->out->header = r->out->body = r->out->bom;
  find_line_end(r);
  if (all_blank(r)) return WG_OK;
  if (is_array(r)) return one_document(r);
  reader d = {.r = r, .json = wg_json_reader(WG_NDJSON_DEPTH), .seen = json_object_new_object()};
  wg_status st = d.json && d.seen ? read_objects(&d) : wg_nomem(r->ctx);
  json_tokener_free(d.json);
  json_object_put(d.seen);
  return st;
}
