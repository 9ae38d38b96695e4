/* wg_partition on a workspace, and wg_check on what it stored. */
#include <sqlite3.h>

#include "store/test_town.h"

enum { METRE = 100 };

static char dir[64], path[128];
static wg_ctx *ctx;

/* A district of 600 x 400 m with a railway through its middle from west to east and a road
 * from south to north that ends on either side of it; ten houses of 50 on each side, so
 * that halves to either side of either line would make grids. */
static void rail_town(wg_town *t) {
  *t = (wg_town){0};
  test_frame(&t->frame, "EPSG:4548", 562000, 3500000);
  add_box(&t->district_shape, 0, 0, 600 * METRE, 400 * METRE);
  assert_true(wg_shapes_end_feature(&t->district_shape));
  assert_true(WG_VEC_PUSH(&t->district, ((wg_district){"340223001001", "城东社区"})));
  for (int32_t i = 0; i < 20; i++) {
    int32_t x = (20 + 58 * (i % 10)) * METRE, y = (i < 10 ? 80 : 300) * METRE;
    add_box(&t->building_shape, x, y, x + 20 * METRE, y + 20 * METRE);
    assert_true(wg_shapes_end_feature(&t->building_shape));
    assert_true(
        WG_VEC_PUSH(&t->building, ((wg_building){"", "", "", 50, -1, 0, WG_HH_FIELD, "", ""})));
  }
  add_ring(&t->line_shape, 0, 2,
           (const int32_t[]){-10 * METRE, 200 * METRE, 610 * METRE, 200 * METRE});
  assert_true(wg_shapes_end_feature(&t->line_shape));
  assert_true(WG_VEC_PUSH(&t->line, ((wg_line){"", WG_LINE_RAIL, 0, false})));
  const int32_t south[] = {300 * METRE, -10 * METRE, 300 * METRE, 150 * METRE};
  const int32_t north[] = {300 * METRE, 250 * METRE, 300 * METRE, 410 * METRE};
  add_ring(&t->line_shape, 0, 2, south);
  add_ring(&t->line_shape, 0, 2, north);
  assert_true(wg_shapes_end_feature(&t->line_shape));
  assert_true(WG_VEC_PUSH(&t->line, ((wg_line){"", WG_LINE_LOCAL, 0, false})));
}

static int setup(void **s) {
  (void)s;
  if (test_folder(dir)) return -1;
  snprintf(path, sizeof path, "%s/rail.db", dir);
  ctx = wg_ctx_new();
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static void fresh(void) {
  wg_town t;
  rail_town(&t);
  assert_int_equal(wg_workspace_create(ctx, path, &t, true), WG_OK);
  wg_town_free(&t);
}

/* The figures; the lists are not looked at. */
static wg_partition_summary partition(double crossing) {
  wg_partition_options o;
  wg_partition_summary sum;
  wg_partition_options_init(&o);
  o.workspace = path;
  o.weights.crossing = crossing;
  assert_int_equal(wg_partition(ctx, &o, &sum), WG_OK);
  wg_partition_summary_free(&sum);
  return sum;
}

static wg_status check(wg_check_summary *sum) {
  wg_check_options o;
  wg_check_options_init(&o);
  o.workspace = path;
  return wg_check(ctx, &o, sum);
}

static void tell(const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  sqlite3_close(db);
}

static double answer(const char *sql) {
  sqlite3 *db;
  sqlite3_stmt *q;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(q), SQLITE_ROW);
  double x = sqlite3_column_type(q, 0) == SQLITE_NULL ? NAN : sqlite3_column_double(q, 0);
  sqlite3_finalize(q);
  sqlite3_close(db);
  return x;
}

static void assert_near(double a, double b) { assert_true(fabs(a - b) <= 1e-9 * (1 + fabs(b))); }

static void nobody_crosses_the_railway(void **state) {
  (void)state;
  fresh();
  wg_partition_summary s = partition(NAN);
  assert_true(s.grids >= 2 && s.in_bounds == s.grids);
  assert_int_equal(s.crossings + s.not_walkable, 0);
  assert_true(s.inner_border_m_by_class.rail > 599 && s.score.crossings == 0);
  assert_near(answer("SELECT count(*) FROM grids WHERE walkable=1 AND crossing_m=0"),
              (double)s.grids);
}

