#include "plan/firstplan.h"

#include "plan/test_graph.h"

static wg_score bounds(void) {
  return (wg_score){.min = 300, .max = 600, .target = 450, .balance = 500};
}

/* ---- by tree cuts --------------------------------------------------------- */

static void trees_give_connected_parts(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 16; seed++) {
    wg_graph g;
    wg_score score = bounds();
    random_town(seed, 16, 12, seed % 2 ? 8 : 3, 60, &g);
    wg_rng r = wg_rng_init(seed, 1);
    for (int i = 0; i < 3; i++) g.node[wg_rng_below(&r, g.n)].households = 601 + 500 * i;
    uint32_t *label = WG_NEW(uint32_t, g.n), parts, once;
    assert_non_null(label);
    wg_problem p = {.graph = &g, .score = score};
    assert_true(wg_first_plan(&p, seed, 1, label, &once));
    assert_labels(&g, label, once);
    double by_one = score_of_labels(&g, &score, label, once);
    assert_true(wg_first_plan(&p, seed, 8, label, &parts));
    assert_labels(&g, label, parts);
    assert_true(score_of_labels(&g, &score, label, parts) <=
                by_one);               /* the first tree is the same */
    for (uint32_t v = 0; v < g.n; v++) /* a tower is a part of its own */
      for (uint32_t e = g.first[v]; g.node[v].households > 600 && e < g.first[v + 1]; e++)
        assert_true(label[g.to[e]] != label[v]);
    wg_free(label);
    wg_graph_free(&g);
  }
}

static void more_trees_find_more(void **state) {
  (void)state;
  wg_graph g;
  wg_score score = bounds();
  random_town(1, 16, 12, 0, 60, &g);
  uint32_t *label = WG_NEW(uint32_t, g.n), parts;
  assert_non_null(label);
  double one = 0, eight = 0;
  for (uint64_t seed = 0; seed < 8; seed++) {
    wg_problem p = {.graph = &g, .score = score};
    assert_true(wg_first_plan(&p, seed, 1, label, &parts));
    one += score_of_labels(&g, &score, label, parts);
    assert_true(wg_first_plan(&p, seed, 8, label, &parts));
    eight += score_of_labels(&g, &score, label, parts);
  }
  assert_true(eight < one);
  wg_free(label);
  wg_graph_free(&g);
}

/* ---- from seeds, from a plan before --------------------------------------- */

static void seeds_grow_into_parts(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 8; seed++) {
    wg_graph g;
    wg_score score = bounds();
    score.seeded = true;
    random_town(seed, 16, 12, seed % 2 ? 4 : 0, 60, &g);
    wg_rng r = wg_rng_init(seed, 1);
    for (int i = 0; i < 9; i++) g.node[wg_rng_below(&r, g.n)].seeds = 1;
    uint32_t *label = WG_NEW(uint32_t, g.n), parts, seeds = 0, without = 0;
    assert_non_null(label);
    assert_true(wg_first_plan(&(wg_problem){.graph = &g, .score = score}, 1, 8, label, &parts));
    assert_labels(&g, label, parts);
    wg_parts p;
    assert_true(wg_parts_init(&p, &g, label, parts));
    for (uint32_t i = 0; i < parts; i++) {
      assert_true(p.part.v[i].sum.seeds <= 1);
      seeds += p.part.v[i].sum.seeds == 1;
      without += p.part.v[i].sum.seeds == 0;
    }
    for (uint32_t v = 0; v < g.n; v++) seeds -= (uint32_t)g.node[v].seeds;
    assert_int_equal(seeds, 0);
    assert_true(seed % 2 ? without < pieces_of(&g) : without == 0);
    wg_parts_free(&p);
    wg_free(label);
    wg_graph_free(&g);
  }
}

/* A row of six: prior parts 5 and 2, a stretch of 5 cut off, a new node between, one at the end. */
static void a_plan_before_is_completed(void **state) {
  (void)state;
  const uint32_t prior[] = {5, 5, WG_NO_PART, 2, 5, WG_NO_PART};
  wg_graph g;
  uint32_t label[6], parts;
  path_of(6, (const int64_t[]){10, 10, 10, 30, 50, 10}, (const double[]){1, 1, 1, 1, 1}, &g);
  wg_problem p = {.graph = &g, .score = bounds(), .prior = prior};
  assert_true(wg_first_plan(&p, 1, 8, label, &parts));
  assert_int_equal(parts, 3);
  assert_memory_equal(label, ((const uint32_t[]){0, 0, 0, 1, 2, 2}), sizeof label);
  wg_graph_free(&g);
}

