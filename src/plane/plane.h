/* plane.h - the planar arrangement: vertices, half-edges, faces.
 *
 * Built from noded edges. Edge e has half-edges 2e (end[2e] -> end[2e+1]) and
 * 2e+1; the twin of h is h^1. The face of h lies on its left. Face 0 is the
 * unbounded one. Dangling edges stay: they have the same face on both sides.
 * Islands belong to the face around them.
 *
 * Invariants (wg_plane_check): next is a permutation; face is constant along
 * next; Euler's formula V - E + F = 1 + C holds over used vertices.
 * Memory: 8 bytes a vertex, 28 bytes an edge. Immutable once built.
 */
#ifndef WG_PLANE_PLANE_H
#define WG_PLANE_PLANE_H

#include <math.h>

#include "geom/boxtree.h"
#include "plane/node.h"

typedef struct wg_plane {
  wg_noded lines;       /* vertices, edges, sources: owned */
  uint32_t *next;       /* 2 * ne: next half-edge around the left face */
  uint32_t *face;       /* 2 * ne */
  uint32_t nf;          /* faces, with face 0 */
  uint32_t *ring_first; /* nf + 1: boundary cycles of each face ... */
  uint32_t *ring;       /* ... one half-edge of each; a bounded face's outer cycle first */
  wg_boxtree tree;      /* of edges */
} wg_plane;             /* zeroed is empty */

#define WG_NO_EDGE UINT32_MAX

/* Takes over *lines (which becomes empty), also on failure. */
wg_status wg_plane_build(wg_ctx *ctx, wg_noded *lines, wg_plane *out);
void wg_plane_free(wg_plane *p);

static inline wg_pt wg_plane_org(const wg_plane *p, uint32_t h) {
  return p->lines.v[p->lines.end[h]];
}
static inline wg_pt wg_plane_dst(const wg_plane *p, uint32_t h) {
  return p->lines.v[p->lines.end[h ^ 1]];
}

/* Length of edge e, metres. */
static inline double wg_plane_edge_m(const wg_plane *p, uint32_t e) {
  return sqrt((double)wg_dist2(wg_plane_org(p, 2 * e), wg_plane_dst(p, 2 * e))) * WG_UNIT_M;
}

/* The half-edge directly below the point (x2/2, y2/2), the one of the two whose left
 * side faces up. Edges that pass exactly through the point do not count. WG_NO_EDGE when
 * there is none. Doubled coordinates allow points between lattice points. */
wg_status wg_plane_below(const wg_plane *p, int64_t x2, int64_t y2, uint32_t *half_edge);

/* The face that holds the point (doubled coordinates); a point on an edge gets
 * the face below it. */
wg_status wg_plane_locate(const wg_plane *p, int64_t x2, int64_t y2, uint32_t *face);

/* Twice the area of every face, in square lattice units, islands subtracted;
 * area2[0] <= 0. The caller's array has room for nf. */
void wg_plane_areas(const wg_plane *p, int64_t *area2);

/* Checks the invariants; WG_ERR_INTERNAL and the place when one fails. */
wg_status wg_plane_check(wg_ctx *ctx, const wg_plane *p);

#endif
