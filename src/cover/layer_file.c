#include "cover/layer_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/ogr_log.h"

typedef struct {
  const char *extension, *driver;
  bool wgs84; /* written in longitude and latitude, whatever the grids' CRS */
} format;

static const format formats[] = {{".geojson", "GeoJSON", true},
                                 {".json", "GeoJSON", true},
                                 {".gpkg", "GPKG", false},
                                 {".fgb", "FlatGeobuf", false},
                                 {".sqlite", "SQLite", false}};

static const format *format_of(const char *path) {
  const char *dot = strrchr(path, '.');
  for (size_t i = 0; dot && i < sizeof formats / sizeof *formats; i++)
    if (strcasecmp(dot, formats[i].extension) == 0) return &formats[i];
  return NULL;
}

wg_status wg_layer_file_ok(wg_ctx *ctx, const char *path, bool overwrite) {
  if (!format_of(path))
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%s\": unknown format for faults; name it .geojson, .gpkg, .fgb or .sqlite",
                   path);
  struct stat s;
  if (stat(path, &s) != 0) return WG_OK;
  if (!S_ISREG(s.st_mode))
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": not a file; name another one for the faults", path);
  if (overwrite) return WG_OK;
  return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": exists already; pass --overwrite to replace it", path);
}

bool wg_layer_file_field(OGRLayerH layer, const char *name, OGRFieldType type) {
  OGRFieldDefnH d = OGR_Fld_Create(name, type);
  bool ok = d && OGR_L_CreateField(layer, d, 1) == OGRERR_NONE;
  if (d) OGR_Fld_Destroy(d);
  return ok;
}

/* ---- the file ---- */

typedef struct {
  wg_ctx *ctx;
  const wg_layer_file *f;
  const format *fmt;
  wg_transform *to_wgs84; /* NULL: as it is */
  wg_ogr_log log;
} writer;

static OGRSpatialReferenceH srs_of(const char *crs) {
  OGRSpatialReferenceH s = crs[0] ? OSRNewSpatialReference(NULL) : NULL;
  if (s && OSRSetFromUserInput(s, crs) != OGRERR_NONE) {
    OSRDestroySpatialReference(s);
    s = NULL;
  }
  if (s) OSRSetAxisMappingStrategy(s, OAMS_TRADITIONAL_GIS_ORDER);
  return s;
}

static OGRLayerH make_layer(writer *w, GDALDatasetH ds) {
  static const char *const rfc7946[] = {"RFC7946=YES", "COORDINATE_PRECISION=9", NULL};
  OGRSpatialReferenceH srs = srs_of(w->fmt->wgs84 ? "EPSG:4326" : w->f->crs);
  OGRLayerH layer = GDALDatasetCreateLayer(ds, w->f->name, srs, w->f->type,
                                           w->fmt->wgs84 ? (char **)rfc7946 : NULL);
  if (srs) OSRDestroySpatialReference(srs);
  return layer;
}

static bool fill_file(writer *w, const char *file, int64_t *written) {
  GDALDriverH driver = GDALGetDriverByName(w->fmt->driver);
  GDALDatasetH ds = driver ? GDALCreate(driver, file, 0, 0, 0, GDT_Unknown, NULL) : NULL;
  if (!ds) return false;
  bool atomic = GDALDatasetTestCapability(ds, ODsCTransactions);
  OGRLayerH layer = make_layer(w, ds);
  bool ok = layer && (!atomic || GDALDatasetStartTransaction(ds, 0) == OGRERR_NONE);
  ok = ok && w->f->fill(w->f->user, layer, w->to_wgs84, written) &&
       (!atomic || GDALDatasetCommitTransaction(ds) == OGRERR_NONE);
  GDALClose(ds);
  return ok;
}

/* GDAL reports success also when the disk is full: count what can be read back. */
static bool holds_rows(const char *file, int64_t rows) {
  GDALDatasetH ds = GDALOpenEx(file, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  if (!ds) return false;
  OGRLayerH l = GDALDatasetGetLayer(ds, 0);
  bool ok = l && OGR_L_GetFeatureCount(l, 1) == rows;
  GDALClose(ds);
  return ok;
}

static wg_status make_and_move(writer *w, const char *folder, const char *path) {
  char file[4200];
  const char *dot = strrchr(path, '.');
  snprintf(file, sizeof file, "%s/errors%s", folder, dot);
  int64_t written = 0;
  wg_ogr_log_push(&w->log, w->ctx, path);
  bool ok = fill_file(w, file, &written);
  ok = ok && holds_rows(file, written) && w->log.failures == 0;
  wg_ogr_log_pop();
  ok = ok && rename(file, path) == 0;
  if (!ok) unlink(file);
  if (ok) return WG_OK;
  const char *why = w->log.first[0] ? w->log.first : strerror(errno);
  return wg_fail(w->ctx, WG_ERR_IO,
                 "\"%s\": the faults cannot be written (%s); check the disk or name another file",
                 path, why);
}

wg_status wg_layer_file_write(wg_ctx *ctx, const wg_layer_file *f, const char *path,
                              bool overwrite) {
  WG_TRY(wg_layer_file_ok(ctx, path, overwrite));
  writer w = {.ctx = ctx, .f = f, .fmt = format_of(path)};
  char folder[4096];
  const char *slash = strrchr(path, '/');
  int n = snprintf(folder, sizeof folder, "%.*s.wangge-XXXXXX", slash ? (int)(slash - path) + 1 : 0,
                   path);
  if (n < 0 || (size_t)n >= sizeof folder)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": path too long; name a shorter one", path);
  if (w.fmt->wgs84 && f->crs[0])
    WG_TRY(wg_transform_new(ctx, f->crs, "EPSG:4326", true, &w.to_wgs84));
  wg_status st;
  GDALAllRegister();
  if (mkdtemp(folder)) {
    st = make_and_move(&w, folder, path);
    rmdir(folder);
  } else {
    st = wg_fail(ctx, WG_ERR_IO, "\"%s\": cannot write beside it (%s); name another file", path,
                 strerror(errno));
  }
  wg_transform_free(w.to_wgs84);
  return st;
}
