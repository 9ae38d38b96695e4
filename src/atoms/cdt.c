#include "atoms/cdt.h"

#include <string.h>

#include "base/mem.h"
#include "base/sort.h"
#include "geom/boxtree.h"

typedef WG_VEC(uint32_t) stack;

typedef struct {
  wg_cdt *t;
  uint32_t *at;  /* a half-edge that leaves each vertex */
  uint32_t last; /* triangle where the last walk ended */
  stack work;    /* half-edges whose flip is to be considered */
} builder;

/* ---- predicates ----------------------------------------------------------- */

/* > 0 when d lies inside the circle through a, b, c (counter-clockwise). */
static int in_circle(wg_pt a, wg_pt b, wg_pt c, wg_pt d) {
  int64_t ax = (int64_t)a.x - d.x, ay = (int64_t)a.y - d.y;
  int64_t bx = (int64_t)b.x - d.x, by = (int64_t)b.y - d.y;
  int64_t cx = (int64_t)c.x - d.x, cy = (int64_t)c.y - d.y;
  __int128 s = (__int128)(ax * ax + ay * ay) * (bx * cy - by * cx) +
               (__int128)(bx * bx + by * by) * (cx * ay - cy * ax) +
               (__int128)(cx * cx + cy * cy) * (ax * by - ay * bx);
  return (s > 0) - (s < 0);
}

static wg_pt org(const builder *b, uint32_t h) { return b->t->v[b->t->org[h]]; }
static wg_pt dst(const builder *b, uint32_t h) { return b->t->v[b->t->org[wg_cdt_next(h)]]; }
static wg_pt apex(const builder *b, uint32_t h) { return b->t->v[b->t->org[wg_cdt_prev(h)]]; }

/* ---- triangles ------------------------------------------------------------ */

static void join(wg_cdt *t, uint32_t h, uint32_t g) {
  t->twin[h] = g;
  if (g != WG_NO_TWIN) t->twin[g] = h;
}

static void set_tri(builder *b, uint32_t tri, uint32_t u, uint32_t v, uint32_t w) {
  wg_cdt *t = b->t;
  t->org[3 * tri] = u;
  t->org[3 * tri + 1] = v;
  t->org[3 * tri + 2] = w;
  b->at[u] = 3 * tri;
  b->at[v] = 3 * tri + 1;
  b->at[w] = 3 * tri + 2;
  for (uint32_t i = 0; i < 3; i++) t->con[3 * tri + i] = WG_NO_CON;
}

/* Turns the diagonal h of its quadrilateral; h and its twin keep their triangles.
 * Returns with h = the new diagonal. Constraint marks of the four sides move along. */
static void flip(builder *b, uint32_t h) {
  wg_cdt *t = b->t;
  uint32_t g = t->twin[h];
  uint32_t h1 = wg_cdt_next(h), h2 = wg_cdt_prev(h), g1 = wg_cdt_next(g), g2 = wg_cdt_prev(g);
  uint32_t p = t->org[h2], q = t->org[g2], u = t->org[h], v = t->org[g];
  uint32_t th1 = t->twin[h1], th2 = t->twin[h2], tg1 = t->twin[g1], tg2 = t->twin[g2];
  uint32_t ch1 = t->con[h1], ch2 = t->con[h2], cg1 = t->con[g1], cg2 = t->con[g2];
  /* triangle of h becomes q -> p (diagonal), p -> u, u -> q; that of g p -> q, q -> v, v -> p */
  t->org[h] = q;
  t->org[h1] = p;
  t->org[h2] = u;
  t->org[g] = p;
  t->org[g1] = q;
  t->org[g2] = v;
  join(t, h1, th2);
  join(t, h2, tg1);
  join(t, g1, tg2);
  join(t, g2, th1);
  t->con[h1] = ch2;
  t->con[h2] = cg1;
  t->con[g1] = cg2;
  t->con[g2] = ch1;
  b->at[u] = h2;
  b->at[v] = g2;
  b->at[p] = g;
  b->at[q] = h;
}

/* ---- Delaunay insertion --------------------------------------------------- */

