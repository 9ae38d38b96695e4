/* sources.c - reads grids, districts and buildings for the referee (referee.h). */
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "cover/referee.h"
#include "read/alias.h"

/* ---- fields ---- */

static const char *const grid_kind[] = {"kind", "grid_kind", "gkind", "网格类型", NULL};
static const char *const grid_status[] = {"status", NULL};
static const char *const grid_weight[] = {"weight", NULL};
static const char *const grid_reason[] = {"reason", "说明", NULL};

static wg_bind find(const wg_layer *l, const char *const *names) {
  wg_bind b = {-1, -1};
  for (; *names && b.field < 0; names++) b.field = wg_layer_find_field(l, *names);
  return b;
}

static wg_status text_of(wg_referee *r, wg_layer *l, wg_bind field, const char **out) {
  *out = wg_arena_strdup(&r->strings, wg_bind_text(l, field));
  return *out ? WG_OK : wg_nomem(r->ctx);
}

static bool number_of(wg_layer *l, wg_bind field, double *out) {
  *out = 0;
  return wg_bind_number(l, field, out) && isfinite(*out);
}

static bool is_exclusive(const char *kind) {
  return strcmp(kind, "exclusive") == 0 || strcmp(kind, "专属网格") == 0 ||
         strcmp(kind, "专属") == 0;
}

/* ---- a layer under way ---- */

typedef struct {
  wg_referee *r;
  wg_layer *layer;
  wg_transform *to_grids; /* NULL: same CRS */
  WG_VEC(double) xy;      /* of the feature, in the grids' CRS */
} reading;

static wg_status reading_open(reading *in, wg_referee *r, const char *role, const char *file,
                              const char *name) {
  char spec[4200];
  *in = (reading){.r = r};
  int n = snprintf(spec, sizeof spec, "%s%s%s", file, name[0] ? ":" : "", name);
  if (n < 0 || (size_t)n >= sizeof spec)
    return wg_fail(r->ctx, WG_ERR_USAGE, "\"%s\": path too long; name a shorter one", file);
  WG_TRY(wg_layer_open(r->ctx, role, spec, NULL, &in->layer));
  const char *crs = wg_layer_crs_wkt(in->layer);
  if (!r->crs) { /* the grids come first: theirs is the CRS of all */
    r->crs = wg_arena_strdup(&r->strings, crs);
    return r->crs ? WG_OK : wg_nomem(r->ctx);
  }
  if (!crs[0] != !r->crs[0])
    wg_log(r->ctx, WG_LOG_WARN,
           "\"%s\": only one of this layer and the grids carries a CRS; taken for the same", spec);
  if (!crs[0] || !r->crs[0] || strcmp(crs, r->crs) == 0) return WG_OK;
  WG_TRY(wg_transform_new(r->ctx, crs, r->crs, false, &in->to_grids));
  if (!wg_transform_is_identity(in->to_grids)) return WG_OK;
  wg_transform_free(in->to_grids);
  in->to_grids = NULL;
  return WG_OK;
}

static void reading_close(reading *in) {
  wg_layer_close(in->layer);
  wg_transform_free(in->to_grids);
  WG_VEC_FREE(&in->xy);
}

/* Adds the feature's polygons to c; *place is its first usable point. */
static wg_status add_shape(reading *in, const wg_feature *f, wg_cover *c, wg_xy *place) {
  size_t n = f->n_rings ? f->start[f->n_rings] : 0;
  const double *xy = f->xy;
  *place = (wg_xy){NAN, NAN};
  if (in->to_grids && n > 0) {
    in->xy.n = 0;
    if (!WG_VEC_RESERVE(&in->xy, 2 * n)) return wg_nomem(in->r->ctx);
    memcpy(in->xy.v, f->xy, 2 * n * sizeof(double));
    wg_transform_points(in->to_grids, in->xy.v, n); /* what fails becomes infinite and is noted */
    xy = in->xy.v;
  }
  for (size_t k = 0; k < n && isnan(place->x); k++)
    if (wg_xy_usable((wg_xy){xy[2 * k], xy[2 * k + 1]})) *place = (wg_xy){xy[2 * k], xy[2 * k + 1]};
  uint32_t rings = f->type == WG_GEOM_POLYGON ? f->n_rings : 0;
  return wg_cover_add(c, rings, f->start, f->hole, xy) ? WG_OK : wg_nomem(in->r->ctx);
}

/* ---- the three layers ---- */

typedef struct {
  wg_bind code, parent, kind, status, reason, weight, households;
} grid_fields;

