/* apart.h - buildings that must not share a grid. */
#ifndef WG_PLAN_APART_H
#define WG_PLAN_APART_H

#include "plan/idlist.h"
#include "plan/where.h"

/* Marks all pairs of every group of the list in the nodes (wg_sums.apart). Pairs that cannot meet
 * need no mark: in different pieces, districts or locked grids. WG_ERR_DATA where a pair stands in
 * one atom or one locked grid, or a piece has more than WG_APART_MOST pairs. Graphs are not
 * contracted yet. */
wg_status wg_apart_set(wg_ctx *ctx, const wg_idlist *list, const wg_town *t, const wg_atoms *a,
                       const wg_where *w, wg_pieces *x);

#endif
