#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* qsort_r */
#endif
#include "read/canon.h"

#include <stdlib.h>
#include <string.h>

typedef struct ring {
  wg_pt *pt;
  uint32_t n, part; /* part: index of its outline among the rings */
  uint8_t hole;
} ring;

static void reverse(wg_pt *p, uint32_t n) {
  for (uint32_t i = 0, j = n; i + 1 < j; i++) {
    wg_pt t = p[i];
    p[i] = p[--j];
    p[j] = t;
  }
}

/* Rotation by three reversals: p[k] comes first. */
static void rotate(wg_pt *p, uint32_t n, uint32_t k) {
  if (k == 0) return;
  reverse(p, k);
  reverse(p + k, n - k);
  reverse(p, n);
}

static int cmp_points(const wg_pt *a, uint32_t na, const wg_pt *b, uint32_t nb) {
  for (uint32_t i = 0; i < na && i < nb; i++) {
    int c = wg_pt_cmp(a[i], b[i]);
    if (c) return c;
  }
  return na < nb ? -1 : na > nb;
}

/* A simple ring has its smallest point once. */
static void normalise_ring(ring *r, bool clockwise) {
  int64_t area = 0;
  uint32_t least = 0;
  for (uint32_t i = 2; i < r->n; i++) area += wg_cross(r->pt[0], r->pt[i - 1], r->pt[i]);
  if ((area < 0) != clockwise) reverse(r->pt, r->n);
  for (uint32_t i = 1; i < r->n; i++)
    if (wg_pt_cmp(r->pt[i], r->pt[least]) < 0) least = i;
  rotate(r->pt, r->n, least);
}

static int cmp_rings(const ring *a, const ring *b) { return cmp_points(a->pt, a->n, b->pt, b->n); }

/* Parts by their outlines, and the holes of each behind its outline. */
static int cmp_in_feature(const void *pa, const void *pb, void *user) {
  const ring *a = pa, *b = pb, *outline = user;
  if (a->part != b->part) {
    int c = cmp_rings(&outline[a->part], &outline[b->part]);
    return c ? c : a->part < b->part ? -1 : 1;
  }
  return a->hole != b->hole ? a->hole - b->hole : cmp_rings(a, b);
}

/* Copies of the rings (points in *pts) that may be changed. */
static bool copy_rings(wg_rings r, ring **rings, wg_pt **pts) {
  uint32_t base = r.start[0], n = r.start[r.n] - base, part = 0;
  *rings = WG_NEW(ring, 2 * (size_t)r.n); /* the second half is for the sorted order */
  *pts = WG_NEW(wg_pt, n);
  if (!*rings || !*pts) return false;
  memcpy(*pts, r.pt + base, n * sizeof(wg_pt));
  for (uint32_t k = 0; k < r.n; k++) {
    if (!r.hole[k]) part = k;
    (*rings)[k] = (ring){*pts + (r.start[k] - base), r.start[k + 1] - r.start[k], part, r.hole[k]};
  }
  return true;
}

static bool put(wg_shapes *out, const ring *r, bool close) {
  if (!WG_VEC_RESERVE(&out->pt, (size_t)r->n + 1)) return false;
  for (uint32_t i = 0; i < r->n; i++)
    if (!wg_shapes_pt(out, r->pt[i])) return false;
  if (close && !wg_shapes_pt(out, r->pt[0])) return false;
  return wg_shapes_end_ring(out, r->hole);
}

bool wg_canon_polygon(wg_rings r, wg_shapes *out) {
  ring *rings = NULL;
  wg_pt *pts = NULL;
  bool ok = copy_rings(r, &rings, &pts);
  if (ok) {
    for (uint32_t k = 0; k < r.n; k++) normalise_ring(&rings[k], rings[k].hole);
    memcpy(rings + r.n, rings, r.n * sizeof *rings);
    if (r.n > 1) qsort_r(rings + r.n, r.n, sizeof *rings, cmp_in_feature, rings);
    for (uint32_t k = 0; k < r.n && ok; k++) ok = put(out, &rings[r.n + k], false);
    ok = ok && wg_shapes_end_feature(out);
  }
  wg_free(rings);
  wg_free(pts);
  return ok;
}

/* Forwards or backwards, whichever reads smaller. */
static void normalise_line(ring *l) {
  for (uint32_t i = 0, j = l->n - 1; i < j; i++, j--) {
    int c = wg_pt_cmp(l->pt[i], l->pt[j]);
    if (c > 0) reverse(l->pt, l->n);
    if (c != 0) return;
  }
}

static int cmp_lines(const void *a, const void *b) { return cmp_rings(a, b); }

bool wg_canon_lines(wg_rings r, bool closed, wg_shapes *out) {
  ring *rings = NULL;
  wg_pt *pts = NULL;
  bool ok = copy_rings(r, &rings, &pts);
  if (ok) {
    for (uint32_t k = 0; k < r.n; k++) {
      rings[k].hole = 0;
      if (closed)
        normalise_ring(&rings[k], false);
      else
        normalise_line(&rings[k]);
    }
    qsort(rings, r.n, sizeof *rings, cmp_lines);
    for (uint32_t k = 0; k < r.n && ok; k++) ok = put(out, &rings[k], closed);
    ok = ok && wg_shapes_end_feature(out);
  }
  wg_free(rings);
  wg_free(pts);
  return ok;
}

/* ---- order of features ---------------------------------------------------- */

typedef struct key {
  wg_box box;
  uint32_t i;
} key;

typedef struct ordering {
  const wg_shapes *s;
  wg_tie_fn *tie;
  const void *user;
} ordering;

static int cmp_features(const void *pa, const void *pb, void *user) {
  const key *a = pa, *b = pb;
  const ordering *o = user;
  int c = wg_pt_cmp(a->box.min, b->box.min);
  if (c == 0) c = wg_pt_cmp(a->box.max, b->box.max);
  if (c == 0) c = wg_shapes_cmp(o->s, a->i, o->s, b->i);
  if (c == 0 && o->tie) c = o->tie(o->user, a->i, b->i);
  return c ? c : a->i < b->i ? -1 : a->i > b->i;
}

wg_status wg_canon_order(wg_ctx *ctx, const wg_shapes *s, wg_tie_fn *tie, const void *user,
                         uint32_t **order) {
  uint32_t n = wg_shapes_count(s);
  key *keys = WG_NEW(key, n);
  *order = WG_NEW(uint32_t, n);
  if (!keys || !*order) {
    wg_free(keys);
    wg_free(*order);
    *order = NULL;
    return wg_nomem(ctx);
  }
  for (uint32_t i = 0; i < n; i++) keys[i] = (key){wg_shapes_box(s, i), i};
  ordering o = {s, tie, user};
  qsort_r(keys, n, sizeof *keys, cmp_features, &o);
  for (uint32_t i = 0; i < n; i++) (*order)[i] = keys[i].i;
  wg_free(keys);
  return WG_OK;
}
