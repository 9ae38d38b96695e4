/* span.h - joins the parts of one building through the land between them.
 *
 * A building of several parts (or overlapping buildings) may stand on faces that
 * do not touch. No border may run between them, so the faces on a shortest way
 * from part to part, inside the district, join them.
 */
#ifndef WG_ATOMS_SPAN_H
#define WG_ATOMS_SPAN_H

#include "plane/plane.h"

typedef struct wg_span {
  const wg_plane *plane;
  const uint32_t *district, *zone, *owner; /* per face */
  uint32_t *unit; /* per building: sets of overlapping buildings (base/dsu.h) */
  uint32_t *up;   /* per face: sets of joined faces, changed */
} wg_span;

/* False when memory runs out. */
bool wg_span_parts(wg_span *s, uint32_t n_buildings);

#endif
