/* exact.h - predicates on written doubles that never err.
 *
 * The referee accepts coordinates of any origin, so nothing here assumes a
 * lattice. A sign is first computed in plain doubles with Shewchuk's error
 * bound; only when that bound leaves the sign open are the six products summed
 * as floating-point expansions, which is exact. Coordinates must be finite and,
 * unless zero, between 1e-100 and 1e100 in magnitude (wg_xy_usable), so that no
 * product over- or underflows.
 */
#ifndef WG_COVER_EXACT_H
#define WG_COVER_EXACT_H

#include <stdbool.h>

typedef struct wg_xy {
  double x, y;
} wg_xy;

/* Closed box. */
typedef struct wg_rect {
  double x0, y0, x1, y1;
} wg_rect;

#define WG_RECT_EMPTY ((wg_rect){1e300, 1e300, -1e300, -1e300})

static inline bool wg_xy_eq(wg_xy a, wg_xy b) { return a.x == b.x && a.y == b.y; }

/* Total order: by x, then y. */
static inline int wg_xy_cmp(wg_xy a, wg_xy b) {
  if (a.x != b.x) return a.x < b.x ? -1 : 1;
  return a.y < b.y ? -1 : a.y > b.y;
}

static inline wg_rect wg_rect_add(wg_rect r, wg_xy p) {
  if (p.x < r.x0) r.x0 = p.x;
  if (p.y < r.y0) r.y0 = p.y;
  if (p.x > r.x1) r.x1 = p.x;
  if (p.y > r.y1) r.y1 = p.y;
  return r;
}

static inline wg_rect wg_rect_of(wg_xy a, wg_xy b) {
  return wg_rect_add((wg_rect){a.x, a.y, a.x, a.y}, b);
}

static inline bool wg_rect_meet(wg_rect a, wg_rect b) {
  return a.x0 <= b.x1 && b.x0 <= a.x1 && a.y0 <= b.y1 && b.y0 <= a.y1;
}

bool wg_xy_usable(wg_xy p);

/* +1 when c lies left of a->b, -1 right, 0 on the line. Exact. */
int wg_exact_orient(wg_xy a, wg_xy b, wg_xy c);

/* Whether p lies on the closed segment a b. Exact. */
bool wg_exact_on_segment(wg_xy p, wg_xy a, wg_xy b);

/* Whether the closed segments have a point in common. Exact. */
bool wg_exact_meet(wg_xy a, wg_xy b, wg_xy c, wg_xy d);

/* Whether v-p and v-q, which share the end v, have further points in common. Exact. */
bool wg_exact_fold(wg_xy v, wg_xy p, wg_xy q);

/* Order of the directions v->p and v->q by angle in [0, 360), from east
 * counter-clockwise; 0 when they are the same. Exact; p and q differ from v. */
int wg_exact_angle_cmp(wg_xy v, wg_xy p, wg_xy q);

/* Where p lies to a closed ring of n points (not repeated at the end): +1 inside,
 * 0 on it, -1 outside; even-odd. Exact. */
int wg_exact_in_ring(wg_xy p, const wg_xy *ring, unsigned n);

/* About where two segments that meet do so: a shared or touching end point
 * exactly, else the crossing as rounded. For people, not for decisions. */
wg_xy wg_meeting_place(wg_xy a, wg_xy b, wg_xy c, wg_xy d);

#endif