static wg_status bind_grid_fields(wg_referee *r, const wg_layer *l, grid_fields *f) {
  *f = (grid_fields){.kind = find(l, grid_kind),
                     .status = find(l, grid_status),
                     .reason = find(l, grid_reason),
                     .weight = find(l, grid_weight)};
  WG_TRY(wg_bind_field(r->ctx, l, "grids", WG_ALIAS_GRID_CODE, r->o->code_field, &f->code));
  WG_TRY(wg_bind_field(r->ctx, l, "grids", WG_ALIAS_GRID_PARENT, NULL, &f->parent));
  WG_TRY(wg_bind_field(r->ctx, l, "grids", WG_ALIAS_HOUSEHOLDS, NULL, &f->households));
  r->has_code = f->code.field >= 0;
  r->has_parent = f->parent.field >= 0;
  return WG_OK;
}

static wg_status read_grid(wg_referee *r, reading *in, const grid_fields *field,
                           const wg_feature *f) {
  wg_grid_row row = {0};
  const char *kind;
  wg_xy place;
  WG_TRY(add_shape(in, f, &r->grid, &place));
  WG_TRY(text_of(r, in->layer, field->code, &row.code));
  WG_TRY(text_of(r, in->layer, field->parent, &row.parent));
  WG_TRY(text_of(r, in->layer, field->kind, &kind));
  WG_TRY(text_of(r, in->layer, field->status, &row.status));
  WG_TRY(text_of(r, in->layer, field->reason, &row.reason));
  char number[32];
  snprintf(number, sizeof number, "#%lld", (long long)f->fid);
  row.label = row.code[0] ? row.code : wg_arena_strdup(&r->strings, number);
  if (!row.label) return wg_nomem(r->ctx);
  row.exclusive = is_exclusive(kind);
  row.declares = number_of(in->layer, field->households, &row.declared);
  if (!number_of(in->layer, field->weight, &row.declared_weight)) row.declared_weight = NAN;
  return WG_VEC_PUSH(&r->grid_row, row) ? WG_OK : wg_nomem(r->ctx);
}

static wg_status read_grid_rows(wg_referee *r, reading *in) {
  wg_layer *l = in->layer;
  grid_fields field;
  WG_TRY(bind_grid_fields(r, l, &field));
  wg_feature f;
  for (bool more = true;;) {
    WG_TRY(wg_layer_next(r->ctx, l, &f, &more));
    if (!more) break;
    WG_TRY(read_grid(r, in, &field, &f));
  }
  if (wg_cover_count(&r->grid) > 0) return WG_OK;
  return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\": no grids; %s", wg_layer_spec(l),
                 r->o->workspace ? "run wangge partition first" : "name a layer that has some");
}

static wg_status read_district_rows(wg_referee *r, reading *in) {
  wg_bind field;
  WG_TRY(wg_bind_field(r->ctx, in->layer, "districts", WG_ALIAS_DISTRICT_CODE, NULL, &field));
  r->has_district_code = field.field >= 0;
  wg_feature f;
  wg_xy place;
  uint64_t bad = 0;
  for (bool more = true;;) {
    const char *code;
    WG_TRY(wg_layer_next(r->ctx, in->layer, &f, &more));
    if (!more) break;
    WG_TRY(add_shape(in, &f, &r->district, &place));
    WG_TRY(text_of(r, in->layer, field, &code));
    if (!WG_VEC_PUSH(&r->district_code, code)) return wg_nomem(r->ctx);
    bad += r->district.first.v[r->district.first.n - 1] ==
           r->district.first.v[r->district.first.n - 2];
  }
  if (bad == wg_cover_count(&r->district))
    return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\": no polygon; name the layer of districts",
                   wg_layer_spec(in->layer));
  if (bad)
    wg_log(r->ctx, WG_LOG_WARN, "\"%s\": %llu districts without polygon passed over",
           wg_layer_spec(in->layer), (unsigned long long)bad);
  return WG_OK;
}

static wg_status read_building_rows(wg_referee *r, reading *in) {
  wg_bind field;
  WG_TRY(wg_bind_field(r->ctx, in->layer, "buildings", WG_ALIAS_HOUSEHOLDS, r->o->households_field,
                       &field));
  r->has_buildings = true;
  r->has_households = field.field >= 0;
  if (!r->has_households)
    wg_log(r->ctx, WG_LOG_WARN,
           "\"%s\": no field of households; buildings are only checked for cuts",
           wg_layer_spec(in->layer));
  wg_feature f;
  for (bool more = true;;) {
    wg_building_row row = {0};
    double n;
    WG_TRY(wg_layer_next(r->ctx, in->layer, &f, &more));
    if (!more) return WG_OK;
    WG_TRY(add_shape(in, &f, &r->building, &row.place));
    if (!number_of(in->layer, field, &n) || fabs(n) > 1e12) n = 0;
    row.milli_households = llround(n * 1000);
    row.fid = f.fid;
    if (!WG_VEC_PUSH(&r->building_row, row)) return wg_nomem(r->ctx);
  }
}

