#include "geom/crs.h"

#include <math.h>
#include <proj.h>
#include <proj_experimental.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct wg_transform {
  PJ_CONTEXT *pc;
  PJ *op;        /* NULL: identity */
};

/* ---- reading a CRS -------------------------------------------------------- */

static void quiet(void *user, int level, const char *text) {
  (void)user, (void)level, (void)text;
}

static PJ_CONTEXT *new_context(void) {
  PJ_CONTEXT *pc = proj_context_create();
  if (!pc) return NULL;
  proj_log_func(pc, NULL, quiet); /* else PROJ writes to stderr */
  proj_context_set_enable_network(pc, 0);
  return pc;
}

/* Replaces *pj by what `next` made of it, if anything. */
static void replace(PJ **pj, PJ *next) {
  if (!next) return;
  proj_destroy(*pj);
  *pj = next;
}

/* A PROJ string means a CRS only with +type=crs, which people leave out. */
static PJ *create(PJ_CONTEXT *pc, const char *text) {
  if (!strstr(text, "proj=") || strstr(text, "type=crs") || strchr(text, '[') ||
      strstr(text, "pipeline"))
    return proj_create(pc, text);
  size_t n = strlen(text) + sizeof " +type=crs";
  char *full = wg_alloc(n);
  if (!full) return NULL;
  snprintf(full, n, "%s +type=crs", text);
  PJ *pj = proj_create(pc, full);
  wg_free(full);
  return pj;
}

/* The horizontal part of the CRS written in `text`; NULL when it is none. */
static PJ *parse(PJ_CONTEXT *pc, const char *text) {
  PJ *pj = create(pc, text);
  if (pj && proj_get_type(pj) == PJ_TYPE_COMPOUND_CRS) replace(&pj, proj_crs_get_sub_crs(pc, pj, 0));
  if (pj && proj_is_crs(pj)) replace(&pj, proj_crs_demote_to_2D(pc, NULL, pj));
  if (pj && !proj_is_crs(pj)) {
    proj_destroy(pj);
    pj = NULL;
  }
  return pj;
}

static wg_status parse_or_fail(wg_ctx *ctx, PJ_CONTEXT *pc, const char *text, PJ **out) {
  *out = parse(pc, text);
  if (*out) return WG_OK;
  return wg_fail(ctx, WG_ERR_USAGE, "\"%.200s\" is no coordinate reference system that PROJ knows; "
                 "write EPSG:NUMBER, a PROJ string or WKT", text);
}

/* ---- describing ----------------------------------------------------------- */

/* Name of the datum that coordinates refer to: of a bound CRS (+towgs84) the
 * one its parameters lead to. */
static void datum_name(PJ_CONTEXT *pc, const PJ *crs, char *out, size_t cap) {
  bool bound = proj_get_type(crs) == PJ_TYPE_BOUND_CRS;
  PJ *hub = bound ? proj_get_target_crs(pc, crs) : NULL;
  PJ *geodetic = proj_crs_get_geodetic_crs(pc, hub ? hub : crs);
  PJ *datum = geodetic ? proj_crs_get_datum_forced(pc, geodetic) : NULL;
  const char *name = datum ? proj_get_name(datum) : NULL;
  snprintf(out, cap, "%s", name ? name : "");
  proj_destroy(datum);
  proj_destroy(geodetic);
  proj_destroy(hub);
}

static bool axes_metric(PJ_CONTEXT *pc, const PJ *crs) {
  PJ *cs = proj_crs_get_coordinate_system(pc, crs);
  bool ok = cs && proj_cs_get_axis_count(pc, cs) >= 2;
  for (int i = 0; ok && i < 2; i++) {
    double factor = 0;
    ok = proj_cs_get_axis_info(pc, cs, i, NULL, NULL, NULL, &factor, NULL, NULL, NULL) && factor == 1;
  }
  proj_destroy(cs);
  return ok;
}

static void set_authority(const PJ *crs, wg_crs_info *out) {
  const char *authority = proj_get_id_auth_name(crs, 0), *code = proj_get_id_code(crs, 0);
  if (!authority || !code) return;
  snprintf(out->crs, sizeof out->crs, "%.30s:%.30s", authority, code);
  if (strcmp(authority, "EPSG") == 0) out->srid = atoi(code);
}

