/* Proposals for the numbers of real places, computed by PROJ in the CRS that is to be found. */
#include "geom/crs_guess.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "geom/crs.h"

typedef struct city {
  const char *name, *code;
  double lon, lat;
} city;
static const city cities[] = {
    {"Nanling", "340223001001", 118.33, 30.92}, {"Beijing", "110108", 116.40, 39.91},
    {"Urumqi", "650102", 87.60, 43.80},         {"Kashgar", "653101", 75.99, 39.47},
    {"Harbin", "230102", 126.60, 45.80},        {"Sanya", "460202", 109.50, 18.25},
    {"Guangzhou", "440103", 113.26, 23.13},     {"Shanghai", "310101", 121.47, 31.23},
    {"Lhasa", "540102", 91.11, 29.65},          {"Chengdu", "510104", 104.06, 30.66},
    {"Hailar", "150702", 119.76, 49.21},        {"Golmud", "632801", 94.90, 36.40}};
enum { CITIES = sizeof cities / sizeof *cities };

/* A box of about 5 km around the city in the CRS, columns swapped if asked. */
static void box_in(const city *c, const char *crs, bool swapped, double box[4]) {
  wg_ctx *ctx = wg_ctx_new();
  wg_transform *t;
  double xy[4] = {c->lon - 0.025, c->lat - 0.025, c->lon + 0.025, c->lat + 0.025};
  assert_int_equal(wg_transform_new(ctx, "EPSG:4490", crs, true, &t), WG_OK);
  assert_true(wg_transform_points(t, xy, 2));
  for (int k = 0; k < 2; k++) {
    double a = fmin(xy[k], xy[2 + k]), b = fmax(xy[k], xy[2 + k]);
    box[swapped ? 1 - k : k] = a;
    box[2 + (swapped ? 1 - k : k)] = b;
  }
  wg_transform_free(t);
  wg_ctx_free(ctx);
}

/* The position of the CRS among the proposals, or -1. */
static int rank_of(const wg_crs_hint *hint, const double box[4], const char *crs, bool swapped) {
  wg_crs_candidate c[8];
  size_t n = wg_crs_guess(hint, box, c, 8);
  assert_true(n <= 8);
  for (size_t i = 1; i < n; i++) assert_true(c[i].confidence <= c[i - 1].confidence);
  for (size_t i = 0; i < n; i++)
    if (strcmp(c[i].crs, crs) == 0 && c[i].swapped == swapped) return (int)i;
  return -1;
}

static int nearest_meridian(double lon) { return 3 * (int)floor(lon / 3 + 0.5); }

static void zones_of_chinese_cities(void **s) {
  (void)s;
  for (int i = 0; i < 2 * CITIES; i++) {
    const city *c = &cities[i / 2];
    bool swapped = i % 2;
    int m = nearest_meridian(c->lon);
    double box[4];
    char crs[32];
    snprintf(crs, sizeof crs, "EPSG:%d", 4513 + m / 3 - 25);
    box_in(c, crs, swapped, box);
    assert_int_equal(rank_of(NULL, box, crs, swapped), 0);
    snprintf(crs, sizeof crs, "EPSG:%d", 4491 + (int)(c->lon / 6) + 1 - 13);
    box_in(c, crs, swapped, box);
    assert_int_equal(rank_of(NULL, box, crs, swapped), 0);
    snprintf(crs, sizeof crs, "EPSG:%d", 4534 + (m - 75) / 3);
    box_in(c, crs, swapped, box);
    wg_crs_hint place = {.has_place = true, .lon = c->lon + 0.1, .lat = c->lat - 0.1};
    assert_int_equal(rank_of(&place, box, crs, swapped), 0);
    wg_crs_hint code = {.admin_code = c->code};
    if ((unsigned)rank_of(&code, box, crs, swapped) > 3)
      fail_msg("%s: %s is proposal %d by code", c->name, crs, rank_of(&code, box, crs, swapped));
  }
}

static void meridians_of_the_east_come_first(void **s) {
  (void)s;
  wg_crs_candidate c[8];
  double box[4];
  box_in(&cities[0], "EPSG:4548", false, box);
  assert_int_equal(wg_crs_guess(NULL, box, c, 8), 8); /* Tibet to the coast: nothing tells which */
  assert_true((unsigned)rank_of(NULL, box, "EPSG:4548", false) < 3);
  assert_true(c[0].confidence < 50);
  assert_non_null(strstr(c[0].reason, "Xian 1980 (EPSG:23"));
  assert_non_null(strstr(c[0].reason, "Beijing 1954 (EPSG:24"));
}

static void twins_have_the_same_numbers(void **s) {
  (void)s;
  wg_ctx *ctx = wg_ctx_new();
  static const struct {
    const char *crs, *xian80, *beijing54;
  } twin[] = {{"EPSG:4548", "EPSG:2384", "EPSG:2436"},
              {"EPSG:4527", "EPSG:2363", "EPSG:2415"},
              {"EPSG:4498", "EPSG:2334", "EPSG:21420"}};
  for (int i = 0; i < 3; i++) {
    wg_crs_candidate c[8];
    wg_crs_info a, b;
    double box[4];
    box_in(&cities[0], twin[i].crs, false, box);
    wg_crs_hint place = {.has_place = true, .lon = 118.3, .lat = 30.9};
    assert_true(wg_crs_guess(&place, box, c, 8) > 0);
    assert_string_equal(c[0].crs, twin[i].crs);
    assert_non_null(strstr(c[0].reason, twin[i].xian80));
    assert_non_null(strstr(c[0].reason, twin[i].beijing54));
    for (int k = 0; k < 2; k++) { /* the same zone by name: "... / 3-degree Gauss-Kruger CM 117E" */
      assert_int_equal(wg_crs_describe(ctx, twin[i].crs, &a), WG_OK);
      assert_int_equal(wg_crs_describe(ctx, k ? twin[i].beijing54 : twin[i].xian80, &b), WG_OK);
      assert_string_equal(strrchr(a.name, ' '), strrchr(b.name, ' '));
    }
  }
  wg_ctx_free(ctx);
}

