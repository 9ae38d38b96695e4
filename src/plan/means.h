/* means.h - those terms of the score that grids alone give, without atoms or lines.
 *
 * A plan is solved for targets of its own (plan/score.h). Here each district is judged by
 * its own mean: of households for balance, of area for the side that balance and shape
 * are measured in. So the referee gets the same figures from the written polygons and
 * the households counted again.
 */
#ifndef WG_PLAN_MEANS_H
#define WG_PLAN_MEANS_H

#include "plan/score.h"

typedef struct wg_mean_grid {
  uint32_t district;
  int64_t min, max; /* its bounds */
  wg_sums sums;     /* households, mass and its moments about any place */
} wg_mean_grid;

typedef struct wg_mean_terms {
  double bounds, balance, shape;
} wg_mean_terms;

/* Over comprehensive grids; districts are numbered below `districts`. False when memory runs
 * out. */
bool wg_means_build(const wg_mean_grid *g, size_t n, uint32_t districts, const wg_weights *w,
                    wg_mean_terms *out);

#endif
