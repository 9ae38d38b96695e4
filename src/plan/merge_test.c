#include "plan/search.h"
#include "plan/test_graph.h"

static double score_now(const wg_search *s) {
  return wg_parts_score(s->parts, s->score) + wg_search_count_cost(s, s->parts->part.n);
}

/* The least score with part a joined to a neighbour, which gives its home. */
static double best_join(const wg_search *s, uint32_t a) {
  const wg_parts *p = s->parts;
  wg_u32vec around = {0};
  uint32_t *label = WG_NEW(uint32_t, p->g->n);
  double best = INFINITY;
  assert_true(label && wg_parts_neighbours(p, a, &around));
  for (size_t i = 0; i < around.n; i++) {
    uint32_t b = around.v[i];
    wg_parts q;
    for (uint32_t v = 0; v < p->g->n; v++) label[v] = p->label[v] == a ? b : p->label[v];
    assert_true(wg_parts_init(&q, p->g, label, (uint32_t)p->part.n));
    q.prior = p->prior;
    q.keep = p->keep;
    for (uint32_t k = 0; k < q.part.n; k++) q.part.v[k].home = p->part.v[k].home;
    best = fmin(best, wg_parts_score(&q, s->score) - wg_parts_cost(&q, s->score, a));
    wg_parts_free(&q);
  }
  WG_VEC_FREE(&around);
  wg_free(label);
  return best + wg_search_count_cost(s, p->part.n - 1);
}

/* Small parts, so that joining pays. */
static void the_score_falls_or_nothing_moves(void **state) {
  (void)state;
  uint32_t joined = 0, kept = 0;
  for (uint64_t seed = 0; seed < 12; seed++) {
    wg_graph g;
    wg_parts p;
    wg_search s;
    wg_score small = {.min = 60, .max = 200, .target = 100, .balance = 10}, score = every_term();
    if (seed % 2) score.min = 0, score.max = 100000, score.target = 250, score.outline = 5000;
    random_town(seed, 14, 14, 9, 60, &g);
    uint32_t *prior = seed % 3 ? random_prior(&g, 15, seed) : NULL;
    start_plan(&g, &small, seed, prior, 2, &p);
    assert_true(wg_search_init(&s, &p, &score, seed));
    if (seed % 4 == 1) s.wanted = 20;
    for (uint32_t i = 0; i < p.part.n; i++) {
      double before = score_now(&s), best = best_join(&s, i);
      size_t n = p.part.n;
      bool better;
      assert_true(wg_merge_part(&s, i, &better));
      assert_int_equal(p.part.n, better ? n - 1 : n);
      assert_true(better == (best < before - WG_GAIN));
      if (better) assert_true(near(score_now(&s), best));
      joined += better;
      kept += !better;
      assert_plan(&p);
    }
    wg_search_free(&s);
    wg_parts_free(&p);
    wg_free(prior);
    wg_graph_free(&g);
  }
  assert_true(joined > 12 && kept > 12);
}

/* The partner is the neighbour behind the dearest border; with homes, whose residents need not move. */
static void the_best_partner_is_taken(void **state) {
  (void)state;
  const uint32_t prior[] = {7, 7, 8, 9, 9};
  wg_graph g;
  wg_score score = {.min = 250, .max = 400, .target = 300, .balance = 0};
  path_of(5, (const int64_t[]){150, 150, 60, 150, 150}, (const double[]){90, 20, 30, 90}, &g);
  for (int homes = 0; homes < 2; homes++) {
    wg_parts p;
    wg_search s;
    bool better;
    assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 1, 2, 2}, 3));
    if (homes) assert_true(wg_parts_settle(&p, prior, 1));
    if (homes) p.part.v[0].home = 8; /* as if the first part carried on the middle one */
    assert_true(wg_search_init(&s, &p, &score, 1));
    assert_true(wg_merge_part(&s, 1, &better));
    assert_true(better);
    assert_true(p.label[2] == p.label[homes ? 0 : 4]);
    assert_plan(&p);
    wg_search_free(&s);
    wg_parts_free(&p);
  }
  wg_graph_free(&g);
}

