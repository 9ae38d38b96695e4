#include "plan/atomgraph.h"

#include "base/dsu.h"
#include "base/sort.h"
#include "plan/score.h"

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_atoms *a;
  wg_sources src;
} maker;

/* The best line an edge runs on decides what a border there costs. */
static double edge_factor(const maker *m, uint32_t e) {
  const wg_noded *n = &m->p->lines;
  double best = WG_FACTOR_OPEN;
  for (uint32_t i = n->src_first[e]; i < n->src_first[e + 1]; i++) {
    uint32_t s = n->src[i];
    double f = WG_FACTOR_OPEN;
    if (wg_source_is_line(&m->src, s))
      f = wg_line_factor(m->t->line.v[s].cls);
    else if (s < m->src.building)
      f = wg_line_factor(WG_LINE_WALL); /* an old district border or a zone's */
    if (f < best) best = f;
  }
  return best;
}

/* Edges that two atoms of one district share, keyed by the atoms. */
static size_t collect(const maker *m, wg_kv *kv) {
  size_t n = 0;
  for (uint32_t e = 0; e < m->p->lines.ne; e++) {
    uint32_t a = m->a->of_face[m->p->face[2 * e]], b = m->a->of_face[m->p->face[2 * e + 1]];
    if (a == b || a == WG_NO_ONE || b == WG_NO_ONE) continue;
    const wg_atom *x = &m->a->atom[a], *y = &m->a->atom[b];
    if (x->district != y->district || x->zone != WG_NO_ONE || y->zone != WG_NO_ONE) continue;
    kv[n++] = (wg_kv){a < b ? ((uint64_t)a << 32) | b : ((uint64_t)b << 32) | a, e};
  }
  return n;
}

typedef WG_VEC(wg_graph_edge) edges;

static bool collect_edges(const maker *m, edges *out) {
  wg_kv *kv = WG_NEW(wg_kv, m->p->lines.ne);
  if (!kv) return false;
  size_t n = collect(m, kv);
  bool ok = wg_sort_kv(kv, n);
  for (size_t i = 0; i < n && ok; i++) {
    uint32_t a = (uint32_t)(kv[i].key >> 32), b = (uint32_t)kv[i].key;
    if (i == 0 || kv[i].key != kv[i - 1].key) ok = WG_VEC_PUSH(out, ((wg_graph_edge){a, b, 0, 0}));
    if (!ok) break;
    double len = wg_plane_edge_m(m->p, kv[i].val);
    out->v[out->n - 1].length_m += len;
    out->v[out->n - 1].cost += len * edge_factor(m, kv[i].val);
  }
  wg_free(kv);
  return ok;
}

static bool is_locked(const wg_pieces *x, uint32_t atom) {
  return x->locked && x->locked[atom] != WG_NO_ONE;
}

/* No grid grows into a locked one. */
static void drop_locked(const wg_pieces *x, edges *e) {
  size_t n = 0;
  for (size_t i = 0; i < e->n; i++)
    if (!is_locked(x, e->v[i].a) && !is_locked(x, e->v[i].b)) e->v[n++] = e->v[i];
  e->n = n;
}

/* Lists atoms by piece; piece_of[a] is set for atoms outside zones and locked grids. */
static bool list_pieces(const maker *m, const edges *e, uint32_t *piece_of, wg_pieces *out) {
  const wg_atoms *a = m->a;
  uint32_t *up = WG_NEW(uint32_t, a->n);
  if (!up) return false;
  bool ok = true;
  wg_dsu_init(up, a->n);
  for (size_t i = 0; i < e->n; i++) wg_dsu_join(up, e->v[i].a, e->v[i].b);
  for (uint32_t i = 0; i < a->n && ok; i++) {
    piece_of[i] = WG_NO_ONE;
    if (a->atom[i].zone != WG_NO_ONE || is_locked(out, i)) continue;
    uint32_t root = wg_dsu_find(up, i);
    piece_of[i] = root == i ? (uint32_t)out->piece.n : piece_of[root];
    if (root == i) ok = WG_VEC_PUSH(&out->piece, (wg_piece){.district = a->atom[i].district});
    if (!ok) break;
    wg_piece *p = &out->piece.v[piece_of[i]];
    p->area_m2 += wg_area_m2(a->atom[i].area2);
    p->households += a->atom[i].households;
    ok = WG_VEC_PUSH(&p->atom, i);
  }
  wg_free(up);
  return ok;
}

/* Edges sorted by (a, b) and numbered inside their piece stay sorted. */
static bool make_graphs(const maker *m, const edges *e, const uint32_t *piece_of, wg_pieces *out) {
  uint32_t *number = WG_NEW(uint32_t, m->a->n);
  edges *own = WG_NEW0(edges, out->piece.n);
  bool ok = number && own;
  for (size_t k = 0; k < out->piece.n && ok; k++)
    for (size_t i = 0; i < out->piece.v[k].atom.n; i++)
      number[out->piece.v[k].atom.v[i]] = (uint32_t)i;
  for (size_t i = 0; i < e->n && ok; i++) {
    wg_graph_edge x = e->v[i];
    uint32_t k = piece_of[x.a];
    x.a = number[x.a];
    x.b = number[x.b];
    ok = WG_VEC_PUSH(&own[k], x);
  }
  for (size_t k = 0; k < out->piece.n && ok; k++) {
    wg_piece *p = &out->piece.v[k];
    int64_t *w = WG_NEW(int64_t, p->atom.n);
    for (size_t i = 0; w && i < p->atom.n; i++) w[i] = m->a->atom[p->atom.v[i]].households;
    ok = w && wg_graph_build((uint32_t)p->atom.n, w, own[k].v, own[k].n, &p->graph);
    wg_free(w);
  }
  for (size_t k = 0; own && k < out->piece.n; k++) WG_VEC_FREE(&own[k]);
  wg_free(own);
  wg_free(number);
  return ok;
}

wg_status wg_pieces_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                          wg_pieces *out) {
  return wg_pieces_build_around(ctx, t, p, a, NULL, out);
}

wg_status wg_pieces_build_around(wg_ctx *ctx, const wg_town *t, const wg_plane *p,
                                 const wg_atoms *a, const uint32_t *locked, wg_pieces *out) {
  *out = (wg_pieces){.locked = locked};
  maker m = {.t = t, .p = p, .a = a, .src = wg_sources_of(t)};
  edges e = {0};
  uint32_t *piece_of = WG_NEW(uint32_t, a->n);
  bool ok = piece_of && collect_edges(&m, &e);
  drop_locked(out, &e);
  ok = ok && list_pieces(&m, &e, piece_of, out) && make_graphs(&m, &e, piece_of, out);
  WG_VEC_FREE(&e);
  wg_free(piece_of);
  if (ok) return WG_OK;
  wg_pieces_free(out);
  return wg_nomem(ctx);
}

void wg_pieces_free(wg_pieces *x) {
  for (size_t i = 0; i < x->piece.n; i++) {
    WG_VEC_FREE(&x->piece.v[i].atom);
    wg_free(x->piece.v[i].node);
    wg_free(x->piece.v[i].order.prior);
    wg_graph_free(&x->piece.v[i].graph);
  }
  WG_VEC_FREE(&x->piece);
}
