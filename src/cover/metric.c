#include "cover/metric.h"

#include <math.h>

static bool looks_like_degrees(wg_rect r) {
  return r.x0 >= -180 && r.x1 <= 180 && r.y0 >= -90 && r.y1 <= 90;
}

/* The extent in degrees, from its corners and middles. */
static wg_status to_degrees(wg_ctx *ctx, const char *crs, wg_rect r, wg_rect *deg) {
  wg_transform *t = NULL;
  WG_TRY(wg_transform_new(ctx, crs, "EPSG:4326", true, &t));
  *deg = WG_RECT_EMPTY;
  for (int i = 0; i < 9; i++) {
    double xy[2] = {r.x0 + (r.x1 - r.x0) * (i % 3) / 2, r.y0 + (r.y1 - r.y0) * (i / 3) / 2};
    if (wg_transform_points(t, xy, 1)) *deg = wg_rect_add(*deg, (wg_xy){xy[0], xy[1]});
  }
  wg_transform_free(t);
  if (deg->x0 <= deg->x1) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\": the grids lie where this CRS has no place; check their CRS", crs);
}

wg_status wg_metric_init(wg_ctx *ctx, wg_metric *m, const char *crs, wg_rect extent) {
  *m = (wg_metric){0};
  if (extent.x0 > extent.x1) return WG_OK; /* nothing to measure */
  if (!crs[0]) {
    bool degrees = looks_like_degrees(extent);
    wg_log(ctx, WG_LOG_WARN, "the grids carry no CRS; their coordinates are taken for %s",
           degrees ? "degrees (WGS 84)" : "metres");
    if (!degrees) return WG_OK;
    crs = "EPSG:4326";
  }
  wg_crs_info info;
  WG_TRY(wg_crs_describe(ctx, crs, &info));
  if (info.metric && info.srid != 3857) return WG_OK; /* Web Mercator's metres are not metres */
  wg_rect deg = extent;
  if (!info.geographic) WG_TRY(to_degrees(ctx, crs, extent, &deg));
  char plane[64];
  wg_crs_choose(deg.x0, deg.y0, deg.x1, deg.y1, plane);
  return wg_transform_new(ctx, crs, plane, true, &m->to_plane);
}

void wg_metric_free(wg_metric *m) {
  wg_transform_free(m->to_plane);
  m->to_plane = NULL;
  WG_VEC_FREE(&m->scratch);
}

/* Copies n points to the scratch and into the plane. */
static bool into_plane(wg_metric *m, const wg_xy *p, uint32_t n) {
  m->scratch.n = 0;
  if (!WG_VEC_RESERVE(&m->scratch, n)) return false;
  for (uint32_t i = 0; i < n; i++) m->scratch.v[i] = p[i];
  if (m->to_plane) wg_transform_points(m->to_plane, &m->scratch.v[0].x, n);
  return true;
}

bool wg_metric_area(wg_metric *m, const wg_cover *c, uint32_t feature, double *m2) {
  *m2 = 0;
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++) {
    uint32_t n = wg_cover_ring_size(c, r);
    if (!into_plane(m, wg_cover_ring(c, r), n)) return false;
    *m2 += wg_ring_area(m->scratch.v, n);
  }
  return true;
}

bool wg_metric_perimeter(wg_metric *m, const wg_cover *c, uint32_t feature, double *metres) {
  *metres = 0;
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++) {
    uint32_t n = wg_cover_ring_size(c, r);
    if (!into_plane(m, wg_cover_ring(c, r), n)) return false;
    const wg_xy *p = m->scratch.v;
    for (uint32_t i = 0, j = n - 1; i < n; j = i++)
      *metres += hypot(p[i].x - p[j].x, p[i].y - p[j].y);
  }
  return true;
}

bool wg_metric_moments(wg_metric *m, const wg_cover *c, uint32_t feature, wg_moments *out) {
  wg_xy at = {0, 0};
  *out = (wg_moments){0};
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++) {
    uint32_t n = wg_cover_ring_size(c, r);
    if (!into_plane(m, wg_cover_ring(c, r), n)) return false;
    const wg_xy *p = m->scratch.v;
    if (r == c->first.v[feature]) at = p[0];
    for (uint32_t i = 0, j = n - 1; i < n; j = i++)
      wg_moments_edge(out, p[j].x - at.x, p[j].y - at.y, p[i].x - at.x, p[i].y - at.y);
  }
  return true;
}

bool wg_metric_length(wg_metric *m, wg_xy a, wg_xy b, double *metres) {
  wg_xy ends[2] = {a, b};
  if (!into_plane(m, ends, 2)) return false;
  *metres = hypot(m->scratch.v[1].x - m->scratch.v[0].x, m->scratch.v[1].y - m->scratch.v[0].y);
  return true;
}
