/* Every fact is held against the least miss of all plans, found by trying them all. */
#include "plan/certificate.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/rng.h"
#include "plan/blame.h"

enum { MOST = 9, SUBSETS = 1 << MOST };

/* A graph from households and pairs of neighbours. */
static void build(wg_graph *g, uint32_t n, const int64_t *households, const uint32_t (*pair)[2],
                  size_t pairs) {
  wg_graph_edge e[MOST * MOST];
  size_t k = 0;
  for (uint32_t a = 0; a < n; a++)
    for (uint32_t b = a + 1; b < n; b++)
      for (size_t i = 0; i < pairs; i++)
        if (pair[i][0] == a && pair[i][1] == b) e[k++] = (wg_graph_edge){a, b, 1, 1};
  assert_true(wg_graph_build(n, households, e, k, g));
}

static uint32_t spread(const wg_graph *g, uint32_t in, uint32_t from) {
  uint32_t got = from, last = 0;
  while (got != last) {
    last = got;
    for (uint32_t v = 0; v < g->n; v++)
      if (got >> v & 1)
        for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++) got |= (1u << g->to[e]) & in;
  }
  return got;
}

/* Least miss of all plans with `grids` parts (0: any number). */
static int64_t least_miss(const wg_graph *g, wg_range b, uint32_t grids) {
  static int64_t best[MOST + 1][SUBSETS], miss[SUBSETS];
  uint32_t all = (1u << g->n) - 1;
  for (uint32_t s = 1; s <= all; s++) {
    int64_t sum = 0;
    for (uint32_t v = 0; v < g->n; v++)
      if (s >> v & 1) sum += g->node[v].households;
    miss[s] = spread(g, s, s & -s) == s ? wg_miss(b, sum) : -1;
  }
  int64_t least = INT64_MAX / 2;
  for (uint32_t k = 0; k <= g->n; k++)
    for (uint32_t s = 0; s <= all; s++) {
      best[k][s] = k == 0 && s == 0 ? 0 : INT64_MAX / 2;
      for (uint32_t t = s; k > 0 && t > 0; t = (t - 1) & s)
        if ((t & s & -s) && miss[t] >= 0 && best[k - 1][s & ~t] + miss[t] < best[k][s])
          best[k][s] = best[k - 1][s & ~t] + miss[t];
      if (s == all && k > 0 && (grids == 0 || grids == k) && best[k][s] < least) least = best[k][s];
    }
  return least;
}

static int64_t draw_households(wg_rng *r, unsigned style) {
  switch (style) {
    case 0: return wg_rng_below(r, 300);
    case 1: return wg_rng_below(r, 3) == 0 ? 0 : wg_rng_below(r, 500);
    case 2: return 50 * (int64_t)wg_rng_below(r, 14);
    case 3: return wg_rng_below(r, 5) == 0 ? 550 + wg_rng_below(r, 300) : wg_rng_below(r, 200);
    default: return 330 + wg_rng_below(r, 40);
  }
}

/* A tree with a few edges more. */
static void random_graph(wg_rng *r, unsigned style, wg_graph *g) {
  uint32_t n = 1 + wg_rng_below(r, MOST), pair[4 * MOST][2];
  int64_t households[MOST];
  size_t k = 0;
  for (uint32_t v = 0; v < n; v++) {
    households[v] = draw_households(r, style);
    if (v > 0) pair[k][0] = wg_rng_below(r, v), pair[k++][1] = v;
  }
  for (uint32_t i = wg_rng_below(r, n + 1); i > 0 && n > 2; i--) {
    uint32_t a = wg_rng_below(r, n), b = wg_rng_below(r, n), known = a == b;
    for (size_t j = 0; j < k; j++)
      known |= pair[j][0] == (a < b ? a : b) && pair[j][1] == (a < b ? b : a);
    if (!known) pair[k][0] = a < b ? a : b, pair[k++][1] = a < b ? b : a;
  }
  build(g, n, households, pair, k);
}

static const wg_range trials[] = {{300, 600}, {400, 500}, {450, 460}, {0, 400}, {200, 900}};

