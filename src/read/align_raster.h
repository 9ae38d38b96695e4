/* align_raster.h - what lies where, in square cells. */
#ifndef WG_READ_ALIGN_RASTER_H
#define WG_READ_ALIGN_RASTER_H

#include "geom/shapes.h"

typedef struct wg_align_raster {
  wg_pt min;       /* lower left corner of the first cell */
  int32_t cell;    /* its side, lattice units */
  uint32_t nx, ny; /* cells */
  uint8_t *full;   /* nx * ny, row by row: 0 or 1 */
  uint8_t *flip;   /* scratch of as many, all 0 between calls */
} wg_align_raster;

/* Sets the cells whose centre lies in polygon i, whose box is `box`. */
void wg_align_fill(wg_align_raster *r, const wg_shapes *s, uint32_t i, wg_box box);
/* Sets the cells that line i passes, and those up to `around` cells away. */
void wg_align_trace(wg_align_raster *r, const wg_shapes *s, uint32_t i, int32_t around);

/* The part t0..t1 of a-b (0..1) within the box; false: none. */
bool wg_align_clip(wg_box box, wg_pt a, wg_pt b, double *t0, double *t1);

#endif