/* Flips until every edge on the stack is locally Delaunay or a constraint. */
static bool legalize(builder *b) {
  wg_cdt *t = b->t;
  while (b->work.n > 0) {
    uint32_t h = b->work.v[--b->work.n], g = t->twin[h];
    if (g == WG_NO_TWIN || t->con[h] != WG_NO_CON) continue;
    if (in_circle(org(b, h), dst(b, h), apex(b, h), apex(b, g)) <= 0) continue;
    flip(b, h);
    uint32_t side[4] = {wg_cdt_next(h), wg_cdt_prev(h), wg_cdt_next(g), wg_cdt_prev(g)};
    for (int i = 0; i < 4; i++)
      if (!WG_VEC_PUSH(&b->work, side[i])) return false;
  }
  return true;
}

/* Walks to the triangle that holds p; *on is a half-edge through p, if any. */
static uint32_t walk(const builder *b, wg_pt p, uint32_t *on) {
  uint32_t tri = b->last;
  for (uint32_t turn = 0;; turn++) {
    uint32_t out = WG_NO_TWIN;
    *on = WG_NO_TWIN;
    for (uint32_t k = 0; k < 3 && out == WG_NO_TWIN; k++) {
      uint32_t h = 3 * tri + (k + turn) % 3;
      int o = wg_orient(org(b, h), dst(b, h), p);
      if (o < 0)
        out = h;
      else if (o == 0)
        *on = h;
    }
    if (out == WG_NO_TWIN) return tri;
    tri = b->t->twin[out] / 3;
  }
}

static bool push3(builder *b, uint32_t x, uint32_t y, uint32_t z) {
  return WG_VEC_PUSH(&b->work, x) && WG_VEC_PUSH(&b->work, y) && WG_VEC_PUSH(&b->work, z);
}

/* p inside triangle tri: three triangles. */
static bool split_triangle(builder *b, uint32_t tri, uint32_t p) {
  wg_cdt *t = b->t;
  uint32_t u = t->org[3 * tri], v = t->org[3 * tri + 1], w = t->org[3 * tri + 2];
  uint32_t tu = t->twin[3 * tri], tv = t->twin[3 * tri + 1], tw = t->twin[3 * tri + 2];
  uint32_t a = t->nt, c = t->nt + 1;
  t->nt += 2;
  set_tri(b, tri, u, v, p);
  set_tri(b, a, v, w, p);
  set_tri(b, c, w, u, p);
  join(t, 3 * tri, tu);
  join(t, 3 * a, tv);
  join(t, 3 * c, tw);
  join(t, 3 * tri + 1, 3 * a + 2);
  join(t, 3 * a + 1, 3 * c + 2);
  join(t, 3 * c + 1, 3 * tri + 2);
  return push3(b, 3 * tri, 3 * a, 3 * c);
}

/* p on half-edge h (never on the rim): four triangles. */
static bool split_edge(builder *b, uint32_t h, uint32_t p) {
  wg_cdt *t = b->t;
  uint32_t g = t->twin[h];
  uint32_t u = t->org[h], v = t->org[g], w = t->org[wg_cdt_prev(h)], x = t->org[wg_cdt_prev(g)];
  uint32_t vw = t->twin[wg_cdt_next(h)], wu = t->twin[wg_cdt_prev(h)];
  uint32_t ux = t->twin[wg_cdt_next(g)], xv = t->twin[wg_cdt_prev(g)];
  uint32_t a = h / 3, c = g / 3, d = t->nt, e = t->nt + 1;
  t->nt += 2;
  set_tri(b, a, w, u, p);
  set_tri(b, d, v, w, p);
  set_tri(b, c, x, v, p);
  set_tri(b, e, u, x, p);
  join(t, 3 * a, wu);
  join(t, 3 * d, vw);
  join(t, 3 * c, xv);
  join(t, 3 * e, ux);
  join(t, 3 * a + 1, 3 * e + 2);
  join(t, 3 * e + 1, 3 * c + 2);
  join(t, 3 * c + 1, 3 * d + 2);
  join(t, 3 * d + 1, 3 * a + 2);
  return push3(b, 3 * a, 3 * d, 3 * c) && WG_VEC_PUSH(&b->work, 3 * e);
}

static bool insert_vertex(builder *b, uint32_t p) {
  uint32_t on, tri = walk(b, b->t->v[p], &on);
  bool ok = on == WG_NO_TWIN ? split_triangle(b, tri, p) : split_edge(b, on, p);
  b->last = tri;
  return ok && legalize(b);
}

