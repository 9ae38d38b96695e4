#include "plan/score.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void assert_near(double a, double b) { assert_true(fabs(a - b) <= 1e-12 * (1 + fabs(b))); }

static void borders_cost_by_class(void **state) {
  (void)state;
  wg_weights w = {1, 1, 1, 2};
  double on_m[WG_BORDER_CLASSES] = {0};
  on_m[WG_LINE_RIVER] = 10;
  on_m[WG_LINE_LOCAL] = 5;
  on_m[WG_BORDER_OPEN] = 3;
  assert_near(wg_border_price(&w, on_m),
              10 * wg_line_factor(WG_LINE_RIVER) + 5 + 3 * 2 * WG_FACTOR_OPEN);
}

static void weights_multiply_their_terms(void **state) {
  (void)state;
  wg_weights one = {1, 1, 1, 1}, other = {2, 3, 0.5, 1};
  wg_score a = {.min = 300, .max = 600, .target = 450}, b = a;
  wg_score_weigh(&a, &one, 200);
  wg_score_weigh(&b, &other, 200);
  /* 100 x 400 m about its own middle: off target, longer than wide */
  wg_sums s = {.households = 360, .mass = 40000, .inertia = 40000.0 * (100 * 100 + 400 * 400) / 12};
  wg_part_terms x = wg_part_terms_of(&a, &s), y = wg_part_terms_of(&b, &s);
  assert_near(x.balance, WG_BALANCE * 200 * 0.04);
  assert_near(x.shape, WG_SHAPE * 200 * (2 * M_PI * (170000.0 / 12) / 40000 - 1));
  assert_near(y.balance, 2 * x.balance);
  assert_near(y.shape, 3 * x.shape);
  assert_near(wg_crossing_price(&other, 10), wg_crossing_price(&one, 10) / 2);
}

static void terms_add_up_to_the_cost(void **state) {
  (void)state;
  wg_weights w = {1, 1, 1, 1};
  wg_score s = {.min = 300, .max = 600, .target = 450, .seeded = true};
  s.criterion[0] = (wg_criterion){.target = 10, .tolerance = 0.1, .weight = 50};
  wg_score_weigh(&s, &w, 200);
  for (int64_t households = 0; households < 1000; households += 90) {
    wg_sums x = {.households = households, .seeds = households / 300, .mass = 40000};
    x.criterion[0] = 14;
    x.inertia = 5e8;
    x.apart[0] = 2;
    wg_part_terms t = wg_part_terms_of(&s, &x);
    double misses = households < 300   ? (double)(301 - households)
                    : households > 600 ? (double)(households - 599)
                                       : 0;
    misses += fabs((double)(households / 300) - 1) + 1; /* seeds; a pair that is not apart */
    assert_near(t.bounds, WG_MISS * misses);
    assert_near(t.criteria, 50 * 9);
    assert_near(wg_part_cost(&s, &x), t.balance + t.shape + t.criteria + t.bounds);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(borders_cost_by_class),
      cmocka_unit_test(weights_multiply_their_terms),
      cmocka_unit_test(terms_add_up_to_the_cost),
  };
  return cmocka_run_group_tests_name("plan/score-weights", tests, NULL, NULL);
}
