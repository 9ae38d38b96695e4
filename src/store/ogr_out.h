/* ogr_out.h - writes a layer through OGR: GeoPackage, FlatGeobuf, Shapefile.
 *
 * OGR's success is not believed: its messages are counted, and the file is read
 * back and compared by features and vertices. Dates inside are constants.
 */
#ifndef WG_STORE_OGR_OUT_H
#define WG_STORE_OGR_OUT_H

#include "store/columns.h"

typedef enum wg_ogr_format { WG_OGR_GPKG, WG_OGR_FGB, WG_OGR_SHP } wg_ogr_format;

/* Makes `path`, which must not exist and must end in the format's usual
 * extension; `about` is the name for messages. A Shapefile has ASCII field
 * names, and texts of 254 bytes at most, which is said in the log. */
wg_status wg_ogr_write(wg_ctx *ctx, wg_ogr_format format, const char *path, const char *about,
                       const wg_table *t);

#endif
