#include "plan/anneal.h"

#include "plan/test_graph.h"

static const wg_limit no_limit = {0};

/* Cold and hot, all terms, with and without a plan before: better or untouched, its number of parts the same. */
static void the_plan_is_never_worse(void **state) {
  (void)state;
  const double heat[] = {0, 5, 60, 2000};
  uint32_t better = 0;
  for (uint64_t seed = 0; seed < 32; seed++) {
    wg_graph g;
    wg_parts p;
    wg_score start = every_term(), score = start;
    if (seed % 2) score.min = 0, score.max = 100000;
    random_town(seed, 14, 12, 8, 60, &g);
    uint32_t *prior = seed % 3 ? random_prior(&g, 12, seed) : NULL;
    start_plan(&g, &start, seed, prior, 2, &p);
    wg_rng r = wg_rng_init(seed, 1);
    size_t parts = p.part.n;
    double before = wg_parts_score(&p, &score);
    assert_true(wg_anneal(&p, &score, &r, heat[seed / 8], 60, &no_limit));
    double after = wg_parts_score(&p, &score);
    assert_true(after <= before);
    better += after < before - 1;
    assert_int_equal(p.part.n, parts);
    assert_plan(&p);
    wg_parts_free(&p);
    wg_free(prior);
    wg_graph_free(&g);
  }
  assert_true(better > 16);
}

/* A single term, so that no other hides what it is wrong about. */
static void every_term_alone_falls(void **state) {
  (void)state;
  const wg_score any = {.min = 0, .max = 100000, .target = 450};
  wg_score term[5] = {any, any, any, any, any}; /* the last one: borders alone */
  term[0].balance = 1e5;
  term[1].shape = 1e5;
  term[2].outline = 1e5;
  term[3].criterion[0] = (wg_criterion){.target = 450, .tolerance = 0.01, .weight = 1e3};
  for (uint64_t seed = 0; seed < 5; seed++)
    for (int i = 0; i < 5; i++) {
      wg_graph g;
      wg_parts p;
      wg_score start = every_term();
      wg_rng r = wg_rng_init(seed, 1);
      random_town(seed, 14, 12, 8, 60, &g);
      start_plan(&g, &start, seed, NULL, 0, &p);
      double before = wg_parts_score(&p, &term[i]), first = before;
      for (int k = 0; k < 30; k++) {
        assert_true(wg_anneal(&p, &term[i], &r, 0, 1, &no_limit));
        double after = wg_parts_score(&p, &term[i]);
        assert_true(after <= before + 1e-9 * fabs(before));
        before = after;
      }
      assert_true(before < first);
      assert_plan(&p);
      wg_parts_free(&p);
      wg_graph_free(&g);
    }
}

/* On a path with one border only the nodes beside it can move: cold, it stops in the first hollow. */
static void a_cold_plan_rolls_downhill(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  wg_score score = {.min = 0, .max = 1000, .target = 400, .balance = 0};
  wg_rng r = wg_rng_init(1, 1);
  path_of(8, (const int64_t[]){100, 100, 100, 100, 100, 100, 100, 100},
          (const double[]){60, 50, 40, 30, 90, 10, 70}, &g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 1, 1, 1, 1, 1, 1, 1}, 2));
  assert_true(wg_anneal(&p, &score, &r, 0, 50, &no_limit));
  assert_memory_equal(p.label, ((const uint32_t[]){0, 0, 0, 0, 1, 1, 1, 1}), 8 * sizeof *p.label);
  assert_plan(&p);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

/* Behind a dear border lies one that is much cheaper. */
static void heat_leads_over_a_ridge(void **state) {
  (void)state;
  const uint32_t start[] = {0, 1, 1, 1};
  wg_graph g;
  wg_score score = {.min = 0, .max = 1000, .target = 200, .balance = 0};
  path_of(4, (const int64_t[]){100, 100, 100, 100}, (const double[]){10, 100, -400}, &g);
  for (uint64_t seed = 0; seed < 20; seed++)
    for (int hot = 0; hot < 2; hot++) {
      wg_parts p;
      wg_rng r = wg_rng_init(seed, 1);
      assert_true(wg_parts_init(&p, &g, start, 2));
      assert_true(wg_anneal(&p, &score, &r, hot ? 100 : 0, 2000, &no_limit));
      if (hot)
        assert_true(p.label[2] != p.label[3]);
      else
        assert_memory_equal(p.label, start, sizeof start);
      assert_plan(&p);
      wg_parts_free(&p);
    }
  wg_graph_free(&g);
}

