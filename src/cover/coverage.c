#include "cover/coverage.h"

#include <stdlib.h>
#include <string.h>

void wg_cover_free(wg_cover *c) {
  WG_VEC_FREE(&c->first);
  WG_VEC_FREE(&c->start);
  WG_VEC_FREE(&c->hole);
  WG_VEC_FREE(&c->pt);
  WG_VEC_FREE(&c->flags);
}

double wg_ring_area(const wg_xy *p, uint32_t n) {
  double sum = 0;
  for (uint32_t i = 2; i < n; i++)
    sum += (p[i - 1].x - p[0].x) * (p[i].y - p[0].y) - (p[i - 1].y - p[0].y) * (p[i].x - p[0].x);
  return sum / 2;
}

double wg_cover_area(const wg_cover *c, uint32_t feature) {
  double sum = 0;
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++)
    sum += wg_ring_area(wg_cover_ring(c, r), wg_cover_ring_size(c, r));
  return sum;
}

static void reverse(wg_xy *p, uint32_t n) {
  for (uint32_t i = 0, j = n; i + 1 < j; i++) {
    wg_xy t = p[i];
    p[i] = p[--j];
    p[j] = t;
  }
}

/* Makes the least point the first, so that figures do not depend on where a ring began. */
static void begin_at_least(wg_xy *p, uint32_t n) {
  uint32_t k = 0;
  for (uint32_t i = 1; i < n; i++)
    if (wg_xy_cmp(p[i], p[k]) < 0) k = i;
  reverse(p, k);
  reverse(p + k, n - k);
  reverse(p, n);
}

/* The turn at the least point is the turn of a simple ring. When the ring folds back
 * there it is not simple, and the sign of its area has to do. */
static bool counter_clockwise(const wg_xy *p, uint32_t n) {
  int turn = wg_exact_orient(p[n - 1], p[0], p[1]);
  return turn != 0 ? turn > 0 : wg_ring_area(p, n) > 0;
}

/* Copies the ring's points without repeats; returns the flags that keep it out. */
static bool copy_points(wg_cover *c, const double *xy, uint32_t n, uint32_t *flags) {
  size_t begin = c->pt.n;
  if (n > 0 && (xy[0] != xy[2 * n - 2] || xy[1] != xy[2 * n - 1])) *flags |= WG_BAD_UNCLOSED;
  for (uint32_t i = 0; i < n; i++) {
    wg_xy p = {xy[2 * i] + 0.0, xy[2 * i + 1] + 0.0}; /* -0 becomes +0 */
    if (!wg_xy_usable(p)) *flags |= WG_BAD_NUMBER;
    if (c->pt.n > begin && wg_xy_eq(c->pt.v[c->pt.n - 1], p)) continue;
    if (!WG_VEC_PUSH(&c->pt, p)) return false;
  }
  while (c->pt.n > begin + 1 && wg_xy_eq(c->pt.v[begin], c->pt.v[c->pt.n - 1])) c->pt.n--;
  if (n < 4 || c->pt.n - begin < 3) *flags |= WG_BAD_SHORT;
  return true;
}

/* Adds one ring; *kept tells whether it could be stored. */
static bool add_ring(wg_cover *c, const double *xy, uint32_t n, uint8_t hole, uint32_t *flags,
                     bool *kept) {
  size_t begin = c->pt.n;
  uint32_t own = 0;
  if (!copy_points(c, xy, n, &own)) return false;
  *flags |= own;
  *kept = !(own & WG_BAD_NUMBER) && c->pt.n - begin >= 3;
  if (!*kept) {
    c->pt.n = begin;
    return true;
  }
  uint32_t size = (uint32_t)(c->pt.n - begin);
  wg_xy *p = c->pt.v + begin;
  begin_at_least(p, size);
  if (counter_clockwise(p, size) != (hole == 0)) reverse(p + 1, size - 1);
  return WG_VEC_PUSH(&c->hole, hole) && WG_VEC_PUSH(&c->start, (uint32_t)c->pt.n);
}

