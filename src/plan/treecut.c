#include "plan/treecut.h"

#define NONE UINT32_MAX

void wg_treecut_free(wg_treecut *t) {
  WG_VEC_FREE(&t->state);
  WG_VEC_FREE(&t->first);
  WG_VEC_FREE(&t->count);
  WG_VEC_FREE(&t->part);
}

/* Buckets of the states being made: the index of the best state of each. */
typedef struct {
  wg_tc_state best[WG_BUCKETS + 2];
  bool used[WG_BUCKETS + 2];
} table;

static unsigned bucket_of(const wg_score *s, int64_t w) {
  if (w == 0) return 0;
  if (w > s->max) return WG_BUCKETS + 1;
  return (unsigned)(1 + (w - 1) * WG_BUCKETS / s->max);
}

static void offer(table *t, const wg_score *s, wg_tc_state x) {
  unsigned b = bucket_of(s, x.w);
  if (t->used[b] && (t->best[b].cost < x.cost || (t->best[b].cost == x.cost && t->best[b].w <= x.w))) return;
  t->used[b] = true;
  t->best[b] = x;
}

/* Best state of a node to close its part with. */
static uint32_t best_closed(const wg_treecut *t, const wg_score *s, uint32_t node, double *cost) {
  uint32_t best = NONE;
  for (uint32_t i = t->first.v[node]; i < t->first.v[node] + t->count.v[node]; i++) {
    double c = t->state.v[i].cost + wg_penalty(s, t->state.v[i].w);
    if (best != NONE && c >= *cost) continue;
    best = i;
    *cost = c;
  }
  return best;
}

/* Merges a child into its parent: cut off, or joined. */
static bool merge(wg_treecut *t, const wg_score *s, uint32_t node, uint32_t child, double cut_cost) {
  table tab = {0};
  double closed;
  best_closed(t, s, child, &closed);
  for (uint32_t i = t->first.v[node]; i < t->first.v[node] + t->count.v[node]; i++) {
    wg_tc_state a = t->state.v[i];
    offer(&tab, s, (wg_tc_state){a.w, a.cost + closed + cut_cost, i, NONE, child});
    for (uint32_t j = t->first.v[child]; j < t->first.v[child] + t->count.v[child]; j++) {
      wg_tc_state b = t->state.v[j];
      if (a.w + b.w > s->max && a.w != 0 && b.w != 0) continue;
      offer(&tab, s, (wg_tc_state){a.w + b.w, a.cost + b.cost, i, j, child});
    }
  }
  t->first.v[node] = (uint32_t)t->state.n;
  t->count.v[node] = 0;
  for (unsigned b = 0; b < WG_BUCKETS + 2; b++) {
    if (!tab.used[b]) continue;
    if (!WG_VEC_PUSH(&t->state, tab.best[b])) return false;
    t->count.v[node]++;
  }
  return true;
}

static bool fill_states(wg_treecut *t, const wg_sub *s, const wg_score *score) {
  size_t n = s->node.n;
  t->state.n = 0;
  t->first.n = t->count.n = t->part.n = 0;
  if (!WG_VEC_RESERVE(&t->first, n) || !WG_VEC_RESERVE(&t->count, n) || !WG_VEC_RESERVE(&t->part, n)) return false;
  for (size_t i = 0; i < n; i++) {
    t->first.v[i] = (uint32_t)t->state.n;
    t->count.v[i] = 1;
    if (!WG_VEC_PUSH(&t->state, ((wg_tc_state){s->g->households[s->node.v[i]], 0, NONE, NONE, NONE}))) return false;
  }
  for (size_t k = n; k-- > 1;) {
    uint32_t v = s->order.v[k];
    if (!merge(t, score, s->parent.v[v], v, s->up_cost.v[v])) return false;
  }
  return true;
}

/* Walks the choices back. The state a node's part ends with is kept in chosen[]. */
static bool read_back(wg_treecut *t, const wg_sub *s, const wg_score *score, uint32_t *parts) {
  WG_VEC(uint32_t) chosen = {0};
  if (!WG_VEC_RESERVE(&chosen, s->node.n)) return false;
  double cost;
  uint32_t root = s->order.v[0];
  *parts = 0;
  chosen.v[root] = best_closed(t, score, root, &cost);
  t->part.v[root] = (*parts)++;
  for (size_t k = 0; k < s->node.n; k++) { /* parents before children */
    uint32_t v = s->order.v[k];
    for (uint32_t i = chosen.v[v]; t->state.v[i].child_node != NONE; i = t->state.v[i].before) {
      uint32_t c = t->state.v[i].child_node;
      bool cut = t->state.v[i].child == NONE;
      chosen.v[c] = cut ? best_closed(t, score, c, &cost) : t->state.v[i].child;
      t->part.v[c] = cut ? (*parts)++ : t->part.v[v];
    }
  }
  WG_VEC_FREE(&chosen);
  return true;
}

bool wg_treecut_run(wg_treecut *t, const wg_sub *s, const wg_score *score, uint32_t *parts) {
  return fill_states(t, s, score) && read_back(t, s, score, parts);
}
