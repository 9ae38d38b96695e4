/* quotas.h - how many grids each piece is to have, where the planner says.
 *
 * A piece with seeds has one grid for each. The number wanted in a district, less its locked
 * grids and its seeds, is shared out over its other pieces by their households; so is the number
 * wanted in the town, less what is settled, over the pieces of all other districts. Every piece
 * has one grid at least: fewer are wished in vain, with a warning.
 */
#ifndef WG_PLAN_QUOTAS_H
#define WG_PLAN_QUOTAS_H

#include "plan/atomgraph.h"
#include "plan/bounds.h"

/* bounds, locked: per district; locked: its locked grids; grids: of the town, 0: free.
 * Orders hold min, max and seeded already, nodes their seeds; sets order.grids. */
wg_status wg_quotas_share(wg_ctx *ctx, const wg_town *t, const wg_grid_bounds *bounds,
                          const int64_t *locked, int64_t grids, wg_pieces *x);

#endif
