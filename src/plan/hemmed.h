/* hemmed.h - units that no grid within the bounds can hold.
 *
 * All connected sets around a unit that stay below min are gone through, each once
 * (a set grows by a neighbour, or gives it up for good). Mostly the first few lead to a
 * set within the bounds; where none does, the unit misses the bounds in every plan.
 */
#ifndef WG_PLAN_HEMMED_H
#define WG_PLAN_HEMMED_H

#include "plan/units.h"

typedef struct wg_hemmed {
  const wg_units *u;
  wg_range b;
  uint8_t *state;  /* per unit */
  uint8_t *served; /* per unit: 1, a set within the bounds that holds it was found */
  wg_u32vec frontier;
  wg_u32vec set;   /* units of the set at hand */
  uint64_t steps;  /* neighbours looked at for this unit */
  uint64_t left;   /* that may be looked at for all units still to come */
  bool found;      /* a set within the bounds */
  int64_t outside; /* least households of a set that reaches out of the net */
  /* the answer */
  wg_u32vec most;    /* units of the set with the most households below min */
  int64_t below;     /* its households */
  int64_t above;     /* least households of a set above max; INT64_MAX: there is none */
  int64_t forced;    /* least miss, at least 1 */
  wg_u32vec reached; /* all units that were looked at: what the proof speaks of */
} wg_hemmed;

bool wg_hemmed_init(wg_hemmed *h, const wg_units *u, wg_range b);
void wg_hemmed_free(wg_hemmed *h);

/* *is: no connected set of units within the bounds holds unit v, which is below min. False: not so,
 * or there were too many sets. */
bool wg_hemmed_in(wg_hemmed *h, uint32_t v, bool *is);

#endif
