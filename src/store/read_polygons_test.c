/* The grids of every edition as polygons. */
#include "store/test_town.h"

#include <sqlite3.h>

#include "store/read_polygons.h"

static char dir[64], path[128];
static wg_ctx *ctx;
static wg_town town;
static wg_grids grids;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  test_town(&town);
  test_grids(&grids);
  if (test_folder(dir)) return -1;
  snprintf(path, sizeof path, "%s/town.db", dir);
  return wg_workspace_create(ctx, path, &town, false) == WG_OK ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  test_town_free(&town);
  wg_grids_free(&grids);
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static void partition(void) {
  wg_run run = {.min = 300, .max = 600};
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
}

static void nothing_to_read_yet(void **state) {
  (void)state;
  wg_polygons p;
  assert_int_equal(wg_workspace_read_polygons(ctx, path, 0, &p), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "run wangge partition"));
  wg_polygons_free(&p);
}

/* A ring of the lattice, closed, in metres. */
static void assert_ring(const wg_polygons *p, uint32_t ring, uint32_t n, const int32_t *cm) {
  uint32_t from = p->start.v[ring];
  assert_int_equal(p->start.v[ring + 1] - from, n + 1);
  for (uint32_t i = 0; i <= n; i++) {
    const double *xy = p->xy.v + 2 * (size_t)(from + i);
    assert_true(xy[0] == wg_frame_x(&town.frame, cm[2 * (i % n)]));
    assert_true(xy[1] == wg_frame_y(&town.frame, cm[2 * (i % n) + 1]));
  }
}

static void each_edition_is_itself(void **state) {
  (void)state;
  const int32_t west[] = {0, 0, KM, 0, KM + 3333, KM, KM, 2 * KM, 0, 2 * KM};
  wg_polygons p;
  partition();
  const char *was = grids.grid.v[0].code;
  grids.grid.v[0].code = "340223001001009"; /* now the last */
  partition();
  grids.grid.v[0].code = was;
  for (uint64_t edition = 0; edition <= 2; edition++) {
    bool old = edition == 1;
    assert_int_equal(wg_workspace_read_polygons(ctx, path, edition, &p), WG_OK);
    assert_int_equal(p.edition, old ? 1 : 2);
    assert_string_equal(p.crs, "EPSG:4548");
    assert_string_equal(p.source, path);
    assert_int_equal(p.code.n, 3);
    assert_string_equal(p.code.v[old ? 0 : 2], old ? was : "340223001001009");
    assert_string_equal(p.code.v[old ? 1 : 0], "340223001001002");
    assert_ring(&p, p.first.v[old ? 0 : 2], 5, west);
    uint32_t holed = old ? 1 : 0;
    assert_int_equal(p.first.v[holed + 1] - p.first.v[holed], 2);
    assert_int_equal(p.first.v[3], 4);
    wg_polygons_free(&p);
  }
  assert_int_equal(wg_workspace_read_polygons(ctx, path, 3, &p), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "has no edition 3"));
  wg_polygons_free(&p);
}

static void memory_may_run_out(void **state) {
  (void)state;
  wg_polygons p;
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_mem_fail_at(k);
    st = wg_workspace_read_polygons(ctx, path, 0, &p);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    wg_polygons_free(&p);
    assert_int_equal(wg_mem_live(), live);
  }
}

static void a_damaged_grid_is_an_error(void **state) {
  (void)state;
  sqlite3 *db;
  wg_polygons p;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  assert_int_equal(sqlite3_exec(db, "UPDATE grids SET geom=x'00' WHERE id=2", NULL, NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(db);
  assert_int_equal(wg_workspace_read_polygons(ctx, path, 0, &p), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "partition it again"));
  wg_polygons_free(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_to_read_yet),
      cmocka_unit_test(each_edition_is_itself),
      cmocka_unit_test(memory_may_run_out),
      cmocka_unit_test(a_damaged_grid_is_an_error),
  };
  return cmocka_run_group_tests_name("store/read_polygons", tests, setup, teardown);
}
