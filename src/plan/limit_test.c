#include "plan/limit.h"

#include "plan/solve.h"
#include "plan/test_graph.h"

static void time_runs_from_nothing_to_all(void **state) {
  (void)state;
  wg_limit long_ago = {wg_limit_clock() - 3, 4}, over = {wg_limit_clock() - 3, 2};
  assert_true(wg_limit_share(&long_ago) >= 0.75 && wg_limit_share(&long_ago) < 0.99);
  assert_false(wg_limit_over(&long_ago));
  assert_true(wg_limit_over(&over));
  wg_limit now = wg_limit_start(1000);
  assert_true(wg_limit_share(&now) >= 0 && wg_limit_share(&now) < 0.1);
  double t = wg_limit_clock();
  assert_true(wg_limit_clock() >= t);
}

static void no_limit_is_never_over(void **state) {
  (void)state;
  wg_limit none = wg_limit_start(0), rest = wg_limit_rest(&none, 0.5);
  assert_true(wg_limit_share(&none) == 0 && !wg_limit_over(&none));
  assert_true(rest.begin == 0 && rest.seconds == 0);
}

static void the_rest_is_a_share_of_what_is_left(void **state) {
  (void)state;
  wg_limit l = {wg_limit_clock() - 100, 400};
  wg_limit all = wg_limit_rest(&l, 1), half = wg_limit_rest(&l, 0.5);
  assert_true(all.seconds > 299 && all.seconds <= 300);
  assert_true(half.seconds > 149 && half.seconds <= 150);
  assert_true(half.begin - l.begin >= 100);
  wg_limit over = {wg_limit_clock() - 100, 1}, none = wg_limit_rest(&over, 1);
  assert_true(none.seconds > 0 && none.seconds < 1e-3); /* 0 would mean no limit */
}

/* Households beyond the bounds, over all parts. */
static int64_t misses(const wg_graph *g, const wg_score *s, const uint32_t *label, uint32_t parts) {
  wg_parts p;
  int64_t sum = 0;
  assert_true(wg_parts_init(&p, g, label, parts));
  for (uint32_t i = 0; i < parts; i++) {
    int64_t w = p.part.v[i].sum.households;
    sum += w < s->min ? s->min - w : w > s->max ? w - s->max : 0;
  }
  wg_parts_free(&p);
  return sum;
}

/* Processor time of a search. */
static double measure(const wg_problem *p, uint32_t *label, uint32_t *parts) {
  clock_t began = clock();
  assert_int_equal(wg_solve(p, label, parts), WG_OK);
  assert_labels(p->graph, label, *parts);
  return (double)(clock() - began) / CLOCKS_PER_SEC;
}

/* A twentieth of a second: less than a quick search takes, whatever the effort. */
static void a_search_cut_short_ends_with_a_plan(void **state) {
  (void)state;
  wg_graph g;
  random_town(1, 75, 75, 15, 60, &g);
  assert_true(g.n > 5000);
  uint32_t *label = WG_NEW(uint32_t, g.n), *first = WG_NEW(uint32_t, g.n), parts, k;
  assert_true(label && first);
  wg_problem p = {.graph = &g, .score = every_term(), .seed = 1, .effort = WG_EFFORT_QUICK};
  double quick = measure(&p, label, &parts);
  p.effort = WG_EFFORT_THOROUGH;
  p.seconds = 0.05;
  double cut = measure(&p, label, &parts);
  assert_true(cut < quick / 2);
  /* the first plan is drawn from this seed, with two trees where nodes are many */
  assert_true(wg_first_plan(&p, p.seed * 64, 2, first, &k));
  assert_true(misses(&g, &p.score, label, parts) <= misses(&g, &p.score, first, k));
  assert_true(score_of_labels(&g, &p.score, label, parts) <=
              score_of_labels(&g, &p.score, first, k));
  p.seconds = 1e-9;
  assert_true(measure(&p, label, &parts) < quick / 2);
  wg_free(label);
  wg_free(first);
  wg_graph_free(&g);
}

/* The number that was asked for is no matter of time. */
static void a_wanted_number_is_reached_in_no_time(void **state) {
  (void)state;
  wg_graph g;
  random_town(2, 30, 30, 0, 60, &g);
  uint32_t *label = WG_NEW(uint32_t, g.n), parts;
  assert_non_null(label);
  wg_problem p = {.graph = &g, .score = every_term(), .grids = 20, .seconds = 1e-9};
  assert_int_equal(wg_solve(&p, label, &parts), WG_OK);
  assert_int_equal(parts, 20);
  assert_labels(&g, label, parts);
  wg_free(label);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(time_runs_from_nothing_to_all),
      cmocka_unit_test(no_limit_is_never_over),
      cmocka_unit_test(the_rest_is_a_share_of_what_is_left),
      cmocka_unit_test(a_search_cut_short_ends_with_a_plan),
      cmocka_unit_test(a_wanted_number_is_reached_in_no_time),
  };
  return cmocka_run_group_tests_name("plan/limit", tests, NULL, NULL);
}
