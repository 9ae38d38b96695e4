#include "read/reader.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "read/byrole.h"
#include "read/canon.h"

void wg_input_free(wg_input *in) {
  wg_layer_close(in->layer);
  wg_raw_free(&in->raw);
  wg_prepared_free(&in->got);
  wg_free(in->order);
  *in = (wg_input){0};
}

wg_status wg_input_open(wg_reader *r, const char *role, const char *spec, const char *where,
                        wg_input *in) {
  wg_layer_how how = {.where = where,
                      .encoding = wg_by_role(r->o->encodings, r->o->n_encodings, role, NULL),
                      .limits = r->o->limits};
  return wg_layer_open(r->ctx, role, spec, &how, &in->layer);
}

wg_status wg_input_text(wg_reader *r, const char *role, wg_alias what, const char *given,
                        wg_input *in) {
  return wg_bind_field(r->ctx, in->layer, role, what, given, &in->wanted.text[in->wanted.n_text++]);
}

wg_status wg_input_number(wg_reader *r, const char *role, wg_alias what, const char *given,
                          wg_input *in) {
  return wg_bind_field(r->ctx, in->layer, role, what, given,
                       &in->wanted.number[in->wanted.n_number++]);
}

static wg_status empty(wg_reader *r, const char *role, bool required, const wg_input *in) {
  const char *spec = wg_layer_spec(in->layer);
  if (!required) {
    wg_log(r->ctx, WG_LOG_WARN, "\"%s\" (%s) holds no features", spec, role);
    return WG_OK;
  }
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" (%s) holds no features; check the layer's name and the filter", spec,
                 role);
}

wg_status wg_input_read(wg_reader *r, const char *role, bool required, wg_input *in) {
  char stage[48];
  snprintf(stage, sizeof stage, "read %s", role);
  wg_progress(r->ctx, stage, 0);
  WG_TRY(wg_raw_read(r->ctx, stage, in->layer, &in->wanted, &r->town->strings, &in->raw));
  wg_progress(r->ctx, stage, 1);
  return in->raw.n ? WG_OK : empty(r, role, required, in);
}

/* Finding an operation takes 0.1 s, so layers of one CRS share it. */
wg_status wg_input_transform(wg_reader *r, const char *role, wg_input *in) {
  WG_TRY(wg_input_origin(r, role, in));
  if (r->transform && wg_origin_same(&r->origin, &in->origin)) return WG_OK;
  wg_transform_free(r->transform);
  wg_free(r->crs);
  r->transform = NULL;
  r->origin = (wg_origin){0};
  r->crs = in->origin.crs ? wg_strdup(in->origin.crs) : NULL;
  if (in->origin.crs && !r->crs) return wg_nomem(r->ctx);
  const wg_frame *f = &r->town->frame;
  wg_status st =
      wg_transform_new_by(r->ctx, in->origin.crs, in->origin.datum, f->crs[0] ? f->crs : f->wkt,
                          r->o->allow_ballpark, &r->transform);
  r->origin = (wg_origin){r->crs, in->origin.datum};
  return wg_fail_in(r->ctx, st, wg_layer_spec(in->layer), role);
}

/* Nothing was usable: say what the features are instead. */
static wg_status nothing_left(wg_reader *r, const char *role, wg_prepare_as as, const wg_input *in,
                              const wg_reject *first) {
  const char *spec = wg_layer_spec(in->layer), *noun = as == WG_AS_POLYGONS ? "polygons" : "lines";
  uint32_t count[WG_GEOM_OTHER + 1] = {0};
  for (uint32_t i = 0; i < in->raw.n; i++) count[in->raw.type.v[i]]++;
  uint32_t n = in->raw.n - count[WG_GEOM_NONE];
  if (n && count[WG_GEOM_POINT] == n)
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\" (%s) holds points; %s must be %s: give their shapes", spec, role, role,
                   noun);
  if (n && count[WG_GEOM_LINE] == n && as == WG_AS_POLYGONS)
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\" (%s) holds lines; %s must be %s: close them to areas", spec, role, role,
                   noun);
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" (%s): none of %u features can be used; feature %lld %s", spec, role,
                 in->raw.n, (long long)first->fid, first->reason);
}

wg_status wg_input_prepare(wg_reader *r, const char *role, bool required, wg_prepare_as as,
                           wg_input *in) {
  size_t before = r->town->reject.n;
  if (in->raw.n) WG_TRY(wg_input_transform(r, role, in));
  WG_TRY(wg_prepare(r->ctx, r->town, r->transform, &in->raw, as, &in->got));
  if (required && in->got.source.n == 0)
    return nothing_left(r, role, as, in, &r->town->reject.v[before]);
  return wg_canon_order(r->ctx, &in->got.shape, wg_input_cmp_attributes, in, &in->order);
}

const char *wg_input_get_text(const wg_input *in, uint32_t k, uint32_t attribute) {
  return wg_raw_text(&in->raw, in->got.source.v[k], attribute);
}

double wg_input_get_number(const wg_input *in, uint32_t k, uint32_t attribute) {
  return wg_raw_number(&in->raw, in->got.source.v[k], attribute);
}

/* NaN (null) comes first. */
static int cmp_number(double a, double b) {
  if (isnan(a) || isnan(b)) return isnan(b) - isnan(a);
  return a < b ? -1 : a > b;
}

int wg_input_cmp_values(const wg_input *in, uint32_t a, uint32_t b) {
  int c = 0;
  for (uint32_t k = 0; k < in->raw.n_text && c == 0; k++)
    c = strcmp(wg_input_get_text(in, a, k), wg_input_get_text(in, b, k));
  for (uint32_t k = 0; k < in->raw.n_number && c == 0; k++)
    c = cmp_number(wg_input_get_number(in, a, k), wg_input_get_number(in, b, k));
  return c;
}

int wg_input_cmp_attributes(const void *input, uint32_t a, uint32_t b) {
  const wg_input *in = input;
  int c = wg_input_cmp_values(in, a, b);
  int64_t fa = in->raw.fid.v[in->got.source.v[a]], fb = in->raw.fid.v[in->got.source.v[b]];
  return c ? c : fa < fb ? -1 : fa > fb;
}

wg_status wg_input_reject(wg_reader *r, const wg_input *in, uint32_t k, const char *reason) {
  const wg_shapes *s = &in->got.shape;
  return wg_reject_add(r->ctx, r->town, &in->raw, in->got.source.v[k], "rejected", reason,
                       &s->pt.v[s->start.v[s->first.v[k]]]);
}
