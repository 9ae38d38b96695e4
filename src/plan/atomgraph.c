#include "plan/atomgraph.h"

#include "atoms/moments.h"
#include "base/dsu.h"
#include "plan/score.h"
#include "plan/weights.h"

typedef struct {
  const wg_atoms *a;
  const wg_contacts *contacts;
  wg_weights weights;
} maker;

typedef WG_VEC(wg_graph_edge) edges;

static bool collect_edges(const maker *m, edges *out) {
  for (size_t i = 0; i < m->contacts->list.n; i++) {
    const wg_contact *c = &m->contacts->list.v[i];
    if (m->a->atom[c->a].zone != WG_NO_ONE || m->a->atom[c->b].zone != WG_NO_ONE) continue;
    double cost = wg_border_price(&m->weights, c->on_m) -
                  wg_crossing_price(&m->weights, wg_contact_closed_m(c));
    if (!WG_VEC_PUSH(out, ((wg_graph_edge){c->a, c->b, cost, c->length_m}))) return false;
  }
  return true;
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
    p->households += a->atom[i].load;
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
    for (size_t i = 0; w && i < p->atom.n; i++) w[i] = m->a->atom[p->atom.v[i]].load;
    ok = w && wg_graph_build((uint32_t)p->atom.n, w, own[k].v, own[k].n, &p->graph);
    wg_free(w);
  }
  for (size_t k = 0; own && k < out->piece.n; k++) WG_VEC_FREE(&own[k]);
  wg_free(own);
  wg_free(number);
  return ok;
}

/* Each atom's moments, seen from its piece's first atom so that numbers stay small. */
static bool fill_moments(const maker *m, const wg_plane *p, wg_pieces *out) {
  wg_moments *own = WG_NEW(wg_moments, m->a->n);
  if (!own) return false;
  wg_atom_moments(p, m->a, own);
  for (size_t k = 0; k < out->piece.n; k++) {
    wg_piece *x = &out->piece.v[k];
    const wg_atom *origin = &m->a->atom[x->atom.v[0]];
    for (uint32_t i = 0; i < x->graph.n; i++) {
      const wg_atom *at = &m->a->atom[x->atom.v[i]];
      wg_moments moved =
          wg_moments_moved(own[x->atom.v[i]], (double)(at->cx - origin->cx) * WG_UNIT_M,
                           (double)(at->cy - origin->cy) * WG_UNIT_M);
      x->graph.node[i].mass = moved.area;
      x->graph.node[i].at[0] = moved.x;
      x->graph.node[i].at[1] = moved.y;
      x->graph.node[i].inertia = moved.inertia;
    }
  }
  wg_free(own);
  return true;
}

/* Metres of each atom's outline, whatever lies beyond. */
static bool fill_outlines(const wg_plane *p, const wg_atoms *a, wg_pieces *out) {
  double *own = WG_NEW0(double, a->n);
  if (!own) return false;
  for (uint32_t e = 0; e < p->lines.ne; e++) {
    uint32_t l = a->of_face[p->face[2 * e]], r = a->of_face[p->face[2 * e + 1]];
    if (l == r) continue;
    double length = wg_plane_edge_m(p, e);
    if (l != WG_NO_ONE) own[l] += length;
    if (r != WG_NO_ONE) own[r] += length;
  }
  for (size_t k = 0; k < out->piece.n; k++)
    for (uint32_t i = 0; i < out->piece.v[k].graph.n; i++)
      out->piece.v[k].graph.node[i].outline = own[out->piece.v[k].atom.v[i]];
  wg_free(own);
  return true;
}

wg_status wg_pieces_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                          const wg_partition_options *o, wg_pieces *out) {
  return wg_pieces_build_around(ctx, t, p, a, o, NULL, out);
}

wg_status wg_pieces_build_around(wg_ctx *ctx, const wg_town *t, const wg_plane *p,
                                 const wg_atoms *a, const wg_partition_options *o,
                                 const uint32_t *locked, wg_pieces *out) {
  *out = (wg_pieces){.locked = locked};
  WG_TRY(wg_contacts_build(ctx, t, p, a, &out->contacts));
  maker m = {.a = a, .contacts = &out->contacts, .weights = wg_weights_of(o)};
  edges e = {0};
  uint32_t *piece_of = WG_NEW(uint32_t, a->n);
  bool ok = piece_of && collect_edges(&m, &e);
  drop_locked(out, &e);
  ok = ok && list_pieces(&m, &e, piece_of, out) && make_graphs(&m, &e, piece_of, out) &&
       fill_moments(&m, p, out) && fill_outlines(p, a, out);
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
  wg_contacts_free(&x->contacts);
}
