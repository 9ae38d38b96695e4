/* blob.h - SpatiaLite's geometry blob, written and read.
 *
 *   00 01 srid box(4 doubles) 7C  type body  FE      little-endian
 *
 * Only two-dimensional points, polygons, multipolygons and multilinestrings.
 * In a wg_figure a polygon's ring does not repeat its first point; in the blob it does.
 */
#ifndef WG_STORE_BLOB_H
#define WG_STORE_BLOB_H

#include "base/mem.h"

typedef enum wg_blob_type {
  WG_BLOB_POINT = 1,
  WG_BLOB_POLYGON = 3,
  WG_BLOB_MULTILINESTRING = 5,
  WG_BLOB_MULTIPOLYGON = 6
} wg_blob_type;

/* The SQL name of a type, as AddGeometryColumn() wants it. */
const char *wg_blob_type_name(wg_blob_type type);

/* One feature, borrowed: ring r is xy[2 * start[r]] .. xy[2 * start[r + 1]];
 * hole[r] = 0 begins a part. A point is one ring of one point. */
typedef struct wg_figure {
  uint32_t n;
  const uint32_t *start; /* n + 1; start[0] need not be 0 */
  const uint8_t *hole;
  const double *xy;
} wg_figure;

/* One feature that owns its arrays, made to be used again and again. */
typedef struct wg_geom {
  WG_VEC(uint32_t) start;
  WG_VEC(uint8_t) hole;
  WG_VEC(double) xy;
} wg_geom; /* zeroed is empty */

static inline wg_figure wg_geom_figure(const wg_geom *g) {
  return (wg_figure){(uint32_t)g->hole.n, g->start.v, g->hole.v, g->xy.v};
}
void wg_geom_free(wg_geom *g);

typedef struct wg_bounds {
  double min_x, min_y, max_x, max_y;
} wg_bounds; /* empty when min > max */

wg_bounds wg_figure_bounds(const wg_figure *r);

typedef WG_VEC(unsigned char) wg_bytes;

/* Replaces the contents of *out; false when memory runs out. `box` is the feature's. */
bool wg_blob_encode(wg_bytes *out, int srid, wg_blob_type type, const wg_figure *r,
                    const wg_bounds *box);

typedef enum wg_blob_result { WG_BLOB_OK, WG_BLOB_BAD, WG_BLOB_NOMEM } wg_blob_result;

/* Replaces the contents of *g. BAD when the blob is cut short, of another type
 * (a single polygon or line is taken for a multi one), or not a geometry. */
wg_blob_result wg_blob_decode(const unsigned char *blob, size_t n, wg_geom *g);

#endif
