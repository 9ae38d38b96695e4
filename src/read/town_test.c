/* A whole town from GeoJSON files of a few features: what is kept, what is
 * rejected and why, and that order and threads change nothing. */
#include "read/test_files.h"

#include <math.h>

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

/* Two districts side by side at 500 km, 3,400 km of CM 117E; the right one in two parts. */
#define LEFT \
  TEST_BOX("\"社区代码\":\"340223001001\",\"社区名称\":\"东门\"", 499000, 3400000, 500000, 3401000)
#define RIGHT \
  TEST_BOX("\"社区代码\":\"340223001002\",\"社区名称\":\"西门\"", 500000, 3400000, 501000, 3401000)
#define ISLAND \
  TEST_BOX("\"社区代码\":\"340223001002\",\"社区名称\":\"西门\"", 502000, 3400000, 502500, 3400500)
#define HOUSE_A \
  TEST_BOX("\"楼栋编号\":\"a\",\"户数\":12,\"层数\":6", 499100, 3400100, 499120, 3400150)
#define HOUSE_B TEST_BOX("\"楼栋编号\":\"b\",\"用途\":\"商业\"", 499200, 3400100, 499220, 3400150)
#define HOUSE_C TEST_BOX("\"楼栋编号\":\"c\",\"层数\":6", 499300, 3400100, 499320, 3400150)
#define FAR_HOUSE TEST_BOX("\"楼栋编号\":\"far\"", 509300, 3400100, 509320, 3400150)
#define ROAD \
  TEST_LINE("\"道路等级\":\"主干路\",\"name\":\"人民路\"", 500000, 3400000, 500000, 3401000)
#define BRIDGE \
  TEST_LINE("\"道路等级\":\"支路\",\"bridge\":\"yes\"", 499000, 3400500, 501000, 3400500)
#define LAKE TEST_BOX("", 499500, 3400500, 499600, 3400600)

static void files(const char *districts, const char *buildings, const char *roads) {
  o.districts = test_geojson(&dir, "districts.geojson", TEST_GK117, districts);
  o.buildings = test_geojson(&dir, "buildings.geojson", TEST_GK117, buildings);
  o.roads = test_geojson(&dir, "roads.geojson", TEST_GK117, roads);
}

static void read_ok(void) {
  wg_town_free(&town);
  wg_status st = wg_town_read(ctx, &o, &town, &sum);
  if (st != WG_OK) fail_msg("%s", wg_error(ctx));
}

static void refused(wg_status want, const char *words) {
  wg_town_free(&town);
  wg_status st = wg_town_read(ctx, &o, &town, &sum);
  assert_int_equal(st, want);
  if (!strstr(wg_error(ctx), words)) fail_msg("\"%s\" not in: %s", words, wg_error(ctx));
}

static int rejects(const char *action, const char *reason) {
  int n = 0;
  for (size_t i = 0; i < town.reject.n; i++)
    n += strcmp(town.reject.v[i].action, action) == 0 && strstr(town.reject.v[i].reason, reason);
  return n;
}

