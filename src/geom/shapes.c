#include "geom/shapes.h"

#include <math.h>

void wg_shapes_free(wg_shapes *s) {
  WG_VEC_FREE(&s->first);
  WG_VEC_FREE(&s->start);
  WG_VEC_FREE(&s->hole);
  WG_VEC_FREE(&s->pt);
}

static bool begun(wg_shapes *s) {
  if (s->start.n == 0 && !WG_VEC_PUSH(&s->start, 0)) return false;
  return s->first.n > 0 || WG_VEC_PUSH(&s->first, 0);
}

bool wg_shapes_pt(wg_shapes *s, wg_pt p) { return begun(s) && WG_VEC_PUSH(&s->pt, p); }

bool wg_shapes_end_ring(wg_shapes *s, uint8_t hole) {
  return begun(s) && WG_VEC_PUSH(&s->hole, hole) && WG_VEC_PUSH(&s->start, (uint32_t)s->pt.n);
}

bool wg_shapes_end_feature(wg_shapes *s) {
  return begun(s) && WG_VEC_PUSH(&s->first, wg_shapes_rings(s));
}

bool wg_shapes_copy_feature(wg_shapes *s, const wg_shapes *from, uint32_t i) {
  for (uint32_t r = from->first.v[i]; r < from->first.v[i + 1]; r++) {
    for (uint32_t k = from->start.v[r]; k < from->start.v[r + 1]; k++)
      if (!wg_shapes_pt(s, from->pt.v[k])) return false;
    if (!wg_shapes_end_ring(s, from->hole.v[r])) return false;
  }
  return wg_shapes_end_feature(s);
}

/* Shoelace formula relative to the ring's first point, so that terms stay small. */
static int64_t ring_area2(const wg_pt *p, uint32_t n) {
  int64_t sum = 0;
  for (uint32_t i = 2; i < n; i++) sum += wg_cross(p[0], p[i - 1], p[i]);
  return sum;
}

int64_t wg_shapes_area2(const wg_shapes *s, uint32_t i) {
  int64_t sum = 0;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++)
    sum += ring_area2(s->pt.v + s->start.v[r], s->start.v[r + 1] - s->start.v[r]);
  return sum;
}

double wg_shapes_outline_m(const wg_shapes *s, uint32_t i) {
  double sum = 0;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t from = s->start.v[r], end = s->start.v[r + 1];
    for (uint32_t k = from; k < end; k++)
      sum += sqrt((double)wg_dist2(s->pt.v[k], s->pt.v[k + 1 < end ? k + 1 : from]));
  }
  return sum * WG_UNIT_M;
}

wg_box wg_shapes_box(const wg_shapes *s, uint32_t i) {
  wg_box b = WG_BOX_EMPTY;
  for (uint32_t k = s->start.v[s->first.v[i]]; k < s->start.v[s->first.v[i + 1]]; k++)
    b = wg_box_add(b, s->pt.v[k]);
  return b;
}

int wg_shapes_cmp(const wg_shapes *a, uint32_t i, const wg_shapes *b, uint32_t j) {
  wg_box ba = wg_shapes_box(a, i), bb = wg_shapes_box(b, j);
  int c = wg_pt_cmp(ba.min, bb.min);
  if (c == 0) c = wg_pt_cmp(ba.max, bb.max);
  if (c != 0) return c;
  uint32_t ka = a->start.v[a->first.v[i]], ea = a->start.v[a->first.v[i + 1]];
  uint32_t kb = b->start.v[b->first.v[j]], eb = b->start.v[b->first.v[j + 1]];
  for (; ka < ea && kb < eb; ka++, kb++)
    if ((c = wg_pt_cmp(a->pt.v[ka], b->pt.v[kb])) != 0) return c;
  if (ea - ka != eb - kb) return ea - ka < eb - kb ? -1 : 1;
  uint32_t na = a->first.v[i + 1] - a->first.v[i], nb = b->first.v[j + 1] - b->first.v[j];
  if (na != nb) return na < nb ? -1 : 1;
  for (uint32_t r = 0; r < na; r++) {
    uint32_t sa = a->start.v[a->first.v[i] + r] - a->start.v[a->first.v[i]];
    uint32_t sb = b->start.v[b->first.v[j] + r] - b->start.v[b->first.v[j]];
    if (sa != sb) return sa < sb ? -1 : 1;
  }
  return 0;
}
