/* packing.h - how many sets some numbers need at least, and make at most. */
#ifndef WG_PLAN_PACKING_H
#define WG_PLAN_PACKING_H

#include <stddef.h>

#include "plan/counts.h"

/* Least number of sets with totals up to max: bound L2 of Martello and Toth (1990). For each t:
 * numbers above max - t share with none of at least t, and no two numbers above max / 2
 * share; the numbers from t to max / 2 fill up what is left. x ascending, 0 <= x[i] <= max. */
int64_t wg_least_sets(const int64_t *x, size_t n, int64_t max);

/* Most sets with totals of at least min > 0: what a number has above min is lost. */
int64_t wg_most_sets(const int64_t *x, size_t n, int64_t min);

#endif
