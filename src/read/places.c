#include <stdlib.h>
#include <string.h>

#include "read/outside.h"
#include "read/reader.h"

enum { ADDRESS }; /* text attribute */

static const char role[] = "addresses";

/* Why raw feature i is of no use, or NULL; *at is its place where it has one. */
static const char *unusable(const wg_reader *r, const wg_input *in, uint32_t i,
                            const wg_outside *outside, wg_pt *at, bool *placed) {
  const wg_raw *raw = &in->raw;
  wg_geom_type type = (wg_geom_type)raw->type.v[i];
  *placed = false;
  if (type == WG_GEOM_NONE) return "has no geometry";
  if (type != WG_GEOM_POINT) return "is no point";
  double xy[2];
  memcpy(xy, raw->xy.v + 2 * (size_t)raw->start.v[raw->first.v[i]], sizeof xy);
  wg_transform_points(r->transform, xy, 1); /* what fails becomes infinite */
  *placed = wg_frame_pt(&r->town->frame, xy[0], xy[1], at);
  if (!*placed) return "has coordinates that are not finite or far outside the working CRS";
  if (wg_outside_point(outside, *at)) return "lies outside every district";
  return *wg_raw_text(raw, i, ADDRESS) ? NULL : "has no address";
}

static wg_status take(wg_reader *r, const wg_input *in, const wg_outside *outside) {
  for (uint32_t i = 0; i < in->raw.n; i++) {
    wg_place p = {.address = wg_raw_text(&in->raw, i, ADDRESS)};
    bool placed;
    const char *why = unusable(r, in, i, outside, &p.at, &placed);
    if (why)
      WG_TRY(wg_reject_add(r->ctx, r->town, &in->raw, i, "rejected", why, placed ? &p.at : NULL));
    else if (!WG_VEC_PUSH(&r->town->place, p))
      return wg_nomem(r->ctx);
  }
  return WG_OK;
}

/* By place, then by text: places that are equal in both are alike. */
static int cmp_places(const void *pa, const void *pb) {
  const wg_place *a = pa, *b = pb;
  int c = wg_pt_cmp(a->at, b->at);
  return c ? c : strcmp(a->address, b->address);
}

static wg_status bind(wg_reader *r, wg_input *in) {
  WG_TRY(wg_input_text(r, role, WG_ALIAS_PLACE_ADDRESS, r->o->address_name_field, in));
  if (in->wanted.text[ADDRESS].field >= 0) return WG_OK;
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" (%s): no field looks like an address; name it with --address-name-field",
                 wg_layer_spec(in->layer), role);
}

static wg_status read_layer(wg_reader *r, wg_input *in) {
  WG_TRY(wg_input_open(r, role, r->o->addresses, NULL, in));
  WG_TRY(bind(r, in));
  WG_TRY(wg_input_read(r, role, false, in));
  if (in->raw.n == 0) return WG_OK;
  WG_TRY(wg_input_transform(r, role, in));
  wg_outside *outside = wg_outside_new(&r->town->district_shape);
  wg_status st = outside ? take(r, in, outside) : wg_nomem(r->ctx);
  wg_outside_free(outside);
  return st;
}

wg_status wg_read_places(wg_reader *r) {
  if (!r->o->addresses) return WG_OK;
  wg_input in = {0};
  wg_status st = read_layer(r, &in);
  wg_input_free(&in);
  if (st == WG_OK && r->town->place.n)
    qsort(r->town->place.v, r->town->place.n, sizeof *r->town->place.v, cmp_places);
  return st;
}
