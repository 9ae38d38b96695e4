/* Tests of the median in little memory. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/rng.h"
#include "read/sizes.h"

static int by_value(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void median_is_right_to_six_percent(void **state) {
  (void)state;
  static double all[999];
  wg_rng rng = wg_rng_init(7, 0);
  for (int round = 0; round < 50; round++) {
    wg_sizes s = {0};
    for (int i = 0; i < 999; i++) {
      all[i] = ldexp(1 + (double)(wg_rng_next(&rng) >> 40), (int)(wg_rng_next(&rng) % 20) - 30);
      wg_sizes_add(&s, all[i]);
    }
    qsort(all, 999, sizeof *all, by_value);
    double m = wg_sizes_median(&s);
    assert_true(fabs(m / all[499] - 1) < 0.0626);
  }
}

static void what_is_no_size_does_not_count(void **state) {
  (void)state;
  wg_sizes s = {0};
  assert_true(isnan(wg_sizes_median(&s)));
  wg_sizes_add(&s, 0);
  wg_sizes_add(&s, -3);
  wg_sizes_add(&s, NAN);
  wg_sizes_add(&s, INFINITY);
  assert_int_equal(s.n, 0);
  wg_sizes_add(&s, 5e-324); /* the smallest and largest there are */
  wg_sizes_add(&s, 1.7e308);
  assert_int_equal(s.n, 2);
}

static void those_far_above_are_counted(void **state) {
  (void)state;
  wg_sizes s = {0};
  for (int i = 0; i < 10; i++) wg_sizes_add(&s, 100);
  wg_sizes_add(&s, 100000);
  wg_sizes_add(&s, 1e9);
  assert_int_equal(wg_sizes_above(&s, 100000), 1);
  assert_int_equal(wg_sizes_above(&s, 100), 2);
  assert_int_equal(wg_sizes_above(&s, 1e9), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(median_is_right_to_six_percent),
      cmocka_unit_test(what_is_no_size_does_not_count),
      cmocka_unit_test(those_far_above_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
