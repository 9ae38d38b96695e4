/* align_points.h - places along lines, taken at even distances.
 *
 * What layers have to do with each other is measured at such places, in squares of
 * WG_ALIGN_SQUARE. A large town is measured in those squares that tell most.
 */
#ifndef WG_READ_ALIGN_POINTS_H
#define WG_READ_ALIGN_POINTS_H

#include "base/ctx.h"
#include "geom/shapes.h"

enum {
  WG_ALIGN_SQUARE = 200000, /* side of a square: 2 km, lattice units */
  WG_ALIGN_SQUARES = 24,    /* at most so many are measured */
  WG_ALIGN_POINTS = 8000    /* about so many points in all of them */
};

typedef struct wg_align_square {
  wg_pt min;            /* its lower left corner */
  uint32_t first, last; /* its points: first .. last-1 */
} wg_align_square;

typedef struct wg_align_points {
  WG_VEC(wg_pt) pt; /* square by square */
  WG_VEC(wg_align_square) square;
} wg_align_points; /* zeroed is empty */

void wg_align_points_free(wg_align_points *p);

typedef struct wg_align_lines {
  const wg_shapes *shape;
  bool closed;            /* they are rings of polygons */
  const wg_shapes *other; /* the layer that they are held against */
  wg_box box;             /* nothing outside counts */
} wg_align_lines;

/* Points along the lines, in up to `squares` squares. Squares count by the points they would have
 * and by the corners of the other layer: the lower of the two. */
wg_status wg_align_points_take(wg_ctx *ctx, const wg_align_lines *l, uint32_t squares,
                               wg_align_points *out);

#endif
