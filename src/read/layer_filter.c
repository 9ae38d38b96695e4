#include "read/layer_filter.h"

static bool accepts(OGRLayerH l, const char *where) {
  return OGR_L_SetAttributeFilter(l, where) == OGRERR_NONE;
}

static wg_status in_its_encoding(wg_ctx *ctx, const char *spec, const wg_texts *texts, OGRLayerH l,
                                 const char *where, bool *taken) {
  wg_text bytes = {0};
  bool lacks, ok = wg_encode(&texts->decoder, where, &bytes, &lacks);
  *taken = ok && accepts(l, bytes.v);
  WG_VEC_FREE(&bytes);
  if (lacks)
    return wg_fail(ctx, WG_ERR_USAGE,
                   "\"%s\": %s lacks a character of the filter \"%s\"; leave it out, or give the "
                   "right --encoding",
                   spec, texts->decoder.name, where);
  return ok ? WG_OK : wg_nomem(ctx);
}

wg_status wg_layer_filter(wg_ctx *ctx, const char *role, const char *spec, const wg_texts *texts,
                          const wg_source *src, const char *where, const wg_limits *limits,
                          wg_source *recoded, bool *taken) {
  *taken = false;
  if (!texts->decoder.iconv) {
    *taken = accepts(src->layer, where);
    return WG_OK;
  }
  if (!texts->shapefile) return in_its_encoding(ctx, spec, texts, src->layer, where, taken);
  wg_texts_raw(texts->decoder.name);
  WG_TRY(wg_source_open(ctx, &(wg_source_ask){role, spec, limits, 0, ""}, recoded));
  *taken = accepts(recoded->layer, where);
  return WG_OK;
}

OGRFeatureH wg_layer_filter_next(const wg_source *src, const wg_source *recoded) {
  if (!recoded->layer) return OGR_L_GetNextFeature(src->layer);
  OGRFeatureH found = OGR_L_GetNextFeature(recoded->layer);
  if (!found) return NULL;
  int64_t fid = OGR_F_GetFID(found);
  OGR_F_Destroy(found);
  return OGR_L_GetFeature(src->layer, fid);
}
