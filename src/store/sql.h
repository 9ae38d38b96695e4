/* sql.h - a thin layer over SQLite: every failure becomes a sentence.
 *
 * A wg_db is one connection. Its file is never in WAL mode and waits up to
 * WG_DB_WAIT_MS for other programs' locks. Statements are finalised by whoever
 * prepared them, before wg_db_close().
 */
#ifndef WG_STORE_SQL_H
#define WG_STORE_SQL_H

#include <sqlite3.h>

#include "base/ctx.h"

#define WG_DB_WAIT_MS 5000

typedef struct wg_db {
  sqlite3 *h;
  void *spatialite; /* SpatiaLite's memory of this connection, or NULL */
  const char *path; /* borrowed; what messages name */
} wg_db;            /* zeroed is closed */

/* `flags` are SQLITE_OPEN_...; triggers and views of the file stay off, so that
 * nothing stored in it can run. */
wg_status wg_db_open(wg_ctx *ctx, const char *path, int flags, wg_db *db);
void wg_db_close(wg_db *db); /* closed is fine */

/* Turns SQLite's last error on this connection into ours. */
wg_status wg_db_fail(wg_ctx *ctx, const wg_db *db, int rc);

wg_status wg_db_exec(wg_ctx *ctx, const wg_db *db, const char *sql);
/* Formats with sqlite3_vmprintf (%Q, %w quote), then executes. */
wg_status wg_db_execf(wg_ctx *ctx, const wg_db *db, const char *format, ...);
wg_status wg_db_prepare(wg_ctx *ctx, const wg_db *db, const char *sql, sqlite3_stmt **out);
/* *row = false at the end of the rows. */
wg_status wg_db_step(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *stmt, bool *row);
/* Runs a statement without rows and makes it ready for the next one. */
wg_status wg_db_run(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *stmt);
/* First column of the first row; `none` when there is no row or it is null. */
wg_status wg_db_number(wg_ctx *ctx, const wg_db *db, const char *sql, int64_t none, int64_t *out);

/* Binds text that outlives the step. */
void wg_db_bind_text(sqlite3_stmt *stmt, int param, const char *s);
/* Column text, "" for null; valid until the next step. */
const char *wg_db_text(sqlite3_stmt *stmt, int col);

#endif
