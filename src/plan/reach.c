#include "plan/reach.h"

#include <string.h>

bool wg_reach_init(wg_reach *x, const wg_graph *g) {
  *x = (wg_reach){0};
  uint32_t arcs = g->first[g->n];
  x->node = WG_NEW(uint32_t, g->n);
  x->half = WG_NEW(double, arcs);
  x->border = WG_NEW(double, g->n);
  x->first = WG_NEW(uint32_t, (size_t)g->n + 1);
  x->to = WG_NEW(uint32_t, arcs);
  x->back = WG_NEW(uint32_t, arcs);
  x->local = WG_NEW(uint32_t, g->n);
  x->far = WG_NEW(int64_t, g->n);
  bool ok = x->node && x->half && x->border && x->first && x->to && x->back && x->local && x->far;
  if (!ok)
    wg_reach_free(x);
  else
    memset(x->local, 0xff, g->n * sizeof *x->local);
  return ok;
}

void wg_reach_free(wg_reach *x) {
  wg_free(x->node);
  wg_free(x->half);
  wg_free(x->border);
  wg_free(x->first);
  wg_free(x->to);
  wg_free(x->back);
  wg_free(x->local);
  wg_free(x->far);
  *x = (wg_reach){0};
}

/* One sweep over the nodes reached so far; nodes met on the way are swept, too. */
static bool relax(wg_reach *x, const wg_graph *g, const uint32_t *rank, uint32_t root, int64_t most,
                  const uint8_t *barred) {
  bool changed = false;
  for (uint32_t i = 0; i < x->net.n; i++) {
    uint32_t u = x->node[i];
    for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++) {
      uint32_t v = g->to[e];
      int64_t far = x->far[i] + g->node[v].households;
      if (rank[v] < rank[root] || far > most || (barred && barred[v])) continue;
      if (x->local[v] == UINT32_MAX) {
        x->local[v] = x->net.n;
        x->node[x->net.n] = v;
        x->far[x->net.n++] = far;
        changed = true;
      } else if (far < x->far[x->local[v]]) {
        x->far[x->local[v]] = far;
        changed = true;
      }
    }
  }
  return changed;
}

static void link_arcs(wg_reach *x, const wg_graph *g) {
  uint32_t arcs = 0;
  for (uint32_t i = 0; i < x->net.n; i++) {
    uint32_t u = x->node[i];
    x->first[i] = arcs;
    x->border[i] = 0;
    for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++) {
      uint32_t j = x->local[g->to[e]];
      if (j == UINT32_MAX || g->cost[e] < 0) x->border[i] += g->cost[e] / 2;
      if (j == UINT32_MAX) continue;
      x->half[arcs] = g->cost[e] > 0 ? g->cost[e] / 2 : 0;
      x->to[arcs++] = j;
    }
  }
  x->first[x->net.n] = arcs;
}

static void link_back(wg_reach *x) {
  for (uint32_t i = 0; i < x->net.n; i++)
    for (uint32_t e = x->first[i]; e < x->first[i + 1]; e++) {
      uint32_t j = x->to[e], b = x->first[j];
      while (x->to[b] != i) b++;
      x->back[e] = b;
    }
}

void wg_reach_grow(wg_reach *x, const wg_graph *g, const uint32_t *rank, uint32_t root,
                   int64_t most, const uint8_t *barred) {
  for (uint32_t i = 0; i < x->net.n; i++) x->local[x->node[i]] = UINT32_MAX;
  x->local[root] = 0;
  x->node[0] = root;
  x->far[0] = g->node[root].households;
  x->net = (wg_cut_net){.n = 1, .first = x->first, .to = x->to, .back = x->back};
  while (relax(x, g, rank, root, most, barred)) {}
  link_arcs(x, g);
  link_back(x);
}

/* Breadth first from `from`; returns how many were reached. */
static uint32_t spread(const wg_graph *g, uint32_t from, uint32_t *order, uint8_t *seen) {
  uint32_t n = 0;
  memset(seen, 0, g->n);
  order[n++] = from;
  seen[from] = 1;
  for (uint32_t k = 0; k < n; k++)
    for (uint32_t e = g->first[order[k]]; e < g->first[order[k] + 1]; e++)
      if (!seen[g->to[e]]) {
        seen[g->to[e]] = 1;
        order[n++] = g->to[e];
      }
  return n;
}

bool wg_reach_order(const wg_graph *g, int64_t heavy, uint32_t *order) {
  uint8_t *seen = WG_NEW(uint8_t, g->n);
  uint32_t *from_rim = WG_NEW(uint32_t, g->n);
  bool ok = seen && from_rim;
  if (ok) {
    uint32_t n = spread(g, 0, from_rim, seen);
    n = spread(g, from_rim[n - 1], from_rim, seen);
    for (uint32_t u = 0; u < g->n; u++)
      if (!seen[u]) from_rim[n++] = u;
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++)
      if (g->node[from_rim[i]].households > heavy) order[k++] = from_rim[i];
    for (uint32_t i = 0; i < n; i++)
      if (g->node[from_rim[i]].households <= heavy) order[k++] = from_rim[i];
  }
  wg_free(seen);
  wg_free(from_rim);
  return ok;
}
