/* overlap.h - how much ground two buildings share. */
#ifndef WG_ATOMS_OVERLAP_H
#define WG_ATOMS_OVERLAP_H

#include "base/ctx.h"
#include "geom/shapes.h"

/* Buildings that share more than this part of the smaller one's area are one unit,
 * which no border divides; below it the overlap is a slip of a common wall. */
#define WG_OVERLAP_SHARE 0.01

/* *yes: polygons a and b overlap by more than WG_OVERLAP_SHARE. Exact but for the
 * snapping of their crossings (1 cm); costs a small arrangement of the two. */
wg_status wg_overlap(const wg_shapes *s, uint32_t a, uint32_t b, bool *yes);

#endif
