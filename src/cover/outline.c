#include "cover/outline.h"

#include <math.h>

static bool collect_arcs(wg_outline *o, const wg_edges *e) {
  for (uint32_t i = 0; i < e->edge.n; i++) {
    const wg_edge *g = &e->edge.v[i];
    int64_t net = wg_edge_net(g);
    wg_arc arc = {net > 0 ? g->a : g->b, net > 0 ? g->b : g->a, i};
    for (int64_t k = net < 0 ? -net : net; k > 0; k--)
      if (!WG_VEC_PUSH(&o->arc, arc)) return false;
  }
  return true;
}

static bool group_by_vertex(wg_outline *o, size_t vertices) {
  o->first = WG_NEW0(uint32_t, vertices + 2);
  o->leave = WG_NEW(uint32_t, o->arc.n);
  if (!o->first || !o->leave) return false;
  for (size_t i = 0; i < o->arc.n; i++) o->first[o->arc.v[i].from + 2]++;
  for (size_t v = 2; v < vertices + 2; v++) o->first[v] += o->first[v - 1];
  for (uint32_t i = 0; i < o->arc.n; i++) o->leave[o->first[o->arc.v[i].from + 1]++] = i;
  return true;
}

static bool index_arcs(wg_outline *o, const wg_edges *e) {
  wg_rect *box = WG_NEW(wg_rect, o->arc.n);
  if (!box) return false;
  for (size_t i = 0; i < o->arc.n; i++)
    box[i] = wg_rect_of(e->vertex.v[o->arc.v[i].from], e->vertex.v[o->arc.v[i].to]);
  bool ok = wg_recttree_build(&o->tree, box, (uint32_t)o->arc.n);
  wg_free(box);
  return ok;
}

bool wg_outline_build(wg_outline *o, const wg_edges *e) {
  return collect_arcs(o, e) && group_by_vertex(o, e->vertex.n) && index_arcs(o, e);
}

void wg_outline_free(wg_outline *o) {
  WG_VEC_FREE(&o->arc);
  wg_free(o->first);
  wg_free(o->leave);
  wg_recttree_free(&o->tree);
  *o = (wg_outline){0};
}

/* East of an upward arc it is one less deep, of a downward arc one deeper. */
static int64_t step_east(wg_xy from, wg_xy to) { return from.y < to.y ? -1 : 1; }

bool wg_outline_depth(const wg_outline *o, const wg_edges *e, wg_xy p, int64_t *depth,
                      bool *on_arc) {
  wg_ids hits = {0};
  *depth = 0;
  *on_arc = false;
  bool ok = wg_recttree_query(&o->tree, (wg_rect){-INFINITY, p.y, p.x, p.y}, &hits);
  for (size_t i = 0; ok && i < hits.n; i++) {
    const wg_arc *arc = &o->arc.v[hits.v[i]];
    wg_xy s = e->vertex.v[arc->from], t = e->vertex.v[arc->to];
    if (wg_exact_on_segment(p, s, t)) *on_arc = true;
    wg_xy lo = s.y < t.y ? s : t, hi = s.y < t.y ? t : s;
    if (lo.y > p.y || p.y >= hi.y) continue; /* also the horizontal ones */
    if (wg_exact_orient(lo, hi, p) < 0) *depth += step_east(s, t);
  }
  WG_VEC_FREE(&hits);
  return ok;
}

/* ---- the proof, part 1: turns round a vertex ---- */

typedef struct {
  uint32_t arc;
  wg_xy away; /* its other end */
  bool leaves;
} spoke;
typedef WG_VEC(spoke) spokes;

typedef struct {
  const wg_outline *o;
  const wg_edges *e;
  uint32_t *in_first, *in; /* arriving arcs by vertex */
  uint32_t *next;          /* per arc: the one that follows it in its loop */
  spokes round;
} proof;

static bool group_arriving(proof *p) {
  size_t vertices = p->e->vertex.n, n = p->o->arc.n;
  p->in_first = WG_NEW0(uint32_t, vertices + 2);
  p->in = WG_NEW(uint32_t, n);
  p->next = WG_NEW(uint32_t, n);
  if (!p->in_first || !p->in || !p->next) return false;
  for (size_t i = 0; i < n; i++) p->in_first[p->o->arc.v[i].to + 2]++;
  for (size_t v = 2; v < vertices + 2; v++) p->in_first[v] += p->in_first[v - 1];
  for (uint32_t i = 0; i < n; i++) p->in[p->in_first[p->o->arc.v[i].to + 1]++] = i;
  return true;
}

/* Insertion by angle: vertices of more than a few arcs are rare. */
static bool add_spoke(proof *p, wg_xy v, spoke s) {
  if (!WG_VEC_PUSH(&p->round, s)) return false;
  size_t i = p->round.n - 1;
  for (; i > 0 && wg_exact_angle_cmp(v, s.away, p->round.v[i - 1].away) < 0; i--)
    p->round.v[i] = p->round.v[i - 1];
  p->round.v[i] = s;
  return true;
}

/* Sorts the arcs at v by angle and links every arriving arc to the leaving one that
 * is next clockwise: between the two lies the covered side of both. */
