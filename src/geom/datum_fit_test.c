/* Parameters come back from points that were made by them; what is left where they were not. */
#include "geom/datum_fit.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"

static wg_ctx *ctx;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  return 0;
}
static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

static void four_from_points(void **s) {
  (void)s;
  const double a = 0.99998, b = 0.0123, x0 = 460000.25, y0 = 3350000.75;
  const double at[4][2] = {{50000, 70000}, {61000, 71500}, {55000, 82000}, {48000, 79000}};
  wg_control c[4] = {0};
  for (int i = 0; i < 4; i++) {
    memcpy(c[i].from, at[i], sizeof at[i]);
    c[i].to[0] = x0 + a * at[i][0] - b * at[i][1];
    c[i].to[1] = y0 + b * at[i][0] + a * at[i][1];
  }
  wg_datum d = {.method = WG_DATUM_PLANE, .target = "EPSG:4548"};
  for (size_t n = 2; n <= 4; n += 2) {
    assert_true(wg_fit_plane(c, n, &d));
    assert_true(fabs(d.a - a) < 1e-12 && fabs(d.b - b) < 1e-12);
    assert_true(fabs(d.shift[0] - x0) < 1e-5 && fabs(d.shift[1] - y0) < 1e-5);
  }
  c[1] = c[0];
  assert_false(wg_fit_plane(c, 2, &d)); /* one place */
}

/* A point moved by 0.4 m: no other parameters leave a smaller sum of squares. */
static double squares(wg_datum d, const wg_control *c, size_t n) {
  double left[8][2], sum = 0;
  assert_int_equal(wg_fit_residuals(ctx, &d, c, n, left), WG_OK);
  for (size_t i = 0; i < n; i++) sum += left[i][0] * left[i][0] + left[i][1] * left[i][1];
  return sum;
}

static void least_squares(void **s) {
  (void)s;
  wg_control c[5] = {{{50000, 70000, 0}, {510000, 3420000, 0}},
                     {{60000, 70000, 0}, {520000.4, 3420000, 0}},
                     {{60000, 80000, 0}, {520000, 3430000.1, 0}},
                     {{50000, 80000, 0}, {510000, 3430000, 0}},
                     {{53000, 77000, 0}, {513000, 3427000.2, 0}}};
  wg_datum d = {.method = WG_DATUM_PLANE, .target = "EPSG:4548"};
  assert_true(wg_fit_plane(c, 5, &d));
  double best = squares(d, c, 5);
  assert_true(best > 0.01 && best < 0.21);
  for (int k = 0; k < 8; k++) {
    wg_datum other = d;
    double sign = k % 2 ? 1 : -1;
    if (k / 2 < 2) other.shift[k / 2] += sign * 0.001;
    if (k / 2 == 2) other.a += sign * 1e-9;
    if (k / 2 == 3) other.b += sign * 1e-9;
    assert_true(squares(other, c, 5) > best);
  }
}

/* By cct +proj=pipeline +step +inv +proj=tmerc +lon_0=117 +x_0=500000 +a=6378140 +rf=298.257
 *   +step +proj=cart +a=6378140 +rf=298.257 +step +proj=helmert +x=-123.4 +y=56.7 +z=-8.9
 *   +rx=1.1 +ry=-2.2 +rz=3.3 +s=4.4 +convention=position_vector +step +inv +proj=cart +ellps=GRS80
 *   +step +proj=unitconvert +xy_in=rad +xy_out=deg */
static const wg_control made[] = {
    {{620000, 3420000, 20}, {118.2572444347, 30.8943211928, 139.4456125787}},
    {{632000, 3421000, 35}, {118.3828487174, 30.9020577673, 154.5903677223}},
    {{628000, 3431000, 12}, {118.3422810989, 30.9926690772, 131.4403392496}},
    {{619000, 3429500, 60}, {118.2479005384, 30.9800880324, 179.3393894890}},
    {{626000, 3425000, 30}, {118.3206021074, 30.9387822109, 149.4737675088}}};

static wg_datum seven(void) {
  return (wg_datum){.method = WG_DATUM_HELMERT, .crs = "EPSG:2384", .target = "EPSG:4490"};
}

static void seven_from_points(void **s) {
  (void)s;
  double left[5][2];
  for (size_t n = 3; n <= 4; n++) { /* the last point is not fitted to, and must lie right */
    wg_datum d = seven();
    assert_int_equal(wg_fit_helmert(ctx, made, n, &d), WG_OK);
    assert_true(fabs(d.scale_ppm - 4.4) < 0.01);
    assert_true(fabs(d.rotation[0] - 1.1) < 0.01 && fabs(d.rotation[1] + 2.2) < 0.01 &&
                fabs(d.rotation[2] - 3.3) < 0.01);
    assert_int_equal(wg_fit_residuals(ctx, &d, made, 5, left), WG_OK);
    for (int i = 0; i < 5; i++) /* heights are dropped on the way: 60 m by some 1e-5 */
      if (!(hypot(left[i][0], left[i][1]) < 0.003))
        fail_msg("point %d: %.5f %.5f", i, left[i][0], left[i][1]);
  }
}

static void points_on_a_line(void **s) {
  (void)s;
  wg_control c[3] = {made[0], made[0], made[0]};
  c[1].from[0] += 5000, c[2].from[0] += 9000;
  c[1].to[0] += 0.05, c[2].to[0] += 0.09;
  wg_datum d = seven();
  assert_int_equal(wg_fit_helmert(ctx, c, 3, &d), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "nearly on one line"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(four_from_points), cmocka_unit_test(least_squares),
      cmocka_unit_test(seven_from_points), cmocka_unit_test(points_on_a_line)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
