#include "plan/graph.h"

#include <string.h>

static void fill(wg_graph *g, const wg_graph_edge *edge, size_t ne, uint32_t *at) {
  memcpy(at, g->first, g->n * sizeof *at);
  /* neighbours below a node come first (edges ascend by a), then those above it */
  for (size_t i = 0; i < ne; i++) {
    uint32_t k = at[edge[i].b]++;
    g->to[k] = edge[i].a;
    g->cost[k] = edge[i].cost;
    g->length_m[k] = edge[i].length_m;
  }
  for (size_t i = 0; i < ne; i++) {
    uint32_t k = at[edge[i].a]++;
    g->to[k] = edge[i].b;
    g->cost[k] = edge[i].cost;
    g->length_m[k] = edge[i].length_m;
  }
}

bool wg_graph_build(uint32_t n, const int64_t *households, const wg_graph_edge *edge, size_t ne,
                    wg_graph *out) {
  *out = (wg_graph){.n = n};
  out->node = WG_NEW0(wg_sums, n);
  out->first = WG_NEW0(uint32_t, (size_t)n + 1);
  out->to = WG_NEW(uint32_t, 2 * ne);
  out->cost = WG_NEW(double, 2 * ne);
  out->length_m = WG_NEW(double, 2 * ne);
  uint32_t *at = WG_NEW(uint32_t, n);
  bool ok = out->node && out->first && out->to && out->cost && out->length_m && at;
  if (ok) {
    for (uint32_t i = 0; i < n; i++)
      out->node[i] = (wg_sums){.households = households[i], .mass = 1};
    for (size_t i = 0; i < ne; i++) {
      out->first[edge[i].a + 1]++;
      out->first[edge[i].b + 1]++;
    }
    for (uint32_t i = 0; i < n; i++) out->first[i + 1] += out->first[i];
    fill(out, edge, ne, at);
  }
  wg_free(at);
  if (!ok) wg_graph_free(out);
  return ok;
}

void wg_graph_free(wg_graph *g) {
  wg_free(g->node);
  wg_free(g->first);
  wg_free(g->to);
  wg_free(g->cost);
  wg_free(g->length_m);
  *g = (wg_graph){0};
}
