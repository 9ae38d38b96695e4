#include "store/workspace_parts.h"

static wg_status read_used(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *s, wg_past *past) {
  for (bool row = true;;) {
    WG_TRY(wg_db_step(ctx, db, s, &row));
    if (!row) return WG_OK;
    wg_used_code u = {wg_arena_strdup(&past->strings, wg_db_text(s, 0)),
                      wg_arena_strdup(&past->strings, wg_db_text(s, 1))};
    if (!u.code || !u.district || !WG_VEC_PUSH(&past->used, u)) return wg_nomem(ctx);
  }
}

static wg_status read_codes(wg_ctx *ctx, const char *path, wg_past *past) {
  wg_db db;
  sqlite3_stmt *s;
  WG_TRY(wg_workspace_open(ctx, path, &db));
  wg_status st =
      wg_db_prepare(ctx, &db,
                    "SELECT grid_code,min(parent_code) FROM (SELECT grid_code,parent_code"
                    " FROM grids UNION SELECT grid_code,parent_code FROM grids_history)"
                    " GROUP BY grid_code ORDER BY grid_code",
                    &s);
  if (st == WG_OK) {
    st = read_used(ctx, &db, s, past);
    sqlite3_finalize(s);
  }
  wg_db_close(&db);
  return st;
}

wg_status wg_workspace_read_past(wg_ctx *ctx, const char *path, const wg_town *town, bool needed,
                                 wg_past *past) {
  uint64_t edition;
  wg_run run;
  *past = (wg_past){0};
  WG_TRY(wg_workspace_edition(ctx, path, &edition));
  if (edition == 0) return WG_OK;
  wg_status st = wg_workspace_read_grids(ctx, path, town, &past->present, &run);
  if (st == WG_OK) st = read_codes(ctx, path, past);
  if (st == WG_OK) return WG_OK;
  wg_past_free(past);
  return st == WG_ERR_DATA && !needed ? WG_OK : st;
}
