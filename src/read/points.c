#include "read/points.h"

#include "geom/crs.h"
#include "read/layer.h"

typedef struct {
  wg_ctx *ctx;
  const char *role;
  const wg_frame *frame;
  wg_layer *layer;
  wg_transform *transform;
  wg_points *out;
} reader;

static wg_status add(reader *r, const wg_feature *f) {
  for (uint32_t i = 0; i < f->start[f->n_rings]; i++) {
    double xy[2] = {f->xy[2 * i], f->xy[2 * i + 1]};
    wg_pt at;
    wg_transform_points(r->transform, xy, 1); /* what fails becomes infinite */
    if (!wg_frame_pt(r->frame, xy[0], xy[1], &at)) at = (wg_pt){-WG_COORD_MAX, -WG_COORD_MAX};
    if (!WG_VEC_PUSH(&r->out->pt, at) || !WG_VEC_PUSH(&r->out->fid, f->fid))
      return wg_nomem(r->ctx);
  }
  return WG_OK;
}

static wg_status read_all(reader *r) {
  wg_feature f;
  for (bool more = true;;) {
    WG_TRY(wg_layer_next(r->ctx, r->layer, &f, &more));
    if (!more) break;
    if (f.type == WG_GEOM_NONE) continue;
    if (f.type != WG_GEOM_POINT)
      return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\" (%s): feature %lld is no point; give points",
                     wg_layer_spec(r->layer), r->role, (long long)f.fid);
    WG_TRY(add(r, &f));
  }
  if (r->out->pt.n) return WG_OK;
  return wg_fail(r->ctx, WG_ERR_DATA, "\"%s\" (%s) holds no points; check the layer's name",
                 wg_layer_spec(r->layer), r->role);
}

static wg_status read_layer(reader *r, const char *spec) {
  WG_TRY(wg_layer_open(r->ctx, r->role, spec, NULL, &r->layer));
  const char *crs = wg_layer_crs_wkt(r->layer), *to = r->frame->crs;
  if (!*crs)
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\" (%s) carries no CRS; save it with one, for instance as GeoPackage",
                   wg_layer_spec(r->layer), r->role);
  WG_TRY(wg_transform_new(r->ctx, crs, *to ? to : r->frame->wkt, false, &r->transform));
  return read_all(r);
}

wg_status wg_points_read(wg_ctx *ctx, const char *role, const char *spec, const wg_frame *frame,
                         wg_points *out) {
  *out = (wg_points){0};
  reader r = {.ctx = ctx, .role = role, .frame = frame, .out = out};
  wg_status st = read_layer(&r, spec);
  wg_layer_close(r.layer);
  wg_transform_free(r.transform);
  if (st != WG_OK) wg_points_free(out);
  return st;
}

void wg_points_free(wg_points *p) {
  WG_VEC_FREE(&p->pt);
  WG_VEC_FREE(&p->fid);
}
