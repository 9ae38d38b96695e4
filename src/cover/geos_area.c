#include "cover/geos_area.h"

#include <geos_c.h>
#include <math.h>
#include <stddef.h>

/* Step of the lattice for shapes that cannot be overlaid as they are, in widths of them. */
#define COARSE_STEP 1e-9

/* Geometries under way; NULL anywhere means that GEOS gave up or memory ran out. */
typedef WG_VEC(GEOSGeometry *) geoms;

static void drop(GEOSContextHandle_t h, geoms *g) {
  for (size_t i = 0; i < g->n; i++) GEOSGeom_destroy_r(h, g->v[i]);
  WG_VEC_FREE(g);
}

static bool keep(GEOSContextHandle_t h, geoms *list, GEOSGeometry *g) {
  if (!g) return false;
  if (WG_VEC_PUSH(list, g)) return true;
  GEOSGeom_destroy_r(h, g);
  return false;
}

/* Hands the list over to a collection of the type; the list is empty afterwards. */
static GEOSGeometry *collect(GEOSContextHandle_t h, int type, geoms *list) {
  GEOSGeometry *c = GEOSGeom_createCollection_r(h, type, list->v, (unsigned)list->n);
  if (c) list->n = 0; /* on failure GEOS leaves them to us */
  return c;
}

/* ---- from flat arrays ---- */

/* Overlay is far more precise, and fails less, where the numbers are small: where it gets
 * stuck it moves points by 1e-12 of the largest number. So every call looks at its shapes
 * from a place near them, and adds that place again to what comes out. */

/* The number nearest to zero in lo..hi, cut to its leading 20 bits: what lies beyond it can
 * be seen from there, and brought back, without loss. */
static double lossless_origin(double lo, double hi) {
  if (lo <= 0 && hi >= 0) return 0;
  double nearest = lo > 0 ? lo : hi;
  int exponent;
  double mantissa = frexp(nearest, &exponent);
  return ldexp(trunc(ldexp(mantissa, 20)), exponent - 20);
}

static wg_xy origin_of(const wg_rect *r) {
  if (r->x0 > r->x1) return (wg_xy){0, 0};
  return (wg_xy){lossless_origin(r->x0, r->x1), lossless_origin(r->y0, r->y1)};
}

static wg_rect rect_of_points(wg_rect r, const wg_xy *p, size_t n) {
  for (size_t i = 0; i < n; i++) r = wg_rect_add(r, p[i]);
  return r;
}

static GEOSGeometry *line_of(GEOSContextHandle_t h, const wg_xy *p, uint32_t n, wg_xy from) {
  GEOSCoordSequence *s = GEOSCoordSeq_create_r(h, n, 2);
  for (uint32_t i = 0; s && i < n; i++)
    GEOSCoordSeq_setXY_r(h, s, i, p[i].x - from.x, p[i].y - from.y);
  return s ? GEOSGeom_createLineString_r(h, s) : NULL;
}

static GEOSGeometry *ring_of(GEOSContextHandle_t h, const wg_cover *c, uint32_t ring, wg_xy from) {
  const wg_xy *p = wg_cover_ring(c, ring);
  uint32_t n = wg_cover_ring_size(c, ring);
  GEOSCoordSequence *s = GEOSCoordSeq_create_r(h, n + 1, 2);
  for (uint32_t i = 0; s && i <= n; i++)
    GEOSCoordSeq_setXY_r(h, s, i, p[i % n].x - from.x, p[i % n].y - from.y);
  return s ? GEOSGeom_createLinearRing_r(h, s) : NULL;
}

/* The part that begins with exterior ring r; *next is the ring after it. */
static GEOSGeometry *part_of(GEOSContextHandle_t h, const wg_cover *c, uint32_t r, uint32_t end,
                             wg_xy from, uint32_t *next) {
  geoms holes = {0};
  GEOSGeometry *shell = ring_of(h, c, r, from), *part = NULL;
  bool ok = shell != NULL;
  for (r++; ok && r < end && c->hole.v[r]; r++) ok = keep(h, &holes, ring_of(h, c, r, from));
  *next = r;
  if (ok) part = GEOSGeom_createPolygon_r(h, shell, holes.v, (unsigned)holes.n);
  if (part)
    holes.n = 0; /* it owns them */
  else if (shell)
    GEOSGeom_destroy_r(h, shell);
  drop(h, &holes);
  return part;
}

