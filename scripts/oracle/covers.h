/* Which polygons cover a point: those with the point inside or on their border.
 *
 * Inside is even-odd over all rings of a polygon. Coordinates are compared as they are; the side of
 * an edge is found by exact.h. Bands and boxes only leave out edges and polygons that cannot
 * matter: they are found by monotone functions of a coordinate, so rounding is harmless.
 */
#ifndef ORACLE_COVERS_H
#define ORACLE_COVERS_H

#include "exact.h"
#include "layer.h"

struct covers {
  const struct layer *layer;
  struct lists {
    uint32_t *start, *item; /* per list its first item, one more at the end */
  } * bands, cells;         /* a polygon's edges by y; polygons by place */
  uint32_t *band_count;     /* per polygon */
  uint32_t side;            /* cells along x and along y */
};

struct answer {
  uint32_t first, count; /* the covering polygon of lowest code, and how many cover */
};

void covers_init(struct covers *c, const struct layer *layer);
void covers_free(struct covers *c);
struct answer covers_point(const struct covers *c, struct exact *e, const double p[2]);

#endif
