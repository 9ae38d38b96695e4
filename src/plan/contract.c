#include "plan/contract.h"

#include "base/sort.h"

typedef WG_VEC(wg_graph_edge) edges;

/* Edges between groups, keyed by the two groups; the value is the half-edge in g->to. */
static size_t collect(const wg_graph *g, const uint32_t *group, wg_kv *kv) {
  size_t n = 0;
  for (uint32_t v = 0; v < g->n; v++)
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++) {
      uint32_t a = group[v], b = group[g->to[e]];
      if (g->to[e] < v || a == b) continue; /* each edge is stored in both directions */
      kv[n++] = (wg_kv){a < b ? ((uint64_t)a << 32) | b : ((uint64_t)b << 32) | a, e};
    }
  return n;
}

static bool merge(const wg_graph *g, const wg_kv *kv, size_t n, edges *out) {
  for (size_t i = 0; i < n; i++) {
    wg_graph_edge x = {.a = (uint32_t)(kv[i].key >> 32), .b = (uint32_t)kv[i].key};
    if ((i == 0 || kv[i].key != kv[i - 1].key) && !WG_VEC_PUSH(out, x)) return false;
    out->v[out->n - 1].cost += g->cost[kv[i].val];
    out->v[out->n - 1].length_m += g->length_m[kv[i].val];
  }
  return true;
}

/* wg_graph_build knows households only; all sums follow from the members' ones. */
static void add_sums(const wg_graph *g, const uint32_t *group, wg_graph *out) {
  for (uint32_t i = 0; i < out->n; i++) out->node[i] = (wg_sums){0};
  for (uint32_t v = 0; v < g->n; v++) {
    wg_sums_add(&out->node[group[v]], &g->node[v]);
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (group[g->to[e]] == group[v]) out->node[group[v]].outline -= g->length_m[e]; /* twice */
  }
}

bool wg_graph_contract(const wg_graph *g, const uint32_t *group, uint32_t groups, wg_graph *out) {
  *out = (wg_graph){0};
  edges e = {0};
  wg_kv *kv = WG_NEW(wg_kv, g->first[g->n]);
  int64_t *none = WG_NEW0(int64_t, groups);
  bool ok = kv && none;
  size_t n = ok ? collect(g, group, kv) : 0;
  ok =
      ok && wg_sort_kv(kv, n) && merge(g, kv, n, &e) && wg_graph_build(groups, none, e.v, e.n, out);
  if (ok) add_sums(g, group, out);
  WG_VEC_FREE(&e);
  wg_free(kv);
  wg_free(none);
  return ok;
}

void wg_labels_expand(const uint32_t *group, uint32_t n, const uint32_t *small, uint32_t *label) {
  for (uint32_t v = 0; v < n; v++) label[v] = small[group[v]];
}
