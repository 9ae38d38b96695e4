/* pool.h - sets of nodes that may become parts, each kept once. */
#ifndef WG_PLAN_POOL_H
#define WG_PLAN_POOL_H

#include "base/mem.h"

typedef struct wg_pool {
  WG_VEC(uint32_t) node;  /* of all columns, one after the other, ascending in each */
  WG_VEC(uint32_t) first; /* number of columns + 1, or none at all */
  WG_VEC(double) value;   /* what a part with these nodes costs, half its border included */
  uint32_t *slot;         /* open addressing: column + 1, or 0 */
  size_t slots;
} wg_pool; /* zeroed is empty */

void wg_pool_free(wg_pool *c);

static inline uint32_t wg_pool_count(const wg_pool *c) { return (uint32_t)c->value.n; }
static inline const uint32_t *wg_pool_nodes(const wg_pool *c, uint32_t i, uint32_t *n) {
  *n = c->first.v[i + 1] - c->first.v[i];
  return c->node.v + c->first.v[i];
}

/* Adds the set unless it is there. node: ascending. False when memory runs out. */
bool wg_pool_add(wg_pool *c, const uint32_t *node, uint32_t n, double value);

#endif
