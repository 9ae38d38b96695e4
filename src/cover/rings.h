/* rings.h - grids on faces to polygons of one part each (plane/borders.h).
 *
 * Vertices that lie within WG_STRAIGHT of the straight line between their
 * neighbours (steps and crossings on straight roads) are left out, on both sides
 * alike; borders across open ground are smoothed (cover/smooth.h). Whether the result
 * is still planar is proved by noding it again.
 */
#ifndef WG_COVER_RINGS_H
#define WG_COVER_RINGS_H

#include "cover/smooth.h"
#include "plane/borders.h"

#define WG_STRAIGHT 1.2 /* lattice units: rounding of a point on a line is 0.71 at most */

/* Polygons of labels 0 .. n-1 in that order; label[f] of face f or WG_UNLABELLED.
 * The faces of each label must be connected (across edges): otherwise, or for a label
 * without a face, WG_ERR_INTERNAL. smooth may be NULL. */
wg_status wg_rings_build(wg_ctx *ctx, const wg_plane *p, const uint32_t *label, uint32_t n,
                         const wg_smooth *smooth, wg_shapes *out);

#endif
