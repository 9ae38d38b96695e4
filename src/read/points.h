/* points.h - a layer of points on the lattice. */
#ifndef WG_READ_POINTS_H
#define WG_READ_POINTS_H

#include "base/ctx.h"
#include "base/mem.h"
#include "geom/frame.h"

typedef struct wg_points {
  WG_VEC(wg_pt) pt;
  WG_VEC(int64_t) fid; /* of the feature that each comes from */
} wg_points;           /* zeroed is empty */

/* Reads all points in the layer's order, from any CRS; points too far away for the lattice get
 * the lattice's corner, which lies in no district. WG_ERR_DATA: no CRS, no features, or others
 * than points. */
wg_status wg_points_read(wg_ctx *ctx, const char *role, const char *spec, const wg_frame *frame,
                         wg_points *out);
void wg_points_free(wg_points *p);

#endif
