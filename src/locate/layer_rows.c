#include "locate/layer_rows.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "read/layer.h"
#include "read/text.h"

struct wg_layer_rows {
  wg_layer *layer;
  wg_text text; /* made, and not all given out yet */
  size_t given;
  uint64_t several; /* features with more than one point */
  bool ended;
};

/* ---- which paths ------------------------------------------------------------------- */

/* Where the ending of the file's name begins, up to `end`; `end` when it has none. */
static const char *ending(const char *path, const char *end) {
  const char *p = end;
  while (p > path && p[-1] != '/' && p[-1] != '.') p--;
  return p > path && p[-1] == '.' ? p : end;
}

static bool is_one(const char *const *list, const char *s, size_t n) {
  for (; *list; list++)
    if (strlen(*list) == n && strncasecmp(*list, s, n) == 0) return true;
  return false;
}

bool wg_is_table_path(const char *path) {
  static const char *const tables[] = {"csv",   "tsv",      "tab",      "txt", "ndjson",
                                       "jsonl", "geojsonl", "geojsons", NULL};
  static const char *const packed[] = {"gz", NULL};
  const char *end = path + strlen(path), *e = ending(path, end);
  if (is_one(packed, e, (size_t)(end - e))) end = e - 1, e = ending(path, end);
  if (e == end) return strchr(path, ':') == NULL;
  return is_one(tables, e, (size_t)(end - e));
}

/* ---- text -------------------------------------------------------------------------- */

static bool put(wg_text *t, const char *s, size_t n) {
  if (n == 0) return true;
  if (!WG_VEC_RESERVE(t, n)) return false;
  memcpy(t->v + t->n, s, n);
  t->n += n;
  return true;
}

static bool put_cell(wg_text *t, const char *s) {
  size_t n = strlen(s);
  if (s[strcspn(s, ",\"\r\n")] == 0) return put(t, s, n);
  if (!WG_VEC_RESERVE(t, 2 * n + 2)) return false;
  t->v[t->n++] = '"';
  for (; *s; s++) {
    if (*s == '"') t->v[t->n++] = '"';
    t->v[t->n++] = *s;
  }
  t->v[t->n++] = '"';
  return true;
}

static bool put_number(wg_text *t, double v) {
  char number[WG_SHORTEST_CAP];
  if (!isfinite(v)) return true;
  wg_text_shortest(number, v);
  return put(t, number, strlen(number));
}

static bool put_header(wg_layer_rows *r) {
  if (!put(&r->text, "x,y", 3)) return false;
  for (int i = 0; i < wg_layer_fields(r->layer); i++)
    if (!wg_layer_field_is_tag(r->layer, i) &&
        (!put(&r->text, ",", 1) || !put_cell(&r->text, wg_layer_field_name(r->layer, i))))
      return false;
  return put(&r->text, "\n", 1);
}

static bool put_feature(wg_layer_rows *r, const wg_feature *f) {
  bool there = f->type == WG_GEOM_POINT && f->start[f->n_rings] > 0;
  r->several += there && f->start[f->n_rings] > 1;
  if (there && !put_number(&r->text, f->xy[0])) return false;
  if (!put(&r->text, ",", 1) || (there && !put_number(&r->text, f->xy[1]))) return false;
  for (int i = 0; i < wg_layer_fields(r->layer); i++)
    if (!wg_layer_field_is_tag(r->layer, i) &&
        (!put(&r->text, ",", 1) || !put_cell(&r->text, wg_layer_text(r->layer, i))))
      return false;
  return put(&r->text, "\n", 1);
}

/* ---- reading ------------------------------------------------------------------------ */

wg_status wg_layer_rows_open(wg_ctx *ctx, const char *spec, wg_layer_rows **out) {
  wg_layer_rows *r = WG_NEW0(wg_layer_rows, 1);
  *out = NULL;
  if (!r) return wg_nomem(ctx);
  wg_status st = wg_layer_open(ctx, "incidents", spec, NULL, &r->layer);
  if (st == WG_OK && !put_header(r)) st = wg_nomem(ctx);
  if (st == WG_OK)
    *out = r;
  else
    wg_layer_rows_close(r);
  return st;
}

void wg_layer_rows_close(wg_layer_rows *r) {
  if (!r) return;
  wg_layer_close(r->layer);
  WG_VEC_FREE(&r->text);
  wg_free(r);
}

static wg_status at_end(wg_ctx *ctx, wg_layer_rows *r) {
  r->ended = true;
  if (r->several)
    wg_log(ctx, WG_LOG_WARN, "\"%s\": %llu features have several points; the first one counts",
           wg_layer_spec(r->layer), (unsigned long long)r->several);
  return WG_OK;
}

/* One more feature as text. */
static wg_status next(wg_ctx *ctx, wg_layer_rows *r) {
  wg_feature f;
  bool more;
  WG_TRY(wg_layer_next(ctx, r->layer, &f, &more));
  if (!more) return at_end(ctx, r);
  if (f.type != WG_GEOM_POINT && f.type != WG_GEOM_NONE)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\": feature %lld is no point; give a layer of points, or make them, e.g. "
                   "with QGIS's \"Point on surface\"",
                   wg_layer_spec(r->layer), (long long)f.fid);
  return put_feature(r, &f) ? WG_OK : wg_nomem(ctx);
}

wg_status wg_layer_rows_read(wg_ctx *ctx, wg_layer_rows *r, char *buf, size_t cap, size_t *n) {
  *n = 0;
  while (*n < cap) {
    if (r->given == r->text.n) {
      r->given = r->text.n = 0;
      while (!r->ended && r->text.n < 1 << 16) WG_TRY(next(ctx, r));
      if (r->text.n == 0) break;
    }
    size_t some = r->text.n - r->given < cap - *n ? r->text.n - r->given : cap - *n;
    memcpy(buf + *n, r->text.v + r->given, some);
    r->given += some;
    *n += some;
  }
  return WG_OK;
}

const char *wg_layer_rows_crs(const wg_layer_rows *r) { return wg_layer_crs_wkt(r->layer); }
