/* subgraph.h - a few parts of a plan, as a small graph of their own, with a
 * random spanning tree: the scratch that every search step works on.
 *
 * Nodes keep their order; node i of the subgraph is node[i] of the graph.
 * One wg_sub serves one thread and is used again and again without allocating.
 */
#ifndef WG_PLAN_SUBGRAPH_H
#define WG_PLAN_SUBGRAPH_H

#include "base/rng.h"
#include "base/sort.h"
#include "plan/graph.h"

typedef struct wg_sub_edge {
  uint32_t a, b;
  double cost, length_m;
} wg_sub_edge;

typedef struct wg_sub {
  const wg_graph *g;
  uint32_t *local; /* per node of g: its number here, or UINT32_MAX */
  WG_VEC(uint32_t) node;
  WG_VEC(wg_sub_edge) edge;
  /* the tree: node 0 is the root; order[] lists parents before children */
  WG_VEC(uint32_t) order;
  WG_VEC(uint32_t) parent; /* UINT32_MAX at the root */
  WG_VEC(uint32_t) depth;
  WG_VEC(double) up_cost; /* cost of the edge to the parent */
  WG_VEC(wg_kv) key;
  WG_VEC(uint32_t) dsu;
  WG_VEC(uint32_t) adj_first;
  WG_VEC(uint32_t) adj; /* tree edges around each node */
} wg_sub;

bool wg_sub_init(wg_sub *s, const wg_graph *g);
void wg_sub_free(wg_sub *s);

/* Starts anew; adds a node; then wg_sub_close finds the edges among them. */
void wg_sub_clear(wg_sub *s);
bool wg_sub_add(wg_sub *s, uint32_t node);
bool wg_sub_close(wg_sub *s);

/* Draws a spanning tree: minimal by random keys that favour costly borders.
 * False: memory ran out or the nodes are not connected (*connected tells). */
bool wg_sub_tree(wg_sub *s, wg_rng *r, bool *connected);

#endif
