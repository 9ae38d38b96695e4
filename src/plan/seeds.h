/* seeds.h - points of which every grid holds one: the stations that grids are to form around. */
#ifndef WG_PLAN_SEEDS_H
#define WG_PLAN_SEEDS_H

#include "plan/where.h"
#include "read/points.h"

/* Counts the seeds in the nodes and marks the pieces that have some; others stay free. Seeds in no
 * district, in exclusive zones and locked grids are passed over with a warning. WG_ERR_DATA where
 * two stand in one atom. Graphs are not contracted yet. `spec` is for messages. */
wg_status wg_seeds_set(wg_ctx *ctx, const char *spec, const wg_points *seeds, const wg_plane *p,
                       const wg_atoms *a, const wg_where *w, wg_pieces *x);

#endif
