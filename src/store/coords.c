#include "store/coords.h"

#include <math.h>

#include "base/rng.h"

enum { LONGEST = 20000 }; /* lattice units of an edge that is not split: 200 m */

void wg_coords_free(wg_coords *c) {
  WG_VEC_FREE(&c->first);
  WG_VEC_FREE(&c->start);
  WG_VEC_FREE(&c->hole);
  WG_VEC_FREE(&c->q);
}

/* ---- one ring: split, transform, round ------------------------------------- */

typedef struct {
  wg_ctx *ctx;
  const wg_frame *frame;
  wg_transform *t;
  bool split;
  WG_VEC(double) xy; /* the ring at hand */
} maker;

static bool put(maker *m, double x, double y) {
  return WG_VEC_PUSH(&m->xy, x) && WG_VEC_PUSH(&m->xy, y);
}

/* Smallest n with n * 200 m >= the length. */
static int64_t pieces(wg_pt a, wg_pt b) {
  int64_t d2 = wg_dist2(a, b);
  const int64_t unit2 = (int64_t)LONGEST * LONGEST;
  if (d2 <= unit2) return 1;
  int64_t n = (int64_t)ceil(sqrt((double)d2) / LONGEST);
  while (n > 1 && (n - 1) * (n - 1) * unit2 >= d2) n--;
  while (n * n * unit2 < d2) n++;
  return n;
}

/* a, then the inner points of a-b; their values do not depend on the direction. */
static bool put_edge(maker *m, wg_pt a, wg_pt b) {
  if (!put(m, wg_frame_x(m->frame, a.x), wg_frame_y(m->frame, a.y))) return false;
  int64_t n = m->split ? pieces(a, b) : 1;
  bool forward = wg_pt_cmp(a, b) < 0;
  wg_pt lo = forward ? a : b, hi = forward ? b : a;
  double x = wg_frame_x(m->frame, lo.x), y = wg_frame_y(m->frame, lo.y);
  double dx = (double)((int64_t)hi.x - lo.x) / 100.0, dy = (double)((int64_t)hi.y - lo.y) / 100.0;
  for (int64_t i = 1; i < n; i++) {
    double k = (double)(forward ? i : n - i);
    if (!put(m, x + dx * k / (double)n, y + dy * k / (double)n)) return false;
  }
  return true;
}

static bool put_ring(maker *m, const wg_pt *p, uint32_t n) {
  m->xy.n = 0;
  for (uint32_t i = 0; i < n; i++)
    if (!put_edge(m, p[i], p[i + 1 == n ? 0 : i + 1])) return false;
  return true;
}

/* Rounds the ring into c, without repeating a vertex. */
static bool round_ring(const maker *m, wg_coords *c) {
  size_t from = c->q.n;
  if (!WG_VEC_RESERVE(&c->q, m->xy.n)) return false;
  for (size_t i = 0; i < m->xy.n; i += 2) {
    int64_t x = llround(m->xy.v[i] * c->scale), y = llround(m->xy.v[i + 1] * c->scale);
    if (c->q.n > from && c->q.v[c->q.n - 2] == x && c->q.v[c->q.n - 1] == y) continue;
    c->q.v[c->q.n++] = x;
    c->q.v[c->q.n++] = y;
  }
  while (c->q.n - from > 2 && c->q.v[from] == c->q.v[c->q.n - 2] &&
         c->q.v[from + 1] == c->q.v[c->q.n - 1])
    c->q.n -= 2;
  return true;
}

/* Sign of the area, exact. */
static int ring_sign(const int64_t *q, size_t n) {
  __int128 sum = 0;
  for (size_t i = 1; i + 1 < n; i++) {
    __int128 ax = q[2 * i] - q[0], ay = q[2 * i + 1] - q[1];
    sum += ax * (q[2 * i + 3] - q[1]) - ay * (q[2 * i + 2] - q[0]);
  }
  return (sum > 0) - (sum < 0);
}

static void reverse(int64_t *q, size_t n) {
  for (size_t i = 0, j = n - 1; i < j; i++, j--) {
    int64_t x = q[2 * i], y = q[2 * i + 1];
    q[2 * i] = q[2 * j], q[2 * i + 1] = q[2 * j + 1];
    q[2 * j] = x, q[2 * j + 1] = y;
  }
}

/* *kept = false when the ring vanished by rounding. */
static wg_status add_ring(maker *m, const wg_pt *p, uint32_t n, uint8_t hole, wg_coords *c,
                          bool *kept) {
  if (!put_ring(m, p, n)) return wg_nomem(m->ctx);
  if (!wg_transform_points(m->t, m->xy.v, m->xy.n / 2))
    return wg_fail(m->ctx, WG_ERR_DATA,
                   "a polygon near %.0f, %.0f cannot be expressed in the output CRS; "
                   "choose another by --crs",
                   wg_frame_x(m->frame, p->x), wg_frame_y(m->frame, p->y));
  size_t from = c->q.n;
  if (!round_ring(m, c)) return wg_nomem(m->ctx);
  size_t vertices = (c->q.n - from) / 2;
  int sign = vertices < 3 ? 0 : ring_sign(c->q.v + from, vertices);
  *kept = sign != 0;
  if (!*kept)
    c->q.n = from;
  else if (sign == (hole ? 1 : -1))
    reverse(c->q.v + from, vertices);
  if (*kept && (!WG_VEC_PUSH(&c->hole, hole) || !WG_VEC_PUSH(&c->start, (uint32_t)(c->q.n / 2))))
    return wg_nomem(m->ctx);
  return WG_OK;
}

