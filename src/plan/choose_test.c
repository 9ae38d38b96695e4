#include "plan/choose.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/rng.h"

enum { N = 8, SETS = 60 };

static bool random_columns(wg_rng *r, wg_pool *p, uint32_t *set, double *cost) {
  for (uint32_t i = 0; i < SETS; i++) {
    uint32_t node[N], n = 0, mask = 0;
    for (uint32_t u = 0; u < N; u++)
      if (wg_rng_below(r, 3) == 0) {
        node[n++] = u;
        mask |= 1u << u;
      }
    if (n == 0) continue;
    uint32_t before = wg_pool_count(p);
    double c = wg_rng_below(r, 100);
    if (!wg_pool_add(p, node, n, c)) return false;
    if (wg_pool_count(p) == before) continue;
    set[before] = mask;
    cost[before] = c;
  }
  return true;
}

/* Least cost of a choice for `left`, with so many columns (0: any). */
static double least_of(const wg_pool *p, const uint32_t *set, const double *cost, uint32_t left,
                       uint32_t parts, uint32_t used) {
  if (left == 0) return parts == 0 || parts == used ? 0 : INFINITY;
  double least = INFINITY;
  for (uint32_t i = 0; i < wg_pool_count(p); i++)
    if ((set[i] & left & -left) && (set[i] & ~left) == 0)
      least = fmin(least, cost[i] + least_of(p, set, cost, left & ~set[i], parts, used + 1));
  return least;
}

static void choices_equal_exhaustive_search(void **state) {
  (void)state;
  int none = 0, some = 0;
  for (uint64_t seed = 0; seed < 300; seed++) {
    wg_rng r = wg_rng_init(seed, 3);
    wg_pool p = {0};
    uint32_t set[SETS];
    double cost[SETS];
    assert_true(random_columns(&r, &p, set, cost));
    double most = 40 + wg_rng_below(&r, 100);
    wg_choice c = {.columns = &p,
                   .cost = cost,
                   .nodes = N,
                   .parts = seed % 3 == 0 ? 3 : 0,
                   .tolerance = 1e-6,
                   .branches = 1000,
                   .least = most};
    double best = least_of(&p, set, cost, (1u << N) - 1, c.parts, 0), sum = 0;
    assert_true(wg_choose(&c));
    assert_true(c.branches > 0);
    if (best >= most) {
      none++;
      assert_int_equal(c.chosen.n, 0);
    } else {
      some++;
      uint32_t covered = 0;
      for (size_t i = 0; i < c.chosen.n; i++) {
        assert_int_equal(covered & set[c.chosen.v[i]], 0);
        covered |= set[c.chosen.v[i]];
        sum += cost[c.chosen.v[i]];
      }
      assert_int_equal(covered, (1u << N) - 1);
      assert_true(fabs(sum - best) < 1e-6 && fabs(c.least - best) < 1e-6);
      if (c.parts) assert_int_equal(c.chosen.n, c.parts);
    }
    WG_VEC_FREE(&c.chosen);
    wg_pool_free(&p);
  }
  assert_true(none > 50 && some > 50);
}

static void branches_run_out(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(1, 3);
  wg_pool p = {0};
  uint32_t set[SETS];
  double cost[SETS];
  assert_true(random_columns(&r, &p, set, cost));
  wg_choice c = {.columns = &p, .cost = cost, .nodes = N, .branches = 0, .least = 250};
  assert_true(wg_choose(&c));
  assert_int_equal(c.branches, 0);
  assert_int_equal(c.chosen.n, 0);
  wg_pool_free(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(choices_equal_exhaustive_search),
      cmocka_unit_test(branches_run_out),
  };
  return cmocka_run_group_tests_name("plan/choose", tests, NULL, NULL);
}
