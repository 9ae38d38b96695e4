/* pick.h - which layer of a file is meant when none, or one, is named. */
#ifndef WG_READ_PICK_H
#define WG_READ_PICK_H

#include "base/ctx.h"
#include "read/gdal.h"

/* `name` NULL: the layer called like the role, else the only one, else the first
 * whose geometry fits the role (said in the log). Errors name the layers there are. */
wg_status wg_pick_layer(wg_ctx *ctx, const char *role, const char *file, GDALDatasetH ds,
                        const char *name, OGRLayerH *out);

#endif
