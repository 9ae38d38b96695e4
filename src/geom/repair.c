#include "geom/repair.h"

#include <geos_c.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct wg_repairer {
  GEOSContextHandle_t h;
  GEOSMakeValidParams *structure;
};

static void quiet(const char *text, void *user) { (void)text, (void)user; }

wg_repairer *wg_repairer_new(void) {
  wg_repairer *r = WG_NEW0(wg_repairer, 1);
  if (!r) return NULL;
  r->h = GEOS_init_r();
  if (r->h) {
    GEOSContext_setErrorMessageHandler_r(r->h, quiet, NULL);
    GEOSContext_setNoticeMessageHandler_r(r->h, quiet, NULL);
    r->structure = GEOSMakeValidParams_create_r(r->h);
  }
  if (r->structure) {
    GEOSMakeValidParams_setMethod_r(r->h, r->structure, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(r->h, r->structure, 0);
    return r;
  }
  wg_repairer_free(r);
  return NULL;
}

void wg_repairer_free(wg_repairer *r) {
  if (!r) return;
  if (r->structure) GEOSMakeValidParams_destroy_r(r->h, r->structure);
  if (r->h) GEOS_finish_r(r->h);
  wg_free(r);
}

/* ---- to GEOS -------------------------------------------------------------- */

static GEOSGeometry *ring_to_geos(GEOSContextHandle_t h, const wg_pt *p, uint32_t n) {
  GEOSCoordSequence *s = GEOSCoordSeq_create_r(h, n + 1, 2);
  if (!s) return NULL;
  for (uint32_t i = 0; i <= n; i++)
    GEOSCoordSeq_setXY_r(h, s, i, (double)p[i % n].x, (double)p[i % n].y);
  return GEOSGeom_createLinearRing_r(h, s);
}

static GEOSGeometry *give_up(GEOSContextHandle_t h, GEOSGeometry **g, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) GEOSGeom_destroy_r(h, g[i]);
  wg_free(g);
  return NULL;
}

/* Part r .. end-1. The constructors of GEOS take their pieces over, also when they fail. */
static GEOSGeometry *part_to_geos(GEOSContextHandle_t h, wg_rings g, uint32_t r, uint32_t end) {
  GEOSGeometry **ring = WG_NEW(GEOSGeometry *, end - r), *polygon;
  if (!ring) return NULL;
  for (uint32_t k = 0; k < end - r; k++) {
    const uint32_t *s = g.start + r + k;
    ring[k] = ring_to_geos(h, g.pt + s[0], s[1] - s[0]);
    if (!ring[k]) return give_up(h, ring, k);
  }
  polygon = GEOSGeom_createPolygon_r(h, ring[0], ring + 1, end - r - 1);
  wg_free(ring);
  return polygon;
}

static GEOSGeometry *to_geos(GEOSContextHandle_t h, wg_rings g) {
  GEOSGeometry **part = WG_NEW(GEOSGeometry *, g.n), *all;
  if (!part) return NULL;
  uint32_t n = 0;
  for (uint32_t r = 0, end; r < g.n; r = end, n++) {
    for (end = r + 1; end < g.n && g.hole[end];) end++;
    part[n] = part_to_geos(h, g, r, end);
    if (!part[n]) return give_up(h, part, n);
  }
  all = n == 1 ? part[0] : GEOSGeom_createCollection_r(h, GEOS_MULTIPOLYGON, part, n);
  wg_free(part);
  return all;
}

/* ---- back ----------------------------------------------------------------- */

static bool ring_back(GEOSContextHandle_t h, const GEOSGeometry *ring, uint8_t hole,
                      wg_shapes *out) {
  const GEOSCoordSequence *s = GEOSGeom_getCoordSeq_r(h, ring);
  unsigned n = 0;
  if (!s || !GEOSCoordSeq_getSize_r(h, s, &n) || n < 4) return true;
  for (unsigned i = 0; i + 1 < n; i++) {
    double x, y;
    GEOSCoordSeq_getXY_r(h, s, i, &x, &y);
    if (!wg_shapes_pt(out, (wg_pt){(int32_t)floor(x + 0.5), (int32_t)floor(y + 0.5)})) return false;
  }
  return wg_shapes_end_ring(out, hole);
}

