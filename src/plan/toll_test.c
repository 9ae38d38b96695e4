#include "plan/toll.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/rng.h"

/* wg_penalty(h) >= toll x h + least for every h, and nearly equal for one. */
static void tolls_bound_penalties(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 400; seed++) {
    wg_rng r = wg_rng_init(seed, 2);
    wg_score s = {.min = 300, .max = 600, .target = 400 + wg_rng_below(&r, 100)};
    if (seed % 8) s.balance = 100 + wg_rng_below(&r, 3000);
    bool wild = seed % 2;
    int64_t from = wg_rng_below(&r, 800);
    double toll = 100 * wg_rng_unit(&r) - 50, near = INFINITY, at;
    if (wild && wg_rng_below(&r, 3) == 0) toll *= WG_MISS / 10;
    double least = wg_toll_least(&s, wild, from, toll, &at);
    for (int64_t h = from; h < 3000; h++) {
      bool counts = wild || (h >= s.min && h <= s.max) || (from > s.max && h == from);
      if (!counts) continue;
      double over = wg_penalty(&s, h) - toll * (double)h - least;
      assert_true(over >= -1e-6 * (1 + fabs(least)));
      near = fmin(near, over);
      if (fabs((double)h - at) <= 0.5) assert_true(over <= 1e-6 * fabs(least) + s.balance * 1e-4);
    }
    if (!wild || fabs(toll) < WG_MISS)
      assert_true(near <= 1e-6 * fabs(least) + s.balance * 1e-4 + 1e-6);
  }
}

static void no_number_fits(void **state) {
  (void)state;
  wg_score s = {.min = 300, .max = 200, .target = 250, .balance = 10};
  assert_true(isinf(wg_toll_least(&s, false, 0, 1, NULL)));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(tolls_bound_penalties),
      cmocka_unit_test(no_number_fits),
  };
  return cmocka_run_group_tests_name("plan/toll", tests, NULL, NULL);
}
