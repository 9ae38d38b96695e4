/* region.h - a coverage with its edges, its outline and the faces between.
 *
 * The arcs that do not cancel (outline.h) cut the plane into faces of one depth
 * each: 1 where one feature covers, 0 in a hole, 2 and more in an overlap. The
 * faces are made by GEOS from the arcs alone, so a sound coverage of a million
 * edges costs no more than its outline; their depth is exact.
 */
#ifndef WG_COVER_REGION_H
#define WG_COVER_REGION_H

#include "cover/geos_area.h"
#include "cover/outline.h"

#define WG_DEPTH_UNKNOWN INT32_MIN /* a face so thin that no point can be written inside it */

typedef struct wg_face {
  int32_t depth;
  wg_xy place; /* inside, unless the depth is unknown */
} wg_face;

typedef struct wg_region {
  wg_edges edges;
  wg_outline outline;
  wg_cover shape;       /* the faces: one part each */
  WG_VEC(wg_face) face; /* of shape's features */
} wg_region;            /* zeroed is empty */

void wg_region_free(wg_region *r);

/* Edges and outline. */
wg_status wg_region_match(wg_ctx *ctx, wg_region *r, const wg_cover *c);
/* Faces; after wg_region_match. */
wg_status wg_region_faces(wg_ctx *ctx, wg_region *r);
/* Appends the faces that something covers: together they are the union of the coverage. */
bool wg_region_covered(const wg_region *r, wg_cover *out);
/* Appends feature i of `from` to `to`. */
bool wg_cover_copy(wg_cover *to, const wg_cover *from, uint32_t i);

#endif
