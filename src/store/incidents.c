#include "store/incidents.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/incident_rows.h"
#include "store/spatial.h"
#include "store/upgrade.h"
#include "store/workspace_parts.h"

enum { WAIT_MS = 10000, CACHE_KB = 131072 };

struct wg_incidents {
  wg_db db;
  char *path, *content;
  wg_incident_rows rows;
  wg_incident_counts counts; /* of what was committed */
  int64_t count;             /* rows in the layer */
  int64_t seen;              /* the file's version, so as to notice what others write; -1: look */
  uint64_t last_row;
};

/* ---- opening ----------------------------------------------------------------------- */

static wg_status make_layers(wg_ctx *ctx, const wg_incidents *h) {
  int64_t n;
  WG_TRY(wg_db_number(ctx, &h->db,
                      "SELECT count(*) FROM sqlite_master WHERE name IN"
                      " ('incidents','incidents_history','assign_runs')",
                      0, &n));
  return n == 3 ? WG_OK : wg_upgrade_layers(ctx, h->path);
}

/* A known content keeps its number and its first name. */
static wg_status enter_run(wg_ctx *ctx, wg_incidents *h, const char *source) {
  wg_frame frame;
  WG_TRY(wg_db_exec(ctx, &h->db, "BEGIN IMMEDIATE"));
  WG_TRY(wg_read_frame(ctx, &h->db, &frame, &h->rows.srid));
  WG_TRY(wg_db_execf(ctx, &h->db,
                     "INSERT INTO assign_runs(run,content,source,edition,version)"
                     " VALUES((SELECT coalesce(max(run),0)+1 FROM assign_runs),%Q,%Q,"
                     "(SELECT coalesce(max(edition),0) FROM runs),%Q) ON CONFLICT(content) DO"
                     " UPDATE SET edition=excluded.edition,version=excluded.version,rows=NULL",
                     h->content, source, wg_version()));
  char *sql = sqlite3_mprintf("SELECT run FROM assign_runs WHERE content=%Q", h->content);
  if (!sql) return wg_nomem(ctx);
  wg_status st = wg_db_number(ctx, &h->db, sql, 0, &h->rows.run);
  sqlite3_free(sql);
  return st == WG_OK ? wg_db_exec(ctx, &h->db, "COMMIT") : st;
}

/* Nights that were killed and not run again. */
static wg_status warn_of_unfinished(wg_ctx *ctx, wg_incidents *h) {
  sqlite3_stmt *q;
  bool row = true;
  WG_TRY(wg_db_prepare(ctx, &h->db,
                       "SELECT run,source FROM assign_runs WHERE rows IS NULL AND run<>?"
                       " ORDER BY run",
                       &q));
  sqlite3_bind_int64(q, 1, h->rows.run);
  wg_status st;
  while ((st = wg_db_step(ctx, &h->db, q, &row)) == WG_OK && row)
    wg_log(ctx, WG_LOG_WARN,
           "run %lld (\"%s\") of \"%s\" was not finished; run that input again, it adds what is "
           "missing",
           (long long)sqlite3_column_int64(q, 0), wg_db_text(q, 1), h->path);
  sqlite3_finalize(q);
  return st;
}

static void undo(wg_incidents *h) {
  if (!sqlite3_get_autocommit(h->db.h)) sqlite3_exec(h->db.h, "ROLLBACK", NULL, NULL, NULL);
}

static wg_status prepare(wg_ctx *ctx, wg_incidents *h, const char *source) {
  WG_TRY(make_layers(ctx, h));
  wg_status st = enter_run(ctx, h, source);
  if (st != WG_OK) undo(h);
  if (st == WG_OK) st = warn_of_unfinished(ctx, h);
  h->rows.ctx = ctx;
  return st == WG_OK ? wg_incident_rows_prepare(&h->rows) : st;
}

