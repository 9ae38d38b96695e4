/* treecut.h - cuts a spanning tree into parts within the bounds, at least cost.
 *
 * Dynamic programming from the leaves: for each subtree, the least cost for each
 * weight of the part that is still open at its root. Parts may grow to twice the
 * upper bound, at the price the score puts on that. Weights are kept in steps, each
 * with the exact weight of its best state: WG_STEPS_LEAST steps for large graphs
 * (cost n * steps^2 at most), one step a household (up to a bound of 700) for
 * graphs of WG_EXACT_NODES, which makes the result exact there.
 */
#ifndef WG_PLAN_TREECUT_H
#define WG_PLAN_TREECUT_H

#include "plan/score.h"
#include "plan/subgraph.h"

enum { WG_STEPS_LEAST = 64, WG_STEPS_MOST = 1400, WG_EXACT_NODES = 16 };

typedef struct wg_treecut {
  int64_t width; /* households a step */
  uint32_t steps;
  WG_VEC(struct wg_tc_state) best; /* per step, while two nodes are merged */
  WG_VEC(uint8_t) used;
  WG_VEC(struct wg_tc_state) state; /* all states of all steps */
  WG_VEC(uint32_t) first, count;    /* per node: its final states */
  WG_VEC(uint32_t) part;            /* per node: result */
} wg_treecut;                       /* zeroed is empty */

typedef struct wg_tc_state {
  int64_t w;
  double cost;
  uint32_t before, child; /* states merged into this one; child NONE: the child's part was closed */
  uint32_t child_node;
} wg_tc_state;

void wg_treecut_free(wg_treecut *t);

/* Cuts the tree of s; part[i] of subgraph node i, *parts of them. */
bool wg_treecut_run(wg_treecut *t, const wg_sub *s, const wg_score *score, uint32_t *parts);

#endif
