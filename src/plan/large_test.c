#include "plan/solve.h"
#include "plan/test_graph.h"

static wg_status solve(unsigned threads, const wg_problem *p, uint32_t *label, uint32_t *parts) {
  wg_ctx ctx = {.threads = threads};
  return wg_solve_large(&ctx, p, label, parts);
}

/* Parts that lie across the seams of the first regions. */
static uint32_t across_seams(const wg_graph *g, const uint32_t *label, uint32_t parts) {
  uint32_t *region = WG_NEW(uint32_t, g->n), *own = WG_NEW(uint32_t, parts), regions, n = 0;
  assert_true(region && own && wg_regions_grow(g, NULL, NULL, WG_REGION, region, &regions));
  assert_true(regions > 1);
  memset(own, 0xff, parts * sizeof *own);
  for (uint32_t v = 0; v < g->n; v++) {
    if (own[label[v]] == UINT32_MAX) own[label[v]] = region[v];
    n += own[label[v]] != region[v];
  }
  wg_free(region);
  wg_free(own);
  return n;
}

/* A long strip of light nodes, so that parts are large and have few neighbours: that is quick. */
static void any_number_of_threads_gives_the_same_plan(void **state) {
  (void)state;
  const unsigned threads[] = {1, 2, 5};
  wg_graph g;
  random_town(1, 14, 2900, 0, 4, &g);
  assert_true(g.n > 2 * WG_REGION);
  uint32_t *label[3], parts[3];
  wg_problem p = {.graph = &g, .seed = 1, .effort = WG_EFFORT_QUICK};
  p.score = (wg_score){.min = 300, .max = 600, .target = 450, .balance = 300};
  for (int i = 0; i < 3; i++) {
    label[i] = WG_NEW(uint32_t, g.n);
    assert_non_null(label[i]);
    assert_int_equal(solve(threads[i], &p, label[i], &parts[i]), WG_OK);
    assert_int_equal(parts[0], parts[i]);
    assert_memory_equal(label[0], label[i], g.n * sizeof *label[i]);
  }
  assert_labels(&g, label[0], parts[0]);
  assert_true(across_seams(&g, label[0], parts[0]) > 0);
  wg_parts plan;
  assert_true(wg_parts_init(&plan, &g, label[0], parts[0]));
  for (uint32_t i = 0; i < parts[0]; i++)
    assert_true(plan.part.v[i].sum.households >= 300 && plan.part.v[i].sum.households <= 600);
  wg_parts_free(&plan);
  for (int i = 0; i < 3; i++) wg_free(label[i]);
  wg_graph_free(&g);
}

/* What follows needs no large graph: one region is enough. */

/* Of a single region the plan is that of a search in one go, searched on. */
static void a_region_is_no_worse_than_the_whole(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 4; seed++) {
    wg_graph g;
    random_town(seed, 16, 16, 0, 60, &g);
    uint32_t *label = WG_NEW(uint32_t, g.n), parts;
    assert_non_null(label);
    wg_problem p = {.graph = &g, .score = every_term(), .seed = seed};
    assert_int_equal(wg_solve(&p, label, &parts), WG_OK);
    double whole = score_of_labels(&g, &p.score, label, parts);
    assert_int_equal(solve(2, &p, label, &parts), WG_OK);
    double again = score_of_labels(&g, &p.score, label, parts);
    /* equal but for the order of sums */
    assert_true(again <= whole + 1e-9 * fabs(whole));
    wg_free(label);
    wg_graph_free(&g);
  }
}

static void a_graph_in_pieces_is_solved_too(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 2; seed++) {
    wg_graph g;
    random_town(seed, 16, 16, 4, 60, &g);
    uint32_t *label = WG_NEW(uint32_t, g.n), parts, pieces = pieces_of(&g);
    assert_non_null(label);
    wg_problem p = {.graph = &g, .score = every_term(), .seed = seed};
    assert_int_equal(solve(2, &p, label, &parts), WG_OK);
    assert_labels(&g, label, parts);
    p.grids = pieces + (seed % 2 ? 0 : 25);
    assert_int_equal(solve(2, &p, label, &parts), WG_OK);
    assert_int_equal(parts, p.grids);
    assert_labels(&g, label, parts);
    wg_free(label);
    wg_graph_free(&g);
  }
}

static void a_graph_without_nodes_has_no_parts(void **state) {
  (void)state;
  wg_graph g;
  uint32_t label[1], parts = 7;
  assert_true(wg_graph_build(0, NULL, NULL, 0, &g));
  assert_int_equal(solve(2, &(wg_problem){.graph = &g, .score = every_term()}, label, &parts),
                   WG_OK);
  assert_int_equal(parts, 0);
  wg_graph_free(&g);
}

/* One part has to go: the one whose few residents move cheapest, though a dearer border stands elsewhere. */
static void the_wanted_number_respects_the_plan_before(void **state) {
  (void)state;
  const uint32_t prior[] = {3, 3, 1, 1, 0, 2, 2}, joined[] = {0, 0, 1, 1, 1, 2, 2};
  wg_graph g;
  uint32_t label[7], parts;
  path_of(7, (const int64_t[]){90, 90, 80, 80, 10, 90, 90}, (const double[]){5, 1000, 5, 20, 10, 5},
          &g);
  wg_problem p = {.graph = &g, .prior = prior, .keep = 100, .grids = 4, .seed = 1};
  p.score = (wg_score){.min = 0, .max = 1000, .target = 100, .balance = 0};
  assert_int_equal(solve(1, &p, label, &parts), WG_OK);
  assert_true(parts == 4 && same_plan(label, prior, 7, 4));
  p.grids = 3;
  assert_int_equal(solve(1, &p, label, &parts), WG_OK);
  assert_true(parts == 3 && same_plan(label, joined, 7, 3));
  wg_graph_free(&g);
}

static bool run(void *user) {
  uint32_t label[64], parts;
  wg_status st = solve(1, user, label, &parts);
  assert_true(st == WG_OK || st == WG_ERR_NOMEM);
  return st == WG_OK;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 6, 6, 0, 90, &g);
  uint32_t *prior = random_prior(&g, 10, 1);
  wg_problem p = {.graph = &g, .score = every_term(), .prior = prior, .keep = 1, .grids = 5};
  fail_each(run, &p);
  wg_free(prior);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(any_number_of_threads_gives_the_same_plan),
      cmocka_unit_test(a_region_is_no_worse_than_the_whole),
      cmocka_unit_test(a_graph_in_pieces_is_solved_too),
      cmocka_unit_test(a_graph_without_nodes_has_no_parts),
      cmocka_unit_test(the_wanted_number_respects_the_plan_before),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/large", tests, NULL, NULL);
}