static wg_status open_file(wg_ctx *ctx, wg_incidents *h) {
  char pragma[100];
  WG_TRY(wg_workspace_open(ctx, h->path, &h->db));
  int rc = sqlite3_busy_timeout(h->db.h, WAIT_MS);
  if (rc != SQLITE_OK) return wg_db_fail(ctx, &h->db, rc);
  snprintf(pragma, sizeof pragma, "PRAGMA journal_mode=DELETE;PRAGMA cache_size=-%d", CACHE_KB);
  return wg_db_exec(ctx, &h->db, pragma);
}

wg_status wg_incidents_open(wg_ctx *ctx, const char *path, const char *content, const char *source,
                            wg_incidents **out) {
  *out = NULL;
  wg_incidents *h = WG_NEW0(wg_incidents, 1);
  if (!h) return wg_nomem(ctx);
  h->path = wg_strdup(path);
  h->content = wg_strdup(content);
  h->seen = -1;
  h->rows.db = &h->db;
  h->rows.content = h->content;
  wg_status st = h->path && h->content ? open_file(ctx, h) : wg_nomem(ctx);
  if (st == WG_OK) st = prepare(ctx, h, source);
  if (st == WG_OK)
    *out = h;
  else
    wg_incidents_close(h);
  return st;
}

void wg_incidents_close(wg_incidents *h) {
  if (!h) return;
  wg_incident_rows_free(&h->rows);
  wg_db_close(&h->db);
  wg_free(h->path);
  wg_free(h->content);
  wg_free(h);
}

/* ---- a batch ----------------------------------------------------------------------- */

/* Count and extent, so that readers that trust them miss nothing. */
static wg_status put_statistics(wg_ctx *ctx, wg_incidents *h, int64_t count) {
  wg_bounds extent;
  WG_TRY(wg_rtree_extent(ctx, &h->db, "incidents", &extent));
  return wg_spatial_statistics(ctx, &h->db, "incidents", count, &extent);
}

static wg_status put_rows(wg_ctx *ctx, wg_incidents *h, const wg_incident *in, size_t n) {
  int64_t version;
  WG_TRY(wg_db_exec(ctx, &h->db, "BEGIN IMMEDIATE"));
  WG_TRY(wg_db_number(ctx, &h->db, "PRAGMA data_version", 0, &version));
  bool refresh = version != h->seen;
  WG_TRY(wg_incident_rows_begin(&h->rows, refresh));
  if (refresh) WG_TRY(wg_db_number(ctx, &h->db, "SELECT count(*) FROM incidents", 0, &h->count));
  h->seen = version;
  for (size_t i = 0; i < n; i++) WG_TRY(wg_incident_rows_put(&h->rows, &in[i]));
  WG_TRY(wg_incident_rows_end(&h->rows));
  const wg_incident_counts *c = &h->rows.counts;
  if (c->inserted + c->replaced > 0)
    WG_TRY(put_statistics(ctx, h, h->count + (int64_t)c->inserted));
  return wg_db_exec(ctx, &h->db, "COMMIT");
}

wg_status wg_incidents_put(wg_ctx *ctx, wg_incidents *h, const wg_incident *rows, size_t n) {
  if (n == 0) return WG_OK;
  h->rows.ctx = ctx;
  wg_status st = put_rows(ctx, h, rows, n);
  if (st != WG_OK) {
    undo(h);
    h->seen = -1;
    return st;
  }
  const wg_incident_counts *c = &h->rows.counts;
  h->count += (int64_t)c->inserted;
  h->counts.inserted += c->inserted;
  h->counts.replaced += c->replaced;
  h->counts.unchanged += c->unchanged;
  h->counts.superseded += c->superseded;
  for (size_t i = 0; i < n; i++)
    if (rows[i].row > h->last_row) h->last_row = rows[i].row;
  return WG_OK;
}

wg_status wg_incidents_finish(wg_ctx *ctx, wg_incidents *h, wg_incident_counts *counts) {
  *counts = h->counts;
  wg_status st = wg_db_execf(ctx, &h->db, "UPDATE assign_runs SET rows=%lld WHERE run=%lld",
                             (long long)h->last_row, (long long)h->rows.run);
  if (st != WG_OK) undo(h);
  return st;
}
