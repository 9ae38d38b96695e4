#include "store/srs.h"

#include <stdint.h>
#include <stdio.h>

#include "read/gdal.h"
#include "read/ogr_log.h"

OGRSpatialReferenceH wg_srs_new(int epsg, const char *wkt) {
  OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
  if (!srs) return NULL;
  char *cursor = (char *)(uintptr_t)wkt; /* only moved along, never written to */
  OGRErr e = epsg ? OSRImportFromEPSG(srs, epsg) : OSRImportFromWkt(srs, &cursor);
  if (e == OGRERR_NONE) {
    OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
    return srs;
  }
  OSRDestroySpatialReference(srs);
  return NULL;
}

static void describe(OGRSpatialReferenceH srs, wg_srs_text *t) {
  const char *name = OSRGetName(srs);
  snprintf(t->name, sizeof t->name, "%s", name ? name : "Unknown");
  if (OSRExportToWkt(srs, &t->wkt1) != OGRERR_NONE || !t->wkt1) {
    CPLFree(t->wkt1);
    t->wkt1 = CPLStrdup("Undefined");
  }
  if (OSRExportToProj4(srs, &t->proj4) != OGRERR_NONE || !t->proj4) {
    CPLFree(t->proj4);
    t->proj4 = CPLStrdup("");
  }
}

wg_status wg_srs_describe(wg_ctx *ctx, int epsg, const char *wkt, wg_srs_text *t) {
  wg_ogr_log log = {0};
  *t = (wg_srs_text){0};
  wg_ogr_log_push(&log, ctx, "CRS");
  OGRSpatialReferenceH srs = wg_srs_new(epsg, wkt);
  if (srs) {
    describe(srs, t);
    OSRDestroySpatialReference(srs);
  }
  wg_ogr_log_pop();
  if (srs) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA, "the CRS cannot be understood (%s); name another by --crs",
                 log.first);
}

void wg_srs_text_free(wg_srs_text *t) {
  CPLFree(t->wkt1);
  CPLFree(t->proj4);
}
