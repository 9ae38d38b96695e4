/* frame.h - how lattice points stand for places: a metric CRS and an origin.
 *
 *   x_m = origin_x + x * 0.01        (and y likewise)
 *
 * The origin is a multiple of 1,000 m, so stored metres have two decimals and
 * read back to the very same lattice point.
 */
#ifndef WG_GEOM_FRAME_H
#define WG_GEOM_FRAME_H

#include <math.h>

#include "geom/pt.h"

typedef struct wg_frame {
  double origin_x, origin_y; /* metres, multiples of 1,000 */
  char crs[64];              /* "EPSG:4548", or "" when only `wkt` tells */
  char wkt[4096];            /* WKT2 of the CRS */
  int srid;                  /* EPSG number, or 0 */
} wg_frame;

static inline double wg_frame_x(const wg_frame *f, int32_t x) {
  return (double)((int64_t)(f->origin_x * 100.0) + x) / 100.0;
}
static inline double wg_frame_y(const wg_frame *f, int32_t y) {
  return (double)((int64_t)(f->origin_y * 100.0) + y) / 100.0;
}
/* Nearest lattice point; false when it lies outside +-WG_COORD_MAX or is not finite. */
static inline bool wg_frame_pt(const wg_frame *f, double x, double y, wg_pt *out) {
  double dx = floor((x - f->origin_x) * 100.0 + 0.5), dy = floor((y - f->origin_y) * 100.0 + 0.5);
  if (!(fabs(dx) <= WG_COORD_MAX) || !(fabs(dy) <= WG_COORD_MAX)) return false;
  *out = (wg_pt){(int32_t)dx, (int32_t)dy};
  return true;
}

#endif
