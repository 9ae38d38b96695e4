/* node.h - snap-rounds line segments into a planar set of edges.
 *
 * Input: segments on the lattice, each with a source number. Output: vertices
 * and edges such that two edges meet only at common end points, and no vertex
 * lies within half a lattice unit of an edge that does not end there.
 *
 * Method: snap rounding (Hobby 1999), iterated (Halperin and Packer 2002). All
 * end points and all rounded crossings are hot pixels; every segment is bent to
 * the centres of the hot pixels it runs through; pieces of bent segments are
 * looked at again until none runs through a further one. All tests are exact
 * integer arithmetic. Cost: O((n + k) log n) for k crossings, about 1 us an
 * edge and thread; 100 bytes a segment while it runs.
 *
 * The result depends on the set of segments alone, not on their order or on
 * the number of threads.
 */
#ifndef WG_PLANE_NODE_H
#define WG_PLANE_NODE_H

#include "base/ctx.h"
#include "base/mem.h"
#include "geom/pt.h"

typedef struct wg_seg {
  wg_pt a, b;
  uint32_t src;
} wg_seg;

typedef WG_VEC(wg_seg) wg_segs;

typedef struct wg_noded {
  uint32_t nv, ne;
  wg_pt *v;            /* nv vertices in order of wg_pt_cmp */
  uint32_t *end;       /* 2 * ne: end[2e] < end[2e+1], edges in that order */
  uint32_t *src_first; /* ne + 1 */
  uint32_t *src;       /* sources of edge e: src[src_first[e] ..], ascending, repeats kept */
} wg_noded;            /* zeroed is empty */

/* ctx NULL: one thread, no progress (inside parallel tasks). */
wg_status wg_node(wg_ctx *ctx, const wg_seg *seg, size_t n, wg_noded *out);
/* Most sources any edge has: the room wg_edge_toggles (plane/faceset.h) may need. */
uint32_t wg_noded_most_sources(const wg_noded *n);
void wg_noded_free(wg_noded *n);

#endif
