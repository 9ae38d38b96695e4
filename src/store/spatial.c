#include "store/spatial.h"

#include <math.h>
#include <spatialite.h>

#include "store/srs.h"

/* Takes the place of strftime(): no clock in products. */
static void constant_time(sqlite3_context *c, int argc, sqlite3_value **argv) {
  (void)argc;
  (void)argv;
  sqlite3_result_text(c, WG_STAMP, -1, SQLITE_STATIC);
}

/* SpatiaLite's functions read views and call themselves from the schema. */
wg_status wg_spatial_load(wg_ctx *ctx, wg_db *db) {
  int rc = sqlite3_db_config(db->h, SQLITE_DBCONFIG_ENABLE_VIEW, 1, (int *)0);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, (int *)0);
  if (rc != SQLITE_OK) return wg_db_fail(ctx, db, rc);
  db->spatialite = spatialite_alloc_connection();
  if (!db->spatialite) return wg_nomem(ctx);
  spatialite_init_ex(db->h, db->spatialite, 0);
  rc = sqlite3_create_function(db->h, "strftime", -1,
                               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                               constant_time, NULL, NULL);
  return rc == SQLITE_OK ? WG_OK : wg_db_fail(ctx, db, rc);
}

/* Runs SELECT <SpatiaLite function>, which answers 1 for success. */
static wg_status call(wg_ctx *ctx, const wg_db *db, const char *select) {
  int64_t answer;
  WG_TRY(wg_db_number(ctx, db, select, 0, &answer));
  return answer == 1
             ? WG_OK
             : wg_fail(ctx, WG_ERR_INTERNAL,
                       "\"%s\" was not accepted by the SpatiaLite library (%s)", db->path, select);
}

wg_status wg_spatial_new(wg_ctx *ctx, const char *path, const char *about, wg_db *db) {
  WG_TRY(wg_db_open(ctx, path, SQLITE_OPEN_READWRITE, db));
  db->path = about;
  WG_TRY(wg_db_exec(
      ctx, db,
      "PRAGMA page_size=4096;PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;"
      "PRAGMA locking_mode=EXCLUSIVE;PRAGMA cache_size=-65536;PRAGMA temp_store=MEMORY"));
  WG_TRY(wg_spatial_load(ctx, db));
  WG_TRY(wg_db_exec(ctx, db, "BEGIN"));
  return call(ctx, db, "SELECT InitSpatialMetadata(0,'NONE')");
}

wg_status wg_spatial_finish(wg_ctx *ctx, wg_db *db) { return wg_db_exec(ctx, db, "COMMIT"); }

static wg_status insert_own_crs(wg_ctx *ctx, const wg_db *db, int srid, int epsg, const char *wkt) {
  wg_srs_text text;
  WG_TRY(wg_srs_describe(ctx, epsg, wkt, &text));
  wg_status st = wg_db_execf(
      ctx, db,
      "INSERT INTO spatial_ref_sys(srid,auth_name,auth_srid,ref_sys_name,proj4text,srtext)"
      " VALUES(%d,%Q,%d,%Q,%Q,%Q)",
      srid, epsg ? "epsg" : "wangge", epsg ? epsg : srid, text.name, text.proj4, text.wkt1);
  wg_srs_text_free(&text);
  return st;
}

/* Numbers that SpatiaLite 5 surely lists: for others it writes to stderr. */
static bool spatialite_lists(int epsg) {
  return epsg == 4326 || epsg == 4490 || epsg == 3857 || (epsg >= 4534 && epsg <= 4554) ||
         (epsg > 32600 && epsg <= 32660) || (epsg > 32700 && epsg <= 32760);
}

wg_status wg_spatial_add_crs(wg_ctx *ctx, const wg_db *db, int epsg, const char *wkt, int *srid) {
  char sql[96];
  int64_t answer = 0;
  *srid = epsg ? epsg : WG_OWN_SRID;
  sqlite3_snprintf(sizeof sql, sql, "SELECT 1 FROM spatial_ref_sys WHERE srid=%d", *srid);
  WG_TRY(wg_db_number(ctx, db, sql, 0, &answer));
  if (answer) return WG_OK;
  if (spatialite_lists(epsg)) {
    sqlite3_snprintf(sizeof sql, sql, "SELECT InsertEpsgSrid(%d)", epsg);
    WG_TRY(wg_db_number(ctx, db, sql, 0, &answer));
  }
  return answer == 1 ? WG_OK : insert_own_crs(ctx, db, *srid, epsg, wkt);
}

