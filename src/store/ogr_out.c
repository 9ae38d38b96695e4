#include "store/ogr_out.h"

#include <stdio.h>
#include <string.h>

#include "read/gdal.h"
#include "read/ogr_log.h"
#include "store/srs.h"

enum { DBF_TEXT = 254 }; /* bytes of a text in a Shapefile at most */

typedef struct {
  const char *driver;
  const char *const *layer_options;
  bool dbf; /* fields have widths and short names */
} format_def;

/* The date in a DBF's header would be today. */
static const char *const gpkg_options[] = {"GEOMETRY_NAME=geom", "FID=id", NULL};
static const char *const fgb_options[] = {"SPATIAL_INDEX=YES", NULL};
static const char *const shp_options[] = {"ENCODING=UTF-8", "DBF_DATE_LAST_UPDATE=2000-01-01",
                                          NULL};

static const format_def formats[] = {
    [WG_OGR_GPKG] = {"GPKG", gpkg_options, false},
    [WG_OGR_FGB] = {"FlatGeobuf", fgb_options, false},
    [WG_OGR_SHP] = {"ESRI Shapefile", shp_options, true},
};

typedef struct {
  wg_ctx *ctx;
  const format_def *format;
  const wg_table *t;
  const char *about;
  wg_ogr_log log;
  GDALDatasetH ds;
  OGRLayerH layer;
  OGRFeatureH feature; /* used again for every row */
  wg_geom scratch;
  uint64_t vertices; /* written, closing ones included */
  uint32_t cut;      /* texts that were too long */
  char text[DBF_TEXT + 1];
} writer;

static wg_status failed(const writer *w, const char *doing) {
  return wg_fail(w->ctx, WG_ERR_IO,
                 "\"%s\" cannot be written (%s: %s); check the disk or choose another format",
                 w->about, doing, w->log.first[0] ? w->log.first : w->format->driver);
}

/* ---- the layer ------------------------------------------------------------------- */

static int text_width(const wg_table *t, int c) {
  size_t most = (size_t)t->column[c].width;
  for (uint32_t i = 0; i < t->rows; i++) {
    wg_value v = t->value(t, i, c);
    size_t n = v.null ? 0 : strlen(v.text);
    if (n > most) most = n;
  }
  return most > DBF_TEXT ? DBF_TEXT : (int)most;
}

static bool add_field(const writer *w, int c) {
  const wg_column *col = &w->t->column[c];
  OGRFieldType type = col->type == WG_COLUMN_TEXT   ? OFTString
                      : col->type == WG_COLUMN_REAL ? OFTReal
                      : col->width < 10             ? OFTInteger
                                                    : OFTInteger64;
  OGRFieldDefnH f = OGR_Fld_Create(w->format->dbf ? col->alias : col->name, type);
  if (!f) return false;
  if (w->format->dbf) {
    OGR_Fld_SetWidth(f, col->type == WG_COLUMN_TEXT ? text_width(w->t, c) : col->width);
    OGR_Fld_SetPrecision(f, col->decimals);
  }
  OGRErr e = OGR_L_CreateField(w->layer, f, FALSE);
  OGR_Fld_Destroy(f);
  return e == OGRERR_NONE;
}

static wg_status create_layer(writer *w, const char *path) {
  GDALDriverH driver = GDALGetDriverByName(w->format->driver);
  if (!driver) return failed(w, "this GDAL has no such driver");
  w->ds = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
  if (!w->ds) return failed(w, "create");
  OGRSpatialReferenceH srs = wg_srs_new(w->t->crs->srid, w->t->crs->wkt);
  if (!srs) return failed(w, "CRS");
  w->layer = GDALDatasetCreateLayer(w->ds, w->t->name, srs,
                                    w->t->type == WG_BLOB_POLYGON ? wkbPolygon : wkbMultiPolygon,
                                    (char **)(uintptr_t)w->format->layer_options);
  OSRDestroySpatialReference(srs);
  if (!w->layer) return failed(w, "create layer");
  for (int c = 0; c < w->t->columns; c++)
    if (!add_field(w, c)) return failed(w, w->t->column[c].name);
  w->feature = OGR_F_Create(OGR_L_GetLayerDefn(w->layer));
  return w->feature ? WG_OK : wg_nomem(w->ctx);
}

/* ---- rows ------------------------------------------------------------------------- */

/* Cut where a character begins. */
static const char *fit(writer *w, const char *s) {
  size_t n = strlen(s);
  if (!w->format->dbf || n <= DBF_TEXT) return s;
  for (n = DBF_TEXT; n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80;) n--;
  memcpy(w->text, s, n);
  w->text[n] = 0;
  w->cut++;
  return w->text;
}

static void set_field(writer *w, int c, wg_value v) {
  const wg_column *col = &w->t->column[c];
  if (v.null)
    OGR_F_SetFieldNull(w->feature, c);
  else if (col->type == WG_COLUMN_TEXT)
    OGR_F_SetFieldString(w->feature, c, fit(w, v.text));
  else if (col->type == WG_COLUMN_INT)
    OGR_F_SetFieldInteger64(w->feature, c, v.number);
  else
    OGR_F_SetFieldDouble(w->feature, c, wg_value_real(col, v));
}

