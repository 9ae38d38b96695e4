#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* VSIStatBufL needs struct stat64 */
#endif
#include "read/source.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "read/gdal.h"
#include "read/guard.h"
#include "read/pick.h"

/* No VRT: it reads any other file it names. */
static const char *const drivers[] = {"ESRI Shapefile",
                                      "GPKG",
                                      "GeoJSON",
                                      "GeoJSONSeq",
                                      "TopoJSON",
                                      "FlatGeobuf",
                                      "SQLite",
                                      "KML",
                                      "LIBKML",
                                      "DXF",
                                      "OpenFileGDB",
                                      "OSM",
                                      "CSV",
                                      "PostgreSQL",
                                      "MapInfo File",
                                      "GML",
                                      NULL};

static const char *const csv_options[] = {
    "X_POSSIBLE_NAMES=lng,lon,longitude,x,wgs84_lng,wgs84_lon,经度",
    "Y_POSSIBLE_NAMES=lat,latitude,y,wgs84_lat,纬度",
    "GEOM_POSSIBLE_NAMES=wkt,WKT,geometry,geom,the_geom", "KEEP_GEOM_COLUMNS=NO", NULL};
/* Without this a schemaLocation would make the driver fetch an address. */
static const char *const gml_options[] = {"DOWNLOAD_SCHEMA=NO", NULL};

static bool is_postgres(const char *file) { return strncmp(file, "PG:", 3) == 0; }

/* The colon between file and layer; NULL: no layer is named. Of a file the first one that has an
 * existing file before it, so that layers may be called "a:b". */
static char *layer_colon(char *spec) {
  if (is_postgres(spec)) {
    char *colon = strrchr(spec, ':');
    return colon > spec + 2 && !strpbrk(colon, "= '") ? colon : NULL;
  }
  if (wg_guard_exists(spec)) return NULL;
  for (char *colon = strchr(spec + (*spec != 0), ':'); colon; colon = strchr(colon + 1, ':')) {
    *colon = 0;
    bool found = wg_guard_exists(spec);
    *colon = ':';
    if (found || !strchr(colon + 1, ':')) return colon;
  }
  return NULL;
}

/* Sets *file and *layer (NULL: none given) as parts of `copy`, which is changed. Names may have colons of
 * their own: the longest beginning that is a file is the file. */
static void split(char *copy, char **file, char **layer) {
  char *colon = layer_colon(copy);
  *file = copy;
  *layer = NULL;
  if (!colon || !colon[1]) return;
  *colon = 0;
  *layer = colon + 1;
}

static bool ends_with(const char *s, const char *end) {
  size_t n = strlen(s), k = strlen(end);
  return n >= k && EQUAL(s + n - k, end);
}

static GDALDatasetH open_file(const char *file) {
  bool csv = ends_with(file, ".csv") || ends_with(file, ".csv.gz");
  bool gml = ends_with(file, ".gml") || ends_with(file, ".gml.gz") || ends_with(file, ".xml");
  const char *const *options = csv ? csv_options : gml ? gml_options : NULL;
  GDALDatasetH ds = GDALOpenEx(file, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  char inside[4096];
  int n = snprintf(inside, sizeof inside, "/vsizip/%s", file);
  if (ds || !ends_with(file, ".zip") || n >= (int)sizeof inside) return ds;
  return GDALOpenEx(inside, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
}

/* People copy the .shp alone. */
static bool lacks_index(const char *file) {
  char shx[4096];
  size_t n = strlen(file);
  if (!ends_with(file, ".shp") || n >= sizeof shx) return false;
  memcpy(shx, file, n + 1);
  shx[n - 1] = 'x';
  if (wg_guard_exists(shx)) return false;
  shx[n - 3] = 'S', shx[n - 2] = 'H', shx[n - 1] = 'X';
  return !wg_guard_exists(shx);
}

static wg_status not_opened(wg_ctx *ctx, const char *role, const char *file, const char *message) {
  if (lacks_index(file))
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" (%s): its .shx is missing; put all files of the "
                   "Shapefile (.shp .shx .dbf .prj) side by side",
                   file, role);
  if (message && *message)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s) cannot be read: %s; repair or re-export the file",
                   file, role, message);
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" (%s) is no vector file of a known format; convert it, e.g. to GeoPackage",
                 file, role);
}

