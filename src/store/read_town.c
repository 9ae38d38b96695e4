#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/upgrade.h"
#include "store/workspace_parts.h"

static wg_status damaged(wg_ctx *ctx, const wg_db *db, const char *what) {
  return wg_fail(ctx, WG_ERR_DATA, "\"%s\" holds %s that wangge did not write; import it again",
                 db->path, what);
}

wg_status wg_read_shape(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *stmt, int col,
                        const wg_frame *frame, wg_shapes *s, wg_geom *scratch) {
  const unsigned char *blob = sqlite3_column_blob(stmt, col);
  int n = sqlite3_column_bytes(stmt, col);
  wg_blob_result r = blob ? wg_blob_decode(blob, (size_t)n, scratch) : WG_BLOB_BAD;
  if (r == WG_BLOB_OK) r = wg_lattice_put(frame, scratch, s);
  if (r == WG_BLOB_OK) return WG_OK;
  return r == WG_BLOB_NOMEM ? wg_nomem(ctx) : damaged(ctx, db, "a geometry");
}

/* ---- frame ---------------------------------------------------------------------- */

/* Copies the value of a key; an absent one leaves "". */
wg_status wg_read_meta(wg_ctx *ctx, const wg_db *db, const char *key, char *out, size_t cap) {
  sqlite3_stmt *stmt;
  bool row;
  out[0] = 0;
  WG_TRY(wg_db_prepare(ctx, db, "SELECT value FROM wangge_meta WHERE key=?", &stmt));
  wg_db_bind_text(stmt, 1, key);
  wg_status st = wg_db_step(ctx, db, stmt, &row);
  if (st == WG_OK && row) {
    const char *s = wg_db_text(stmt, 0);
    size_t n = strlen(s);
    if (n >= cap)
      st = damaged(ctx, db, "a value in wangge_meta");
    else
      memcpy(out, s, n + 1);
  }
  sqlite3_finalize(stmt);
  return st;
}

static wg_status meta_number(wg_ctx *ctx, const wg_db *db, const char *key, double *out) {
  char text[64], *end;
  WG_TRY(wg_read_meta(ctx, db, key, text, sizeof text));
  *out = (double)strtoll(text, &end, 10);
  if (end == text || *end || fabs(*out) > 1e9) return damaged(ctx, db, "a value in wangge_meta");
  return WG_OK;
}

wg_status wg_read_frame(wg_ctx *ctx, const wg_db *db, wg_frame *f, int *srid) {
  double epsg, layer;
  WG_TRY(meta_number(ctx, db, "origin_x", &f->origin_x));
  WG_TRY(meta_number(ctx, db, "origin_y", &f->origin_y));
  WG_TRY(meta_number(ctx, db, "srid", &epsg));
  WG_TRY(meta_number(ctx, db, "layer_srid", &layer));
  WG_TRY(wg_read_meta(ctx, db, "crs", f->crs, sizeof f->crs));
  WG_TRY(wg_read_meta(ctx, db, "wkt", f->wkt, sizeof f->wkt));
  f->srid = (int)epsg;
  *srid = (int)layer;
  return WG_OK;
}

/* ---- layers --------------------------------------------------------------------- */

typedef struct {
  wg_ctx *ctx;
  const wg_db *db;
  wg_town *t;
  sqlite3_stmt *stmt;
  wg_geom scratch;
  bool nomem;
} reader;

/* "" takes no memory: most strings of most towns are empty. */
static const char *keep(reader *r, int col) {
  const char *s = wg_db_text(r->stmt, col);
  if (!*s) return "";
  char *copy = wg_arena_strndup(&r->t->strings, s, (size_t)sqlite3_column_bytes(r->stmt, col));
  if (!copy) r->nomem = true;
  return copy ? copy : "";
}

/* A number that fits; `none` for null or out of range. */
static int32_t int_or(sqlite3_stmt *stmt, int col, int32_t none) {
  if (sqlite3_column_type(stmt, col) == SQLITE_NULL) return none;
  int64_t v = sqlite3_column_int64(stmt, col);
  return v < 0 || v > INT32_MAX ? none : (int32_t)v;
}

/* Appends the row at hand; columns as in the SELECT beside it. */
typedef wg_status row_fn(reader *r);

static wg_status read_district(reader *r) {
  wg_district d = {.code = keep(r, 0), .name = keep(r, 1)};
  if (r->nomem || !WG_VEC_PUSH(&r->t->district, d)) return wg_nomem(r->ctx);
  return wg_read_shape(r->ctx, r->db, r->stmt, 2, &r->t->frame, &r->t->district_shape, &r->scratch);
}

static wg_status read_building(reader *r) {
  wg_building b = {.id = keep(r, 0), .estate = keep(r, 1), .use = keep(r, 2)};
  b.households = int_or(r->stmt, 3, 0);
  if (!wg_hh_source_of(wg_db_text(r->stmt, 4), &b.hh_source))
    return damaged(r->ctx, r->db, "an hh_source");
  b.population = int_or(r->stmt, 5, -1);
  b.floors = int_or(r->stmt, 6, 0);
  b.number = keep(r, 8);
  b.address = keep(r, 9);
  if (r->nomem || !WG_VEC_PUSH(&r->t->building, b)) return wg_nomem(r->ctx);
  return wg_read_shape(r->ctx, r->db, r->stmt, 7, &r->t->frame, &r->t->building_shape, &r->scratch);
}