static OGRGeometryH new_ring(writer *w, size_t r) {
  OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
  uint32_t from = w->scratch.start.v[r], n = w->scratch.start.v[r + 1] - from;
  const double *xy = w->scratch.xy.v + 2 * (size_t)from;
  OGR_G_SetPoints(ring, (int)n, xy, 2 * (int)sizeof *xy, xy + 1, 2 * (int)sizeof *xy, NULL, 0);
  OGR_G_AddPoint_2D(ring, xy[0], xy[1]);
  w->vertices += n + 1;
  return ring;
}

/* Parts from..; *r is left at the next part. */
static OGRGeometryH new_polygon(writer *w, size_t *r) {
  OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
  do OGR_G_AddGeometryDirectly(polygon, new_ring(w, (*r)++));
  while (*r < w->scratch.hole.n && w->scratch.hole.v[*r]);
  return polygon;
}

static OGRGeometryH new_geometry(writer *w) {
  size_t r = 0;
  if (w->t->type == WG_BLOB_POLYGON) return new_polygon(w, &r);
  OGRGeometryH multi = OGR_G_CreateGeometry(wkbMultiPolygon);
  while (r < w->scratch.hole.n) OGR_G_AddGeometryDirectly(multi, new_polygon(w, &r));
  return multi;
}

static wg_status write_row(writer *w, uint32_t i) {
  OGR_F_SetFID(w->feature, w->format->dbf ? (GIntBig)i : (GIntBig)i + 1);
  for (int c = 0; c < w->t->columns; c++) set_field(w, c, w->t->value(w->t, i, c));
  if (!wg_coords_get(w->t->coords, i, &w->scratch)) return wg_nomem(w->ctx);
  if (OGR_F_SetGeometryDirectly(w->feature, new_geometry(w)) != OGRERR_NONE)
    return failed(w, "geometry");
  return OGR_L_CreateFeature(w->layer, w->feature) == OGRERR_NONE ? WG_OK : failed(w, "feature");
}

static wg_status write_all(writer *w, const char *path) {
  WG_TRY(create_layer(w, path));
  if (OGR_L_StartTransaction(w->layer) != OGRERR_NONE) return failed(w, "begin");
  for (uint32_t i = 0; i < w->t->rows; i++) {
    WG_TRY(write_row(w, i));
    if ((i & 255) == 0) wg_progress(w->ctx, "export", 0.5 + 0.4 * i / w->t->rows);
  }
  return OGR_L_CommitTransaction(w->layer) == OGRERR_NONE ? WG_OK : failed(w, "commit");
}

/* ---- reading back ------------------------------------------------------------------ */

static uint64_t count_vertices(OGRGeometryH g) {
  int parts = OGR_G_GetGeometryCount(g);
  if (parts == 0) return (uint64_t)OGR_G_GetPointCount(g);
  uint64_t n = 0;
  for (int i = 0; i < parts; i++) n += count_vertices(OGR_G_GetGeometryRef(g, i));
  return n;
}

static wg_status read_back(const writer *w, const char *path) {
  const char *const drivers[] = {w->format->driver, NULL};
  GDALDatasetH ds = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
  if (!ds) return failed(w, "read back");
  OGRLayerH layer = GDALDatasetGetLayer(ds, 0);
  uint64_t features = 0, vertices = 0;
  for (OGRFeatureH f; layer && (f = OGR_L_GetNextFeature(layer)); OGR_F_Destroy(f)) {
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    features++;
    if (g) vertices += count_vertices(g);
  }
  GDALClose(ds);
  if (features == w->t->rows && vertices == w->vertices && w->log.failures == 0) return WG_OK;
  return failed(w, "what was read back is not what was written");
}

static void close_writer(writer *w) {
  if (w->feature) OGR_F_Destroy(w->feature);
  if (w->ds) GDALClose(w->ds);
  w->feature = NULL;
  w->ds = NULL;
  wg_geom_free(&w->scratch);
}

static wg_status write_and_check(writer *w, const char *path) {
  wg_status st = write_all(w, path);
  close_writer(w); /* writes what is left */
  if (st != WG_OK) return st;
  return w->log.failures ? failed(w, "close") : read_back(w, path);
}

wg_status wg_ogr_write(wg_ctx *ctx, wg_ogr_format format, const char *path, const char *about,
                       const wg_table *t) {
  static const char key[] = "OGR_CURRENT_DATE"; /* what a GeoPackage stamps into itself */
  writer w = {.ctx = ctx, .format = &formats[format], .t = t, .about = about};
  if (GDALGetDriverCount() == 0) GDALAllRegister();
  wg_ogr_log_push(&w.log, ctx, about);
  const char *old = CPLGetThreadLocalConfigOption(key, NULL);
  char *kept = old ? CPLStrdup(old) : NULL;
  CPLSetThreadLocalConfigOption(key, "2000-01-01T00:00:00.000Z");
  wg_status st = write_and_check(&w, path);
  CPLSetThreadLocalConfigOption(key, kept);
  CPLFree(kept);
  wg_ogr_log_pop();
  if (st == WG_OK && w.cut)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\": %u texts cut to 254 bytes, a Shapefile holds no more; .gpkg keeps them whole",
           about, w.cut);
  return st;
}
