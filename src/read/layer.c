#include "read/layer_parts.h"

#include <string.h>

#include "read/declared.h"
#include "read/guard.h"
#include "read/layer_filter.h"
#include "read/shp_check.h"

/* Tags that OSM exports hide in "other_tags"; they follow the layer's own fields. */
static const char *const tags[] = {
    "building:levels",  "building:flats", "households", "population", "layer",   "bridge",
    "tunnel",           "name",           "building",   "highway",    "railway", "waterway",
    "natural",          "barrier",        "landuse",    "amenity",    "ref",     "addr:street",
    "addr:housenumber", "addr:full"};
enum { N_TAGS = sizeof tags / sizeof *tags };

/* ---- opening -------------------------------------------------------------- */

wg_status wg_layer_corrupt(wg_ctx *ctx, const wg_layer *l, const char *why) {
  return wg_fail(ctx, WG_ERR_DATA, "\"%s\" is truncated or corrupt: %s; get a whole copy of it",
                 l->spec, why);
}

/* The .shp of this layer among the files of the data set, if it is a Shapefile. */
static wg_status check_shapefile(wg_ctx *ctx, wg_layer *l) {
  wg_status st = WG_OK;
  if (!EQUAL(GDALGetDriverShortName(GDALGetDatasetDriver(l->src.ds)), "ESRI Shapefile"))
    return WG_OK;
  char **files = GDALGetFileList(l->src.ds);
  for (int i = 0; files && files[i] && st == WG_OK; i++) {
    char why[200];
    if (EQUAL(CPLGetExtension(files[i]), "shp") &&
        EQUAL(CPLGetBasename(files[i]), OGR_L_GetName(l->src.layer)) &&
        !wg_shp_whole(files[i], why, sizeof why))
      st = wg_layer_corrupt(ctx, l, why);
  }
  CSLDestroy(files);
  return st;
}

/* GeoPackage's "undefined" systems and drawings' local ones say nothing. */
static bool known_srs(OGRSpatialReferenceH srs) {
  const char *name = srs ? OSRGetName(srs) : NULL;
  if (!srs || OSRIsLocal(srs)) return false;
  return !name || (!wg_text_has(name, "undefined") && !EQUAL(name, "unknown"));
}

/* Coordinates come in the order of the layer's axis mapping; ours is easting first. */
static bool y_first(OGRSpatialReferenceH srs) {
  OGRSpatialReferenceH ours = OSRClone(srs);
  OSRSetAxisMappingStrategy(ours, OAMS_TRADITIONAL_GIS_ORDER);
  int n = 0, m = 0;
  const int *a = OSRGetDataAxisToSRSAxisMapping(srs, &n);
  const int *b = OSRGetDataAxisToSRSAxisMapping(ours, &m);
  bool differ = n >= 2 && m >= 2 && a[0] != b[0];
  OSRRelease(ours);
  return differ;
}

