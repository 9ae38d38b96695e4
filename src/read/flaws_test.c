/* Tests of what is counted wrong with geometries. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "read/flaws.h"

/* One ring or line as a feature. */
static wg_feature feature(wg_geom_type type, const double *xy, uint32_t points) {
  static uint32_t start[2];
  static const uint8_t hole[1] = {0};
  static int64_t fid;
  start[1] = points;
  return (wg_feature){
      .fid = ++fid, .type = type, .n_rings = 1, .start = start, .hole = hole, .xy = xy};
}

static void add(wg_flaws *f, wg_geom_type type, const double *xy, uint32_t points) {
  wg_feature ft = feature(type, xy, points);
  assert_true(wg_flaws_add(f, &ft));
}

static wg_geometry_sum sum(wg_flaws *f) {
  wg_geometry_sum s;
  assert_true(wg_flaws_sum(f, &s));
  wg_flaws_free(f);
  return s;
}

static const double square[] = {0, 10, 20, 10, 20, 30, 0, 30, 0, 10};
static const double bow_tie[] = {100, 0, 120, 20, 120, 0, 100, 20, 100, 0};
static const double open_square[] = {200, 0, 220, 0, 220, 20, 200, 20};
static const double speck[] = {300, 0, 300.5, 0, 300.5, 0.5, 300, 0.5, 300, 0};

static void each_fault_is_counted(void **state) {
  (void)state;
  const double bad[] = {400, 0, NAN, 1, 400, 3, 400, 0};
  const double zero[] = {0, 0, 30, 0, 30, 30, 0, 0};
  wg_flaws *f = wg_flaws_new(WG_UNIT_METRES, 1);
  assert_non_null(f);
  add(f, WG_GEOM_POLYGON, square, 5);
  add(f, WG_GEOM_POLYGON, square, 5);
  add(f, WG_GEOM_POLYGON, bow_tie, 5);
  add(f, WG_GEOM_POLYGON, open_square, 4);
  add(f, WG_GEOM_POLYGON, speck, 5);
  add(f, WG_GEOM_POLYGON, bad, 4);
  add(f, WG_GEOM_POLYGON, zero, 4);
  wg_feature none = {.type = WG_GEOM_NONE, .traits = WG_TRAIT_NULL};
  wg_feature empty = {.type = WG_GEOM_NONE};
  assert_true(wg_flaws_add(f, &none) && wg_flaws_add(f, &empty));
  wg_geometry_sum s = sum(f);
  assert_int_equal(s.polygons, 7);
  assert_int_equal(s.faults.duplicates, 1);
  assert_int_equal(s.faults.invalid, 1);
  assert_string_equal(s.faults.invalid_why, "self-intersection");
  assert_int_equal(s.faults.unclosed, 1);
  assert_int_equal(s.faults.tiny, 2); /* the speck, and the bow tie whose halves cancel out */
  assert_int_equal(s.faults.not_finite, 1);
  assert_int_equal(s.faults.at_zero, 1);
  assert_int_equal(s.faults.no_geometry, 1);
  assert_int_equal(s.faults.empty, 1);
  assert_int_equal(s.faults.huge, 0);
  assert_true(s.x_min == 0 && s.x_max == 400 && s.y_max == 30);
}

static void traits_and_kinds(void **state) {
  (void)state;
  const double line[] = {0, 0, 1000, 0};
  const double dot[] = {5, 5};
  wg_flaws *f = wg_flaws_new(WG_UNIT_METRES, 1);
  assert_non_null(f);
  wg_feature ft = feature(WG_GEOM_LINE, line, 2);
  ft.traits = WG_TRAIT_Z | WG_TRAIT_M | WG_TRAIT_CURVE;
  assert_true(wg_flaws_add(f, &ft));
  add(f, WG_GEOM_POINT, dot, 1);
  wg_geometry_sum s = sum(f);
  assert_true(s.lines == 1 && s.points == 1 && s.polygons == 0);
  assert_true(s.faults.with_z == 1 && s.faults.with_m == 1 && s.faults.curves == 1);
  assert_true(fabs(s.median_m / 1000 - 1) < 0.07);
}

