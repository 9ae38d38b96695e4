#include "read/outside.h"

#include <math.h>

#include "geom/valid.h"

typedef struct edge {
  wg_pt a, b; /* directed: the district lies to the left */
} edge;

struct wg_outside {
  const wg_shapes *d;
  wg_box box;
  int64_t height; /* of a slab, lattice units */
  uint32_t slabs;
  uint32_t *first; /* slabs + 1 */
  edge *edges;     /* of slab k: first[k] .. first[k+1]-1 */
};

static uint32_t slab_of(const wg_outside *o, int32_t y) {
  return (uint32_t)(((int64_t)y - o->box.min.y) / o->height);
}

typedef void visit_fn(wg_outside *o, edge e, uint32_t slab);

static void each_edge(wg_outside *o, visit_fn *visit) {
  const wg_shapes *d = o->d;
  for (uint32_t r = 0; r < wg_shapes_rings(d); r++) {
    uint32_t s = d->start.v[r], n = d->start.v[r + 1] - s;
    for (uint32_t i = 0; i < n; i++) {
      edge e = {d->pt.v[s + i], d->pt.v[s + (i + 1) % n]};
      wg_box b = wg_box_of(e.a, e.b);
      for (uint32_t k = slab_of(o, b.min.y); k <= slab_of(o, b.max.y); k++) visit(o, e, k);
    }
  }
}

static void count(wg_outside *o, edge e, uint32_t slab) {
  (void)e;
  o->first[slab + 1]++;
}

/* Fills backwards from first[slab + 1], which ends as the slab's begin. */
static void fill(wg_outside *o, edge e, uint32_t slab) { o->edges[--o->first[slab + 1]] = e; }

wg_outside *wg_outside_new(const wg_shapes *districts) {
  wg_outside *o = WG_NEW0(wg_outside, 1);
  if (!o) return NULL;
  o->d = districts;
  o->box = WG_BOX_EMPTY;
  for (size_t i = 0; i < districts->pt.n; i++) o->box = wg_box_add(o->box, districts->pt.v[i]);
  int64_t tall = districts->pt.n ? (int64_t)o->box.max.y - o->box.min.y + 1 : 1;
  int64_t want = (int64_t)districts->pt.n / 2 + 1; /* few edges a slab, few slabs an edge */
  o->height = tall / (want < 8192 ? want : 8192) + 1;
  o->slabs = (uint32_t)(tall / o->height) + 1;
  o->first = WG_NEW0(uint32_t, o->slabs + 2);
  if (o->first) {
    each_edge(o, count);
    for (uint32_t k = 0; k < o->slabs; k++) o->first[k + 1] += o->first[k];
    o->first[o->slabs + 1] = o->first[o->slabs];
    o->edges = WG_NEW(edge, o->first[o->slabs]);
  }
  if (!o->edges) {
    wg_outside_free(o);
    return NULL;
  }
  each_edge(o, fill);
  for (uint32_t k = 0; k <= o->slabs; k++) o->first[k] = o->first[k + 1];
  return o;
}

void wg_outside_free(wg_outside *o) {
  if (!o) return;
  wg_free(o->first);
  wg_free(o->edges);
  wg_free(o);
}

/* Winding number of all districts about p, or 1 when p lies on a border. */
static int winding(const wg_outside *o, wg_pt p) {
  int w = 0;
  if (!wg_box_meet(o->box, wg_box_of(p, p))) return 0;
  uint32_t k = slab_of(o, p.y);
  for (uint32_t i = o->first[k]; i < o->first[k + 1]; i++) {
    wg_pt a = o->edges[i].a, b = o->edges[i].b;
    if (p.y < (a.y < b.y ? a.y : b.y) || p.y > (a.y > b.y ? a.y : b.y)) continue;
    int s = wg_orient(a, b, p);
    if (s == 0 && wg_box_meet(wg_box_of(a, b), wg_box_of(p, p))) return 1;
    if (a.y <= p.y && p.y < b.y) w += s > 0;
    if (b.y <= p.y && p.y < a.y) w -= s < 0;
  }
  return w;
}

bool wg_outside_point(const wg_outside *o, wg_pt p) { return winding(o, p) == 0; }

static bool edge_meets(const wg_outside *o, wg_pt a, wg_pt b) {
  wg_box e = wg_box_of(a, b);
  if (!wg_box_meet(e, o->box)) return false;
  uint32_t from = slab_of(o, e.min.y < o->box.min.y ? o->box.min.y : e.min.y);
  uint32_t to = slab_of(o, e.max.y > o->box.max.y ? o->box.max.y : e.max.y);
  for (uint32_t i = o->first[from]; i < o->first[to + 1]; i++)
    if (wg_segments_meet(a, b, o->edges[i].a, o->edges[i].b)) return true;
  return false;
}

/* Polygon i covers a point of some district; only asked when no borders meet. */
static bool swallows(const wg_outside *o, const wg_shapes *s, uint32_t i) {
  const wg_shapes *d = o->d;
  for (uint32_t k = 0; k < wg_shapes_rings(d); k++) {
    int side = -1;
    for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++)
      if (wg_ring_side(s->pt.v + s->start.v[r], s->start.v[r + 1] - s->start.v[r],
                       d->pt.v[d->start.v[k]]) > 0)
        side = -side; /* even-odd over outlines and holes */
    if (side > 0) return true;
  }
  return false;
}

bool wg_outside_polygon(const wg_outside *o, const wg_shapes *s, uint32_t i) {
  wg_box box = wg_shapes_box(s, i);
  if (!wg_box_meet(box, o->box)) return true;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++)
    if (winding(o, s->pt.v[s->start.v[r]]) != 0) return false;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t b = s->start.v[r], n = s->start.v[r + 1] - b;
    for (uint32_t k = 0; k < n; k++)
      if (edge_meets(o, s->pt.v[b + k], s->pt.v[b + (k + 1) % n])) return false;
  }
  return !swallows(o, s, i);
}
