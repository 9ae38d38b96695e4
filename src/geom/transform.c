#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "geom/crs.h"
#include "geom/crs_pj.h"

struct wg_transform {
  PJ_CONTEXT *pc;
  PJ *op; /* NULL: identity */
};

static wg_status build(wg_ctx *ctx, wg_transform *t, const char *from, const char *to,
                       bool allow_ballpark) {
  PJ *a = NULL, *b = NULL;
  wg_status st = wg_pj_parse(ctx, t->pc, from, &a);
  if (st == WG_OK) st = wg_pj_parse(ctx, t->pc, to, &b);
  if (st == WG_OK &&
      !proj_is_equivalent_to_with_ctx(t->pc, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS))
    st = find_operation(ctx, t, a, b, allow_ballpark);
  proj_destroy(a);
  proj_destroy(b);
  return st;
}

static wg_status build_lonlat(wg_ctx *ctx, wg_transform *t, const char *from) {
  PJ *a = NULL;
  WG_TRY(wg_pj_parse(ctx, t->pc, from, &a));
  PJ *b = proj_crs_get_geodetic_crs(t->pc, a);
  if (b) wg_pj_replace(&b, proj_crs_demote_to_2D(t->pc, NULL, b));
  bool bound = proj_get_type(a) == PJ_TYPE_BOUND_CRS;
  if (bound) wg_pj_replace(&a, proj_get_source_crs(t->pc, a));
  if (b) t->op = operation(t->pc, a, b, true);
  proj_destroy(a);
  proj_destroy(b);
  return t->op ? WG_OK
               : wg_fail(ctx, WG_ERR_DATA,
                         "\"%.200s\" does not lead to longitude and "
                         "latitude; give a geographic or projected CRS",
                         from);
}

static wg_transform *new_transform(void) {
  wg_transform *t = WG_NEW0(wg_transform, 1);
  if (t && !(t->pc = wg_pj_context())) {
    wg_free(t);
    t = NULL;
  }
  return t;
}

static wg_status hand_over(wg_status st, wg_transform *t, wg_transform **out) {
  if (st == WG_OK)
    *out = t;
  else
    wg_transform_free(t);
  return st;
}

wg_status wg_transform_new(wg_ctx *ctx, const char *from, const char *to, bool allow_ballpark,
                           wg_transform **out) {
  *out = NULL;
  wg_transform *t = new_transform();
  return t ? hand_over(build(ctx, t, from, to, allow_ballpark), t, out) : wg_nomem(ctx);
}

wg_status wg_transform_new_lonlat(wg_ctx *ctx, const char *from, wg_transform **out) {
  *out = NULL;
  wg_transform *t = new_transform();
  return t ? hand_over(build_lonlat(ctx, t, from), t, out) : wg_nomem(ctx);
}

wg_transform *wg_transform_clone(const wg_transform *t) {
  wg_transform *c = new_transform();
  if (!c) return NULL;
  if (t->op) c->op = proj_clone(c->pc, t->op);
  if (c->op || !t->op) return c;
  wg_transform_free(c);
  return NULL;
}

void wg_transform_free(wg_transform *t) {
  if (!t) return;
  proj_destroy(t->op);
  if (t->pc) proj_context_destroy(t->pc);
  wg_free(t);
}

bool wg_transform_is_identity(const wg_transform *t) { return t->op == NULL; }

bool wg_transform_points(wg_transform *t, double *xy, size_t n) {
  if (!t->op || n == 0) return true;
  const size_t step = 2 * sizeof *xy;
  proj_trans_generic(t->op, PJ_FWD, xy, step, n, xy + 1, step, n, NULL, 0, 0, NULL, 0, 0);
  proj_errno_reset(t->op);
  bool ok = true;
  for (size_t i = 0; i < 2 * n; i++) ok &= isfinite(xy[i]) != 0;
  return ok;
}
