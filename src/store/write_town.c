#include <math.h>
#include <stdio.h>

#include "store/register_rows.h"
#include "store/workspace_parts.h"

wg_status wg_fill_shape(wg_ctx *ctx, wg_fill *f, const wg_frame *frame, const wg_shapes *s,
                        uint32_t i, wg_geom *scratch) {
  if (!wg_lattice_get(frame, s, i, scratch)) return wg_nomem(ctx);
  wg_figure r = wg_geom_figure(scratch);
  return wg_fill_geom(ctx, f, (int64_t)i + 1, &r);
}

static void bind_known(sqlite3_stmt *stmt, int param, int64_t v, bool known) {
  if (known)
    sqlite3_bind_int64(stmt, param, v);
  else
    sqlite3_bind_null(stmt, param);
}

/* One way to write each layer: binds everything but id and geometry. */
typedef void bind_fn(sqlite3_stmt *stmt, const wg_town *t, uint32_t i);

static void bind_district(sqlite3_stmt *stmt, const wg_town *t, uint32_t i) {
  wg_db_bind_text(stmt, 2, t->district.v[i].code);
  wg_db_bind_text(stmt, 3, t->district.v[i].name);
}

enum { BUILDING_COLUMNS = 10 }; /* before the geometry; the town's numbers stand behind it */

static void bind_building(sqlite3_stmt *stmt, const wg_town *t, uint32_t i) {
  const wg_building *b = &t->building.v[i];
  wg_db_bind_text(stmt, 2, b->id);
  wg_db_bind_text(stmt, 3, b->estate);
  wg_db_bind_text(stmt, 4, b->use);
  sqlite3_bind_int(stmt, 5, b->households);
  wg_db_bind_text(stmt, 6, wg_hh_source_word(b->hh_source));
  bind_known(stmt, 7, b->population, b->population >= 0);
  bind_known(stmt, 8, b->floors, b->floors > 0);
  wg_db_bind_text(stmt, 9, b->number);
  wg_db_bind_text(stmt, 10, b->address);
  for (uint32_t k = 0; k < t->numbers; k++)
    sqlite3_bind_double(stmt, BUILDING_COLUMNS + 1 + (int)k, t->number[k].value.v[i]);
}

static void bind_line(sqlite3_stmt *stmt, const wg_town *t, uint32_t i) {
  const wg_line *l = &t->line.v[i];
  wg_db_bind_text(stmt, 2, l->name);
  wg_db_bind_text(stmt, 3, wg_line_class_word(l->cls));
  sqlite3_bind_int(stmt, 4, l->layer);
  sqlite3_bind_int(stmt, 5, l->closed);
}

static void bind_zone(sqlite3_stmt *stmt, const wg_town *t, uint32_t i) {
  wg_db_bind_text(stmt, 2, t->zone.v[i].name);
  wg_db_bind_text(stmt, 3, t->zone.v[i].kind);
}

static wg_status write_layer(wg_ctx *ctx, const wg_db *db, const wg_town *t, int srid,
                             const char *table, const char *insert, wg_blob_type type,
                             const wg_shapes *s, bind_fn *bind) {
  wg_fill f;
  wg_geom scratch = {0};
  uint32_t n = wg_shapes_count(s);
  wg_status st = wg_fill_begin(ctx, db, table, insert, srid, type, &f);
  for (uint32_t i = 0; i < n && st == WG_OK; i++) {
    sqlite3_bind_int64(f.stmt, 1, (int64_t)i + 1);
    bind(f.stmt, t, i);
    st = wg_fill_shape(ctx, &f, &t->frame, s, i, &scratch);
    if (st == WG_OK) st = wg_fill_row(ctx, &f);
  }
  if (st == WG_OK) st = wg_fill_end(ctx, &f, true);
  wg_fill_free(&f);
  wg_geom_free(&scratch);
  return st;
}

/* ---- points: in the town's order, which wg_town_read() made a total one ------- */

static wg_status fill_point(wg_ctx *ctx, wg_fill *f, int64_t id, double x, double y) {
  static const uint32_t start[] = {0, 1};
  static const uint8_t hole[] = {0};
  double xy[2] = {x, y};
  return wg_fill_geom(ctx, f, id, &(wg_figure){1, start, hole, xy});
}

static wg_status write_place(wg_ctx *ctx, wg_fill *f, const wg_town *t, size_t i) {
  const wg_place *p = &t->place.v[i];
  int64_t id = (int64_t)i + 1;
  sqlite3_bind_int64(f->stmt, 1, id);
  wg_db_bind_text(f->stmt, 2, p->address);
  WG_TRY(fill_point(ctx, f, id, wg_frame_x(&t->frame, p->at.x), wg_frame_y(&t->frame, p->at.y)));
  return wg_fill_row(ctx, f);
}

static wg_status write_places(wg_ctx *ctx, const wg_db *db, const wg_town *t, int srid) {
  wg_fill f;
  wg_status st = wg_fill_begin(ctx, db, "addresses", "INSERT INTO addresses VALUES(?,?,?)", srid,
                               WG_BLOB_POINT, &f);
  for (size_t i = 0; i < t->place.n && st == WG_OK; i++) st = write_place(ctx, &f, t, i);
  if (st == WG_OK) st = wg_fill_end(ctx, &f, true);
  wg_fill_free(&f);
  return st;
}

