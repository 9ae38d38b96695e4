/* ring.h - coordinates in metres to a clean ring or line on the lattice. */
#ifndef WG_READ_RING_H
#define WG_READ_RING_H

#include "geom/frame.h"
#include "geom/shapes.h"

typedef enum wg_ring_result {
  WG_RING_KEPT,
  WG_RING_DROPPED, /* too few different points, or no area: nothing appended */
  WG_RING_FAR,     /* a coordinate is not finite or beyond the lattice */
  WG_RING_NOMEM
} wg_ring_result;

/* Appends the n points as one ring without its closing point (`closed`) or as a
 * line, without repeated points. */
wg_ring_result wg_ring_add(const wg_frame *f, const double *xy, uint32_t n, bool closed,
                           uint8_t hole, wg_shapes *out);

#endif