static bool read_srs(wg_layer *l) {
  OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(l->src.layer);
  char *wkt = NULL;
  if (known_srs(srs)) {
    static const char *const options[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", NULL};
    if (OSRExportToWktEx(srs, &wkt, options) != OGRERR_NONE) {
      CPLFree(wkt);
      wkt = NULL;
    }
    l->swap_xy = y_first(srs);
  }
  l->wkt = wg_strdup(wkt ? wkt : "");
  CPLFree(wkt);
  return l->wkt != NULL;
}

static bool add_field(wg_layer *l, const char *name, int ogr, OGRFieldType type) {
  wg_layer_field f = {.ogr = ogr, .type = type};
  wg_decoded how;
  if (wg_decode(&l->texts.decoder, name, strlen(name), &f.name, &how) && WG_VEC_PUSH(&l->fields, f))
    return true;
  WG_VEC_FREE(&f.name);
  return false;
}

static bool read_fields(wg_layer *l) {
  OGRFeatureDefnH d = OGR_L_GetLayerDefn(l->src.layer);
  l->other_tags = OGR_FD_GetFieldIndex(d, "other_tags");
  for (int i = 0; i < OGR_FD_GetFieldCount(d); i++) {
    OGRFieldDefnH f = OGR_FD_GetFieldDefn(d, i);
    if (!add_field(l, OGR_Fld_GetNameRef(f), i, OGR_Fld_GetType(f))) return false;
  }
  for (int i = 0; i < N_TAGS && l->other_tags >= 0; i++)
    if (wg_layer_find_field(l, tags[i]) < 0 && !add_field(l, tags[i], -1, OFTString)) return false;
  return true;
}

/* Databases notice a wrong filter only when the first feature is read. */
static wg_status set_filter(wg_ctx *ctx, wg_layer *l, const char *where) {
  bool taken;
  if (!where || !*where) return WG_OK;
  WG_TRY(wg_layer_filter(ctx, l->role, l->spec, &l->texts, &l->src, where, &l->limits, &l->filter,
                         &taken));
  if (taken) {
    l->ahead = wg_layer_filter_next(&l->src, &l->filter);
    if (l->log.failures == 0) return WG_OK;
  }
  return wg_fail(ctx, WG_ERR_USAGE,
                 "\"%s\": the filter \"%s\" cannot be used: %s; write it as an "
                 "SQL WHERE clause over the layer's fields",
                 l->spec, where, l->log.first);
}

static wg_status open_all(wg_ctx *ctx, wg_layer *l, const wg_layer_how *how) {
  l->limits = wg_limits_usual(&how->limits);
  wg_source_ask ask = {l->role, l->spec, &l->limits, how->number, l->log.first};
  WG_TRY(wg_source_open(ctx, &ask, &l->src));
  WG_TRY(check_shapefile(ctx, l));
  if (l->log.failures) return wg_layer_corrupt(ctx, l, l->log.first);
  WG_TRY(wg_texts_find(ctx, l->role, l->spec, &l->src, how->encoding, &l->texts));
  if (!read_srs(l) || !read_fields(l)) return wg_nomem(ctx);
  return set_filter(ctx, l, how->where);
}

wg_status wg_layer_open(wg_ctx *ctx, const char *role, const char *spec, const wg_layer_how *how,
                        wg_layer **out) {
  *out = NULL;
  wg_layer *l = WG_NEW0(wg_layer, 1);
  if (!l) return wg_nomem(ctx);
  l->spec = wg_strdup(spec);
  l->role = wg_strdup(role);
  wg_status st = WG_ERR_NOMEM;
  wg_ogr_log_push(&l->log, ctx, l->spec ? l->spec : "");
  wg_texts_raw("");
  if (l->spec && l->role)
    st = open_all(ctx, l, how ? how : &(wg_layer_how){0});
  else
    wg_nomem(ctx);
  wg_texts_raw(NULL);
  wg_ogr_log_pop();
  if (st == WG_OK)
    *out = l;
  else
    wg_layer_close(l);
  return st;
}

static void free_fields(wg_layer *l) {
  for (size_t i = 0; i < l->fields.n; i++) {
    WG_VEC_FREE(&l->fields.v[i].name);
    WG_VEC_FREE(&l->fields.v[i].value);
  }
  WG_VEC_FREE(&l->fields);
  WG_VEC_FREE(&l->other);
}

void wg_layer_close(wg_layer *l) {
  if (!l) return;
  wg_ogr_log_push(&l->log, &(wg_ctx){.threads = 1}, l->spec); /* closing says nothing of use */
  OGR_F_Destroy(l->feature);
  OGR_F_Destroy(l->ahead);
  wg_source_close(&l->src);
  wg_source_close(&l->filter);
  wg_ogr_log_pop();
  wg_texts_free(&l->texts);
  free_fields(l);
  wg_flat_free(&l->flat);
  wg_free(l->wkt);
  wg_free(l->spec);
  wg_free(l->role);
  wg_free(l);
}

/* ---- asking --------------------------------------------------------------- */

const char *wg_layer_crs_wkt(const wg_layer *l) { return l->wkt; }
const char *wg_layer_spec(const wg_layer *l) { return l->spec; }
const char *wg_layer_encoding(const wg_layer *l) { return l->texts.is.name; }
const char *wg_layer_encoding_why(const wg_layer *l) { return l->texts.is.why; }
int wg_layer_fields(const wg_layer *l) { return (int)l->fields.n; }
const char *wg_layer_field_name(const wg_layer *l, int i) { return l->fields.v[i].name.v; }
bool wg_layer_field_is_tag(const wg_layer *l, int i) { return l->fields.v[i].ogr < 0; }

int wg_layer_find_field(const wg_layer *l, const char *name) {
  for (size_t i = 0; i < l->fields.n; i++)
    if (EQUAL(l->fields.v[i].name.v, name)) return (int)i;
  return -1;
}

const char *wg_layer_name(const wg_layer *l) { return OGR_L_GetName(l->src.layer); }

const char *wg_layer_format(const wg_layer *l) {
  return GDALGetDriverShortName(GDALGetDatasetDriver(l->src.ds));
}

const char *wg_layer_declared(const wg_layer *l) {
  return wg_declared_geometry(OGR_L_GetGeomType(l->src.layer));
}

const char *wg_layer_field_type(const wg_layer *l, int i) {
  switch (l->fields.v[i].type) {
    case OFTInteger:
    case OFTInteger64: return "integer";
    case OFTReal: return "real";
    case OFTDate: return "date";
    case OFTTime: return "time";
    case OFTDateTime: return "date and time";
    case OFTBinary: return "binary";
    case OFTString: return "text";
    default: return "list";
  }
}

bool wg_layer_skip_to(wg_layer *l, int64_t index) {
  return !l->ahead && !l->filter.layer &&
         OGR_L_TestCapability(l->src.layer, OLCFastSetNextByIndex) &&
         OGR_L_SetNextByIndex(l->src.layer, index) == OGRERR_NONE;
}

int64_t wg_layer_count(const wg_layer *l) {
  wg_ogr_log unheard = {0}; /* what is wrong shows when it is read */
  wg_ogr_log_push(&unheard, &(wg_ctx){.threads = 1}, l->spec);
  int64_t n = OGR_L_GetFeatureCount(l->filter.layer ? l->filter.layer : l->src.layer, FALSE);
  wg_ogr_log_pop();
  return n;
}