/* WKT of other programs carries no number: ask the database who it is. */
static void identify(PJ_CONTEXT *pc, const PJ *crs, wg_crs_info *out) {
  int *confidence = NULL;
  PJ_OBJ_LIST *list = proj_identify(pc, crs, "EPSG", NULL, &confidence);
  if (list && proj_list_get_count(list) > 0 && confidence[0] >= 90) {
    PJ *found = proj_list_get(pc, list, 0);
    if (found) set_authority(found, out);
    proj_destroy(found);
  }
  proj_int_list_destroy(confidence);
  proj_list_destroy(list);
}

static void set_wkt(PJ_CONTEXT *pc, const PJ *crs, wg_crs_info *out) {
  const char *const options[] = {"MULTILINE=NO", NULL};
  const char *wkt = proj_as_wkt(pc, crs, PJ_WKT2_2019, options);
  if (wkt && strlen(wkt) < sizeof out->wkt) memcpy(out->wkt, wkt, strlen(wkt) + 1);
}

static void set_area(PJ_CONTEXT *pc, const PJ *crs, wg_crs_info *out) {
  double *w = &out->lon_min, *s = &out->lat_min, *e = &out->lon_max, *n = &out->lat_max;
  if (!proj_get_area_of_use(pc, crs, w, s, e, n, NULL) || *w < -180) *w = *s = *e = *n = NAN;
}

static void describe(PJ_CONTEXT *pc, PJ *crs, wg_crs_info *out) {
  char datum[128];
  datum_name(pc, crs, datum, sizeof datum);
  bool bound = proj_get_type(crs) == PJ_TYPE_BOUND_CRS;
  PJ *inner = bound ? proj_get_source_crs(pc, crs) : NULL;
  PJ *plain = inner ? inner : crs;
  PJ_TYPE type = proj_get_type(plain);
  const char *name = proj_get_name(plain);
  snprintf(out->name, sizeof out->name, "%s", name ? name : "");
  out->geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
  out->metric = type == PJ_TYPE_PROJECTED_CRS && axes_metric(pc, plain);
  out->chinese = strcmp(datum, "China 2000") == 0;
  set_wkt(pc, crs, out);
  set_area(pc, plain, out);
  if (!bound) set_authority(crs, out); /* a bound CRS is not the listed one */
  if (!bound && !out->crs[0]) identify(pc, crs, out);
  proj_destroy(inner);
}

wg_status wg_crs_describe(wg_ctx *ctx, const char *crs, wg_crs_info *out) {
  *out = (wg_crs_info){0};
  PJ_CONTEXT *pc = new_context();
  if (!pc) return wg_nomem(ctx);
  PJ *pj = NULL;
  wg_status st = parse_or_fail(ctx, pc, crs, &pj);
  if (st == WG_OK) describe(pc, pj, out);
  proj_destroy(pj);
  proj_context_destroy(pc);
  return st;
}

/* ---- transforming --------------------------------------------------------- */

/* Beginnings of the names of datums that realise the ITRS, so that a null shift
 * between any two errs by their realisation and epoch only. */
static const char *const modern[] = {
    "World Geodetic System 1984", "WGS", "China 2000", "European Terrestrial Reference",
    "ETRF", "EUREF", "North American Datum 1983", "NAD83", "Geocentric Datum of Australia",
    "Australian Terrestrial Reference", "New Zealand Geodetic Datum 2000", "Taiwan Datum 1997",
    "Taiwan Datum 2020", "Japanese Geodetic Datum", "Geocentric datum of Korea", "Korea 2000",
    "Korean Geodetic Datum 2002", "Sistema de Referencia Geocentrico", "SIRGAS",
    "Marco Geocentrico Nacional", "Posiciones Geodesicas Argentinas 2007",
    "Mexico ITRF", "International Terrestrial Reference", "ITRF", "IGS", "IGb",
    "Parametry Zemli 1990", "Parametrop Zemp 1990", "PZ-90", "Geodezicheskaya Sistema Koordinat",
    "Reseau Geodesique Francais 1993", "Reseau Geodesique de", "Swiss Terrestrial Reference",
    "IRENET95", "Rete Dinamica Nazionale", "Estonia 1997", "Latvia 1992", "LKS",
    "Lithuania 1994", "Hartebeesthoek94", "Israel Geodetic Datum 2005", "Datum Geodesi Nasional",
    "Sistem Referensi Geospasial Indonesia", "Geocentric Datum Brunei Darussalam",
    "Geodetic Datum of Malaysia", "SVY21", "Vietnam 2000", "Lao National Datum 1997",
    "Turkish National Reference Frame", "Saudi Arabia National Spatial Reference",
    "Kazakhstan", "MONREF", "Tonga", "Papua New Guinea Geodetic Datum 1994"};

