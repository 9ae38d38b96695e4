/* plan.h - which grid every atom belongs to. */
#ifndef WG_PLAN_PLAN_H
#define WG_PLAN_PLAN_H

#include "plan/atomgraph.h"
#include "plan/grids.h"
#include "plan/tally.h"

/* What decides how a grid is judged; figures that need its polygon come later. */
typedef struct wg_plan_grid {
  uint32_t district, zone; /* zone: WG_NO_ONE for comprehensive grids */
  uint32_t piece;          /* connected piece of the district, WG_NO_ONE for zones */
  int64_t households, population;
  uint32_t buildings, atoms;
  int64_t largest_atom;      /* households */
  uint32_t largest_building; /* building with the most households, or WG_NO_ONE */
} wg_plan_grid;

typedef struct wg_plan {
  uint32_t *of_atom;
  WG_VEC(wg_plan_grid) grid;
  wg_score *score; /* per piece: what it was solved for */
  wg_tally tally;
} wg_plan; /* zeroed is empty */

/* Solves every piece; exclusive zones are grids as they stand. */
wg_status wg_plan_build(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                        const wg_partition_options *o, wg_plan *out);
void wg_plan_free(wg_plan *p);

/* Fills status and reason of out->grid (in plan order) for all grids. */
wg_status wg_plan_judge(wg_ctx *ctx, const wg_town *t, const wg_pieces *pieces, const wg_plan *plan,
                        const wg_partition_options *o, wg_grids *out);

#endif