static void small_town(void **s) {
  (void)s;
  files(RIGHT "," LEFT "," ISLAND "," LEFT,
        HOUSE_A "," HOUSE_B "," HOUSE_C "," FAR_HOUSE "," HOUSE_A, ROAD "," BRIDGE);
  const char *lake = test_geojson(&dir, "water.geojson", TEST_GK117, LAKE);
  o.barriers = &lake;
  o.n_barriers = 1;
  read_ok();
  assert_string_equal(town.frame.crs, "EPSG:4548");
  assert_int_equal(town.frame.srid, 4548);
  assert_true(town.frame.origin_x == 501000 && town.frame.origin_y == 3401000);
  assert_int_equal(town.district.n, 2);
  assert_string_equal(town.district.v[0].code, "340223001001");
  assert_string_equal(town.district.v[0].name, "东门");
  assert_int_equal(town.district_shape.first.v[2] - town.district_shape.first.v[1], 2); /* parts */
  assert_int_equal(rejects("rejected", "very shape of another district"), 1);
  assert_int_equal(town.building.n, 3);
  assert_int_equal(town.building.v[0].households, 12);
  assert_int_equal(town.building.v[0].hh_source, WG_HH_FIELD);
  assert_int_equal(town.building.v[1].households, 0);
  assert_int_equal(town.building.v[1].hh_source, WG_HH_NONE);
  assert_int_equal(town.building.v[2].households, 60); /* 20 x 50 m, 6 floors */
  assert_int_equal(sum.households, 72);
  assert_int_equal(sum.buildings_outside, 1);
  assert_int_equal(rejects("rejected", "outside every district"), 1);
  assert_int_equal(rejects("rejected", "repeats another building"), 1);
  assert_int_equal(sum.rejected, 3);
  assert_int_equal(town.line.n, 3);
  assert_int_equal(sum.roads, 2);
  assert_int_equal(sum.barriers, 1);
  bool lake_seen = false;
  for (size_t i = 0; i < town.line.n; i++) {
    const wg_line *l = &town.line.v[i];
    uint32_t r = town.line_shape.first.v[i], a = town.line_shape.start.v[r],
             b = town.line_shape.start.v[r + 1];
    if (l->cls == WG_LINE_PRIMARY) assert_string_equal(l->name, "人民路");
    if (l->cls == WG_LINE_LOCAL) assert_int_equal(l->layer, 1);
    if (l->cls == WG_LINE_RIVER)
      lake_seen =
          l->closed && b - a == 5 && wg_pt_eq(town.line_shape.pt.v[a], town.line_shape.pt.v[b - 1]);
  }
  assert_true(lake_seen);
}

static void shapes_equal(const wg_shapes *a, const wg_shapes *b) {
  assert_int_equal(wg_shapes_count(a), wg_shapes_count(b));
  for (uint32_t i = 0; i < wg_shapes_count(a); i++) assert_int_equal(wg_shapes_cmp(a, i, b, i), 0);
}

/* A grid of houses, some invalid, listed forwards or backwards. */
static void many_houses(char *out, size_t cap, bool backwards) {
  size_t n = 0;
  for (int k = 0; k < 1500; k++) {
    int i = backwards ? 1499 - k : k;
    double x = 499010 + i % 40 * 24, y = 3400010 + i / 40 * 24;
    n += (size_t)snprintf(
        out + n, cap - n,
        "%s{\"type\":\"Feature\",\"properties\":{\"id\":%d,\"hh\":%d},\"geometry\":"
        "{\"type\":\"Polygon\",\"coordinates\":[[[%f,%f],[%f,%f],[%f,%f],[%f,%f],[%f,%f]]]}}",
        k ? "," : "", i, i % 7, x, y, i % 10 ? x + 20 : x, i % 10 ? y : y + 20, x + 20,
        i % 10 ? y + 20 : y, i % 10 ? x : x + 20.004, y + 20.003, x, y);
  }
}

static void order_and_threads(void **s) {
  (void)s;
  static char text[600000];
  many_houses(text, sizeof text, false);
  files(LEFT "," RIGHT, text, ROAD "," BRIDGE);
  wg_ctx_set_threads(ctx, 1);
  read_ok();
  wg_town one = town;
  wg_import_summary sum_one = sum;
  town = (wg_town){0};
  assert_true(sum.repaired > 0);
  many_houses(text, sizeof text, true);
  files(RIGHT "," LEFT, text, BRIDGE "," ROAD);
  wg_ctx_set_threads(ctx, 4);
  read_ok();
  assert_memory_equal(&sum, &sum_one, sizeof sum);
  shapes_equal(&one.district_shape, &town.district_shape);
  shapes_equal(&one.building_shape, &town.building_shape);
  shapes_equal(&one.line_shape, &town.line_shape);
  for (size_t i = 0; i < one.building.n; i++) {
    assert_string_equal(one.building.v[i].id, town.building.v[i].id);
    assert_int_equal(one.building.v[i].households, town.building.v[i].households);
  }
  for (size_t i = 0; i < one.line.n; i++) assert_int_equal(one.line.v[i].cls, town.line.v[i].cls);
  for (size_t i = 0; i < one.district.n; i++)
    assert_string_equal(one.district.v[i].code, town.district.v[i].code);
  wg_town_free(&one);
}

