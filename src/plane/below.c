/* below.c - which edge lies under a point: the one query that tells where
 * points and islands are. Points have doubled coordinates; an edge covers the
 * abscissas [min x, max x), so a vertical one covers none and a ray through a
 * vertex meets it once. */
#include "plane/plane.h"

typedef struct {
  int64_t x0, y0, dx, dy; /* doubled coordinates, dx > 0 */
} slope;

static slope slope_of(const wg_plane *p, uint32_t e) {
  wg_pt a = wg_plane_org(p, 2 * e), b = wg_plane_dst(p, 2 * e); /* a < b in vertex order */
  return (slope){2 * (int64_t)a.x, 2 * (int64_t)a.y, 2 * ((int64_t)b.x - a.x),
                 2 * ((int64_t)b.y - a.y)};
}

static bool covers(const wg_plane *p, uint32_t e, int64_t x2) {
  return 2 * (int64_t)wg_plane_org(p, 2 * e).x <= x2 && x2 < 2 * (int64_t)wg_plane_dst(p, 2 * e).x;
}

/* Sign of y2 - (ordinate of s at x2). */
static int above(slope s, int64_t x2, int64_t y2) {
  __int128 d = (__int128)(y2 - s.y0) * s.dx - (__int128)(x2 - s.x0) * s.dy;
  return (d > 0) - (d < 0);
}

/* Does s run above t just right of x2? Both cover x2 and do not cross. */
static bool higher(slope s, slope t, int64_t x2) {
  __int128 a = (__int128)s.y0 * s.dx + (__int128)(x2 - s.x0) * s.dy; /* y * dx */
  __int128 b = (__int128)t.y0 * t.dx + (__int128)(x2 - t.x0) * t.dy;
  __int128 d = a * t.dx - b * s.dx;
  if (d != 0) return d > 0;
  return (__int128)s.dy * t.dx > (__int128)t.dy * s.dx;
}

static int32_t clamp32(int64_t v) {
  return v < INT32_MIN ? INT32_MIN : v > INT32_MAX ? INT32_MAX : (int32_t)v;
}

/* Best edge below within `depth` lattice units; *certain when none further down can beat it. */
static wg_status best_within(const wg_plane *p, int64_t x2, int64_t y2, int64_t depth,
                             wg_u32vec *hits, uint32_t *best, bool *certain) {
  int64_t x = x2 >> 1, y = (y2 + 1) >> 1;
  wg_box q = {{clamp32(x), clamp32(y - depth)}, {clamp32(x + (x2 & 1)), clamp32(y)}};
  hits->n = 0;
  *best = WG_NO_EDGE;
  *certain = false;
  if (!wg_boxtree_query(&p->tree, q, hits)) return WG_ERR_NOMEM;
  for (size_t k = 0; k < hits->n; k++) {
    uint32_t e = hits->v[k];
    if (!covers(p, e, x2)) continue;
    slope s = slope_of(p, e);
    if (above(s, x2, y2) <= 0) continue;
    if (*best == WG_NO_EDGE || higher(s, slope_of(p, *best), x2)) *best = e;
  }
  if (*best != WG_NO_EDGE) *certain = above(slope_of(p, *best), x2, 2 * (y - depth)) <= 0;
  return WG_OK;
}

wg_status wg_plane_below(const wg_plane *p, int64_t x2, int64_t y2, uint32_t *half_edge) {
  wg_u32vec hits = {0};
  wg_status st = WG_OK;
  uint32_t best = WG_NO_EDGE;
  for (int64_t depth = 1 << 11; st == WG_OK; depth *= 4) { /* 20 m, 80 m, ... */
    bool certain;
    st = best_within(p, x2, y2, depth, &hits, &best, &certain);
    if (certain || (y2 >> 1) - depth < -(int64_t)WG_COORD_MAX - 1) break;
  }
  WG_VEC_FREE(&hits);
  /* end[2e] < end[2e+1] is left to right: the left side of half-edge 2e faces up */
  *half_edge = best == WG_NO_EDGE ? WG_NO_EDGE : 2 * best;
  return st;
}

wg_status wg_plane_locate(const wg_plane *p, int64_t x2, int64_t y2, uint32_t *face) {
  uint32_t h;
  wg_status st = wg_plane_below(p, x2, y2, &h);
  if (st == WG_OK) *face = h == WG_NO_EDGE ? 0 : p->face[h];
  return st;
}
