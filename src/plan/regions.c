#include "plan/regions.h"

#include <string.h>

#define NONE UINT32_MAX

typedef struct {
  const wg_graph *g;
  const uint32_t *weight;
  uint32_t size;
  uint32_t *region;
  uint32_t *queue;       /* of the region that grows */
  WG_VEC(uint32_t) mass; /* per region */
} grower;

static uint32_t weight_of(const grower *w, uint32_t v) { return w->weight ? w->weight[v] : 1; }

/* One region from node `from`. */
static bool grow(grower *w, uint32_t from) {
  const wg_graph *g = w->g;
  uint32_t id = (uint32_t)w->mass.n, mass = weight_of(w, from);
  size_t n = 0;
  w->queue[n++] = from;
  w->region[from] = id;
  for (size_t i = 0; i < n && mass < w->size; i++)
    for (uint32_t e = g->first[w->queue[i]]; e < g->first[w->queue[i] + 1] && mass < w->size; e++) {
      uint32_t v = g->to[e];
      if (w->region[v] != NONE) continue;
      w->region[v] = id;
      mass += weight_of(w, v);
      w->queue[n++] = v;
    }
  return WG_VEC_PUSH(&w->mass, mass);
}

/* All nodes, breadth first from those with first[] = 1 and then from the smallest not yet reached: regions that
 * start in this order lie side by side. */
static void order_nodes(const wg_graph *g, const uint8_t *first, uint32_t *order, uint8_t *seen) {
  uint32_t n = 0;
  memset(seen, 0, g->n);
  for (uint32_t v = 0; first && v < g->n; v++)
    if (first[v]) {
      seen[v] = 1;
      order[n++] = v;
    }
  for (uint32_t i = 0, next = 0; i < g->n; i++) {
    while (i == n && seen[next]) next++;
    if (i == n) {
      seen[next] = 1;
      order[n++] = next;
    }
    for (uint32_t e = g->first[order[i]]; e < g->first[order[i] + 1]; e++)
      if (!seen[g->to[e]]) {
        seen[g->to[e]] = 1;
        order[n++] = g->to[e];
      }
  }
}

/* Regions below half the size join the first neighbour that is not. */
static void join_small(grower *w, uint32_t *into) {
  const wg_graph *g = w->g;
  for (uint32_t r = 0; r < w->mass.n; r++) into[r] = r;
  for (uint32_t v = 0; v < g->n; v++) {
    uint32_t r = w->region[v];
    if (w->mass.v[r] >= w->size / 2 || into[r] != r) continue;
    for (uint32_t e = g->first[v]; e < g->first[v + 1] && into[r] == r; e++)
      if (w->mass.v[w->region[g->to[e]]] >= w->size / 2) into[r] = w->region[g->to[e]];
  }
}

/* Numbers the regions that are left; returns how many. */
static uint32_t renumber(const grower *w, uint32_t *into, uint32_t *number) {
  uint32_t k = 0;
  for (uint32_t r = 0; r < w->mass.n; r++) number[r] = into[r] == r ? k++ : NONE;
  for (uint32_t v = 0; v < w->g->n; v++) w->region[v] = number[into[w->region[v]]];
  return k;
}

bool wg_regions_grow(const wg_graph *g, const uint32_t *weight, const uint8_t *first, uint32_t size,
                     uint32_t *region, uint32_t *regions) {
  grower w = {.g = g, .weight = weight, .size = size, .region = region};
  uint32_t *order = WG_NEW(uint32_t, g->n);
  uint8_t *seen = WG_NEW(uint8_t, g->n);
  w.queue = WG_NEW(uint32_t, g->n);
  bool ok = order && seen && w.queue;
  if (ok) {
    memset(region, 0xff, g->n * sizeof *region);
    order_nodes(g, first, order, seen);
  }
  for (uint32_t i = 0; i < g->n && ok; i++)
    if (region[order[i]] == NONE) ok = grow(&w, order[i]);
  uint32_t *into = ok ? WG_NEW(uint32_t, w.mass.n) : NULL;
  uint32_t *number = ok ? WG_NEW(uint32_t, w.mass.n) : NULL;
  ok = into && number;
  if (ok) {
    join_small(&w, into);
    *regions = renumber(&w, into, number);
  }
  wg_free(order);
  wg_free(seen);
  wg_free(w.queue);
  wg_free(into);
  wg_free(number);
  WG_VEC_FREE(&w.mass);
  return ok;
}
