#include "plan/proof.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/parallel.h"
#include "plan/parts.h"
#include "plan/solve.h"
#include "plan/test_graphs.h"

/* ---- exhaustive search over all plans ------------------------------------------------ */

typedef struct {
  double part[1 << TEST_NODES]; /* what a set costs as a part; infinite if not connected */
  double best[TEST_NODES + 1]
             [1 << TEST_NODES]; /* least for a set, in so many parts; [0]: in any number */
} oracle;

static void solve_all(const wg_graph *g, const wg_score *s, oracle *o) {
  uint32_t all = (1u << g->n) - 1;
  for (uint32_t set = 1; set <= all; set++)
    o->part[set] = test_connected(g, set) ? test_part(g, s, set) : INFINITY;
  for (uint32_t k = 0; k <= g->n; k++) o->best[k][0] = k == 0 ? 0 : INFINITY;
  for (uint32_t set = 1; set <= all; set++)
    for (uint32_t k = 0; k <= g->n; k++) {
      double least = INFINITY;
      uint32_t low = set & -set;
      for (uint32_t part = set; part; part = (part - 1) & set) {
        if (!(part & low) || isinf(o->part[part])) continue;
        uint32_t rest = set & ~part;
        double x = o->part[part];
        if (k == 0)
          x += o->best[0][rest];
        else if (k == 1)
          x += rest ? INFINITY : 0;
        else
          x += rest ? o->best[k - 1][rest] : INFINITY;
        if (x < least) least = x;
      }
      o->best[k][set] = least;
    }
}

static double score_of(const wg_graph *g, const wg_score *s, const uint32_t *label,
                       uint32_t parts) {
  double sum = 0;
  for (uint32_t k = 0; k < parts; k++) {
    uint32_t set = 0;
    for (uint32_t u = 0; u < g->n; u++)
      if (label[u] == k) set |= 1u << u;
    assert_true(set != 0 && test_connected(g, set));
    sum += test_part(g, s, set);
  }
  return sum;
}

/* A connected plan with so many parts: a spanning forest cut anywhere. */
static void any_plan(const wg_graph *g, uint32_t parts, wg_rng *r, uint32_t *label) {
  memset(label, 0xff, g->n * sizeof *label);
  for (uint32_t k = 0; k < parts; k++) {
    uint32_t u = wg_rng_below(r, g->n);
    while (label[u] != UINT32_MAX) u = (u + 1) % g->n;
    label[u] = k;
  }
  for (uint32_t round = 0; round < g->n; round++)
    for (uint32_t u = 0; u < g->n; u++)
      for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++)
        if (label[u] == UINT32_MAX && label[g->to[e]] != UINT32_MAX) label[u] = label[g->to[e]];
}

static bool near(double a, double b) {
  return fabs(a - b) <= 1e-5 * (1 + fabs(remainder(b, WG_MISS))) + 1e-11 * fabs(b);
}

static void check_proof(const wg_graph *g, const wg_score *s, uint32_t grids, wg_rng *r,
                        double best, uint64_t seed) {
  uint32_t label[TEST_NODES], parts = grids ? grids : 1 + wg_rng_below(r, 3);
  wg_proof p;
  wg_proof_limits limits = wg_proof_limits_usual();
  limits.starts = grids ? 0 : wg_rng_below(r, 3);
  any_plan(g, parts, r, label);
  double before = score_of(g, s, label, parts);
  assert_int_equal(wg_prove(g, s, grids, &limits, label, &parts, &p), WG_OK);
  double got = score_of(g, s, label, parts);
  bool good = p.optimal && near(got, best) && near(p.score, best) && near(p.lower, best);
  if (!good)
    print_message("seed %u grids %u: best %.9g, lower %.9g, score %.9g, real %.9g, before %.9g\n",
                  (unsigned)seed, grids, best, p.lower, p.score, got, before);
  assert_true(good);
  if (grids) assert_int_equal(parts, grids);
}

static void proofs_equal_exhaustive_search(void **state) {
  (void)state;
  oracle *o = WG_NEW(oracle, 1);
  assert_non_null(o);
  for (uint64_t seed = 0; seed < 500; seed++) {
    wg_rng r = wg_rng_init(seed, 17);
    wg_graph g;
    assert_true(test_graph(&r, 4 + wg_rng_below(&r, TEST_NODES - 3), true, &g));
    wg_score s = test_score(&r, &g);
    solve_all(&g, &s, o);
    uint32_t all = (1u << g.n) - 1, grids = 1 + wg_rng_below(&r, 4);
    check_proof(&g, &s, 0, &r, o->best[0][all], seed);
    check_proof(&g, &s, grids, &r, o->best[grids][all], seed);
    wg_graph_free(&g);
  }
  wg_free(o);
}

