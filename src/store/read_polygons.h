/* read_polygons.h - the grids of an edition as polygons for a locator. */
#ifndef WG_STORE_READ_POLYGONS_H
#define WG_STORE_READ_POLYGONS_H

#include "locate/polygons.h"

/* Reads the grids of an edition, 0 the current one, in the working CRS, with the very doubles that
 * are stored. WG_ERR_DATA with the cure when nothing was partitioned yet, or when the workspace does
 * not hold that edition. *out is to be freed in any case. */
wg_status wg_workspace_read_polygons(wg_ctx *ctx, const char *path, uint64_t edition,
                                     wg_polygons *out);

#endif
