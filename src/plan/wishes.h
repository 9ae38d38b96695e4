/* wishes.h - what the planner fixes before a partition or between two (docs/steering.md), from
 * the files that say so to the graphs that the solver sees.
 *
 *   wg_wishes_read    files are read, ids and codes are found: every slip of the pen fails here,
 *                     before anything is computed
 *   wg_wishes_settle  ... onto atoms
 *   wg_wishes_apply   ... onto the pieces, their nodes and what is wanted of each
 */
#ifndef WG_PLAN_WISHES_H
#define WG_PLAN_WISHES_H

#include "plan/atomgraph.h"
#include "plan/bounds.h"
#include "plan/criteria.h"
#include "plan/idlist.h"
#include "plan/past.h"
#include "read/points.h"

typedef struct wg_wishes {
  const wg_partition_options *o;
  const wg_past *past;
  wg_grid_bounds *bounds; /* per district */
  int64_t *max;           /* per district: of its bounds, for atoms/survey.h */
  wg_idlist together, apart;
  wg_points seeds;
  wg_criteria criteria;
  uint8_t *kept;    /* per present grid: locked; NULL: none is */
  uint32_t *before; /* per atom: its present grid, see plan/before.h; NULL: not asked for */
  uint32_t *locked; /* per atom: its locked grid, see plan/locks.h; NULL: none is */
} wg_wishes;        /* zeroed is empty */

/* Does the partition go on from the present grids, so that codes stay? */
bool wg_wishes_continue(const wg_partition_options *o);

/* Borrows all but ctx. On failure *out is still to be freed. */
wg_status wg_wishes_read(wg_ctx *ctx, const wg_town *t, const wg_past *past,
                         const wg_partition_options *o, wg_wishes *out);
void wg_wishes_free(wg_wishes *w);

/* Where the present grids lie among the atoms, and which atoms are locked. */
wg_status wg_wishes_settle(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                           wg_wishes *w);

/* Fills the nodes and the orders of the pieces and contracts what is kept together. */
wg_status wg_wishes_apply(wg_ctx *ctx, const wg_wishes *w, const wg_town *t, const wg_plane *p,
                          const wg_atoms *a, wg_pieces *x);

#endif
