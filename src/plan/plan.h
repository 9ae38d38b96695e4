/* plan.h - which grid every atom belongs to. */
#ifndef WG_PLAN_PLAN_H
#define WG_PLAN_PLAN_H

#include "plan/atomgraph.h"
#include "plan/grids.h"
#include "plan/proof.h"
#include "plan/solve.h"
#include "plan/tally.h"

/* What decides how a grid is judged; figures that need its polygon come later. */
typedef struct wg_plan_grid {
  uint32_t district, zone; /* zone: WG_NO_ONE for comprehensive grids */
  uint32_t piece;          /* connected piece of the district; WG_NO_ONE for zones, locked grids */
  uint32_t locked;         /* the present grid that it is and stays, or WG_NO_ONE */
  int64_t min, max;        /* the bounds of its load that hold there */
  int64_t load;            /* what grids share, in the town's steps (plan/weigh.h) */
  int64_t households, population;
  uint32_t buildings, atoms;
} wg_plan_grid;

typedef struct wg_plan {
  uint32_t *of_atom;
  WG_VEC(wg_plan_grid) grid;
  const struct wg_past *past; /* borrowed: codes go on from there; NULL: numbered afresh */
  uint32_t *heir;             /* with past: per grid, see plan/heirs.h */
  wg_score *score;            /* per piece: what it was solved for */
  wg_proof *proof;            /* per piece */
  wg_tally tally;
} wg_plan; /* zeroed is empty */

/* What the solver is asked about a piece. */
wg_problem wg_problem_of(const wg_piece *p, const wg_partition_options *o);

/* Solves every piece; exclusive zones and locked grids are grids as they stand. */
wg_status wg_plan_build(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                        const wg_partition_options *o, wg_plan *out);
void wg_plan_free(wg_plan *p);

/* Fills status, certificate and reason of out->grid (in plan order) for all grids. */
wg_status wg_plan_judge(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                        const wg_plan *plan, const wg_partition_options *o, wg_grids *out);

#endif
