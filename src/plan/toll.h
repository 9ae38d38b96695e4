/* toll.h - the bounds and the balance of a part, replaced by a charge on every household.
 *
 * For every number of households h that a part may have,
 *
 *   wg_penalty(h) >= toll x h + wg_toll_least(toll),
 *
 * whatever the toll: so a set's penalty is bounded by a sum over its nodes.
 */
#ifndef WG_PLAN_TOLL_H
#define WG_PLAN_TOLL_H

#include "plan/score.h"

/* Least wg_penalty(h) - toll x h over h >= from; over all h if wild, else over those within the
 * bounds, or over `from` alone if that is above them. *at (may be NULL): where that is, not
 * rounded. */
double wg_toll_least(const wg_score *s, bool wild, int64_t from, double toll, double *at);

#endif
