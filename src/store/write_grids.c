#include <stdio.h>

#include "store/editions.h"
#include "store/upgrade.h"
#include "store/workspace_parts.h"

#define GRID_LIST                                                                                 \
  "grid_code,grid_name,kind,level,parent_code,households,population,buildings,area_m2,perimeter_" \
  "m,"                                                                                            \
  "compactness,status,reason,edition,certificate,border_on_lines,crossing_m,walkable,score,"      \
  "weight,"                                                                                       \
  "geom"

static wg_status write_grid(wg_ctx *ctx, wg_fill *f, const wg_frame *frame, const wg_grids *g,
                            uint32_t i, uint64_t edition, wg_geom *scratch) {
  const wg_grid *k = &g->grid.v[i];
  sqlite3_stmt *s = f->stmt;
  sqlite3_bind_int64(s, 1, (int64_t)i + 1);
  wg_db_bind_text(s, 2, k->code);
  wg_db_bind_text(s, 3, k->name);
  wg_db_bind_text(s, 4, wg_grid_kind_word(k->kind));
  sqlite3_bind_int(s, 5, k->level);
  wg_db_bind_text(s, 6, k->parent_code);
  sqlite3_bind_int64(s, 7, k->households);
  if (k->population >= 0)
    sqlite3_bind_int64(s, 8, k->population);
  else
    sqlite3_bind_null(s, 8);
  sqlite3_bind_int64(s, 9, k->buildings);
  sqlite3_bind_double(s, 10, k->area_m2);
  sqlite3_bind_double(s, 11, k->perimeter_m);
  sqlite3_bind_double(s, 12, k->compactness);
  wg_db_bind_text(s, 13, k->status);
  wg_db_bind_text(s, 14, k->reason);
  sqlite3_bind_int64(s, 15, (int64_t)edition);
  wg_db_bind_text(s, 16, k->certificate);
  sqlite3_bind_double(s, 17, k->border_on_lines); /* NAN becomes null */
  sqlite3_bind_double(s, 18, k->crossing_m);
  if (k->walkable >= 0)
    sqlite3_bind_int(s, 19, k->walkable);
  else
    sqlite3_bind_null(s, 19);
  sqlite3_bind_double(s, 20, k->score);
  sqlite3_bind_double(s, 21, k->weight);
  WG_TRY(wg_fill_shape(ctx, f, frame, &g->shape, i, scratch));
  return wg_fill_row(ctx, f);
}

static wg_status write_grid_layer(wg_ctx *ctx, const wg_db *db, const wg_frame *frame,
                                  const wg_grids *g, int srid, uint64_t edition) {
  wg_fill f;
  wg_geom scratch = {0};
  wg_status st = wg_fill_begin(ctx, db, "grids",
                               "INSERT INTO grids(id," GRID_LIST
                               ") VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
                               srid, WG_BLOB_POLYGON, &f);
  for (uint32_t i = 0; i < g->grid.n && st == WG_OK; i++)
    st = write_grid(ctx, &f, frame, g, i, edition, &scratch);
  if (st == WG_OK) st = wg_fill_end(ctx, &f, true);
  wg_fill_free(&f);
  wg_geom_free(&scratch);
  return st;
}

/* Row k of table buildings is building k of the town, whatever its id. */
static wg_status write_building_rows(wg_ctx *ctx, const wg_db *db, const wg_grids *g,
                                     sqlite3_stmt *ids, sqlite3_stmt *insert) {
  bool row;
  size_t i = 0;
  for (;; i++) {
    WG_TRY(wg_db_step(ctx, db, ids, &row));
    if (!row || i >= g->building_grid.n) break;
    uint32_t at = g->building_grid.v[i];
    if (at == WG_NO_GRID) continue;
    sqlite3_bind_int64(insert, 1, sqlite3_column_int64(ids, 0));
    wg_db_bind_text(insert, 2, g->grid.v[at].code);
    WG_TRY(wg_db_run(ctx, db, insert));
  }
  if (!row && i == g->building_grid.n) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" was changed by another program meanwhile; partition it again", db->path);
}

static wg_status write_building_grids(wg_ctx *ctx, const wg_db *db, const wg_grids *g) {
  sqlite3_stmt *ids = NULL, *insert = NULL;
  wg_status st;
  WG_TRY_GO(wg_db_exec(ctx, db, "DELETE FROM building_grid"));
  WG_TRY_GO(wg_db_prepare(ctx, db, "SELECT id FROM buildings ORDER BY id", &ids));
  WG_TRY_GO(wg_db_prepare(ctx, db, "INSERT INTO building_grid VALUES(?,?)", &insert));
  WG_TRY_GO(write_building_rows(ctx, db, g, ids, insert));
done:
  sqlite3_finalize(ids);
  sqlite3_finalize(insert);
  return st;
}

/* The edition before goes to the history; its layer has no spatial index, so
 * only its count and extent follow (the extent grows, never shrinks). */
