/* prior.h - the present grids as the plan to start from. */
#ifndef WG_PLAN_PRIOR_H
#define WG_PLAN_PRIOR_H

#include "plan/past.h"
#include "plan/where.h"

/* Sets order.prior and order.priors of every piece: a node's prior part is the present grid of
 * most of its households (where nobody lives: of most of its area), ties to the lower code. Parts
 * are numbered in the order of the codes within the piece; they need not be connected. before: as
 * by plan/before.h. */
wg_status wg_prior_set(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_where *w,
                       const wg_past *past, const uint32_t *before, wg_pieces *x);

#endif
