#include "read/points.h"

#include "read/test_files.h"

static wg_ctx *ctx;
static test_dir dir;
static const wg_frame frame = {
    .origin_x = 600000, .origin_y = 3000000, .crs = "EPSG:4548", .srid = 4548};

static wg_status read_text(const char *crs, const char *features, wg_points *p) {
  return wg_points_read(ctx, "seeds", test_geojson(&dir, "p.geojson", crs, features), &frame, p);
}

static void points_of_any_crs(void **state) {
  (void)state;
  wg_points p;
  assert_int_equal(read_text(TEST_GK117,
                             TEST_POINT("", 600001.5, 3000002) "," TEST_GEOMETRY(
                                 "", "MultiPoint", "[[600001,3000002],[600003,3000004]]"),
                             &p),
                   WG_OK);
  assert_int_equal(p.pt.n, 3);
  assert_true(wg_pt_eq(p.pt.v[0], (wg_pt){150, 200}));
  assert_true(wg_pt_eq(p.pt.v[2], (wg_pt){300, 400}));
  assert_true(p.fid.v[1] == p.fid.v[2] && p.fid.v[0] != p.fid.v[1]);
  wg_points_free(&p);
  /* 117 degrees east is the middle of that zone: 500 km */
  assert_int_equal(read_text("OGC:1.3:CRS84", TEST_POINT("", 117, 27), &p), WG_OK);
  assert_true(p.pt.v[0].x > -10000100 && p.pt.v[0].x < -9999900);
  wg_points_free(&p);
}

static void a_point_far_away_is_no_place(void **state) {
  (void)state;
  wg_points p;
  assert_int_equal(read_text(TEST_GK117, TEST_POINT("", 6e9, 0), &p), WG_OK);
  assert_int_equal(p.pt.v[0].x, -WG_COORD_MAX);
  wg_points_free(&p);
}

static void other_layers_are_refused(void **state) {
  (void)state;
  wg_points p;
  assert_int_equal(read_text(TEST_GK117, TEST_BOX("", 0, 0, 1, 1), &p), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "is no point"));
  assert_int_equal(
      read_text(TEST_GK117, "{\"type\":\"Feature\",\"properties\":{},\"geometry\":null}", &p),
      WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "holds no points"));
  const char *csv = test_file(&dir, "p.csv", "a\n1\n", 4);
  assert_int_equal(wg_points_read(ctx, "seeds", csv, &frame, &p), WG_ERR_DATA);
}

static int set_up(void **state) {
  (void)state;
  test_dir_make(&dir);
  return (ctx = wg_ctx_new()) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(points_of_any_crs),
      cmocka_unit_test(a_point_far_away_is_no_place),
      cmocka_unit_test(other_layers_are_refused),
  };
  return cmocka_run_group_tests_name("read/points", tests, set_up, tear_down);
}
