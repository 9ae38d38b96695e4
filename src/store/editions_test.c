/* Editions, their dates, and the edition valid at a time. */
#include "store/test_town.h"

#include <sqlite3.h>

#include "store/editions.h"

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
  return 0;
}

static int teardown(void **s) {
  (void)s;
  test_town_free(&town);
  wg_grids_free(&grids);
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static wg_status partition(const char *valid_from) {
  wg_run run = {.min = 300, .max = 600, .seed = 7, .valid_from = valid_from};
  return wg_workspace_write_grids(ctx, path, &town, &grids, &run);
}

/* A workspace with these editions. */
static void fresh(size_t n, const char *const *valid_from) {
  assert_int_equal(wg_workspace_create(ctx, path, &town, access(path, F_OK) == 0), WG_OK);
  for (size_t i = 0; i < n; i++) assert_int_equal(partition(valid_from[i]), WG_OK);
}

static void tell(const char *sql) {
  sqlite3 *db;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  sqlite3_close(db);
}

static void assert_dates(size_t n, const char *const *want) {
  wg_edition_list list;
  assert_int_equal(wg_editions_read(ctx, path, &list), WG_OK);
  assert_int_equal(list.n, n);
  for (size_t i = 0; i < n; i++) {
    assert_string_equal(list.v[i].valid_from, want[i]);
    assert_int_equal(list.v[i].edition, i + 1);
    assert_int_equal(list.v[i].current, i + 1 == n);
    assert_true(list.v[i].grids == 3 && list.v[i].households == 3 * 412);
    assert_true(list.v[i].min == 300 && list.v[i].max == 600 && list.v[i].seed == 7);
  }
  wg_editions_free(&list);
}

static void dates_are_stored(void **state) {
  (void)state;
  static const char *const given[] = {NULL, "2026-07-01", "2026-07-01T08:00:00+08:00"};
  static const char *const want[] = {"", "2026-07-01", "2026-07-01T08:00:00+08:00"};
  fresh(0, NULL);
  assert_dates(0, NULL);
  fresh(3, given);
  assert_dates(3, want);
}

static void dates_do_not_decrease(void **state) {
  (void)state;
  static const char *const given[] = {"2026-01-01", NULL, "2026-07-01"};
  fresh(3, given);
  assert_int_equal(partition("2026-06-30"), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "before \"2026-07-01\""));
  assert_int_equal(wg_valid_from_for_next(ctx, path, "2026-06-30T23:59"), WG_ERR_USAGE);
  assert_int_equal(wg_valid_from_for_next(ctx, path, "2026-07-01"), WG_OK);
  static const char *const bad[] = {"2025-12-31", "2026-07-01T00:01", "20260301",  "2026/3/1",
                                    "tomorrow",   "2026-02-30",       "03/01/2026"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    assert_int_equal(wg_editions_set_valid_from(ctx, path, 2, bad[i]), WG_ERR_USAGE);
  assert_dates(3, (const char *const[]){"2026-01-01", "", "2026-07-01"});
  assert_int_equal(wg_editions_set_valid_from(ctx, path, 2, "2026-03-01 12:00"), WG_OK);
  assert_int_equal(wg_editions_set_valid_from(ctx, path, 1, ""), WG_OK);
  assert_dates(3, (const char *const[]){"", "2026-03-01 12:00", "2026-07-01"});
  assert_int_equal(wg_editions_set_valid_from(ctx, path, 4, "2026-08-01"), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "has no edition 4"));
}

static void older_workspaces_gain_the_column(void **state) {
  (void)state;
  static const char *const none[] = {NULL, NULL};
  fresh(2, none);
  tell("ALTER TABLE runs DROP COLUMN valid_from");
  assert_dates(2, (const char *const[]){"", ""});
  assert_int_equal(wg_editions_set_valid_from(ctx, path, 2, "2026-07-01"), WG_OK);
  assert_dates(2, (const char *const[]){"", "2026-07-01"});
  tell("ALTER TABLE runs DROP COLUMN valid_from");
  assert_int_equal(partition("2026-08-01"), WG_OK);
  assert_dates(3, (const char *const[]){"", "", "2026-08-01"});
}