static void stretches_of_the_plan_before_stay_whole(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 8; seed++) {
    wg_graph g;
    random_town(seed, 16, 12, 4, 60, &g);
    uint32_t *prior = random_prior(&g, 14, seed), *label = WG_NEW(uint32_t, g.n), parts;
    assert_non_null(label);
    wg_problem p = {.graph = &g, .score = bounds(), .prior = prior};
    assert_true(wg_first_plan(&p, seed, 8, label, &parts));
    assert_labels(&g, label, parts);
    for (uint32_t v = 0; v < g.n; v++)
      for (uint32_t e = g.first[v]; e < g.first[v + 1]; e++) {
        uint32_t a = prior[v], b = prior[g.to[e]];
        if (a != WG_NO_PART && b != WG_NO_PART)
          assert_true((label[v] == label[g.to[e]]) == (a == b));
      }
    wg_free(prior);
    wg_free(label);
    wg_graph_free(&g);
  }
}

/* ---- growing -------------------------------------------------------------- */

static void the_poorest_part_grows_first(void **state) {
  (void)state;
  wg_graph g;
  uint32_t label[7], parts = 2;
  /* 300 households on the left are met by 20 + 30 + 40 + 50 from the right before they move */
  path_of(7, (const int64_t[]){300, 10, 50, 40, 30, 20, 10}, (const double[]){1, 1, 1, 1, 1, 1},
          &g);
  memset(label, 0xff, sizeof label);
  label[0] = 0;
  label[6] = 1;
  assert_true(wg_grow_parts(&g, label, &parts));
  assert_int_equal(parts, 2);
  assert_memory_equal(label, ((const uint32_t[]){0, 1, 1, 1, 1, 1, 1}), sizeof label);
  wg_graph_free(&g);
}

/* A part that has grown since it made its offers is not poor any more. */
static void offers_grow_old(void **state) {
  (void)state;
  const wg_graph_edge e[] = {{0, 1, 1, 1}, {0, 2, 1, 1}, {0, 3, 1, 1}, {3, 4, 1, 1}};
  wg_graph g;
  uint32_t label[] = {0, WG_NO_PART, WG_NO_PART, WG_NO_PART, 1}, parts = 2;
  assert_true(wg_graph_build(5, (const int64_t[]){10, 100, 100, 100, 50}, e, 4, &g));
  assert_true(wg_grow_parts(&g, label, &parts));
  assert_memory_equal(label, ((const uint32_t[]){0, 0, 0, 1, 1}), sizeof label);
  wg_graph_free(&g);
}

/* Equally poor parts meet in the middle; the node there goes where its border would cost more. */
static void the_dearest_border_is_swallowed_first(void **state) {
  (void)state;
  for (int right = 0; right < 2; right++) {
    wg_graph g;
    uint32_t label[] = {0, WG_NO_PART, WG_NO_PART, WG_NO_PART, 1}, parts = 2;
    path_of(5, (const int64_t[]){7, 7, 7, 7, 7}, (const double[]){1, right ? 4 : 6, 5, 1}, &g);
    assert_true(wg_grow_parts(&g, label, &parts));
    assert_memory_equal(label, ((const uint32_t[]){0, 0, right ? 1 : 0, 1, 1}), sizeof label);
    wg_graph_free(&g);
  }
}

static void what_no_part_reaches_is_a_part_a_piece(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 8; seed++) {
    wg_graph g;
    random_town(seed, 14, 14, 3, 60, &g);
    uint32_t *label = WG_NEW(uint32_t, g.n), parts = 1, pieces = pieces_of(&g);
    assert_true(label && pieces > 1);
    memset(label, 0xff, g.n * sizeof *label);
    label[g.n / 2] = 0;
    assert_true(wg_grow_parts(&g, label, &parts));
    assert_int_equal(parts, pieces);
    assert_labels(&g, label, parts);
    wg_free(label);
    wg_graph_free(&g);
  }
}

/* ---- memory --------------------------------------------------------------- */

typedef struct {
  wg_problem p;
  unsigned trees;
} run;

static bool make_plan(void *user) {
  const run *r = user;
  uint32_t label[64], parts;
  return wg_first_plan(&r->p, 1, r->trees, label, &parts);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 8, 8, 4, 90, &g);
  uint32_t *prior = random_prior(&g, 14, 1);
  run r = {{.graph = &g, .score = bounds()}, 3};
  fail_each(make_plan, &r);
  r.p.prior = prior;
  fail_each(make_plan, &r);
  r.p.prior = NULL;
  r.p.score.seeded = true;
  g.node[3].seeds = g.node[20].seeds = 1;
  fail_each(make_plan, &r);
  wg_free(prior);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trees_give_connected_parts),
      cmocka_unit_test(more_trees_find_more),
      cmocka_unit_test(seeds_grow_into_parts),
      cmocka_unit_test(a_plan_before_is_completed),
      cmocka_unit_test(stretches_of_the_plan_before_stay_whole),
      cmocka_unit_test(the_poorest_part_grows_first),
      cmocka_unit_test(offers_grow_old),
      cmocka_unit_test(the_dearest_border_is_swallowed_first),
      cmocka_unit_test(what_no_part_reaches_is_a_part_a_piece),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/firstplan", tests, NULL, NULL);
}
