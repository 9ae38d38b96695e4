/* walk.h - can a grid be walked through, and what barriers run inside it.
 *
 * A grid's atoms are connected where their contacts can be crossed (plan/contact.h). Nobody
 * walks to those without buildings: they may connect others but are no piece of their own.
 */
#ifndef WG_PLAN_WALK_H
#define WG_PLAN_WALK_H

#include "plan/contact.h"

typedef struct wg_walk {
  double crossing_m; /* barrier inside that cannot be crossed there */
  uint32_t pieces;   /* with buildings, each reached on foot; at least 1 */
} wg_walk;

/* grid_of: per atom, below n; out has room for n. False when memory runs out. */
bool wg_walk_build(const wg_atoms *a, const wg_contacts *c, const uint32_t *grid_of, uint32_t n,
                   wg_walk *out);

#endif