static void assert_at(const wg_edition_times *t, const char *text, uint64_t want) {
  wg_when when;
  assert_int_equal(wg_edition_at(t, text, strlen(text), &when), want);
  if (want) assert_int_equal(when, WG_WHEN_OK);
}

static void the_edition_at_a_time(void **state) {
  (void)state;
  wg_edition_times t;
  wg_when when;
  wg_edition e[] = {{.edition = 1},
                    {.edition = 2, .valid_from = "2026-07-01"},
                    {.edition = 3, .valid_from = "2026-07-01"},
                    {.edition = 5, .valid_from = "2027-01-01T08:00", .current = true}};
  wg_edition_list list = {e, 4};
  assert_int_equal(wg_edition_times_make(ctx, "town.db", &list, &t), WG_OK);
  assert_at(&t, "1949-10-01", 1);
  assert_at(&t, "2026-06-30 23:59:59", 1);
  assert_at(&t, "2026-06-30T16:00:00Z", 3);
  assert_at(&t, "2026/7/1", 3);
  assert_at(&t, "20270101075959", 3);
  assert_at(&t, "2027-01-01 08:00", 5);
  assert_at(&t, "1900000000", 5);
  assert_int_equal(wg_edition_at(&t, "09/02/2027", 10, &when), 0);
  assert_int_equal(when, WG_WHEN_UNCLEAR);
  assert_int_equal(wg_edition_at(&t, "", 0, &when), 0);
  assert_int_equal(when, WG_WHEN_NONE);
  assert_int_equal(wg_edition_at(&t, "last night", 10, NULL), 0);
  wg_edition_times_free(&t);

  strcpy(e[0].valid_from, "2026-01-01");
  assert_int_equal(wg_edition_times_make(ctx, "town.db", &list, &t), WG_OK);
  assert_int_equal(wg_edition_at(&t, "2025-12-31", 10, &when), 0);
  assert_int_equal(when, WG_WHEN_OK);
  wg_edition_times_free(&t);
}

static void missing_dates_are_named(void **state) {
  (void)state;
  wg_edition_times t;
  wg_edition e[] = {{.edition = 1}, {.edition = 2}};
  wg_edition_list list = {e, 2};
  assert_int_equal(wg_edition_times_make(ctx, "town.db", &list, &t), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "edition 2"));
  assert_non_null(strstr(wg_error(ctx), "--valid-from of wangge partition"));
  wg_edition_times_free(&t);
  strcpy(e[1].valid_from, "soon"); /* written by somebody else */
  assert_int_equal(wg_edition_times_make(ctx, "town.db", &list, &t), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "\"soon\""));
  wg_edition_times_free(&t);
  list.n = 0;
  assert_int_equal(wg_edition_times_make(ctx, "town.db", &list, &t), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "run wangge partition"));
  wg_edition_times_free(&t);
}

static void memory_may_run_out(void **state) {
  (void)state;
  static const char *const given[] = {NULL, "2026-07-01"};
  fresh(2, given);
  int64_t live = wg_mem_live();
  wg_edition one = {.edition = 1};
  for (int what = 0; what < 3; what++) {
    wg_status st = WG_ERR_NOMEM;
    for (uint64_t k = 1; st != WG_OK; k++) {
      wg_edition_list list = {0};
      wg_edition_times t = {0};
      wg_mem_fail_at(k);
      if (what == 0) st = wg_editions_read(ctx, path, &list);
      if (what == 1) st = wg_editions_set_valid_from(ctx, path, 2, "2026-08-01");
      if (what == 2) st = wg_edition_times_make(ctx, path, &(wg_edition_list){&one, 1}, &t);
      wg_mem_fail_at(0);
      assert_true(st == WG_OK || st == WG_ERR_NOMEM);
      wg_editions_free(&list);
      wg_edition_times_free(&t);
      assert_int_equal(wg_mem_live(), live);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(dates_are_stored),
      cmocka_unit_test(dates_do_not_decrease),
      cmocka_unit_test(older_workspaces_gain_the_column),
      cmocka_unit_test(the_edition_at_a_time),
      cmocka_unit_test(missing_dates_are_named),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("store/editions", tests, setup, teardown);
}
