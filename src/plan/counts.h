/* counts.h - what the bounds alone say about a number of households.
 *
 * The miss of a grid is 0 within [min, max], else 1 + the households beyond the bound: what
 * plan/score.h multiplies by WG_MISS. The miss of a plan is the sum over its grids. (The number of
 * bad grids alone would be a poor measure: one grid that holds everything is but one.)
 */
#ifndef WG_PLAN_COUNTS_H
#define WG_PLAN_COUNTS_H

#include <stdbool.h>
#include <stdint.h>

typedef struct wg_range {
  int64_t min, max; /* 0 <= min <= max, max >= 1 */
} wg_range;

int64_t wg_miss(wg_range b, int64_t households);

/* Least and most grids within the bounds that hold so many households on average;
 * most is INT64_MAX where min is 0. */
int64_t wg_least_count(wg_range b, int64_t households);
int64_t wg_most_count(wg_range b, int64_t households);

/* Least miss of any division into numbers, of at least one number. Where k grids at most max are
 * too few and k + 1 grids of at least min too many, one grid takes the whole excess or want:
 * every further bad grid would cost one more. */
int64_t wg_count_miss(wg_range b, int64_t households);
/* The same for a given number of grids, grids >= 1. */
int64_t wg_count_miss_of(wg_range b, int64_t households, int64_t grids);

/* What a region with so many households must at least give to a grid that reaches
 * into it, so that the rest can be divided within the bounds (the rest may be nothing). */
int64_t wg_least_share(wg_range b, int64_t households);
/* Least miss inside a region that gives less than wg_least_share, which is above 0. */
int64_t wg_share_denied(wg_range b, int64_t households);

#endif
