#include "plan/search.h"
#include "plan/solve.h"
#include "plan/test_graph.h"

static void a_part_takes_the_home_it_keeps_most_of(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  const uint32_t label[] = {0, 0, 1, 1, 1, 2, 2}, prior[] = {4, 4, 4, 9, 9, 9, WG_NO_HOME};
  path_of(7, (const int64_t[]){10, 10, 90, 30, 30, 20, 500}, (const double[]){1, 1, 1, 1, 1, 1},
          &g);
  assert_true(wg_parts_init(&p, &g, label, 3));
  for (uint32_t i = 0; i < 3; i++) assert_true(p.part.v[i].home == WG_NO_HOME);
  assert_true(wg_parts_settle(&p, prior, 2));
  /* part 1 keeps 90 of prior part 4 and 60 of 9; so 4 is gone for part 0, and 9 is left for part 2 */
  assert_int_equal(p.part.v[1].home, 4);
  assert_int_equal(p.part.v[2].home, 9);
  assert_true(p.part.v[0].home == WG_NO_HOME);
  wg_score s = {.min = 0, .max = 1000, .target = 100, .balance = 0};
  assert_true(near(wg_parts_cost(&p, &s, 0), 2 * 20));
  assert_true(near(wg_parts_cost(&p, &s, 1), 2 * 60));
  assert_true(near(wg_parts_cost(&p, &s, 2), 0)); /* nodes that had no part stray for nothing */
  assert_true(near(wg_parts_score(&p, &s), 160 + 2));
  wg_parts_free(&p);
  wg_graph_free(&g);
}

/* Of equal shares the part with the smaller number goes first, to the prior part with the smaller number. */
static void ties_go_by_number(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  path_of(4, (const int64_t[]){10, 10, 10, 10}, (const double[]){1, 1, 1}, &g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){1, 1, 0, 0}, 2));
  assert_true(wg_parts_settle(&p, (const uint32_t[]){6, 3, 6, 3}, 1));
  assert_int_equal(p.part.v[0].home, 3);
  assert_int_equal(p.part.v[1].home, 6);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

/* Households that left their prior part, whatever part carries that one on. */
static int64_t moved(const wg_graph *g, const uint32_t *prior, const uint32_t *label,
                     uint32_t parts) {
  wg_parts p;
  int64_t sum = 0;
  assert_true(wg_parts_init(&p, g, label, parts) && wg_parts_settle(&p, prior, 1));
  for (uint32_t v = 0; v < g->n; v++)
    sum += (int64_t)wg_parts_stray(&p, v, p.part.v[label[v]].home);
  wg_parts_free(&p);
  return sum;
}

/* A connected town in which everybody lives in a connected prior part. */
static uint32_t *settled_town(uint64_t seed, wg_graph *g, uint32_t *k) {
  random_town(seed, 14, 14, 0, 60, g);
  for (uint32_t v = 0; v < g->n; v++) g->node[v].households++;
  uint32_t *prior = WG_NEW(uint32_t, g->n);
  assert_true(prior && wg_regions_grow(g, NULL, NULL, 14, prior, k));
  return prior;
}

static void nobody_moves_when_it_costs_too_much(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 4; seed++) {
    wg_graph g;
    uint32_t k, parts, *prior = settled_town(seed, &g, &k), *label = WG_NEW(uint32_t, g.n);
    assert_non_null(label);
    wg_problem p = {.graph = &g, .score = every_term(), .seed = seed, .prior = prior, .keep = 1e12};
    p.effort = seed % 2 ? WG_EFFORT_QUICK : WG_EFFORT_NORMAL;
    assert_int_equal(wg_solve(&p, label, &parts), WG_OK);
    assert_int_equal(parts, k);
    assert_true(same_plan(label, prior, g.n, k));
    wg_free(prior);
    wg_free(label);
    wg_graph_free(&g);
  }
}

/* At no price homes mean nothing: the search goes as from that plan without homes. */
static void what_costs_nothing_changes_nothing(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 4; seed++) {
    wg_graph g;
    uint32_t k, parts, *prior = settled_town(seed, &g, &k), *free_label = WG_NEW(uint32_t, g.n),
                       *label = WG_NEW(uint32_t, g.n), free_parts;
    assert_true(label && free_label);
    wg_problem p = {.graph = &g, .score = every_term(), .seed = seed, .prior = prior};
    p.effort = WG_EFFORT_QUICK;
    assert_true(wg_first_plan(&p, 1, 1, free_label, &free_parts));
    assert_int_equal(wg_solve(&p, label, &parts), WG_OK);
    p.prior = NULL;
    assert_int_equal(wg_solve_on(&p, free_label, &free_parts), WG_OK);
    assert_int_equal(parts, free_parts);
    assert_memory_equal(label, free_label, g.n * sizeof *label);
    assert_true(moved(&g, prior, label, parts) > 0);
    wg_free(prior);
    wg_free(label);
    wg_free(free_label);
    wg_graph_free(&g);
  }
}

/* The dearer it is, the fewer move, and the worse the plan is apart from that. */
static void fewer_move_the_more_it_costs(void **state) {
  (void)state;
  const double keep[] = {0, 1, 20};
  int64_t gone[3] = {0};
  double score[3] = {0};
  for (uint64_t seed = 0; seed < 4; seed++) {
    wg_graph g;
    wg_score s = every_term();
    uint32_t k, parts, *prior = settled_town(seed, &g, &k), *label = WG_NEW(uint32_t, g.n);
    assert_non_null(label);
    for (int i = 0; i < 3; i++) {
      wg_problem p = {.graph = &g, .score = s, .seed = seed, .prior = prior, .keep = keep[i]};
      p.effort = WG_EFFORT_QUICK;
      assert_int_equal(wg_solve(&p, label, &parts), WG_OK);
      assert_labels(&g, label, parts);
      gone[i] += moved(&g, prior, label, parts);
      score[i] += score_of_labels(&g, &s, label, parts);
    }
    wg_free(prior);
    wg_free(label);
    wg_graph_free(&g);
  }
  assert_true(gone[0] > gone[1] && gone[1] > gone[2] && gone[2] > 0); /* bounds were missed */
  assert_true(score[0] < score[1] && score[1] < score[2]);
}

static bool settle(void *user) {
  wg_parts p;
  uint32_t label[64], prior[64];
  wg_graph *g = user;
  for (uint32_t v = 0; v < g->n; v++) label[v] = v / 8, prior[v] = v % 8;
  if (!wg_parts_init(&p, g, label, 8)) return false;
  bool ok = wg_parts_settle(&p, prior, 1);
  wg_parts_free(&p);
  return ok;
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 8, 8, 0, 90, &g);
  fail_each(settle, &g);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_part_takes_the_home_it_keeps_most_of),
      cmocka_unit_test(ties_go_by_number),
      cmocka_unit_test(nobody_moves_when_it_costs_too_much),
      cmocka_unit_test(what_costs_nothing_changes_nothing),
      cmocka_unit_test(fewer_move_the_more_it_costs),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/settle", tests, NULL, NULL);
}
