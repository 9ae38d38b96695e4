/* solve.h - divides a graph into connected parts within the bounds.
 *
 * 1. A first plan (firstplan.h): spanning trees cut by dynamic programming, the number of
 *    parts free; or grown from seeds; or the plan before.
 * 2. Two neighbouring parts are merged and cut again at the best edge of a new tree
 *    (pair.c), until that brings nothing more.
 * 3. Parts that miss the bounds join a neighbour, or are solved again with ever more of
 *    their surroundings (merge.c, cluster.c).
 * 4. Simulated annealing moves single nodes (anneal.h).
 * 5. Neighbours by threes are solved again, their number free; then 2 and 3 once more.
 * Everything is seeded: the same graph, score and seed give the same labels, unless a
 * time limit cuts the search short.
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
  double seconds; /* time limit; 0: none */
} wg_problem;

/* label[0..n): parts 0 .. *parts-1. A graph that is not connected is
 * solved piece by piece. WG_ERR_NOMEM. */
wg_status wg_solve(const wg_problem *p, uint32_t *label, uint32_t *parts);

/* The same from the plan in label and *parts, whose parts are connected; never worse than that. */
wg_status wg_solve_on(const wg_problem *p, uint32_t *label, uint32_t *parts);

#endif