wg_status wg_spatial_add_column(wg_ctx *ctx, const wg_db *db, const char *table, int srid,
                                wg_blob_type type, bool indexed) {
  char sql[160];
  sqlite3_snprintf(sizeof sql, sql, "SELECT AddGeometryColumn(%Q,'geom',%d,%Q,'XY')", table, srid,
                   wg_blob_type_name(type));
  WG_TRY(call(ctx, db, sql));
  if (!indexed) return WG_OK;
  sqlite3_snprintf(sizeof sql, sql, "SELECT CreateSpatialIndex(%Q,'geom')", table);
  return call(ctx, db, sql);
}

/* An edit made later by others stamps geometry_columns_time and so makes this row stale. */
wg_status wg_spatial_statistics(wg_ctx *ctx, const wg_db *db, const char *table, int64_t rows,
                                const wg_bounds *extent) {
  sqlite3_stmt *stmt;
  WG_TRY(wg_db_prepare(ctx, db,
                       "UPDATE geometry_columns_statistics SET last_verified='" WG_STAMP "',"
                       "row_count=?,extent_min_x=?,extent_min_y=?,extent_max_x=?,extent_max_y=?"
                       " WHERE f_table_name=? AND f_geometry_column='geom'",
                       &stmt));
  sqlite3_bind_int64(stmt, 1, rows);
  if (extent->min_x <= extent->max_x) {
    sqlite3_bind_double(stmt, 2, extent->min_x);
    sqlite3_bind_double(stmt, 3, extent->min_y);
    sqlite3_bind_double(stmt, 4, extent->max_x);
    sqlite3_bind_double(stmt, 5, extent->max_y);
  }
  wg_db_bind_text(stmt, 6, table);
  wg_status st = wg_db_run(ctx, db, stmt);
  sqlite3_finalize(stmt);
  return st;
}

/* ---- filling ---------------------------------------------------------------- */

wg_status wg_fill_begin(wg_ctx *ctx, const wg_db *db, const char *table, const char *insert,
                        int srid, wg_blob_type type, wg_fill *f) {
  *f = (wg_fill){.db = db,
                 .table = table,
                 .srid = srid,
                 .type = type,
                 .extent = {INFINITY, INFINITY, -INFINITY, -INFINITY}};
  WG_TRY(wg_db_prepare(ctx, db, insert, &f->stmt));
  f->geom_param = sqlite3_bind_parameter_count(f->stmt);
  return WG_OK;
}

wg_status wg_fill_geom(wg_ctx *ctx, wg_fill *f, int64_t rowid, const wg_figure *r) {
  wg_bounds b = wg_figure_bounds(r);
  if (!wg_blob_encode(&f->blob, f->srid, f->type, r, &b) ||
      !WG_VEC_PUSH(&f->entry, wg_rtree_entry_of(rowid, &b)))
    return wg_nomem(ctx);
  f->extent.min_x = fmin(f->extent.min_x, b.min_x);
  f->extent.min_y = fmin(f->extent.min_y, b.min_y);
  f->extent.max_x = fmax(f->extent.max_x, b.max_x);
  f->extent.max_y = fmax(f->extent.max_y, b.max_y);
  int rc = sqlite3_bind_blob64(f->stmt, f->geom_param, f->blob.v, f->blob.n, SQLITE_STATIC);
  return rc == SQLITE_OK ? WG_OK : wg_db_fail(ctx, f->db, rc);
}

wg_status wg_fill_row(wg_ctx *ctx, wg_fill *f) {
  f->rows++;
  return wg_db_run(ctx, f->db, f->stmt);
}

wg_status wg_fill_end(wg_ctx *ctx, wg_fill *f, bool indexed) {
  if (indexed) WG_TRY(wg_rtree_fill(ctx, f->db, f->table, f->entry.v, f->entry.n));
  return wg_spatial_statistics(ctx, f->db, f->table, f->rows, &f->extent);
}

void wg_fill_free(wg_fill *f) {
  sqlite3_finalize(f->stmt);
  f->stmt = NULL;
  WG_VEC_FREE(&f->blob);
  WG_VEC_FREE(&f->entry);
}
