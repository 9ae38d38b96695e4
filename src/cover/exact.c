#include "cover/exact.h"

#include <float.h>
#include <math.h>

#define MAGNITUDE_MIN 1e-100
#define MAGNITUDE_MAX 1e100

static bool usable(double v) {
  double m = fabs(v);
  return m == 0 || (m >= MAGNITUDE_MIN && m <= MAGNITUDE_MAX); /* false for NaN */
}

bool wg_xy_usable(wg_xy p) { return usable(p.x) && usable(p.y); }

/* Adds v to the non-overlapping expansion e (smallest component first); Shewchuk's
 * grow-expansion with zero components dropped. */
static int grow(double *e, int n, double v) {
  double q = v;
  int m = 0;
  for (int i = 0; i < n; i++) {
    double sum = q + e[i], bv = sum - q;
    double err = (q - (sum - bv)) + (e[i] - bv);
    if (err != 0) e[m++] = err;
    q = sum;
  }
  if (q != 0 || m == 0) e[m++] = q;
  return m;
}

static int grow_product(double *e, int n, double a, double b) {
  double p = a * b, err = fma(a, b, -p);
  n = grow(e, n, err);
  return grow(e, n, p);
}

/* The determinant multiplied out; cx*cy cancels. The largest component of an
 * expansion carries its sign. */
static int orient_by_expansion(wg_xy a, wg_xy b, wg_xy c) {
  double e[16] = {0};
  int n = 1;
  n = grow_product(e, n, a.x, b.y);
  n = grow_product(e, n, -a.x, c.y);
  n = grow_product(e, n, -c.x, b.y);
  n = grow_product(e, n, -a.y, b.x);
  n = grow_product(e, n, a.y, c.x);
  n = grow_product(e, n, c.y, b.x);
  return (e[n - 1] > 0) - (e[n - 1] < 0);
}

int wg_exact_orient(wg_xy a, wg_xy b, wg_xy c) {
  const double eps = DBL_EPSILON / 2,
               bound = (3.0 + 16.0 * eps) * eps; /* Shewchuk's ccwerrboundA */
  double l = (a.x - c.x) * (b.y - c.y), r = (a.y - c.y) * (b.x - c.x), det = l - r;
  double limit = bound * (fabs(l) + fabs(r));
  if (det > limit) return 1;
  if (det < -limit) return -1;
  return orient_by_expansion(a, b, c);
}

static bool in_rect_of(wg_xy p, wg_xy a, wg_xy b) {
  wg_rect r = wg_rect_of(a, b);
  return p.x >= r.x0 && p.x <= r.x1 && p.y >= r.y0 && p.y <= r.y1;
}

bool wg_exact_on_segment(wg_xy p, wg_xy a, wg_xy b) {
  return in_rect_of(p, a, b) && wg_exact_orient(a, b, p) == 0;
}

bool wg_exact_meet(wg_xy a, wg_xy b, wg_xy c, wg_xy d) {
  if (!wg_rect_meet(wg_rect_of(a, b), wg_rect_of(c, d))) return false;
  int c1 = wg_exact_orient(a, b, c), d1 = wg_exact_orient(a, b, d);
  if (c1 * d1 > 0) return false;
  int a1 = wg_exact_orient(c, d, a), b1 = wg_exact_orient(c, d, b);
  if (a1 * b1 > 0) return false;
  if (c1 * d1 < 0 && a1 * b1 < 0) return true;
  return (c1 == 0 && in_rect_of(c, a, b)) || (d1 == 0 && in_rect_of(d, a, b)) ||
         (a1 == 0 && in_rect_of(a, c, d)) || (b1 == 0 && in_rect_of(b, c, d));
}

bool wg_exact_fold(wg_xy v, wg_xy p, wg_xy q) {
  if ((p.x > v.x) != (q.x > v.x) || (p.x < v.x) != (q.x < v.x)) return false;
  if ((p.y > v.y) != (q.y > v.y) || (p.y < v.y) != (q.y < v.y)) return false;
  return wg_exact_orient(v, p, q) == 0;
}

/* 0: angle in [0, 180), 1: in [180, 360). */
static int half(wg_xy v, wg_xy p) { return p.y < v.y || (p.y == v.y && p.x < v.x); }

int wg_exact_angle_cmp(wg_xy v, wg_xy p, wg_xy q) {
  int hp = half(v, p), hq = half(v, q);
  if (hp != hq) return hp < hq ? -1 : 1;
  return -wg_exact_orient(v, p, q);
}

int wg_exact_in_ring(wg_xy p, const wg_xy *ring, unsigned n) {
  int inside = -1;
  for (unsigned i = 0, j = n - 1; i < n; j = i++) {
    wg_xy a = ring[j], b = ring[i];
    if (a.y < p.y && b.y < p.y) continue;
    if (a.y > p.y && b.y > p.y) continue;
    if (a.x < p.x && b.x < p.x) continue;
    if (a.y == b.y) { /* at p's height */
      if (in_rect_of(p, a, b)) return 0;
      continue;
    }
    bool up = a.y < b.y;
    int side = wg_exact_orient(up ? a : b, up ? b : a, p); /* +1: p is west of the edge */
    if (side == 0) return 0;
    if (side > 0 && p.y != (up ? b.y : a.y)) inside = -inside; /* upper end excluded */
  }
  return inside;
}

wg_xy wg_meeting_place(wg_xy a, wg_xy b, wg_xy c, wg_xy d) {
  if (wg_exact_on_segment(c, a, b) && !wg_xy_eq(c, a) && !wg_xy_eq(c, b)) return c;
  if (wg_exact_on_segment(d, a, b) && !wg_xy_eq(d, a) && !wg_xy_eq(d, b)) return d;
  if (wg_exact_on_segment(a, c, d)) return a;
  if (wg_exact_on_segment(b, c, d)) return b;
  double ux = b.x - a.x, uy = b.y - a.y, vx = d.x - c.x, vy = d.y - c.y;
  double den = ux * vy - uy * vx;
  double t = den == 0 ? 0.5 : ((c.x - a.x) * vy - (c.y - a.y) * vx) / den;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return (wg_xy){a.x + t * ux, a.y + t * uy};
}
