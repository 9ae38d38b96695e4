#include <math.h>
#include <string.h>

#include "read/reader.h"

typedef struct extent {
  double x0, y0, x1, y1;
} extent;

static bool extent_of(const double *xy, size_t n, extent *e) {
  *e = (extent){INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (size_t i = 0; i < n; i++) {
    double x = xy[2 * i], y = xy[2 * i + 1];
    if (!isfinite(x) || !isfinite(y)) continue;
    e->x0 = fmin(e->x0, x), e->x1 = fmax(e->x1, x);
    e->y0 = fmin(e->y0, y), e->y1 = fmax(e->y1, y);
  }
  return e->x0 <= e->x1;
}

enum { SAMPLES = 9 }; /* a side: an extent bends when it is transformed */

/* The extent of `in` after `t`, from a net of points over it; false when none comes through. */
static bool transform_extent(wg_transform *t, const extent *in, extent *out) {
  double xy[2 * SAMPLES * SAMPLES], step = SAMPLES - 1;
  for (int i = 0; i < SAMPLES * SAMPLES; i++) {
    xy[2 * i] = in->x0 + (in->x1 - in->x0) * (i % SAMPLES) / step;
    xy[2 * i + 1] = in->y0 + (in->y1 - in->y0) * (i / SAMPLES) / step;
  }
  wg_transform_points(t, xy, SAMPLES * SAMPLES);
  return extent_of(xy, SAMPLES * SAMPLES, out);
}

/* Extent in degrees on the layer's own datum: good enough to choose a zone. */
static wg_status lonlat_extent(wg_reader *r, const wg_input *in, const extent *raw, extent *e) {
  wg_transform *t;
  WG_TRY(wg_transform_new_lonlat_by(r->ctx, in->origin.crs, in->origin.datum, &t));
  bool ok =
      transform_extent(t, raw, e) && e->x0 >= -360 && e->x1 <= 360 && e->y0 >= -90 && e->y1 <= 90;
  wg_transform_free(t);
  return ok ? WG_OK
            : wg_fail(r->ctx, WG_ERR_DATA,
                      "\"%s\" (districts): its coordinates do not fit "
                      "its CRS; correct the CRS of the layer",
                      in->raw.spec);
}

/* Degrees as --crs confirm what a layer without CRS is in, but are none to work in. */
static bool only_confirms(const wg_input *in, const wg_crs_info *info) {
  return info->geographic && in->origin_is_confirmed;
}

static wg_status working_crs(wg_reader *r, const wg_input *in, const extent *raw) {
  wg_frame *f = &r->town->frame;
  wg_crs_info info = {0};
  char chosen[64] = "";
  const char *crs = r->o->crs && *r->o->crs ? r->o->crs : chosen;
  if (crs != chosen) WG_TRY(wg_crs_describe(r->ctx, crs, &info));
  if (crs == chosen || only_confirms(in, &info)) {
    extent e;
    WG_TRY(lonlat_extent(r, in, raw, &e));
    wg_crs_choose(e.x0, e.y0, e.x1, e.y1, chosen);
    crs = chosen;
    WG_TRY(wg_crs_describe(r->ctx, crs, &info));
  }
  if (!info.metric)
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "\"%.200s\": the working CRS must be projected and in "
                   "metres; leave --crs out to have one chosen",
                   crs);
  if (!info.wkt[0])
    return wg_fail(r->ctx, WG_ERR_USAGE,
                   "\"%.200s\": its definition is too long; use a plain "
                   "EPSG number",
                   crs);
  memcpy(f->crs, info.crs, sizeof f->crs);
  memcpy(f->wkt, info.wkt, sizeof f->wkt);
  f->srid = info.srid;
  wg_log(r->ctx, WG_LOG_INFO, "working CRS: %s %s", f->crs, info.name);
  return WG_OK;
}

static double thousand(double v) { return floor(v / 1000 + 0.5) * 1000; }

wg_status wg_make_frame(wg_reader *r, wg_input *in) {
  wg_frame *f = &r->town->frame;
  extent raw, e;
  if (!extent_of(in->raw.xy.v, in->raw.xy.n / 2, &raw))
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\" (districts) holds no coordinates; give a layer of "
                   "polygons",
                   in->raw.spec);
  WG_TRY(wg_input_origin(r, "districts", in));
  WG_TRY(working_crs(r, in, &raw));
  WG_TRY(wg_input_transform(r, "districts", in));
  if (!transform_extent(r->transform, &raw, &e))
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\" (districts): nothing of it can be transformed to "
                   "the working CRS; correct its CRS or choose --crs",
                   in->raw.spec);
  f->origin_x = thousand((e.x0 + e.x1) / 2);
  f->origin_y = thousand((e.y0 + e.y1) / 2);
  return WG_OK;
}
