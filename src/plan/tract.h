/* tract.h - a connected piece of a graph without nodes above max, ready for proofs. */
#ifndef WG_PLAN_TRACT_H
#define WG_PLAN_TRACT_H

#include "plan/counts.h"
#include "plan/pockets.h"

typedef struct wg_tract {
  const uint32_t *node; /* node of the graph for each of the net; borrowed, ascending */
  wg_net net;           /* open: beside a node above max */
  wg_pockets pockets;
  int64_t households;
  bool open; /* some node is */
  wg_range bounds;
} wg_tract;

/* number: as for wg_net_of. False when memory runs out. */
bool wg_tract_make(const wg_graph *g, const uint32_t *node, uint32_t n, uint32_t *number,
                   wg_range b, wg_tract *out);
void wg_tract_free(wg_tract *r);

#endif
