/* geojson.h - writes a layer as RFC 7946 GeoJSON, one feature a line.
 *
 * Longitude and latitude with exactly 8 decimals (1 mm), exteriors
 * counter-clockwise, no crs member; member "name" tells GDAL the layer's name.
 */
#ifndef WG_STORE_GEOJSON_H
#define WG_STORE_GEOJSON_H

#include <stdio.h>

#include "store/columns.h"

/* t->coords must be in quanta of 10^-8 degree. Flushes `to`; `path` is for
 * messages. Adds the bytes written to *bytes. */
wg_status wg_geojson_write(wg_ctx *ctx, FILE *to, const char *path, const wg_table *t,
                           uint64_t *bytes);

#endif
