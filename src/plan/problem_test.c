/* What can be asked of a plan besides bounds and borders: seeds, pairs apart, further criteria, a number of
 * parts - through the whole search. */
#include "plan/solve.h"
#include "plan/test_graph.h"

/* Solves and loads the plan. */
static void solve(const wg_problem *p, wg_parts *out) {
  uint32_t *label = WG_NEW(uint32_t, p->graph->n), parts;
  assert_non_null(label);
  assert_int_equal(wg_solve(p, label, &parts), WG_OK);
  assert_true(wg_parts_init(out, p->graph, label, parts));
  assert_plan(out);
  wg_free(label);
}

static void every_part_has_one_seed(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 4; seed++) {
    wg_graph g;
    wg_parts p;
    random_town(seed, 16, 14, 0, 60, &g);
    wg_rng r = wg_rng_init(seed, 1);
    uint32_t seeds = 0;
    while (seeds < 12) {
      wg_sums *node = &g.node[wg_rng_below(&r, g.n)];
      seeds += node->seeds == 0;
      node->seeds = 1;
    }
    wg_problem problem = {.graph = &g, .score = every_term(), .seed = seed, .effort = seed % 2};
    problem.score.min = 50;
    problem.score.max = 3000;
    problem.score.seeded = true;
    solve(&problem, &p);
    assert_int_equal(p.part.n, seeds);
    for (uint32_t i = 0; i < seeds; i++) assert_int_equal(p.part.v[i].sum.seeds, 1);
    wg_parts_free(&p);
    wg_graph_free(&g);
  }
}

static void pairs_end_apart(void **state) {
  (void)state;
  uint32_t together = 0;
  for (uint64_t seed = 0; seed < 4; seed++)
    for (int apart = 0; apart < 2; apart++) {
      wg_graph g;
      wg_parts p;
      random_town(seed, 16, 14, 0, 60, &g);
      /* sixteen pairs of neighbours, in the first and in the last bits */
      for (uint32_t i = 0; apart && i < 16; i++) {
        uint32_t a = i * 14, b = a + 1, word = i % 2, at = i < 8 ? 2 * i : 62 - 2 * (i - 8);
        g.node[a].apart[word] += UINT64_C(1) << at;
        g.node[b].apart[word] += UINT64_C(1) << at;
      }
      solve(
          &(wg_problem){
              .graph = &g, .score = every_term(), .seed = seed, .effort = WG_EFFORT_NORMAL},
          &p);
      for (uint32_t i = 0; i < 16; i++) {
        bool same = p.label[i * 14] == p.label[i * 14 + 1];
        together += same;
        if (apart) assert_false(same);
      }
      wg_parts_free(&p);
      wg_graph_free(&g);
    }
  assert_true(together > 12); /* where nobody asked */
}

/* Sum over parts of how far the first criterion lies beyond its tolerance, as a share. */
static double imbalance(const wg_parts *p, const wg_criterion *c) {
  double sum = 0;
  for (uint32_t i = 0; i < p->part.n; i++) {
    double d = fabs((double)p->part.v[i].sum.criterion[0] - c->target) / c->target - c->tolerance;
    sum += d > 0 ? d : 0;
  }
  return sum;
}

static void a_criterion_is_balanced_when_it_has_weight(void **state) {
  (void)state;
  double total[2] = {0};
  for (uint64_t seed = 0; seed < 4; seed++)
    for (int asked = 0; asked < 2; asked++) {
      wg_graph g;
      wg_parts p;
      random_town(seed, 16, 14, 0, 60, &g);
      int64_t all = 0;
      for (uint32_t v = 0; v < g.n; v++) all += g.node[v].criterion[0];
      wg_problem problem = {.graph = &g, .score = every_term(), .seed = seed};
      wg_criterion *c = &problem.score.criterion[0];
      *c = (wg_criterion){.target = (double)all / 12, .tolerance = 0.05, .weight = asked ? 500 : 0};
      problem.score.criterion[1].weight = 0;
      problem.grids = 12;
      solve(&problem, &p);
      assert_int_equal(p.part.n, 12);
      total[asked] += imbalance(&p, c);
      wg_parts_free(&p);
      wg_graph_free(&g);
    }
  assert_true(total[1] < total[0] / 3);
}

