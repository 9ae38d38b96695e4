/* fault_layer.c - the fault list as a layer of points (faults.h). */
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cover/faults.h"
#include "geom/crs.h"
#include "read/gdal.h"
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

wg_status wg_faults_target_ok(wg_ctx *ctx, const char *path, bool overwrite) {
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

/* ---- one fault ---- */

typedef struct {
  wg_ctx *ctx;
  const wg_faults *faults;
  const char *const *code;
  const format *fmt;
  wg_transform *to_wgs84; /* NULL: as it is */
  OGRLayerH layer;
  wg_ogr_log log;
} writer;

static bool add_field(OGRLayerH layer, const char *name, OGRFieldType type) {
  OGRFieldDefnH d = OGR_Fld_Create(name, type);
  bool ok = d && OGR_L_CreateField(layer, d, 1) == OGRERR_NONE;
  if (d) OGR_Fld_Destroy(d);
  return ok;
}

static bool add_fields(OGRLayerH l) {
  return add_field(l, "kind", OFTString) && add_field(l, "measure", OFTReal) &&
         add_field(l, "unit", OFTString) && add_field(l, "grids", OFTString) &&
         add_field(l, "detail", OFTString);
}

/* Codes of the grids concerned, "A, B". */
static void list_codes(const wg_fault *f, const char *const *code, char *text, size_t size) {
  size_t at = 0;
  text[0] = 0;
  for (uint32_t i = 0; i < f->n_grids && at < size; i++) {
    int n = snprintf(text + at, size - at, "%s%s", i ? ", " : "", code[f->grid[i]]);
    if (n > 0) at += (size_t)n;
  }
}

static bool set_place(writer *w, OGRFeatureH row, wg_xy at) {
  double xy[2] = {at.x, at.y};
  if (isnan(at.x)) return true;
  if (w->to_wgs84 && !wg_transform_points(w->to_wgs84, xy, 1)) return true; /* left without place */
  OGRGeometryH p = OGR_G_CreateGeometry(wkbPoint);
  if (!p) return false;
  OGR_G_SetPoint_2D(p, 0, xy[0], xy[1]);
  return OGR_F_SetGeometryDirectly(row, p) == OGRERR_NONE;
}

static bool write_fault(writer *w, const wg_fault *f) {
  OGRFeatureH row = OGR_F_Create(OGR_L_GetLayerDefn(w->layer));
  if (!row) return false;
  char codes[1024];
  list_codes(f, w->code, codes, sizeof codes);
  OGR_F_SetFieldString(row, 0, wg_fault_word(f->kind));
  OGR_F_SetFieldDouble(row, 1, f->measure);
  OGR_F_SetFieldString(row, 2, wg_fault_unit(f->kind));
  OGR_F_SetFieldString(row, 3, codes);
  OGR_F_SetFieldString(row, 4, f->detail);
  bool ok = set_place(w, row, f->at) && OGR_L_CreateFeature(w->layer, row) == OGRERR_NONE;
  OGR_F_Destroy(row);
  return ok;
}

/* The list is sorted by kind, so a run of one kind is cut at the limit. */
static bool write_all(writer *w, int64_t *written) {
  uint64_t count[WG_FAULT_KINDS] = {0};
  for (size_t i = 0; i < w->faults->list.n; i++) {
    const wg_fault *f = &w->faults->list.v[i];
    if (count[f->kind]++ >= WG_FAULT_WRITTEN_MAX) continue;
    if (!write_fault(w, f)) return false;
    (*written)++;
  }
  for (int k = 0; k < WG_FAULT_KINDS; k++)
    if (count[k] > WG_FAULT_WRITTEN_MAX)
      wg_log(w->ctx, WG_LOG_WARN,
             "%llu faults of kind %s left out of the layer; it holds the first %d",
             (unsigned long long)(count[k] - WG_FAULT_WRITTEN_MAX), wg_fault_word(k),
             WG_FAULT_WRITTEN_MAX);
  return true;
}

/* ---- the file ---- */

static OGRSpatialReferenceH srs_of(const char *crs) {
  OGRSpatialReferenceH s = crs[0] ? OSRNewSpatialReference(NULL) : NULL;
  if (s && OSRSetFromUserInput(s, crs) != OGRERR_NONE) {
    OSRDestroySpatialReference(s);
    s = NULL;
  }
  if (s) OSRSetAxisMappingStrategy(s, OAMS_TRADITIONAL_GIS_ORDER);
  return s;
}

static bool make_layer(writer *w, GDALDatasetH ds, const char *crs) {
  static const char *const rfc7946[] = {"RFC7946=YES", "COORDINATE_PRECISION=9", NULL};
  OGRSpatialReferenceH srs = srs_of(w->fmt->wgs84 ? "EPSG:4326" : crs);
  w->layer =
      GDALDatasetCreateLayer(ds, "errors", srs, wkbPoint, w->fmt->wgs84 ? (char **)rfc7946 : NULL);
  if (srs) OSRDestroySpatialReference(srs);
  return w->layer && add_fields(w->layer);
}

static bool fill_file(writer *w, const char *file, const char *crs, int64_t *written) {
  GDALDriverH driver = GDALGetDriverByName(w->fmt->driver);
  GDALDatasetH ds = driver ? GDALCreate(driver, file, 0, 0, 0, GDT_Unknown, NULL) : NULL;
  if (!ds) return false;
  bool atomic = GDALDatasetTestCapability(ds, ODsCTransactions);
  bool ok =
      make_layer(w, ds, crs) && (!atomic || GDALDatasetStartTransaction(ds, 0) == OGRERR_NONE);
  ok = ok && write_all(w, written) && (!atomic || GDALDatasetCommitTransaction(ds) == OGRERR_NONE);
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

/* The file is made in a folder of its own beside the target and moved when whole. */
static wg_status make_and_move(writer *w, const char *folder, const char *crs, const char *path) {
  char file[4200];
  const char *dot = strrchr(path, '.');
  snprintf(file, sizeof file, "%s/errors%s", folder, dot);
  int64_t written = 0;
  wg_ogr_log_push(&w->log, w->ctx, path);
  bool ok = fill_file(w, file, crs, &written);
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

wg_status wg_faults_write(wg_ctx *ctx, const wg_faults *f, const char *const *code, const char *crs,
                          const char *path, bool overwrite) {
  WG_TRY(wg_faults_target_ok(ctx, path, overwrite));
  writer w = {.ctx = ctx, .faults = f, .code = code, .fmt = format_of(path)};
  char folder[4096];
  const char *slash = strrchr(path, '/');
  int n = snprintf(folder, sizeof folder, "%.*s.wangge-XXXXXX", slash ? (int)(slash - path) + 1 : 0,
                   path);
  if (n < 0 || (size_t)n >= sizeof folder)
    return wg_fail(ctx, WG_ERR_USAGE, "\"%s\": path too long; name a shorter one", path);
  if (w.fmt->wgs84 && crs[0]) WG_TRY(wg_transform_new(ctx, crs, "EPSG:4326", true, &w.to_wgs84));
  wg_status st;
  GDALAllRegister();
  if (mkdtemp(folder)) {
    st = make_and_move(&w, folder, crs, path);
    rmdir(folder);
  } else {
    st = wg_fail(ctx, WG_ERR_IO, "\"%s\": cannot write beside it (%s); name another file", path,
                 strerror(errno));
  }
  wg_transform_free(w.to_wgs84);
  return st;
}
