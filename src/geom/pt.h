/* pt.h - lattice points and exact predicates.
 *
 * A point is a pair of integers, in units of 1 cm from the frame's origin
 * (geom/frame.h). Coordinates stay within +-WG_COORD_MAX, so that a cross
 * product, also of doubled coordinates, is exact in int64.
 */
#ifndef WG_GEOM_PT_H
#define WG_GEOM_PT_H

#include <stdbool.h>
#include <stdint.h>

#define WG_COORD_MAX ((int32_t)1 << 28) /* 2^28 cm = 2,684 km */
#define WG_UNIT_M 0.01                  /* metres a lattice unit */

typedef struct wg_pt {
  int32_t x, y;
} wg_pt;

/* Closed box. Empty when min > max. */
typedef struct wg_box {
  wg_pt min, max;
} wg_box;

#define WG_BOX_EMPTY ((wg_box){{INT32_MAX, INT32_MAX}, {INT32_MIN, INT32_MIN}})

static inline bool wg_pt_eq(wg_pt a, wg_pt b) { return a.x == b.x && a.y == b.y; }

/* Total order: by x, then y. */
static inline int wg_pt_cmp(wg_pt a, wg_pt b) {
  if (a.x != b.x) return a.x < b.x ? -1 : 1;
  return a.y < b.y ? -1 : a.y > b.y;
}

/* Twice the signed area of a b c: > 0 when c lies left of a->b. Exact. */
static inline int64_t wg_cross(wg_pt a, wg_pt b, wg_pt c) {
  return ((int64_t)b.x - a.x) * ((int64_t)c.y - a.y) - ((int64_t)b.y - a.y) * ((int64_t)c.x - a.x);
}

static inline int wg_orient(wg_pt a, wg_pt b, wg_pt c) {
  int64_t d = wg_cross(a, b, c);
  return (d > 0) - (d < 0);
}

/* Squared distance in square lattice units. Exact. */
static inline int64_t wg_dist2(wg_pt a, wg_pt b) {
  int64_t dx = (int64_t)a.x - b.x, dy = (int64_t)a.y - b.y;
  return dx * dx + dy * dy;
}

/* Square metres of a doubled area in square lattice units. */
static inline double wg_area_m2(int64_t area2) {
  return (double)area2 * (WG_UNIT_M * WG_UNIT_M / 2);
}

/* Do the open segments ab and cd cross in one point inside both? */
static inline bool wg_cross_properly(wg_pt a, wg_pt b, wg_pt c, wg_pt d) {
  return wg_orient(a, b, c) * wg_orient(a, b, d) < 0 && wg_orient(c, d, a) * wg_orient(c, d, b) < 0;
}

static inline wg_box wg_box_add(wg_box b, wg_pt p) {
  if (p.x < b.min.x) b.min.x = p.x;
  if (p.y < b.min.y) b.min.y = p.y;
  if (p.x > b.max.x) b.max.x = p.x;
  if (p.y > b.max.y) b.max.y = p.y;
  return b;
}

static inline wg_box wg_box_join(wg_box a, wg_box b) {
  if (b.min.x > b.max.x) return a;
  return wg_box_add(wg_box_add(a, b.min), b.max);
}

static inline wg_box wg_box_of(wg_pt a, wg_pt b) {
  return wg_box_add(wg_box_add(WG_BOX_EMPTY, a), b);
}

static inline bool wg_box_meet(wg_box a, wg_box b) {
  return a.min.x <= b.max.x && b.min.x <= a.max.x && a.min.y <= b.max.y && b.min.y <= a.max.y;
}

/* Have the closed segments ab and cd a point in common? */
static inline bool wg_segments_meet(wg_pt a, wg_pt b, wg_pt c, wg_pt d) {
  return wg_box_meet(wg_box_of(a, b), wg_box_of(c, d)) &&
         wg_orient(a, b, c) * wg_orient(a, b, d) <= 0 &&
         wg_orient(c, d, a) * wg_orient(c, d, b) <= 0;
}

#endif
