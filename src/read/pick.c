#include "read/pick.h"
#include "read/gdal.h"

#include <stdio.h>
#include <string.h>

enum { POINTS = 1, LINES = 2, POLYGONS = 4, ANY = 7 };

/* What a role can use, and where OSM files keep it. */
static const struct {
  const char *role;
  int fits;
  const char *osm;
} roles[] = {
    {"districts", POLYGONS, "multipolygons"},
    {"buildings", POLYGONS, "multipolygons"},
    {"zones", POLYGONS, "multipolygons"},
    {"estates", POLYGONS, "multipolygons"},
    {"grids", POLYGONS, "multipolygons"},
    {"roads", LINES | POLYGONS, "lines"},
    {"barriers", LINES | POLYGONS, "lines"},
    {"water", LINES | POLYGONS, "multipolygons"},
    {"railways", LINES, "lines"},
    {"incidents", POINTS, "points"},
    {"addresses", POINTS, "points"},
};

static int role_index(const char *role) {
  for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
    if (EQUAL(roles[i].role, role)) return (int)i;
  return -1;
}

static int kinds(OGRLayerH l) {
  switch (OGR_GT_Flatten(OGR_GT_GetLinear(OGR_L_GetGeomType(l)))) {
    case wkbNone: return 0;
    case wkbPoint:
    case wkbMultiPoint: return POINTS;
    case wkbLineString:
    case wkbMultiLineString: return LINES;
    case wkbPolygon:
    case wkbMultiPolygon: return POLYGONS;
    default: return ANY; /* the format does not tell */
  }
}

/* "a", "b", "c" of all layers, cut where the buffer ends. */
static void list_layers(GDALDatasetH ds, char *out, size_t cap) {
  size_t n = 0;
  out[0] = 0;
  for (int i = 0; i < GDALDatasetGetLayerCount(ds) && n + 80 < cap; i++) {
    const char *name = OGR_L_GetName(GDALDatasetGetLayer(ds, i));
    n += (size_t)snprintf(out + n, cap - n, "%s\"%.60s\"", i ? ", " : "", name);
  }
}

static wg_status missing(wg_ctx *ctx, const char *role, const char *file, GDALDatasetH ds,
                         const char *name) {
  char names[600];
  list_layers(ds, names, sizeof names);
  if (!names[0])
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s) holds no layer; give a file with vector data",
                   file, role);
  if (name)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s:%s\" (%s): no such layer; the file has %s", file, name,
                   role, names);
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" (%s) has no geometry in any layer (%s); a table needs columns "
                 "lon and lat, or wkt",
                 file, role, names);
}

static OGRLayerH by_name(GDALDatasetH ds, const char *name) {
  for (int i = 0; i < GDALDatasetGetLayerCount(ds); i++)
    if (EQUAL(OGR_L_GetName(GDALDatasetGetLayer(ds, i)), name)) return GDALDatasetGetLayer(ds, i);
  return NULL;
}

static bool is_osm(GDALDatasetH ds) {
  GDALDriverH d = GDALGetDatasetDriver(ds);
  return d && EQUAL(GDALGetDriverShortName(d), "OSM");
}

/* The first layer with a geometry that fits; *fitting counts them. */
static OGRLayerH first_fitting(GDALDatasetH ds, int fits, int *fitting) {
  OGRLayerH found = NULL;
  *fitting = 0;
  for (int i = 0; i < GDALDatasetGetLayerCount(ds); i++) {
    OGRLayerH l = GDALDatasetGetLayer(ds, i);
    if (!(kinds(l) & fits)) continue;
    if (!found) found = l;
    ++*fitting;
  }
  return found;
}

static OGRLayerH choose(wg_ctx *ctx, const char *role, const char *file, GDALDatasetH ds) {
  OGRLayerH l = by_name(ds, role);
  int r = role_index(role), fitting;
  if (l && kinds(l)) return l;
  if (is_osm(ds) && r >= 0 && (l = by_name(ds, roles[r].osm))) return l;
  l = first_fitting(ds, r >= 0 ? roles[r].fits : ANY, &fitting);
  if (!l) return first_fitting(ds, ANY, &fitting); /* the reader says what is wrong with it */
  if (fitting > 1)
    wg_log(ctx, WG_LOG_INFO,
           "\"%s\" (%s): %d layers would fit, taking \"%s\"; name one with %s:LAYER", file, role,
           fitting, OGR_L_GetName(l), file);
  return l;
}

wg_status wg_pick_layer(wg_ctx *ctx, const char *role, const char *file, GDALDatasetH ds,
                        const char *name, OGRLayerH *out) {
  *out = name ? by_name(ds, name) : choose(ctx, role, file, ds);
  if (!*out && name)
    *out = GDALDatasetGetLayerByName(ds, name); /* tables a database does not list */
  if (!*out) return missing(ctx, role, file, ds, name);
  if (kinds(*out) == 0)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s:%s\" (%s) holds no geometry; a table needs columns "
                   "lon and lat, or wkt",
                   file, OGR_L_GetName(*out), role);
  return WG_OK;
}
