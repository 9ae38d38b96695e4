#include "locate/coverage.h"

#include <math.h>
#include <string.h>

#include "geom/crs.h"
#include "read/alias.h"

typedef struct {
  wg_ctx *ctx;
  wg_layer *layer;
  wg_bind code;
  wg_polygons *out;
  uint64_t useless, nameless; /* features passed over: no polygon, no code */
  int64_t first_useless, first_nameless;
} reading;

static wg_status bind_code(reading *r, const char *spec, const char *given) {
  WG_TRY(wg_bind_field(r->ctx, r->layer, "grids", WG_ALIAS_GRID_CODE, given, &r->code));
  if (r->code.field < 0)
    WG_TRY(wg_bind_field(r->ctx, r->layer, "grids", WG_ALIAS_DISTRICT_CODE, NULL, &r->code));
  if (r->code.field >= 0) {
    wg_log(r->ctx, WG_LOG_INFO, "\"%s\": codes from the field \"%s\"", spec,
           wg_layer_field_name(r->layer, r->code.field));
    return WG_OK;
  }
  char names[512] = "";
  for (int i = 0; i < wg_layer_fields(r->layer) && strlen(names) < 400; i++) {
    if (i) strcat(names, ", ");
    strncat(names, wg_layer_field_name(r->layer, i), 60);
  }
  return wg_fail(r->ctx, WG_ERR_USAGE,
                 "\"%s\" has no field with a usual name for codes; give --code FIELD, one of: %s",
                 spec, names);
}

static wg_status take(reading *r, const wg_feature *f) {
  const char *code = wg_bind_text(r->layer, r->code);
  if (f->type != WG_GEOM_POLYGON) {
    if (!r->useless++) r->first_useless = f->fid;
    return WG_OK;
  }
  if (!code[0]) {
    if (!r->nameless++) r->first_nameless = f->fid;
    return WG_OK;
  }
  if (!wg_polygons_add(r->out, code)) return wg_nomem(r->ctx);
  for (uint32_t i = 0; i < f->n_rings; i++)
    if (!wg_polygons_add_ring(r->out, f->xy + 2 * (size_t)f->start[i], f->start[i + 1] - f->start[i]))
      return wg_nomem(r->ctx);
  return WG_OK;
}

static wg_status read_features(reading *r) {
  wg_feature f;
  bool more = false;
  int64_t count = wg_layer_count(r->layer), n = 0;
  for (;;) {
    WG_TRY(wg_layer_next(r->ctx, r->layer, &f, &more));
    if (!more) break;
    WG_TRY(take(r, &f));
    if (++n % 4096 == 0 && count > 0)
      wg_progress(r->ctx, "reading the grids", (double)n / (double)count);
  }
  wg_progress(r->ctx, "reading the grids", 1);
  return WG_OK;
}

static void tell_passed_over(const reading *r, const char *spec) {
  if (r->useless)
    wg_log(r->ctx, WG_LOG_WARN,
           "\"%s\": %llu features are no polygons and are left out, the first is feature %lld", spec,
           (unsigned long long)r->useless, (long long)r->first_useless);
  if (r->nameless)
    wg_log(r->ctx, WG_LOG_WARN,
           "\"%s\": %llu polygons have no code and are left out, the first is feature %lld", spec,
           (unsigned long long)r->nameless, (long long)r->first_nameless);
}

static bool could_be_degrees(const wg_polygons *p) {
  for (size_t i = 0; i + 1 < p->xy.n; i += 2)
    if (fabs(p->xy.v[i]) > 180 || fabs(p->xy.v[i + 1]) > 90) return false;
  return true;
}

wg_status wg_coverage_unit(wg_ctx *ctx, const char *crs, double *unit_m) {
  wg_crs_info info;
  WG_TRY(wg_crs_describe(ctx, crs, &info));
  *unit_m = info.unit_m;
  if (info.geographic || info.unit_m > 0) return WG_OK;
  return wg_fail(ctx, WG_ERR_DATA, "\"%s\" has axes without a common unit; use another CRS",
                 info.name);
}

static wg_status settle_crs(reading *r, const char *spec, double *unit_m) {
  const char *wkt = wg_layer_crs_wkt(r->layer);
  if (!wkt[0]) {
    *unit_m = could_be_degrees(r->out) ? 0 : 1;
    r->out->crs = "";
    wg_log(r->ctx, WG_LOG_WARN, "\"%s\" carries no CRS; its coordinates are taken for %s", spec,
           *unit_m > 0 ? "metres" : "degrees");
    return WG_OK;
  }
  wg_crs_info info;
  WG_TRY(wg_coverage_unit(r->ctx, wkt, unit_m));
  WG_TRY(wg_crs_describe(r->ctx, wkt, &info));
  r->out->crs = wg_arena_strdup(&r->out->strings, info.crs[0] ? info.crs : wkt);
  return r->out->crs ? WG_OK : wg_nomem(r->ctx);
}

wg_status wg_coverage_read(wg_ctx *ctx, const char *spec, const char *code_field, wg_polygons *out,
                           double *unit_m) {
  reading r = {.ctx = ctx, .out = out};
  wg_status st = wg_layer_open(ctx, "grids", spec, NULL, &r.layer);
  if (st != WG_OK) return st;
  WG_TRY_GO(bind_code(&r, spec, code_field));
  WG_TRY_GO(read_features(&r));
  tell_passed_over(&r, spec);
  out->source = wg_arena_strdup(&out->strings, spec);
  if (!out->source) {
    st = wg_nomem(ctx);
    goto done;
  }
  WG_TRY_GO(settle_crs(&r, spec, unit_m));
  WG_TRY_GO(wg_polygons_finish(ctx, out));
done:
  wg_layer_close(r.layer);
  return st;
}
