/* locks.h - grids of the edition before that stay exactly as they are, with their codes. */
#ifndef WG_PLAN_LOCKS_H
#define WG_PLAN_LOCKS_H

#include "atoms/atoms.h"
#include "plan/past.h"

/* Atoms may miss a locked grid by this share of its area, and by this much along its outline:
 * borders across open ground were smoothed by up to 8 m when it was drawn, and half of that to
 * either side along half of the outline is 2 m all around. Buildings must agree exactly. */
#define WG_LOCK_SHARE 0.01
#define WG_LOCK_SHIFT_M 2.0

/* kept[g] of every present grid, 1 where it is locked; to be freed with wg_free. `spec` names a
 * CSV file (it has a '/' or ends in .csv or .txt) with a column grid_code, or the codes first in its
 * lines; else it is codes with commas between. WG_ERR_DATA names a code that no present grid has. */
wg_status wg_locks_read(wg_ctx *ctx, const char *spec, const wg_past *past, uint8_t **kept);

/* locked[a] of every atom: the locked grid that it belongs to, or WG_NO_ONE; to be freed with
 * wg_free. before: as by plan/before.h. WG_ERR_DATA names a grid that the atoms do not tile:
 * its buildings or its area differ. Exclusive grids need no atoms taken out. */
wg_status wg_locks_settle(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_past *past,
                          const uint8_t *kept, const uint32_t *before, uint32_t **locked);

#endif
