/* moments.h - area, place and polar moment of inertia of a region, from its border.
 *
 * Green's theorem: the integrals of 1, x, y and x^2 + y^2 over a region are sums over
 * the edges of its border, interior on the left; each edge adds what its triangle with
 * the origin has (formulas in any textbook, e.g. Steger, "On the calculation of arbitrary
 * moments of polygons", 1996). Exact but for rounding; take an origin nearby.
 */
#ifndef WG_GEOM_MOMENTS_H
#define WG_GEOM_MOMENTS_H

typedef struct wg_moments {
  double area;    /* m2 */
  double x, y;    /* area x place, m3 */
  double inertia; /* about the origin, m4 */
} wg_moments;     /* zeroed is nothing */

/* Adds the edge from (ax, ay) to (bx, by), metres from the origin. */
static inline void wg_moments_edge(wg_moments *m, double ax, double ay, double bx, double by) {
  double cross = ax * by - ay * bx;
  m->area += cross / 2;
  m->x += cross * (ax + bx) / 6;
  m->y += cross * (ay + by) / 6;
  m->inertia += cross * (ax * ax + ax * bx + bx * bx + ay * ay + ay * by + by * by) / 12;
}

/* The same region seen from an origin that lies at (-dx, -dy): all its points move by (dx, dy). */
static inline wg_moments wg_moments_moved(wg_moments m, double dx, double dy) {
  return (wg_moments){m.area, m.x + m.area * dx, m.y + m.area * dy,
                      m.inertia + 2 * (m.x * dx + m.y * dy) + m.area * (dx * dx + dy * dy)};
}

#endif
