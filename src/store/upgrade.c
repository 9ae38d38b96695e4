#include "store/upgrade.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "store/workspace_parts.h"

static const struct {
  const char *table, *column, *type, *none;
} later[] = {
    {"grids", "certificate", "TEXT NOT NULL", "''"},
    {"grids", "border_on_lines", "REAL", "NULL"},
    {"grids", "crossing_m", "REAL", "NULL"},
    {"grids", "walkable", "INTEGER", "NULL"},
    {"grids", "score", "REAL", "NULL"},
    {"grids", "weight", "REAL", "NULL"},
    {"grids_history", "certificate", "TEXT NOT NULL", "''"},
    {"grids_history", "border_on_lines", "REAL", "NULL"},
    {"grids_history", "crossing_m", "REAL", "NULL"},
    {"grids_history", "walkable", "INTEGER", "NULL"},
    {"grids_history", "score", "REAL", "NULL"},
    {"grids_history", "weight", "REAL", "NULL"},
    {"runs", "weight", "TEXT NOT NULL", "''"},
    {"runs", "valid_from", "TEXT NOT NULL", "''"},
    {"buildings", "number", "TEXT NOT NULL", "''"},
    {"buildings", "address", "TEXT NOT NULL", "''"},
};
enum { LATER = sizeof later / sizeof *later };

static wg_status lacks(wg_ctx *ctx, const wg_db *db, size_t i, bool *is) {
  char sql[200];
  int64_t n;
  snprintf(sql, sizeof sql, "SELECT count(*) FROM pragma_table_info('%s') WHERE name='%s'",
           later[i].table, later[i].column);
  WG_TRY(wg_db_number(ctx, db, sql, 0, &n));
  *is = n == 0;
  return WG_OK;
}

wg_status wg_upgrade_columns(wg_ctx *ctx, const wg_db *db) {
  WG_TRY(wg_db_exec(ctx, db, WG_SCORES_TABLE));
  for (size_t i = 0; i < LATER; i++) {
    bool missing;
    WG_TRY(lacks(ctx, db, i, &missing));
    if (missing)
      WG_TRY(wg_db_execf(ctx, db, "ALTER TABLE \"%w\" ADD COLUMN \"%w\" %s DEFAULT %s",
                         later[i].table, later[i].column, later[i].type, later[i].none));
  }
  return WG_OK;
}

static wg_status layer_is_missing(wg_ctx *ctx, const wg_db *db, const char *table, bool *is) {
  char sql[100];
  int64_t n;
  snprintf(sql, sizeof sql, "SELECT count(*) FROM sqlite_master WHERE name='%s'", table);
  WG_TRY(wg_db_number(ctx, db, sql, 0, &n));
  *is = n == 0;
  return WG_OK;
}

static wg_status make_missing(wg_ctx *ctx, wg_db *db) {
  bool missing = false, spatial = false;
  wg_frame frame;
  int srid;
  WG_TRY(wg_db_exec(ctx, db, "BEGIN IMMEDIATE"));
  WG_TRY(wg_read_frame(ctx, db, &frame, &srid));
  for (size_t i = 0; i < wg_layer_def_count; i++) {
    WG_TRY(layer_is_missing(ctx, db, wg_layer_defs[i].table, &missing));
    if (!missing) continue;
    if (!spatial) WG_TRY(wg_spatial_load(ctx, db));
    spatial = true;
    WG_TRY(wg_layer_make(ctx, db, &wg_layer_defs[i], srid));
  }
  WG_TRY(wg_db_exec(ctx, db, WG_ASSIGN_RUNS_TABLE));
  return wg_db_exec(ctx, db, "COMMIT");
}

wg_status wg_upgrade_layers(wg_ctx *ctx, const char *path) {
  wg_db db;
  WG_TRY(wg_workspace_open(ctx, path, &db));
  wg_status st = wg_db_exec(ctx, &db, "PRAGMA journal_mode=DELETE");
  if (st == WG_OK) st = make_missing(ctx, &db);
  wg_db_close(&db); /* rolls an unfinished transaction back */
  return st;
}

/* The default of a column that the table lacks, or NULL. */
static wg_status default_of(wg_ctx *ctx, const wg_db *db, const char *table, const char *column,
                            size_t n, const char **none) {
  *none = NULL;
  for (size_t i = 0; i < LATER; i++) {
    bool missing;
    if (strcmp(later[i].table, table) != 0 || strlen(later[i].column) != n ||
        strncmp(later[i].column, column, n) != 0)
      continue;
    WG_TRY(lacks(ctx, db, i, &missing));
    if (missing) *none = later[i].none;
  }
  return WG_OK;
}

wg_status wg_select_columns(wg_ctx *ctx, const wg_db *db, const char *table, const char *columns,
                            const char *tail, char **sql) {
  enum { DEFAULT = 8 }; /* bytes of a default at most */
  size_t names = 1, size;
  for (const char *c = columns; *c; c++) names += *c == ',';
  size = strlen(columns) + DEFAULT * names + strlen(table) + strlen(tail) + 32;
  char *text = wg_alloc(size);
  if (!text) return wg_nomem(ctx);
  size_t at = (size_t)snprintf(text, size, "SELECT ");
  for (const char *c = columns; *c;) {
    size_t n = strcspn(c, ",");
    const char *none;
    wg_status st = default_of(ctx, db, table, c, n, &none);
    if (st != WG_OK) {
      wg_free(text);
      return st;
    }
    at += (size_t)snprintf(text + at, size - at, "%.*s%s", none ? (int)strlen(none) : (int)n,
                           none ? none : c, c[n] ? "," : "");
    c += n + (c[n] != 0);
  }
  snprintf(text + at, size - at, " FROM %s %s", table, tail);
  *sql = text;
  return WG_OK;
}
