#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "geom/crs.h"
#include "geom/crs_pj.h"
#include "geom/datum.h"
#include "geom/gcj02.h"

typedef enum shift_kind { SHIFT_NONE, SHIFT_GCJ02, SHIFT_BD09 } shift_kind;

/* Steps in the order of this list; each may be missing. */
struct wg_transform {
  PJ_CONTEXT *pc;
  bool swap;  /* the columns */
  PJ *before; /* to the plane that the similarity starts from */
  bool plane; /* a similarity: x' = x0 + a x - b y, y' = y0 + b x + a y */
  double x0, y0, a, b;
  shift_kind shift; /* of degrees */
  PJ *op;
};

/* ---- reading what the numbers are in --------------------------------------- */

static shift_kind shift_of(const char *from) {
  return strcasecmp(from, "gcj02") == 0  ? SHIFT_GCJ02
         : strcasecmp(from, "bd09") == 0 ? SHIFT_BD09
                                         : SHIFT_NONE;
}

const char *wg_crs_shift_name(const char *from) {
  static const char *const name[] = {NULL, "gcj02", "bd09"};
  return name[shift_of(wg_crs_unswapped(from, NULL))];
}

const char *wg_crs_unswapped(const char *from, bool *swapped) {
  static const char prefix[] = "swapped:";
  bool is = strncasecmp(from, prefix, sizeof prefix - 1) == 0;
  if (swapped) *swapped = is;
  return is ? from + sizeof prefix - 1 : from;
}

/* What the shifts lead to: WGS 84, or CGCS2000 where the target is on it. The two differ by less than a
 * metre, which nobody can convert. */
static const char *base_of_shifts(PJ_CONTEXT *pc, const PJ *to) {
  char name[128] = "";
  if (to) wg_pj_datum_name(pc, to, name, sizeof name);
  return strcmp(name, "China 2000") == 0 ? "EPSG:4490" : "EPSG:4326";
}

/* Sets swap, plane and shift; the CRS that t->op is to lead from, to `to` (may be NULL), goes to *crs. */
static wg_status begin(wg_ctx *ctx, wg_transform *t, const char *from, const wg_datum *d,
                       const PJ *to, PJ **crs) {
  if (!from) from = d && d->crs ? d->crs : "";
  from = wg_crs_unswapped(from, &t->swap);
  t->shift = shift_of(from);
  if (t->shift != SHIFT_NONE) return wg_pj_parse(ctx, t->pc, base_of_shifts(t->pc, to), crs);
  if (!d) return wg_pj_parse(ctx, t->pc, from, crs);
  if (d->method == WG_DATUM_HELMERT) return wg_datum_bind(ctx, t->pc, d, from, crs);
  t->plane = true;
  t->x0 = d->shift[0], t->y0 = d->shift[1], t->a = d->a, t->b = d->b;
  WG_TRY(wg_datum_before(ctx, t->pc, d, from, &t->before));
  return wg_pj_parse(ctx, t->pc, d->target, crs);
}

/* ---- making ----------------------------------------------------------------- */

static wg_status build(wg_ctx *ctx, wg_transform *t, const char *from, const wg_datum *d,
                       const char *to, bool allow_ballpark) {
  PJ *a = NULL, *b = NULL;
  wg_status st = wg_pj_parse(ctx, t->pc, to, &b);
  if (st == WG_OK) st = begin(ctx, t, from, d, b, &a);
  if (st == WG_OK &&
      !proj_is_equivalent_to_with_ctx(t->pc, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS))
    st = wg_pj_operation(ctx, t->pc, a, b, allow_ballpark, &t->op);
  proj_destroy(a);
  proj_destroy(b);
  return st;
}

