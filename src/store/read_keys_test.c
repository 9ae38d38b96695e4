/* Keys and addresses of a workspace, also of one from before there were any. */
#include "store/test_town.h"

#include "store/read_keys.h"
#include "store/schema.h"
#include "store/sql.h"

static char dir[64], path[128];
static wg_ctx *ctx;
static wg_town town;
static wg_grids grids;
static wg_keys *keys;
static wg_addresses *addresses;
static wg_address_points points;

static const char *const codes[] = {"340223001001001", "340223001001001", "340223001001002",
                                    "340223001001003"};

static int setup(void **s) {
  (void)s;
  wg_run run = {.min = 300, .max = 600};
  ctx = wg_ctx_new();
  test_town(&town);
  test_grids(&grids);
  if (test_folder(dir)) return -1;
  snprintf(path, sizeof path, "%s/town.db", dir);
  for (int i = 0; i < 2; i++)
    if (!WG_VEC_PUSH(&town.place, ((wg_place){i ? "人民路1号" : "", {i, 250 * i}}))) return -1;
  if (wg_workspace_create(ctx, path, &town, false) != WG_OK) return -1;
  keys = wg_keys_new();
  addresses = wg_addresses_new();
  points = (wg_address_points){0};
  if (!keys || !addresses) return -1;
  return wg_workspace_write_grids(ctx, path, &town, &grids, &run) == WG_OK ? 0 : -1;
}

static void forget(void) {
  wg_keys_free(keys);
  wg_addresses_free(addresses);
  wg_address_points_free(&points);
}

static int teardown(void **s) {
  (void)s;
  forget();
  test_town_free(&town);
  wg_grids_free(&grids);
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static void sql(const char *text) {
  sqlite3 *db;
  char *why = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  sqlite3_exec(db, text, NULL, NULL, &why);
  if (why) fail_msg("%s", why);
  sqlite3_close(db);
}

static wg_status read_keys(void) {
  return wg_workspace_read_keys(ctx, path, codes, 4, keys, addresses, &points);
}

static wg_address_result find(const char *text, uint32_t *grid) {
  return wg_addresses_find(addresses, text, strlen(text), grid);
}

static void keys_of_a_town(void **state) {
  (void)state;
  uint32_t g = 99;
  sql("UPDATE buildings SET building_id='b2' WHERE id=4");
  assert_int_equal(read_keys(), WG_OK);
  wg_addresses_finish(addresses);
  assert_int_equal(wg_keys_find(keys, WG_KEY_BUILDING, "楼1", 4, &g), WG_KEY_FOUND);
  assert_int_equal(g, 0);
  assert_int_equal(wg_keys_find(keys, WG_KEY_BUILDING, "b3", 2, &g), WG_KEY_NONE); /* in no grid */
  assert_int_equal(wg_keys_find(keys, WG_KEY_BUILDING, "b2", 2, &g), WG_KEY_FOUND);
  assert_int_equal(g, 2);
  assert_int_equal(wg_keys_find(keys, WG_KEY_CODE, codes[0], 15, &g), WG_KEY_FOUND);
  assert_int_equal(g, 0);
  assert_int_equal(wg_keys_find(keys, WG_KEY_CODE, codes[3], 15, &g), WG_KEY_FOUND);
  assert_int_equal(g, 3);
  assert_int_equal(find("幸福小区12栋", &g), WG_ADDRESS_FOUND);
  assert_int_equal(g, 0);
  assert_int_equal(find("幸福路1号", &g), WG_ADDRESS_FOUND);
  assert_int_equal(find("幸福路2号", &g), WG_ADDRESS_NONE);
  assert_int_equal(points.text.n, 2);
  assert_string_equal(points.text.v[1], "人民路1号");
  assert_true(points.xy.v[2] == 562000.01 && points.xy.v[3] == 3500002.5);
}

static void earlier_workspaces(void **state) {
  (void)state;
  uint32_t g;
  sql("ALTER TABLE buildings DROP COLUMN number; ALTER TABLE buildings DROP COLUMN address;"
      "DROP TABLE addresses");
  assert_int_equal(read_keys(), WG_OK);
  wg_addresses_finish(addresses);
  assert_int_equal(points.text.n, 0);
  assert_int_equal(wg_keys_find(keys, WG_KEY_BUILDING, "楼1", 4, &g), WG_KEY_FOUND);
  assert_int_equal(find("幸福小区", &g), WG_ADDRESS_FOUND);
  assert_int_equal(find("幸福路1号", &g), WG_ADDRESS_NONE);
}

static void damage_is_told(void **state) {
  (void)state;
  sql("UPDATE addresses SET geom=x'00' WHERE id=2");
  assert_int_equal(read_keys(), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "address without a place"));
}

static void memory_runs_out(void **state) {
  (void)state;
  for (uint64_t at = 1; at < 60; at++) {
    wg_mem_fail_at(at);
    wg_status st = read_keys();
    wg_mem_fail_at(0);
    if (st == WG_OK) return;
    assert_int_equal(st, WG_ERR_NOMEM);
    forget();
    keys = wg_keys_new();
    addresses = wg_addresses_new();
  }
  fail_msg("never done");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void) {
  const struct CMUnitTest tests[] = {TEST(keys_of_a_town), TEST(earlier_workspaces),
                                     TEST(damage_is_told), TEST(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
