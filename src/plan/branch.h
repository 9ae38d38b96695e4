/* branch.h - one branch of the search for cheap parts: the nodes taken in and left out so far,
 * and the least reduced cost that any set below can have.
 *
 * The bound is a minimum cut (plan/mincut.h): half the border, less the prices. The bounds and the balance,
 * which depend on the number of households alone, enter as a toll (plan/toll.h). Shape and
 * connectivity are left out, further criteria and what must be apart count once they are missed.
 */
#ifndef WG_PLAN_BRANCH_H
#define WG_PLAN_BRANCH_H

#include "plan/reach.h"
#include "plan/score.h"

/* What all branches below one root share. */
typedef struct wg_pricing {
  const wg_graph *g;
  const wg_score *s;
  bool wild;           /* see plan/price.h */
  const double *price; /* per node */
  double part_price;
  wg_score rest; /* the terms that a growing set does not lose again */
  wg_reach reach;
  uint32_t *queue, *from; /* scratch of the cut; from: see wg_cut_run */
} wg_pricing;

typedef struct wg_branch {
  wg_cut cut;
  wg_sums sums;      /* of the set taken in */
  double border;     /* half the cost of its border */
  double paid;       /* prices of its nodes */
  double spared;     /* what its nodes above the upper bound cost in every plan */
  double toll, step; /* on every household, and by how much it changed last */
  double bound;      /* no set below has a smaller reduced cost */
} wg_branch;

/* False when memory runs out. */
bool wg_pricing_init(wg_pricing *x, const wg_graph *g, const wg_score *s, bool wild);
void wg_pricing_free(wg_pricing *x);

/* The miss that a node above the upper bound is in every plan; 0 for others. */
double wg_unavoidable(const wg_score *s, int64_t households);

/* A branch with nothing decided, for the reach as it stands. step: of the toll, first. False when
 * memory runs out. */
bool wg_branch_init(wg_branch *b, const wg_pricing *x, double toll, double step);
/* Room for wg_branch_copy alone. */
bool wg_branch_make(wg_branch *b, const wg_pricing *x);
void wg_branch_copy(wg_branch *to, const wg_branch *from, const wg_pricing *x);
void wg_branch_free(wg_branch *b);

void wg_branch_set_toll(wg_branch *b, const wg_pricing *x, double toll);

/* Takes in a local node; those that do not fit beside it any more are left out. */
void wg_branch_take(wg_branch *b, const wg_pricing *x, uint32_t i);
void wg_branch_leave(wg_branch *b, const wg_pricing *x, uint32_t i);

/* True if no set below has a reduced cost under the threshold; so many better tolls are tried. Leaves out
 * open nodes that no such set can hold. */
bool wg_branch_hopeless(wg_branch *b, const wg_pricing *x, double threshold, int tries);

#endif
