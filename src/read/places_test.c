/* Addresses of buildings, and a layer of standard addresses. */
#include "read/test_files.h"

#include "read/town.h"

static test_dir dir;
static wg_ctx *ctx;
static wg_town town;
static wg_import_summary sum;
static wg_import_options o;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  test_dir_make(&dir);
  o = (wg_import_options){.m2_per_household = 100, .floors_default = 3};
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_town_free(&town);
  town = (wg_town){0};
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

#define DISTRICT TEST_BOX("\"社区代码\":\"340223001001\"", 499000, 3400000, 500000, 3401000)
#define ROAD TEST_LINE("\"name\":\"人民路\"", 500000, 3400000, 500000, 3401000)
#define NUMBERED                                                                           \
  TEST_BOX("\"楼号\":\"12号楼\",\"小区名称\":\"幸福小区\",\"地址\":\"人民路1号\"", 499100, \
           3400100, 499120, 3400150)
#define IN_TWO_FIELDS                                                                      \
  TEST_BOX("\"id\":\"p\",\"addr:street\":\"人民路\",\"addr:housenumber\":\"3号\"", 499200, \
           3400100, 499220, 3400150)
#define LATIN                                                                              \
  TEST_BOX("\"id\":\"q\",\"addr:street\":\"Via Roma\",\"addr:housenumber\":\"4\"", 499300, \
           3400100, 499320, 3400150)
#define STREET_ALONE \
  TEST_BOX("\"id\":\"r\",\"addr:street\":\"人民路\"", 499400, 3400100, 499420, 3400150)
#define PLACE(address, x, y) TEST_POINT("\"标准地址\":" address, x, y)

static void files(const char *buildings) {
  o.districts = test_geojson(&dir, "districts.geojson", TEST_GK117, DISTRICT);
  o.buildings = test_geojson(&dir, "buildings.geojson", TEST_GK117, buildings);
  o.roads = test_geojson(&dir, "roads.geojson", TEST_GK117, ROAD);
}

static void read_ok(void) {
  wg_town_free(&town);
  if (wg_town_read(ctx, &o, &town, &sum) != WG_OK) fail_msg("%s", wg_error(ctx));
}

static void refused(wg_status want, const char *words) {
  wg_town_free(&town);
  assert_int_equal(wg_town_read(ctx, &o, &town, &sum), want);
  if (!strstr(wg_error(ctx), words)) fail_msg("\"%s\" not in: %s", words, wg_error(ctx));
}

static int rejects(const char *reason) {
  int n = 0;
  for (size_t i = 0; i < town.reject.n; i++) n += strcmp(town.reject.v[i].reason, reason) == 0;
  return n;
}

static void addresses_of_buildings(void **s) {
  (void)s;
  files(NUMBERED "," IN_TWO_FIELDS "," LATIN "," STREET_ALONE);
  read_ok();
  assert_int_equal(town.building.n, 4);
  const wg_building *b = town.building.v;
  assert_string_equal(b[0].number, "12号楼");
  assert_string_equal(b[0].address, "人民路1号");
  assert_string_equal(b[1].number, "");
  assert_string_equal(b[1].address, "人民路3号");
  assert_string_equal(b[2].address, "Via Roma 4");
  assert_string_equal(b[3].address, "");
  o.building_number_field = "小区名称";
  o.address_field = "楼号";
  read_ok();
  assert_string_equal(town.building.v[0].number, "幸福小区");
  assert_string_equal(town.building.v[0].address, "12号楼");
  assert_string_equal(town.building.v[1].address, "人民路3号");
}

/* A number's field still gives the identifier, where there is no better one. */
static void numbers_may_be_identifiers(void **s) {
  (void)s;
  files(TEST_BOX("\"幢号\":\"7\"", 499100, 3400100, 499120, 3400150));
  read_ok();
  assert_string_equal(town.building.v[0].id, "7");
  assert_string_equal(town.building.v[0].number, "7");
}

static void standard_addresses(void **s) {
  (void)s;
  files(NUMBERED);
  o.addresses = test_geojson(
      &dir, "addresses.geojson", TEST_GK117,
      PLACE("\"外环路1号\"", 509150, 3400099) "," PLACE("\"人民路5号\"", 499150, 3400100) "," PLACE(
          "null", 499150, 3400099) "," PLACE("\"人民路7号\"", 499150, 3400099) "," LATIN);
  read_ok();
  assert_int_equal(sum.addresses, 2);
  assert_int_equal(town.place.n, 2);
  assert_string_equal(town.place.v[0].address, "人民路7号"); /* by place */
  assert_string_equal(town.place.v[1].address, "人民路5号");
  assert_int_equal(town.place.v[1].at.x, (499150 - (int32_t)town.frame.origin_x) * 100);
  assert_int_equal(rejects("lies outside every district"), 1);
  assert_int_equal(rejects("has no address"), 1);
  assert_int_equal(rejects("is no point"), 1);
  assert_int_equal(sum.rejected, 3);
  assert_int_equal(sum.buildings_outside, 0);
}

static void refusals(void **s) {
  (void)s;
  files(NUMBERED);
  const char *bare = TEST_POINT("\"x\":1", 499150, 3400099);
  o.addresses = test_geojson(&dir, "bare.geojson", TEST_GK117, bare);
  refused(WG_ERR_DATA, "name it with --address-name-field");
  o.address_name_field = "地址";
  refused(WG_ERR_USAGE, "\"地址\": no such field");
  o.address_name_field = "x"; /* any field, once it is named */
  read_ok();
  assert_string_equal(town.place.v[0].address, "1");
}

static void memory_runs_out(void **s) {
  (void)s;
  files(IN_TWO_FIELDS);
  o.addresses =
      test_geojson(&dir, "addresses.geojson", TEST_GK117, PLACE("\"人民路5号\"", 499150, 3400100));
  wg_ctx_set_threads(ctx, 1);
  read_ok(); /* what GDAL and PROJ keep is there now */
  wg_town_free(&town);
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t at = 1; st != WG_OK; at++) {
    wg_mem_fail_at(at);
    st = wg_town_read(ctx, &o, &town, &sum);
    wg_mem_fail_at(0);
    if (st == WG_OK) assert_int_equal(town.place.n, 1);
    wg_town_free(&town);
    if (st != WG_OK) assert_int_equal(st, WG_ERR_NOMEM);
    assert_true(at < 5000);
  }
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {T(addresses_of_buildings), T(numbers_may_be_identifiers),
                                     T(standard_addresses), T(refusals), T(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
