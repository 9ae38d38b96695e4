/* nearest.h - how far a point is from the polygons around it. */
#ifndef WG_LOCATE_NEAREST_H
#define WG_LOCATE_NEAREST_H

#include "locate/locator.h"

typedef struct wg_nearest {
  uint32_t polygon; /* WG_NO_GRID: none within reach */
  double m;         /* metres to its boundary */
} wg_nearest;

/* The polygon whose boundary is nearest to p, no farther than `reach_m`; `but` and others of its
 * code are left out (WG_NO_GRID: none); the lowest of several at the same distance. Distances are
 * straight in the coordinates; degrees are scaled at p by the radii of curvature of WGS 84 (series of Snyder 1987, Map
 * Projections, p. 25), good to a millimetre in a kilometre. The work grows with the cells within
 * reach: meant for metres, not for kilometres. */
wg_nearest wg_find_nearest(const wg_locator *l, wg_xy p, uint32_t but, double reach_m);

/* Metres a unit of x and of y at this y. */
void wg_metres_at(const wg_locator *l, double y, double *mx, double *my);

#endif
