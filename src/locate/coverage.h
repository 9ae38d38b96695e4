/* coverage.h - the polygons of any layer, to make a locator of. */
#ifndef WG_LOCATE_COVERAGE_H
#define WG_LOCATE_COVERAGE_H

#include "locate/polygons.h"

/* Features that cannot be used are passed over and said in the log: no polygon, no code. `code_field`
 * NULL or "": by the usual names. The CRS is "EPSG:..." where the layer's is listed, else its WKT; a
 * layer without one is taken for degrees if all of it could be, else for metres, and the log says
 * so. *unit_m: metres a unit, 0 degrees. */
wg_status wg_coverage_read(wg_ctx *ctx, const char *spec, const char *code_field, wg_polygons *out,
                           double *unit_m);

/* Metres a unit of a CRS; 0: degrees. WG_ERR_DATA where its axes have different units. */
wg_status wg_coverage_unit(wg_ctx *ctx, const char *crs, double *unit_m);

#endif
