/* The packed index, judged by SQLite's rtreecheck() and by brute force. */
#include "store/test_town.h"

#include "base/rng.h"
#include "store/rtree.h"

static wg_ctx *ctx;
static int setup(void **s) { return (void)s, (ctx = wg_ctx_new()) ? 0 : -1; }
static int teardown(void **s) { return (void)s, wg_ctx_free(ctx), 0; }

static void open_with_index(wg_db *db) {
  assert_int_equal(wg_db_open(ctx, ":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, db),
                   WG_OK);
  assert_int_equal(
      wg_db_exec(ctx, db, "CREATE VIRTUAL TABLE idx_t_geom USING rtree(pkid,xmin,xmax,ymin,ymax)"),
      WG_OK);
}

static void check_valid(const wg_db *db) {
  sqlite3_stmt *s;
  assert_int_equal(sqlite3_prepare_v2(db->h, "SELECT rtreecheck('idx_t_geom')", -1, &s, NULL),
                   SQLITE_OK);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  assert_string_equal(sqlite3_column_text(s, 0), "ok");
  sqlite3_finalize(s);
}

static int64_t count_hits(const wg_db *db, const float q[4]) {
  char sql[256];
  int64_t n;
  snprintf(sql, sizeof sql,
           "SELECT count(*) FROM idx_t_geom WHERE xmax>=%.17g AND xmin<=%.17g AND ymax>=%.17g"
           " AND ymin<=%.17g",
           (double)q[0], (double)q[1], (double)q[2], (double)q[3]);
  assert_int_equal(wg_db_number(ctx, db, sql, -1, &n), WG_OK);
  return n;
}

static void check_size(size_t n) {
  wg_db db;
  wg_rng rng = wg_rng_init(7, n);
  wg_rtree_entry *e = WG_NEW(wg_rtree_entry, n);
  for (size_t i = 0; i < n; i++) {
    double x = wg_rng_unit(&rng) * 30000 + 500000.123, y = wg_rng_unit(&rng) * 30000 + 3500000.456;
    e[i] = wg_rtree_entry_of((int64_t)(2 * (n - i)),
                             &(wg_bounds){x, y, x + wg_rng_unit(&rng) * 300, y + 20});
    assert_true((double)e[i].box[0] <= x && (double)e[i].box[2] <= y &&
                (double)e[i].box[3] >= y + 20);
  }
  open_with_index(&db);
  for (int again = 0; again < 2; again++)
    assert_int_equal(wg_rtree_fill(ctx, &db, "t", e, n), WG_OK);
  check_valid(&db);
  for (int k = 0; k < 20; k++) {
    float x = (float)(500000 + wg_rng_unit(&rng) * 30000),
          y = (float)(3500000 + wg_rng_unit(&rng) * 30000);
    float q[4] = {x, x + 900, y, y + 5000};
    int64_t want = 0;
    for (size_t i = 0; i < n; i++)
      want +=
          e[i].box[1] >= q[0] && e[i].box[0] <= q[1] && e[i].box[3] >= q[2] && e[i].box[2] <= q[3];
    assert_int_equal(count_hits(&db, q), want);
  }
  /* and SQLite can go on from there */
  assert_int_equal(
      wg_db_exec(
          ctx, &db,
          "INSERT INTO idx_t_geom SELECT 2*value+1,5e5,5e5+1,35e5,35e5+1 FROM"
          " (WITH RECURSIVE c(value) AS (VALUES(0) UNION ALL SELECT value+1 FROM c WHERE value<99)"
          " SELECT value FROM c); DELETE FROM idx_t_geom WHERE pkid%3=0"),
      WG_OK);
  check_valid(&db);
  wg_db_close(&db);
  wg_free(e);
}

static void all_sizes_hold(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  const size_t sizes[] = {0, 1, 2, 50, 51, 52, 102, 103, 1000, 2601, 2602, 30000};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) check_size(sizes[i]);
  assert_int_equal(wg_mem_live(), live);
}

/* n points around a place, with ids from `first`. */
static void points(wg_rng *rng, int64_t first, wg_rtree_entry *e, size_t n) {
  double cx = 500000 + wg_rng_unit(rng) * 30000, cy = 3500000 + wg_rng_unit(rng) * 30000;
  for (size_t i = 0; i < n; i++) {
    double x = cx + wg_rng_unit(rng) * 20000, y = cy + wg_rng_unit(rng) * 9000;
    e[i] = wg_rtree_entry_of(first + (int64_t)i, &(wg_bounds){x, y, x, y});
  }
}

