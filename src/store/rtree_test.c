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
           "SELECT count(*) FROM idx_t_geom WHERE xmax>=%.9g AND xmin<=%.9g AND ymax>=%.9g"
           " AND ymin<=%.9g",
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

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(all_sizes_hold)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