static void no_fact_claims_too_much(void **state) {
  (void)state;
  unsigned missed = 0, proven = 0, exact = 0;
  for (uint64_t seed = 0; seed < 3000; seed++) {
    wg_rng r = wg_rng_init(seed, 77);
    wg_graph g;
    wg_facts f;
    wg_claim c = {.bounds = trials[seed % 5], .grids = seed % 11 == 0 ? 1 + (uint32_t)seed % 3 : 0};
    random_graph(&r, (unsigned)(seed / 5 % 5), &g);
    if (c.grids > g.n) c.grids = 0;
    assert_true(wg_certify(&g, &c, &f));
    int64_t least = least_miss(&g, c.bounds, c.grids);
    if (f.forced > least) print_message("seed %d: %d > %d\n", (int)seed, (int)f.forced, (int)least);
    assert_true(f.forced <= least);
    missed += least > 0;
    proven += f.forced > 0;
    exact += least > 0 && f.forced == least;
    wg_facts_free(&f);
    wg_graph_free(&g);
  }
  assert_true(proven * 100 >= missed * 95);
  assert_true(exact * 100 >= missed * 90);
}

/* A plan: nodes in random order join the part of a neighbour or begin one. */
static uint32_t random_plan(wg_rng *r, const wg_graph *g, uint32_t *label) {
  uint32_t parts = 0;
  for (uint32_t v = 0; v < g->n; v++) {
    label[v] = parts;
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (g->to[e] < v && wg_rng_below(r, 2)) label[v] = label[g->to[e]];
    parts += label[v] == parts;
  }
  return parts;
}

/* True when all that misses is called least. */
static bool check_blame(const wg_graph *g, wg_range b, const uint32_t *label, uint32_t parts,
                        const wg_blame *blame, int64_t *miss) {
  int64_t households[MOST] = {0};
  bool all = true;
  *miss = 0;
  for (uint32_t v = 0; v < g->n; v++) households[label[v]] += g->node[v].households;
  for (uint32_t i = 0; i < parts; i++) {
    int64_t own = wg_miss(b, households[i]);
    assert_true(own > 0 || blame[i].fact == WG_NO_FACT);
    assert_true(!blame[i].least || blame[i].fact != WG_NO_FACT);
    all = all && (own == 0 || blame[i].least);
    *miss += own;
  }
  return all && *miss > 0;
}

static void no_part_is_called_least_that_is_not(void **state) {
  (void)state;
  unsigned called = 0;
  for (uint64_t seed = 0; seed < 2000; seed++) {
    wg_rng r = wg_rng_init(seed, 78);
    wg_graph g;
    wg_facts f;
    wg_blame blame[MOST];
    uint32_t label[MOST];
    int64_t miss;
    wg_claim c = {.bounds = trials[seed % 5]};
    random_graph(&r, (unsigned)(seed / 5 % 5), &g);
    uint32_t parts = random_plan(&r, &g, label);
    assert_true(wg_certify(&g, &c, &f));
    assert_true(wg_blame_parts(&g, c.bounds, &f, label, parts, blame));
    if (check_blame(&g, c.bounds, label, parts, blame, &miss)) {
      assert_int_equal(miss, least_miss(&g, c.bounds, 0));
      called++;
    }
    wg_facts_free(&f);
    wg_graph_free(&g);
  }
  assert_true(called > 100);
}

/* ---- one graph of each kind ---------------------------------------------------- */

typedef struct {
  wg_fact_kind kind;
  wg_range bounds;
  int64_t forced; /* and it is the least miss */
  uint32_t n;
  int64_t households[MOST];
  size_t pairs;
  uint32_t pair[MOST][2];
} example;

static const example examples[] = {
    {WG_FACT_BELOW_MIN, {300, 600}, 51, 2, {150, 100}, 1, {{0, 1}}},
    {WG_FACT_ABOVE_MAX, {300, 600}, 101, 3, {700, 400, 0}, 2, {{0, 1}, {0, 2}}},
    {WG_FACT_NO_COUNT, {400, 500}, 111, 4, {100, 200, 300, 10}, 3, {{0, 1}, {1, 2}, {2, 3}}},
    {WG_FACT_NO_SUBSET, {300, 600}, 11, 2, {400, 210}, 1, {{0, 1}}},
    /* no two of 350 in one grid, and not enough for three grids */
    {WG_FACT_NO_PACKING,
     {400, 600},
     152,
     5,
     {350, 0, 350, 0, 350},
     5,
     {{0, 1}, {1, 2}, {2, 3}, {3, 4}, {1, 3}}},
    /* dead ends of 250 at a small centre; the rest has room */
    {WG_FACT_POCKET,
     {300, 600},
     51,
     7,
     {150, 250, 250, 100, 500, 500, 500},
     6,
     {{0, 1}, {0, 2}, {0, 3}, {3, 4}, {4, 5}, {5, 6}}},
    /* 60 between four of 560 */
    {WG_FACT_HEMMED_IN,
     {300, 600},
     21,
     5,
     {60, 560, 560, 560, 560},
     8,
     {{0, 1}, {0, 2}, {0, 3}, {0, 4}, {1, 2}, {2, 3}, {3, 4}, {1, 4}}},
};

