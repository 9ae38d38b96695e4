/* arcs.h - each edge once, and the edges of every polygon, while an index is built. */
#ifndef WG_LOCATE_ARCS_H
#define WG_LOCATE_ARCS_H

#include "locate/locator.h"
#include "locate/tile.h"

typedef struct wg_arcs {
  WG_VEC(wg_xy) point;
  WG_VEC(wg_arc) arc;
  wg_u32vec use;       /* arcs of each polygon, polygon by polygon */
  wg_u32vec use_start; /* per polygon, and one more */
  uint32_t *place;     /* per edge that is kept: its first point in `point` */
  uint64_t shared;     /* edges that run along another */
} wg_arcs;             /* zeroed is empty */

/* mate: per point of `p`. False when memory runs out. */
bool wg_arcs_make(const wg_polygons *p, const wg_mate *mate, wg_arcs *out);
void wg_arcs_free(wg_arcs *a);

#endif
