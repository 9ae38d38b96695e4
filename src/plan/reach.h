/* reach.h - the part of a graph that a connected set with a given first node can reach. */
#ifndef WG_PLAN_REACH_H
#define WG_PLAN_REACH_H

#include "plan/graph.h"
#include "plan/mincut.h"

typedef struct wg_reach {
  wg_cut_net net; /* over local numbers; 0 is the root */
  uint32_t *node; /* per local number: node of the graph, in the order they were reached */
  double *half;   /* per arc: half of its cost, 0 where that is negative */
  double *border; /* per local node: half the cost of its edges that lead out of the region or
                     are below 0: a bound on what they add */
  uint32_t *first, *to, *back; /* what net points to */
  uint32_t *local;             /* per node of the graph: local number or UINT32_MAX */
  int64_t *far;                /* per local node: least households of a path to it */
} wg_reach;

/* Room for any region of g. False when memory runs out. */
bool wg_reach_init(wg_reach *x, const wg_graph *g);
void wg_reach_free(wg_reach *x);

/* Nodes of rank[root] or higher that a path of at most `most` households joins to the root, past
 * those that are barred (per node; NULL: none). */
void wg_reach_grow(wg_reach *x, const wg_graph *g, const uint32_t *rank, uint32_t root,
                   int64_t most, const uint8_t *barred);

/* An order of nodes: those with more than `heavy` households, then the others by their steps from a node
 * at the rim. False when memory runs out. */
bool wg_reach_order(const wg_graph *g, int64_t heavy, uint32_t *order);

#endif
