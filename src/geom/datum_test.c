/* Parameters against PROJ's own program cct; chains of steps; what is refused. */
#include "geom/datum.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "geom/gcj02.h"

static wg_ctx *ctx;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  return 0;
}
static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return 0;
}

static void near2(const double xy[2], double x, double y, double tolerance) {
  if (!(fabs(xy[0] - x) <= tolerance && fabs(xy[1] - y) <= tolerance))
    fail_msg("%.7f %.7f is not %.7f %.7f", xy[0], xy[1], x, y);
}

static void through(const char *from, const wg_datum *d, const char *to, double xy[2]) {
  wg_transform *t;
  if (wg_transform_new_by(ctx, from, d, to, false, &t) != WG_OK) fail_msg("%s", wg_error(ctx));
  wg_transform *c = wg_transform_clone(t);
  double copy[2] = {xy[0], xy[1]};
  assert_true(wg_transform_points(t, xy, 1));
  assert_true(wg_transform_points(c, copy, 1));
  assert_memory_equal(copy, xy, sizeof copy);
  wg_transform_free(c);
  wg_transform_free(t);
}

/* Made up: no town's parameters. */
static wg_datum seven(bool frame) {
  return (wg_datum){.method = WG_DATUM_HELMERT,
                    .crs = "EPSG:2384", /* Xian 1980, CM 117E */
                    .target = "EPSG:4490",
                    .shift = {-123.4, 56.7, -8.9},
                    .rotation = {1.1, -2.2, 3.3},
                    .scale_ppm = 4.4,
                    .coordinate_frame = frame};
}

static wg_datum four(void) {
  double theta = 1234.5 / 3600 * 3.14159265358979323846 / 180;
  return (wg_datum){.method = WG_DATUM_PLANE,
                    .target = "EPSG:4548",
                    .shift = {460000, 3350000},
                    .a = 1.000012 * cos(theta),
                    .b = 1.000012 * sin(theta)};
}

/* cct +proj=pipeline +step +inv +proj=tmerc +lon_0=117 +x_0=500000 +a=6378140 +rf=298.257
 *   +step +proj=push +v_3 +step +proj=cart +a=6378140 +rf=298.257
 *   +step +proj=helmert +x=-123.4 +y=56.7 +z=-8.9 +rx=1.1 +ry=-2.2 +rz=3.3 +s=4.4 +convention=...
 *   +step +inv +proj=cart +ellps=GRS80 +step +proj=pop +v_3
 *   +step +proj=tmerc +lon_0=117 +x_0=500000 +ellps=GRS80 */
static void seven_parameters(void **s) {
  (void)s;
  wg_datum d = seven(false);
  double xy[2] = {626000.123, 3423456.789};
  through(NULL, &d, "EPSG:4548", xy);
  near2(xy, 626209.056639, 3423391.847755, 1e-4);
  d = seven(true);
  double other[2] = {626000.123, 3423456.789};
  through(NULL, &d, "EPSG:4548", other);
  near2(other, 625956.060946, 3423393.506742, 1e-4);
}

/* A layer in another plane of the same datum, or in its degrees, comes to the same place. */
static void the_datum_not_the_plane(void **s) {
  (void)s;
  wg_datum d = seven(false);
  static const char *const own[] = {"EPSG:2363", "EPSG:4610",
                                    "EPSG:2385"}; /* zone 39, degrees, 120E */
  for (int i = 0; i < 3; i++) {
    double xy[2] = {626000.123, 3423456.789};
    assert_true(wg_datum_leads_from(&d, own[i]));
    through("EPSG:2384", NULL, own[i], xy);
    through(own[i], &d, "EPSG:4548", xy);
    near2(xy, 626209.056639, 3423391.847755, 1e-4);
  }
  assert_false(wg_datum_leads_from(&d, "EPSG:4548"));
  assert_false(wg_datum_leads_from(&d, "EPSG:2436")); /* Beijing 1954 */
}

/* cct +proj=helmert +x=460000 +y=3350000 +theta=-1234.5 +s=1.000012, whose theta runs clockwise */
static void four_parameters(void **s) {
  (void)s;
  wg_datum d = four();
  double xy[2] = {53000.5, 71000.25};
  through("", &d, "EPSG:4548", xy);
  near2(xy, 512575.245919, 3421317.041583, 1e-5);
  double lonlat[2] = {53000.5, 71000.25};
  wg_transform *t;
  assert_int_equal(wg_transform_new_lonlat_by(ctx, NULL, &d, &t), WG_OK);
  assert_true(wg_transform_points(t, lonlat, 1));
  wg_transform_free(t);
  through("EPSG:4490", NULL, "EPSG:4548", lonlat);
  near2(lonlat, xy[0], xy[1], 1e-6);
}

