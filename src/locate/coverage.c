#include "locate/coverage.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/parallel.h"
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
  size_t n = 0;
  for (int i = 0; i < wg_layer_fields(r->layer) && n < 400; i++)
    n += (size_t)snprintf(names + n, sizeof names - n, "%s%.60s", i ? ", " : "",
                          wg_layer_field_name(r->layer, i));
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
    if (!wg_polygons_add_ring(r->out, f->xy + 2 * (size_t)f->start[i],
                              f->start[i + 1] - f->start[i]))
      return wg_nomem(r->ctx);
  return WG_OK;
}

/* At most `most` features. */
static wg_status read_features(reading *r, int64_t most) {
  wg_feature f;
  bool more = false;
  int64_t count = wg_layer_count(r->layer);
  for (int64_t n = 0; n < most; n++) {
    WG_TRY(wg_layer_next(r->ctx, r->layer, &f, &more));
    if (!more) break;
    WG_TRY(take(r, &f));
    if (n % 4096 == 0 && count > 0)
      wg_progress(r->ctx, "reading the grids", (double)n / (double)count);
  }
  return WG_OK;
}

/* ---- large layers, by several threads ------------------------------------------------------------ */

/* Fewer features are read sooner than a layer is opened once more. */
enum { MANY = 20000, PARTS = 32 };

typedef struct {
  reading r;
  wg_ctx ctx; /* the worker's own: silent, for errors only */
  wg_polygons polygons;
} part;

typedef struct {
  const char *spec;
  int64_t count;
  size_t n;
  wg_bind code;
  part *parts;
} division;

/* Each thread has the layer open for itself: a layer serves one thread. */
static wg_status read_part(void *user, size_t k, unsigned worker) {
  division *d = user;
  part *p = &d->parts[k];
  int64_t from = d->count * (int64_t)k / (int64_t)d->n,
          to = d->count * (int64_t)(k + 1) / (int64_t)d->n;
  (void)worker;
  p->ctx = (wg_ctx){.threads = 1};
  p->r = (reading){.ctx = &p->ctx, .code = d->code, .out = &p->polygons};
  WG_TRY(wg_layer_open(&p->ctx, "grids", d->spec, NULL, &p->r.layer));
  wg_status st =
      wg_layer_skip_to(p->r.layer, from) ? read_features(&p->r, to - from) : WG_ERR_INTERNAL;
  wg_layer_close(p->r.layer);
  return st;
}

static wg_status gather(reading *r, division *d, wg_status st) {
  wg_polygons joined[PARTS];
  for (size_t k = 0; k < d->n; k++) {
    part *p = &d->parts[k];
    if (st != WG_OK && p->ctx.error[0]) return wg_fail(r->ctx, st, "%s", p->ctx.error);
    if (p->r.useless && !r->useless) r->first_useless = p->r.first_useless;
    if (p->r.nameless && !r->nameless) r->first_nameless = p->r.first_nameless;
    r->useless += p->r.useless;
    r->nameless += p->r.nameless;
    joined[k] = p->polygons;
    p->polygons = (wg_polygons){0};
  }
  return st == WG_OK ? wg_polygons_join(r->ctx, joined, d->n, r->out) : st;
}

static wg_status read_parts(reading *r, const char *spec, int64_t count) {
  division d = {.spec = spec, .count = count, .code = r->code};
  d.n = r->ctx->threads < PARTS ? r->ctx->threads : PARTS;
  d.parts = WG_NEW0(part, d.n);
  if (!d.parts) return wg_nomem(r->ctx);
  wg_status st = wg_parallel_for(r->ctx, "reading the grids", d.n, read_part, &d);
  st = gather(r, &d, st);
  for (size_t k = 0; k < d.n; k++) wg_polygons_free(&d.parts[k].polygons);
  wg_free(d.parts);
  return st;
}

static wg_status read_all(reading *r, const char *spec) {
  int64_t count = wg_layer_count(r->layer);
  if (count >= MANY && r->ctx->threads > 1 && wg_layer_skip_to(r->layer, 0))
    return read_parts(r, spec, count);
  WG_TRY(read_features(r, INT64_MAX));
  return wg_polygons_finish(r->ctx, r->out);
}

static void tell_passed_over(const reading *r, const char *spec) {
  if (r->useless)
    wg_log(r->ctx, WG_LOG_WARN,
           "\"%s\": %llu features are no polygons and are left out, the first is feature %lld",
           spec, (unsigned long long)r->useless, (long long)r->first_useless);
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
  out->source = wg_arena_strdup(&out->strings, spec);
  if (!out->source) {
    st = wg_nomem(ctx);
    goto done;
  }
  WG_TRY_GO(read_all(&r, spec));
  tell_passed_over(&r, spec);
  WG_TRY_GO(settle_crs(&r, spec, unit_m));
done:
  wg_layer_close(r.layer);
  return st;
}