bool wg_cover_add(wg_cover *c, uint32_t n_rings, const uint32_t *start, const uint8_t *hole,
                  const double *xy) {
  if (c->start.n == 0 && !WG_VEC_PUSH(&c->start, 0)) return false;
  if (c->first.n == 0 && !WG_VEC_PUSH(&c->first, 0)) return false;
  uint32_t flags = 0, parts = 0;
  bool exterior = false; /* that of the part under way was stored */
  for (uint32_t r = 0; r < n_rings; r++) {
    bool kept = false;
    parts += hole[r] == 0;
    if (hole[r] && !exterior) {
      flags |= WG_BAD_NESTING;
      continue;
    }
    const double *p = xy + 2 * (size_t)start[r];
    if (!add_ring(c, p, start[r + 1] - start[r], hole[r], &flags, &kept)) return false;
    if (hole[r] == 0) exterior = kept;
  }
  uint32_t rings = wg_cover_rings(c);
  if (rings == c->first.v[c->first.n - 1]) flags |= WG_BAD_EMPTY;
  if (parts > 1) flags |= WG_BAD_MULTIPART;
  return WG_VEC_PUSH(&c->flags, flags) && WG_VEC_PUSH(&c->first, rings);
}

wg_rect wg_cover_rect(const wg_cover *c, uint32_t feature) {
  wg_rect box = WG_RECT_EMPTY;
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++)
    for (uint32_t k = c->start.v[r]; !c->hole.v[r] && k < c->start.v[r + 1]; k++)
      box = wg_rect_add(box, c->pt.v[k]);
  return box;
}

int wg_cover_locate(const wg_cover *c, uint32_t feature, wg_xy p) {
  int inside = -1;
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++) {
    int in = wg_exact_in_ring(p, wg_cover_ring(c, r), wg_cover_ring_size(c, r));
    if (in == 0) return 0;
    if (in > 0) inside = -inside;
  }
  return inside;
}

static int cmp_double(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

typedef WG_VEC(double) doubles;

/* Where the feature's edges cross the horizontal at height y, ascending. */
static bool crossings_at(const wg_cover *c, uint32_t feature, double y, doubles *xs) {
  xs->n = 0;
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++) {
    const wg_xy *p = wg_cover_ring(c, r);
    uint32_t n = wg_cover_ring_size(c, r);
    for (uint32_t i = 0, j = n - 1; i < n; j = i++) {
      if ((p[i].y > y) == (p[j].y > y)) continue;
      double x = p[j].x + (y - p[j].y) / (p[i].y - p[j].y) * (p[i].x - p[j].x);
      if (!WG_VEC_PUSH(xs, x)) return false;
    }
  }
  if (xs->n > 1) qsort(xs->v, xs->n, sizeof *xs->v, cmp_double);
  return true;
}

/* The middle of the widest stretch inside at height y, if it is wider than *width. */
static void widest(const doubles *xs, double y, double *width, wg_xy *best) {
  for (size_t i = 0; i + 1 < xs->n; i += 2) {
    double w = xs->v[i + 1] - xs->v[i];
    if (w <= *width) continue;
    *width = w;
    *best = (wg_xy){xs->v[i] + w / 2, y};
  }
}

/* A height between the vertex heights nearest to the share `at` of the feature's box:
 * on such a line no crossing is a vertex. */
static double free_height(const wg_cover *c, uint32_t feature, wg_rect box, double at) {
  double y = box.y0 + at * (box.y1 - box.y0), lo = box.y0, hi = box.y1;
  uint32_t k = c->start.v[c->first.v[feature]], end = c->start.v[c->first.v[feature + 1]];
  for (; k < end; k++) {
    double v = c->pt.v[k].y;
    if (v <= y && v > lo) lo = v;
    if (v > y && v < hi) hi = v;
  }
  return lo + (hi - lo) / 2;
}

bool wg_cover_inner_point(const wg_cover *c, uint32_t feature, wg_xy *out) {
  static const double share[] = {0.5, 0.3, 0.7, 0.1, 0.9, 0.01, 0.99};
  wg_rect box = wg_cover_rect(c, feature);
  doubles xs = {0};
  bool found = false;
  for (size_t i = 0; !found && box.y0 <= box.y1 && i < sizeof share / sizeof *share; i++) {
    double y = free_height(c, feature, box, share[i]), width = 0;
    if (!crossings_at(c, feature, y, &xs)) break;
    widest(&xs, y, &width, out);
    found = width > 0 && wg_cover_locate(c, feature, *out) > 0;
  }
  WG_VEC_FREE(&xs);
  return found;
}
