/* drawn.h - the districts' polygons as the planner drew them.
 *
 * In the working CRS, but not rounded to the lattice and not repaired, so that faults
 * of the layer are measured as they are in it.
 */
#ifndef WG_READ_DRAWN_H
#define WG_READ_DRAWN_H

#include "base/mem.h"

typedef struct wg_drawn {
  WG_VEC(uint32_t) first; /* n features + 1, in rings */
  WG_VEC(uint32_t) start; /* n rings + 1, in points */
  WG_VEC(uint8_t) hole;   /* n rings: 0 begins a part */
  WG_VEC(double) xy;      /* metres; a ring's last point repeats its first */
} wg_drawn;               /* zeroed is empty */

void wg_drawn_free(wg_drawn *d);

static inline uint32_t wg_drawn_count(const wg_drawn *d) {
  return d->first.n ? (uint32_t)(d->first.n - 1) : 0;
}

/* Appends one ring of n points to the feature at hand; wg_drawn_end ends it. False when memory
 * runs out. */
bool wg_drawn_ring(wg_drawn *d, const double *xy, uint32_t n, uint8_t hole);
bool wg_drawn_end(wg_drawn *d);

#endif
