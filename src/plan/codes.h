/* codes.h - grid codes and names.
 *
 * Code = district code + sequence number of three digits (more, for all,
 * where a district has more than 999 grids). Numbers run from west to east in bands from north to
 * south, a band about one grid high.
 */
#ifndef WG_PLAN_CODES_H
#define WG_PLAN_CODES_H

#include "base/ctx.h"
#include "plan/past.h"
#include "read/town.h"

/* Sets code, name and parent_code of all grids (district and shape are set) and
 * brings grids, shapes and building_grid into the order of the codes. */
wg_status wg_codes_assign(wg_ctx *ctx, const wg_town *t, wg_grids *g);

/* The same for a plan that goes on from an earlier one: a grid with heir[i] (else WG_NO_GRID) has
 * the code and name of that present grid; others get numbers above all that were ever used in
 * their district. */
wg_status wg_codes_continue(wg_ctx *ctx, const wg_town *t, const wg_past *past,
                            const uint32_t *heir, wg_grids *g);

#endif
