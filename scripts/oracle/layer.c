#include "layer.h"

#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void *room_for_one(void *array, size_t count, size_t *cap, size_t size) {
  if (count < *cap) return array;
  *cap = *cap ? 2 * *cap : 64;
  array = realloc(array, *cap * size);
  if (!array) {
    fprintf(stderr, "locate-oracle: out of memory\n");
    exit(1);
  }
  return array;
}

static void add_edge(struct layer *layer, const double a[2], const double b[2]) {
  layer->edge = room_for_one(layer->edge, layer->edges, &layer->edges_cap, sizeof *layer->edge);
  layer->edge[layer->edges++] = (struct edge){{a[0], a[1]}, {b[0], b[1]}};
}

static void add_ring(struct layer *layer, OGRGeometryH ring) {
  int count = OGR_G_GetPointCount(ring);
  double first[2] = {0, 0}, last[2] = {0, 0};
  for (int i = 0; i < count; i++) {
    double at[2] = {OGR_G_GetX(ring, i), OGR_G_GetY(ring, i)};
    if (i == 0) memcpy(first, at, sizeof first);
    if (i > 0) add_edge(layer, last, at);
    memcpy(last, at, sizeof last);
  }
  if (count > 1 && (first[0] != last[0] || first[1] != last[1])) add_edge(layer, last, first);
}

static void add_rings(struct layer *layer, OGRGeometryH geometry) {
  int parts = OGR_G_GetGeometryCount(geometry);
  if (parts == 0 && OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) == wkbLineString)
    add_ring(layer, geometry);
  for (int i = 0; i < parts; i++) add_rings(layer, OGR_G_GetGeometryRef(geometry, i));
}

static void widen(double low[2], double high[2], const double at[2]) {
  for (int k = 0; k < 2; k++) {
    low[k] = fmin(low[k], at[k]);
    high[k] = fmax(high[k], at[k]);
  }
}

static void close_polygon(struct layer *layer, size_t first, const char *code) {
  struct polygon polygon = {
      strdup(code), first, layer->edges, {INFINITY, INFINITY}, {-INFINITY, -INFINITY}};
  for (size_t i = first; i < layer->edges; i++) widen(polygon.low, polygon.high, layer->edge[i].a);
  widen(layer->low, layer->high, polygon.low);
  widen(layer->low, layer->high, polygon.high);
  layer->polygon =
      room_for_one(layer->polygon, layer->polygons, &layer->polygons_cap, sizeof *layer->polygon);
  layer->polygon[layer->polygons++] = polygon;
}

static void add_features(struct layer *layer, OGRLayerH from, int field) {
  OGRFeatureH feature;
  while ((feature = OGR_L_GetNextFeature(from))) {
    OGRGeometryH geometry = OGR_F_GetGeometryRef(feature);
    OGRwkbGeometryType type = geometry ? OGR_GT_Flatten(OGR_G_GetGeometryType(geometry)) : wkbNone;
    size_t first = layer->edges;
    if (type == wkbPolygon || type == wkbMultiPolygon) add_rings(layer, geometry);
    if (layer->edges > first) close_polygon(layer, first, OGR_F_GetFieldAsString(feature, field));
    OGR_F_Destroy(feature);
  }
}

/* A file may have a colon in its name: what exists is a file. */
static GDALDatasetH open_spec(const char *spec, char *file, size_t cap, const char **name) {
  snprintf(file, cap, "%s", spec);
  char *colon = strrchr(file, ':');
  *name = NULL;
  if (access(file, F_OK) != 0 && colon) {
    *colon = 0;
    *name = colon + 1;
  }
  return GDALOpenEx(file, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
}

static int compare_codes(const void *a, const void *b) {
  const struct polygon *p = a, *q = b;
  int order = strcmp(p->code, q->code);
  return order ? order : (p->first > q->first) - (p->first < q->first);
}

int layer_read(struct layer *layer, const char *spec, const char *code_field) {
  char file[4096];
  const char *name;
  GDALAllRegister();
  *layer = (struct layer){.low = {INFINITY, INFINITY}, .high = {-INFINITY, -INFINITY}};
  GDALDatasetH dataset = open_spec(spec, file, sizeof file, &name);
  OGRLayerH from = !dataset ? NULL
                   : name   ? GDALDatasetGetLayerByName(dataset, name)
                            : GDALDatasetGetLayer(dataset, 0);
  int field = from ? OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(from), code_field) : -1;
  if (field >= 0) add_features(layer, from, field);
  if (dataset) GDALClose(dataset);
  if (layer->polygons == 0) {
    fprintf(stderr, "locate-oracle: %s: no polygons with a field %s\n", spec, code_field);
    return -1;
  }
  qsort(layer->polygon, layer->polygons, sizeof *layer->polygon, compare_codes);
  return 0;
}

void layer_free(struct layer *layer) {
  for (size_t i = 0; i < layer->polygons; i++) free(layer->polygon[i].code);
  free(layer->polygon);
  free(layer->edge);
}
