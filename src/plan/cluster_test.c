#include "plan/search.h"
#include "plan/test_graph.h"

static double score_now(const wg_search *s) {
  return wg_parts_score(s->parts, s->score) + wg_search_count_cost(s, s->parts->part.n);
}

/* No part of the plan before is carried on twice. */
static void assert_homes_once(const wg_parts *p) {
  for (size_t i = 0; i < p->part.n; i++)
    for (size_t j = 0; j < i; j++)
      assert_true(p->part.v[i].home == WG_NO_HOME || p->part.v[i].home != p->part.v[j].home);
}

/* A part and up to three of its neighbours. */
static void choose(wg_search *s, wg_rng *r) {
  wg_u32vec around = {0};
  uint32_t a = wg_rng_below(r, (uint32_t)s->parts->part.n);
  assert_true(wg_parts_neighbours(s->parts, a, &around));
  s->cluster.n = 0;
  assert_true(WG_VEC_PUSH(&s->cluster, a));
  for (size_t i = 0; i < around.n && i < 3; i++) assert_true(WG_VEC_PUSH(&s->cluster, around.v[i]));
  WG_VEC_FREE(&around);
}

static uint32_t try_clusters(wg_search *s, uint64_t seed) {
  wg_parts *p = s->parts;
  wg_rng r = wg_rng_init(seed, 6);
  uint32_t *label = WG_NEW(uint32_t, p->g->n), found = 0;
  double now = score_now(s);
  assert_non_null(label);
  for (int i = 0; i < 40; i++) {
    bool better;
    choose(s, &r);
    memcpy(label, p->label, p->g->n * sizeof *label);
    assert_true(wg_recut_cluster(s, 4, &better));
    double next = score_now(s);
    if (better)
      assert_true(next < now);
    else
      assert_memory_equal(label, p->label, p->g->n * sizeof *label);
    found += better;
    now = next;
    assert_plan(p);
    assert_homes_once(p);
  }
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
    wg_score score = every_term();
    if (seed % 2) score.min = 0;
    random_town(seed, 14, 14, 9, 60, &g);
    uint32_t *prior = seed % 3 ? random_prior(&g, 15, seed) : NULL;
    start_plan(&g, &score, seed, prior, 2, &p);
    assert_true(wg_search_init(&s, &p, &score, seed));
    if (seed % 4 == 1) s.wanted = (uint32_t)p.part.n + 2;
    found += try_clusters(&s, seed);
    wg_search_free(&s);
    wg_parts_free(&p);
    wg_free(prior);
    wg_graph_free(&g);
  }
  assert_true(found > 12);
}

/* Three parts of 200 in bounds of 250 to 350: only two of 300 hold them. And back. */
static void the_number_of_parts_is_free(void **state) {
  (void)state;
  const int64_t households[] = {100, 100, 100, 100, 100, 100};
  const double cost[] = {5, 5, 5, 5, 5};
  wg_graph g;
  path_of(6, households, cost, &g);
  for (int fewer = 0; fewer < 2; fewer++) {
    wg_parts p;
    wg_search s;
    bool better;
    wg_score score = {.min = 250, .max = 350, .target = 300, .balance = 10};
    if (!fewer) score = (wg_score){.min = 150, .max = 250, .target = 200, .balance = 10};
    const uint32_t three[] = {0, 0, 1, 1, 2, 2}, two[] = {0, 0, 0, 1, 1, 1};
    assert_true(wg_parts_init(&p, &g, fewer ? three : two, fewer ? 3 : 2));
    assert_true(wg_search_init(&s, &p, &score, 1));
    for (uint32_t i = 0; i < p.part.n; i++) assert_true(WG_VEC_PUSH(&s.cluster, i));
    assert_true(wg_recut_cluster(&s, 1, &better));
    assert_true(better);
    assert_true(same_plan(p.label, fewer ? two : three, 6, 3));
    assert_int_equal(p.part.n, fewer ? 2 : 3);
    assert_plan(&p);
    wg_search_free(&s);
    wg_parts_free(&p);
  }
  wg_graph_free(&g);
}

