/* test_graphs.h - small random graphs for tests, and sets of their nodes as bits. */
#ifndef WG_PLAN_TEST_GRAPHS_H
#define WG_PLAN_TEST_GRAPHS_H

#include <math.h>

#include "base/rng.h"
#include "plan/graph.h"
#include "plan/score.h"

enum { TEST_NODES = 11 };

/* Lattice-like: w nodes a row, with some diagonals; some edges down are left out, never all. Households, costs,
 * places and criteria at random; some nodes empty, some (heavy) above 600 households, some borders wanted. */
static inline bool test_graph(wg_rng *r, uint32_t n, bool heavy, wg_graph *g) {
  uint32_t w = 2 + wg_rng_below(r, 3);
  int64_t *h = WG_NEW(int64_t, n);
  WG_VEC(wg_graph_edge) e = {0};
  bool ok = h != NULL;
  for (uint32_t i = 0; ok && i < n; i++) {
    uint32_t kind = wg_rng_below(r, 10);
    h[i] = kind < 2 ? 0 : kind == 9 && heavy ? 300 + wg_rng_below(r, 900) : wg_rng_below(r, 400);
  }
  for (uint32_t a = 0; a < n; a++)
    for (uint32_t b = a + 1; ok && b < n; b++) {
      bool right = b == a + 1 && b % w != 0, down = b == a + w,
           across = b == a + w + 1 && b % w != 0;
      if (!right && !down && !across) continue;
      if (down && a % w != 0 && wg_rng_below(r, 4) == 0) continue;
      if (across && wg_rng_below(r, 2) == 0) continue;
      double cost =
          wg_rng_below(r, 8) == 0 ? -(double)wg_rng_below(r, 100) : (double)wg_rng_below(r, 500);
      ok = WG_VEC_PUSH(&e, ((wg_graph_edge){a, b, cost, 10}));
    }
  ok = ok && wg_graph_build(n, h, e.v, e.n, g);
  WG_VEC_FREE(&e);
  wg_free(h);
  for (uint32_t i = 0; ok && i < n; i++) {
    double m = 50 + 100 * wg_rng_unit(r), x = 10 * (i % w), y = 10 * (i / w);
    g->node[i].mass = m;
    g->node[i].at[0] = m * x;
    g->node[i].at[1] = m * y;
    g->node[i].outline = 10 * (g->first[i + 1] - g->first[i]) + (double)wg_rng_below(r, 30);
    g->node[i].inertia = m * (x * x + y * y) + m * m / 6;
    g->node[i].criterion[0] = (int64_t)wg_rng_below(r, 100);
  }
  return ok;
}

/* Bounds 300 to 600; balance, shape, a criterion, seeds and nodes that must be apart now and then. */
static inline wg_score test_score(wg_rng *r, wg_graph *g) {
  int64_t sum = 0, criterion = 0;
  for (uint32_t i = 0; i < g->n; i++) {
    sum += g->node[i].households;
    criterion += g->node[i].criterion[0];
  }
  double k = fmax(1, floor((double)sum / 450 + 0.5));
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

static inline bool test_connected(const wg_graph *g, uint32_t set) {
  uint32_t seen = set & -set, before = 0;
  while (seen != before) {
    before = seen;
    for (uint32_t u = 0; u < g->n; u++)
      for (uint32_t e = g->first[u]; (seen >> u & 1) && e < g->first[u + 1]; e++)
        seen |= set & 1u << g->to[e];
  }
  return seen == set;
}

/* What a set costs as a part, with half of its border. */
static inline double test_part(const wg_graph *g, const wg_score *s, uint32_t set) {
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

/* The nodes of a set, ascending. */
static inline uint32_t test_nodes(uint32_t set, uint32_t *node) {
  uint32_t n = 0;
  for (uint32_t u = 0; u < 32; u++)
    if (set >> u & 1) node[n++] = u;
  return n;
}

static inline uint32_t test_set(const uint32_t *node, uint32_t n) {
  uint32_t set = 0;
  for (uint32_t i = 0; i < n; i++) set |= 1u << node[i];
  return set;
}

#endif
