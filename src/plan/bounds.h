/* bounds.h - how large the grids of each district are meant to be.
 *
 * A CSV file (read/csv.h) whose first line names its columns: code, min, max, grids, mean, in
 * any order; all but code may be missing or empty. A code may be a pattern with * and ?, such as
 * 340223*; lines apply in their order, later ones win. Of grids and mean only one is given.
 * Bounds and means of the file become steps of the town's weights (plan/weigh.h), in which those of
 * the options are already.
 */
#ifndef WG_PLAN_BOUNDS_H
#define WG_PLAN_BOUNDS_H

#include "base/ctx.h"
#include "read/town.h"

/* Far above any town, and exact in every file format. */
#define WG_BOUND_MAX INT64_C(1000000000)

typedef struct wg_grid_bounds {
  int64_t min, max; /* households a grid */
  int64_t grids;    /* wanted in the district, exclusive zones aside; 0: free */
  int64_t mean;     /* wanted households a grid; 0: the middle of the bounds */
} wg_grid_bounds;

/* The bounds of every district, from the options and their file; to be freed with wg_free. */
wg_status wg_grid_bounds_read(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                              wg_grid_bounds **out);

/* Shares n out in proportion to weight[0..k), at least 1 each, by largest remainders, ties to
 * the lower number. n below k gives 1 each. Weights >= 0; where all are 0 they count alike. False
 * when memory runs out. */
bool wg_apportion(int64_t n, const int64_t *weight, size_t k, int64_t *share);

#endif
