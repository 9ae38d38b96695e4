/* choose.h - the cheapest choice of columns that has every node once: set partitioning by
 * branch and bound over linear programs.
 *
 * Branches decide whether two nodes are in one part (Ryan and Foster 1981). A branch ends by a bound
 * that is computed here from the program's prices, so that it holds whatever their tolerance.
 */
#ifndef WG_PLAN_CHOOSE_H
#define WG_PLAN_CHOOSE_H

#include "base/u32vec.h"
#include "plan/pool.h"

typedef struct wg_choice {
  const wg_pool *columns;
  const double *cost;    /* per column, >= 0 */
  uint32_t nodes, parts; /* parts: their number, 0 if free */
  double tolerance;      /* choices that are cheaper by less are not looked for */
  uint64_t branches;     /* that may still be looked at; counts down */
  double least;          /* in: only choices that cost less are looked for; out: the cost found */
  wg_u32vec chosen;      /* columns of the best choice; empty if none is cheaper */
} wg_choice;

/* Branches left over: the choice is proven. False when memory runs out. */
bool wg_choose(wg_choice *c);

#endif
