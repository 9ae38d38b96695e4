#include "geom/valid.h"

#include <stdlib.h>

enum { BRUTE_MAX = 24 }; /* up to here all pairs are faster than sorting */

void wg_valid_free(wg_valid *v) { WG_VEC_FREE(&v->edge); }

int wg_ring_side(const wg_pt *ring, uint32_t n, wg_pt p) {
  int side = -1;
  for (uint32_t i = 0, j = n - 1; i < n; j = i++) {
    wg_pt a = ring[j], b = ring[i];
    if (a.y > b.y) a = ring[i], b = ring[j];
    if (p.y < a.y || p.y > b.y) continue;
    int o = wg_orient(a, b, p);
    if (o == 0 && wg_box_meet(wg_box_of(a, b), wg_box_of(p, p))) return 0;
    if (p.y < b.y && o > 0) side = -side; /* half-open in y; the edge lies right of p */
  }
  return side;
}

/* Neighbours a-b-c may share b only: c must not fold back onto a-b. */
static bool folds(wg_pt a, wg_pt b, wg_pt c) {
  if (wg_orient(a, b, c) != 0) return false;
  int64_t dot =
      ((int64_t)a.x - b.x) * ((int64_t)c.x - b.x) + ((int64_t)a.y - b.y) * ((int64_t)c.y - b.y);
  return dot > 0;
}

static bool pair_ok(const struct wg_valid_edge *e, const struct wg_valid_edge *f) {
  if (!wg_box_meet(e->box, f->box)) return true;
  if (e->next == f->at) return !folds(e->a, e->b, f->b);
  if (f->next == e->at) return !folds(f->a, f->b, e->b);
  return !wg_segments_meet(e->a, e->b, f->a, f->b);
}

static bool collect(wg_valid *v, wg_rings r) {
  v->edge.n = 0;
  if (!WG_VEC_RESERVE(&v->edge, r.start[r.n] - r.start[0])) return false;
  for (uint32_t k = 0; k < r.n; k++)
    for (uint32_t i = r.start[k]; i < r.start[k + 1]; i++) {
      uint32_t next = i + 1 < r.start[k + 1] ? i + 1 : r.start[k];
      wg_pt a = r.pt[i], b = r.pt[next];
      v->edge.v[v->edge.n++] = (struct wg_valid_edge){wg_box_of(a, b), a, b, i, next};
    }
  return true;
}

static int by_left_end(const void *pa, const void *pb) {
  const struct wg_valid_edge *a = pa, *b = pb;
  int c = wg_pt_cmp(a->box.min, b->box.min);
  return c ? c : a->at < b->at ? -1 : a->at > b->at;
}

static bool no_contact(wg_valid *v) {
  struct wg_valid_edge *e = v->edge.v;
  size_t n = v->edge.n;
  bool sorted = n > BRUTE_MAX;
  if (sorted) qsort(e, n, sizeof *e, by_left_end);
  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++) {
      if (sorted && e[j].box.min.x > e[i].box.max.x) break;
      if (!pair_ok(&e[i], &e[j])) return false;
    }
  return true;
}

/* Ring a lies inside ring b, given that they do not touch. */
static bool ring_in(wg_rings r, uint32_t a, uint32_t b) {
  return wg_ring_side(r.pt + r.start[b], r.start[b + 1] - r.start[b], r.pt[r.start[a]]) > 0;
}

/* Ring k against the part p .. end-1: the part's own hole lies in its outline
 * and in no sister hole; an outline lies outside or in one of the part's holes. */
static bool fits_part(wg_rings r, uint32_t k, uint32_t p, uint32_t end) {
  bool own = k > p && k < end, in_hole = false;
  for (uint32_t h = p + 1; h < end && !in_hole; h++) in_hole = h != k && ring_in(r, k, h);
  if (own) return !in_hole && ring_in(r, k, p);
  return r.hole[k] || in_hole || !ring_in(r, k, p);
}

static bool nested_well(wg_rings r) {
  for (uint32_t p = 0, end; p < r.n; p = end) {
    for (end = p + 1; end < r.n && r.hole[end];) end++;
    for (uint32_t k = 0; k < r.n; k++)
      if (k != p && !fits_part(r, k, p, end)) return false;
  }
  return true;
}

bool wg_valid_simple(wg_valid *v, wg_rings r, bool *simple) {
  *simple = false;
  if (!collect(v, r)) return false;
  *simple = no_contact(v) && (r.n == 1 || nested_well(r));
  return true;
}
