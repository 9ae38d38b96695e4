#include "grids.h"

#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_codes(const void *a, const void *b) {
  return strcmp(((const struct grid *)a)->code, ((const struct grid *)b)->code);
}

static struct grid grid_of(OGRFeatureH feature, int field) {
  OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
  size_t size = (size_t)OGR_G_WkbSize(geometry);
  struct grid grid = {strdup(OGR_F_GetFieldAsString(feature, field)), malloc(size), size};
  if (!grid.code || !grid.wkb) abort();
  OGR_G_ExportToIsoWkb(geometry, wkbNDR, grid.wkb);
  return grid;
}

static void read_layer(struct grids *grids, OGRLayerH layer, int field) {
  size_t most = (size_t)OGR_L_GetFeatureCount(layer, 1);
  OGRFeatureH feature;
  grids->item = malloc((most + 1) * sizeof *grids->item);
  if (!grids->item) abort();
  while (grids->count < most && (feature = OGR_L_GetNextFeature(layer))) {
    if (OGR_F_GetGeometryRef(feature)) grids->item[grids->count++] = grid_of(feature, field);
    OGR_F_Destroy(feature);
  }
  qsort(grids->item, grids->count, sizeof *grids->item, compare_codes);
}

struct grids grids_read(const char *path, const char *code_field) {
  struct grids grids = {0};
  GDALAllRegister();
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  OGRLayerH layer = dataset ? GDALDatasetGetLayer(dataset, 0) : NULL;
  int field = layer ? OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(layer), code_field) : -1;
  if (field >= 0) read_layer(&grids, layer, field);
  if (dataset) GDALClose(dataset);
  if (grids.count == 0) {
    fprintf(stderr, "%s: no polygons with a field %s\n", path, code_field);
    exit(1);
  }
  return grids;
}
