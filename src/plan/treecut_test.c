#include "plan/treecut.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Cost of cutting the tree above every node whose bit is set. */
static double cost_of(const wg_sub *s, const wg_score *score, uint32_t cut) {
  int64_t w[16] = {0};
  double sum = 0;
  for (size_t k = s->node.n; k-- > 0;) {
    uint32_t v = s->order.v[k];
    w[v] += s->g->node[s->node.v[v]].households;
    bool root = s->parent.v[v] == UINT32_MAX;
    if (root || (cut >> v & 1))
      sum += wg_penalty(score, w[v]) + (root ? 0 : s->up_cost.v[v]);
    else
      w[s->parent.v[v]] += w[v];
  }
  return sum;
}

static void random_tree(wg_rng *r, uint32_t n, wg_graph *g) {
  int64_t w[16];
  wg_graph_edge e[16];
  for (uint32_t i = 0; i < n; i++) w[i] = wg_rng_below(r, 8) ? wg_rng_below(r, 200) : 0;
  for (uint32_t i = 1; i < n; i++) /* ascending by (a, b): a star of chains would not be; sort */
    e[i - 1] = (wg_graph_edge){wg_rng_below(r, i), i, 1 + wg_rng_below(r, 500), 1};
  for (uint32_t i = 0; i + 1 < n; i++)
    for (uint32_t j = i + 1; j + 1 < n; j++)
      if (e[j].a < e[i].a || (e[j].a == e[i].a && e[j].b < e[i].b)) {
        wg_graph_edge t = e[i];
        e[i] = e[j];
        e[j] = t;
      }
  assert_true(wg_graph_build(n, w, e, n - 1, g));
}

/* Against all 2^(n-1) ways to cut: parts are connected along the tree, and with few nodes (every
 * weight its own bucket or nearly so) the cost is near the least. */
static void cuts_are_near_the_best_of_all(void **state) {
  (void)state;
  uint32_t best_found = 0, rounds = 0;
  for (uint64_t seed = 0; seed < 150; seed++) {
    wg_rng r = wg_rng_init(seed, 17);
    uint32_t n = 1 + wg_rng_below(&r, 11), parts;
    wg_graph g;
    wg_sub s;
    wg_treecut t = {0};
    bool connected;
    wg_score score = {.min = 150, .max = 300, .target = 220, .balance = 900};
    random_tree(&r, n, &g);
    assert_true(wg_sub_init(&s, &g));
    wg_sub_clear(&s);
    for (uint32_t i = 0; i < n; i++) assert_true(wg_sub_add(&s, i));
    assert_true(wg_sub_close(&s) && wg_sub_tree(&s, &r, &connected));
    assert_true(wg_treecut_run(&t, &s, &score, &parts));
    uint32_t cut = 0, pieces = 1;
    for (uint32_t v = 0; v < n; v++) {
      assert_true(t.part.v[v] < parts);
      if (s.parent.v[v] == UINT32_MAX || t.part.v[v] == t.part.v[s.parent.v[v]]) continue;
      cut |= 1u << v;
      pieces++;
    }
    assert_int_equal(pieces, parts); /* so every part is one subtree */
    double got = cost_of(&s, &score, cut), best = INFINITY;
    for (uint32_t c = 0; c < 1u << n; c++) best = fmin(best, cost_of(&s, &score, c));
    assert_true(got >= best - 1e-6);
    /* never misses a bound by more households than the best does, but for one bucket a part */
    assert_true(got <= best + WG_MISS * 8.0 * parts + 1e4);
    best_found += got <= best + 1e-6;
    rounds++;
    wg_treecut_free(&t);
    wg_sub_free(&s);
    wg_graph_free(&g);
  }
  assert_true(best_found * 10 >= rounds * 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(cuts_are_near_the_best_of_all)};
  return cmocka_run_group_tests_name("plan/treecut", tests, NULL, NULL);
}
