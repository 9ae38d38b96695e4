/* regions.h - a graph in compact regions of about one size, to be worked on side by side. */
#ifndef WG_PLAN_REGIONS_H
#define WG_PLAN_REGIONS_H

#include "plan/graph.h"

/* Grows regions of connected nodes, breadth first, one after another, each until its nodes weigh `size`
 * together (weight NULL: 1 a node). Starts lie where `first` (NULL: nowhere) says 1, as long as there
 * are such. A region that found no room joins a neighbour. region[0..n): 0 .. *regions-1, in order
 * of their starts. False when memory runs out. */
bool wg_regions_grow(const wg_graph *g, const uint32_t *weight, const uint8_t *first, uint32_t size,
                     uint32_t *region, uint32_t *regions);

#endif
