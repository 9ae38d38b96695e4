/* weigh.h - grids that share something else than households: partition --weight.
 *
 * The search, the bounds and the proofs count in whole numbers. So the weights of buildings are
 * taken in steps of 1, 0.1, 0.01 or 0.001, the largest that makes them all whole; weights that are
 * not whole in thousandths are rounded to them. Bounds are scaled on the way in, what is reported
 * on the way out.
 */
#ifndef WG_PLAN_WEIGH_H
#define WG_PLAN_WEIGH_H

#include "base/ctx.h"
#include "read/formula.h"
#include "read/town.h"

#define WG_WEIGHT_OPTION "--weight"

/* Sets the weights of the town's buildings; NULL leaves households. Null counts as 0, which is
 * said. WG_ERR_DATA naming the building where a weight is below 0 or beyond WG_BOUND_MAX. */
wg_status wg_weigh_town(wg_ctx *ctx, const char *expression, wg_town *t);

/* How many steps make 1, for values >= 0. *rounded: they are not whole in these either. */
int64_t wg_weigh_steps(const double *value, size_t n, bool *rounded);

/* Options in the town's steps: bounds, mean, price of a change. WG_ERR_USAGE where a bound is too
 * large for them. */
wg_status wg_weigh_options(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                           wg_partition_options *out);

#endif
