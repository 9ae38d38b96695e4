/* overfull.h - nodes with more in their dead ends than a grid holds.
 *
 * Each pocket of a node must give at least wg_least_share to the node's part. Where the node
 * and these shares exceed max, every plan misses: the part is above max, or some pocket
 * gives less and holds a bad grid inside. For j pockets that give nothing the miss is at
 * least the sum of the j least prices (wg_share_denied), and what is left above max without
 * the j largest shares; the least over j is forced.
 */
#ifndef WG_PLAN_OVERFULL_H
#define WG_PLAN_OVERFULL_H

#include "plan/facts.h"
#include "plan/tract.h"

/* Appends facts about disjoint nodes; taken: per node of the tract's net, marks them.
 * False when memory runs out. */
bool wg_overfull_facts(const wg_tract *r, uint8_t *taken, wg_facts *out);

#endif
