#include "store/workspace.h"

#include <unistd.h>

#include "store/target.h"
#include "store/workspace_parts.h"

static wg_status build(wg_ctx *ctx, const char *temp, const char *path, const wg_town *town) {
  wg_db db;
  wg_status st = wg_spatial_new(ctx, temp, path, &db);
  if (st == WG_OK) st = wg_write_town(ctx, &db, town);
  if (st == WG_OK) st = wg_spatial_finish(ctx, &db);
  wg_db_close(&db);
  return st;
}

wg_status wg_workspace_create(wg_ctx *ctx, const char *path, const wg_town *town, bool overwrite) {
  char *temp;
  WG_TRY(wg_target_check(ctx, path, WG_TARGET_WORKSPACE, overwrite));
  WG_TRY(wg_target_temp(ctx, path, &temp));
  wg_status st = build(ctx, temp, path, town);
  if (st == WG_OK) st = wg_target_move_workspace(ctx, temp, path, overwrite);
  if (st == WG_OK)
    wg_progress(ctx, "workspace", 1);
  else
    unlink(temp);
  wg_free(temp);
  return st;
}
