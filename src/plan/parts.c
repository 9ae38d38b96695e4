#include "plan/parts.h"

#include <string.h>

bool wg_parts_init(wg_parts *p, const wg_graph *g, const uint32_t *label, uint32_t n) {
  *p = (wg_parts){.g = g};
  p->label = WG_NEW(uint32_t, g->n);
  bool ok = p->label != NULL;
  if (ok) memset(p->label, 0xff, g->n * sizeof *p->label);
  for (uint32_t i = 0; i < n && ok; i++) ok = wg_parts_add(p);
  for (uint32_t v = 0; v < g->n && ok; v++) ok = wg_parts_put(p, label[v], v);
  if (!ok) wg_parts_free(p);
  return ok;
}

void wg_parts_free(wg_parts *p) {
  for (size_t i = 0; i < p->part.n; i++) WG_VEC_FREE(&p->part.v[i].node);
  WG_VEC_FREE(&p->part);
  wg_free(p->label);
  p->label = NULL;
}

bool wg_parts_add(wg_parts *p) { return WG_VEC_PUSH(&p->part, (wg_part){.home = WG_NO_HOME}); }

void wg_parts_drop(wg_parts *p, uint32_t i) {
  uint32_t last = (uint32_t)p->part.n - 1;
  WG_VEC_FREE(&p->part.v[i].node);
  if (i != last) {
    p->part.v[i] = p->part.v[last];
    for (size_t k = 0; k < p->part.v[i].node.n; k++) p->label[p->part.v[i].node.v[k]] = i;
  }
  p->part.n--;
}

void wg_parts_clear(wg_parts *p, uint32_t i) {
  const wg_u32vec *node = &p->part.v[i].node;
  for (size_t k = 0; k < node->n; k++)
    if (p->label[node->v[k]] == i) p->label[node->v[k]] = WG_NO_HOME;
  p->part.v[i].node.n = 0;
  p->part.v[i].sum = (wg_sums){0};
}

bool wg_parts_put(wg_parts *p, uint32_t part, uint32_t node) {
  wg_sums_add(&p->part.v[part].sum, &p->g->node[node]);
  for (uint32_t e = p->g->first[node]; e < p->g->first[node + 1]; e++)
    if (p->label[p->g->to[e]] == part) p->part.v[part].sum.outline -= 2 * p->g->length_m[e];
  p->label[node] = part;
  return WG_VEC_PUSH(&p->part.v[part].node, node);
}

bool wg_parts_neighbours(const wg_parts *p, uint32_t i, wg_u32vec *out) {
  out->n = 0;
  for (size_t k = 0; k < p->part.v[i].node.n; k++) {
    uint32_t v = p->part.v[i].node.v[k];
    for (uint32_t e = p->g->first[v]; e < p->g->first[v + 1]; e++)
      if (p->label[p->g->to[e]] != i && !wg_u32vec_insert(out, 0, p->label[p->g->to[e]]))
        return false;
  }
  return true;
}

double wg_parts_cost(const wg_parts *p, const wg_score *s, uint32_t i) {
  const wg_part *x = &p->part.v[i];
  double cost = wg_part_cost(s, &x->sum);
  for (size_t k = 0; p->prior && k < x->node.n; k++)
    cost += wg_parts_stray(p, x->node.v[k], x->home);
  return cost;
}

double wg_parts_score(const wg_parts *p, const wg_score *s) {
  double sum = 0;
  for (uint32_t i = 0; i < p->part.n; i++) sum += wg_parts_cost(p, s, i);
  for (uint32_t v = 0; v < p->g->n; v++)
    for (uint32_t e = p->g->first[v]; e < p->g->first[v + 1]; e++)
      if (p->g->to[e] > v && p->label[p->g->to[e]] != p->label[v]) sum += p->g->cost[e];
  return sum;
}

/* Nodes of part i reached from its first one. */
static size_t reach(const wg_parts *p, uint32_t i, uint8_t *seen, uint32_t *queue) {
  size_t n = 0;
  queue[n++] = p->part.v[i].node.v[0];
  seen[queue[0]] = 1;
  for (size_t k = 0; k < n; k++)
    for (uint32_t e = p->g->first[queue[k]]; e < p->g->first[queue[k] + 1]; e++) {
      uint32_t w = p->g->to[e];
      if (seen[w] || p->label[w] != i) continue;
      seen[w] = 1;
      queue[n++] = w;
    }
  return n;
}

bool wg_parts_check(const wg_parts *p) {
  uint8_t *seen = WG_NEW0(uint8_t, p->g->n);
  uint32_t *queue = WG_NEW(uint32_t, p->g->n);
  bool ok = seen && queue;
  size_t total = 0;
  for (uint32_t i = 0; i < p->part.n && ok; i++) {
    int64_t sum = 0;
    for (size_t k = 0; k < p->part.v[i].node.n; k++) {
      sum += p->g->node[p->part.v[i].node.v[k]].households;
      ok = ok && p->label[p->part.v[i].node.v[k]] == i;
    }
    ok = ok && sum == p->part.v[i].sum.households && p->part.v[i].node.n > 0 &&
         reach(p, i, seen, queue) == p->part.v[i].node.n;
    total += p->part.v[i].node.n;
  }
  wg_free(seen);
  wg_free(queue);
  return ok && total == p->g->n;
}
