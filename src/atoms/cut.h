/* cut.h - lines along which a block too large for one grid may be cut.
 *
 * A block is a face of the arrangement of roads and borders. Its buildings are
 * gathered into groups of at most `group_households` (nearest first; touching
 * and overlapping ones before all), and lines are drawn between the groups:
 * halfway between footprints (the chordal axis of the constrained Delaunay
 * triangulation of the free space), along the common wall where footprints
 * touch, ending on the block's border or on the end of an internal path. Dead
 * ends inside the block count as border: groups on both sides meet there.
 *
 * Every line lies inside the block. Costs O(n log n) for n footprint vertices.
 */
#ifndef WG_ATOMS_CUT_H
#define WG_ATOMS_CUT_H

#include "plane/linework.h"
#include "plane/plane.h"

/* Appends the lines of block `face`, with source number wg_sources.cut.
 * building[0..n) are the buildings with a part in the block, ascending.
 * Safe to run for several blocks at once. WG_ERR_INTERNAL: this block could not
 * be triangulated; nothing was appended. */
wg_status wg_cut_block(const wg_town *t, const wg_plane *p, uint32_t face, const uint32_t *building,
                       uint32_t n, int64_t group_households, wg_segs *out);

#endif
