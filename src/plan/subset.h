/* subset.h - which totals the sets of some numbers have, and whether they divide. */
#ifndef WG_PLAN_SUBSET_H
#define WG_PLAN_SUBSET_H

#include <stddef.h>

#include "plan/counts.h"

/* *no: no division of the numbers into sets has all totals within the bounds, shown by totals
 * alone: a set's total is one that some set has, and the sets' totals make up the sum.
 * Numbers too great or too many to try are left undecided (*no = false). False when
 * memory runs out. */
bool wg_subset_undividable(const int64_t *x, size_t n, wg_range b, bool *no);

#endif
