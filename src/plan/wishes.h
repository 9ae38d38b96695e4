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
#include "plan/idlist.h"

typedef struct wg_wishes {
  const wg_partition_options *o;
  wg_bounds *bounds; /* per district */
  wg_idlist together;
} wg_wishes; /* zeroed is empty */

/* Borrows all but ctx. On failure *out is still to be freed. */
wg_status wg_wishes_read(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                         wg_wishes *out);
void wg_wishes_free(wg_wishes *w);

/* Fills the nodes and the orders of the pieces and contracts what is kept together. */
wg_status wg_wishes_apply(wg_ctx *ctx, const wg_wishes *w, const wg_town *t, const wg_atoms *a,
                          wg_pieces *x);

#endif
