/* covers.h - whether a polygon covers a point, in the coordinates as written; never wrong. */
#ifndef WG_LOCATE_COVERS_H
#define WG_LOCATE_COVERS_H

#include "locate/locator.h"

/* Inside by the even-odd rule, or on an edge. Goes through the polygon's edges. */
bool wg_covers(const wg_locator *l, uint32_t polygon, wg_xy p);

/* The lowest polygon of a block that covers p, or WG_NO_GRID. */
uint32_t wg_covers_first(const wg_locator *l, const uint32_t *block, wg_xy p);

#endif