static void codes_of_our_own(void **s) {
  (void)s;
  files(TEST_BOX("\"name\":\"乙\"", 500000, 3400000, 501000, 3401000) "," TEST_BOX(
            "\"name\":\"甲\"", 499000, 3400000, 500000, 3401000),
        HOUSE_A, ROAD);
  read_ok();
  assert_string_equal(town.district.v[0].code, "D001");
  assert_string_equal(town.district.v[0].name, "甲");
  assert_string_equal(town.district.v[1].code, "D002");
}

static void bad_features(void **s) {
  (void)s;
  files(LEFT, HOUSE_A ",\n"
        TEST_GEOMETRY("\"id\":1", "Polygon", "[[[499200,3400200],[499220,3400220],[499220,3400200],[499200,3400220],[499200,3400200]]]") ",\n"
        TEST_GEOMETRY("\"id\":2", "Polygon", "[[[499200,3400200],[499200.001,3400200],[499200,3400200.001],[499200,3400200]]]") ",\n"
        TEST_POINT("\"id\":3", 499200, 3400200) ",\n"
        "{\"type\":\"Feature\",\"properties\":{\"id\":4},\"geometry\":null}", ROAD "," TEST_LINE("", 499000, 3400500, 499000.001, 3400500));
  read_ok();
  assert_int_equal(town.building.n, 2);
  assert_int_equal(rejects("repaired", "self-intersection"), 1);
  assert_int_equal(rejects("rejected", "no area"), 1);
  assert_int_equal(rejects("rejected", "is a point"), 1);
  assert_int_equal(rejects("rejected", "no geometry"), 1);
  assert_int_equal(rejects("rejected", "shorter than 1 cm"), 1);
  for (size_t i = 0; i < town.reject.n; i++)
    if (strcmp(town.reject.v[i].action, "repaired") == 0)
      assert_true(fabs(town.reject.v[i].x - 499210) < 0.02 &&
                  fabs(town.reject.v[i].y - 3400210) < 0.02);
  assert_int_equal(sum.repaired, 1);
  assert_int_equal(sum.rejected, 4);
}

static void refusals(void **s) {
  (void)s;
  files(LEFT, TEST_POINT("", 499200, 3400200), ROAD);
  refused(WG_ERR_DATA, "holds points; buildings must be polygons");
  files(ROAD, HOUSE_A, ROAD);
  refused(WG_ERR_DATA, "holds lines; districts must be polygons");
  files(LEFT, HOUSE_A, "");
  refused(WG_ERR_DATA, "holds no features");
  files(LEFT, FAR_HOUSE, ROAD);
  refused(WG_ERR_DATA, "no building touches any district");
  files(LEFT "," TEST_BOX("\"社区代码\":\"340223001001\",\"社区名称\":\"北门\"", 500000, 3400000,
                          501000, 3401000),
        HOUSE_A, ROAD);
  refused(WG_ERR_DATA, "code \"340223001001\" stands at two districts");
  assert_non_null(strstr(wg_error(ctx), "东门"));
  assert_non_null(strstr(wg_error(ctx), "北门"));
  files(LEFT "," TEST_BOX("\"社区代码\":\"340223001001\",\"社区名称\":\"东门\"", 499500, 3400000,
                          501000, 3401000),
        HOUSE_A, ROAD);
  refused(WG_ERR_DATA, "which overlap");
  files(LEFT, HOUSE_A, ROAD);
  o.households_field = "nothing";
  refused(WG_ERR_USAGE, "\"nothing\": no such field");
  assert_non_null(strstr(wg_error(ctx), "\"户数\""));
  o.households_field = NULL;
  o.crs = "EPSG:4490";
  refused(WG_ERR_USAGE, "must be projected and in metres");
  o.crs = NULL;
  o.where_buildings = "\"楼栋编号\" = 'z'";
  refused(WG_ERR_DATA, "holds no features");
}