/* Everybody goes home: worth the prices of 200 who are away, though all 600 move in the search's eyes. */
static void homes_are_weighed(void **state) {
  (void)state;
  const uint32_t prior[] = {5, 5, 5, 6, 6, 6};
  wg_graph g;
  wg_parts p;
  wg_search s;
  bool better;
  wg_score score = {.min = 0, .max = 1000, .target = 300, .balance = 1000};
  path_of(6, (const int64_t[]){100, 100, 100, 100, 100, 100}, (const double[]){5, 5, 5, 5, 5}, &g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 1, 1, 2, 2}, 3));
  assert_true(wg_parts_settle(&p, prior, 1) && wg_search_init(&s, &p, &score, 1));
  for (uint32_t i = 0; i < 3; i++) assert_true(WG_VEC_PUSH(&s.cluster, i));
  assert_true(near(wg_parts_score(&p, &score), 3 * 1000.0 / 9 + 10 + 200));
  assert_true(wg_recut_cluster(&s, 1, &better));
  assert_true(better && same_plan(p.label, prior, 6, 7));
  assert_true(near(wg_parts_score(&p, &score), 5));
  wg_search_free(&s);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

/* Two parts of the cluster vanish, among them the last; a part outside it takes a number that fell free. */
static void parts_that_vanish_leave_no_gap(void **state) {
  (void)state;
  const wg_graph_edge e[] = {{0, 1, 5, 1}, {0, 3, 5, 1}, {1, 2, 5, 1}};
  wg_graph g;
  wg_parts p;
  wg_search s;
  bool better;
  wg_score score = {.min = 250, .max = 350, .target = 300, .balance = 1000};
  assert_true(wg_graph_build(4, (const int64_t[]){100, 100, 100, 300}, e, 3, &g));
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 1, 3, 2}, 4));
  assert_true(wg_search_init(&s, &p, &score, 1));
  assert_true(WG_VEC_PUSH(&s.cluster, 0) && WG_VEC_PUSH(&s.cluster, 1));
  assert_true(WG_VEC_PUSH(&s.cluster, 3));
  assert_true(wg_recut_cluster(&s, 1, &better));
  assert_true(better);
  assert_int_equal(p.part.n, 2);
  assert_plan(&p);
  wg_search_free(&s);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

/* One part of all nodes is the best plan, unless three are wanted. */
static void a_wanted_number_is_kept(void **state) {
  (void)state;
  const int64_t households[] = {100, 100, 100, 100, 100, 100};
  const double cost[] = {90, 5, 90, 5, 90};
  wg_graph g;
  wg_parts p;
  wg_search s;
  bool better;
  wg_score score = {.min = 0, .max = 1000, .target = 600, .balance = 1000};
  path_of(6, households, cost, &g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 1, 1, 2, 2, 2}, 3));
  assert_true(wg_search_init(&s, &p, &score, 1));
  for (uint32_t i = 0; i < 3; i++) assert_true(WG_VEC_PUSH(&s.cluster, i));
  s.wanted = 3;
  assert_true(wg_recut_cluster(&s, 1, &better));
  assert_false(better);
  s.wanted = 0;
  assert_true(wg_recut_cluster(&s, 1, &better));
  assert_true(better);
  assert_int_equal(p.part.n, 1);
  wg_search_free(&s);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static bool recut(void *user) {
  wg_graph *g = user;
  wg_parts p = {0};
  wg_search s = {0};
  bool better = false;
  wg_score score = every_term();
  uint32_t label[64], prior[64];
  for (uint32_t v = 0; v < g->n; v++) label[v] = v % 8 / 4, prior[v] = v / 32;
  bool ok = wg_parts_init(&p, g, label, 2) && wg_parts_settle(&p, prior, 0.1) &&
            wg_search_init(&s, &p, &score, 3);
  for (uint32_t i = 0; ok && i < 2; i++) ok = WG_VEC_PUSH(&s.cluster, i);
  ok = ok && wg_recut_cluster(&s, 4, &better);
  if (ok) assert_true(better);
  wg_search_free(&s);
  wg_parts_free(&p);
  return ok;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 8, 8, 0, 120, &g); /* 3,000 households in two parts: they become more */
  fail_each(recut, &g);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_score_falls_or_nothing_moves),
      cmocka_unit_test(the_number_of_parts_is_free),
      cmocka_unit_test(homes_are_weighed),
      cmocka_unit_test(parts_that_vanish_leave_no_gap),
      cmocka_unit_test(a_wanted_number_is_kept),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/cluster", tests, NULL, NULL);
}