/* ---- constraints ---------------------------------------------------------- */

static void mark(builder *b, uint32_t h, uint32_t edge) {
  b->t->con[h] = edge;
  if (b->t->twin[h] != WG_NO_TWIN) b->t->con[b->t->twin[h]] = edge;
}

/* The half-edge u -> v, or WG_NO_TWIN. *cross: otherwise the half-edge opposite u
 * that the segment u v leaves u's fan through. */
static uint32_t find_edge(const builder *b, uint32_t u, uint32_t v, uint32_t *cross) {
  const wg_cdt *t = b->t;
  uint32_t h0 = b->at[u], h = h0;
  wg_pt pu = t->v[u], pv = t->v[v];
  *cross = WG_NO_TWIN;
  do {
    if (t->org[wg_cdt_next(h)] == v) return h;
    if (wg_orient(pu, dst(b, h), pv) > 0 && wg_orient(pu, apex(b, h), pv) < 0)
      *cross = wg_cdt_next(h);
    h = t->twin[wg_cdt_prev(h)]; /* vertices of the input never lie on the rim */
  } while (h != h0);
  return WG_NO_TWIN;
}

/* All half-edges the segment u v crosses, from `first` on. False: v was not reached. */
static bool collect_crossed(builder *b, uint32_t u, uint32_t v, uint32_t first, stack *crossed,
                            bool *mem) {
  wg_cdt *t = b->t;
  uint32_t h = first;
  for (uint32_t guard = 0; guard <= t->nt; guard++) {
    *mem = WG_VEC_PUSH(crossed, h);
    if (!*mem || t->con[h] != WG_NO_CON) return false;
    uint32_t g = t->twin[h];
    uint32_t w = t->org[wg_cdt_prev(g)];
    if (w == v) return true;
    int o = wg_orient(t->v[u], t->v[v], t->v[w]);
    if (o == 0) return false;
    h = o > 0 ? wg_cdt_next(g) : wg_cdt_prev(g);
  }
  return false;
}

/* Crossed edges are kept as vertex pairs, since flips move half-edges around. At
 * most one end is a far corner; the search starts from the other. */
static uint32_t half_edge_of(const builder *b, uint64_t pair) {
  uint32_t cross, u = (uint32_t)(pair >> 32), v = (uint32_t)pair;
  if (u < b->t->nv) return find_edge(b, u, v, &cross);
  uint32_t h = find_edge(b, v, u, &cross);
  return h == WG_NO_TWIN ? h : b->t->twin[h];
}

static wg_status flip_away(builder *b, uint32_t u, uint32_t v, const stack *crossed) {
  wg_cdt *t = b->t;
  WG_VEC(uint64_t) queue = {0};
  bool ok = true;
  for (size_t i = 0; i < crossed->n && ok; i++) {
    uint32_t h = crossed->v[i];
    ok = WG_VEC_PUSH(&queue, ((uint64_t)t->org[h] << 32) | t->org[wg_cdt_next(h)]);
  }
  size_t limit = 64 + 16 * crossed->n * crossed->n;
  for (size_t i = 0; i < queue.n && ok; i++) {
    uint32_t h = half_edge_of(b, queue.v[i]), g = h == WG_NO_TWIN ? h : t->twin[h];
    if (h == WG_NO_TWIN || i >= limit) {
      WG_VEC_FREE(&queue);
      return WG_ERR_INTERNAL;
    }
    if (!wg_cross_properly(org(b, h), dst(b, h), apex(b, h), apex(b, g))) { /* not convex yet */
      ok = WG_VEC_PUSH(&queue, queue.v[i]);
      continue;
    }
    flip(b, h);
    if (wg_cross_properly(org(b, h), dst(b, h), t->v[u], t->v[v]))
      ok = WG_VEC_PUSH(&queue, ((uint64_t)t->org[h] << 32) | t->org[wg_cdt_next(h)]);
    else
      ok = WG_VEC_PUSH(&b->work, h);
  }
  WG_VEC_FREE(&queue);
  return ok ? WG_OK : WG_ERR_NOMEM;
}