static void crs_of_the_layer(void **s) {
  (void)s;
  static const char csv[] =
      "code,wkt\n1,\"POLYGON((499000 3400000,500000 3400000,500000 3401000,499000 3400000))\"\n";
  files(LEFT, HOUSE_A, ROAD);
  o.districts = test_file(&dir, "d.csv", csv, strlen(csv));
  refused(WG_ERR_DATA, "--source-crs");
  assert_non_null(strstr(wg_error(ctx), "d.csv"));
  const char *crs = "EPSG:4548";
  o.source_crs = &crs;
  o.n_source_crs = 1;
  o.allow_ballpark = false;
  read_ok();
  assert_string_equal(town.district.v[0].code, "1");
  crs = "EPSG:2436"; /* Beijing 1954 */
  refused(WG_ERR_DATA, "Beijing 1954");
  assert_non_null(strstr(wg_error(ctx), "d.csv"));
  files(
      "{\"type\":\"Feature\",\"properties\":{},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":"
      "[[[499000,1],[499001,1],[499001,2],[499000,1]]]}}",
      HOUSE_A, ROAD);
  o.districts = test_geojson(&dir, "wrong.geojson", "OGC:1.3:CRS84",
                             TEST_BOX("", 499000, 3400000, 500000, 3401000));
  refused(WG_ERR_DATA, "do not fit its CRS");
}

/* Whichever allocation fails: the right status, and nothing left behind. */
static void memory_runs_out(void **s) {
  (void)s;
  files(LEFT "," RIGHT "," ISLAND,
        HOUSE_A "," HOUSE_C "," TEST_GEOMETRY("\"id\":1", "Polygon",
                                              "[[[499200,3400200],[499220,3400220],[499220,3400200]"
                                              ",[499200,3400220],[499200,3400200]]]"),
        ROAD);
  wg_ctx_set_threads(ctx, 1);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  uint64_t k = 1;
  for (; st != WG_OK; k++) {
    wg_mem_fail_at(k);
    st = wg_town_read(ctx, &o, &town, &sum);
    wg_mem_fail_at(0);
    wg_town_free(&town);
    town = (wg_town){0};
    assert_int_equal(wg_mem_live(), live);
    if (st != WG_OK && st != WG_ERR_NOMEM)
      fail_msg("allocation %llu: %s", (unsigned long long)k, wg_error(ctx));
  }
  assert_true(k > 100);
}

static void numbers_come_with_the_buildings(void **st) {
  (void)st;
  files(LEFT,
        TEST_BOX("\"楼栋编号\":\"n\",\"党员\":-3", 499400, 3400100, 499420, 3400150) "," TEST_BOX(
            "\"楼栋编号\":\"m\",\"党员\":7.6251,\"层数\":2", 499100, 3400100, 499120, 3400150),
        ROAD);
  o.criterion_fields = (const char *const[]){"层数", "党员"};
  o.n_criterion_fields = 2;
  read_ok();
  assert_int_equal(town.numbers, 2);
  assert_string_equal(town.number[0].name, "层数");
  assert_string_equal(town.building.v[0].id, "m");
  assert_true(town.number[0].value.v[0] == 2 && town.number[0].value.v[1] == 0);
  assert_true(town.number[1].value.v[0] == 7.625 && town.number[1].value.v[1] == 0);
  o.criterion_fields = (const char *const[]){"层数", "党人"};
  refused(WG_ERR_USAGE, "\"党人\": no such field");
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {T(small_town),
                                     T(order_and_threads),
                                     T(codes_of_our_own),
                                     T(bad_features),
                                     T(refusals),
                                     T(crs_of_the_layer),
                                     T(numbers_come_with_the_buildings),
                                     T(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
