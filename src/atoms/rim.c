#include "atoms/rim.h"

#include <stdlib.h>

/* ---- ring ----------------------------------------------------------------- */

static bool lay_ring(const wg_plane *p, uint32_t face, wg_u32vec *h) {
  uint32_t start = p->ring[p->ring_first[face]], k = start;
  do {
    if (p->face[k ^ 1] != face && !WG_VEC_PUSH(h, k)) return false;
    k = p->next[k];
  } while (k != start);
  return true;
}

static bool closes(const wg_plane *p, const wg_u32vec *h) {
  for (size_t i = 0; i < h->n; i++) {
    uint32_t next = h->v[i + 1 < h->n ? i + 1 : 0];
    if (p->lines.end[h->v[i] ^ 1] != p->lines.end[next]) return false;
  }
  return h->n > 2;
}

bool wg_rim_build(const wg_plane *p, uint32_t face, wg_rim *out) {
  *out = (wg_rim){0};
  wg_u32vec h = {0};
  bool ok = lay_ring(p, face, &h);
  if (!ok || !closes(p, &h)) {
    WG_VEC_FREE(&h);
    return ok;
  }
  out->n = (uint32_t)h.n;
  out->h = h.v;
  out->at = WG_NEW(double, h.n + 1);
  if (!out->at) {
    wg_rim_free(out);
    return false;
  }
  out->at[0] = 0;
  for (size_t i = 0; i < h.n; i++) out->at[i + 1] = out->at[i] + wg_plane_edge_m(p, h.v[i] / 2);
  return true;
}

void wg_rim_free(wg_rim *o) {
  wg_free(o->h);
  wg_free(o->at);
  WG_VEC_FREE(&o->end);
  *o = (wg_rim){0};
}

double wg_rim_between(const wg_rim *o, uint32_t i, uint32_t j) {
  double d = o->at[j] - o->at[i];
  return d < 0 ? d + o->at[o->n] : d;
}

/* ---- ends ----------------------------------------------------------------- */

typedef struct {
  double x, y;
} vec;

/* The place so many metres from corner 0, in lattice units. */
static vec place_at(const wg_plane *p, const wg_rim *o, double m) {
  double whole = o->at[o->n];
  m = m < 0 ? m + whole : m >= whole ? m - whole : m;
  uint32_t lo = 0, hi = o->n;
  while (hi - lo > 1) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (o->at[mid] <= m)
      lo = mid;
    else
      hi = mid;
  }
  wg_pt a = wg_plane_org(p, o->h[lo]), b = wg_plane_dst(p, o->h[lo]);
  double t = (m - o->at[lo]) / (o->at[lo + 1] - o->at[lo]);
  return (vec){a.x + t * ((double)b.x - a.x), a.y + t * ((double)b.y - a.y)};
}

static vec corner(const wg_plane *p, const wg_rim *o, uint32_t i) {
  wg_pt a = wg_plane_org(p, o->h[i]);
  return (vec){a.x, a.y};
}

static vec less(vec a, vec b) { return (vec){a.x - b.x, a.y - b.y}; }

/* Radians from direction a to direction b, to the left. */
static double turn(vec a, vec b) { return atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y); }

/* An end and how good it is: short, and turning back fully. */
typedef struct {
  wg_end end;
  double fault; /* metres; below 0: no end */
} found;

typedef WG_VEC(found) founds;

/* The best end that begins at corner i. */
static found end_from(const wg_plane *p, const wg_rim *o, uint32_t i, double width_m) {
  vec at = corner(p, o, i), dir = less(at, place_at(p, o, o->at[i] - width_m));
  found best = {.fault = -1};
  double length = 0, turned = 0;
  for (uint32_t k = 0, j = i; k < o->n && length <= 2 * width_m; k++) {
    vec here = corner(p, o, j), on = less(place_at(p, o, o->at[j] + width_m), here);
    double whole = turned + turn(dir, on);
    double fault = length + 2 * width_m * fmax(0, M_PI - whole);
    if (whole > WG_END_TURN && (best.fault < 0 || fault < best.fault))
      best = (found){{i, j, length}, fault};
    uint32_t next = j + 1 < o->n ? j + 1 : 0;
    vec step = less(corner(p, o, next), here);
    turned += turn(dir, step);
    dir = step;
    length += o->at[j + 1] - o->at[j];
    j = next;
  }
  return best;
}

static int cmp_found(const void *x, const void *y) {
  const found *a = x, *b = y;
  if (a->fault != b->fault) return a->fault < b->fault ? -1 : 1;
  return (a->end.from > b->end.from) - (a->end.from < b->end.from);
}

static int cmp_from(const void *x, const void *y) {
  const wg_end *a = x, *b = y;
  return (a->from > b->from) - (a->from < b->from);
}

/* Is there at least one width of outline between the two? */
static bool apart(const wg_rim *o, const wg_end *a, const wg_end *b, double width_m) {
  double to_b = wg_rim_between(o, a->from, b->from) - a->length_m,
         to_a = wg_rim_between(o, b->from, a->from) - b->length_m;
  return a->from != b->from && to_b >= width_m && to_a >= width_m;
}

static bool list_ends(const wg_plane *p, const wg_rim *o, double width_m, founds *out) {
  for (uint32_t i = 0; i < o->n && o->at[o->n] > 4 * width_m; i++) {
    found e = end_from(p, o, i, width_m);
    if (e.fault >= 0 && !WG_VEC_PUSH(out, e)) return false;
  }
  if (out->n) qsort(out->v, out->n, sizeof *out->v, cmp_found);
  return true;
}

bool wg_rim_find_ends(const wg_plane *p, wg_rim *o, double width_m) {
  founds all = {0};
  bool ok = list_ends(p, o, width_m, &all);
  for (size_t i = 0; i < all.n && ok; i++) {
    bool fits = true;
    for (size_t k = 0; k < o->end.n && fits; k++)
      fits = apart(o, &o->end.v[k], &all.v[i].end, width_m);
    if (fits) ok = WG_VEC_PUSH(&o->end, all.v[i].end);
  }
  if (ok && o->end.n) qsort(o->end.v, o->end.n, sizeof *o->end.v, cmp_from);
  WG_VEC_FREE(&all);
  return ok;
}
