#include "store/sqlite_out.h"

#include <string.h>

#include "store/spatial.h"

/* Appends to SQL being built; false when memory runs out. */
static bool add(wg_bytes *sql, const char *s) {
  size_t n = strlen(s);
  if (!WG_VEC_RESERVE(sql, n + 1)) return false;
  memcpy(sql->v + sql->n, s, n + 1);
  sql->n += n;
  return true;
}

static bool create_sql(const wg_table *t, wg_bytes *sql) {
  static const char *const types[] = {"TEXT", "INTEGER", "REAL"};
  bool ok = add(sql, "CREATE TABLE ") && add(sql, t->name) && add(sql, "(id INTEGER PRIMARY KEY");
  for (int c = 0; c < t->columns && ok; c++)
    ok = add(sql, ", ") && add(sql, t->column[c].name) && add(sql, " ") &&
         add(sql, types[t->column[c].type]);
  return ok && add(sql, ")");
}

static bool insert_sql(const wg_table *t, wg_bytes *sql) {
  sql->n = 0;
  bool ok = add(sql, "INSERT INTO ") && add(sql, t->name) && add(sql, " VALUES(?");
  for (int c = 0; c < t->columns + 1 && ok; c++) ok = add(sql, ",?");
  return ok && add(sql, ")");
}

static void bind_value(sqlite3_stmt *stmt, int param, const wg_column *c, wg_value v) {
  if (v.null)
    sqlite3_bind_null(stmt, param);
  else if (c->type == WG_COLUMN_TEXT)
    wg_db_bind_text(stmt, param, v.text);
  else if (c->type == WG_COLUMN_INT)
    sqlite3_bind_int64(stmt, param, v.number);
  else
    sqlite3_bind_double(stmt, param, wg_value_real(c, v));
}

static wg_status write_row(wg_ctx *ctx, wg_fill *f, const wg_table *t, uint32_t i,
                           wg_geom *scratch) {
  sqlite3_bind_int64(f->stmt, 1, (int64_t)i + 1);
  for (int c = 0; c < t->columns; c++) bind_value(f->stmt, c + 2, &t->column[c], t->value(t, i, c));
  if (!wg_coords_get(t->coords, i, scratch)) return wg_nomem(ctx);
  wg_figure r = wg_geom_figure(scratch);
  WG_TRY(wg_fill_geom(ctx, f, (int64_t)i + 1, &r));
  return wg_fill_row(ctx, f);
}

static wg_status write_rows(wg_ctx *ctx, const wg_db *db, const wg_table *t, const char *insert,
                            int srid) {
  wg_fill f;
  wg_geom scratch = {0};
  wg_status st = wg_fill_begin(ctx, db, t->name, insert, srid, t->type, &f);
  for (uint32_t i = 0; i < t->rows && st == WG_OK; i++) {
    st = write_row(ctx, &f, t, i, &scratch);
    if ((i & 255) == 0) wg_progress(ctx, "export", 0.5 + 0.5 * i / t->rows);
  }
  if (st == WG_OK) st = wg_fill_end(ctx, &f, true);
  wg_fill_free(&f);
  wg_geom_free(&scratch);
  return st;
}

static wg_status write_layer(wg_ctx *ctx, const wg_db *db, const wg_table *t, wg_bytes *sql) {
  int srid;
  WG_TRY(wg_spatial_add_crs(ctx, db, t->crs->srid, t->crs->wkt, &srid));
  if (!create_sql(t, sql)) return wg_nomem(ctx);
  WG_TRY(wg_db_exec(ctx, db, (const char *)sql->v));
  WG_TRY(wg_spatial_add_column(ctx, db, t->name, srid, t->type, true));
  if (!insert_sql(t, sql)) return wg_nomem(ctx);
  return write_rows(ctx, db, t, (const char *)sql->v, srid);
}

wg_status wg_sqlite_write(wg_ctx *ctx, const char *path, const char *about, const wg_table *t) {
  wg_db db;
  wg_bytes sql = {0};
  wg_status st = wg_spatial_new(ctx, path, about, &db);
  if (st == WG_OK) st = write_layer(ctx, &db, t, &sql);
  if (st == WG_OK) st = wg_spatial_finish(ctx, &db);
  WG_VEC_FREE(&sql);
  wg_db_close(&db);
  return st;
}