static wg_status read_line(reader *r) {
  wg_line l = {.name = keep(r, 0)};
  if (!wg_line_class_of(wg_db_text(r->stmt, 1), &l.cls))
    return damaged(r->ctx, r->db, "a line class");
  int64_t layer = sqlite3_column_int64(r->stmt, 2);
  l.layer = (int8_t)(layer < INT8_MIN ? INT8_MIN : layer > INT8_MAX ? INT8_MAX : layer);
  l.closed = sqlite3_column_int(r->stmt, 3) != 0;
  if (r->nomem || !WG_VEC_PUSH(&r->t->line, l)) return wg_nomem(r->ctx);
  return wg_read_shape(r->ctx, r->db, r->stmt, 4, &r->t->frame, &r->t->line_shape, &r->scratch);
}

static wg_status read_zone(reader *r) {
  wg_zone z = {.name = keep(r, 0), .kind = keep(r, 1)};
  if (r->nomem || !WG_VEC_PUSH(&r->t->zone, z)) return wg_nomem(r->ctx);
  return wg_read_shape(r->ctx, r->db, r->stmt, 2, &r->t->frame, &r->t->zone_shape, &r->scratch);
}

static wg_status read_reject(reader *r) {
  wg_reject j = {.layer = keep(r, 0),
                 .fid = sqlite3_column_int64(r->stmt, 1),
                 .action = keep(r, 2),
                 .reason = keep(r, 3),
                 .x = NAN,
                 .y = NAN};
  const unsigned char *blob = sqlite3_column_blob(r->stmt, 4);
  if (blob) {
    wg_blob_result got =
        wg_blob_decode(blob, (size_t)sqlite3_column_bytes(r->stmt, 4), &r->scratch);
    if (got == WG_BLOB_NOMEM) return wg_nomem(r->ctx);
    if (got != WG_BLOB_OK || r->scratch.xy.n < 2) return damaged(r->ctx, r->db, "a geometry");
    j.x = r->scratch.xy.v[0];
    j.y = r->scratch.xy.v[1];
  }
  return r->nomem || !WG_VEC_PUSH(&r->t->reject, j) ? wg_nomem(r->ctx) : WG_OK;
}

static wg_status read_rows(reader *r, const char *sql, row_fn *take) {
  bool row = false;
  wg_status st = wg_db_prepare(r->ctx, r->db, sql, &r->stmt);
  while (st == WG_OK) {
    st = wg_db_step(r->ctx, r->db, r->stmt, &row);
    if (st != WG_OK || !row) break;
    st = take(r);
  }
  sqlite3_finalize(r->stmt);
  r->stmt = NULL;
  return st;
}

static wg_status read_buildings(reader *r) {
  char *sql;
  WG_TRY(wg_select_columns(
      r->ctx, r->db, "buildings",
      "building_id,estate,use_,households,hh_source,population,floors,geom,number,address",
      "ORDER BY id", &sql));
  wg_status st = read_rows(r, sql, read_building);
  wg_free(sql);
  return st;
}

/* Workspaces of before have no list of what import mended. */
static wg_status read_mended(reader *r) {
  int64_t there;
  WG_TRY(wg_db_number(r->ctx, r->db,
                      "SELECT count(*) FROM sqlite_master WHERE name='district_changes'", 0,
                      &there));
  r->t->mended = there > 0;
  return WG_OK;
}

static wg_status read_all(reader *r, bool buildings) {
  int srid;
  WG_TRY(wg_db_exec(r->ctx, r->db, "BEGIN")); /* one state of the file for all tables */
  WG_TRY(wg_read_frame(r->ctx, r->db, &r->t->frame, &srid));
  WG_TRY(read_rows(r, "SELECT code,name,geom FROM districts ORDER BY id", read_district));
  WG_TRY(read_mended(r));
  if (buildings) WG_TRY(read_buildings(r));
  if (buildings) WG_TRY(wg_read_numbers(r->ctx, r->db, r->t));
  WG_TRY(read_rows(r, "SELECT name,class,layer,closed,geom FROM lines ORDER BY id", read_line));
  WG_TRY(read_rows(r, "SELECT name,kind,geom FROM zones ORDER BY id", read_zone));
  return read_rows(r, "SELECT layer,fid,action,reason,geom FROM rejects ORDER BY id", read_reject);
}

wg_status wg_workspace_read_town(wg_ctx *ctx, const char *path, bool buildings, wg_town *town) {
  wg_db db;
  *town = (wg_town){0};
  WG_TRY(wg_workspace_open(ctx, path, &db));
  reader r = {.ctx = ctx, .db = &db, .t = town};
  wg_status st = read_all(&r, buildings);
  wg_geom_free(&r.scratch);
  wg_db_close(&db);
  return st;
}
