/* ogr_set.h - puts the file or files of an OGR format in place.
 *
 * They are made in a temporary folder beside the target under their own names,
 * since drivers derive layer and sidecar names from them, then moved out.
 */
#ifndef WG_STORE_OGR_SET_H
#define WG_STORE_OGR_SET_H

#include "store/ogr_out.h"

/* As wg_target_check(), for a Shapefile's every part. */
wg_status wg_shp_check(wg_ctx *ctx, const char *path, bool overwrite);

/* Writes the layer and moves it to `path`; adds up the bytes of all files. */
wg_status wg_ogr_set_write(wg_ctx *ctx, wg_ogr_format format, const char *path, bool overwrite,
                           const wg_table *t, uint64_t *bytes);

#endif
