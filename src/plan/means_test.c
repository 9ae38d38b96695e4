#include "plan/means.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/mem.h"

/* A w x h rectangle, seen from its own middle. */
static wg_mean_grid grid(uint32_t district, int64_t households, double w, double h) {
  return (wg_mean_grid){
      .district = district,
      .min = 300,
      .max = 600,
      .sums = {.households = households, .mass = w * h, .inertia = w * h * (w * w + h * h) / 12}};
}

static void assert_near(double a, double b) { assert_true(fabs(a - b) <= 1e-9 * (1 + fabs(b))); }

/* District 0 has grids of 400 and 600 on 100 x 100 and 100 x 300 m, district 1 one of 200. */
static void every_district_has_its_own_mean(void **state) {
  (void)state;
  const wg_weights w = {2, 1, 1, 1};
  const wg_mean_grid g[] = {grid(0, 400, 100, 100), grid(1, 200, 50, 50), grid(0, 600, 100, 300)};
  wg_mean_terms t;
  assert_true(wg_means_build(g, 3, 2, &w, &t));
  double side = sqrt(20000);
  assert_near(t.balance, 2 * WG_BALANCE * side * 2 * 0.04);
  assert_near(t.shape, WG_SHAPE * side * (M_PI / 3 - 1 + 2 * M_PI * 10 / 36 - 1) +
                           WG_SHAPE * 50 * (M_PI / 3 - 1));
  assert_near(t.bounds, WG_MISS * 101);
}

static void no_grids_no_terms(void **state) {
  (void)state;
  const wg_weights w = {1, 1, 1, 1};
  wg_mean_terms t;
  assert_true(wg_means_build(NULL, 0, 0, &w, &t));
  assert_true(t.balance == 0 && t.shape == 0 && t.bounds == 0);
  wg_mem_fail_at(1);
  assert_false(wg_means_build(NULL, 0, 0, &w, &t));
  wg_mem_fail_at(0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_district_has_its_own_mean),
      cmocka_unit_test(no_grids_no_terms),
  };
  return cmocka_run_group_tests_name("plan/means", tests, NULL, NULL);
}
