/* coords.h - polygons in the CRS they are written in, without losing topology.
 *
 * Coordinates are whole numbers of a quantum (10^-8 or 10^-9 degree, 0.1 mm), so
 * "the same vertex" is a comparison of integers and no file format can blur it.
 *
 * Why neighbours stay joined: a vertex becomes (transform, round) of its lattice
 * point alone, and an edge longer than 200 m is split first, counted from its
 * smaller end, so both sides of a border get the same vertices bit for bit. At
 * 200 m the straight edge and its image differ by 0.5 mm at most, less than the
 * 5 mm that the lattice keeps between a vertex and a strange edge.
 */
#ifndef WG_STORE_COORDS_H
#define WG_STORE_COORDS_H

#include "base/ctx.h"
#include "geom/crs.h"
#include "geom/frame.h"
#include "geom/shapes.h"
#include "store/blob.h"

/* Layout as wg_shapes; exteriors counter-clockwise, holes clockwise. */
typedef struct wg_coords {
  WG_VEC(uint32_t) first;
  WG_VEC(uint32_t) start;
  WG_VEC(uint8_t) hole;
  WG_VEC(int64_t) q; /* 2 a vertex, in quanta */
  double scale;      /* quanta a degree or metre */
} wg_coords;         /* zeroed is empty */

void wg_coords_free(wg_coords *c);

/* Polygons of `s` through `t`. Vertices that fall together are merged; a hole
 * that vanishes by it is dropped, an exterior ring that does is an error. */
wg_status wg_coords_make(wg_ctx *ctx, const wg_frame *frame, const wg_shapes *s, wg_transform *t,
                         double scale, wg_coords *c);

/* Proof that no two polygons run along the same side of an edge: every directed
 * edge occurs once. *feature is one of a guilty pair when *holds is false. */
wg_status wg_coords_prove(wg_ctx *ctx, const wg_coords *c, bool *holds, uint32_t *feature);

/* Feature i as doubles. False when memory runs out. */
bool wg_coords_get(const wg_coords *c, uint32_t i, wg_geom *g);

#endif