static wg_status retire_grids(wg_ctx *ctx, const wg_db *db) {
  WG_TRY(wg_db_exec(
      ctx, db,
      "INSERT INTO grids_history(" GRID_LIST ") SELECT " GRID_LIST
      " FROM grids ORDER BY id;"
      "UPDATE geometry_columns_statistics SET last_verified=NULL,row_count=NULL,extent_min_x=NULL,"
      "extent_min_y=NULL,extent_max_x=NULL,extent_max_y=NULL WHERE f_table_name='grids_history'"));
  return wg_db_exec(ctx, db, "DELETE FROM grids");
}

static wg_status write_score(wg_ctx *ctx, const wg_db *db, const wg_run *run,
                             const wg_mean_terms *means) {
  const wg_score_terms *s = &run->score;
  const struct {
    const char *term;
    double weight, value;
  } rows[] = {{"balance", run->weights.balance, s->balance},
              {"border", run->weights.open, s->border},
              {"shape", run->weights.shape, s->shape},
              {"crossings", run->weights.crossing, s->crossings},
              {"criteria", 1, s->criteria},
              {"bounds", 1, s->bounds},
              {"total", 1, s->total},
              {"balance_by_means", run->weights.balance, means->balance},
              {"shape_by_means", run->weights.shape, means->shape},
              {"bounds_by_means", 1, means->bounds}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    WG_TRY(wg_db_execf(ctx, db, "INSERT INTO scores VALUES(%lld,%Q,%!.17g,%!.17g)",
                       (long long)run->edition, rows[i].term, rows[i].weight, rows[i].value));
  return WG_OK;
}

static wg_status write_run(wg_ctx *ctx, const wg_db *db, const wg_run *run) {
  const char *from = run->valid_from ? run->valid_from : "";
  WG_TRY(wg_valid_from_fits(ctx, db, run->edition, from));
  return wg_db_execf(ctx, db,
                     "INSERT INTO runs(edition,min,max,seed,version,valid_from,weight)"
                     " VALUES(%lld,%lld,%lld,'%llu',%Q,%Q,%Q)",
                     (long long)run->edition, (long long)run->min, (long long)run->max,
                     (unsigned long long)run->seed, run->version, from, run->weight);
}

/* Bounds of districts that have their own in this edition. Workspaces made before there were any
 * get the table now. */
static wg_status write_bounds(wg_ctx *ctx, const wg_db *db, const wg_town *t, const wg_run *run) {
  WG_TRY(wg_db_exec(ctx, db,
                    "CREATE TABLE IF NOT EXISTS district_bounds(code TEXT PRIMARY KEY,"
                    " min INTEGER NOT NULL, max INTEGER NOT NULL) WITHOUT ROWID;"
                    "DELETE FROM district_bounds"));
  for (size_t d = 0; run->bounds && d < t->district.n; d++) {
    const wg_grid_bounds *b = &run->bounds[d];
    int64_t min = b->min / wg_town_steps(t), max = b->max / wg_town_steps(t);
    if (min == run->min && max == run->max) continue;
    WG_TRY(wg_db_execf(ctx, db, "INSERT INTO district_bounds VALUES(%Q,%lld,%lld)",
                       t->district.v[d].code, (long long)min, (long long)max));
  }
  return WG_OK;
}

static wg_status write_edition(wg_ctx *ctx, const wg_db *db, const wg_town *town, const wg_grids *g,
                               wg_run *run) {
  int64_t last;
  int srid;
  wg_frame frame;
  WG_TRY(wg_db_exec(ctx, db, "BEGIN IMMEDIATE"));
  WG_TRY(wg_read_frame(ctx, db, &frame, &srid));
  if (frame.origin_x != town->frame.origin_x || frame.origin_y != town->frame.origin_y)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" was changed by another program meanwhile; partition it again", db->path);
  WG_TRY(wg_db_number(ctx, db, "SELECT max(edition) FROM runs", 0, &last));
  run->edition = (uint64_t)last + 1;
  if (!run->version[0]) snprintf(run->version, sizeof run->version, "%s", wg_version());
  WG_TRY(wg_upgrade_columns(ctx, db));
  WG_TRY(retire_grids(ctx, db));
  WG_TRY(write_grid_layer(ctx, db, &frame, g, srid, run->edition));
  WG_TRY(write_building_grids(ctx, db, g));
  WG_TRY(write_run(ctx, db, run));
  WG_TRY(write_bounds(ctx, db, town, run));
  WG_TRY(write_score(ctx, db, run, &g->means));
  return wg_db_exec(ctx, db, "COMMIT");
}

wg_status wg_workspace_write_grids(wg_ctx *ctx, const char *path, const wg_town *town,
                                   const wg_grids *grids, wg_run *run) {
  wg_db db;
  WG_TRY(wg_workspace_open(ctx, path, &db));
  wg_status st = wg_db_exec(ctx, &db, "PRAGMA journal_mode=DELETE;PRAGMA cache_size=-65536");
  if (st == WG_OK) st = write_edition(ctx, &db, town, grids, run);
  wg_db_close(&db); /* rolls an unfinished transaction back */
  return st;
}
