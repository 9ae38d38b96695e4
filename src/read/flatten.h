/* flatten.h - an OGR geometry as flat coordinates. */
#ifndef WG_READ_FLATTEN_H
#define WG_READ_FLATTEN_H

#include "read/gdal.h"
#include "read/layer.h"

typedef struct wg_flat {
  wg_geom_type type;
  uint8_t traits;         /* WG_TRAIT_... */
  WG_VEC(uint32_t) start; /* rings + 1 */
  WG_VEC(uint8_t) hole;
  WG_VEC(double) xy;
} wg_flat; /* zeroed is empty; buffers are used again */

void wg_flat_free(wg_flat *f);

/* Replaces *f by the geometry (NULL allowed: type NONE). Curves become lines,
 * Z and M are dropped (the traits say so), nested collections are opened to a depth of 32.
 * False when memory runs out. */
bool wg_flatten(wg_flat *f, OGRGeometryH g);

#endif
