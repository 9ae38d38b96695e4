#include "store/read_polygons.h"

#include <string.h>

#include "store/workspace_parts.h"

static wg_status damaged(wg_ctx *ctx, const wg_db *db) {
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" holds a grid that wangge did not write; partition it again", db->path);
}

static bool add(wg_polygons *out, const char *code, const wg_geom *g) {
  if (!wg_polygons_add(out, code)) return false;
  for (size_t r = 0; r < g->hole.n; r++)
    if (!wg_polygons_add_ring(out, g->xy.v + 2 * (size_t)g->start.v[r],
                              g->start.v[r + 1] - g->start.v[r]))
      return false;
  return true;
}

static wg_status read_rows(wg_ctx *ctx, const wg_db *db, sqlite3_stmt *q, wg_polygons *out) {
  wg_geom g = {0};
  bool row = true;
  wg_status st;
  while ((st = wg_db_step(ctx, db, q, &row)) == WG_OK && row) {
    const unsigned char *blob = sqlite3_column_blob(q, 1);
    wg_blob_result r =
        blob ? wg_blob_decode(blob, (size_t)sqlite3_column_bytes(q, 1), &g) : WG_BLOB_BAD;
    if (r == WG_BLOB_BAD) st = damaged(ctx, db);
    if (r == WG_BLOB_NOMEM || (r == WG_BLOB_OK && !add(out, wg_db_text(q, 0), &g)))
      st = wg_nomem(ctx);
    if (st != WG_OK) break;
  }
  wg_geom_free(&g);
  return st;
}

static wg_status read_crs(wg_ctx *ctx, const wg_db *db, wg_polygons *out) {
  wg_frame frame;
  int srid;
  WG_TRY(wg_read_frame(ctx, db, &frame, &srid));
  out->crs = wg_arena_strdup(&out->strings, frame.crs[0] ? frame.crs : frame.wkt);
  out->source = wg_arena_strdup(&out->strings, db->path);
  return out->crs && out->source ? WG_OK : wg_nomem(ctx);
}

/* *edition = the one to read; *past says where it stands. */
static wg_status choose(wg_ctx *ctx, const wg_db *db, uint64_t *edition, bool *past) {
  int64_t current;
  WG_TRY(wg_db_number(ctx, db, "SELECT max(edition) FROM runs", 0, &current));
  if (current == 0)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" has no grids yet; run wangge partition on it",
                   db->path);
  if (*edition == 0) *edition = (uint64_t)current;
  *past = *edition != (uint64_t)current;
  return WG_OK;
}

static wg_status read_edition(wg_ctx *ctx, const wg_db *db, uint64_t edition, wg_polygons *out) {
  sqlite3_stmt *q;
  bool past = false;
  WG_TRY(wg_db_exec(ctx, db, "BEGIN")); /* one state of the file for all tables */
  WG_TRY(choose(ctx, db, &edition, &past));
  WG_TRY(read_crs(ctx, db, out));
  WG_TRY(wg_db_prepare(ctx, db,
                       past ? "SELECT grid_code,geom FROM grids_history WHERE edition=? ORDER BY"
                              " grid_code,id"
                            : "SELECT grid_code,geom FROM grids WHERE edition=? ORDER BY"
                              " grid_code,id",
                       &q));
  sqlite3_bind_int64(q, 1, (int64_t)edition);
  wg_status st = read_rows(ctx, db, q, out);
  sqlite3_finalize(q);
  if (st != WG_OK) return st;
  if (out->code.n == 0)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" has no edition %llu; wangge editions lists those that it has", db->path,
                   (unsigned long long)edition);
  out->edition = edition;
  return wg_polygons_finish(ctx, out);
}

wg_status wg_workspace_read_polygons(wg_ctx *ctx, const char *path, uint64_t edition,
                                     wg_polygons *out) {
  wg_db db;
  *out = (wg_polygons){0};
  WG_TRY(wg_workspace_open(ctx, path, &db));
  wg_status st = read_edition(ctx, &db, edition, out);
  wg_db_close(&db);
  return st;
}
