/* coverage.h - a layer of polygons as the referee sees it.
 *
 * Coordinates are the written doubles. Each ring is stored without its closing
 * point and without points that repeat the one before; exterior rings run
 * counter-clockwise and holes clockwise, so that the interior is on the left; the
 * least point stands first.
 * What cannot be stored (a ring of fewer than three places, a number that is
 * not finite) is left out and noted in the feature's flags.
 */
#ifndef WG_COVER_COVERAGE_H
#define WG_COVER_COVERAGE_H

#include <stdint.h>

#include "base/mem.h"
#include "cover/exact.h"

enum {
  WG_BAD_EMPTY = 1, /* no polygon at all, or none that could be stored */
  WG_BAD_MULTIPART = 2,
  WG_BAD_UNCLOSED = 4, /* a ring's last point is not its first */
  WG_BAD_SHORT = 8,    /* a ring of fewer than 4 points or 3 places */
  WG_BAD_NUMBER = 16,  /* a coordinate that is not a usable number */
  WG_BAD_SELF_CROSSING = 32,
  WG_BAD_REPEATED = 64, /* runs along itself: a ring twice, a spike, a shared side */
  WG_BAD_TOUCH = 128,   /* a ring meets itself in a point, or rings cut the interior in two */
  WG_BAD_NESTING = 256  /* a hole outside its exterior or inside a hole, a part inside a part */
};
#define WG_BAD_INVALID (~(uint32_t)(WG_BAD_EMPTY | WG_BAD_MULTIPART))

typedef struct wg_cover {
  WG_VEC(uint32_t) first; /* n features + 1: rings of feature i */
  WG_VEC(uint32_t) start; /* n rings + 1: points of ring r */
  WG_VEC(uint8_t) hole;   /* n rings: 0 begins a new part, its holes follow */
  WG_VEC(wg_xy) pt;
  WG_VEC(uint32_t) flags; /* n features */
} wg_cover;               /* zeroed is empty */

void wg_cover_free(wg_cover *c);

static inline uint32_t wg_cover_count(const wg_cover *c) { return (uint32_t)c->flags.n; }
static inline uint32_t wg_cover_rings(const wg_cover *c) {
  return c->start.n ? (uint32_t)(c->start.n - 1) : 0;
}
static inline uint32_t wg_cover_ring_size(const wg_cover *c, uint32_t r) {
  return c->start.v[r + 1] - c->start.v[r];
}
static inline const wg_xy *wg_cover_ring(const wg_cover *c, uint32_t r) {
  return c->pt.v + c->start.v[r];
}

/* Appends a feature of n_rings rings in the form of wg_feature (read/layer.h): ring r
 * has points start[r] .. start[r+1]-1 of xy, the last repeating the first. With
 * n_rings = 0 the feature is empty. False when memory runs out. */
bool wg_cover_add(wg_cover *c, uint32_t n_rings, const uint32_t *start, const uint8_t *hole,
                  const double *xy);

wg_rect wg_cover_rect(const wg_cover *c, uint32_t feature);
/* +1 inside the feature, 0 on its boundary, -1 outside. Exact. */
int wg_cover_locate(const wg_cover *c, uint32_t feature, wg_xy p);
/* Signed area in square units of the coordinates; holes count as negative. */
double wg_ring_area(const wg_xy *p, uint32_t n);
double wg_cover_area(const wg_cover *c, uint32_t feature);
/* A point inside the feature, well off its boundary where there is room. False when
 * none can be written in doubles. */
bool wg_cover_inner_point(const wg_cover *c, uint32_t feature, wg_xy *out);

#endif
