/* weights.h - how much each term of the score counts in one run: presets and options. */
#ifndef WG_PLAN_WEIGHTS_H
#define WG_PLAN_WEIGHTS_H

#include "base/ctx.h"

/* The preset's multipliers, each replaced by the option's own where that is not NAN. */
wg_weights wg_weights_of(const wg_partition_options *o);

/* WG_ERR_USAGE with the option's name when a weight is below 0 or beyond reason. */
wg_status wg_weights_check(wg_ctx *ctx, const wg_partition_options *o);

#endif
