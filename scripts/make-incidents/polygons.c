#include "polygons.h"
#include "sides.h"
#include "words.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>

/* A subdistrict is 4 x 4 communities, a community 6 x 6 cells. */
enum { COMMUNITY = 6, SUBDISTRICT = 24 };

static int across(int cells) { return (cells + SUBDISTRICT - 1) / SUBDISTRICT; }

int codes_suffice(const struct area *area) {
  return (int64_t)across(area->nx) * across(area->ny) <= 999;
}

static int number_of(const struct area *area, int i, int j) {
  return j / SUBDISTRICT * across(area->nx) + i / SUBDISTRICT + 1;
}

static void set_fields(const struct area *area, int i, int j, OGRFeatureH feature) {
  int subdistrict = number_of(area, i, j);
  int community =
      j % SUBDISTRICT / COMMUNITY * (SUBDISTRICT / COMMUNITY) + i % SUBDISTRICT / COMMUNITY + 1;
  int grid = j % COMMUNITY * COMMUNITY + i % COMMUNITY + 1;
  char text[80];
  snprintf(text, sizeof text, "320508%03d%03d%03d", subdistrict, community, grid);
  OGR_F_SetFieldString(feature, 0, text);
  snprintf(text, sizeof text, "%s街道%d社区%d网格", street_names[subdistrict % STREET_NAMES],
           community, grid);
  OGR_F_SetFieldString(feature, 1, text);
}

/* All points of a side but its last. */
static void follow(OGRGeometryH ring, const struct side *side, int backwards) {
  for (int k = 0; k < side->count - 1; k++) {
    int at = backwards ? side->count - 1 - k : k;
    OGR_G_AddPoint_2D(ring, side->xy[2 * at], side->xy[2 * at + 1]);
  }
}

/* Clockwise, as the format wants outer rings. */
static OGRGeometryH polygon_at(const struct area *area, int i, int j) {
  OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
  OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
  struct side side;
  side_north(area, i, j, &side);
  follow(ring, &side, 0);
  side_east(area, i, j + 1, &side);
  follow(ring, &side, 0);
  side_north(area, i + 1, j, &side);
  follow(ring, &side, 1);
  side_east(area, i, j, &side);
  follow(ring, &side, 1);
  OGR_G_AddPoint_2D(ring, side.xy[0], side.xy[1]);
  OGR_G_AddGeometryDirectly(polygon, ring);
  return polygon;
}

static int add_field(OGRLayerH layer, const char *name, int width) {
  OGRFieldDefnH field = OGR_Fld_Create(name, OFTString);
  OGR_Fld_SetWidth(field, width);
  OGRErr error = OGR_L_CreateField(layer, field, 1);
  OGR_Fld_Destroy(field);
  return error == OGRERR_NONE ? 0 : -1;
}

/* The same bytes on any day. */
static OGRLayerH create_layer(GDALDatasetH dataset) {
  char *options[] = {(char[]){"ENCODING=UTF-8"}, (char[]){"DBF_DATE_LAST_UPDATE=2024-01-01"}, NULL};
  OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(srs, 4490);
  OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
  OGRLayerH layer = GDALDatasetCreateLayer(dataset, "grids", srs, wkbPolygon, options);
  OSRDestroySpatialReference(srs);
  if (layer && (add_field(layer, "code", 15) || add_field(layer, "name", 48))) return NULL;
  return layer;
}

static int write_cells(const struct area *area, OGRLayerH layer) {
  OGRErr error = OGRERR_NONE;
  for (int j = 0; j < area->ny; j++)
    for (int i = 0; i < area->nx && error == OGRERR_NONE; i++) {
      OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
      set_fields(area, i, j, feature);
      OGR_F_SetGeometryDirectly(feature, polygon_at(area, i, j));
      error = OGR_L_CreateFeature(layer, feature);
      OGR_F_Destroy(feature);
    }
  return error == OGRERR_NONE ? 0 : -1;
}

int write_polygons(const struct area *area, const char *path) {
  GDALAllRegister();
  GDALDriverH driver = GDALGetDriverByName("ESRI Shapefile");
  CPLPushErrorHandler(CPLQuietErrorHandler); /* there may be nothing to delete */
  GDALDeleteDataset(driver, path);
  CPLPopErrorHandler();
  GDALDatasetH dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
  if (!dataset) return -1;
  OGRLayerH layer = create_layer(dataset);
  int failed = layer ? write_cells(area, layer) : -1;
  GDALClose(dataset);
  return failed;
}
