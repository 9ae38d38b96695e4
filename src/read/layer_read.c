#include "read/layer_parts.h"

#include "read/hstore.h"
#include "read/layer_filter.h"

static void swap_axes(wg_flat *f) {
  for (size_t i = 0; i + 1 < f->xy.n; i += 2) {
    double x = f->xy.v[i];
    f->xy.v[i] = f->xy.v[i + 1];
    f->xy.v[i + 1] = x;
  }
}

static wg_status too_much(wg_ctx *ctx, const wg_layer *l, const char *what, uint64_t most,
                          const char *option) {
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%.300s\" has more than %llu %s; if that is right raise %s, or split the layer",
                 l->spec, (unsigned long long)most, what, option);
}

static wg_status check_limits(wg_ctx *ctx, wg_layer *l) {
  l->features++;
  l->vertices += l->flat.xy.n / 2;
  if (l->features > l->limits.features)
    return too_much(ctx, l, "features", l->limits.features, "--max-features");
  if (l->vertices > l->limits.vertices)
    return too_much(ctx, l, "vertices", l->limits.vertices, "--max-vertices");
  return WG_OK;
}

static wg_status read_next(wg_ctx *ctx, wg_layer *l) {
  OGR_F_Destroy(l->feature);
  l->other_read = false;
  l->feature = l->ahead ? l->ahead : wg_layer_filter_next(&l->src, &l->filter);
  l->ahead = NULL;
  if (l->nomem) return wg_nomem(ctx);
  if (l->log.failures) return wg_layer_corrupt(ctx, l, l->log.first);
  if (!l->feature) return WG_OK;
  if (!wg_flatten(&l->flat, OGR_F_GetGeometryRef(l->feature))) return wg_nomem(ctx);
  if (l->swap_xy) swap_axes(&l->flat);
  return check_limits(ctx, l);
}

static void tell_damage(wg_ctx *ctx, wg_layer *l) {
  for (size_t i = 0; i < l->fields.n; i++)
    wg_texts_tell(ctx, l->role, l->spec, l->fields.v[i].name.v, &l->texts, &l->fields.v[i].damage);
}

wg_status wg_layer_next(wg_ctx *ctx, wg_layer *l, wg_feature *f, bool *more) {
  wg_ogr_log_push(&l->log, ctx, l->spec);
  wg_status st = read_next(ctx, l);
  wg_ogr_log_pop();
  *more = st == WG_OK && l->feature;
  if (st == WG_OK && !l->feature) tell_damage(ctx, l);
  if (!*more) return st;
  *f = (wg_feature){.fid = OGR_F_GetFID(l->feature),
                    .type = l->flat.type,
                    .traits = l->flat.traits,
                    .n_rings = (uint32_t)l->flat.hole.n,
                    .start = l->flat.start.v,
                    .hole = l->flat.hole.v,
                    .xy = l->flat.xy.v};
  return WG_OK;
}

static const char *ogr_text(wg_layer *l, int ogr) {
  if (!l->feature || !OGR_F_IsFieldSetAndNotNull(l->feature, ogr)) return "";
  return OGR_F_GetFieldAsString(l->feature, ogr);
}

static bool decode(wg_layer *l, wg_layer_field *f, const char *raw, wg_text *out) {
  return wg_texts_decode(&l->texts, raw, l->features, out, &f->damage);
}

static bool tag_text(wg_layer *l, wg_layer_field *f) {
  if (!l->other_read && !decode(l, f, ogr_text(l, l->other_tags), &l->other)) return false;
  l->other_read = true;
  return wg_hstore_get(l->other.v, f->name.v, &f->value);
}

const char *wg_layer_text(wg_layer *l, int i) {
  wg_layer_field *f = &l->fields.v[i];
  bool ok = f->ogr < 0 ? tag_text(l, f) : decode(l, f, ogr_text(l, f->ogr), &f->value);
  if (!ok) l->nomem = true;
  return ok ? f->value.v : "";
}

bool wg_layer_number(wg_layer *l, int i, double *out) {
  wg_layer_field *f = &l->fields.v[i];
  bool plain = f->type == OFTInteger || f->type == OFTInteger64 || f->type == OFTReal;
  if (f->ogr < 0 || !plain) return wg_text_number(wg_layer_text(l, i), out);
  if (!l->feature || !OGR_F_IsFieldSetAndNotNull(l->feature, f->ogr)) return false;
  *out = OGR_F_GetFieldAsDouble(l->feature, f->ogr);
  return *out - *out == 0; /* finite */
}