static wg_status write_reject(wg_ctx *ctx, wg_fill *f, const wg_reject *r, int64_t id) {
  sqlite3_bind_int64(f->stmt, 1, id);
  wg_db_bind_text(f->stmt, 2, r->layer);
  sqlite3_bind_int64(f->stmt, 3, r->fid);
  wg_db_bind_text(f->stmt, 4, r->action);
  wg_db_bind_text(f->stmt, 5, r->reason);
  if (isfinite(r->x) && isfinite(r->y))
    WG_TRY(fill_point(ctx, f, id, r->x, r->y));
  else
    sqlite3_bind_null(f->stmt, 6);
  return wg_fill_row(ctx, f);
}

static wg_status write_rejects(wg_ctx *ctx, const wg_db *db, const wg_town *t, int srid) {
  wg_fill f;
  wg_status st = wg_fill_begin(ctx, db, "rejects", "INSERT INTO rejects VALUES(?,?,?,?,?,?)", srid,
                               WG_BLOB_POINT, &f);
  for (size_t i = 0; i < t->reject.n && st == WG_OK; i++)
    st = write_reject(ctx, &f, &t->reject.v[i], (int64_t)i + 1);
  if (st == WG_OK) st = wg_fill_end(ctx, &f, true);
  wg_fill_free(&f);
  return st;
}

/* ---- the whole ----------------------------------------------------------------- */

static wg_status make_tables(wg_ctx *ctx, const wg_db *db, int srid) {
  for (size_t i = 0; i < wg_layer_def_count; i++)
    WG_TRY(wg_layer_make(ctx, db, &wg_layer_defs[i], srid));
  WG_TRY(wg_db_exec(ctx, db, wg_schema_tables));
  return wg_db_exec(ctx, db, wg_schema_view);
}

static wg_status put_meta(wg_ctx *ctx, const wg_db *db, const char *key, const char *value) {
  return wg_db_execf(ctx, db, "INSERT INTO wangge_meta VALUES(%Q,%Q)", key, value);
}

static wg_status write_meta(wg_ctx *ctx, const wg_db *db, const wg_frame *f, int srid) {
  struct {
    const char *key;
    double v;
  } number[] = {{"schema_version", WG_SCHEMA_VERSION},
                {"srid", f->srid},
                {"layer_srid", srid},
                {"origin_x", f->origin_x},
                {"origin_y", f->origin_y}};
  for (size_t i = 0; i < sizeof number / sizeof *number; i++) {
    char text[32];
    snprintf(text, sizeof text, "%.0f", number[i].v);
    WG_TRY(put_meta(ctx, db, number[i].key, text));
  }
  WG_TRY(put_meta(ctx, db, "wangge_version", wg_version()));
  WG_TRY(put_meta(ctx, db, "crs", f->crs));
  WG_TRY(put_meta(ctx, db, "wkt", f->wkt));
  return wg_db_execf(ctx, db, "PRAGMA application_id=%d;PRAGMA user_version=%d", WG_APPLICATION_ID,
                     WG_SCHEMA_VERSION);
}

/* A layer's geometry is the last parameter; of a building it is not the last column. */
static void building_insert(char *out, size_t size, uint32_t numbers) {
  size_t at = (size_t)snprintf(out, size, "INSERT INTO buildings VALUES(?1");
  for (uint32_t k = 2; k <= BUILDING_COLUMNS; k++)
    at += (size_t)snprintf(out + at, size - at, ",?%u", k);
  at += (size_t)snprintf(out + at, size - at, ",?%u", BUILDING_COLUMNS + 1 + numbers);
  for (uint32_t k = 1; k <= numbers; k++)
    at += (size_t)snprintf(out + at, size - at, ",?%u", BUILDING_COLUMNS + k);
  snprintf(out + at, size - at, ")");
}

static wg_status write_layers(wg_ctx *ctx, const wg_db *db, const wg_town *t, int srid) {
  WG_TRY(write_layer(ctx, db, t, srid, "districts", "INSERT INTO districts VALUES(?,?,?,?)",
                     WG_BLOB_MULTIPOLYGON, &t->district_shape, bind_district));
  wg_progress(ctx, "workspace", 0.2);
  char insert[64 + 4 * (BUILDING_COLUMNS + 1 + WG_TOWN_NUMBERS)];
  building_insert(insert, sizeof insert, t->numbers);
  WG_TRY(write_layer(ctx, db, t, srid, "buildings", insert, WG_BLOB_MULTIPOLYGON,
                     &t->building_shape, bind_building));
  wg_progress(ctx, "workspace", 0.7);
  WG_TRY(write_layer(ctx, db, t, srid, "lines", "INSERT INTO lines VALUES(?,?,?,?,?,?)",
                     WG_BLOB_MULTILINESTRING, &t->line_shape, bind_line));
  WG_TRY(write_layer(ctx, db, t, srid, "zones", "INSERT INTO zones VALUES(?,?,?,?)",
                     WG_BLOB_MULTIPOLYGON, &t->zone_shape, bind_zone));
  WG_TRY(write_places(ctx, db, t, srid));
  WG_TRY(wg_write_faults(ctx, db, t, srid));
  return write_rejects(ctx, db, t, srid);
}

wg_status wg_write_town(wg_ctx *ctx, const wg_db *db, const wg_town *t) {
  int srid, other;
  WG_TRY(wg_spatial_add_crs(ctx, db, 4326, NULL, &other));
  WG_TRY(wg_spatial_add_crs(ctx, db, 4490, NULL, &other));
  WG_TRY(wg_spatial_add_crs(ctx, db, t->frame.srid, t->frame.wkt, &srid));
  WG_TRY(make_tables(ctx, db, srid));
  WG_TRY(wg_make_numbers(ctx, db, t));
  if (t->joined) WG_TRY(wg_write_register(ctx, db, t));
  WG_TRY(write_meta(ctx, db, &t->frame, srid));
  wg_progress(ctx, "workspace", 0.1);
  return write_layers(ctx, db, t, srid);
}