static void kinds_are_told_apart(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    const example *x = &examples[i];
    wg_graph g;
    wg_facts f;
    build(&g, x->n, x->households, x->pair, x->pairs);
    assert_true(wg_certify(&g, &(wg_claim){.bounds = x->bounds}, &f));
    assert_true(f.fact.n > 0);
    assert_string_equal(wg_fact_word(f.fact.v[0].kind), wg_fact_word(x->kind));
    assert_int_equal(f.forced, x->forced);
    assert_int_equal(least_miss(&g, x->bounds, 0), x->forced);
    wg_facts_free(&f);
    wg_graph_free(&g);
  }
}

/* Between two towers: 100 households find no place. */
static void what_towers_cut_off_is_a_fact_of_its_own(void **state) {
  (void)state;
  const int64_t households[] = {700, 100, 800, 300};
  const uint32_t pair[][2] = {{0, 1}, {1, 2}, {2, 3}};
  wg_graph g;
  wg_facts f;
  build(&g, 4, households, pair, 3);
  assert_true(wg_certify(&g, &(wg_claim){.bounds = {300, 600}}, &f));
  assert_int_equal(f.fact.n, 3);
  assert_int_equal(f.fact.v[2].kind, WG_FACT_CUT_OFF);
  assert_int_equal(f.fact.v[2].nodes, 1);
  assert_int_equal(f.node.v[f.fact.v[2].first], 1);
  assert_int_equal(f.forced, 101 + 201 + 100);
  assert_int_equal(f.forced, least_miss(&g, (wg_range){300, 600}, 0));
  wg_facts_free(&f);
  wg_graph_free(&g);
}

static void other_proofs_count(void **state) {
  (void)state;
  const int64_t households[] = {700, 400, 450};
  const uint32_t pair[][2] = {{0, 1}, {1, 2}};
  uint32_t label[] = {0, 1, 1};
  wg_blame blame[2];
  wg_graph g;
  wg_facts f;
  build(&g, 3, households, pair, 2);
  assert_true(wg_certify(&g, &(wg_claim){.bounds = {300, 600}, .proven = 352}, &f));
  assert_int_equal(f.fact.n, 2);
  assert_int_equal(f.fact.v[1].kind, WG_FACT_EXHAUSTIVE);
  assert_int_equal(f.fact.v[1].forced, 251);
  assert_true(wg_blame_parts(&g, (wg_range){300, 600}, &f, label, 2, blame));
  assert_int_equal(blame[0].fact, 0);
  assert_int_equal(blame[1].fact, 1);
  assert_true(blame[0].least && blame[1].least);
  wg_facts_free(&f);
  wg_graph_free(&g);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    const example *x = &examples[i];
    wg_graph g;
    wg_facts f;
    build(&g, x->n, x->households, x->pair, x->pairs);
    int64_t live = wg_mem_live();
    bool ok = false;
    for (uint64_t at = 1; !ok; at++) {
      wg_mem_fail_at(at);
      ok = wg_certify(&g, &(wg_claim){.bounds = x->bounds}, &f);
      wg_mem_fail_at(0);
      if (ok) wg_facts_free(&f);
      assert_int_equal(wg_mem_live(), live);
    }
    wg_graph_free(&g);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(kinds_are_told_apart),
      cmocka_unit_test(what_towers_cut_off_is_a_fact_of_its_own),
      cmocka_unit_test(no_fact_claims_too_much),
      cmocka_unit_test(no_part_is_called_least_that_is_not),
      cmocka_unit_test(other_proofs_count),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/certificate", tests, NULL, NULL);
}