/* A building of 20 m is no larger for being written in degrees, and no less judged. */
static void degrees_are_scaled(void **state) {
  (void)state;
  const double house[] = {118, 31, 118.0002, 31, 118.0002, 31.0002, 118, 31.0002, 118, 31};
  const double tie[] = {118, 31, 118.0002, 31.0002, 118.0002, 31, 118, 31.0003, 118, 31};
  const double far[] = {518, 31, 519, 31, 519, 32, 518, 31};
  wg_flaws *f = wg_flaws_new(WG_UNIT_DEGREES, 0);
  assert_non_null(f);
  add(f, WG_GEOM_POLYGON, house, 5);
  add(f, WG_GEOM_POLYGON, tie, 5);
  wg_geometry_sum s = sum(f);
  assert_int_equal(s.faults.invalid, 1);
  assert_int_equal(s.faults.tiny, 0);
  assert_int_equal(s.faults.off_globe, 0);
  assert_true(s.degrees);
  f = wg_flaws_new(WG_UNIT_BY_NUMBERS, 0);
  assert_non_null(f);
  add(f, WG_GEOM_POLYGON, house, 5);
  assert_true(fabs(sum(f).median_m2 / 425 - 1) < 0.07);
  f = wg_flaws_new(WG_UNIT_DEGREES, 0);
  assert_non_null(f);
  add(f, WG_GEOM_POLYGON, far, 4);
  assert_int_equal(sum(f).faults.off_globe, 1);
}

/* A continent in degrees, and numbers at the end of what a double holds. */
static void large_shapes_fit_the_lattice(void **state) {
  (void)state;
  const double world[] = {-180, -90, 180, -90, 180, 90, -180, 90, -180, -90};
  const double beyond[] = {-1e300, -1e300, 1e300, -1e300, 1e300, 1e300, -1e300, -1e300};
  wg_flaws *f = wg_flaws_new(WG_UNIT_BY_NUMBERS, 0);
  assert_non_null(f);
  add(f, WG_GEOM_POLYGON, world, 5);
  add(f, WG_GEOM_POLYGON, beyond, 4);
  wg_geometry_sum s = sum(f);
  assert_int_equal(s.faults.invalid, 0);
  assert_false(s.degrees);
}

static void one_far_larger_is_huge(void **state) {
  (void)state;
  const double whale[] = {0, 0, 5000, 0, 5000, 5000, 0, 5000, 0, 0};
  double house[10];
  wg_flaws *f = wg_flaws_new(WG_UNIT_METRES, 1);
  assert_non_null(f);
  for (int i = 0; i < 9; i++) {
    memcpy(house, square, sizeof house);
    for (size_t k = 0; k < 10; k += 2) house[k] += 40 * i;
    add(f, WG_GEOM_POLYGON, house, 5);
  }
  add(f, WG_GEOM_POLYGON, whale, 5);
  wg_geometry_sum s = sum(f);
  assert_int_equal(s.faults.huge, 1);
  assert_int_equal(s.faults.duplicates, 0);
}

static void memory_may_run_out(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_mem_fail_at(at);
    wg_flaws *f = wg_flaws_new(WG_UNIT_METRES, 1);
    wg_geometry_sum s;
    wg_feature one = feature(WG_GEOM_POLYGON, square, 5);
    bool ok = f && wg_flaws_add(f, &one);
    wg_feature two = feature(WG_GEOM_POLYGON, bow_tie, 5);
    ok = ok && wg_flaws_add(f, &two) && wg_flaws_sum(f, &s);
    wg_mem_fail_at(0);
    wg_flaws_free(f);
    assert_int_equal(wg_mem_live(), live);
    if (ok) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_fault_is_counted),  cmocka_unit_test(traits_and_kinds),
      cmocka_unit_test(degrees_are_scaled),     cmocka_unit_test(large_shapes_fit_the_lattice),
      cmocka_unit_test(one_far_larger_is_huge), cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