static void stored_terms_are_the_summary_s(void **state) {
  (void)state;
  fresh();
  wg_partition_summary s = partition(0.5);
  assert_near(answer("SELECT value FROM scores WHERE term='total'"), s.score.total);
  assert_near(answer("SELECT value FROM scores WHERE term='border'"), s.score.border);
  assert_near(answer("SELECT weight FROM scores WHERE term='crossings'"), 0.5);
  assert_near(answer("SELECT sum(score) FROM grids"), s.score.total);
  assert_near(s.score.total, s.score.balance + s.score.border + s.score.shape + s.score.crossings +
                                 s.score.criteria + s.score.bounds);
}

static void check_counts_the_terms_again(void **state) {
  (void)state;
  wg_check_summary s;
  fresh();
  partition(NAN);
  assert_int_equal(check(&s), WG_OK);
  assert_int_equal(s.score_differs, 0);
  assert_near(s.score_shape, answer("SELECT value FROM scores WHERE term='shape_by_means'"));
  assert_true(s.score_shape > 0);
}

static void what_was_changed_is_found(void **state) {
  (void)state;
  static const struct {
    const char *sql;
    uint64_t differs;
  } change[] = {
      {"UPDATE scores SET value=value*1.001 WHERE term='shape_by_means'", 1},
      {"UPDATE scores SET value=value+1e-3 WHERE term LIKE 'b%by_means'", 2},
      {"UPDATE buildings SET households=65 WHERE id=1", 1}, /* balance */
      {"UPDATE buildings SET households=350 WHERE id=1", 2} /* and a bound */
  };
  for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
    wg_check_summary s;
    fresh();
    partition(NAN);
    tell(change[i].sql);
    assert_int_equal(check(&s), WG_NOT_HELD);
    assert_int_equal(s.score_differs, change[i].differs);
  }
}

static void read_back(wg_grids *g) {
  wg_town t;
  wg_run run;
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &t), WG_OK);
  assert_int_equal(wg_workspace_read_grids(ctx, path, &t, g, &run), WG_OK);
  wg_town_free(&t);
}

/* A workspace from before there were scores opens, is checked, and is brought up to date by
 * the next partition, with its editions kept. */
static void earlier_workspaces_stay_readable(void **state) {
  (void)state;
  wg_check_summary s;
  wg_grids g;
  fresh();
  partition(NAN);
  static const char *const tables[] = {"grids", "grids_history"};
  static const char *const columns[] = {"border_on_lines", "crossing_m", "walkable", "score",
                                        "weight"};
  for (int t = 0; t < 2; t++)
    for (int i = 0; i < 5; i++) {
      char sql[100];
      snprintf(sql, sizeof sql, "ALTER TABLE %s DROP COLUMN %s", tables[t], columns[i]);
      tell(sql);
    }
  tell("DROP TABLE scores; ALTER TABLE runs DROP COLUMN weight");
  assert_int_equal(check(&s), WG_OK);
  assert_int_equal(s.score_differs, 0);
  read_back(&g);
  assert_true(g.grid.n >= 2 && isnan(g.grid.v[0].score) && isnan(g.grid.v[0].border_on_lines));
  assert_int_equal(g.grid.v[0].walkable, -1);
  assert_true(g.grid.v[0].weight == (double)g.grid.v[0].households);
  wg_grids_free(&g);
  assert_int_equal(partition(NAN).edition, 2);
  read_back(&g);
  assert_int_equal(g.grid.v[0].walkable, 1);
  assert_true(g.grid.v[0].score > 0);
  wg_grids_free(&g);
  assert_near(answer("SELECT count(*) FROM grids_history WHERE score IS NULL AND edition=1"),
              answer("SELECT count(*) FROM grids"));
  assert_int_equal(check(&s), WG_OK);
}

/* Twenty houses of 50 households; those south of the railway have 3 floors, the others 1. */
static wg_partition_summary partition_by(const char *weight, int64_t min, int64_t max) {
  wg_partition_options o;
  wg_partition_summary sum;
  wg_partition_options_init(&o);
  o.workspace = path;
  o.weight = weight;
  o.min = min, o.max = max;
  if (wg_partition(ctx, &o, &sum) != WG_OK) fail_msg("%s", wg_error(ctx));
  wg_partition_summary_free(&sum);
  return sum;
}

