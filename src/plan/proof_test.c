#include "plan/proof.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"
#include "plan/parts.h"

enum { MOST = 11 };

/* ---- small graphs ---------------------------------------------------------------- */

/* Lattice-like: a w x h lattice with some diagonals, some edges left out, connected by its rows and first
 * column. Households, costs, places and criteria at random; some nodes empty, some above the bound. */
static void random_graph(wg_rng *r, wg_graph *g) {
  uint32_t w = 2 + wg_rng_below(r, 3), n = 4 + wg_rng_below(r, MOST - 3);
  int64_t h[MOST];
  WG_VEC(wg_graph_edge) e = {0};
  for (uint32_t i = 0; i < n; i++) {
    uint32_t kind = wg_rng_below(r, 10);
    h[i] = kind < 2 ? 0 : kind == 9 ? 300 + wg_rng_below(r, 900) : wg_rng_below(r, 400);
  }
  for (uint32_t a = 0; a < n; a++)
    for (uint32_t b = a + 1; b < n; b++) {
      bool right = b == a + 1 && b % w != 0, down = b == a + w,
           across = b == a + w + 1 && b % w != 0;
      if (!right && !down && !across) continue;
      if (down && a % w != 0 && wg_rng_below(r, 4) == 0) continue;
      if (across && wg_rng_below(r, 2) == 0) continue;
      double cost =
          wg_rng_below(r, 8) == 0 ? -(double)wg_rng_below(r, 100) : (double)wg_rng_below(r, 500);
      assert_true(WG_VEC_PUSH(&e, ((wg_graph_edge){a, b, cost, 10})));
    }
  assert_true(wg_graph_build(n, h, e.v, e.n, g));
  WG_VEC_FREE(&e);
  for (uint32_t i = 0; i < n; i++) {
    double m = 50 + 100 * wg_rng_unit(r), x = 10 * (i % w), y = 10 * (i / w);
    g->node[i].mass = m;
    g->node[i].at[0] = m * x;
    g->node[i].at[1] = m * y;
    g->node[i].outline = 10 * (g->first[i + 1] - g->first[i]) + (double)wg_rng_below(r, 30);
    g->node[i].inertia = m * (x * x + y * y) + m * m / 6;
    g->node[i].criterion[0] = (int64_t)wg_rng_below(r, 100);
  }
}

static wg_score random_score(wg_rng *r, wg_graph *g) {
  int64_t sum = 0, criterion = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    sum += g->node[i].households;
    criterion += g->node[i].criterion[0];
  }
  double k = floor((double)sum / 450 + 0.5);
  if (k < 1) k = 1;
  wg_score s = {.min = 300, .max = 600, .target = fmax(1, (double)sum / k)};
  s.balance = (double)wg_rng_below(r, 3000);
  if (wg_rng_below(r, 2)) s.shape = (double)wg_rng_below(r, 300);
  if (wg_rng_below(r, 2)) s.outline = (double)wg_rng_below(r, 300);
  if (wg_rng_below(r, 3) == 0)
    s.criterion[0] = (wg_criterion){(double)criterion / k, 0.1, (double)wg_rng_below(r, 200)};
  if (wg_rng_below(r, 8) == 0) {
    s.seeded = true;
    for (uint32_t i = 0; i < (uint32_t)k; i++) g->node[wg_rng_below(r, g->n)].seeds++;
  }
  if (wg_rng_below(r, 4) == 0) {
    g->node[0].apart[0] |= 1;
    g->node[1].apart[0] |= 1;
  }
  return s;
}

/* ---- exhaustive search over all plans ------------------------------------------------ */

typedef struct {
  double part[1 << MOST];           /* what a set costs as a part; infinite if not connected */
  double best[MOST + 1][1 << MOST]; /* least for a set, in so many parts; [0]: in any number */
} oracle;

static bool connected(const wg_graph *g, uint32_t set) {
  uint32_t seen = set & -set, before = 0;
  while (seen != before) {
    before = seen;
    for (uint32_t u = 0; u < g->n; u++)
      for (uint32_t e = g->first[u]; (seen >> u & 1) && e < g->first[u + 1]; e++)
        seen |= set & 1u << g->to[e];
  }
  return seen == set;
}

static double cost_of(const wg_graph *g, const wg_score *s, uint32_t set) {
  wg_sums sums = {0};
  double border = 0;
  for (uint32_t u = 0; u < g->n; u++) {
    if (!(set >> u & 1)) continue;
    wg_sums_add(&sums, &g->node[u]);
    for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++)
      if (set >> g->to[e] & 1)
        sums.outline -= g->length_m[e];
      else
        border += g->cost[e] / 2;
  }
  return wg_part_cost(s, &sums) + border;
}

static void solve_all(const wg_graph *g, const wg_score *s, oracle *o) {
  uint32_t all = (1u << g->n) - 1;
  for (uint32_t set = 1; set <= all; set++)
    o->part[set] = connected(g, set) ? cost_of(g, s, set) : INFINITY;
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
    assert_true(set != 0 && connected(g, set));
    sum += cost_of(g, s, set);
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

static void check_proof(const wg_graph *g, const wg_score *s, uint32_t grids, wg_rng *r,
                        double best, uint64_t seed) {
  uint32_t label[MOST], parts = grids ? grids : 1 + wg_rng_below(r, 3);
  wg_proof p;
  wg_proof_limits limits = wg_proof_limits_usual();
  limits.starts = grids ? 0 : wg_rng_below(r, 3);
  any_plan(g, parts, r, label);
  double before = score_of(g, s, label, parts);
  assert_int_equal(wg_prove(g, s, grids, &limits, label, &parts, &p), WG_OK);
  double got = score_of(g, s, label, parts);
  double slack = 1e-5 * (1 + fabs(fmod(best, WG_MISS)));
  bool good = p.optimal && fabs(got - best) <= slack && fabs(p.score - got) <= slack &&
              p.lower <= best + slack;
  if (!good)
    print_message("seed %u grids %u: best %.9g, lower %.9g, score %.9g, real %.9g, before %.9g%s\n",
                  (unsigned)seed, grids, best, p.lower, p.score, got, before,
                  p.optimal ? ", optimal" : "");
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
    random_graph(&r, &g);
    wg_score s = random_score(&r, &g);
    solve_all(&g, &s, o);
    uint32_t all = (1u << g.n) - 1, grids = 1 + wg_rng_below(&r, 4);
    check_proof(&g, &s, 0, &r, o->best[0][all], seed);
    check_proof(&g, &s, grids, &r, o->best[grids][all], seed);
    wg_graph_free(&g);
  }
  wg_free(o);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(proofs_equal_exhaustive_search),
  };
  return cmocka_run_group_tests_name("plan/proof", tests, NULL, NULL);
}
