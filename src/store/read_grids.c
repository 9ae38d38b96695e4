#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/upgrade.h"
#include "store/workspace_parts.h"

typedef struct {
  wg_ctx *ctx;
  const wg_db *db;
  const wg_town *town;
  wg_grids *g;
  const wg_district **by_code; /* the town's districts in order of code */
  wg_geom scratch;
} reader;

static wg_status damaged(const reader *r, const char *what) {
  return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\" holds %s; partition it again", r->db->path, what);
}

static int district_cmp(const void *a, const void *b) {
  const wg_district *x = *(const wg_district *const *)a, *y = *(const wg_district *const *)b;
  int c = strcmp(x->code, y->code);
  return c ? c : (x > y) - (x < y); /* they stand in one array */
}

static wg_status sort_districts(reader *r) {
  size_t n = r->town->district.n;
  r->by_code = WG_NEW(const wg_district *, n);
  if (!r->by_code) return wg_nomem(r->ctx);
  for (size_t i = 0; i < n; i++) r->by_code[i] = &r->town->district.v[i];
  if (n) qsort(r->by_code, n, sizeof *r->by_code, district_cmp);
  return WG_OK;
}

static bool find_district(const reader *r, const char *code, uint32_t *out) {
  size_t lo = 0, hi = r->town->district.n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (strcmp(r->by_code[mid]->code, code) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  if (lo == r->town->district.n || strcmp(r->by_code[lo]->code, code) != 0) return false;
  *out = (uint32_t)(r->by_code[lo] - r->town->district.v);
  return true;
}

static bool find_grid(const wg_grids *g, const char *code, uint32_t *out) {
  size_t lo = 0, hi = g->grid.n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (strcmp(g->grid.v[mid].code, code) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  *out = (uint32_t)lo;
  return lo < g->grid.n && strcmp(g->grid.v[lo].code, code) == 0;
}

static wg_status read_numbers(const reader *r, sqlite3_stmt *s, wg_grid *k) {
  if (!wg_grid_kind_of(wg_db_text(s, 2), &k->kind)) return damaged(r, "a grid of unknown kind");
  k->level = sqlite3_column_int(s, 3);
  k->households = sqlite3_column_int64(s, 5);
  k->population = sqlite3_column_type(s, 6) == SQLITE_NULL ? -1 : sqlite3_column_int64(s, 6);
  k->buildings = (uint32_t)sqlite3_column_int64(s, 7);
  k->area_m2 = sqlite3_column_double(s, 8);
  k->perimeter_m = sqlite3_column_double(s, 9);
  k->compactness = sqlite3_column_double(s, 10);
  return WG_OK;
}

static double real_or_nan(sqlite3_stmt *s, int col) {
  return sqlite3_column_type(s, col) == SQLITE_NULL ? NAN : sqlite3_column_double(s, col);
}

static void read_score(sqlite3_stmt *s, wg_grid *k) {
  k->border_on_lines = real_or_nan(s, 14);
  k->crossing_m = real_or_nan(s, 15);
  k->walkable = sqlite3_column_type(s, 16) == SQLITE_NULL ? -1 : sqlite3_column_int(s, 16) != 0;
  k->score = real_or_nan(s, 17);
  k->weight = sqlite3_column_type(s, 19) == SQLITE_NULL ? (double)k->households
                                                        : sqlite3_column_double(s, 19);
}

static wg_status read_grid(reader *r, sqlite3_stmt *s) {
  wg_arena *a = &r->g->strings;
  wg_grid k = {.code = wg_arena_strdup(a, wg_db_text(s, 0)),
               .name = wg_arena_strdup(a, wg_db_text(s, 1)),
               .parent_code = wg_arena_strdup(a, wg_db_text(s, 4)),
               .status = wg_arena_strdup(a, wg_db_text(s, 11)),
               .reason = wg_arena_strdup(a, wg_db_text(s, 12)),
               .certificate = wg_arena_strdup(a, wg_db_text(s, 18))};
  if (!k.code || !k.name || !k.parent_code || !k.status || !k.reason || !k.certificate)
    return wg_nomem(r->ctx);
  WG_TRY(read_numbers(r, s, &k));
  read_score(s, &k);
  if (!find_district(r, k.parent_code, &k.district))
    return damaged(r, "a grid of a district it has not");
  if (!WG_VEC_PUSH(&r->g->grid, k)) return wg_nomem(r->ctx);
  return wg_read_shape(r->ctx, r->db, s, 13, &r->town->frame, &r->g->shape, &r->scratch);
}

static wg_status read_building(reader *r, sqlite3_stmt *s) {
  uint32_t at = WG_NO_GRID;
  if (sqlite3_column_type(s, 0) != SQLITE_NULL && !find_grid(r->g, wg_db_text(s, 0), &at))
    return damaged(r, "a building in a grid it has not");
  return WG_VEC_PUSH(&r->g->building_grid, at) ? WG_OK : wg_nomem(r->ctx);
}

static wg_status read_rows(reader *r, const char *sql,
                           wg_status (*take)(reader *, sqlite3_stmt *)) {
  sqlite3_stmt *stmt;
  bool row = true;
  WG_TRY(wg_db_prepare(r->ctx, r->db, sql, &stmt));
  wg_status st = WG_OK;
  while (st == WG_OK) {
    st = wg_db_step(r->ctx, r->db, stmt, &row);
    if (st != WG_OK || !row) break;
    st = take(r, stmt);
  }
  sqlite3_finalize(stmt);
  return st;
}

static wg_status read_run(wg_ctx *ctx, const wg_db *db, wg_run *run) {
  sqlite3_stmt *s;
  bool row = false;
  char *sql;
  *run = (wg_run){0};
  WG_TRY(wg_select_columns(ctx, db, "runs", "edition,min,max,seed,version,weight",
                           "ORDER BY edition DESC LIMIT 1", &sql));
  wg_status st = wg_db_prepare(ctx, db, sql, &s);
  wg_free(sql);
  if (st != WG_OK) return st;
  st = wg_db_step(ctx, db, s, &row);
  if (st == WG_OK && row) {
    run->edition = (uint64_t)sqlite3_column_int64(s, 0);
    run->min = sqlite3_column_int64(s, 1);
    run->max = sqlite3_column_int64(s, 2);
    run->seed = strtoull(wg_db_text(s, 3), NULL, 10);
    strncpy(run->version, wg_db_text(s, 4), sizeof run->version - 1);
    strncpy(run->weight, wg_db_text(s, 5), sizeof run->weight - 1);
  }
  sqlite3_finalize(s);
  return st;
}

static wg_status read_grid_rows(reader *r) {
  char *sql;
  WG_TRY(wg_select_columns(
      r->ctx, r->db, "grids",
      "grid_code,grid_name,kind,level,parent_code,households,population,buildings,"
      "area_m2,perimeter_m,compactness,status,reason,geom,border_on_lines,crossing_m,walkable,"
      "score,"
      "certificate,weight",
      "ORDER BY grid_code", &sql));
  wg_status st = read_rows(r, sql, read_grid);
  wg_free(sql);
  return st;
}

static wg_status read_all(reader *r, wg_run *run) {
  WG_TRY(wg_db_exec(r->ctx, r->db, "BEGIN")); /* one state of the file for all tables */
  WG_TRY(read_run(r->ctx, r->db, run));
  if (run->edition == 0)
    return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\" has no grids yet; run wangge partition on it",
                   r->db->path);
  WG_TRY(sort_districts(r));
  WG_TRY(read_grid_rows(r));
  if (r->town->building.n == 0) return WG_OK;
  WG_TRY(
      read_rows(r,
                "SELECT g.grid_code FROM buildings AS b LEFT JOIN building_grid AS g ON g.id=b.id"
                " ORDER BY b.id",
                read_building));
  return r->g->building_grid.n == r->town->building.n
             ? WG_OK
             : damaged(r, "more or fewer buildings than a moment ago");
}

wg_status wg_workspace_read_grids(wg_ctx *ctx, const char *path, const wg_town *town,
                                  wg_grids *grids, wg_run *run) {
  wg_db db;
  *grids = (wg_grids){0};
  WG_TRY(wg_workspace_open(ctx, path, &db));
  reader r = {.ctx = ctx, .db = &db, .town = town, .g = grids};
  wg_status st = read_all(&r, run);
  wg_geom_free(&r.scratch);
  wg_free(r.by_code);
  wg_db_close(&db);
  return st;
}

wg_status wg_workspace_edition(wg_ctx *ctx, const char *path, uint64_t *edition) {
  wg_db db;
  wg_run run = {0};
  WG_TRY(wg_workspace_open(ctx, path, &db));
  wg_status st = read_run(ctx, &db, &run);
  *edition = run.edition;
  wg_db_close(&db);
  return st;
}