/* The part of an OSM layer that a role means. */
static const struct {
  const char *role, *layer, *where;
} osm_parts[] = {
    {"districts", "multipolygons", " WHERE boundary = 'administrative'"},
    {"buildings", "multipolygons", " WHERE building IS NOT NULL"},
    {"estates", "multipolygons", " WHERE landuse = 'residential'"},
    {"roads", "lines", " WHERE highway IS NOT NULL"},
    {"barriers", "lines",
     " WHERE waterway IS NOT NULL OR barrier IS NOT NULL OR railway IS NOT NULL"},
    {"barriers", "lines",
     " WHERE waterway IS NOT NULL OR barrier IS NOT NULL"
     " OR other_tags LIKE '%\"railway\"=>%'"},
    {"barriers", "multipolygons", " WHERE natural = 'water'"},
};

/* railway is a field of its own from GDAL 3.7 on, before that a tag among others. */
static const char *osm_where(const char *role, OGRLayerH l) {
  bool has_railway = OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(l), "railway") >= 0;
  for (size_t i = 0; i < sizeof osm_parts / sizeof *osm_parts; i++)
    if (EQUAL(osm_parts[i].role, role) && EQUAL(osm_parts[i].layer, OGR_L_GetName(l)) &&
        (has_railway || !strstr(osm_parts[i].where, "railway IS")))
      return osm_parts[i].where;
  return "";
}

/* OSM files hold their layers interleaved. A query makes the driver leave the
 * other layers out instead of queueing their features in memory. */
static wg_status osm_query(wg_ctx *ctx, const char *role, wg_source *s) {
  const char *driver = GDALGetDriverShortName(GDALGetDatasetDriver(s->ds));
  if (!EQUAL(driver, "OSM")) return WG_OK;
  char sql[256];
  snprintf(sql, sizeof sql, "SELECT * FROM %.40s%s", OGR_L_GetName(s->layer),
           osm_where(role, s->layer));
  OGRLayerH l = GDALDatasetExecuteSQL(s->ds, sql, NULL, NULL);
  if (!l)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" cannot be read; get a whole copy of it",
                   GDALGetDescription(s->ds));
  s->layer = l;
  s->result_set = true;
  return WG_OK;
}

wg_status wg_source_open_file(wg_ctx *ctx, const wg_source_ask *ask, wg_source *out, char **named) {
  *out = (wg_source){0};
  *named = NULL;
  if (GDALGetDriverCount() == 0) GDALAllRegister();
  char *copy = wg_strdup(ask->spec), *file, *layer;
  if (!copy) return wg_nomem(ctx);
  split(copy, &file, &layer);
  wg_status st = is_postgres(file) ? WG_OK : wg_guard(ctx, ask->role, file, ask->limits->unpacked);
  if (st == WG_OK && !(out->ds = open_file(file)))
    st = not_opened(ctx, ask->role, file, ask->message);
  if (st == WG_OK && layer && !(*named = wg_strdup(layer))) st = wg_nomem(ctx);
  wg_free(copy);
  if (st != WG_OK) wg_source_close(out);
  return st;
}

static wg_status choose(wg_ctx *ctx, const wg_source_ask *ask, const char *layer, wg_source *s) {
  if (ask->number > 0 && ask->number <= GDALDatasetGetLayerCount(s->ds))
    s->layer = GDALDatasetGetLayer(s->ds, ask->number - 1);
  else
    WG_TRY(wg_pick_layer(ctx, ask->role, GDALGetDescription(s->ds), s->ds, layer, &s->layer));
  return osm_query(ctx, ask->role, s);
}

wg_status wg_source_open(wg_ctx *ctx, const wg_source_ask *ask, wg_source *out) {
  char *layer;
  WG_TRY(wg_source_open_file(ctx, ask, out, &layer));
  wg_status st = choose(ctx, ask, layer, out);
  wg_free(layer);
  if (st != WG_OK) wg_source_close(out);
  return st;
}

void wg_source_close(wg_source *s) {
  if (s->ds && s->result_set) GDALDatasetReleaseResultSet(s->ds, s->layer);
  if (s->ds) GDALClose(s->ds);
  *s = (wg_source){0};
}
