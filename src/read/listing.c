#include "read/listing.h"

#include "read/gdal.h"
#include "read/guard.h"
#include "read/ogr_log.h"
#include "read/source.h"

void wg_listing_free(wg_listing *l) {
  WG_VEC_FREE(&l->name);
  wg_arena_free(&l->strings);
  *l = (wg_listing){0};
}

static wg_status add_name(wg_ctx *ctx, wg_listing *l, const char *raw) {
  const char *kept = wg_arena_strdup(&l->strings, raw);
  return kept && WG_VEC_PUSH(&l->name, kept) ? WG_OK : wg_nomem(ctx);
}

/* Layers may share a name; the first is meant, as in import. */
static wg_status narrow(wg_ctx *ctx, const char *spec, GDALDatasetH ds, const char *named,
                        wg_listing *l) {
  for (int i = 0; i < l->last; i++)
    if (EQUAL(OGR_L_GetName(GDALDatasetGetLayer(ds, i)), named)) {
      l->first = i;
      l->last = i + 1;
      return WG_OK;
    }
  return wg_fail(ctx, WG_ERR_DATA, "\"%s\": no such layer; give the file alone to see all it has",
                 spec);
}

static wg_status list(wg_ctx *ctx, const char *spec, wg_ogr_log *log, wg_source *src,
                      wg_listing *out) {
  char *named;
  wg_limits limits = wg_limits_usual(&(wg_limits){0});
  wg_source_ask ask = {"inspect", spec, &limits, 0, log->first};
  WG_TRY(wg_source_open_file(ctx, &ask, src, &named));
  wg_status st = WG_OK;
  out->last = GDALDatasetGetLayerCount(src->ds);
  for (int i = 0; i < out->last && st == WG_OK; i++)
    st = add_name(ctx, out, OGR_L_GetName(GDALDatasetGetLayer(src->ds, i)));
  if (st == WG_OK && named) st = narrow(ctx, spec, src->ds, named, out);
  if (st == WG_OK && out->last == 0)
    st = wg_fail(ctx, WG_ERR_DATA, "\"%s\" holds no layer; give a file with vector data", spec);
  wg_free(named);
  return st;
}

wg_status wg_listing_read(wg_ctx *ctx, const char *spec, wg_listing *out) {
  wg_ogr_log log = {0};
  wg_source src = {0};
  *out = (wg_listing){0};
  wg_ogr_log_push(&log, ctx, spec);
  wg_status st = list(ctx, spec, &log, &src, out);
  wg_source_close(&src);
  wg_ogr_log_pop();
  return st;
}
