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

#include "base/ctx.h"
#include "plan/graph.h"
#include "plan/score.h"

#define WG_NO_PART UINT32_MAX

typedef struct wg_problem {
  const wg_graph *graph;
  wg_score score;
  uint32_t grids; /* number of parts wanted; 0: free */
  const uint32_t
      *prior;  /* per node: its part in the plan to start from, or WG_NO_PART; NULL: none */
  double keep; /* price of every household that leaves its prior part */
  uint64_t seed;
  wg_effort effort;
} wg_problem;

/* label[0..n): parts 0 .. *parts-1. A graph that is not connected is
 * solved piece by piece. WG_ERR_NOMEM. */
wg_status wg_solve(const wg_problem *p, uint32_t *label, uint32_t *parts);

#endif
