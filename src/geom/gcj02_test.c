/* GCJ-02 and BD-09 against published and computed places, against the formula as it went public
 * (with libm), and there and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/rng.h"
#include "geom/gcj02.h"

#define PI 3.14159265358979323846
#define METRE (1 / 111000.0) /* in degrees, roughly */

static double degrees_off(const double *a, const double *b) {
  return fmax(fabs(a[0] - b[0]), fabs(a[1] - b[1]));
}

static const struct {
  const char *name;
  double wgs[2], gcj[2], bd[2];
} places[] = {
    {"Nanling",
     {118.33, 30.92},
     {118.335296936063, 30.9178608083052},
     {118.341716805201, 30.9241038338195}},
    {"Nantong",
     {120.95, 31.9},
     {120.954274527942, 31.8978983908349},
     {120.960665393214, 31.9042403997358}},
    {"Suzhou",
     {120.57, 31.34},
     {120.574201131761, 31.3378442197147},
     {120.580696184615, 31.3439271938515}},
    {"Changsha",
     {113.02, 28.2},
     {113.025715511913, 28.1967082566546},
     {113.032150170934, 28.2029560022653}},
    {"Panjin",
     {122.07, 41.12},
     {122.075491590917, 41.1220914555741},
     {122.08200922507, 41.1279817512215}},
    {"Beijing",
     {116.377817, 39.911954},
     {116.384047224557, 39.9133454553607},
     {116.390454713108, 39.9195755509659}},
    {"Shanghai",
     {121.5272106, 31.1774276},
     {121.531541859215, 31.175303983646},
     {121.538015686439, 31.1813286068745}},
    {"Shenzhen",
     {113.912316, 22.543847},
     {113.917176480836, 22.5407961316948},
     {113.923684729267, 22.5466674377511}},
    {"Urumqi",
     {87.6168, 43.8256},
     {87.6196499494693, 43.8268053931112},
     {87.6260997708157, 43.8329497947933}},
    {"Mohe",
     {122.37, 53.48},
     {122.377559488324, 53.4820601213279},
     {122.38398086141, 53.4881943458128}},
    {"Sanya",
     {109.5119, 18.2528},
     {109.515984294827, 18.2510947917356},
     {109.522531791739, 18.2568765537591}},
    {"Kashgar",
     {75.9898, 39.4704},
     {75.9927549902303, 39.4706270260375},
     {75.9992636470556, 39.4765899090999}},
    {"on 105 E",
     {105, 30},
     {105.003005558133, 29.9973243752173},
     {105.009413992432, 30.0036347243121}},
    {"105 E 35 N",
     {105, 35},
     {105.003286241457, 34.9990986322353},
     {105.009666828319, 35.005403668457}},
    {"Yongzhou",
     {111.43877780269, 27.2239053737866},
     {111.444396607088, 27.2207189375981},
     {111.450903775545, 27.2266182302498}},
    {"Beijing centre",
     {116.404, 39.915},
     {116.410244499169, 39.9164042815016},
     {116.416627243787, 39.9226995522162}},
};

static void known_places(void **s) {
  (void)s;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    double p[2] = {places[i].wgs[0], places[i].wgs[1]}, back[2];
    wg_wgs84_to_gcj02(p);
    if (!(degrees_off(p, places[i].gcj) < 1e-11)) fail_msg("%s to GCJ-02", places[i].name);
    memcpy(back, p, sizeof p);
    wg_gcj02_to_bd09(p);
    if (!(degrees_off(p, places[i].bd) < 1e-11)) fail_msg("%s to BD-09", places[i].name);
    wg_gcj02_to_wgs84(back, 1);
    if (!(degrees_off(back, places[i].wgs) < 1e-4 * METRE)) fail_msg("%s back", places[i].name);
    wg_bd09_to_wgs84(p, 1);
    if (!(degrees_off(p, places[i].wgs) < 1e-4 * METRE)) fail_msg("%s from BD-09", places[i].name);
  }
}

static void published_bd09(void **s) {
  (void)s;
  double p[2] = {116.404, 39.915}, q[2] = {120, 30};
  wg_gcj02_to_bd09(p);
  assert_true(degrees_off(p, (double[]){116.41036949371029, 39.92133699351021}) < 1e-12);
  wg_wgs84_to_gcj02(q);
  wg_gcj02_to_bd09(q);
  assert_true(degrees_off(q, (double[]){120.011070620552, 30.0038830555128}) < 1e-11);
}

