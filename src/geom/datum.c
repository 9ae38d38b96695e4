#include "geom/datum.h"

#include <math.h>
#include <string.h>

#include "geom/crs_pj.h"

#define ARC_SECOND (3.14159265358979323846 / 180 / 3600)

static PJ_PARAM_DESCRIPTION parameter(const char *name, const char *code, double value,
                                      const char *unit, double factor, PJ_UNIT_TYPE type) {
  return (PJ_PARAM_DESCRIPTION){name, "EPSG", code, value, unit, factor, type};
}

/* The seven parameters as PROJ's object, between geographic CRS. */
static PJ *helmert(PJ_CONTEXT *pc, const wg_datum *d, PJ *from, PJ *to) {
  const PJ_PARAM_DESCRIPTION p[7] = {
      parameter("X-axis translation", "8605", d->shift[0], "metre", 1, PJ_UT_LINEAR),
      parameter("Y-axis translation", "8606", d->shift[1], "metre", 1, PJ_UT_LINEAR),
      parameter("Z-axis translation", "8607", d->shift[2], "metre", 1, PJ_UT_LINEAR),
      parameter("X-axis rotation", "8608", d->rotation[0], "arc-second", ARC_SECOND, PJ_UT_ANGULAR),
      parameter("Y-axis rotation", "8609", d->rotation[1], "arc-second", ARC_SECOND, PJ_UT_ANGULAR),
      parameter("Z-axis rotation", "8610", d->rotation[2], "arc-second", ARC_SECOND, PJ_UT_ANGULAR),
      parameter("Scale difference", "8611", d->scale_ppm, "parts per million", 1e-6, PJ_UT_SCALE)};
  bool frame = d->coordinate_frame;
  return proj_create_transformation(pc, "parameters of a file", NULL, NULL, from, to, NULL,
                                    frame ? "Coordinate Frame rotation (geog2D domain)"
                                          : "Position Vector transformation (geog2D domain)",
                                    "EPSG", frame ? "9607" : "9606", 7, p, -1);
}

wg_status wg_datum_bind(wg_ctx *ctx, PJ_CONTEXT *pc, const wg_datum *d, const char *from,
                        PJ **out) {
  PJ *base = NULL, *hub = NULL, *geodetic = NULL, *shift = NULL;
  *out = NULL;
  wg_status st = wg_pj_parse(ctx, pc, from, &base);
  if (st == WG_OK) st = wg_pj_parse(ctx, pc, d->target, &hub);
  if (st == WG_OK) geodetic = proj_crs_get_geodetic_crs(pc, base);
  if (geodetic) shift = helmert(pc, d, geodetic, hub);
  if (shift) *out = proj_crs_create_bound_crs(pc, base, hub, shift);
  if (st == WG_OK && !*out)
    st = wg_fail(ctx, WG_ERR_DATA, "the seven parameters do not fit their CRS; check its keys");
  proj_destroy(shift);
  proj_destroy(geodetic);
  proj_destroy(hub);
  proj_destroy(base);
  return st;
}

wg_status wg_datum_before(wg_ctx *ctx, PJ_CONTEXT *pc, const wg_datum *d, const char *from,
                          PJ **out) {
  PJ *a = NULL, *b = NULL;
  *out = NULL;
  if (!d->crs || strcmp(from, d->crs) == 0) return WG_OK;
  wg_status st = wg_pj_parse(ctx, pc, from, &a);
  if (st == WG_OK) st = wg_pj_parse(ctx, pc, d->crs, &b);
  if (st == WG_OK &&
      !proj_is_equivalent_to_with_ctx(pc, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS))
    st = wg_pj_operation(ctx, pc, a, b, false, out);
  proj_destroy(a);
  proj_destroy(b);
  return st;
}

bool wg_datum_leads_from(const wg_datum *d, const char *crs) {
  PJ_CONTEXT *pc = d->crs ? wg_pj_context() : NULL;
  wg_ctx quiet = {.threads = 1};
  PJ *a = NULL, *b = NULL;
  bool same = pc && wg_pj_parse(&quiet, pc, d->crs, &a) == WG_OK &&
              wg_pj_parse(&quiet, pc, crs, &b) == WG_OK && wg_pj_same_datum(pc, a, b);
  proj_destroy(a);
  proj_destroy(b);
  if (pc) proj_context_destroy(pc);
  return same;
}

/* ---- checks ------------------------------------------------------------------ */

static wg_status known(wg_ctx *ctx, const char *key, const char *crs, wg_crs_info *info) {
  wg_status st = wg_crs_describe(ctx, crs, info);
  return st != WG_ERR_USAGE
             ? st
             : wg_fail(ctx, WG_ERR_DATA,
                       "\"%s\" is no coordinate reference system that PROJ knows; write "
                       "EPSG:NUMBER or a PROJ string",
                       key);
}

wg_status wg_datum_check(wg_ctx *ctx, const wg_datum *d) {
  wg_crs_info from, to;
  bool helmert = d->method == WG_DATUM_HELMERT;
  if (d->crs) {
    WG_TRY(known(ctx, "crs", d->crs, &from));
    if (strstr(from.wkt, "BOUNDCRS"))
      return wg_fail(ctx, WG_ERR_DATA,
                     "\"crs\" brings parameters of its own; leave them out of it");
    if (!helmert && !from.metric)
      return wg_fail(
          ctx, WG_ERR_DATA,
          "\"crs\" is no plane in metres, which four parameters start from; name that, or "
          "leave it out");
  } else if (helmert) {
    return wg_fail(ctx, WG_ERR_DATA, "\"crs\" is missing: seven parameters need the ellipsoid");
  }
  WG_TRY(known(ctx, "target", d->target, &to));
  if (helmert ? !to.geographic : !to.metric)
    return wg_fail(
        ctx, WG_ERR_DATA, "\"target\" is no %s, which %s lead to; name such a one",
        helmert ? "geographic CRS such as EPSG:4490" : "plane in metres such as EPSG:4549",
        helmert ? "seven parameters" : "four parameters");
  wg_transform *t;
  WG_TRY(wg_transform_new_by(ctx, NULL, d, d->target, false, &t));
  wg_transform_free(t);
  return WG_OK;
}