typedef wg_status read_rows(wg_referee *r, reading *in);

static wg_status read_layer(wg_referee *r, const char *role, const char *spec, read_rows *rows) {
  reading in;
  const char *workspace = r->o->workspace;
  wg_status st = reading_open(&in, r, role, workspace ? workspace : spec, workspace ? role : "");
  if (st == WG_OK) st = rows(r, &in);
  reading_close(&in);
  return st;
}

/* ---- the workspace's bounds ---- */

/* Districts with bounds of their own in the last run; older workspaces lack the table. */
static wg_status read_own_bounds(wg_referee *r, sqlite3 *db) {
  sqlite3_stmt *q = NULL;
  wg_status st = WG_OK;
  if (sqlite3_prepare_v2(db, "SELECT code, min, max FROM district_bounds", -1, &q, NULL) !=
      SQLITE_OK)
    return WG_OK;
  while (st == WG_OK && sqlite3_step(q) == SQLITE_ROW) {
    const char *code = (const char *)sqlite3_column_text(q, 0);
    wg_own_bounds b = {wg_arena_strdup(&r->strings, code), sqlite3_column_int64(q, 1),
                       sqlite3_column_int64(q, 2)};
    if (!b.code || !WG_VEC_PUSH(&r->own, b)) st = wg_nomem(r->ctx);
  }
  sqlite3_finalize(q);
  return st;
}

/* Those of the last partition run; *min and *max stay where there is none. */
static wg_status read_bounds(wg_referee *r) {
  sqlite3 *db = NULL;
  sqlite3_stmt *q = NULL;
  wg_status st = WG_OK;
  int rc = sqlite3_open_v2(r->o->workspace, &db, SQLITE_OPEN_READONLY, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(db, "SELECT min, max FROM runs ORDER BY edition DESC LIMIT 1", -1, &q,
                            NULL);
  if (rc == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) {
    r->min = sqlite3_column_int64(q, 0);
    r->max = sqlite3_column_int64(q, 1);
  }
  sqlite3_finalize(q);
  if (rc == SQLITE_OK && r->o->min == 0 && r->o->max == 0) st = read_own_bounds(r, db);
  sqlite3_close(db);
  if (rc == SQLITE_OK) return st;
  return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\": no bounds in it; name a workspace that wangge made",
                 r->o->workspace);
}

static void take_term(wg_stored_score *s, const char *term, double weight, double value) {
  if (strcmp(term, "balance_by_means") == 0) {
    s->weights.balance = weight;
    s->means.balance = value;
  } else if (strcmp(term, "shape_by_means") == 0) {
    s->weights.shape = weight;
    s->means.shape = value;
  } else if (strcmp(term, "bounds_by_means") == 0) {
    s->means.bounds = value;
    s->known = true;
  }
}

/* What the last run stored of its score; a workspace of an earlier version has no such table. */
static void read_score(wg_referee *r) {
  sqlite3 *db = NULL;
  sqlite3_stmt *q = NULL;
  r->stored = (wg_stored_score){.min = r->min, .max = r->max};
  int rc = sqlite3_open_v2(r->o->workspace, &db, SQLITE_OPEN_READONLY, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2(db,
                            "SELECT term, weight, value FROM scores"
                            " WHERE edition=(SELECT max(edition) FROM runs)",
                            -1, &q, NULL);
  while (rc == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW) {
    const char *term = (const char *)sqlite3_column_text(q, 0);
    if (term) take_term(&r->stored, term, sqlite3_column_double(q, 1), sqlite3_column_double(q, 2));
  }
  sqlite3_finalize(q);
  sqlite3_close(db);
}

wg_status wg_referee_read(wg_referee *r) {
  const wg_check_options *o = r->o;
  WG_TRY(read_layer(r, "grids", o->grids, read_grid_rows));
  WG_TRY(read_layer(r, "districts", o->districts, read_district_rows));
  if (o->workspace || o->buildings)
    WG_TRY(read_layer(r, "buildings", o->buildings, read_building_rows));
  if (o->workspace) WG_TRY(wg_referee_reweigh(r));
  if (o->workspace) WG_TRY(read_bounds(r));
  if (o->workspace) read_score(r);
  if (o->min > 0) r->min = o->min;
  if (o->max > 0) r->max = o->max;
  return WG_OK;
}
