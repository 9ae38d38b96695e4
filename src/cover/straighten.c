#include "cover/straighten.h"

#include <math.h>
#include <string.h>

#include "cover/rings.h"

typedef struct {
  const wg_plane *p;
  const uint8_t *border;
  uint8_t *keep;
  uint32_t (*around)[2]; /* the first two border edges at each vertex */
  uint32_t *degree;
  uint8_t *done;         /* per edge */
  wg_u32vec chain;       /* vertices of the chain being looked at */
  wg_segs out;           /* the straightened border */
} worker;

static void count_degrees(worker *w) {
  const wg_noded *n = &w->p->lines;
  memset(w->degree, 0, n->nv * sizeof *w->degree);
  for (uint32_t e = 0; e < n->ne; e++) {
    if (!w->border[e]) continue;
    for (uint32_t k = 0; k < 2; k++) {
      uint32_t v = n->end[2 * e + k];
      if (w->degree[v] < 2) w->around[v][w->degree[v]] = e;
      w->degree[v]++;
    }
  }
}

static bool near_line(const worker *w, uint32_t from, uint32_t to) {
  wg_pt a = w->p->lines.v[w->chain.v[from]], b = w->p->lines.v[w->chain.v[to]];
  double len2 = (double)wg_dist2(a, b);
  if (len2 == 0) return false;
  for (uint32_t k = from + 1; k < to; k++) {
    wg_pt c = w->p->lines.v[w->chain.v[k]];
    double d = (double)wg_cross(a, b, c);
    double along = (double)((int64_t)(b.x - a.x) * (c.x - a.x) + (int64_t)(b.y - a.y) * (c.y - a.y));
    if (d * d > WG_STRAIGHT * WG_STRAIGHT * len2 || along <= 0 || along >= len2) return false;
  }
  return true;
}

/* Keeps as few vertices of the chain as the tolerance allows, greedily. */
static bool straighten_chain(worker *w) {
  uint32_t n = (uint32_t)w->chain.n, from = 0;
  while (from + 1 < n) {
    uint32_t to = from + 1;
    while (to + 1 < n && near_line(w, from, to + 1)) to++;
    w->keep[w->chain.v[from]] = w->keep[w->chain.v[to]] = 1;
    if (!WG_VEC_PUSH(&w->out, ((wg_seg){w->p->lines.v[w->chain.v[from]], w->p->lines.v[w->chain.v[to]], 0})))
      return false;
    from = to;
  }
  return true;
}

/* Follows the border from vertex v along edge e to the next junction (or back to v). */
static bool walk(worker *w, uint32_t v, uint32_t e) {
  const wg_noded *n = &w->p->lines;
  uint32_t start = v;
  w->chain.n = 0;
  if (!WG_VEC_PUSH(&w->chain, v)) return false;
  for (;;) {
    w->done[e] = 1;
    v = n->end[2 * e] == v ? n->end[2 * e + 1] : n->end[2 * e];
    if (!WG_VEC_PUSH(&w->chain, v)) return false;
    if (w->degree[v] != 2 || v == start) return straighten_chain(w);
    e = w->around[v][0] == e ? w->around[v][1] : w->around[v][0];
  }
}

static bool walk_all(worker *w) {
  const wg_noded *n = &w->p->lines;
  for (uint32_t e = 0; e < n->ne; e++) /* from junctions */
    for (uint32_t k = 0; k < 2; k++)
      if (w->border[e] && !w->done[e] && w->degree[n->end[2 * e + k]] != 2 && !walk(w, n->end[2 * e + k], e))
        return false;
  for (uint32_t e = 0; e < n->ne; e++) /* closed loops: from their smallest vertex */
    if (w->border[e] && !w->done[e] && !walk(w, n->end[2 * e], e)) return false;
  return true;
}

/* Noding the straightened border must bend nothing and add nothing. */
static wg_status still_planar(wg_ctx *ctx, const worker *w, bool *yes) {
  wg_noded n;
  WG_TRY(wg_node(ctx, w->out.v, w->out.n, &n));
  *yes = n.ne == w->out.n;
  wg_noded_free(&n);
  return WG_OK;
}

static bool alloc(worker *w) {
  w->around = wg_alloc(w->p->lines.nv * sizeof *w->around);
  w->degree = WG_NEW(uint32_t, w->p->lines.nv);
  w->done = WG_NEW0(uint8_t, w->p->lines.ne);
  return w->around && w->degree && w->done;
}

wg_status wg_straighten(wg_ctx *ctx, const wg_plane *p, const uint8_t *border, uint8_t *keep) {
  worker w = {.p = p, .border = border, .keep = keep};
  bool planar = true;
  memset(keep, 0, p->lines.nv);
  wg_status st = WG_OK;
  if (alloc(&w)) count_degrees(&w);
  else st = wg_nomem(ctx);
  if (st == WG_OK && !walk_all(&w)) st = wg_nomem(ctx);
  if (st == WG_OK) st = still_planar(ctx, &w, &planar);
  if (!planar) memset(keep, 1, p->lines.nv);
  wg_free(w.around);
  wg_free(w.degree);
  wg_free(w.done);
  WG_VEC_FREE(&w.chain);
  WG_VEC_FREE(&w.out);
  return st;
}
