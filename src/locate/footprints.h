/* footprints.h - the building at a point: exact inside its footprint, else the nearest one. */
#ifndef WG_LOCATE_FOOTPRINTS_H
#define WG_LOCATE_FOOTPRINTS_H

#include "base/u32vec.h"
#include "geom/boxtree.h"
#include "geom/shapes.h"

#define WG_FOOTPRINT_NEAR_M 15

typedef struct wg_footprints {
  const wg_shapes *shape;
  wg_boxtree tree;
} wg_footprints; /* zeroed is empty */

/* Keeps the shapes by reference. False when memory runs out. */
bool wg_footprints_build(wg_footprints *f, const wg_shapes *buildings);
void wg_footprints_free(wg_footprints *f);

/* Appends, ascending, the buildings that cover p, border included; where none does, the nearest one
 * within WG_FOOTPRINT_NEAR_M, or all that are equally near. *metres: the distance, 0 inside. False when
 * memory runs out. */
bool wg_footprints_find(const wg_footprints *f, wg_pt p, wg_u32vec *out, double *metres);

#endif