/* A ring of which one part holds an arc: a node in the middle of the arc never leaves it. */
static void no_part_falls_apart(void **state) {
  (void)state;
  enum { N = 9 };
  wg_graph g;
  wg_parts p;
  wg_graph_edge e[N];
  int64_t households[N];
  for (uint32_t i = 0; i < N; i++) households[i] = 10;
  e[0] = (wg_graph_edge){0, 1, 0, 1};
  e[1] = (wg_graph_edge){0, N - 1, 0, 1};
  for (uint32_t i = 1; i + 1 < N; i++) e[i + 1] = (wg_graph_edge){i, i + 1, 0, 1};
  assert_true(wg_graph_build(N, households, e, N, &g));
  wg_score score = {.min = 10, .max = 80, .target = 45, .balance = 1};
  const uint32_t label[N] = {0, 0, 0, 0, 1, 2, 2, 2, 2};
  assert_true(wg_parts_init(&p, &g, label, 3));
  wg_rng r = wg_rng_init(5, 1);
  for (int i = 0; i < 20; i++) {
    assert_true(wg_anneal(&p, &score, &r, 1e6, 30, &no_limit));
    assert_plan(&p);
  }
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static void the_price_of_leaving_holds_nodes(void **state) {
  (void)state;
  const uint32_t label[] = {0, 0, 0, 1, 1, 1};
  wg_graph g;
  wg_score score = {.min = 0, .max = 1000, .target = 300, .balance = 0};
  path_of(6, (const int64_t[]){100, 100, 100, 100, 100, 100}, (const double[]){9, 50, 60, 50, 9},
          &g);
  for (int dear = 0; dear < 2; dear++) {
    wg_parts p;
    wg_rng r = wg_rng_init(3, 1);
    assert_true(wg_parts_init(&p, &g, label, 2));
    /* the nearest cheaper border saves 10, the next 51, for 100 households each */
    assert_true(wg_parts_settle(&p, label, dear ? 0.11 : 0.09));
    assert_true(wg_anneal(&p, &score, &r, 0, 50, &no_limit));
    if (dear)
      assert_memory_equal(p.label, label, sizeof label);
    else
      assert_true(near(wg_parts_score(&p, &score), 9 + 2 * 9));
    assert_plan(&p);
    wg_parts_free(&p);
  }
  wg_graph_free(&g);
}

static void same_numbers_same_plan(void **state) {
  (void)state;
  wg_graph g;
  wg_score score = every_term();
  random_town(3, 14, 12, 8, 60, &g);
  wg_parts p[3];
  for (int i = 0; i < 3; i++) {
    wg_rng r = wg_rng_init(i == 2 ? 8 : 7, 1);
    start_plan(&g, &score, 1, NULL, 0, &p[i]);
    assert_true(wg_anneal(&p[i], &score, &r, 20, 100, &no_limit));
  }
  assert_memory_equal(p[0].label, p[1].label, g.n * sizeof *p[0].label);
  assert_true(memcmp(p[0].label, p[2].label, g.n * sizeof *p[0].label) != 0);
  for (int i = 0; i < 3; i++) wg_parts_free(&p[i]);
  wg_graph_free(&g);
}

static void nothing_moves_once_time_is_over(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  wg_score score = every_term();
  wg_rng r = wg_rng_init(7, 1);
  random_town(3, 14, 12, 8, 60, &g);
  start_plan(&g, &score, 1, NULL, 0, &p);
  uint32_t *label = WG_NEW(uint32_t, g.n);
  assert_non_null(label);
  memcpy(label, p.label, g.n * sizeof *label);
  wg_limit over = {wg_limit_clock() - 10, 1};
  assert_true(wg_anneal(&p, &score, &r, 20, 100, &over));
  assert_memory_equal(p.label, label, g.n * sizeof *label);
  wg_limit plenty = {wg_limit_clock(), 1e6};
  assert_true(wg_anneal(&p, &score, &r, 20, 100, &plenty));
  assert_true(memcmp(p.label, label, g.n * sizeof *label) != 0);
  wg_free(label);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static bool anneal(void *user) {
  wg_graph *g = user;
  wg_parts p = {0};
  wg_score score = every_term();
  wg_rng r = wg_rng_init(7, 1);
  uint32_t label[64];
  for (uint32_t v = 0; v < g->n; v++) label[v] = v % 8 > 1;
  bool ok = wg_parts_init(&p, g, label, 2) && wg_anneal(&p, &score, &r, 5, 50, &no_limit);
  wg_parts_free(&p);
  return ok;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 8, 8, 0, 30, &g);
  fail_each(anneal, &g);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_plan_is_never_worse),
      cmocka_unit_test(every_term_alone_falls),
      cmocka_unit_test(a_cold_plan_rolls_downhill),
      cmocka_unit_test(heat_leads_over_a_ridge),
      cmocka_unit_test(no_part_falls_apart),
      cmocka_unit_test(the_price_of_leaving_holds_nodes),
      cmocka_unit_test(same_numbers_same_plan),
      cmocka_unit_test(nothing_moves_once_time_is_over),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/anneal", tests, NULL, NULL);
}
