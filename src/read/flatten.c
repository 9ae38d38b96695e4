#include "read/flatten.h"

enum { DEPTH_MAX = 32 };

void wg_flat_free(wg_flat *f) {
  WG_VEC_FREE(&f->start);
  WG_VEC_FREE(&f->hole);
  WG_VEC_FREE(&f->xy);
}

static void note_type(wg_flat *f, wg_geom_type t) {
  f->type = f->type == WG_GEOM_NONE || f->type == t ? t : WG_GEOM_OTHER;
}

/* Appends the points of a point, line or ring; nothing when it is empty. */
static bool add_points(wg_flat *f, OGRGeometryH g, wg_geom_type type, uint8_t hole) {
  int n = OGR_G_GetPointCount(g);
  if (n <= 0) return true;
  if (!WG_VEC_RESERVE(&f->xy, 2 * (size_t)n)) return false;
  double *xy = f->xy.v + f->xy.n;
  OGR_G_GetPoints(g, xy, 16, xy + 1, 16, NULL, 0);
  f->xy.n += 2 * (size_t)n;
  note_type(f, type);
  return WG_VEC_PUSH(&f->hole, hole) && WG_VEC_PUSH(&f->start, (uint32_t)(f->xy.n / 2));
}

static bool add_polygon(wg_flat *f, OGRGeometryH g) {
  int n = OGR_G_GetGeometryCount(g);
  for (int i = 0; i < n; i++) {
    size_t before = f->hole.n;
    if (!add_points(f, OGR_G_GetGeometryRef(g, i), WG_GEOM_POLYGON, i > 0)) return false;
    if (i == 0 && f->hole.n == before) return true; /* empty outline: its holes mean nothing */
  }
  return true;
}

static bool add(wg_flat *f, OGRGeometryH g, int depth) {
  switch (OGR_GT_Flatten(OGR_G_GetGeometryType(g))) {
    case wkbPoint: return OGR_G_IsEmpty(g) || add_points(f, g, WG_GEOM_POINT, 0);
    case wkbLineString:
    case wkbLinearRing: return add_points(f, g, WG_GEOM_LINE, 0);
    case wkbPolygon:
    case wkbTriangle: return add_polygon(f, g);
    default: break;
  }
  int n = OGR_G_GetGeometryCount(g);
  if (n > 0 && depth >= DEPTH_MAX) {
    f->type = WG_GEOM_OTHER;
    return true;
  }
  for (int i = 0; i < n; i++)
    if (!add(f, OGR_G_GetGeometryRef(g, i), depth + 1)) return false;
  return true;
}

/* Z and M by number: 1000, 2000 and 3000 are added to the plain types, or the old bit of "2.5D" is set. */
static uint8_t traits_of(OGRGeometryH g) {
  if (!g) return WG_TRAIT_NULL;
  uint32_t type = (uint32_t)OGR_G_GetGeometryType(g), thousands = (type & 0x7fffffffu) / 1000;
  unsigned t = 0;
  if (type & 0x80000000u || thousands == 1 || thousands == 3) t |= WG_TRAIT_Z;
  if (thousands == 2 || thousands == 3) t |= WG_TRAIT_M;
  if (OGR_G_HasCurveGeometry(g, TRUE)) t |= WG_TRAIT_CURVE;
  return (uint8_t)t;
}

bool wg_flatten(wg_flat *f, OGRGeometryH g) {
  f->type = WG_GEOM_NONE;
  f->traits = traits_of(g);
  f->start.n = f->hole.n = f->xy.n = 0;
  if (!WG_VEC_PUSH(&f->start, 0)) return false;
  if (!g) return true;
  if (!(f->traits & WG_TRAIT_CURVE)) return add(f, g, 0);
  OGRGeometryH linear = OGR_G_GetLinearGeometry(g, 0, NULL);
  bool ok = !linear || add(f, linear, 0);
  OGR_G_DestroyGeometry(linear);
  return ok;
}