static void check_hits(const wg_db *db, wg_rng *rng, const wg_rtree_entry *e, size_t n) {
  float x = (float)(500000 + wg_rng_unit(rng) * 30000),
        y = (float)(3500000 + wg_rng_unit(rng) * 30000);
  float q[4] = {x, x + 3000, y, y + 3000};
  int64_t want = 0;
  for (size_t i = 0; i < n; i++)
    want +=
        e[i].box[1] >= q[0] && e[i].box[0] <= q[1] && e[i].box[3] >= q[2] && e[i].box[2] <= q[3];
  assert_int_equal(count_hits(db, q), want);
}

static void check_extent(const wg_db *db, const wg_rtree_entry *e, size_t n) {
  wg_bounds got, want = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  assert_int_equal(wg_rtree_extent(ctx, db, "t", &got), WG_OK);
  for (size_t i = 0; i < n; i++) {
    want.min_x = fmin(want.min_x, (double)e[i].box[0]);
    want.max_x = fmax(want.max_x, (double)e[i].box[1]);
    want.min_y = fmin(want.min_y, (double)e[i].box[2]);
    want.max_y = fmax(want.max_y, (double)e[i].box[3]);
  }
  assert_memory_equal(&got, &want, sizeof got);
}

/* Few and many in turn, into trees low and high, until the root was split. */
static void what_is_added_is_found(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  static const size_t batch[] = {0,     1, 60,    3000,  2601,  2602, 10,   50000,
                                 20000, 1, 50000, 20001, 60000, 5,    2700, 0};
  enum { MOST = 300000 };
  wg_db db;
  wg_rng rng = wg_rng_init(11, 1);
  wg_rtree_entry *e = WG_NEW(wg_rtree_entry, MOST);
  size_t n = 0;
  open_with_index(&db);
  for (size_t i = 0; i < sizeof batch / sizeof *batch; i++) {
    assert_true(n + batch[i] <= MOST);
    points(&rng, (int64_t)n + 1, e + n, batch[i]);
    assert_int_equal(wg_rtree_append(ctx, &db, "t", e + n, batch[i]), WG_OK);
    n += batch[i];
    if (i < 6 || i == 15) check_valid(&db);
    for (int k = 0; k < 5; k++) check_hits(&db, &rng, e, n);
    check_extent(&db, e, n);
  }
  int64_t depth;
  assert_int_equal(
      wg_db_number(ctx, &db, "SELECT rtreedepth(data) FROM idx_t_geom_node WHERE nodeno=1", 0,
                   &depth),
      WG_OK);
  assert_true(depth >= 3);
  /* and SQLite can go on from there */
  assert_int_equal(wg_db_exec(ctx, &db,
                              "DELETE FROM idx_t_geom WHERE pkid%7=0;INSERT INTO idx_t_geom"
                              " SELECT pkid+1000000,xmin,xmax,ymin,ymax FROM idx_t_geom WHERE"
                              " pkid%9=0"),
                   WG_OK);
  check_valid(&db);
  wg_db_close(&db);
  wg_free(e);
  assert_int_equal(wg_mem_live(), live);
}

static void adding_survives_failing_memory(void **state) {
  (void)state;
  enum { N = WG_RTREE_MANY };
  static wg_rtree_entry e[2 * N];
  wg_rng rng = wg_rng_init(12, 1);
  points(&rng, 1, e, 2 * N);
  for (size_t first = 0; first <= N; first += N) { /* into a low tree, then into a high one */
    wg_status st = WG_ERR_NOMEM;
    for (uint64_t k = 1; st != WG_OK; k++) {
      wg_db db;
      open_with_index(&db);
      assert_int_equal(wg_rtree_append(ctx, &db, "t", e, first), WG_OK);
      int64_t live = wg_mem_live();
      wg_mem_fail_at(k);
      st = wg_rtree_append(ctx, &db, "t", e + first, N);
      wg_mem_fail_at(0);
      assert_true(st == WG_OK || st == WG_ERR_NOMEM);
      assert_int_equal(wg_mem_live(), live);
      wg_db_close(&db);
    }
  }
}

static void a_damaged_root_is_an_error(void **state) {
  (void)state;
  wg_bounds b;
  static const char *const damage[] = {"DELETE FROM idx_t_geom_node",
                                       "UPDATE idx_t_geom_node SET data=x'00000034' WHERE nodeno=1",
                                       "UPDATE idx_t_geom_node SET data=x'0000' WHERE nodeno=1"};
  for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
    wg_db db;
    open_with_index(&db);
    assert_int_equal(wg_db_exec(ctx, &db, damage[i]), WG_OK);
    assert_int_equal(wg_rtree_extent(ctx, &db, "t", &b), WG_ERR_DATA);
    assert_int_equal(wg_rtree_append(ctx, &db, "t", NULL, 0), WG_ERR_DATA);
    wg_db_close(&db);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_sizes_hold),
      cmocka_unit_test(what_is_added_is_found),
      cmocka_unit_test(adding_survives_failing_memory),
      cmocka_unit_test(a_damaged_root_is_an_error),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