static void degrees(void **s) {
  (void)s;
  double china[4] = {118.3, 30.9, 118.4, 31}, swapped[4] = {30.9, 118.3, 31, 118.4};
  double vologda[4] = {39.8, 59.1, 40.1, 59.3}, xinjiang[4] = {39.4, 75.9, 39.5, 76.1};
  double plan[4] = {0, 0, 130, 80};
  wg_crs_candidate c[8];
  assert_int_equal(rank_of(NULL, china, "EPSG:4490", false), 0);
  assert_int_equal(rank_of(NULL, china, "EPSG:4326", false), 1);
  assert_int_equal(wg_crs_guess(NULL, china, c, 1), 1);
  assert_non_null(strstr(c[0].reason, "GCJ-02"));
  assert_int_equal(rank_of(NULL, swapped, "EPSG:4490", true), 0);
  assert_int_equal(rank_of(NULL, vologda, "EPSG:4326", false), 0);
  assert_int_equal(rank_of(NULL, xinjiang, "EPSG:4490", true), 0);
  assert_true(wg_crs_guess(NULL, plan, c, 8) > 0);
  assert_true(c[0].confidence < 40);
}

static void mercator(void **s) {
  (void)s;
  double box[4];
  box_in(&cities[0], "EPSG:3857", false, box);
  assert_int_equal(rank_of(NULL, box, "EPSG:3857", false), 0);
  wg_crs_candidate c[1];
  assert_int_equal(wg_crs_guess(NULL, box, c, 1), 1);
  assert_non_null(strstr(c[0].reason, "Baidu"));
}

static void utm_needs_a_place(void **s) {
  (void)s;
  const city hanoi = {"Hanoi", NULL, 105.85, 21.03}, monaco = {"Monaco", NULL, 7.42, 43.73},
             sydney = {"Sydney", NULL, 151.2, -33.9};
  double box[4];
  box_in(&monaco, "EPSG:32632", false, box);
  wg_crs_hint place = {.has_place = true, .lon = 7.4, .lat = 43.7};
  assert_int_equal(rank_of(&place, box, "EPSG:32632", false), 0);
  assert_int_equal(rank_of(NULL, box, "EPSG:32632", false), -1);
  box_in(&sydney, "EPSG:32756", false, box);
  place = (wg_crs_hint){.has_place = true, .lon = 151.2, .lat = -33.9};
  assert_int_equal(rank_of(&place, box, "EPSG:32756", false), 0);
  box_in(&hanoi, "EPSG:32648", false, box);
  place = (wg_crs_hint){.has_place = true, .lon = 105.8, .lat = 21.0};
  assert_true(rank_of(&place, box, "EPSG:32648", false) >= 0);
}

static void strays_do_not_count(void **s) {
  (void)s;
  double xy[200], box[4] = {0, 0, 39626000, 3423000}, town[4];
  wg_crs_hint hint = {.xy = xy, .n = 100};
  for (int i = 0; i < 100; i++) {
    xy[2 * i] = i % 50 ? 39625000 + i : 0; /* two buildings at 0, 0 */
    xy[2 * i + 1] = i % 50 ? 3422000 + i : 0;
  }
  memcpy(town, box, sizeof town);
  assert_int_equal(rank_of(NULL, town, "EPSG:4527", false), -1);
  assert_int_equal(rank_of(&hint, town, "EPSG:4527", false), 0);
}

static void nothing_known(void **s) {
  (void)s;
  wg_crs_candidate c[8];
  double nan[4] = {NAN, 0, 1, 1}, inf[4] = {0, 0, INFINITY, 1}, none[4] = {5, 5, 4, 4},
         local[4] = {3000, 4000, 5000, 6000}, absurd[4] = {1e300, 1e300, 2e300, 2e300};
  assert_int_equal(wg_crs_guess(NULL, nan, c, 8), 0);
  assert_int_equal(wg_crs_guess(NULL, inf, c, 8), 0);
  assert_int_equal(wg_crs_guess(NULL, none, c, 8), 0);
  assert_int_equal(wg_crs_guess(NULL, local, c, 8), 0);
  assert_int_equal(wg_crs_guess(NULL, absurd, c, 8), 0);
  assert_int_equal(wg_crs_guess(NULL, local, c, 0), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(zones_of_chinese_cities),
                                     cmocka_unit_test(meridians_of_the_east_come_first),
                                     cmocka_unit_test(twins_have_the_same_numbers),
                                     cmocka_unit_test(degrees),
                                     cmocka_unit_test(mercator),
                                     cmocka_unit_test(utm_needs_a_place),
                                     cmocka_unit_test(strays_do_not_count),
                                     cmocka_unit_test(nothing_known)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
