/* bundles.h - which nodes of a graph are kept together as one: estates, and what the planner
 * wants in one grid.
 *
 * A bundle is a connected set of nodes that one grid can hold: at most `max` households, at most
 * one seed, no two nodes that must be apart. Nodes that are asked for together but do not touch
 * are joined along the cheapest path of bundles between them: the fewest households, then the
 * fewest bundles.
 */
#ifndef WG_PLAN_BUNDLES_H
#define WG_PLAN_BUNDLES_H

#include "base/u32vec.h"
#include "plan/graph.h"

typedef struct wg_bundles {
  const wg_graph *g;
  int64_t max;
  uint32_t *up;   /* disjoint sets, base/dsu.h */
  uint32_t *next; /* the members of a bundle, in a circle */
  wg_sums *sums;  /* of a bundle, at its root */
  /* scratch of the search for a path, per node; valid at roots */
  int64_t *far;
  uint32_t *steps, *from;
  uint8_t *mark;
} wg_bundles; /* zeroed is empty */

typedef enum wg_join {
  WG_JOIN_DONE,
  WG_JOIN_TOO_LARGE, /* more households than max */
  WG_JOIN_SEEDS,     /* more than one seed */
  WG_JOIN_APART,     /* a pair that must be apart */
  WG_JOIN_NO_PATH,   /* what touches or is near was joined, the rest is out of reach */
  WG_JOIN_NOMEM
} wg_join;

/* Every node is a bundle of its own. False when memory runs out. */
bool wg_bundles_init(wg_bundles *u, const wg_graph *g, int64_t max);
void wg_bundles_free(wg_bundles *u);

uint32_t wg_bundles_root(const wg_bundles *u, uint32_t node);

/* Makes one bundle of the bundles of n nodes, with at most `between` others between two of them. Only
 * WG_JOIN_DONE and WG_JOIN_NO_PATH change anything; *households is what all would hold together. */
wg_join wg_bundles_join(wg_bundles *u, const uint32_t *node, size_t n, uint32_t between,
                        int64_t *households);

/* Numbers the bundles 0 .. *count-1 in order of their smallest node; group has room for all nodes. */
void wg_bundles_number(const wg_bundles *u, uint32_t *group, uint32_t *count);

#endif
