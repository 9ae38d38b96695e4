/* product.h - from a plan to finished grids: polygons, figures, codes. */
#ifndef WG_COVER_PRODUCT_H
#define WG_COVER_PRODUCT_H

#include "atoms/survey.h"
#include "plan/plan.h"

/* Fills out->grid, shape and building_grid, in order of grid_code. */
wg_status wg_product_build(wg_ctx *ctx, const wg_town *t, const wg_survey *s,
                           const wg_pieces *pieces, const wg_plan *plan,
                           const wg_partition_options *o, wg_grids *out);

/* Sums the plan up: counts, bounds, spread, where the inner borders run. */
void wg_product_sum(const wg_town *t, const wg_survey *s, const wg_plan *plan, const wg_grids *g,
                    wg_partition_summary *sum);

#endif