/* Polygons of any collection; lines and points left over are dropped. */
static bool back(GEOSContextHandle_t h, const GEOSGeometry *g, wg_shapes *out) {
  int type = GEOSGeomTypeId_r(h, g);
  if (type == GEOS_POLYGON) {
    if (GEOSisEmpty_r(h, g)) return true;
    if (!ring_back(h, GEOSGetExteriorRing_r(h, g), 0, out)) return false;
    for (int i = 0; i < GEOSGetNumInteriorRings_r(h, g); i++)
      if (!ring_back(h, GEOSGetInteriorRingN_r(h, g, i), 1, out)) return false;
  } else if (type >= GEOS_MULTIPOINT) {
    for (int i = 0; i < GEOSGetNumGeometries_r(h, g); i++)
      if (!back(h, GEOSGetGeometryN_r(h, g, i), out)) return false;
  }
  return true;
}

static wg_repair_result append(GEOSContextHandle_t h, const GEOSGeometry *g, wg_shapes *out,
                               wg_repair_result result) {
  uint32_t before = wg_shapes_rings(out);
  if (!back(h, g, out)) return WG_REPAIR_NOMEM;
  if (wg_shapes_rings(out) == before) return WG_REPAIR_LOST;
  return wg_shapes_end_feature(out) ? result : WG_REPAIR_NOMEM;
}

/* ---- judging and mending -------------------------------------------------- */

/* What is wrong, in small letters, and where. */
static bool judge(GEOSContextHandle_t h, const GEOSGeometry *g, char why[64], wg_pt *where) {
  char *reason = NULL;
  GEOSGeometry *place = NULL;
  bool valid = GEOSisValidDetail_r(h, g, 0, &reason, &place) == 1;
  snprintf(why, 64, "%s", reason ? reason : "not valid");
  for (char *c = why; *c; c++)
    if (*c >= 'A' && *c <= 'Z') *c = (char)(*c - 'A' + 'a');
  double x, y;
  if (place && GEOSGeomGetX_r(h, place, &x) == 1 && GEOSGeomGetY_r(h, place, &y) == 1)
    *where = (wg_pt){(int32_t)floor(x + 0.5), (int32_t)floor(y + 0.5)};
  GEOSFree_r(h, reason);
  GEOSGeom_destroy_r(h, place);
  return valid;
}

static void replace(GEOSContextHandle_t h, GEOSGeometry **g, GEOSGeometry *next) {
  GEOSGeom_destroy_r(h, *g);
  *g = next;
}

static wg_repair_result mend(wg_repairer *r, GEOSGeometry **g, wg_shapes *out) {
  for (int round = 0; round < 3; round++) {
    replace(r->h, g, GEOSMakeValidWithParams_r(r->h, *g, r->structure));
    if (*g) replace(r->h, g, GEOSGeom_setPrecision_r(r->h, *g, 1.0, 0));
    if (!*g) return WG_REPAIR_LOST;
    if (GEOSisValid_r(r->h, *g) == 1) return append(r->h, *g, out, WG_REPAIR_FIXED);
  }
  return WG_REPAIR_LOST;
}

wg_repair_result wg_repair_polygon(wg_repairer *r, wg_rings rings, wg_shapes *out, char why[64],
                                   wg_pt *where) {
  *where = rings.pt[rings.start[0]];
  why[0] = 0;
  GEOSGeometry *g = to_geos(r->h, rings);
  if (!g) return WG_REPAIR_NOMEM;
  bool valid = judge(r->h, g, why, where);
  wg_repair_result result = valid ? append(r->h, g, out, WG_REPAIR_VALID) : mend(r, &g, out);
  GEOSGeom_destroy_r(r->h, g);
  return result;
}
