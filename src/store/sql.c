#include "store/sql.h"

#include <spatialite.h>
#include <stdarg.h>

/* A sentence for a result code that needs a cure of its own, or NULL. */
static const char *cure(int rc) {
  switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "is locked by another program (QGIS?); close it there and run again";
    case SQLITE_FULL:
      return "cannot be written: no space left on the device; free some and run again";
    case SQLITE_READONLY:
    case SQLITE_PERM: return "cannot be written: no permission; check the file and its folder";
    case SQLITE_CANTOPEN: return "cannot be opened; check the path and its permissions";
    default: return NULL;
  }
}

wg_status wg_db_fail(wg_ctx *ctx, const wg_db *db, int rc) {
  if ((rc & 0xff) == SQLITE_NOMEM) return wg_nomem(ctx);
  const char *say = cure(rc);
  if (say) return wg_fail(ctx, WG_ERR_IO, "\"%s\" %s", db->path, say);
  if ((rc & 0xff) == SQLITE_NOTADB)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" is not a database; name a file made by wangge import",
                   db->path);
  const char *why = db->h ? sqlite3_errmsg(db->h) : sqlite3_errstr(rc);
  if ((rc & 0xff) == SQLITE_IOERR)
    return wg_fail(ctx, WG_ERR_IO, "\"%s\" cannot be read or written (%s); check the disk",
                   db->path, why);
  return wg_fail(ctx, WG_ERR_DATA, "\"%s\" is damaged or was changed by hand (%s); import it again",
                 db->path, why);
}

wg_status wg_db_open(wg_ctx *ctx, const char *path, int flags, wg_db *db) {
  *db = (wg_db){.path = path};
  int rc = sqlite3_open_v2(path, &db->h, flags | SQLITE_OPEN_PRIVATECACHE, NULL);
  if (rc == SQLITE_OK) rc = sqlite3_busy_timeout(db->h, WG_DB_WAIT_MS);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(db->h, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(db->h, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0);
  if (rc == SQLITE_OK) rc = sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
  if (rc == SQLITE_OK) return WG_OK;
  wg_status st = wg_db_fail(ctx, db, rc);
  wg_db_close(db);
  return st;
}

void wg_db_close(wg_db *db) {
  if (db->h) sqlite3_close(db->h);
  if (db->spatialite) spatialite_cleanup_ex(db->spatialite);
  *db = (wg_db){.path = db->path};
}

wg_status wg_db_exec(wg_ctx *ctx, const wg_db *db, const char *sql) {
  int rc = sqlite3_exec(db->h, sql, NULL, NULL, NULL);
  return rc == SQLITE_OK ? WG_OK : wg_db_fail(ctx, db, rc);
}

wg_status wg_db_execf(wg_ctx *ctx, const wg_db *db, const char *format, ...) {
  va_list ap;
  va_start(ap, format);
  char *sql = sqlite3_vmprintf(format, ap);
  va_end(ap);
  if (!sql) return wg_nomem(ctx);
  wg_status st = wg_db_exec(ctx, db, sql);
  sqlite3_free(sql);
  return st;
}

wg_status wg_db_prepare(wg_ctx *ctx, const wg_db *db, const char *sql, sqlite3_stmt **out) {
  int rc = sqlite3_prepare_v2(db->h, sql, -1, out, NULL);
  return rc == SQLITE_OK ? WG_OK : wg_db_fail(ctx, db, rc);
}

wg_status wg_db_step(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *stmt, bool *row) {
  int rc = sqlite3_step(stmt);
  *row = rc == SQLITE_ROW;
  return rc == SQLITE_ROW || rc == SQLITE_DONE ? WG_OK : wg_db_fail(ctx, db, rc);
}

wg_status wg_db_run(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *stmt) {
  int rc = sqlite3_step(stmt);
  wg_status st = rc == SQLITE_DONE ? WG_OK : wg_db_fail(ctx, db, rc);
  sqlite3_reset(stmt);
  return st;
}

wg_status wg_db_number(wg_ctx *ctx, const wg_db *db, const char *sql, int64_t none, int64_t *out) {
  sqlite3_stmt *stmt;
  bool row;
  *out = none;
  WG_TRY(wg_db_prepare(ctx, db, sql, &stmt));
  wg_status st = wg_db_step(ctx, db, stmt, &row);
  if (st == WG_OK && row && sqlite3_column_type(stmt, 0) != SQLITE_NULL)
    *out = sqlite3_column_int64(stmt, 0);
  sqlite3_finalize(stmt);
  return st;
}

void wg_db_bind_text(sqlite3_stmt *stmt, int param, const char *s) {
  sqlite3_bind_text(stmt, param, s, -1, SQLITE_STATIC);
}

const char *wg_db_text(sqlite3_stmt *stmt, int col) {
  const unsigned char *s = sqlite3_column_text(stmt, col);
  return s ? (const char *)s : "";
}
