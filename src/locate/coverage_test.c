/* Polygons of a layer, with what is passed over, the codes' field and the CRS. */
#include "locate/coverage.h"

#include "read/test_files.h"

static wg_ctx *ctx;
static test_dir dir;
static char logged[2000];

static void keep_log(void *user, wg_log_level level, const char *line) {
  (void)user, (void)level;
  size_t n = strlen(logged);
  snprintf(logged + n, sizeof logged - n, "%s\n", line);
}

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  wg_ctx_set_log(ctx, keep_log, NULL);
  test_dir_make(&dir);
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

static void polygons_of_a_layer(void **state) {
  (void)state;
  const char *path = test_geojson(
      &dir, "g.geojson", TEST_GK117,
      TEST_BOX("\"grid_code\":\"B\"", 562000, 3500000, 562100, 3500100) "," TEST_BOX(
          "\"grid_code\":null", 562000, 3500000, 562100,
          3500100) "," TEST_POINT("\"grid_code\":\"P\"", 562000,
                                  3500000) "," TEST_GEOMETRY("\"grid_code\":\"A\"", "MultiPolygon",
                                                             "[[[[0,0],[9,0],[9,9],[0,0]],[[5,1],["
                                                             "6,1],[6,2],[5,1]]],[[[20,0],[29,0],["
                                                             "29,9],[20,0]]]]"));
  wg_polygons p = {0};
  double unit = -1;
  *logged = 0;
  if (wg_coverage_read(ctx, path, NULL, &p, &unit) != WG_OK) fail_msg("%s", wg_error(ctx));
  assert_true(unit == 1);
  assert_string_equal(p.crs, "EPSG:4548");
  assert_string_equal(p.source, path);
  assert_int_equal(p.edition, 0);
  assert_int_equal(p.code.n, 2);
  assert_string_equal(p.code.v[0], "A");
  assert_string_equal(p.code.v[1], "B");
  assert_int_equal(p.first.v[1], 3); /* two parts, one with a hole */
  assert_int_equal(p.first.v[2], 4);
  assert_int_equal(p.xy.n, 2 * (4 + 4 + 4 + 5));
  assert_true(p.xy.v[0] == 0 && p.xy.v[2] + p.xy.v[3] > 0);
  assert_non_null(strstr(logged, "codes from the field \"grid_code\""));
  assert_non_null(strstr(logged, "1 features are no polygons"));
  assert_non_null(strstr(logged, "1 polygons have no code"));
  wg_polygons_free(&p);
}

static void degrees_and_given_fields(void **state) {
  (void)state;
  const char *path = test_geojson(&dir, "d.geojson", "OGC:1.3:CRS84",
                                  TEST_BOX("\"what\":7,\"grid_code\":\"x\"", 118, 31, 118.5, 31.5));
  wg_polygons p = {0};
  double unit = -1;
  assert_int_equal(wg_coverage_read(ctx, path, "what", &p, &unit), WG_OK);
  assert_true(unit == 0);
  assert_string_equal(p.code.v[0], "7");
  wg_polygons_free(&p);
  assert_int_equal(wg_coverage_read(ctx, path, "absent", &p, &unit), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "absent"));
  wg_polygons_free(&p);
  path = test_geojson(&dir, "n.geojson", "OGC:1.3:CRS84", TEST_BOX("\"what\":7", 1, 1, 2, 2));
  assert_int_equal(wg_coverage_read(ctx, path, NULL, &p, &unit), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "--code FIELD, one of: what"));
  wg_polygons_free(&p);
  assert_int_equal(wg_coverage_read(ctx, "/absent.shp", NULL, &p, &unit), WG_ERR_IO);
  wg_polygons_free(&p);
}

/* Of the ones that carry no CRS. */
static void without_a_crs(void **state) {
  (void)state;
  static const char *const boxes[] = {"POLYGON ((0 0,9 0,9 9,0 0))",
                                      "POLYGON ((0 0,900 0,9 9,0 0))",
                                      "POLYGON ((0 0,9 0,9 91,0 0))"};
  for (int k = 0; k < 3; k++) {
    char text[200], spec[200];
    snprintf(text, sizeof text, "grid_code,WKT\nA,\"%s\"\n", boxes[k]);
    snprintf(spec, sizeof spec, "%s", test_file(&dir, "w.csv", text, strlen(text)));
    wg_polygons p = {0};
    double unit = -1;
    *logged = 0;
    if (wg_coverage_read(ctx, spec, NULL, &p, &unit) != WG_OK) fail_msg("%s", wg_error(ctx));
    assert_true(unit == (k ? 1 : 0));
    assert_string_equal(p.crs, "");
    assert_non_null(strstr(logged, k ? "taken for metres" : "taken for degrees"));
    wg_polygons_free(&p);
  }
}

static void units(void **state) {
  (void)state;
  double unit = -1;
  assert_int_equal(wg_coverage_unit(ctx, "EPSG:4490", &unit), WG_OK);
  assert_true(unit == 0);
  assert_int_equal(wg_coverage_unit(ctx, "EPSG:4548", &unit), WG_OK);
  assert_true(unit == 1);
  assert_int_equal(wg_coverage_unit(ctx, "EPSG:2263", &unit), WG_OK); /* US survey feet */
  assert_true(unit > 0.3048 && unit < 0.30481);
  assert_int_equal(wg_coverage_unit(ctx, "nonsense", &unit), WG_ERR_USAGE);
}

static void memory_may_run_out(void **state) {
  (void)state;
  const char *path =
      test_geojson(&dir, "m.geojson", TEST_GK117,
                   TEST_BOX("\"grid_code\":\"B\"", 562000, 3500000, 562100, 3500100) "," TEST_BOX(
                       "\"grid_code\":\"A\"", 562100, 3500000, 562200, 3500100));
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_polygons p = {0};
    double unit;
    wg_mem_fail_at(k);
    st = wg_coverage_read(ctx, path, NULL, &p, &unit);
    wg_mem_fail_at(0);
    if (st != WG_OK && st != WG_ERR_NOMEM) fail_msg("%d: %s", st, wg_error(ctx));
    wg_polygons_free(&p);
    assert_int_equal(wg_mem_live(), live);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(polygons_of_a_layer), cmocka_unit_test(degrees_and_given_fields),
      cmocka_unit_test(without_a_crs),       cmocka_unit_test(units),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/coverage", tests, setup, teardown);
}
