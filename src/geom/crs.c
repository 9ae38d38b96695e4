#include "geom/crs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "geom/crs_pj.h"

/* ---- reading a CRS -------------------------------------------------------- */

static void quiet(void *user, int level, const char *text) { (void)user, (void)level, (void)text; }

PJ_CONTEXT *wg_pj_context(void) {
  PJ_CONTEXT *pc = proj_context_create();
  if (!pc) return NULL;
  proj_log_func(pc, NULL, quiet); /* else PROJ writes to stderr */
  proj_context_set_enable_network(pc, 0);
  return pc;
}

void wg_pj_replace(PJ **pj, PJ *next) {
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
  if (pj && proj_get_type(pj) == PJ_TYPE_COMPOUND_CRS)
    wg_pj_replace(&pj, proj_crs_get_sub_crs(pc, pj, 0));
  if (pj && proj_is_crs(pj)) wg_pj_replace(&pj, proj_crs_demote_to_2D(pc, NULL, pj));
  if (pj && !proj_is_crs(pj)) {
    proj_destroy(pj);
    pj = NULL;
  }
  return pj;
}

wg_status wg_pj_parse(wg_ctx *ctx, PJ_CONTEXT *pc, const char *text, PJ **out) {
  *out = parse(pc, text);
  if (*out) return WG_OK;
  return wg_fail(ctx, WG_ERR_USAGE,
                 "\"%.200s\" is no coordinate reference system that PROJ knows; "
                 "write EPSG:NUMBER, a PROJ string or WKT",
                 text);
}

/* ---- describing ----------------------------------------------------------- */

void wg_pj_datum_name(PJ_CONTEXT *pc, const PJ *crs, char *out, size_t cap) {
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

/* Metres a unit of both axes; 0 where they differ. */
static double axes_unit(PJ_CONTEXT *pc, const PJ *crs) {
  PJ *cs = proj_crs_get_coordinate_system(pc, crs);
  double unit[2] = {0, 1};
  bool ok = cs && proj_cs_get_axis_count(pc, cs) >= 2;
  for (int i = 0; ok && i < 2; i++)
    ok = proj_cs_get_axis_info(pc, cs, i, NULL, NULL, NULL, &unit[i], NULL, NULL, NULL);
  proj_destroy(cs);
  return ok && unit[0] == unit[1] ? unit[0] : 0;
}

static void set_authority(const PJ *crs, wg_crs_info *out) {
  const char *authority = proj_get_id_auth_name(crs, 0), *code = proj_get_id_code(crs, 0);
  if (!authority || !code) return;
  snprintf(out->crs, sizeof out->crs, "%.30s:%.30s", authority, code);
  if (strcmp(authority, "EPSG") == 0) out->srid = (int)strtol(code, NULL, 10);
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
  wg_pj_datum_name(pc, crs, datum, sizeof datum);
  bool bound = proj_get_type(crs) == PJ_TYPE_BOUND_CRS;
  PJ *inner = bound ? proj_get_source_crs(pc, crs) : NULL;
  PJ *plain = inner ? inner : crs;
  PJ_TYPE type = proj_get_type(plain);
  const char *name = proj_get_name(plain);
  snprintf(out->name, sizeof out->name, "%s", name ? name : "");
  out->geographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
  out->unit_m = type == PJ_TYPE_PROJECTED_CRS ? axes_unit(pc, plain) : 0;
  out->metric = out->unit_m == 1;
  out->chinese = strcmp(datum, "China 2000") == 0;
  set_wkt(pc, crs, out);
  set_area(pc, plain, out);
  if (!bound) set_authority(crs, out); /* a bound CRS is not the listed one */
  if (!bound && !out->crs[0]) identify(pc, crs, out);
  proj_destroy(inner);
}

wg_status wg_crs_describe(wg_ctx *ctx, const char *crs, wg_crs_info *out) {
  *out = (wg_crs_info){0};
  PJ_CONTEXT *pc = wg_pj_context();
  if (!pc) return wg_nomem(ctx);
  PJ *pj = NULL;
  wg_status st = wg_pj_parse(ctx, pc, crs, &pj);
  if (st == WG_OK) describe(pc, pj, out);
  proj_destroy(pj);
  proj_context_destroy(pc);
  return st;
}