/* Whatever is cut short: the bound holds and the plan is no worse than before. */
static void limits_leave_a_bound(void **state) {
  (void)state;
  oracle *o = WG_NEW(oracle, 1);
  int open = 0;
  assert_non_null(o);
  for (uint64_t seed = 0; seed < 120; seed++) {
    wg_rng r = wg_rng_init(seed, 18);
    wg_graph g;
    assert_true(test_graph(&r, TEST_NODES, seed % 3 == 0, &g));
    wg_score s = test_score(&r, &g);
    solve_all(&g, &s, o);
    uint32_t label[TEST_NODES], parts = 2;
    any_plan(&g, parts, &r, label);
    wg_proof_limits limits = {.steps = wg_rng_below(&r, 60),
                              .columns = 2 + wg_rng_below(&r, 30),
                              .branches = wg_rng_below(&r, 2),
                              .border_steps = wg_rng_below(&r, 60)};
    double before = score_of(&g, &s, label, parts), best = o->best[0][(1u << g.n) - 1];
    wg_proof p;
    assert_int_equal(wg_prove(&g, &s, 0, &limits, label, &parts, &p), WG_OK);
    double got = score_of(&g, &s, label, parts);
    assert_true(p.lower <= best || near(p.lower, best));
    assert_true(got <= before || near(got, before));
    if (!near(p.score, got))
      print_message("seed %u score %.12g got %.12g before %.12g best %.12g\n", (unsigned)seed,
                    p.score, got, before, best);
    assert_true(near(p.score, got));
    if (p.optimal) assert_true(near(got, best));
    open += !p.optimal;
    wg_graph_free(&g);
  }
  wg_free(o);
  assert_true(open > 20);
}

/* The border's own bound, against all plans that are as good within the bounds. */
static void the_least_border(void **state) {
  (void)state;
  oracle *o = WG_NEW(oracle, 1);
  int tight = 0;
  assert_non_null(o);
  for (uint64_t seed = 0; seed < 60; seed++) {
    wg_rng r = wg_rng_init(seed, 19);
    wg_graph g;
    assert_true(test_graph(&r, TEST_NODES, false, &g));
    wg_score s = test_score(&r, &g), border = {.min = s.min, .max = s.max, .target = s.target};
    solve_all(&g, &border, o);
    double best = o->best[0][(1u << g.n) - 1];
    uint32_t label[TEST_NODES], parts = 1;
    any_plan(&g, parts, &r, label);
    wg_proof_limits limits = wg_proof_limits_usual();
    limits.border_steps = 100000;
    wg_proof p;
    assert_int_equal(wg_prove(&g, &s, 0, &limits, label, &parts, &p), WG_OK);
    assert_true(p.least.border <= p.plan.border + 1e-5 * (1 + fabs(p.plan.border)));
    if (best < WG_MISS / 2) assert_true(p.least.border <= best + 1e-5 * (1 + fabs(best)));
    tight += best > 0 && p.least.border > 0.9 * best && best < WG_MISS / 2;
    wg_graph_free(&g);
  }
  wg_free(o);
  assert_true(tight > 10);
}

/* ---- districts ---------------------------------------------------------------------------- */

/* A w x h lattice with a diagonal in every other square, roads every fourth row and column, about
 * 50 households a node. */
static void district(uint32_t w, uint32_t h, uint64_t seed, wg_graph *g, wg_score *s) {
  WG_VEC(wg_graph_edge) e = {0};
  int64_t *hh = WG_NEW(int64_t, w * h), sum = 0;
  wg_rng r = wg_rng_init(seed, 0);
  assert_non_null(hh);
  for (uint32_t i = 0; i < w * h; i++) sum += hh[i] = 20 + (int64_t)wg_rng_below(&r, 60);
  for (uint32_t i = 0; i < w * h; i++) {
    uint32_t x = i % w, y = i / w;
    double across = x % 4 == 3 ? 50 : 150, down = y % 4 == 3 ? 50 : 150;
    wg_graph_edge right = {i, i + 1, across + wg_rng_below(&r, 100), 60};
    wg_graph_edge below = {i, i + w, down + wg_rng_below(&r, 100), 60};
    wg_graph_edge corner = {i, i + w + 1, 30 + wg_rng_below(&r, 50), 20};
    if (x + 1 < w) assert_true(WG_VEC_PUSH(&e, right));
    if (y + 1 < h) assert_true(WG_VEC_PUSH(&e, below));
    if (x + 1 < w && y + 1 < h && (x + y) % 2) assert_true(WG_VEC_PUSH(&e, corner));
  }
  assert_true(wg_graph_build(w * h, hh, e.v, e.n, g));
  *s = (wg_score){.min = 300, .max = 600, .balance = 7500};
  s->target = (double)sum / fmax(1, floor((double)sum / 450 + 0.5));
  WG_VEC_FREE(&e);
  wg_free(hh);
}

