/* shapes.h - many polygons or lines in flat arrays.
 *
 * Feature i owns rings (or lines) first[i] .. first[i+1]-1; ring r owns points
 * start[r] .. start[r+1]-1. A polygon's ring is closed without repeating its
 * first point, has 3 or more points, exterior counter-clockwise, holes
 * clockwise; hole[r] = 0 begins a new part, the holes of a part follow it.
 * A line has 2 or more points and hole[r] = 0.
 */
#ifndef WG_GEOM_SHAPES_H
#define WG_GEOM_SHAPES_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "geom/pt.h"

typedef struct wg_shapes {
  WG_VEC(uint32_t) first; /* n features + 1 once anything was begun */
  WG_VEC(uint32_t) start; /* n rings + 1 */
  WG_VEC(uint8_t) hole;   /* n rings */
  WG_VEC(wg_pt) pt;
} wg_shapes; /* zeroed is empty */

void wg_shapes_free(wg_shapes *s);

static inline uint32_t wg_shapes_count(const wg_shapes *s) {
  return s->first.n ? (uint32_t)(s->first.n - 1) : 0;
}
static inline uint32_t wg_shapes_rings(const wg_shapes *s) {
  return s->start.n ? (uint32_t)(s->start.n - 1) : 0;
}

/* Building up: for each feature { for each ring { wg_shapes_pt()...; wg_shapes_end_ring() } wg_shapes_end_feature() }.
 * Each returns false when memory runs out. */
bool wg_shapes_pt(wg_shapes *s, wg_pt p);
bool wg_shapes_end_ring(wg_shapes *s, uint8_t hole);
bool wg_shapes_end_feature(wg_shapes *s);
/* Appends feature i of `from`. */
bool wg_shapes_copy_feature(wg_shapes *s, const wg_shapes *from, uint32_t i);

/* Twice the area of feature i (holes subtracted), square lattice units. Exact
 * for polygons below 2^62 / 2 cm2 = 230 million km2. */
int64_t wg_shapes_area2(const wg_shapes *s, uint32_t i);
/* Length of all rings (closed) of polygon i, metres. */
double wg_shapes_outline_m(const wg_shapes *s, uint32_t i);
wg_box wg_shapes_box(const wg_shapes *s, uint32_t i);
/* Total order of two features by their coordinates alone: box, then points. */
int wg_shapes_cmp(const wg_shapes *a, uint32_t i, const wg_shapes *b, uint32_t j);

#endif
