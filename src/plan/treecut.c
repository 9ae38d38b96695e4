#include "plan/treecut.h"

#include <string.h>

#define NONE UINT32_MAX

void wg_treecut_free(wg_treecut *t) {
  WG_VEC_FREE(&t->best);
  WG_VEC_FREE(&t->used);
  WG_VEC_FREE(&t->state);
  WG_VEC_FREE(&t->first);
  WG_VEC_FREE(&t->count);
  WG_VEC_FREE(&t->part);
}

/* Step of a weight: 0 for no households, else 1 + weight / width. */
static void offer(wg_treecut *t, wg_tc_state x) {
  size_t b = x.w == 0 ? 0 : (size_t)(1 + x.w / t->width);
  if (b >= t->steps) b = t->steps - 1; /* heavier than any part should be */
  wg_tc_state *best = &t->best.v[b];
  if (t->used.v[b] && (best->cost < x.cost || (best->cost == x.cost && best->w <= x.w))) return;
  t->used.v[b] = 1;
  *best = x;
}

/* Small graphs get a step for each household: exact; large ones few. */
static bool lay_steps(wg_treecut *t, const wg_score *s, size_t n) {
  int64_t most = 2 * s->max, steps = n <= WG_EXACT_NODES ? WG_STEPS_MOST : (int64_t)(8000 / n);
  if (steps < WG_STEPS_LEAST) steps = WG_STEPS_LEAST;
  if (steps > WG_STEPS_MOST) steps = WG_STEPS_MOST;
  t->width = (most + steps - 1) / steps;
  if (t->width < 1) t->width = 1;
  t->steps = (uint32_t)(most / t->width + 3);
  t->best.n = t->used.n = 0;
  return WG_VEC_RESERVE(&t->best, t->steps) && WG_VEC_RESERVE(&t->used, t->steps);
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
static bool merge(wg_treecut *t, const wg_score *s, uint32_t node, uint32_t child,
                  double cut_cost) {
  double closed = 0;
  memset(t->used.v, 0, t->steps);
  best_closed(t, s, child, &closed);
  for (uint32_t i = t->first.v[node]; i < t->first.v[node] + t->count.v[node]; i++) {
    wg_tc_state a = t->state.v[i];
    offer(t, (wg_tc_state){a.w, a.cost + closed + cut_cost, i, NONE, child});
    for (uint32_t j = t->first.v[child]; j < t->first.v[child] + t->count.v[child]; j++) {
      wg_tc_state b = t->state.v[j];
      if (a.w + b.w > 2 * s->max && a.w != 0 && b.w != 0) continue;
      offer(t, (wg_tc_state){a.w + b.w, a.cost + b.cost, i, j, child});
    }
  }
  t->first.v[node] = (uint32_t)t->state.n;
  t->count.v[node] = 0;
  for (uint32_t b = 0; b < t->steps; b++) {
    if (!t->used.v[b]) continue;
    if (!WG_VEC_PUSH(&t->state, t->best.v[b])) return false;
    t->count.v[node]++;
  }
  return true;
}

static bool fill_states(wg_treecut *t, const wg_sub *s, const wg_score *score) {
  size_t n = s->node.n;
  if (!lay_steps(t, score, n)) return false;
  t->state.n = 0;
  t->first.n = t->count.n = t->part.n = 0;
  if (!WG_VEC_RESERVE(&t->first, n) || !WG_VEC_RESERVE(&t->count, n) ||
      !WG_VEC_RESERVE(&t->part, n))
    return false;
  for (size_t i = 0; i < n; i++) {
    t->first.v[i] = (uint32_t)t->state.n;
    t->count.v[i] = 1;
    if (!WG_VEC_PUSH(&t->state,
                     ((wg_tc_state){s->g->node[s->node.v[i]].households, 0, NONE, NONE, NONE})))
      return false;
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