static wg_status add_feature(maker *m, const wg_shapes *s, uint32_t i, wg_coords *c) {
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    const wg_pt *p = s->pt.v + s->start.v[r];
    bool kept = false;
    WG_TRY(add_ring(m, p, s->start.v[r + 1] - s->start.v[r], s->hole.v[r], c, &kept));
    if (!kept && !s->hole.v[r])
      return wg_fail(m->ctx, WG_ERR_DATA,
                     "a polygon near %.2f, %.2f has no area in the output CRS; "
                     "choose another by --crs",
                     wg_frame_x(m->frame, p->x), wg_frame_y(m->frame, p->y));
  }
  return WG_VEC_PUSH(&c->first, (uint32_t)c->hole.n) ? WG_OK : wg_nomem(m->ctx);
}

wg_status wg_coords_make(wg_ctx *ctx, const wg_frame *frame, const wg_shapes *s, wg_transform *t,
                         double scale, wg_coords *c) {
  maker m = {.ctx = ctx, .frame = frame, .t = t, .split = !wg_transform_is_identity(t)};
  *c = (wg_coords){.scale = scale};
  wg_status st = WG_VEC_PUSH(&c->first, 0) && WG_VEC_PUSH(&c->start, 0) ? WG_OK : wg_nomem(ctx);
  for (uint32_t i = 0, n = wg_shapes_count(s); i < n && st == WG_OK; i++) {
    st = add_feature(&m, s, i, c);
    if ((i & 255) == 0) wg_progress(ctx, "export", 0.5 * i / n);
  }
  WG_VEC_FREE(&m.xy);
  return st;
}

bool wg_coords_get(const wg_coords *c, uint32_t i, wg_geom *g) {
  uint32_t r0 = c->first.v[i], r1 = c->first.v[i + 1], k0 = c->start.v[r0], k1 = c->start.v[r1];
  g->start.n = g->hole.n = g->xy.n = 0;
  if (!WG_VEC_RESERVE(&g->start, r1 - r0 + 1) || !WG_VEC_RESERVE(&g->hole, r1 - r0) ||
      !WG_VEC_RESERVE(&g->xy, 2 * (size_t)(k1 - k0)))
    return false;
  for (uint32_t r = r0; r < r1; r++) {
    g->start.v[g->start.n++] = c->start.v[r] - k0;
    g->hole.v[g->hole.n++] = c->hole.v[r];
  }
  g->start.v[g->start.n++] = k1 - k0;
  for (size_t k = 2 * (size_t)k0; k < 2 * (size_t)k1; k++)
    g->xy.v[g->xy.n++] = (double)c->q.v[k] / c->scale;
  return true;
}

/* ---- proof -------------------------------------------------------------------- */

/* A hash set of directed edges, each named by its first vertex. */
typedef struct {
  const wg_coords *c;
  uint32_t *slot; /* vertex + 1, or 0 */
  uint32_t *next; /* the vertex after each one in its ring */
  size_t mask;
} edge_set;

static const int64_t *vertex(const wg_coords *c, uint32_t k) { return c->q.v + 2 * (size_t)k; }

static bool same_vertex(const int64_t *a, const int64_t *b) { return a[0] == b[0] && a[1] == b[1]; }

static size_t edge_hash(const int64_t *a, const int64_t *b) {
  uint64_t h = wg_mix64((uint64_t)a[0]);
  h = wg_mix64(h ^ (uint64_t)a[1]);
  h = wg_mix64(h ^ (uint64_t)b[0]);
  return (size_t)wg_mix64(h ^ (uint64_t)b[1]);
}

/* False when the edge is there already. */
static bool insert(edge_set *e, uint32_t k) {
  const int64_t *a = vertex(e->c, k), *b = vertex(e->c, e->next[k]);
  for (size_t i = edge_hash(a, b) & e->mask;; i = (i + 1) & e->mask) {
    if (e->slot[i] == 0) {
      e->slot[i] = k + 1;
      return true;
    }
    uint32_t other = e->slot[i] - 1;
    if (same_vertex(vertex(e->c, other), a) && same_vertex(vertex(e->c, e->next[other]), b))
      return false;
  }
}

static void fill_next(edge_set *e) {
  const wg_coords *c = e->c;
  for (size_t r = 0; r < c->hole.n; r++)
    for (uint32_t k = c->start.v[r]; k < c->start.v[r + 1]; k++)
      e->next[k] = k + 1 < c->start.v[r + 1] ? k + 1 : c->start.v[r];
}

static uint32_t feature_of(const wg_coords *c, uint32_t k) {
  uint32_t i = 0;
  while (c->start.v[c->first.v[i + 1]] <= k) i++;
  return i;
}

wg_status wg_coords_prove(wg_ctx *ctx, const wg_coords *c, bool *holds, uint32_t *feature) {
  uint32_t n = (uint32_t)(c->q.n / 2);
  size_t slots = 16;
  while (slots < 2 * (size_t)n) slots *= 2;
  edge_set e = {
      .c = c, .slot = WG_NEW0(uint32_t, slots), .next = WG_NEW(uint32_t, n), .mask = slots - 1};
  wg_status st = e.slot && e.next ? WG_OK : wg_nomem(ctx);
  *holds = true;
  if (st == WG_OK) fill_next(&e);
  for (uint32_t k = 0; k < n && st == WG_OK && *holds; k++)
    if (!insert(&e, k)) {
      *holds = false;
      *feature = feature_of(c, k);
    }
  wg_free(e.next);
  wg_free(e.slot);
  return st;
}