static bool add_parts(GEOSContextHandle_t h, const wg_cover *c, uint32_t feature, wg_xy from,
                      geoms *out) {
  for (uint32_t r = c->first.v[feature], end = c->first.v[feature + 1]; r < end;)
    if (!keep(h, out, part_of(h, c, r, end, from, &r))) return false;
  return true;
}

/* Copies the polygons in g to the list. */
static bool keep_polygons(GEOSContextHandle_t h, const GEOSGeometry *g, geoms *list) {
  int n = GEOSGetNumGeometries_r(h, g);
  for (int i = 0; i < n; i++) {
    const GEOSGeometry *part = GEOSGetGeometryN_r(h, g, i);
    int type = part ? GEOSGeomTypeId_r(h, part) : -1;
    bool ok = type >= 0;
    if (type == GEOS_POLYGON) ok = keep(h, list, GEOSGeom_clone_r(h, part));
    if (type == GEOS_MULTIPOLYGON) ok = keep_polygons(h, part, list);
    if (!ok) return false;
  }
  return n >= 0;
}

/* Valid, and polygons only: overlay refuses mixed collections. By linework, since the
 * other method takes seconds for a road's parcel with hundreds of holes. Frees g. */
static GEOSGeometry *made_valid(GEOSContextHandle_t h, GEOSGeometry *g) {
  if (!g || GEOSisValid_r(h, g) == 1) return g;
  GEOSGeometry *v = GEOSMakeValid_r(h, g);
  GEOSGeom_destroy_r(h, g);
  if (!v || GEOSGeomTypeId_r(h, v) != GEOS_GEOMETRYCOLLECTION) return v;
  geoms parts = {0};
  GEOSGeometry *polygons =
      keep_polygons(h, v, &parts) ? collect(h, GEOS_MULTIPOLYGON, &parts) : NULL;
  drop(h, &parts);
  GEOSGeom_destroy_r(h, v);
  return polygons;
}

static GEOSGeometry *feature_of(GEOSContextHandle_t h, const wg_cover *c, uint32_t feature,
                                wg_xy from, bool repair) {
  geoms parts = {0};
  GEOSGeometry *g = NULL;
  if (add_parts(h, c, feature, from, &parts)) {
    if (parts.n == 1) {
      g = parts.v[0];
      parts.n = 0;
    } else {
      g = collect(h, GEOS_MULTIPOLYGON, &parts);
    }
  }
  drop(h, &parts);
  return repair ? made_valid(h, g) : g;
}

/* The union of all features. */
static GEOSGeometry *union_of(GEOSContextHandle_t h, const wg_cover *c, wg_xy from) {
  geoms all = {0};
  bool ok = true;
  for (uint32_t i = 0; ok && i < wg_cover_count(c); i++)
    ok = keep(h, &all, feature_of(h, c, i, from, true));
  GEOSGeometry *bag = ok ? collect(h, GEOS_GEOMETRYCOLLECTION, &all) : NULL;
  drop(h, &all);
  GEOSGeometry *u = bag ? GEOSUnaryUnion_r(h, bag) : NULL;
  if (bag) GEOSGeom_destroy_r(h, bag);
  return u;
}

/* ---- back to flat arrays ---- */

typedef struct {
  WG_VEC(uint32_t) start;
  WG_VEC(uint8_t) hole;
  WG_VEC(double) xy;
  wg_xy from; /* to be added again */
} flat;

static bool flat_ring(GEOSContextHandle_t h, const GEOSGeometry *ring, uint8_t hole, flat *f) {
  const GEOSCoordSequence *s = GEOSGeom_getCoordSeq_r(h, ring);
  unsigned n = 0;
  if (!s || !GEOSCoordSeq_getSize_r(h, s, &n) || !WG_VEC_RESERVE(&f->xy, 2 * (size_t)n))
    return false;
  double *xy = f->xy.v + f->xy.n;
  if (n && !GEOSCoordSeq_copyToBuffer_r(h, s, xy, 0, 0)) return false;
  for (unsigned i = 0; i < n; i++) {
    xy[2 * i] += f->from.x;
    xy[2 * i + 1] += f->from.y;
  }
  f->xy.n += 2 * (size_t)n;
  return WG_VEC_PUSH(&f->hole, hole) && WG_VEC_PUSH(&f->start, (uint32_t)(f->xy.n / 2));
}

