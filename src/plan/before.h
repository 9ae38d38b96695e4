/* before.h - which grid of the edition before every atom lies in. */
#ifndef WG_PLAN_BEFORE_H
#define WG_PLAN_BEFORE_H

#include "atoms/survey.h"
#include "plan/past.h"

/* grid[a] of every atom: the present grid that holds a point well inside the atom's largest
 * face, or WG_NO_GRID. Exact on the lattice; where polygons overlap, the lowest code. To be freed
 * with wg_free. */
wg_status wg_before_find(wg_ctx *ctx, const wg_plane *p, const wg_atoms *a, const wg_past *past,
                         uint32_t **grid);

#endif
