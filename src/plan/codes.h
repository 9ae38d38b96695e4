/* codes.h - grid codes and names.
 *
 * Code = district code + sequence number of three digits (more, for all,
 * where a district has more than 999 grids). Numbers run from west to east in bands from north to
 * south, a band about one grid high.
 */
#ifndef WG_PLAN_CODES_H
#define WG_PLAN_CODES_H

#include "base/ctx.h"
#include "plan/grids.h"
#include "read/town.h"

/* Sets code, name and parent_code of all grids (district and shape are set) and
 * brings grids, shapes and building_grid into the order of the codes. */
wg_status wg_codes_assign(wg_ctx *ctx, const wg_town *t, wg_grids *g);

#endif