static wg_status build_lonlat(wg_ctx *ctx, wg_transform *t, const char *from, const wg_datum *d) {
  PJ *a = NULL;
  wg_status st = begin(ctx, t, from, d, NULL, &a);
  PJ *b = st == WG_OK ? proj_crs_get_geodetic_crs(t->pc, a) : NULL;
  if (b) wg_pj_replace(&b, proj_crs_demote_to_2D(t->pc, NULL, b));
  bool bound = a && proj_get_type(a) == PJ_TYPE_BOUND_CRS;
  if (bound) wg_pj_replace(&a, proj_get_source_crs(t->pc, a));
  if (b) t->op = wg_pj_any_operation(t->pc, a, b, true);
  proj_destroy(a);
  proj_destroy(b);
  if (st != WG_OK || t->op) return st;
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%.200s\" does not lead to longitude and "
                 "latitude; give a geographic or projected CRS",
                 d ? "the parameters" : from);
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

wg_status wg_transform_new_by(wg_ctx *ctx, const char *from, const wg_datum *d, const char *to,
                              bool allow_ballpark, wg_transform **out) {
  *out = NULL;
  wg_transform *t = new_transform();
  return t ? hand_over(build(ctx, t, from, d, to, allow_ballpark), t, out) : wg_nomem(ctx);
}

wg_status wg_transform_new_lonlat_by(wg_ctx *ctx, const char *from, const wg_datum *d,
                                     wg_transform **out) {
  *out = NULL;
  wg_transform *t = new_transform();
  return t ? hand_over(build_lonlat(ctx, t, from, d), t, out) : wg_nomem(ctx);
}

wg_status wg_transform_new(wg_ctx *ctx, const char *from, const char *to, bool allow_ballpark,
                           wg_transform **out) {
  return wg_transform_new_by(ctx, from, NULL, to, allow_ballpark, out);
}

wg_status wg_transform_new_lonlat(wg_ctx *ctx, const char *from, wg_transform **out) {
  return wg_transform_new_lonlat_by(ctx, from, NULL, out);
}

static bool clone_op(PJ_CONTEXT *pc, const PJ *from, PJ **to) {
  *to = from ? proj_clone(pc, from) : NULL;
  return !from || *to;
}

wg_transform *wg_transform_clone(const wg_transform *t) {
  wg_transform *c = new_transform();
  if (!c) return NULL;
  PJ_CONTEXT *pc = c->pc;
  *c = *t;
  c->pc = pc;
  c->op = NULL;
  if (clone_op(pc, t->before, &c->before) && clone_op(pc, t->op, &c->op)) return c;
  wg_transform_free(c);
  return NULL;
}

void wg_transform_free(wg_transform *t) {
  if (!t) return;
  proj_destroy(t->before);
  proj_destroy(t->op);
  if (t->pc) proj_context_destroy(t->pc);
  wg_free(t);
}

/* ---- using ------------------------------------------------------------------ */

bool wg_transform_is_identity(const wg_transform *t) {
  return !t->op && !t->before && !t->plane && !t->swap && t->shift == SHIFT_NONE;
}

static void swap_columns(double *xy, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double x = xy[2 * i];
    xy[2 * i] = xy[2 * i + 1];
    xy[2 * i + 1] = x;
  }
}

static void turn(const wg_transform *t, double *xy, size_t n) {
  for (size_t i = 0; i < n; i++) {
    double x = xy[2 * i], y = xy[2 * i + 1];
    xy[2 * i] = t->x0 + (t->a * x - t->b * y);
    xy[2 * i + 1] = t->y0 + (t->b * x + t->a * y);
  }
}

static void run(PJ *op, double *xy, size_t n) {
  const size_t step = 2 * sizeof *xy;
  proj_trans_generic(op, PJ_FWD, xy, step, n, xy + 1, step, n, NULL, 0, 0, NULL, 0, 0);
  proj_errno_reset(op);
}

bool wg_transform_points(wg_transform *t, double *xy, size_t n) {
  if (n == 0 || wg_transform_is_identity(t)) return true;
  if (t->swap) swap_columns(xy, n);
  if (t->before) run(t->before, xy, n);
  if (t->plane) turn(t, xy, n);
  if (t->shift == SHIFT_GCJ02) wg_gcj02_to_wgs84(xy, n);
  if (t->shift == SHIFT_BD09) wg_bd09_to_wgs84(xy, n);
  if (t->op) run(t->op, xy, n);
  bool ok = true;
  for (size_t i = 0; i < 2 * n; i++) ok &= isfinite(xy[i]) != 0;
  return ok;
}
