#include "read/align_points.h"

#include <math.h>

#include "base/sort.h"
#include "read/align_raster.h"

enum { COARSE = 5000, FINE = 400 }; /* steps, lattice units: 50 m to choose squares, at least 4 m */

void wg_align_points_free(wg_align_points *p) {
  WG_VEC_FREE(&p->pt);
  WG_VEC_FREE(&p->square);
}

/* The squares over a box, row by row. */
typedef struct net {
  wg_box box;
  uint32_t nx, ny;
  uint32_t *points, *corners; /* of each square */
  uint32_t *rank;             /* of each square: its number among the chosen ones + 1; 0: none */
} net;

static void net_free(net *n) {
  wg_free(n->points);
  wg_free(n->corners);
  wg_free(n->rank);
}

static bool net_new(net *n, wg_box box) {
  *n = (net){.box = box};
  n->nx = (uint32_t)(((int64_t)box.max.x - box.min.x) / WG_ALIGN_SQUARE) + 1;
  n->ny = (uint32_t)(((int64_t)box.max.y - box.min.y) / WG_ALIGN_SQUARE) + 1;
  size_t all = (size_t)n->nx * n->ny;
  n->points = WG_NEW0(uint32_t, all);
  n->corners = WG_NEW0(uint32_t, all);
  n->rank = WG_NEW0(uint32_t, all);
  return n->points && n->corners && n->rank;
}

static bool within(const net *n, wg_pt p) { return wg_box_meet(n->box, wg_box_of(p, p)); }

static size_t square_of(const net *n, wg_pt p) {
  size_t ix = (size_t)(((int64_t)p.x - n->box.min.x) / WG_ALIGN_SQUARE);
  return (size_t)(((int64_t)p.y - n->box.min.y) / WG_ALIGN_SQUARE) * n->nx + ix;
}

/* Receives each place; false ends the walk: memory ran out. */
typedef bool place_fn(void *user, wg_pt p);

/* Every `step` along a-b as far as it is in the box; *ahead is the way to the next place, and goes
 * on from line to line. */
static bool walk_segment(wg_box box, wg_pt a, wg_pt b, double step, double *ahead, place_fn *f,
                         void *user) {
  double length = sqrt((double)wg_dist2(a, b)), t0, t1;
  if (!wg_align_clip(box, a, b, &t0, &t1)) return true;
  double at = t0 * length + *ahead, end = t1 * length;
  for (; at < end; at += step) {
    double t = at / length;
    wg_pt p = {(int32_t)lrint(a.x + t * ((double)b.x - a.x)),
               (int32_t)lrint(a.y + t * ((double)b.y - a.y))};
    if (wg_box_meet(box, wg_box_of(p, p)) && !f(user, p)) return false;
  }
  *ahead = at - end;
  return true;
}

static bool walk(const wg_align_lines *l, double step, place_fn *f, void *user) {
  const wg_shapes *s = l->shape;
  double ahead = step / 2;
  for (uint32_t r = 0; r < wg_shapes_rings(s); r++) {
    uint32_t from = s->start.v[r], n = s->start.v[r + 1] - from;
    for (uint32_t i = 0; i + (l->closed ? 0 : 1) < n; i++)
      if (!walk_segment(l->box, s->pt.v[from + i], s->pt.v[from + (i + 1) % n], step, &ahead, f,
                        user))
        return false;
  }
  return true;
}

static bool count_place(void *user, wg_pt p) {
  net *n = user;
  n->points[square_of(n, p)]++;
  return true;
}

/* Chooses the squares that tell most, of equals the first; *points: coarse ones in them. */
static bool choose(net *n, const wg_shapes *other, uint32_t squares, wg_align_points *out,
                   uint64_t *points) {
  for (size_t i = 0; i < other->pt.n; i++)
    if (within(n, other->pt.v[i])) n->corners[square_of(n, other->pt.v[i])]++;
  WG_VEC(wg_kv) key = {0};
  bool ok = true;
  for (size_t i = 0; i < (size_t)n->nx * n->ny && ok; i++) {
    uint32_t tells = n->points[i] < n->corners[i] ? n->points[i] : n->corners[i];
    if (tells) ok = WG_VEC_PUSH(&key, ((wg_kv){UINT32_MAX - tells, (uint32_t)i}));
  }
  ok = ok && wg_sort_kv(key.v, key.n);
  for (size_t i = 0; ok && i < key.n && i < squares; i++) {
    uint32_t k = key.v[i].val;
    wg_pt min = {(int32_t)(n->box.min.x + (int64_t)(k % n->nx) * WG_ALIGN_SQUARE),
                 (int32_t)(n->box.min.y + (int64_t)(k / n->nx) * WG_ALIGN_SQUARE)};
    ok = WG_VEC_PUSH(&out->square, ((wg_align_square){.min = min}));
    n->rank[k] = (uint32_t)i + 1;
    *points += n->points[k];
  }
  WG_VEC_FREE(&key);
  return ok;
}

typedef struct taken {
  const net *n;
  WG_VEC(wg_pt) pt;
  WG_VEC(wg_kv) key; /* by square */
} taken;

static bool take_place(void *user, wg_pt p) {
  taken *t = user;
  uint32_t rank = t->n->rank[square_of(t->n, p)];
  if (rank == 0) return true;
  wg_kv key = {rank - 1, (uint32_t)t->pt.n};
  return WG_VEC_PUSH(&t->pt, p) && WG_VEC_PUSH(&t->key, key);
}

/* Puts the points into the order of the squares. */
static bool arrange(taken *t, wg_align_points *out) {
  if (!wg_sort_kv(t->key.v, t->key.n) || !WG_VEC_RESERVE(&out->pt, t->pt.n)) return false;
  for (uint32_t s = 0, i = 0; s < out->square.n; s++) {
    out->square.v[s].first = i;
    for (; i < t->key.n && t->key.v[i].key == s; i++)
      out->pt.v[out->pt.n++] = t->pt.v[t->key.v[i].val];
    out->square.v[s].last = i;
  }
  return true;
}

wg_status wg_align_points_take(wg_ctx *ctx, const wg_align_lines *l, uint32_t squares,
                               wg_align_points *out) {
  net n;
  uint64_t coarse = 0;
  taken t = {.n = &n};
  bool ok = net_new(&n, l->box) && walk(l, COARSE, count_place, &n) &&
            choose(&n, l->other, squares, out, &coarse);
  double step = (double)coarse * COARSE / WG_ALIGN_POINTS;
  ok = ok && walk(l, fmax(step, FINE), take_place, &t) && arrange(&t, out);
  WG_VEC_FREE(&t.pt);
  WG_VEC_FREE(&t.key);
  net_free(&n);
  return ok ? WG_OK : wg_nomem(ctx);
}