static wg_status insert_edge(builder *b, uint32_t u, uint32_t v, uint32_t edge, stack *crossed) {
  uint32_t first, h = find_edge(b, u, v, &first);
  if (h == WG_NO_TWIN) {
    bool mem = true;
    crossed->n = 0;
    if (first == WG_NO_TWIN || !collect_crossed(b, u, v, first, crossed, &mem))
      return mem ? WG_ERR_INTERNAL : WG_ERR_NOMEM;
    WG_TRY(flip_away(b, u, v, crossed));
    h = find_edge(b, u, v, &first);
    if (h == WG_NO_TWIN) return WG_ERR_INTERNAL;
  }
  mark(b, h, edge);
  return legalize(b) ? WG_OK : WG_ERR_NOMEM;
}

/* ---- building ------------------------------------------------------------- */

static bool alloc(builder *b, const wg_pt *v, uint32_t nv) {
  wg_cdt *t = b->t;
  size_t cap = 3 * (2 * (size_t)nv + 8);
  t->nv = nv;
  t->v = WG_NEW(wg_pt, (size_t)nv + 3);
  t->org = WG_NEW(uint32_t, cap);
  t->twin = WG_NEW(uint32_t, cap);
  t->con = WG_NEW(uint32_t, cap);
  b->at = WG_NEW(uint32_t, (size_t)nv + 3);
  if (!t->v || !t->org || !t->twin || !t->con || !b->at) return false;
  memcpy(t->v, v, nv * sizeof *v);
  return true;
}

/* A triangle far around all vertices. */
static wg_box enclose(builder *b) {
  wg_box box = WG_BOX_EMPTY;
  for (uint32_t i = 0; i < b->t->nv; i++) box = wg_box_add(box, b->t->v[i]);
  int32_t w = box.max.x - box.min.x, h = box.max.y - box.min.y, m = (w > h ? w : h) + 16;
  wg_pt *s = b->t->v + b->t->nv;
  s[0] = (wg_pt){box.min.x - 8 * m, box.min.y - 4 * m};
  s[1] = (wg_pt){box.max.x + 8 * m, box.min.y - 4 * m};
  s[2] = (wg_pt){box.min.x, box.max.y + 12 * m};
  b->t->nt = 1;
  set_tri(b, 0, b->t->nv, b->t->nv + 1, b->t->nv + 2);
  for (int i = 0; i < 3; i++) b->t->twin[i] = WG_NO_TWIN;
  return box;
}

static bool insert_vertices(builder *b) {
  wg_box box = enclose(b);
  uint32_t n = b->t->nv;
  wg_kv *kv = WG_NEW(wg_kv, n);
  if (!kv) return false;
  int64_t w = (int64_t)box.max.x - box.min.x + 1, h = (int64_t)box.max.y - box.min.y + 1,
          m = w > h ? w : h;
  for (uint32_t i = 0; i < n; i++) {
    int64_t x = ((int64_t)b->t->v[i].x - box.min.x) * 65535 / m,
            y = ((int64_t)b->t->v[i].y - box.min.y) * 65535 / m;
    kv[i] = (wg_kv){wg_hilbert((uint32_t)x, (uint32_t)y), i};
  }
  bool ok = wg_sort_kv(kv, n);
  for (uint32_t i = 0; i < n && ok; i++) ok = insert_vertex(b, kv[i].val);
  wg_free(kv);
  return ok;
}

wg_status wg_cdt_build(const wg_pt *v, uint32_t nv, const uint32_t *edge, uint32_t ne,
                       wg_cdt *out) {
  *out = (wg_cdt){0};
  builder b = {.t = out};
  stack crossed = {0};
  wg_status st = alloc(&b, v, nv) && insert_vertices(&b) ? WG_OK : WG_ERR_NOMEM;
  for (uint32_t e = 0; e < ne && st == WG_OK; e++)
    st = insert_edge(&b, edge[2 * e], edge[2 * e + 1], e, &crossed);
  WG_VEC_FREE(&crossed);
  WG_VEC_FREE(&b.work);
  wg_free(b.at);
  if (st != WG_OK) wg_cdt_free(out);
  return st;
}

void wg_cdt_free(wg_cdt *t) {
  wg_free(t->v);
  wg_free(t->org);
  wg_free(t->twin);
  wg_free(t->con);
  *t = (wg_cdt){0};
}