/* Any number between the pieces of the graph and its nodes is reached, from below and from above. */
static void a_wanted_number_is_reached(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 8; seed++) {
    wg_graph g;
    wg_parts p;
    wg_search s;
    wg_score score = every_term();
    random_town(seed, 12, 10, seed % 2 ? 4 : 0, 60, &g);
    start_plan(&g, &score, seed, NULL, 0, &p);
    assert_true(wg_search_init(&s, &p, &score, seed));
    const uint32_t least = pieces_of(&g),
                   wanted[] = {least + 5, least, least + 1, g.n - 1, 0, g.n, least};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
      size_t before = p.part.n;
      s.wanted = wanted[i];
      assert_true(wg_reach_count(&s));
      assert_int_equal(p.part.n, wanted[i] ? wanted[i] : before); /* 0: free */
      assert_plan(&p);
    }
    wg_search_free(&s);
    wg_parts_free(&p);
    wg_graph_free(&g);
  }
}

/* More parts than nodes, fewer than pieces: as near as can be. */
static void an_impossible_number_is_approached(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  wg_search s;
  wg_score score = every_term();
  random_town(5, 12, 10, 3, 60, &g);
  uint32_t least = pieces_of(&g);
  assert_true(least > 1);
  start_plan(&g, &score, 1, NULL, 0, &p);
  assert_true(wg_search_init(&s, &p, &score, 1));
  s.wanted = least - 1;
  assert_true(wg_reach_count(&s));
  assert_int_equal(p.part.n, least);
  assert_plan(&p);
  s.wanted = g.n + 3;
  assert_true(wg_reach_count(&s));
  assert_int_equal(p.part.n, g.n);
  assert_plan(&p);
  wg_search_free(&s);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

/* Weights of any size: a price above all prices of bounds is no reason not to split. */
static void heavy_nodes_are_split_and_joined_too(void **state) {
  (void)state;
  const int64_t heavy = INT64_C(40000000000);
  wg_graph g;
  wg_parts p;
  wg_search s;
  wg_score score = {.min = 300, .max = 600, .target = 450, .balance = 10};
  path_of(6, (const int64_t[]){heavy, heavy, heavy, heavy, heavy, heavy},
          (const double[]){1, 2, 3, 4, 5}, &g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[6]){0}, 1));
  assert_true(wg_search_init(&s, &p, &score, 1));
  for (s.wanted = 2; s.wanted <= 6; s.wanted++) {
    assert_true(wg_reach_count(&s));
    assert_int_equal(p.part.n, s.wanted);
  }
  assert_plan(&p);
  s.wanted = 2;
  assert_true(wg_reach_count(&s));
  assert_int_equal(p.part.n, 2);
  assert_plan(&p);
  wg_search_free(&s);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static bool join_and_split(void *user) {
  wg_graph *g = user;
  wg_parts p = {0};
  wg_search s = {0};
  bool better;
  wg_score score = every_term();
  uint32_t label[16];
  for (uint32_t v = 0; v < g->n; v++) label[v] = v / 2;
  bool ok = wg_parts_init(&p, g, label, 8) && wg_search_init(&s, &p, &score, 3) &&
            wg_merge_part(&s, 2, &better);
  s.wanted = 3;
  ok = ok && wg_reach_count(&s);
  s.wanted = 12;
  ok = ok && wg_reach_count(&s);
  wg_search_free(&s);
  wg_parts_free(&p);
  return ok;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 4, 4, 0, 60, &g);
  fail_each(join_and_split, &g);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_score_falls_or_nothing_moves),
      cmocka_unit_test(the_best_partner_is_taken),
      cmocka_unit_test(a_wanted_number_is_reached),
      cmocka_unit_test(an_impossible_number_is_approached),
      cmocka_unit_test(heavy_nodes_are_split_and_joined_too),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/merge", tests, NULL, NULL);
}
