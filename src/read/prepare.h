/* prepare.h - raw features to clean lattice shapes, in parallel.
 *
 * Transforms, rounds to the lattice, drops repeated points and rings without
 * area, checks validity and repairs. What cannot be used, and what was
 * repaired, is noted in the town's rejects.
 */
#ifndef WG_READ_PREPARE_H
#define WG_READ_PREPARE_H

#include "geom/crs.h"
#include "read/raw.h"
#include "read/town.h"

typedef struct wg_prepared {
  wg_shapes shape;         /* canonical, in the layer's order */
  WG_VEC(uint32_t) source; /* index in the raw layer of each */
} wg_prepared;             /* zeroed is empty */

void wg_prepared_free(wg_prepared *p);

typedef enum wg_prepare_as {
  WG_AS_POLYGONS, /* anything but a polygon is rejected */
  WG_AS_LINES     /* polygons give their rings, closed (first point repeated) */
} wg_prepare_as;

/* `t` leads from the layer's CRS to the town's frame; NULL: it is in that CRS
 * already. Changes raw->xy. */
wg_status wg_prepare(wg_ctx *ctx, wg_town *town, const wg_transform *t, wg_raw *raw,
                     wg_prepare_as as, wg_prepared *out);

/* Notes a feature in the town's rejects; `where` NULL: place unknown. */
wg_status wg_reject_add(wg_ctx *ctx, wg_town *town, const wg_raw *raw, uint32_t i,
                        const char *action, const char *reason, const wg_pt *where);

#endif
