#include "locate/footprints.h"

#include <math.h>

#include "geom/valid.h"

void wg_footprints_free(wg_footprints *f) {
  wg_boxtree_free(&f->tree);
  *f = (wg_footprints){0};
}

bool wg_footprints_build(wg_footprints *f, const wg_shapes *buildings) {
  uint32_t n = wg_shapes_count(buildings);
  wg_box *box = WG_NEW(wg_box, n);
  *f = (wg_footprints){.shape = buildings};
  if (!box) return false;
  for (uint32_t i = 0; i < n; i++) box[i] = wg_shapes_box(buildings, i);
  bool ok = wg_boxtree_build(&f->tree, box, n);
  wg_free(box);
  return ok;
}

/* Even-odd over all rings; a border is inside. */
static bool covers(const wg_shapes *s, uint32_t i, wg_pt p) {
  bool inside = false;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    int side = wg_ring_side(s->pt.v + s->start.v[r], s->start.v[r + 1] - s->start.v[r], p);
    if (side == 0) return true;
    if (side > 0) inside = !inside;
  }
  return inside;
}

/* Squared distance of p and segment ab, square lattice units. */
static double segment_dist2(wg_pt a, wg_pt b, wg_pt p) {
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y, l = dx * dx + dy * dy;
  double px = (double)p.x - a.x, py = (double)p.y - a.y;
  double t = l > 0 ? (px * dx + py * dy) / l : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  px -= t * dx, py -= t * dy;
  return px * px + py * py;
}

static double outline_dist2(const wg_shapes *s, uint32_t i, wg_pt p) {
  double best = INFINITY;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t from = s->start.v[r], n = s->start.v[r + 1] - from;
    for (uint32_t k = 0; k < n; k++)
      best = fmin(best, segment_dist2(s->pt.v[from + k], s->pt.v[from + (k + 1) % n], p));
  }
  return best;
}

static bool inside(const wg_footprints *f, wg_pt p, const wg_u32vec *near, wg_u32vec *out) {
  size_t before = out->n;
  for (size_t k = 0; k < near->n; k++)
    if (covers(f->shape, near->v[k], p) && !wg_u32vec_insert(out, before, near->v[k])) return false;
  return true;
}

static bool nearest(const wg_footprints *f, wg_pt p, const wg_u32vec *near, wg_u32vec *out,
                    double *metres) {
  double reach = WG_FOOTPRINT_NEAR_M / WG_UNIT_M, best = reach * reach;
  size_t before = out->n;
  for (size_t k = 0; k < near->n; k++) {
    double d = outline_dist2(f->shape, near->v[k], p);
    if (d > best) continue;
    if (d < best) out->n = before;
    best = d;
    if (!wg_u32vec_insert(out, before, near->v[k])) return false;
  }
  if (out->n > before) *metres = sqrt(best) * WG_UNIT_M;
  return true;
}

bool wg_footprints_find(const wg_footprints *f, wg_pt p, wg_u32vec *out, double *metres) {
  int32_t reach = (int32_t)(WG_FOOTPRINT_NEAR_M / WG_UNIT_M);
  wg_box q = {{p.x - reach, p.y - reach}, {p.x + reach, p.y + reach}};
  wg_u32vec near = {0};
  size_t before = out->n;
  *metres = 0;
  bool ok = wg_boxtree_query(&f->tree, q, &near) && inside(f, p, &near, out);
  if (ok && out->n == before) ok = nearest(f, p, &near, out, metres);
  WG_VEC_FREE(&near);
  return ok;
}
