#include "plan/terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "plan/test_graphs.h"

static void terms_make_the_score(void **state) {
  (void)state;
  int64_t h[] = {310, 700, 40};
  wg_graph_edge e[] = {{0, 1, 25, 1}, {1, 2, -5, 1}};
  wg_graph g;
  wg_terms t;
  wg_score s = {.min = 300, .max = 600, .target = 350, .balance = 100};
  assert_true(wg_graph_build(3, h, e, 2, &g));
  assert_true(wg_terms_of(&g, &s, (uint32_t[]){0, 1, 2}, 3, &t));
  assert_int_equal(t.miss, 101 + 261);
  assert_true(t.border == 20);
  double penalty = wg_penalty(&s, 310) + wg_penalty(&s, 700) + wg_penalty(&s, 40);
  assert_true(fabs(t.balance + WG_MISS * (double)t.miss - penalty) < 1e-3);
  wg_graph_free(&g);
}

typedef struct {
  wg_terms least;
  bool any;
} tally;

/* All plans with so many parts (0: any): label[u] for u < done is given. */
static void try_all(const wg_graph *g, const wg_score *s, uint32_t grids, uint32_t *label,
                    uint32_t done, uint32_t parts, tally *x) {
  if (done < g->n) {
    for (uint32_t k = 0; k <= parts; k++) {
      label[done] = k;
      try_all(g, s, grids, label, done + 1, parts + (k == parts), x);
    }
    return;
  }
  if (grids && parts != grids) return;
  for (uint32_t k = 0; k < parts; k++) {
    uint32_t set = 0;
    for (uint32_t u = 0; u < g->n; u++)
      if (label[u] == k) set |= 1u << u;
    if (!test_connected(g, set)) return;
  }
  wg_terms t;
  assert_true(wg_terms_of(g, s, label, parts, &t));
  if (!x->any || t.miss < x->least.miss) x->least.miss = t.miss;
  if (!x->any || t.balance < x->least.balance) x->least.balance = t.balance;
  if (!x->any || t.border < x->least.border) x->least.border = t.border;
  x->any = true;
}

static void no_plan_goes_below(void **state) {
  (void)state;
  int tight_miss = 0, tight_balance = 0;
  for (uint64_t seed = 0; seed < 150; seed++) {
    wg_rng r = wg_rng_init(seed, 6);
    wg_graph g;
    assert_true(test_graph(&r, 4 + wg_rng_below(&r, 4), seed % 2, &g));
    wg_score s = test_score(&r, &g);
    uint32_t grids = seed % 3 ? 0 : 1 + wg_rng_below(&r, 3), label[TEST_NODES];
    tally x = {.any = false};
    wg_terms least;
    try_all(&g, &s, grids, label, 0, 0, &x);
    wg_terms_least(&g, &s, grids, &least);
    assert_true(x.any);
    assert_true(least.miss <= x.least.miss);
    assert_true(least.balance <= x.least.balance + 1e-6);
    assert_true(least.border <= x.least.border + 1e-6);
    tight_miss += least.miss == x.least.miss;
    tight_balance += least.balance > 0.5 * x.least.balance;
    wg_graph_free(&g);
  }
  assert_true(tight_miss > 50);
  assert_true(tight_balance > 20);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(terms_make_the_score),
      cmocka_unit_test(no_plan_goes_below),
  };
  return cmocka_run_group_tests_name("plan/terms", tests, NULL, NULL);
}