static void first_plan(const wg_graph *g, const wg_score *s, uint32_t *label, uint32_t *parts) {
  wg_problem p = {.graph = g, .score = *s, .seed = 1, .effort = WG_EFFORT_NORMAL};
  assert_int_equal(wg_solve(&p, label, parts), WG_OK);
}

static void districts_are_solved_to_optimality(void **state) {
  (void)state;
  uint32_t size[][2] = {{8, 5}, {10, 6}, {10, 9}};
  for (int i = 0; i < 3; i++) {
    wg_graph g;
    wg_score s;
    uint32_t label[100], parts;
    wg_parts p;
    wg_proof proof;
    wg_proof_limits limits = wg_proof_limits_usual();
    district(size[i][0], size[i][1], 7, &g, &s);
    first_plan(&g, &s, label, &parts);
    assert_int_equal(wg_prove(&g, &s, 0, &limits, label, &parts, &proof), WG_OK);
    print_message("%u nodes %.2f %.2f steps %u columns %u rounds %u\n", g.n, proof.score,
                  proof.lower, (unsigned)proof.steps, proof.columns, proof.rounds);
    assert_true(wg_parts_init(&p, &g, label, parts));
    assert_true(wg_parts_check(&p));
    wg_parts_free(&p);
    wg_graph_free(&g);
  }
}

/* ---- threads and memory -------------------------------------------------------------------- */

typedef struct {
  uint32_t label[8][60], parts[8];
  wg_proof proof[8];
} runs;

static wg_status run_one(void *user, size_t item, unsigned worker) {
  (void)worker;
  runs *x = user;
  wg_graph g;
  wg_score s;
  wg_proof_limits limits = wg_proof_limits_usual();
  limits.border_steps = 10000;
  district(8, 5, item / 2, &g, &s); /* two of each */
  first_plan(&g, &s, x->label[item], &x->parts[item]);
  wg_status st = wg_prove(&g, &s, 0, &limits, x->label[item], &x->parts[item], &x->proof[item]);
  wg_graph_free(&g);
  return st;
}

static void threads_do_not_matter(void **state) {
  (void)state;
  runs *x = WG_NEW0(runs, 1);
  wg_ctx *ctx = wg_ctx_new();
  assert_true(x && ctx);
  ctx->threads = 4;
  assert_int_equal(wg_parallel_for(ctx, NULL, 8, run_one, x), WG_OK);
  for (int i = 0; i < 8; i += 2) {
    assert_memory_equal(&x->proof[i], &x->proof[i + 1], sizeof x->proof[0]);
    assert_int_equal(x->parts[i], x->parts[i + 1]);
    assert_memory_equal(x->label[i], x->label[i + 1], sizeof x->label[0]);
  }
  wg_ctx_free(ctx);
  wg_free(x);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(3, 18);
  wg_graph g;
  assert_true(test_graph(&r, TEST_NODES, false, &g));
  wg_score s = test_score(&r, &g);
  int64_t live = wg_mem_live();
  bool enough = false;
  for (uint64_t at = 1; !enough; at += 1 + at / 20) {
    uint32_t label[TEST_NODES], parts = 2;
    wg_proof proof;
    wg_proof_limits limits = wg_proof_limits_usual();
    limits.starts = 1;
    limits.border_steps = 100;
    any_plan(&g, parts, &r, label);
    wg_mem_fail_at(at);
    wg_status st = wg_prove(&g, &s, 0, &limits, label, &parts, &proof);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    enough = st == WG_OK;
  }
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(proofs_equal_exhaustive_search),
      cmocka_unit_test(limits_leave_a_bound),
      cmocka_unit_test(the_least_border),
      cmocka_unit_test(districts_are_solved_to_optimality),
      cmocka_unit_test(threads_do_not_matter),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/proof", tests, NULL, NULL);
}
