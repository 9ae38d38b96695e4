/* contract.h - makes one node of each group of a graph's nodes, and leads labels back.
 *
 * Sums are added, parallel edges are merged (cost and length add up), edges inside a
 * group vanish. A partition of the small graph is a partition of the large one that keeps
 * every group whole, at the same score.
 */
#ifndef WG_PLAN_CONTRACT_H
#define WG_PLAN_CONTRACT_H

#include "plan/graph.h"

/* group[v] of every node: 0 .. groups-1, each in use. False when memory runs out. */
bool wg_graph_contract(const wg_graph *g, const uint32_t *group, uint32_t groups, wg_graph *out);

/* label[v] = small[group[v]] for n nodes of the large graph. */
void wg_labels_expand(const uint32_t *group, uint32_t n, const uint32_t *small, uint32_t *label);

#endif
