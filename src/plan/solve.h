/* solve.h - divides a connected graph into connected parts within the bounds.
 *
 * 0. A node heavier than the upper bound is a part of its own.
 * 1. Spanning trees that prefer weak borders (so that their edges, the ones that
 *    can be cut, lead across strong ones) are cut by dynamic programming over the
 *    tree: the number of parts is free.
 * 2. Two neighbouring parts are merged and cut again at the best edge of a new
 *    tree; every edge of the tree is tried.
 * 3. Single nodes move to a neighbouring part where both stay connected.
 * 4. Parts that still miss the bounds join a neighbour where that helps, or are solved
 *    again with their neighbours.
 * 5. Neighbours by threes are solved again, their number free, as often as the effort says.
 * Everything is seeded: the same graph, score and seed give the same labels.
 */
#ifndef WG_PLAN_SOLVE_H
#define WG_PLAN_SOLVE_H

#include "plan/graph.h"
#include "plan/score.h"
#include "wangge.h"

/* label[0..n): parts 0 .. *parts-1. A graph that is not connected is
 * solved piece by piece. */
wg_status wg_solve(const wg_graph *g, const wg_score *score, uint64_t seed, wg_effort effort,
                   uint32_t *label, uint32_t *parts);

#endif
