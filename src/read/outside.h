/* outside.h - does a polygon or a point touch any district? Exact.
 *
 * The districts' edges lie in horizontal slabs; a point is inside where the
 * winding numbers of all districts add up to more than 0, which holds for
 * overlapping districts too.
 */
#ifndef WG_READ_OUTSIDE_H
#define WG_READ_OUTSIDE_H

#include "geom/shapes.h"

typedef struct wg_outside wg_outside;

/* Keeps `districts` by reference. NULL when memory runs out. */
wg_outside *wg_outside_new(const wg_shapes *districts);
void wg_outside_free(wg_outside *o);

/* True when p lies in no district and on no border. */
bool wg_outside_point(const wg_outside *o, wg_pt p);

/* True when polygon i has no point in common with any district, borders included. */
bool wg_outside_polygon(const wg_outside *o, const wg_shapes *s, uint32_t i);

#endif
