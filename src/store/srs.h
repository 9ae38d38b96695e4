/* srs.h - a CRS as OGR's object, and what a spatial_ref_sys row wants to know of it. */
#ifndef WG_STORE_SRS_H
#define WG_STORE_SRS_H

#include "base/ctx.h"
#include "read/gdal.h"

/* By EPSG number unless it is 0, else from WKT of any version; x is east or
 * longitude. NULL when GDAL does not understand it; else for OSRDestroySpatialReference(). */
OGRSpatialReferenceH wg_srs_new(int epsg, const char *wkt);

typedef struct wg_srs_text {
  char name[200];
  char *wkt1;  /* GDAL's WKT 1; memory of GDAL's */
  char *proj4; /* "" when PROJ has no such string; memory of GDAL's */
} wg_srs_text;

/* *t is to be freed only after WG_OK. */
wg_status wg_srs_describe(wg_ctx *ctx, int epsg, const char *wkt, wg_srs_text *t);
void wg_srs_text_free(wg_srs_text *t);

#endif
