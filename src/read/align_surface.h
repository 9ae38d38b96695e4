/* align_surface.h - how many points of one layer lie on another, for every shift. */
#ifndef WG_READ_ALIGN_SURFACE_H
#define WG_READ_ALIGN_SURFACE_H

#include "read/align_points.h"

/* What the points are held against: footprints, or lines and what is near them. */
typedef struct wg_align_ground {
  const wg_shapes *of[2]; /* [1] may be NULL */
  bool lines;
  int32_t near_cm; /* of lines */
} wg_align_ground;

/* Shifts (i, j) * cell for -reach <= i, j <= reach, about (at_x, at_y). */
typedef struct wg_align_surface {
  int32_t cell; /* lattice units */
  wg_pt at;     /* shift in the middle, lattice units */
  int32_t reach;
  uint32_t *count; /* (2 reach + 1) squared, row by row: points that lie on the ground */
} wg_align_surface;

/* The points are moved. On failure nothing is to be freed; else wg_free(s->count). */
wg_status wg_align_surface_make(wg_ctx *ctx, const wg_align_points *p, const wg_align_ground *g,
                                wg_align_surface *s);

static inline uint32_t wg_align_count(const wg_align_surface *s, int32_t i, int32_t j) {
  return s->count[(size_t)(j + s->reach) * (size_t)(2 * s->reach + 1) + (size_t)(i + s->reach)];
}

#endif
