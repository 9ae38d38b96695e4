/* heirs.h - which grid of a new plan carries on which grid of the edition before.
 *
 * A grid of the same kind and district inherits a code when it keeps more than half of the old
 * grid's households (of its area, where nobody lived there). Where several old grids went into
 * one it is the one with most households, then area, then the lower code.
 */
#ifndef WG_PLAN_HEIRS_H
#define WG_PLAN_HEIRS_H

#include "plan/past.h"
#include "plan/plan.h"

/* heir[i] of every grid of the plan: the present grid whose code it keeps, or WG_NO_GRID; to be
 * freed with wg_free. before: as by plan/before.h. A locked grid is its own heir. */
wg_status wg_heirs_find(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_plan *plan,
                        const wg_past *past, const uint32_t *before, uint32_t **heir);

/* Against the edition before: households whose grid has another code, and grids with the same
 * code and the same buildings. */
wg_status wg_heirs_compare(wg_ctx *ctx, const wg_town *t, const wg_past *past, const wg_grids *g,
                           uint64_t *moved, uint64_t *kept);

#endif
