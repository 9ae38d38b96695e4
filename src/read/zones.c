#include "read/reader.h"

enum { NAME, KIND }; /* text attributes */

static wg_status take(wg_reader *r, const wg_input *in) {
  wg_town *t = r->town;
  for (size_t i = 0; i < in->got.source.n; i++) {
    uint32_t k = in->order[i];
    wg_zone z = {wg_input_get_text(in, k, NAME), wg_input_get_text(in, k, KIND)};
    if (!wg_shapes_copy_feature(&t->zone_shape, &in->got.shape, k) || !WG_VEC_PUSH(&t->zone, z))
      return wg_nomem(r->ctx);
  }
  return WG_OK;
}

static wg_status read_layer(wg_reader *r, const char *spec, wg_input *in) {
  WG_TRY(wg_input_open(r, "zones", spec, NULL, in));
  WG_TRY(wg_input_text(r, "zones", WG_ALIAS_ZONE_NAME, NULL, in));
  WG_TRY(wg_input_text(r, "zones", WG_ALIAS_ZONE_KIND, NULL, in));
  WG_TRY(wg_input_read(r, "zones", false, in));
  WG_TRY(wg_input_prepare(r, "zones", in->raw.n > 0, WG_AS_POLYGONS, in));
  WG_TRY(wg_align_far(r->ctx, r->o, r->town, "zones", in->raw.spec, &in->got.shape));
  return take(r, in);
}

wg_status wg_read_zones(wg_reader *r) {
  for (size_t i = 0; i < r->o->n_zones; i++) {
    wg_input in = {0};
    wg_status st = read_layer(r, r->o->zones[i], &in);
    wg_input_free(&in);
    if (st != WG_OK) return st;
  }
  return WG_OK;
}
