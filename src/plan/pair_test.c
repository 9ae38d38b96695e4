#include "plan/search.h"
#include "plan/test_graph.h"

/* Bounds that matter, or none, so that the small terms are not lost in the large ones. */
static wg_score score_for(uint64_t seed) {
  wg_score s = every_term();
  if (seed % 2) s.min = 0, s.max = 100000;
  return s;
}

static uint32_t try_pairs(wg_search *s, uint64_t seed) {
  wg_parts *p = s->parts;
  wg_rng r = wg_rng_init(seed, 5);
  wg_u32vec around = {0};
  uint32_t *label = WG_NEW(uint32_t, p->g->n);
  double now = wg_parts_score(p, s->score);
  uint32_t found = 0;
  for (int i = 0; i < 60; i++) {
    uint32_t a = wg_rng_below(&r, (uint32_t)p->part.n);
    assert_true(label && wg_parts_neighbours(p, a, &around));
    if (around.n == 0) continue;
    memcpy(label, p->label, p->g->n * sizeof *label);
    bool better;
    uint32_t b = around.v[wg_rng_below(&r, (uint32_t)around.n)];
    assert_true(wg_recut_pair(s, a, b, 3, &better));
    double next = wg_parts_score(p, s->score);
    if (better)
      assert_true(next < now);
    else
      assert_memory_equal(label, p->label, p->g->n * sizeof *label);
    found += better;
    now = next;
    assert_plan(p);
  }
  WG_VEC_FREE(&around);
  wg_free(label);
  return found;
}

static void the_score_falls_or_nothing_moves(void **state) {
  (void)state;
  uint32_t found = 0;
  for (uint64_t seed = 0; seed < 12; seed++) {
    wg_graph g;
    wg_parts p;
    wg_search s;
    wg_score start = every_term(), score = score_for(seed);
    random_town(seed, 14, 12, 8, 60, &g);
    uint32_t *prior = seed % 3 ? random_prior(&g, 12, seed) : NULL;
    start_plan(&g, &start, seed, prior, 2, &p);
    assert_true(wg_search_init(&s, &p, &score, seed));
    found += try_pairs(&s, seed);
    wg_search_free(&s);
    wg_parts_free(&p);
    wg_free(prior);
    wg_graph_free(&g);
  }
  assert_true(found > 60);
}

enum { N = 12 };

/* Score of the path cut behind node `at`, the first half in part `first`. */
static double score_cut(const wg_parts *p, const wg_score *s, uint32_t at, uint32_t first) {
  wg_parts q;
  uint32_t label[N];
  for (uint32_t v = 0; v < N; v++) label[v] = v <= at ? first : 1 - first;
  assert_true(wg_parts_init(&q, p->g, label, 2));
  q.prior = p->prior;
  q.keep = p->keep;
  for (int i = 0; i < 2; i++) q.part.v[i].home = p->part.v[i].home;
  double score = wg_parts_score(&q, s);
  wg_parts_free(&q);
  return score;
}

/* On a path every cut is tried, both ways round. */
static void the_best_of_all_cuts_is_taken(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 60; seed++) {
    wg_graph g;
    wg_parts p;
    wg_search s;
    wg_score score = {.min = 0, .max = 10000, .target = 500, .balance = 100};
    wg_rng r = wg_rng_init(seed, 9);
    int64_t households[N];
    double cost[N];
    uint32_t prior[N], label[N], start = wg_rng_below(&r, N - 1);
    for (uint32_t v = 0; v < N; v++) {
      households[v] = wg_rng_below(&r, 160);
      cost[v] = (double)wg_rng_below(&r, 100) - 20;
      prior[v] = wg_rng_below(&r, 3); /* 2: a third part that is gone */
      label[v] = v > start;
    }
    path_of(N, households, cost, &g);
    assert_true(wg_parts_init(&p, &g, label, 2));
    if (seed % 2) assert_true(wg_parts_settle(&p, prior, 0.3));
    assert_true(wg_search_init(&s, &p, &score, seed));
    bool better;
    assert_true(wg_recut_pair(&s, 0, 1, 1, &better));
    double best = INFINITY;
    for (uint32_t at = 0; at + 1 < N; at++)
      for (uint32_t first = 0; first < 2; first++)
        best = fmin(best, score_cut(&p, &score, at, first));
    assert_true(near(wg_parts_score(&p, &score), best));
    assert_plan(&p);
    wg_search_free(&s);
    wg_parts_free(&p);
    wg_graph_free(&g);
  }
}

static void an_empty_part_takes_a_half(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  wg_search s;
  bool better;
  wg_score score = {.min = 100, .max = 200, .target = 150, .balance = 10};
  path_of(4, (const int64_t[]){60, 90, 140, 10}, (const double[]){50, 60, 70}, &g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 0, 0}, 1) && wg_parts_add(&p));
  assert_true(wg_search_init(&s, &p, &score, 1));
  assert_true(wg_recut_pair(&s, 0, 1, 1, &better));
  assert_true(better);
  assert_plan(&p);
  assert_true(p.label[0] == p.label[1] && p.label[2] == p.label[3]);
  wg_search_free(&s);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static void a_single_node_is_not_split(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  wg_search s;
  bool better = true;
  wg_score score = {.min = 100, .max = 200, .target = 150, .balance = 10};
  path_of(1, (const int64_t[]){900}, NULL, &g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0}, 1) && wg_parts_add(&p));
  assert_true(wg_search_init(&s, &p, &score, 1));
  assert_true(wg_recut_pair(&s, 0, 1, 5, &better));
  assert_false(better);
  assert_true(p.label[0] == 0 && p.part.v[0].node.n == 1 && p.part.v[1].node.n == 0);
  wg_search_free(&s);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static bool recut(void *user) {
  wg_graph *g = user;
  wg_parts p = {0};
  wg_search s = {0};
  bool better;
  wg_score score = every_term();
  uint32_t label[16];
  for (uint32_t v = 0; v < g->n; v++) label[v] = v / 4 % 2;
  bool ok = wg_parts_init(&p, g, label, 2) && wg_search_init(&s, &p, &score, 3) &&
            wg_recut_pair(&s, 0, 1, 4, &better);
  wg_search_free(&s);
  wg_parts_free(&p);
  return ok;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 8, 2, 0, 60, &g); /* rows of eight, each cut in the middle: two parts of 4 x 2 */
  fail_each(recut, &g);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_score_falls_or_nothing_moves),
      cmocka_unit_test(the_best_of_all_cuts_is_taken),
      cmocka_unit_test(an_empty_part_takes_a_half),
      cmocka_unit_test(a_single_node_is_not_split),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/pair", tests, NULL, NULL);
}
