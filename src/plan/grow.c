/* grow.c - parts spread over the nodes that have none yet. */
#include <stdlib.h>

#include "base/u32vec.h"
#include "plan/firstplan.h"

/* The nodes that a part may take next, as a heap ordered by the households the part has, so that the
 * poorest part moves; among equals the cheapest border to swallow is dearest, then by number. */
typedef struct {
  int64_t households; /* of the part when the offer was made */
  double cost;        /* of the border that vanishes */
  uint32_t node, part;
} offer;

typedef struct {
  const wg_graph *g;
  uint32_t *label;
  int64_t *households; /* per part */
  WG_VEC(offer) heap;
} grower;

static bool before(const offer *a, const offer *b) {
  if (a->households != b->households) return a->households < b->households;
  if (a->cost != b->cost) return a->cost > b->cost;
  if (a->node != b->node) return a->node < b->node;
  return a->part < b->part;
}

static bool push(grower *w, offer x) {
  if (!WG_VEC_PUSH(&w->heap, x)) return false;
  size_t i = w->heap.n - 1;
  for (; i > 0 && before(&x, &w->heap.v[(i - 1) / 2]); i = (i - 1) / 2)
    w->heap.v[i] = w->heap.v[(i - 1) / 2];
  w->heap.v[i] = x;
  return true;
}

static offer pop(grower *w) {
  offer top = w->heap.v[0], last = w->heap.v[--w->heap.n];
  size_t i = 0, n = w->heap.n;
  for (size_t c = 1; c < n; c = 2 * i + 1) {
    if (c + 1 < n && before(&w->heap.v[c + 1], &w->heap.v[c])) c++;
    if (!before(&w->heap.v[c], &last)) break;
    w->heap.v[i] = w->heap.v[c];
    i = c;
  }
  if (n) w->heap.v[i] = last;
  return top;
}

static bool offer_around(grower *w, uint32_t v) {
  const wg_graph *g = w->g;
  uint32_t part = w->label[v];
  for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
    if (w->label[g->to[e]] == WG_NO_PART &&
        !push(w, (offer){w->households[part], g->cost[e], g->to[e], part}))
      return false;
  return true;
}

static bool spread(grower *w) {
  while (w->heap.n) {
    offer x = pop(w);
    if (w->label[x.node] != WG_NO_PART) continue;
    if (x.households != w->households[x.part]) { /* the part has grown since: ask again later */
      x.households = w->households[x.part];
      if (!push(w, x)) return false;
      continue;
    }
    w->label[x.node] = x.part;
    w->households[x.part] += w->g->node[x.node].households;
    if (!offer_around(w, x.node)) return false;
  }
  return true;
}

/* Labels the component of an unreached node as a part. */
static bool label_component(const wg_graph *g, uint32_t from, uint32_t part, uint32_t *label) {
  wg_u32vec queue = {0};
  bool ok = WG_VEC_PUSH(&queue, from);
  label[from] = part;
  for (size_t i = 0; i < queue.n && ok; i++)
    for (uint32_t e = g->first[queue.v[i]]; e < g->first[queue.v[i] + 1] && ok; e++) {
      if (label[g->to[e]] != WG_NO_PART) continue;
      label[g->to[e]] = part;
      ok = WG_VEC_PUSH(&queue, g->to[e]);
    }
  WG_VEC_FREE(&queue);
  return ok;
}

bool wg_grow_parts(const wg_graph *g, uint32_t *label, uint32_t *parts) {
  grower w = {.g = g, .label = label, .households = WG_NEW0(int64_t, *parts)};
  bool ok = w.households != NULL;
  for (uint32_t v = 0; ok && v < g->n; v++)
    if (label[v] != WG_NO_PART) w.households[label[v]] += g->node[v].households;
  for (uint32_t v = 0; ok && v < g->n; v++)
    if (label[v] != WG_NO_PART) ok = offer_around(&w, v);
  ok = ok && spread(&w);
  wg_free(w.households);
  WG_VEC_FREE(&w.heap);
  for (uint32_t v = 0; ok && v < g->n; v++)
    if (label[v] == WG_NO_PART) ok = label_component(g, v, (*parts)++, label);
  return ok;
}