static bool flat_polygon(GEOSContextHandle_t h, const GEOSGeometry *g, flat *f, wg_cover *out) {
  f->start.n = f->hole.n = f->xy.n = 0;
  int holes = GEOSGetNumInteriorRings_r(h, g);
  bool ok =
      holes >= 0 && WG_VEC_PUSH(&f->start, 0) && flat_ring(h, GEOSGetExteriorRing_r(h, g), 0, f);
  for (int i = 0; ok && i < holes; i++) ok = flat_ring(h, GEOSGetInteriorRingN_r(h, g, i), 1, f);
  return ok && wg_cover_add(out, (uint32_t)f->hole.n, f->start.v, f->hole.v, f->xy.v);
}

/* Each polygon of g as a feature; lines and points are passed over. */
static bool flatten(GEOSContextHandle_t h, const GEOSGeometry *g, flat *f, wg_cover *out) {
  int n = GEOSGetNumGeometries_r(h, g);
  for (int i = 0; i < n; i++) {
    const GEOSGeometry *part = GEOSGetGeometryN_r(h, g, i);
    int type = part ? GEOSGeomTypeId_r(h, part) : -1;
    bool ok = type >= 0;
    if (type == GEOS_POLYGON && !GEOSisEmpty_r(h, part)) ok = flat_polygon(h, part, f, out);
    if (type == GEOS_MULTIPOLYGON || type == GEOS_GEOMETRYCOLLECTION) ok = flatten(h, part, f, out);
    if (!ok) return false;
  }
  return n >= 0;
}

static wg_status take(GEOSContextHandle_t h, const GEOSGeometry *g, wg_xy from, wg_cover *out) {
  flat f = {.from = from};
  bool ok = flatten(h, g, &f, out);
  WG_VEC_FREE(&f.start);
  WG_VEC_FREE(&f.hole);
  WG_VEC_FREE(&f.xy);
  return ok ? WG_OK : WG_ERR_NOMEM;
}

/* ---- the three questions ---- */

wg_status wg_geos_faces(const wg_chains *lines, wg_cover *faces) {
  GEOSContextHandle_t h = GEOS_init_r();
  if (!h) return WG_ERR_NOMEM;
  wg_status st = WG_ERR_INTERNAL;
  geoms list = {0};
  GEOSGeometry *bag = NULL, *noded = NULL, *cells = NULL;
  wg_rect extent = rect_of_points(WG_RECT_EMPTY, lines->pt.v, lines->pt.n);
  wg_xy from = origin_of(&extent);
  for (size_t i = 0; i + 1 < lines->start.n; i++) {
    uint32_t k = lines->start.v[i];
    if (!keep(h, &list, line_of(h, lines->pt.v + k, lines->start.v[i + 1] - k, from))) goto done;
  }
  bag = collect(h, GEOS_MULTILINESTRING, &list);
  noded = bag ? GEOSUnaryUnion_r(h, bag) : NULL;
  cells = noded ? GEOSPolygonize_r(h, (const GEOSGeometry *const *)&noded, 1) : NULL;
  if (cells) st = take(h, cells, from, faces);
done:
  drop(h, &list);
  if (cells) GEOSGeom_destroy_r(h, cells);
  if (noded) GEOSGeom_destroy_r(h, noded);
  if (bag) GEOSGeom_destroy_r(h, bag);
  GEOS_finish_r(h);
  return st;
}

