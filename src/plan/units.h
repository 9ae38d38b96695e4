/* units.h - groups of nodes that stay together in every plan within the bounds.
 *
 * A pocket with fewer than min households has no grid of its own: it goes with the node that it
 * hangs on. What hangs together so is a unit. Neighbouring units where nobody lives
 * become one as well: a set of units that touches them may take them all or leave them.
 */
#ifndef WG_PLAN_UNITS_H
#define WG_PLAN_UNITS_H

#include "plan/counts.h"
#include "plan/members.h"
#include "plan/pockets.h"

typedef struct wg_units {
  wg_net net;
  uint32_t *of; /* per node of the net they were made from */
  wg_members member;
  int64_t
      *parted; /* least miss of a plan that parts its inhabited nodes; INT64_MAX: they are one */
} wg_units;    /* zeroed is empty */

/* False when memory runs out. */
bool wg_units_make(const wg_net *x, const wg_pockets *p, wg_range b, wg_units *out);
void wg_units_free(wg_units *u);

#endif
