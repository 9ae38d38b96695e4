/* faceset.h - which polygons cover each face.
 *
 * A polygon's border toggles membership: going from face to face across an edge
 * changes the set by exactly the polygons whose border runs there an odd number
 * of times. So no point-in-polygon test is made, and overlaps and gaps between
 * polygons come out exactly as they are after noding.
 */
#ifndef WG_PLANE_FACESET_H
#define WG_PLANE_FACESET_H

#include "plane/plane.h"

typedef struct wg_facesets {
  uint32_t *at; /* nf: set of face f is src[at[f]] .. src[at[f] + len[f] - 1], ascending */
  uint32_t *len;
  WG_VEC(uint32_t) src;
} wg_facesets; /* zeroed is empty */

/* Sources from `from` to before `end` are polygons. */
wg_status wg_facesets_build(wg_ctx *ctx, const wg_plane *p, uint32_t from, uint32_t end,
                            wg_facesets *out);
void wg_facesets_free(wg_facesets *s);

/* Set of an edge: the polygons of [from, end) whose border runs there an odd
 * number of times, ascending. Returns their number; buf has room for all sources of e. */
uint32_t wg_edge_toggles(const wg_noded *n, uint32_t e, uint32_t from, uint32_t end, uint32_t *buf);

/* a xor b of ascending sets; returns the size of out (room for na + nb). */
uint32_t wg_set_xor(const uint32_t *a, uint32_t na, const uint32_t *b, uint32_t nb, uint32_t *out);

/* Every edge must separate faces whose sets differ by its toggles. */
wg_status wg_facesets_check(wg_ctx *ctx, const wg_plane *p, uint32_t from, uint32_t end,
                            const wg_facesets *s);

#endif