static void four_parameters_of_a_known_plane(void **s) {
  (void)s;
  wg_datum d = four();
  d.crs = "EPSG:2384";
  d.a = 1, d.b = 0, d.shift[0] = 100, d.shift[1] = -50;
  double xy[2] = {626000, 3423000};
  through(NULL, &d, "EPSG:4548", xy);
  near2(xy, 626100, 3422950, 1e-9);
  double zone[2] = {39626000, 3423000}; /* the same with the zone in front */
  through("EPSG:2363", &d, "EPSG:4548", zone);
  near2(zone, 626100, 3422950, 1e-6);
}

static void swapped_columns(void **s) {
  (void)s;
  double xy[2] = {30.92, 118.33}, straight[2] = {118.33, 30.92};
  through("swapped:EPSG:4490", NULL, "EPSG:4548", xy);
  through("EPSG:4490", NULL, "EPSG:4548", straight);
  near2(xy, straight[0], straight[1], 0);
  double back[2] = {3423000, 626000};
  through("swapped:EPSG:4548", NULL, "EPSG:4548", back);
  near2(back, 626000, 3423000, 0);
}

static void map_services(void **s) {
  (void)s;
  double wgs[2] = {118.33, 30.92}, gcj[2] = {118.33, 30.92};
  wg_wgs84_to_gcj02(gcj);
  double bd[2] = {gcj[0], gcj[1]}, degrees[2] = {gcj[0], gcj[1]}, yx[2] = {gcj[1], gcj[0]};
  wg_gcj02_to_bd09(bd);
  through("EPSG:4326", NULL, "EPSG:4548", wgs);
  through("gcj02", NULL, "EPSG:4548", gcj);
  through("BD09", NULL, "EPSG:4548", bd);
  through("swapped:gcj02", NULL, "EPSG:4548", yx);
  through("gcj02", NULL, "EPSG:4490", degrees);
  near2(gcj, wgs[0], wgs[1], 1e-4);
  near2(yx, gcj[0], gcj[1], 0);
  near2(bd, wgs[0], wgs[1], 1e-2);
  near2(degrees, 118.33, 30.92, 1e-9);
  assert_string_equal(wg_crs_shift_name("swapped:BD09"), "bd09");
  assert_null(wg_crs_shift_name("EPSG:4326"));
}

static void refused(wg_datum d, const char *words) {
  assert_int_equal(wg_datum_check(ctx, &d), WG_ERR_DATA);
  if (!strstr(wg_error(ctx), words)) fail_msg("\"%s\" not in: %s", words, wg_error(ctx));
}

static void what_does_not_fit(void **s) {
  (void)s;
  wg_datum d = seven(false);
  assert_int_equal(wg_datum_check(ctx, &d), WG_OK);
  d.crs = NULL;
  refused(d, "\"crs\" is missing");
  d.crs = "+proj=secret +lon_0=1";
  refused(d, "\"crs\" is no coordinate reference system");
  assert_null(strstr(wg_error(ctx), "secret"));
  d.crs = "+proj=longlat +ellps=krass +towgs84=1,2,3";
  refused(d, "parameters of its own");
  d = seven(false);
  d.target = "EPSG:4548";
  refused(d, "\"target\" is no geographic CRS");
  d = four();
  assert_int_equal(wg_datum_check(ctx, &d), WG_OK);
  d.crs = "EPSG:4610";
  refused(d, "\"crs\" is no plane");
  d = four();
  d.target = "EPSG:4490";
  refused(d, "\"target\" is no plane");
}

static void memory_runs_out(void **s) {
  (void)s;
  wg_datum d = seven(false);
  wg_status st = WG_ERR_NOMEM;
  int64_t live = wg_mem_live();
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_transform *t, *c = NULL;
    wg_mem_fail_at(k);
    st = wg_transform_new_by(ctx, NULL, &d, "EPSG:4548", false, &t);
    if (st == WG_OK && !(c = wg_transform_clone(t))) st = WG_ERR_NOMEM;
    wg_mem_fail_at(0);
    wg_transform_free(c);
    wg_transform_free(t);
    assert_int_equal(wg_mem_live(), live);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(seven_parameters),  cmocka_unit_test(the_datum_not_the_plane),
      cmocka_unit_test(four_parameters),   cmocka_unit_test(four_parameters_of_a_known_plane),
      cmocka_unit_test(swapped_columns),   cmocka_unit_test(map_services),
      cmocka_unit_test(what_does_not_fit), cmocka_unit_test(memory_runs_out)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