static bool link_vertex(proof *p, uint32_t v, bool *in_turns) {
  const wg_outline *o = p->o;
  uint32_t out = o->first[v], n_out = o->first[v + 1] - out;
  uint32_t in = p->in_first[v], n_in = p->in_first[v + 1] - in;
  *in_turns = n_in == n_out;
  if (!*in_turns || n_in == 0) return true;
  if (n_in == 1) {
    p->next[p->in[in]] = o->leave[out];
    return true;
  }
  wg_xy at = p->e->vertex.v[v];
  p->round.n = 0;
  for (uint32_t k = 0; k < n_in; k++) {
    uint32_t x = p->in[in + k], y = o->leave[out + k];
    if (!add_spoke(p, at, (spoke){x, p->e->vertex.v[o->arc.v[x].from], false})) return false;
    if (!add_spoke(p, at, (spoke){y, p->e->vertex.v[o->arc.v[y].to], true})) return false;
  }
  for (size_t k = 0, n = p->round.n; k < n; k++) {
    const spoke *s = &p->round.v[k], *clockwise = &p->round.v[(k + n - 1) % n];
    if (s->leaves == clockwise->leaves) *in_turns = false;
    if (!s->leaves) p->next[s->arc] = clockwise->arc;
  }
  return true;
}

/* ---- part 2: depth along a loop ---- */

/* Whether arc f lies west of arc e just above height y, which both span. Two arcs that
 * do not cross keep their order, so the end of one inside the other's span tells. */
static bool west_of(const wg_edges *g, const wg_arc *f, const wg_arc *e) {
  wg_xy fs = g->vertex.v[f->from], ft = g->vertex.v[f->to];
  wg_xy es = g->vertex.v[e->from], et = g->vertex.v[e->to];
  wg_xy fl = fs.y < ft.y ? fs : ft, fh = fs.y < ft.y ? ft : fs;
  wg_xy el = es.y < et.y ? es : et, eh = es.y < et.y ? et : es;
  int low = fl.y >= el.y ? wg_exact_orient(el, eh, fl) : -wg_exact_orient(fl, fh, el);
  if (low != 0) return low > 0;
  int high = fh.y <= eh.y ? wg_exact_orient(el, eh, fh) : -wg_exact_orient(fl, fh, eh);
  return high > 0;
}

/* Depth right of arc e, by a ray to the west just above the height of its middle. */
static bool depth_right(const proof *p, uint32_t e, wg_ids *hits, int64_t *depth) {
  const wg_arc *arc = &p->o->arc.v[e];
  wg_xy s = p->e->vertex.v[arc->from], t = p->e->vertex.v[arc->to];
  double lo = fmin(s.y, t.y), hi = fmax(s.y, t.y), y = lo + (hi - lo) / 2;
  if (y >= hi) y = lo;
  hits->n = 0;
  if (!wg_recttree_query(&p->o->tree, (wg_rect){-INFINITY, y, fmax(s.x, t.x), y}, hits))
    return false;
  *depth = s.y < t.y ? -1 : 0; /* an upward arc has its right in the east */
  for (size_t i = 0; i < hits->n; i++) {
    const wg_arc *f = &p->o->arc.v[hits->v[i]];
    double fy = p->e->vertex.v[f->from].y, gy = p->e->vertex.v[f->to].y;
    if (hits->v[i] == e || fmin(fy, gy) > y || y >= fmax(fy, gy)) continue;
    if (west_of(p->e, f, arc)) *depth += fy < gy ? -1 : 1;
  }
  return true;
}

/* Marks the loop of arc `begin` as seen; *probe is an arc of it that is not level. */
static void walk_loop(const proof *p, uint32_t begin, uint8_t *seen, uint32_t *probe) {
  *probe = begin;
  for (uint32_t a = begin; !seen[a]; a = p->next[a]) {
    seen[a] = 1;
    const wg_arc *arc = &p->o->arc.v[a];
    if (p->e->vertex.v[arc->from].y != p->e->vertex.v[arc->to].y) *probe = a;
  }
}

static bool prove_loops(const proof *p, bool *proven) {
  uint8_t *seen = WG_NEW0(uint8_t, p->o->arc.n);
  wg_ids hits = {0};
  bool ok = seen != NULL;
  for (uint32_t a = 0; ok && *proven && a < p->o->arc.n; a++) {
    if (seen[a]) continue;
    uint32_t probe;
    int64_t depth = 0;
    walk_loop(p, a, seen, &probe);
    ok = depth_right(p, probe, &hits, &depth);
    if (depth != 0) *proven = false;
  }
  WG_VEC_FREE(&hits);
  wg_free(seen);
  return ok;
}

wg_status wg_outline_prove(wg_ctx *ctx, const wg_outline *o, const wg_edges *e, bool *proven) {
  proof p = {.o = o, .e = e};
  bool ok = group_arriving(&p);
  *proven = true;
  for (uint32_t v = 0; ok && *proven && v < e->vertex.n; v++) ok = link_vertex(&p, v, proven);
  if (ok && *proven) ok = prove_loops(&p, proven);
  WG_VEC_FREE(&p.round);
  wg_free(p.in_first);
  wg_free(p.in);
  wg_free(p.next);
  return ok ? WG_OK : wg_nomem(ctx);
}