/* Rounder by either measure when that is asked for. */
static void shape_and_outline_count(void **state) {
  (void)state;
  double sum[3][2] = {{0}};
  const wg_score measure[2] = {{.max = 9999, .target = 450, .shape = 1},
                               {.max = 9999, .target = 450, .outline = 1}};
  for (uint64_t seed = 0; seed < 4; seed++)
    for (int asked = 0; asked < 3; asked++) {
      wg_graph g;
      wg_parts p;
      random_town(seed, 16, 14, 0, 60, &g);
      wg_problem problem = {.graph = &g, .seed = seed, .score = {300, 600, 450, .balance = 500}};
      if (asked == 1) problem.score.shape = 3000;
      if (asked == 2) problem.score.outline = 3000;
      solve(&problem, &p);
      for (int m = 0; m < 2; m++)
        for (uint32_t i = 0; i < p.part.n; i++)
          sum[asked][m] += wg_part_cost(&measure[m], &p.part.v[i].sum) / (double)p.part.n;
      wg_parts_free(&p);
      wg_graph_free(&g);
    }
  assert_true(sum[1][0] < sum[0][0] * 0.7);
  assert_true(sum[2][1] < sum[0][1] * 0.85 && sum[2][1] < sum[1][1]);
}

static void the_number_of_parts_is_as_wanted(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 4; seed++) {
    wg_graph g;
    wg_parts p;
    random_town(seed, 14, 12, seed % 2 ? 4 : 0, 60, &g);
    const uint32_t least = pieces_of(&g), wanted[] = {least, least + 7, least + 30};
    for (int i = 0; i < 3; i++) {
      solve(&(wg_problem){.graph = &g, .score = every_term(), .grids = wanted[i], .seed = seed},
            &p);
      assert_int_equal(p.part.n, wanted[i]);
      wg_parts_free(&p);
    }
    wg_graph_free(&g);
  }
}

/* From any plan, whatever is asked, it gets no worse. */
static void a_plan_given_is_never_made_worse(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 10; seed++) {
    wg_graph g;
    wg_score s = every_term();
    random_town(seed, 14, 12, 6, 60, &g);
    s.seeded = seed % 2;
    for (uint32_t v = 0; v < g.n; v += 15) g.node[v].seeds = 1;
    uint32_t *label = WG_NEW(uint32_t, g.n), parts;
    assert_true(label && wg_regions_grow(&g, NULL, NULL, 5 + 4 * (uint32_t)seed, label, &parts));
    double before = score_of_labels(&g, &s, label, parts);
    assert_int_equal(
        wg_solve_on(&(wg_problem){.graph = &g, .score = s, .seed = seed}, label, &parts), WG_OK);
    assert_labels(&g, label, parts);
    double once = score_of_labels(&g, &s, label, parts);
    assert_true(once < before);
    assert_int_equal(wg_solve_on(&(wg_problem){.graph = &g, .score = s, .seed = 9}, label, &parts),
                     WG_OK);
    assert_true(score_of_labels(&g, &s, label, parts) <= once + 1e-9 * once);
    wg_free(label);
    wg_graph_free(&g);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_part_has_one_seed),
      cmocka_unit_test(pairs_end_apart),
      cmocka_unit_test(a_criterion_is_balanced_when_it_has_weight),
      cmocka_unit_test(shape_and_outline_count),
      cmocka_unit_test(the_number_of_parts_is_as_wanted),
      cmocka_unit_test(a_plan_given_is_never_made_worse),
  };
  return cmocka_run_group_tests_name("plan/problem", tests, NULL, NULL);
}
