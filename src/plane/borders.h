/* borders.h - labels on faces to polygons.
 *
 * A polygon's border is every edge whose two faces have different labels, so
 * neighbours share it by construction and nothing is ever overlaid. Rings that
 * touch themselves are split there, which gives valid polygons: exteriors
 * counter-clockwise, each followed by its holes, clockwise; every ring begins at
 * its smallest vertex. A label whose faces are not connected gives several parts.
 */
#ifndef WG_PLANE_BORDERS_H
#define WG_PLANE_BORDERS_H

#include "geom/shapes.h"
#include "plane/plane.h"

#define WG_UNLABELLED UINT32_MAX

/* Polygons of labels 0 .. n-1 in that order; label[f] of face f or WG_UNLABELLED.
 * keep[v] of vertex v: it stands in the polygons (NULL: all do); junctions must. A label without a
 * face is WG_ERR_INTERNAL, and *missing (may be NULL) is its number. */
wg_status wg_borders_build(wg_ctx *ctx, const wg_plane *p, const uint32_t *label, uint32_t n,
                           const uint8_t *keep, wg_shapes *out, uint32_t *missing);

#endif