static void grids_share_what_is_weighed(void **state) {
  (void)state;
  wg_check_summary s;
  fresh();
  tell("UPDATE buildings SET floors=CASE WHEN id<=10 THEN 3 ELSE 1 END");
  wg_partition_summary p = partition_by("0.1*floors*households + 0.5", 50, 100);
  assert_true(p.in_bounds == p.grids && p.grids >= 3);
  assert_near(p.weight, 210);
  assert_int_equal(p.households, 1000);
  assert_near(answer("SELECT sum(weight) FROM grids"), 210);
  assert_near(answer("SELECT count(*) FROM grids WHERE weight BETWEEN 50 AND 100"),
              (double)p.grids);
  assert_near(answer("SELECT count(*) FROM runs WHERE min=50 AND max=100 AND"
                     " weight='0.1*floors*households + 0.5'"),
              1);
  assert_near(answer("SELECT count(*) FROM grids AS g WHERE abs(weight - (SELECT"
                     " sum(0.1*floors*households + 0.5) FROM buildings JOIN building_grid USING(id)"
                     " WHERE building_grid.grid_code=g.grid_code)) > 1e-9"),
              0);
  assert_int_equal(check(&s), WG_OK);
  assert_near(s.weight, 210);
  assert_int_equal(s.in_bounds, p.grids);
}

/* By households in words, the plan is the one without. */
static void weighing_households_changes_nothing(void **state) {
  (void)state;
  wg_grids a, b;
  fresh();
  partition_by(NULL, 300, 600);
  assert_near(answer("SELECT count(*) FROM grids WHERE weight=households"),
              answer("SELECT count(*) FROM grids"));
  read_back(&a);
  fresh();
  partition_by("coalesce(households, 0)", 300, 600);
  read_back(&b);
  assert_int_equal(a.grid.n, b.grid.n);
  assert_int_equal(a.shape.pt.n, b.shape.pt.n);
  assert_memory_equal(a.shape.pt.v, b.shape.pt.v, a.shape.pt.n * sizeof *a.shape.pt.v);
  wg_grids_free(&a);
  wg_grids_free(&b);
}

static void changed_weights_are_found(void **state) {
  (void)state;
  static const struct {
    const char *sql;
    wg_status want;
    uint64_t wrong;
  } change[] = {{"UPDATE grids SET weight=weight+0.001 WHERE id=1", WG_NOT_HELD, 1},
                {"UPDATE grids SET weight=NULL", WG_NOT_HELD, 2},
                {"UPDATE buildings SET households=51 WHERE id=1", WG_NOT_HELD, 1},
                {"UPDATE runs SET weight='households'", WG_NOT_HELD, 2},
                {"UPDATE runs SET weight='housholds'", WG_ERR_DATA, 0},
                {"UPDATE runs SET weight='(select 1)'", WG_ERR_DATA, 0}};
  for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
    wg_check_summary s;
    fresh();
    wg_partition_summary p = partition_by("households*0.1", 30, 60);
    assert_int_equal(p.grids, 2);
    tell(change[i].sql);
    assert_int_equal(check(&s), change[i].want);
    if (change[i].want == WG_NOT_HELD) assert_int_equal(s.weight_declared_wrong, change[i].wrong);
  }
}

/* A grid's reason counts in weights, and what it advises is a whole number. */
static void reasons_are_in_weights(void **state) {
  (void)state;
  fresh();
  tell("UPDATE buildings SET households=555 WHERE id=1");
  wg_partition_summary p = partition_by("households*0.1", 10, 30);
  assert_true(p.above == 1);
  assert_near(answer("SELECT count(*) FROM grids WHERE certificate='building_above_max' AND reason"
                     " LIKE '% alone: 55.5 units of weight, more than the upper bound of 30;%--max"
                     " 56 would admit%'"),
              1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nobody_crosses_the_railway),
      cmocka_unit_test(stored_terms_are_the_summary_s),
      cmocka_unit_test(check_counts_the_terms_again),
      cmocka_unit_test(what_was_changed_is_found),
      cmocka_unit_test(earlier_workspaces_stay_readable),
      cmocka_unit_test(grids_share_what_is_weighed),
      cmocka_unit_test(weighing_households_changes_nothing),
      cmocka_unit_test(changed_weights_are_found),
      cmocka_unit_test(reasons_are_in_weights),
  };
  return cmocka_run_group_tests_name("store/partition", tests, setup, teardown);
}
