/* graph.h - what a solver sees: nodes with households, edges with border costs. */
#ifndef WG_PLAN_GRAPH_H
#define WG_PLAN_GRAPH_H

#include "base/mem.h"
#include "plan/sums.h"

typedef struct wg_graph {
  uint32_t n;
  wg_sums *node;    /* per node: what it adds to its part */
  uint32_t *first;  /* n + 1 */
  uint32_t *to;     /* neighbours of node i: to[first[i]] .., ascending, both directions stored */
  double *cost;     /* of a border there, see plan/score.h; below 0 where one is wanted */
  double *length_m; /* of the common border */
} wg_graph;         /* zeroed is empty */

typedef struct wg_graph_edge {
  uint32_t a, b; /* a < b; each pair once */
  double cost, length_m;
} wg_graph_edge;

/* Copies; edges ascending by (a, b). Nodes get their households and a mass of 1 at the
 * origin, nothing else. False when memory runs out. */
bool wg_graph_build(uint32_t n, const int64_t *households, const wg_graph_edge *edge, size_t ne,
                    wg_graph *out);
void wg_graph_free(wg_graph *g);

#endif
