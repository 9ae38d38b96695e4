#include "plan/subgraph.h"

#include <string.h>

#include "base/dsu.h"

bool wg_sub_init(wg_sub *s, const wg_graph *g) {
  *s = (wg_sub){.g = g};
  s->local = WG_NEW(uint32_t, g->n);
  if (s->local) memset(s->local, 0xff, g->n * sizeof *s->local);
  return s->local != NULL;
}

void wg_sub_free(wg_sub *s) {
  wg_free(s->local);
  WG_VEC_FREE(&s->node);
  WG_VEC_FREE(&s->edge);
  WG_VEC_FREE(&s->order);
  WG_VEC_FREE(&s->parent);
  WG_VEC_FREE(&s->depth);
  WG_VEC_FREE(&s->up_cost);
  WG_VEC_FREE(&s->key);
  WG_VEC_FREE(&s->dsu);
  WG_VEC_FREE(&s->adj_first);
  WG_VEC_FREE(&s->adj);
}

void wg_sub_clear(wg_sub *s) {
  for (size_t i = 0; i < s->node.n; i++) s->local[s->node.v[i]] = UINT32_MAX;
  s->node.n = s->edge.n = 0;
}

bool wg_sub_add(wg_sub *s, uint32_t node) {
  s->local[node] = (uint32_t)s->node.n;
  return WG_VEC_PUSH(&s->node, node);
}

bool wg_sub_close(wg_sub *s) {
  const wg_graph *g = s->g;
  for (uint32_t i = 0; i < s->node.n; i++) {
    uint32_t u = s->node.v[i];
    for (uint32_t k = g->first[u]; k < g->first[u + 1]; k++) {
      uint32_t j = s->local[g->to[k]];
      if (j == UINT32_MAX || j <= i) continue;
      if (!WG_VEC_PUSH(&s->edge, ((wg_sub_edge){i, j, g->cost[k], g->length_m[k]}))) return false;
    }
  }
  return true;
}

/* A uniform key divided by the border's factor: costly borders come early, wanted ones (below 0) late.
 * 24 bits are enough to order a tree's edges and keep the radix sort short. */
static uint64_t draw_key(const wg_sub_edge *e, wg_rng *r) {
  double factor = e->length_m > 0 ? e->cost / e->length_m : 1;
  if (factor < 0) factor = 0; /* a border is wanted there: as cheap as can be */
  return (uint64_t)(wg_rng_unit(r) / (factor + 0.05) * 0x1p19);
}

static bool choose_tree_edges(wg_sub *s, wg_rng *r, uint32_t *chosen) {
  s->key.n = s->dsu.n = 0;
  if (!WG_VEC_RESERVE(&s->key, s->edge.n) || !WG_VEC_RESERVE(&s->dsu, s->node.n)) return false;
  for (uint32_t i = 0; i < s->edge.n; i++) s->key.v[i] = (wg_kv){draw_key(&s->edge.v[i], r), i};
  if (!wg_sort_kv(s->key.v, s->edge.n)) return false;
  wg_dsu_init(s->dsu.v, (uint32_t)s->node.n);
  *chosen = 0;
  for (size_t i = 0; i < s->edge.n; i++) {
    const wg_sub_edge *e = &s->edge.v[s->key.v[i].val];
    if (wg_dsu_find(s->dsu.v, e->a) == wg_dsu_find(s->dsu.v, e->b)) continue;
    wg_dsu_join(s->dsu.v, e->a, e->b);
    s->key.v[(*chosen)++] = s->key.v[i]; /* keeps the tree's edges in front */
  }
  return true;
}

static bool list_tree(wg_sub *s, uint32_t chosen) {
  size_t n = s->node.n;
  s->adj_first.n = s->adj.n = 0;
  if (!WG_VEC_RESERVE(&s->adj_first, n + 2) || !WG_VEC_RESERVE(&s->adj, 2 * (size_t)chosen))
    return false;
  uint32_t *f = s->adj_first.v;
  memset(f, 0, (n + 2) * sizeof *f);
  for (uint32_t i = 0; i < chosen; i++) {
    f[s->edge.v[s->key.v[i].val].a + 2]++;
    f[s->edge.v[s->key.v[i].val].b + 2]++;
  }
  for (size_t i = 2; i < n + 2; i++) f[i] += f[i - 1];
  for (uint32_t i = 0; i < chosen; i++) {
    uint32_t e = s->key.v[i].val;
    s->adj.v[f[s->edge.v[e].a + 1]++] = e;
    s->adj.v[f[s->edge.v[e].b + 1]++] = e;
  }
  return true;
}

/* Breadth first from node 0. */
static bool root_tree(wg_sub *s) {
  size_t n = s->node.n;
  s->order.n = s->parent.n = s->depth.n = s->up_cost.n = 0;
  if (!WG_VEC_RESERVE(&s->order, n) || !WG_VEC_RESERVE(&s->parent, n) ||
      !WG_VEC_RESERVE(&s->depth, n) || !WG_VEC_RESERVE(&s->up_cost, n))
    return false;
  s->parent.v[0] = UINT32_MAX;
  s->depth.v[0] = 0;
  s->up_cost.v[0] = 0;
  s->order.v[s->order.n++] = 0;
  for (size_t i = 0; i < s->order.n; i++) {
    uint32_t u = s->order.v[i];
    for (uint32_t k = s->adj_first.v[u]; k < s->adj_first.v[u + 1]; k++) {
      const wg_sub_edge *e = &s->edge.v[s->adj.v[k]];
      uint32_t v = e->a == u ? e->b : e->a;
      if (v == s->parent.v[u]) continue;
      s->parent.v[v] = u;
      s->depth.v[v] = s->depth.v[u] + 1;
      s->up_cost.v[v] = e->cost;
      s->order.v[s->order.n++] = v;
    }
  }
  return true;
}

bool wg_sub_tree(wg_sub *s, wg_rng *r, bool *connected) {
  uint32_t chosen;
  *connected = true;
  if (!choose_tree_edges(s, r, &chosen)) return false;
  *connected = chosen + 1 == s->node.n;
  return *connected && list_tree(s, chosen) && root_tree(s);
}
