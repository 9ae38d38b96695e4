#include "plan/solve.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/rng.h"
#include "plan/parts.h"

/* A w x h lattice of nodes; every fourth row and column is a road with cheap borders. */
static void lattice(uint32_t w, uint32_t h, int64_t least, uint32_t spread, uint64_t seed,
                    wg_graph *g) {
  WG_VEC(wg_graph_edge) e = {0};
  int64_t *hh = WG_NEW(int64_t, w * h);
  wg_rng r = wg_rng_init(seed, 0);
  for (uint32_t i = 0; i < w * h; i++) hh[i] = least + (int64_t)wg_rng_below(&r, spread);
  for (uint32_t y = 0; y < h; y++)
    for (uint32_t x = 0; x < w; x++) {
      uint32_t i = y * w + x;
      if (x + 1 < w)
        assert_true(WG_VEC_PUSH(&e, ((wg_graph_edge){i, i + 1, x % 4 == 3 ? 10 : 70, 10})));
      if (y + 1 < h)
        assert_true(WG_VEC_PUSH(&e, ((wg_graph_edge){i, i + w, y % 4 == 3 ? 10 : 70, 10})));
    }
  assert_true(wg_graph_build(w * h, hh, e.v, e.n, g));
  WG_VEC_FREE(&e);
  wg_free(hh);
}

static int64_t total(const wg_graph *g) {
  int64_t s = 0;
  for (uint32_t i = 0; i < g->n; i++) s += g->node[i].households;
  return s;
}

static void lattices_come_out_within_bounds(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 12; seed++) {
    wg_graph g;
    lattice(4 + (uint32_t)seed, 9, 5, 60, seed, &g);
    double k = (double)(total(&g) / 450 < 1 ? 1 : total(&g) / 450);
    wg_score s = {.min = 300, .max = 600, .target = (double)total(&g) / k, .balance = 500};
    uint32_t *label = WG_NEW(uint32_t, g.n), parts;
    assert_int_equal(
        wg_solve(&(wg_problem){.graph = &g, .score = s, .seed = seed, .effort = WG_EFFORT_NORMAL},
                 label, &parts),
        WG_OK);
    wg_parts p;
    assert_true(wg_parts_init(&p, &g, label, parts));
    assert_true(wg_parts_check(&p));
    for (uint32_t i = 0; i < parts; i++) {
      assert_true(p.part.v[i].sum.households >= 300);
      assert_true(p.part.v[i].sum.households <= 600);
    }
    wg_parts_free(&p);
    wg_free(label);
    wg_graph_free(&g);
  }
}

static void same_seed_same_plan(void **state) {
  (void)state;
  wg_graph g;
  lattice(12, 12, 0, 50, 5, &g);
  wg_score s = {.min = 300, .max = 600, .target = 450, .balance = 500};
  uint32_t a[144], b[144], na, nb;
  assert_int_equal(
      wg_solve(&(wg_problem){.graph = &g, .score = s, .seed = 9, .effort = WG_EFFORT_NORMAL}, a,
               &na),
      WG_OK);
  assert_int_equal(
      wg_solve(&(wg_problem){.graph = &g, .score = s, .seed = 9, .effort = WG_EFFORT_NORMAL}, b,
               &nb),
      WG_OK);
  assert_int_equal(na, nb);
  assert_memory_equal(a, b, sizeof a);
  wg_graph_free(&g);
}

/* On a path the tree is the graph: the plan must equal exhaustive search. */
static double best_path_plan(const int64_t *h, const double *cost, uint32_t n, const wg_score *s) {
  double best = 1e300;
  for (uint32_t mask = 0; mask < 1u << (n - 1); mask++) {
    double x = 0;
    int64_t open = h[0];
    for (uint32_t i = 1; i < n; i++) {
      if (!(mask >> (i - 1) & 1)) {
        open += h[i];
        continue;
      }
      x += wg_penalty(s, open) + cost[i - 1];
      open = h[i];
    }
    x += wg_penalty(s, open);
    if (x < best) best = x;
  }
  return best;
}

static void paths_are_solved_exactly(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 30; seed++) {
    enum { N = 12 };
    wg_rng r = wg_rng_init(seed, 3);
    int64_t h[N];
    double cost[N - 1];
    wg_graph_edge e[N - 1];
    for (uint32_t i = 0; i < N; i++) h[i] = wg_rng_below(&r, 300);
    for (uint32_t i = 0; i + 1 < N; i++) {
      cost[i] = 1 + wg_rng_below(&r, 100);
      e[i] = (wg_graph_edge){i, i + 1, cost[i], 10};
    }
    wg_graph g;
    assert_true(wg_graph_build(N, h, e, N - 1, &g));
    wg_score s = {.min = 300, .max = 600, .target = 450, .balance = 300};
    uint32_t label[N], parts;
    assert_int_equal(
        wg_solve(&(wg_problem){.graph = &g, .score = s, .seed = 1, .effort = WG_EFFORT_NORMAL},
                 label, &parts),
        WG_OK);
    wg_parts p;
    assert_true(wg_parts_init(&p, &g, label, parts));
    double best = best_path_plan(h, cost, N, &s), got = wg_parts_score(&p, &s);
    if (got > best * 1.02 + 1) print_message("seed %d: %g, best %g\n", (int)seed, got, best);
    assert_true(got <= best * 1.02 + 1); /* buckets may hide a tie within one step */
    wg_parts_free(&p);
    wg_graph_free(&g);
  }
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  lattice(6, 6, 0, 90, 2, &g);
  wg_score s = {.min = 300, .max = 600, .target = 450, .balance = 500};
  uint32_t label[36], parts;
  int64_t live = wg_mem_live();
  for (uint64_t at = 1; at < 400; at += 1 + at / 20) {
    wg_mem_fail_at(at);
    wg_status st =
        wg_solve(&(wg_problem){.graph = &g, .score = s, .seed = 1, .effort = WG_EFFORT_NORMAL},
                 label, &parts);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
  }
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paths_are_solved_exactly),
      cmocka_unit_test(lattices_come_out_within_bounds),
      cmocka_unit_test(same_seed_same_plan),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/solve", tests, NULL, NULL);
}
