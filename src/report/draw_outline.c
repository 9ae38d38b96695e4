/* draw_outline.c - a polygon as it is seen: where its middle is, and what fits into it. */
#include <math.h>

#include "report/draw.h"

/* ---- the outline in pixels --------------------------------------------------------- */

void draw_outline_free(draw_outline *o) {
  WG_VEC_FREE(&o->pt);
  WG_VEC_FREE(&o->start);
}

/* Points nearer than this to the last one are left out: they cannot be seen. */
#define SEEN_PX 0.7

static bool add_ring(draw_outline *o, const draw_view *v, const wg_pt *p, uint32_t n) {
  draw_pt last = {0, 0};
  for (uint32_t i = 0; i < n; i++) {
    draw_pt q = {view_x(v, p[i].x), view_y(v, p[i].y)};
    if (i && hypot(q.x - last.x, q.y - last.y) < SEEN_PX) continue;
    if (!WG_VEC_PUSH(&o->pt, q)) return false;
    last = q;
  }
  return WG_VEC_PUSH(&o->start, (uint32_t)o->pt.n);
}

bool draw_outline_of(draw_outline *o, const draw_view *v, const wg_shapes *s, uint32_t i) {
  o->pt.n = o->start.n = 0;
  if (!WG_VEC_PUSH(&o->start, 0u)) return false;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t lo = s->start.v[r];
    if (!add_ring(o, v, &s->pt.v[lo], s->start.v[r + 1] - lo)) return false;
  }
  return true;
}

/* ---- where the middle is ------------------------------------------------------------ */

/* The point after i in its ring lo..hi-1. */
static draw_pt next(const draw_outline *o, uint32_t i, uint32_t lo, uint32_t hi) {
  return o->pt.v[i + 1 < hi ? i + 1 : lo];
}

/* With every x divided by `flat`. */
static double segment_dist2(draw_pt p, draw_pt a, draw_pt b, double flat) {
  double dx = (b.x - a.x) / flat, dy = b.y - a.y, len2 = dx * dx + dy * dy;
  double px = (p.x - a.x) / flat, py = p.y - a.y;
  double t = len2 > 0 ? (px * dx + py * dy) / len2 : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  double ex = t * dx - px, ey = t * dy - py;
  return ex * ex + ey * ey;
}

/* Signed distance to the outline, positive inside, x shrunk by `flat`. */
static double depth(const draw_outline *o, double flat, draw_pt p) {
  bool inside = false;
  double best = INFINITY;
  for (size_t r = 0; r + 1 < o->start.n; r++) {
    uint32_t lo = o->start.v[r], hi = o->start.v[r + 1];
    for (uint32_t i = lo; i < hi; i++) {
      draw_pt a = o->pt.v[i], b = next(o, i, lo, hi);
      bool across = (a.y > p.y) != (b.y > p.y);
      if (across && p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
      double d = segment_dist2(p, a, b, flat);
      if (d < best) best = d;
    }
  }
  return inside ? sqrt(best) : -sqrt(best);
}

/* Best of (2k+1) x (2k+1) places around *x, *y, dx, dy apart. */
static double best_around(const draw_outline *o, double flat, double *x, double *y, double dx,
                          double dy, int k) {
  double best = -INFINITY, bx = *x, by = *y;
  for (int i = -k; i <= k; i++) {
    for (int j = -k; j <= k; j++) {
      draw_pt p = {*x + i * dx, *y + j * dy};
      double d = depth(o, flat, p);
      if (d > best) best = d, bx = p.x, by = p.y;
    }
  }
  *x = bx;
  *y = by;
  return best;
}

bool draw_outline_center(const draw_outline *o, double flat, double *x, double *y) {
  double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
  for (size_t i = 0; i < o->pt.n; i++) {
    x0 = fmin(x0, o->pt.v[i].x);
    x1 = fmax(x1, o->pt.v[i].x);
    y0 = fmin(y0, o->pt.v[i].y);
    y1 = fmax(y1, o->pt.v[i].y);
  }
  if (!(x1 > x0) || !(y1 > y0)) return false;
  enum { COARSE = 8, FINE = 2, ROUNDS = 4 };
  double dx = (x1 - x0) / (2 * COARSE), dy = (y1 - y0) / (2 * COARSE);
  *x = (x0 + x1) / 2;
  *y = (y0 + y1) / 2;
  double best = best_around(o, flat, x, y, dx, dy, COARSE);
  for (int round = 0; round < ROUNDS; round++) {
    dx /= 2;
    dy /= 2;
    best = best_around(o, flat, x, y, dx, dy, FINE);
  }
  return best > 0;
}

/* ---- does a text fit ------------------------------------------------------------------ */

/* Cuts [*t0, *t1] of a segment down to where p + t d lies in lo..hi; false: nowhere. */
static bool clip(double p, double d, double lo, double hi, double *t0, double *t1) {
  if (d == 0) return p >= lo && p <= hi;
  double a = (lo - p) / d, b = (hi - p) / d;
  *t0 = fmax(*t0, fmin(a, b));
  *t1 = fmin(*t1, fmax(a, b));
  return *t0 <= *t1;
}

bool draw_outline_holds(const draw_outline *o, draw_rect box) {
  for (size_t r = 0; r + 1 < o->start.n; r++) {
    uint32_t lo = o->start.v[r], hi = o->start.v[r + 1];
    for (uint32_t i = lo; i < hi; i++) {
      draw_pt a = o->pt.v[i], b = next(o, i, lo, hi);
      double t0 = 0, t1 = 1;
      if (clip(a.x, b.x - a.x, box.x, box.x + box.w, &t0, &t1) &&
          clip(a.y, b.y - a.y, box.y, box.y + box.h, &t0, &t1)) {
        return false;
      }
    }
  }
  return depth(o, 1, (draw_pt){box.x + box.w / 2, box.y + box.h / 2}) > 0;
}