/* The formula with libm, written as everywhere. */
static void plainly(double lon, double lat, double out[2]) {
  const double a = 6378245.0, ee = 0.00669342162296594323;
  double x = lon - 105, y = lat - 35, both = (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3;
  double dlat = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + both;
  dlat += (20 * sin(y * PI) + 40 * sin(y / 3 * PI)) * 2 / 3;
  dlat += (160 * sin(y / 12 * PI) + 320 * sin(y * PI / 30)) * 2 / 3;
  double dlon = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + both;
  dlon += (20 * sin(x * PI) + 40 * sin(x / 3 * PI)) * 2 / 3;
  dlon += (150 * sin(x / 12 * PI) + 300 * sin(x / 30 * PI)) * 2 / 3;
  double rad = lat / 180 * PI, magic = 1 - ee * sin(rad) * sin(rad), root = sqrt(magic);
  out[0] = lon + dlon * 180 / (a / root * cos(rad) * PI);
  out[1] = lat + dlat * 180 / (a * (1 - ee) / (magic * root) * PI);
}

static double between(wg_rng *g, double min, double max) {
  return min + (max - min) * wg_rng_unit(g);
}

static void random_in_box(wg_rng *g, double p[2]) {
  p[0] = between(g, 72.004, 137.8347);
  p[1] = between(g, 0.8293, 55.8271);
}

static void as_the_plain_formula(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(1, 0);
  for (int i = 0; i < 20000; i++) {
    double p[2], want[2];
    random_in_box(&g, p);
    plainly(p[0], p[1], want);
    wg_wgs84_to_gcj02(p);
    if (!(degrees_off(p, want) < 1e-12)) fail_msg("%.17g %.17g", want[0], want[1]);
  }
}

static void there_and_back(const double p[2], double metres) {
  double q[2] = {p[0], p[1]};
  wg_wgs84_to_gcj02(q);
  double b[2] = {q[0], q[1]};
  wg_gcj02_to_wgs84(q, 1);
  if (!(degrees_off(p, q) < metres * METRE)) fail_msg("GCJ-02 %.17g %.17g", p[0], p[1]);
  wg_gcj02_to_bd09(b);
  wg_bd09_to_wgs84(b, 1);
  if (!(degrees_off(p, b) < metres * METRE)) fail_msg("BD-09 %.17g %.17g", p[0], p[1]);
}

static void back_within_hundredths_of_millimetres(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(2, 0);
  double p[2];
  for (int i = 0; i < 50000; i++) random_in_box(&g, p), there_and_back(p, 1e-5);
}

/* There the shift goes with the square root of the distance. */
static void back_beside_105_east(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(3, 0);
  for (int i = 0; i < 20000; i++) {
    double p[2];
    random_in_box(&g, p);
    p[0] = 105 + (i % 2 ? 1 : -1) * (i % 16 ? pow(10, -i % 16) : 0);
    there_and_back(p, 1e-5);
  }
}

/* What was moved is moved back, on the edge too; what was not is not. */
static void at_the_edge(void **s) {
  (void)s;
  static const double edge[4] = {72.004, 0.8293, 137.8347, 55.8271};
  wg_rng g = wg_rng_init(4, 0);
  for (int i = 0; i < 20000; i++) {
    double p[2], in = (i & 4) ? 0 : pow(10, -(double)wg_rng_below(&g, 16));
    random_in_box(&g, p);
    p[i & 1] = edge[i & 3] + ((i & 3) < 2 ? in : -in);
    if (i & 8) p[!(i & 1)] = edge[!(i & 1)];
    if (!wg_gcj02_outside(p[0], p[1])) there_and_back(p, 1e-5);
  }
}

static void outside_passes(void **s) {
  (void)s;
  static const double out[][2] = {
      {71.99, 30}, {137.86, 30}, {100, 0.8},  {100, 55.85}, {-105, 35},    {105, -35},     {0, 0},
      {180, 90},   {-180, -90},  {1e300, 30}, {105, 1e308}, {500000, 3e6}, {-1e300, 1e300}};
  for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
    double p[2] = {out[i][0], out[i][1]};
    assert_true(wg_gcj02_outside(p[0], p[1]));
    wg_wgs84_to_gcj02(p);
    wg_gcj02_to_wgs84(p, 1);
    assert_memory_equal(p, out[i], sizeof p);
  }
}

static void bd09_on_all_the_globe(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(5, 0);
  for (int i = 0; i < 20000; i++) {
    double p[2] = {between(&g, -180, 180), between(&g, -90, 90)}, b[2] = {p[0], p[1]};
    if (i == 0) p[0] = p[1] = b[0] = b[1] = 0;
    wg_gcj02_to_bd09(b);
    assert_true(hypot(b[0] - p[0], b[1] - p[1]) < 0.01);
    assert_true(hypot(b[0] - p[0], b[1] - p[1]) > 0.007);
    wg_bd09_to_gcj02(b, 1);
    assert_true(degrees_off(b, p) < 1e-5 * METRE);
  }
}

static void not_finite_stays(void **s) {
  (void)s;
  static const double bad[] = {NAN, INFINITY, -INFINITY};
  for (int i = 0; i < 6; i++) {
    double all[5][2];
    for (int k = 0; k < 5; k++) all[k][i / 3] = bad[i % 3], all[k][1 - i / 3] = 31;
    wg_wgs84_to_gcj02(all[0]);
    wg_gcj02_to_bd09(all[1]);
    wg_gcj02_to_wgs84(all[2], 1);
    wg_bd09_to_gcj02(all[3], 1);
    wg_bd09_to_wgs84(all[4], 1);
    for (int k = 0; k < 5; k++)
      if (isfinite(all[k][i / 3])) fail_msg("%d of %g", k, bad[i % 3]);
  }
}

/* The bits themselves: they must depend neither on the machine nor on the compiler. (GCC 12 with
 * -mfma does contract here, in spite of -ffp-contract=off; the usual flags have no -mfma.) */
static void same_bits(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(6, 0);
  uint64_t sum = 0, bits[2];
  for (int i = 0; i < 1000; i++) {
    double p[2];
    random_in_box(&g, p);
    wg_wgs84_to_gcj02(p);
    wg_gcj02_to_bd09(p);
    wg_bd09_to_wgs84(p, 1);
    memcpy(bits, p, sizeof bits);
    sum = wg_mix64(wg_mix64(sum + bits[0]) + bits[1]);
  }
  assert_int_equal(sum, UINT64_C(0x949eb52f47307eb7));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_places),
      cmocka_unit_test(published_bd09),
      cmocka_unit_test(as_the_plain_formula),
      cmocka_unit_test(back_within_hundredths_of_millimetres),
      cmocka_unit_test(back_beside_105_east),
      cmocka_unit_test(at_the_edge),
      cmocka_unit_test(outside_passes),
      cmocka_unit_test(bd09_on_all_the_globe),
      cmocka_unit_test(not_finite_stays),
      cmocka_unit_test(same_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
