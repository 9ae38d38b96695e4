#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "geom/crs.h"
#include "geom/crs_pj.h"

struct wg_transform {
  PJ_CONTEXT *pc;
  PJ *op; /* NULL: identity */
};

/* Beginnings of the names of datums that realise the ITRS, so that a null shift
 * between any two errs by their realisation and epoch only. */
static const char *const modern[] = {"World Geodetic System 1984",
                                     "WGS",
                                     "China 2000",
                                     "European Terrestrial Reference",
                                     "ETRF",
                                     "EUREF",
                                     "North American Datum 1983",
                                     "NAD83",
                                     "Geocentric Datum of Australia",
                                     "Australian Terrestrial Reference",
                                     "New Zealand Geodetic Datum 2000",
                                     "Taiwan Datum 1997",
                                     "Taiwan Datum 2020",
                                     "Japanese Geodetic Datum",
                                     "Geocentric datum of Korea",
                                     "Korea 2000",
                                     "Korean Geodetic Datum 2002",
                                     "Sistema de Referencia Geocentrico",
                                     "SIRGAS",
                                     "Marco Geocentrico Nacional",
                                     "Posiciones Geodesicas Argentinas 2007",
                                     "Mexico ITRF",
                                     "International Terrestrial Reference",
                                     "ITRF",
                                     "IGS",
                                     "IGb",
                                     "Parametry Zemli 1990",
                                     "Parametrop Zemp 1990",
                                     "PZ-90",
                                     "Geodezicheskaya Sistema Koordinat",
                                     "Reseau Geodesique Francais 1993",
                                     "Reseau Geodesique de",
                                     "Swiss Terrestrial Reference",
                                     "IRENET95",
                                     "Rete Dinamica Nazionale",
                                     "Estonia 1997",
                                     "Latvia 1992",
                                     "LKS",
                                     "Lithuania 1994",
                                     "Hartebeesthoek94",
                                     "Israel Geodetic Datum 2005",
                                     "Datum Geodesi Nasional",
                                     "Sistem Referensi Geospasial Indonesia",
                                     "Geocentric Datum Brunei Darussalam",
                                     "Geodetic Datum of Malaysia",
                                     "SVY21",
                                     "Vietnam 2000",
                                     "Lao National Datum 1997",
                                     "Turkish National Reference Frame",
                                     "Saudi Arabia National Spatial Reference",
                                     "Kazakhstan",
                                     "MONREF",
                                     "Tonga",
                                     "Papua New Guinea Geodetic Datum 1994"};

static bool is_modern(PJ_CONTEXT *pc, const PJ *crs, char *name, size_t cap) {
  wg_pj_datum_name(pc, crs, name, cap);
  for (size_t i = 0; i < sizeof modern / sizeof *modern; i++)
    if (strncmp(name, modern[i], strlen(modern[i])) == 0) return true;
  return false;
}

/* Datums of China whose published parameters hold for oil fields only, while
 * PROJ would use them everywhere; a bound CRS brings its own and is fine. */
static bool local_parameters_only(PJ_CONTEXT *pc, const PJ *crs) {
  char name[128];
  wg_pj_datum_name(pc, crs, name, sizeof name);
  return strcmp(name, "Beijing 1954") == 0 || strcmp(name, "Xian 1980") == 0 ||
         strcmp(name, "New Beijing") == 0;
}

static bool same_datum(PJ_CONTEXT *pc, const PJ *a, const PJ *b) {
  char na[128], nb[128];
  wg_pj_datum_name(pc, a, na, sizeof na);
  wg_pj_datum_name(pc, b, nb, sizeof nb);
  return na[0] && strcmp(na, nb) == 0;
}

static PJ *operation(PJ_CONTEXT *pc, const PJ *from, const PJ *to, bool ballpark) {
  const char *const options[] = {ballpark ? "ALLOW_BALLPARK=YES" : "ALLOW_BALLPARK=NO", NULL};
  PJ *op = proj_create_crs_to_crs_from_pj(pc, from, to, NULL, options);
  if (op) wg_pj_replace(&op, proj_normalize_for_visualization(pc, op));
  return op;
}

static wg_status refuse(wg_ctx *ctx, const PJ *from, const PJ *to) {
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" to \"%s\": no published parameters join their datums, so the result could "
                 "be off by 100 m; give a source CRS with +towgs84=... (7 parameters), or accept "
                 "the error with --allow-ballpark",
                 proj_get_name(from), proj_get_name(to));
}

/* Real parameters if there are any, else the null shift where that is harmless or allowed. */
static wg_status find_operation(wg_ctx *ctx, wg_transform *t, const PJ *from, const PJ *to,
                                bool allow_ballpark) {
  char a[128], b[128];
  bool doubtful = !same_datum(t->pc, from, to) &&
                  (local_parameters_only(t->pc, from) || local_parameters_only(t->pc, to));
  if (!doubtful) t->op = operation(t->pc, from, to, false);
  if (t->op) return WG_OK;
  bool harmless = is_modern(t->pc, from, a, sizeof a) & is_modern(t->pc, to, b, sizeof b);
  if (!harmless && !allow_ballpark) return refuse(ctx, from, to);
  t->op = operation(t->pc, from, to, true);
  if (!t->op)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" to \"%s\": PROJ knows no way between them; "
                   "transform the data first",
                   proj_get_name(from), proj_get_name(to));
  if (strcmp(a, b) != 0)
    wg_log(ctx, harmless ? WG_LOG_INFO : WG_LOG_WARN,
           "\"%s\" to \"%s\": taken as the same datum, %s", proj_get_name(from), proj_get_name(to),
           harmless ? "they differ by 1 to 2 m at most"
                    : "as --allow-ballpark says; may be off by 100 m");
  return WG_OK;
}

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
