/* layer.h - one vector layer of any format, as flat double coordinates.
 *
 * The only place that opens files with OGR. "FILE" or "FILE:LAYER"; only the
 * drivers of the allowed list (docs/data-model.md) may open a file.
 * Coordinates are those written in the file, in traditional GIS order
 * (x = easting or longitude); nothing is transformed or repaired here.
 */
#ifndef WG_READ_LAYER_H
#define WG_READ_LAYER_H

#include "base/ctx.h"
#include "base/mem.h"

typedef struct wg_layer wg_layer; /* an open layer */

typedef enum wg_geom_type {
  WG_GEOM_NONE = 0,
  WG_GEOM_POINT,
  WG_GEOM_LINE,
  WG_GEOM_POLYGON,
  WG_GEOM_OTHER
} wg_geom_type;

/* How a layer is read; zeroed is the usual way. */
typedef struct wg_layer_how {
  const char *where;    /* filter: an OGR SQL WHERE clause; NULL: all features */
  const char *encoding; /* of the texts in the file, such as "GBK"; NULL: found by the texts */
  wg_limits limits;     /* 0: the default */
  int number; /* of the layer in the file, from 1, also one without geometry; 0: as spec says */
} wg_layer_how;

/* Opens; `role` ("buildings") is for messages, `how` may be NULL. Errors name the file, the
 * layers it has, and what to do. */
wg_status wg_layer_open(wg_ctx *ctx, const char *role, const char *spec, const wg_layer_how *how,
                        wg_layer **out);
void wg_layer_close(wg_layer *l); /* NULL is fine */

const char *wg_layer_crs_wkt(const wg_layer *l); /* "" when the layer carries none */
const char *wg_layer_spec(const wg_layer *l);
/* The encoding of the texts in the file ("GB18030", "UTF-8", "ASCII"), and why it is taken for that. */
const char *wg_layer_encoding(const wg_layer *l);
const char *wg_layer_encoding_why(const wg_layer *l);
int wg_layer_fields(const wg_layer *l);
const char *wg_layer_field_name(const wg_layer *l, int field);
int wg_layer_find_field(const wg_layer *l, const char *name); /* ignoring case; -1 if absent */
const char *wg_layer_name(const wg_layer *l);                 /* of the layer inside the file */
/* The keys of OSM's "other_tags" that matter to us come as fields after the layer's
 * own; true for one of those. */
bool wg_layer_field_is_tag(const wg_layer *l, int field);
int64_t wg_layer_count(const wg_layer *l); /* features, -1 unknown without a scan */

const char *wg_layer_format(const wg_layer *l); /* GDAL's word: "GPKG", "ESRI Shapefile" */
const char *wg_layer_declared(
    const wg_layer *l); /* geometry the file announces: "multipolygon z" */
const char *wg_layer_field_type(const wg_layer *l, int field); /* "text", "integer", "real", ... */

/* The next feature read is the one with this number from 0. False: the format has no quick way to
 * it, or there is a filter; nothing has changed then. */
bool wg_layer_skip_to(wg_layer *l, int64_t index);

/* What flat coordinates no longer show. */
enum { WG_TRAIT_NULL = 1, WG_TRAIT_Z = 2, WG_TRAIT_M = 4, WG_TRAIT_CURVE = 8 };

/* The feature read last: valid until the next call. Curves come as lines,
 * Z and M are dropped, multi and collections are split into parts. */
typedef struct wg_feature {
  int64_t fid;
  wg_geom_type type;     /* NONE: null or empty; OTHER: mixed collection */
  uint8_t traits;        /* WG_TRAIT_... of the geometry as written */
  uint32_t n_rings;      /* rings or lines or points */
  const uint32_t *start; /* n_rings + 1, in points */
  const uint8_t *hole;   /* per ring: 0 begins a new part */
  const double *xy;      /* 2 * start[n_rings]; a ring's last point repeats its first as written */
} wg_feature;

/* WG_OK with *more = false at the end. A truncated or corrupt file, or one above its limits, is
 * WG_ERR_DATA. */
wg_status wg_layer_next(wg_ctx *ctx, wg_layer *l, wg_feature *f, bool *more);
/* Values of the feature read last; UTF-8, "" when null; numbers: false when null or not a number.
 * A text is valid until the same field is asked again or the next feature is read. */
const char *wg_layer_text(wg_layer *l, int field);
bool wg_layer_number(wg_layer *l, int field, double *out);

#endif