static bool is_modern(PJ_CONTEXT *pc, const PJ *crs, char *name, size_t cap) {
  datum_name(pc, crs, name, cap);
  for (size_t i = 0; i < sizeof modern / sizeof *modern; i++)
    if (strncmp(name, modern[i], strlen(modern[i])) == 0) return true;
  return false;
}

/* Datums of China whose published parameters hold for oil fields only, while
 * PROJ would use them everywhere; a bound CRS brings its own and is fine. */
static bool local_parameters_only(PJ_CONTEXT *pc, const PJ *crs) {
  char name[128];
  datum_name(pc, crs, name, sizeof name);
  return strcmp(name, "Beijing 1954") == 0 || strcmp(name, "Xian 1980") == 0 ||
         strcmp(name, "New Beijing") == 0;
}

static bool same_datum(PJ_CONTEXT *pc, const PJ *a, const PJ *b) {
  char na[128], nb[128];
  datum_name(pc, a, na, sizeof na);
  datum_name(pc, b, nb, sizeof nb);
  return na[0] && strcmp(na, nb) == 0;
}

static PJ *operation(PJ_CONTEXT *pc, const PJ *from, const PJ *to, bool ballpark) {
  const char *const options[] = {ballpark ? "ALLOW_BALLPARK=YES" : "ALLOW_BALLPARK=NO", NULL};
  PJ *op = proj_create_crs_to_crs_from_pj(pc, from, to, NULL, options);
  if (op) replace(&op, proj_normalize_for_visualization(pc, op));
  return op;
}

static wg_status refuse(wg_ctx *ctx, const PJ *from, const PJ *to) {
  return wg_fail(ctx, WG_ERR_DATA,
                 "\"%s\" to \"%s\": no published parameters join their datums, so the result could "
                 "be off by 100 m; give a source CRS with +towgs84=... (7 parameters), or accept "
                 "the error with --allow-ballpark", proj_get_name(from), proj_get_name(to));
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
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" to \"%s\": PROJ knows no way between them; "
                   "transform the data first", proj_get_name(from), proj_get_name(to));
  if (strcmp(a, b) != 0)
    wg_log(ctx, harmless ? WG_LOG_INFO : WG_LOG_WARN, "\"%s\" to \"%s\": taken as the same datum, %s",
           proj_get_name(from), proj_get_name(to),
           harmless ? "they differ by 1 to 2 m at most" : "as --allow-ballpark says; may be off by 100 m");
  return WG_OK;
}

static wg_status build(wg_ctx *ctx, wg_transform *t, const char *from, const char *to,
                       bool allow_ballpark) {
  PJ *a = NULL, *b = NULL;
  wg_status st = parse_or_fail(ctx, t->pc, from, &a);
  if (st == WG_OK) st = parse_or_fail(ctx, t->pc, to, &b);
  if (st == WG_OK &&
      !proj_is_equivalent_to_with_ctx(t->pc, a, b, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS))
    st = find_operation(ctx, t, a, b, allow_ballpark);
  proj_destroy(a);
  proj_destroy(b);
  return st;
}

static wg_status build_lonlat(wg_ctx *ctx, wg_transform *t, const char *from) {
  PJ *a = NULL;
  WG_TRY(parse_or_fail(ctx, t->pc, from, &a));
  PJ *b = proj_crs_get_geodetic_crs(t->pc, a);
  if (b) replace(&b, proj_crs_demote_to_2D(t->pc, NULL, b));
  bool bound = proj_get_type(a) == PJ_TYPE_BOUND_CRS;
  if (bound) replace(&a, proj_get_source_crs(t->pc, a));
  if (b) t->op = operation(t->pc, a, b, true);
  proj_destroy(a);
  proj_destroy(b);
  return t->op ? WG_OK : wg_fail(ctx, WG_ERR_DATA, "\"%.200s\" does not lead to longitude and "
                                 "latitude; give a geographic or projected CRS", from);
}

static wg_transform *new_transform(void) {
  wg_transform *t = WG_NEW0(wg_transform, 1);
  if (t && !(t->pc = new_context())) {
    wg_free(t);
    t = NULL;
  }
  return t;
}

static wg_status hand_over(wg_status st, wg_transform *t, wg_transform **out) {
  if (st == WG_OK) *out = t;
  else wg_transform_free(t);
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
