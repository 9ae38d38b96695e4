#include "writer.h"
#include "layers.h"
#include "rng.h"

#include <cpl_conv.h>
#include <errno.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct output {
  const struct model *model;
  GDALDatasetH dataset;
  OGRSpatialReferenceH srs;
  OGRCoordinateTransformationH transform; /* NULL: coordinates as they are */
  uint64_t shuffle;
};

static OGRSpatialReferenceH make_srs(int code) {
  OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(srs, code);
  OSRSetAxisMappingStrategy(srs, OAMS_TRADITIONAL_GIS_ORDER);
  return srs;
}

/* 0 .. count-1, in an order that only the number of the shuffle decides. */
static uint32_t *make_order(size_t count, uint64_t shuffle) {
  uint32_t *order = malloc((count + 1) * sizeof *order);
  struct rng rng = {hash2(shuffle, 71)};
  if (!order) abort();
  for (size_t i = 0; i < count; i++) order[i] = (uint32_t)i;
  for (size_t i = count; shuffle && i > 1; i--) {
    size_t j = rng_next(&rng) % i;
    uint32_t swap = order[i - 1];
    order[i - 1] = order[j];
    order[j] = swap;
  }
  return order;
}

static OGRGeometryH make_line(const struct model *model, const struct ring *ring,
                              OGRwkbGeometryType type) {
  OGRGeometryH line = OGR_G_CreateGeometry(type);
  const struct pt *pt = &model->pts[ring->first];
  OGR_G_SetPoints(line, (int)ring->count, &pt->x, sizeof *pt, &pt->y, sizeof *pt, NULL, 0);
  return line;
}

static OGRGeometryH make_polygons(const struct model *model, struct shape shape, int multi) {
  OGRGeometryH whole = multi ? OGR_G_CreateGeometry(wkbMultiPolygon) : NULL;
  OGRGeometryH part = multi ? NULL : OGR_G_CreateGeometry(wkbPolygon);
  for (uint32_t i = 0; i < shape.count; i++) {
    const struct ring *ring = &model->rings[shape.ring + i];
    if (multi && ring->starts_part) {
      if (part) OGR_G_AddGeometryDirectly(whole, part);
      part = OGR_G_CreateGeometry(wkbPolygon);
    }
    OGR_G_AddGeometryDirectly(part, make_line(model, ring, wkbLinearRing));
  }
  if (multi && part) OGR_G_AddGeometryDirectly(whole, part);
  return multi ? whole : part;
}

static OGRGeometryH make_geometry(const struct model *model, struct shape shape,
                                  OGRwkbGeometryType type) {
  if (type == wkbLineString) return make_line(model, &model->rings[shape.ring], type);
  return make_polygons(model, shape, type == wkbMultiPolygon);
}

static int write_feature(const struct output *out, OGRLayerH layer, const struct layer *spec,
                         size_t index) {
  OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
  struct shape shape = spec->fill(out->model, spec, index, feature);
  OGRGeometryH geometry = make_geometry(out->model, shape, spec->type);
  if (out->transform && !OGR_G_IsEmpty(geometry)) OGR_G_Transform(geometry, out->transform);
  OGR_F_SetGeometryDirectly(feature, geometry);
  OGRErr error = OGR_L_CreateFeature(layer, feature);
  OGR_F_Destroy(feature);
  return error == OGRERR_NONE ? 0 : -1;
}

static OGRLayerH make_layer(const struct output *out, const struct layer *spec) {
  char *json_options[] = {(char[]){"COORDINATE_PRECISION=9"}, NULL};
  OGRLayerH layer = GDALDatasetCreateLayer(out->dataset, spec->name, out->srs, spec->type,
                                           out->transform ? json_options : NULL);
  for (const struct field *field = spec->fields; layer && field->name; field++) {
    OGRFieldDefnH defn = OGR_Fld_Create(field->name, field->integer ? OFTInteger : OFTString);
    OGR_L_CreateField(layer, defn, 1);
    OGR_Fld_Destroy(defn);
  }
  return layer;
}

static int write_layer(const struct output *out, const struct layer *spec) {
  OGRLayerH layer = make_layer(out, spec);
  size_t count = spec->count(out->model, spec);
  if (!layer) return -1;
  uint32_t *order = make_order(count, out->shuffle);
  int failed = 0;
  GDALDatasetStartTransaction(out->dataset, 0);
  for (size_t i = 0; i < count && !failed; i++) failed = write_feature(out, layer, spec, order[i]);
  GDALDatasetCommitTransaction(out->dataset);
  free(order);
  return failed;
}

static GDALDatasetH create_dataset(const char *driver, const char *path) {
  remove(path);
  return GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
}

static int write_database(struct output *out, const char *driver, const char *path) {
  int failed = 0;
  out->dataset = create_dataset(driver, path);
  if (!out->dataset) return -1;
  for (const struct layer *spec = town_layers; spec->name && !failed; spec++)
    failed = write_layer(out, spec);
  GDALClose(out->dataset);
  return failed;
}

static int write_folder(struct output *out, const char *path) {
  if (mkdir(path, 0777) && errno != EEXIST) return -1;
  for (const struct layer *spec = town_layers; spec->name; spec++) {
    char file[4096];
    snprintf(file, sizeof file, "%s/%s.geojson", path, spec->name);
    out->dataset = create_dataset("GeoJSON", file);
    int failed = !out->dataset || write_layer(out, spec);
    if (out->dataset) GDALClose(out->dataset);
    if (failed) return -1;
  }
  return 0;
}

static const char *driver_for(const char *path) {
  const char *dot = strrchr(path, '.');
  if (dot && strcmp(dot, ".gpkg") == 0) return "GPKG";
  return dot && strcmp(dot, ".sqlite") == 0 ? "SQLite" : NULL;
}

/* The same bytes every time: no clock in the file; and no waiting for the disk. */
static void set_options(void) {
  CPLSetConfigOption("OGR_CURRENT_DATE", "2024-01-01T00:00:00.000Z");
  CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
  CPLSetConfigOption("OGR_SQLITE_CACHE", "256");
}

int write_town(const struct model *model, const char *path, uint64_t shuffle) {
  struct output out = {.model = model, .shuffle = shuffle};
  const char *driver = driver_for(path);
  int failed;
  GDALAllRegister();
  set_options();
  OGRSpatialReferenceH metres = make_srs(4548);
  out.srs = driver ? metres : make_srs(4490);
  if (driver) {
    failed = write_database(&out, driver, path);
  } else {
    out.transform = OCTNewCoordinateTransformation(metres, out.srs);
    failed = write_folder(&out, path);
    OCTDestroyCoordinateTransformation(out.transform);
    OSRDestroySpatialReference(out.srs);
  }
  OSRDestroySpatialReference(metres);
  return failed;
}
