/* valid.h - is a polygon on the lattice valid beyond doubt? Exact.
 *
 * A cheap answer for the many: rings that touch neither themselves nor each
 * other, holes inside their part, parts apart. Polygons whose rings touch in
 * points may be valid too; about those it says false, and geom/repair.h judges.
 */
#ifndef WG_GEOM_VALID_H
#define WG_GEOM_VALID_H

#include "base/mem.h"
#include "geom/pt.h"

/* Rings as in geom/shapes.h: ring r has points start[r] .. start[r+1]-1 of pt,
 * hole[r] = 0 begins a part. Orientation and first point do not matter. */
typedef struct wg_rings {
  const wg_pt *pt;
  const uint32_t *start; /* n + 1 */
  const uint8_t *hole;   /* n */
  uint32_t n;
} wg_rings;

struct wg_valid_edge {
  wg_box box;
  wg_pt a, b;
  uint32_t at, next; /* point numbers: edges that share one are neighbours */
};

typedef struct wg_valid {
  WG_VEC(struct wg_valid_edge) edge;
} wg_valid; /* scratch, zeroed is empty */

void wg_valid_free(wg_valid *v);

/* Sets *simple; false when memory runs out. n log n for n points where few boxes overlap. */
bool wg_valid_simple(wg_valid *v, wg_rings r, bool *simple);

/* Even-odd: 1 inside, 0 on the ring, -1 outside. */
int wg_ring_side(const wg_pt *ring, uint32_t n, wg_pt p);

#endif
