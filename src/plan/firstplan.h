/* firstplan.h - a plan to start the search from. */
#ifndef WG_PLAN_FIRSTPLAN_H
#define WG_PLAN_FIRSTPLAN_H

#include "base/rng.h"
#include "plan/solve.h"

/* Spanning trees cut by dynamic programming; the best of `trees` plans. With seeds: parts grown
 * from them. With a prior plan: that one, completed. Labels 0 .. *parts-1, every part connected.
 * False when memory runs out. */
bool wg_first_plan(const wg_problem *p, uint64_t seed, unsigned trees, uint32_t *label,
                   uint32_t *parts);

/* Grows the labelled parts over the unlabelled nodes (WG_NO_PART) next to them, the part that
 * lacks most households first; what no part reaches becomes parts of its own, one a component. */
bool wg_grow_parts(const wg_graph *g, uint32_t *label, uint32_t *parts);

#endif
