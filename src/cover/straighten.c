#include "cover/straighten.h"

#include <math.h>
#include <string.h>

#include "cover/rings.h"

typedef struct {
  const wg_plane *p;
  const uint8_t *border;
  const wg_smooth *smooth; /* or NULL */
  uint8_t *keep;
  uint32_t (*around)[2]; /* the first two border edges at each vertex */
  uint32_t *degree;
  uint8_t *done; /* per edge */
  wg_u32vec chain_edge, hits;
  WG_VEC(wg_pt) pt; /* points of the chain */
  wg_u32vec chain;  /* vertices of the chain being looked at */
  uint32_t n_chains;
  WG_VEC(uint8_t) whole; /* per chain: all its vertices stay */
  wg_segs out;           /* the straightened border; src: number of the segment */
  wg_u32vec chain_of;    /* per segment */
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

/* ---- one chain ------------------------------------------------------------ */

/* Largest distance of the points between from and to from the line that joins these;
 * 1e300 when one of them does not lie beside it. */
static double bulge(const worker *w, uint32_t from, uint32_t to) {
  wg_pt a = w->pt.v[from], b = w->pt.v[to];
  double len2 = (double)wg_dist2(a, b), most = 0;
  if (len2 == 0) return 1e300;
  for (uint32_t k = from + 1; k < to; k++) {
    wg_pt c = w->pt.v[k];
    double d = fabs((double)wg_cross(a, b, c));
    double along =
        ((double)b.x - a.x) * ((double)c.x - a.x) + ((double)b.y - a.y) * ((double)c.y - a.y);
    if (along <= 0 || along >= len2) return 1e300;
    if (d > most) most = d;
  }
  return most / sqrt(len2);
}

static bool all_open(const worker *w, uint32_t from, uint32_t to) {
  for (uint32_t k = from; k < to; k++)
    if (!w->smooth->open[w->chain_edge.v[k]]) return false;
  return true;
}

/* May one line replace the stretch from .. to? */
static bool replaceable(worker *w, uint32_t from, uint32_t to) {
  double d = bulge(w, from, to);
  if (d <= WG_STRAIGHT) return true;
  return w->smooth && d <= WG_SMOOTH && all_open(w, from, to) &&
         wg_smooth_allows(w->smooth, w->pt.v + from, to - from + 1, &w->hits);
}

static bool load_points(worker *w) {
  w->pt.n = 0;
  if (!WG_VEC_RESERVE(&w->pt, w->chain.n)) return false;
  for (size_t i = 0; i < w->chain.n; i++) w->pt.v[w->pt.n++] = w->p->lines.v[w->chain.v[i]];
  return true;
}

/* Keeps as few vertices of the chain as the tolerance allows, greedily. */
static bool straighten_chain(worker *w) {
  uint32_t n = (uint32_t)w->chain.n, from = 0, number = w->n_chains++;
  if (!load_points(w) || (number == w->whole.n && !WG_VEC_PUSH(&w->whole, 0))) return false;
  while (from + 1 < n) {
    uint32_t to = from + 1;
    while (!w->whole.v[number] && to + 1 < n && replaceable(w, from, to + 1)) to++;
    w->keep[w->chain.v[from]] = w->keep[w->chain.v[to]] = 1;
    wg_seg s = {w->p->lines.v[w->chain.v[from]], w->p->lines.v[w->chain.v[to]], (uint32_t)w->out.n};
    if (!WG_VEC_PUSH(&w->out, s) || !WG_VEC_PUSH(&w->chain_of, number)) return false;
    from = to;
  }
  return true;
}

/* Follows the border from vertex v along edge e to the next junction (or back to v). */
static bool walk(worker *w, uint32_t v, uint32_t e) {
  const wg_noded *n = &w->p->lines;
  uint32_t start = v;
  w->chain.n = w->chain_edge.n = 0;
  if (!WG_VEC_PUSH(&w->chain, v)) return false;
  for (;;) {
    w->done[e] = 1;
    v = n->end[2 * e] == v ? n->end[2 * e + 1] : n->end[2 * e];
    if (!WG_VEC_PUSH(&w->chain, v) || !WG_VEC_PUSH(&w->chain_edge, e)) return false;
    if (w->degree[v] != 2 || v == start) return straighten_chain(w);
    e = w->around[v][0] == e ? w->around[v][1] : w->around[v][0];
  }
}

static bool walk_all(worker *w) {
  const wg_noded *n = &w->p->lines;
  w->out.n = w->chain_of.n = w->n_chains = 0;
  memset(w->done, 0, n->ne);
  memset(w->keep, 0, n->nv);
  for (uint32_t e = 0; e < n->ne; e++) /* from junctions */
    for (uint32_t k = 0; k < 2; k++)
      if (w->border[e] && !w->done[e] && w->degree[n->end[2 * e + k]] != 2 &&
          !walk(w, n->end[2 * e + k], e))
        return false;
  for (uint32_t e = 0; e < n->ne; e++) /* closed loops: from their smallest vertex */
    if (w->border[e] && !w->done[e] && !walk(w, n->end[2 * e], e)) return false;
  return true;
}

/* ---- proof ---------------------------------------------------------------- */

static bool same_ends(wg_seg s, wg_pt a, wg_pt b) {
  return (wg_pt_eq(s.a, a) && wg_pt_eq(s.b, b)) || (wg_pt_eq(s.a, b) && wg_pt_eq(s.b, a));
}

/* Noding the straightened border must bend nothing and lay nothing upon another.
 * Chains that fail are marked to stay as they are; *planar: there was none. */
static wg_status prove(wg_ctx *ctx, worker *w, bool *planar) {
  wg_noded n;
  WG_TRY(wg_node(ctx, w->out.v, w->out.n, &n));
  *planar = true;
  for (uint32_t e = 0; e < n.ne; e++) {
    uint32_t sources = n.src_first[e + 1] - n.src_first[e];
    for (uint32_t i = n.src_first[e]; i < n.src_first[e + 1]; i++) {
      uint32_t s = n.src[i];
      if (sources == 1 && same_ends(w->out.v[s], n.v[n.end[2 * e]], n.v[n.end[2 * e + 1]]))
        continue;
      *planar = false;
      w->whole.v[w->chain_of.v[s]] = 1;
    }
  }
  wg_noded_free(&n);
  return WG_OK;
}

/* A straightened chain that meets a vertex of another one stays whole in the next
 * round; so does every chain around that vertex if that is not enough. Marks only
 * grow, and with all of them set the border is the arrangement's own. */
static wg_status straighten_until_planar(wg_ctx *ctx, worker *w) {
  for (bool planar = false; !planar;) {
    if (!walk_all(w)) return wg_nomem(ctx);
    size_t before = 0, after = 0;
    for (size_t i = 0; i < w->whole.n; i++) before += w->whole.v[i];
    WG_TRY(prove(ctx, w, &planar));
    for (size_t i = 0; i < w->whole.n; i++) after += w->whole.v[i];
    if (planar || after > before) continue;
    memset(w->whole.v, 1, w->whole.n); /* whole chains still meet others: keep all as they were */
    if (!walk_all(w)) return wg_nomem(ctx);
    planar = true;
  }
  return WG_OK;
}

static bool alloc(worker *w) {
  w->around = wg_alloc(w->p->lines.nv * sizeof *w->around);
  w->degree = WG_NEW(uint32_t, w->p->lines.nv);
  w->done = WG_NEW0(uint8_t, w->p->lines.ne);
  return w->around && w->degree && w->done;
}

wg_status wg_straighten(wg_ctx *ctx, const wg_plane *p, const uint8_t *border,
                        const wg_smooth *smooth, uint8_t *keep) {
  worker w = {.p = p, .border = border, .smooth = smooth, .keep = keep};
  wg_status st = alloc(&w) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) count_degrees(&w);
  if (st == WG_OK) st = straighten_until_planar(ctx, &w);
  wg_free(w.around);
  wg_free(w.degree);
  wg_free(w.done);
  WG_VEC_FREE(&w.chain);
  WG_VEC_FREE(&w.chain_edge);
  WG_VEC_FREE(&w.hits);
  WG_VEC_FREE(&w.pt);
  WG_VEC_FREE(&w.whole);
  WG_VEC_FREE(&w.out);
  WG_VEC_FREE(&w.chain_of);
  return st;
}