wg_status wg_geos_difference(const wg_cover *a, const wg_cover *b, wg_cover *out) {
  GEOSContextHandle_t h = GEOS_init_r();
  if (!h) return WG_ERR_NOMEM;
  wg_status st = WG_ERR_INTERNAL;
  wg_rect extent = rect_of_points(WG_RECT_EMPTY, a->pt.v, a->pt.n);
  extent = rect_of_points(extent, b->pt.v, b->pt.n);
  wg_xy from = origin_of(&extent);
  GEOSGeometry *ua = union_of(h, a, from), *ub = union_of(h, b, from);
  GEOSGeometry *d = ua && ub ? GEOSDifferencePrec_r(h, ua, ub, 0) : NULL;
  if (d) st = take(h, d, from, out);
  if (d) GEOSGeom_destroy_r(h, d);
  if (ub) GEOSGeom_destroy_r(h, ub);
  if (ua) GEOSGeom_destroy_r(h, ua);
  GEOS_finish_r(h);
  return st;
}

/* Area that two shapes have in common. Where GEOS gives up, its reason is an invalid
 * shape or numbers too close to each other; both have a cure. */
static bool common_area(GEOSContextHandle_t h, const GEOSGeometry *one, GEOSGeometry **other,
                        double *area) {
  GEOSGeometry *x = GEOSIntersectionPrec_r(h, one, *other, 0);
  if (!x) {
    *other = made_valid(h, *other);
    x = *other ? GEOSIntersectionPrec_r(h, one, *other, 0) : NULL;
  }
  double width = 0, x0 = 0, x1 = 0;
  if (!x && *other && GEOSGeom_getXMin_r(h, one, &x0) && GEOSGeom_getXMax_r(h, one, &x1))
    width = x1 - x0;
  if (width > 0) x = GEOSIntersectionPrec_r(h, one, *other, width * COARSE_STEP);
  bool ok = x && GEOSArea_r(h, x, area);
  if (x) GEOSGeom_destroy_r(h, x);
  return ok;
}

static bool share(GEOSContextHandle_t h, const GEOSGeometry *one, const wg_cover *many, uint32_t i,
                  wg_xy from, double *area) {
  /* validity was judged before; only shapes known to be bad are repaired */
  GEOSGeometry *g = feature_of(h, many, i, from, (many->flags.v[i] & WG_BAD_INVALID) != 0);
  bool ok = g && common_area(h, one, &g, area);
  if (g) GEOSGeom_destroy_r(h, g);
  return ok;
}

wg_status wg_geos_shares(const wg_cover *one, uint32_t i, const wg_cover *many,
                         const uint32_t *which, size_t n, double *area, double *own) {
  GEOSContextHandle_t h = GEOS_init_r();
  if (!h) return WG_ERR_NOMEM;
  wg_xy from = one->pt.v[one->start.v[one->first.v[i]]];
  GEOSGeometry *g = feature_of(h, one, i, from, true);
  bool ok = g && GEOSArea_r(h, g, own);
  for (size_t k = 0; ok && k < n; k++) ok = share(h, g, many, which[k], from, &area[k]);
  if (g) GEOSGeom_destroy_r(h, g);
  GEOS_finish_r(h);
  return ok ? WG_OK : WG_ERR_INTERNAL;
}

wg_status wg_geos_largest(const wg_cover *one, uint32_t i, const wg_cover *many,
                          const uint32_t *which, size_t n, uint32_t *best, double *part) {
  GEOSContextHandle_t h = GEOS_init_r();
  if (!h) return WG_ERR_NOMEM;
  wg_xy from = one->pt.v[one->start.v[one->first.v[i]]];
  GEOSGeometry *g = feature_of(h, one, i, from, true);
  double own = 0, most = 0, area = 0, covered = 0;
  bool ok = g && GEOSArea_r(h, g, &own);
  *best = UINT32_MAX;
  for (size_t k = 0; ok && most <= own / 2 && k < n; k++) {
    ok = share(h, g, many, which[k], from, &area);
    covered += area;
    if (!ok || area <= 0 || area < most || (area == most && which[k] > *best)) continue;
    *best = which[k];
    most = area;
  }
  *part = own > 0 ? most / own : 1;
  if (most < own - covered) *best = UINT32_MAX; /* the largest part lies in none */
  if (g) GEOSGeom_destroy_r(h, g);
  GEOS_finish_r(h);
  return ok ? WG_OK : WG_ERR_INTERNAL;
}
