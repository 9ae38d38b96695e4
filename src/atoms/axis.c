#include "atoms/axis.h"

#include <string.h>

#include "atoms/cdt.h"

#define FREE UINT32_MAX /* label of a corner in which the axis may end */
#define STRAIGHT 2      /* lattice units that corners of a straight end may be off its line */

typedef struct {
  const wg_plane *p;
  const wg_rim *o;
  uint32_t face, src;
  wg_axis_room *room;
  uint32_t *number; /* the room's: per vertex of the arrangement, its number here */
  wg_u32vec vertex; /* back again */
  wg_u32vec edge;   /* pairs of numbers */
  wg_u32vec label;  /* per vertex: its side, or FREE */
  uint32_t sides;
  wg_cdt cdt;
  uint8_t *inside; /* per triangle */
  bool across;     /* spurs alone */
  wg_segs *out;
} maker;

static wg_pt middle(wg_pt a, wg_pt b) {
  return (wg_pt){(int32_t)(((int64_t)a.x + b.x) >> 1), (int32_t)(((int64_t)a.y + b.y) >> 1)};
}

static bool emit(maker *m, wg_pt a, wg_pt b) {
  return wg_pt_eq(a, b) || WG_VEC_PUSH(m->out, ((wg_seg){a, b, m->src}));
}

/* ---- labels of corners ---------------------------------------------------- */

wg_pt wg_axis_middle_of_end(const wg_plane *p, const wg_rim *o, uint32_t from, uint32_t to,
                            uint32_t *corner) {
  double length = wg_rim_between(o, from, to), done = 0, best = length / 2;
  wg_pt at = wg_plane_org(p, o->h[from]), mid = at;
  *corner = from;
  for (uint32_t i = from; i != to; i = i + 1 < o->n ? i + 1 : 0) {
    wg_pt next = wg_plane_dst(p, o->h[i]);
    double edge = o->at[i + 1] - o->at[i];
    if (done <= length / 2) mid = middle(wg_plane_org(p, o->h[i]), next);
    done += edge;
    double off = fabs(done - length / 2);
    if (off > best || (off == best && wg_pt_cmp(next, at) > 0)) continue;
    best = off;
    at = next;
    *corner = i + 1 < o->n ? i + 1 : 0;
  }
  if (best <= length / 8) return at;
  *corner = WG_NO_NUMBER;
  return mid;
}

/* A vertex that the border meets twice is of no side. */
static bool number_vertex(maker *m, uint32_t v, uint32_t label, uint32_t *out) {
  if (m->number[v] == WG_NO_NUMBER) {
    m->number[v] = (uint32_t)m->vertex.n;
    if (!WG_VEC_PUSH(&m->vertex, v) || !WG_VEC_PUSH(&m->label, label)) return false;
  } else if (m->label.v[m->number[v]] != label) {
    m->label.v[m->number[v]] = FREE;
  }
  *out = m->number[v];
  return true;
}

static bool add_ring_edge(maker *m, uint32_t h, uint32_t label) {
  uint32_t a, b, dst = m->p->lines.end[h ^ 1];
  if (!number_vertex(m, m->p->lines.end[h], label, &a)) return false;
  b = m->number[dst];
  if (b == WG_NO_NUMBER && !number_vertex(m, dst, label, &b)) return false;
  return WG_VEC_PUSH(&m->edge, a) && WG_VEC_PUSH(&m->edge, b);
}

static uint32_t after(const wg_rim *o, uint32_t i) { return i + 1 < o->n ? i + 1 : 0; }

static uint32_t vertex_at(const maker *m, uint32_t i) { return m->p->lines.end[m->o->h[i]]; }

/* Do all corners of an end lie on one line? */
static bool is_straight(const maker *m, const wg_end *e) {
  wg_pt a = m->p->lines.v[vertex_at(m, e->from)], b = m->p->lines.v[vertex_at(m, e->to)];
  double len = sqrt((double)wg_dist2(a, b));
  for (uint32_t i = e->from; i != e->to; i = after(m->o, i))
    if (fabs((double)wg_cross(a, b, m->p->lines.v[vertex_at(m, i)])) > STRAIGHT * len) return false;
  return true;
}

/* Corners of end k: the first half belongs to the side before, the other one to the side that
 * begins here. Of a straight end those beside its middle are enough: more would bend the axis. */
static bool label_end(maker *m, uint32_t k) {
  const wg_rim *o = m->o;
  const wg_end *e = &o->end.v[k];
  uint32_t free, number, before = k ? k - 1 : (uint32_t)o->end.n - 1;
  wg_axis_middle_of_end(m->p, o, e->from, e->to, &free);
  bool straight = is_straight(m, e);
  double half = e->length_m / 2, last = 0, done = 0;
  for (uint32_t i = e->from;; i = after(o, i)) {
    double next = done + o->at[i + 1] - o->at[i];
    bool first = done < half, beside = first ? next >= half : last < half;
    bool needed =
        !straight || i == e->from || i == e->to || (free == WG_NO_NUMBER ? beside : i == free);
    uint32_t label = i == free ? FREE : first ? before : k;
    if (needed && !number_vertex(m, vertex_at(m, i), label, &number)) return false;
    if (i == e->to) return true;
    last = done;
    done = next;
  }
}

/* Joins the corners that have a number. */
static bool join_corners(maker *m) {
  uint32_t first = m->number[vertex_at(m, m->o->end.v[0].from)], a = first;
  for (uint32_t k = 0, i = m->o->end.v[0].from; k < m->o->n; k++) {
    i = after(m->o, i);
    uint32_t b = m->number[vertex_at(m, i)];
    if (b == WG_NO_NUMBER) continue;
    if (!WG_VEC_PUSH(&m->edge, a) || !WG_VEC_PUSH(&m->edge, b)) return false;
    a = b;
  }
  return true;
}

/* Sides are numbered by the end that they begin at. */
static bool label_outline(maker *m) {
  const wg_rim *o = m->o;
  uint32_t ends = (uint32_t)o->end.n, number;
  for (uint32_t k = 0; k < ends; k++) {
    uint32_t next = o->end.v[k + 1 < ends ? k + 1 : 0].from;
    if (!label_end(m, k)) return false;
    for (uint32_t i = after(o, o->end.v[k].to); i != next; i = after(o, i))
      if (!number_vertex(m, vertex_at(m, i), k, &number)) return false;
  }
  m->sides = ends;
  return join_corners(m);
}

static bool label_islands(maker *m) {
  const wg_plane *p = m->p;
  for (uint32_t r = p->ring_first[m->face] + 1; r < p->ring_first[m->face + 1]; r++) {
    uint32_t h = p->ring[r];
    do {
      if (p->face[h ^ 1] != m->face && !add_ring_edge(m, h, m->sides)) return false;
      h = p->next[h];
    } while (h != p->ring[r]);
    m->sides++;
  }
  return true;
}

/* ---- triangles ------------------------------------------------------------ */

static wg_status triangulate(maker *m) {
  wg_pt *v = WG_NEW(wg_pt, m->vertex.n);
  if (!v) return WG_ERR_NOMEM;
  for (size_t i = 0; i < m->vertex.n; i++) v[i] = m->p->lines.v[m->vertex.v[i]];
  wg_status st =
      wg_cdt_build(v, (uint32_t)m->vertex.n, m->edge.v, (uint32_t)(m->edge.n / 2), &m->cdt);
  wg_free(v);
  return st;
}

/* Spreads from a far corner; every edge of the outline lies between inside and outside. */
static bool find_inside(maker *m) {
  const wg_cdt *d = &m->cdt;
  m->inside = WG_NEW(uint8_t, d->nt);
  uint32_t *queue = WG_NEW(uint32_t, d->nt), start = 0, n = 0;
  bool ok = m->inside && queue;
  if (ok) {
    memset(m->inside, 2, d->nt);
    while (d->org[start] < d->nv) start++;
    m->inside[start / 3] = 0;
    queue[n++] = start / 3;
  }
  for (uint32_t i = 0; ok && i < n; i++)
    for (uint32_t h = 3 * queue[i]; h < 3 * queue[i] + 3; h++) {
      uint32_t g = d->twin[h];
      if (g == WG_NO_TWIN || m->inside[g / 3] != 2) continue;
      m->inside[g / 3] = m->inside[queue[i]] ^ (d->con[h] != WG_NO_CON);
      queue[n++] = g / 3;
    }
  wg_free(queue);
  return ok;
}

static uint32_t label_of(const maker *m, uint32_t v) {
  return v < m->cdt.nv ? m->label.v[v] : FREE;
}

static bool joins_sides(const maker *m, uint32_t h) {
  uint32_t a = label_of(m, m->cdt.org[h]), b = label_of(m, m->cdt.org[wg_cdt_next(h)]);
  return a != FREE && b != FREE && a != b;
}

/* ---- axis and spurs ------------------------------------------------------- */

static wg_pt middle_of(const maker *m, uint32_t h) {
  return middle(m->cdt.v[m->cdt.org[h]], m->cdt.v[m->cdt.org[wg_cdt_next(h)]]);
}

static bool cut_triangle(maker *m, uint32_t t) {
  const wg_cdt *d = &m->cdt;
  wg_pt end[3];
  int64_t sx = 0, sy = 0;
  uint32_t n = 0, free_corner = FREE;
  for (uint32_t h = 3 * t; h < 3 * t + 3; h++) {
    uint32_t u = d->org[h];
    sx += d->v[u].x;
    sy += d->v[u].y;
    if (label_of(m, u) == FREE) free_corner = u;
    if (joins_sides(m, h)) end[n++] = middle_of(m, h);
  }
  if (n == 1) return free_corner == FREE || emit(m, end[0], d->v[free_corner]);
  if (n == 2) return emit(m, end[0], end[1]);
  wg_pt centre = {(int32_t)(sx / 3), (int32_t)(sy / 3)};
  for (uint32_t i = 0; i < n; i++)
    if (!emit(m, end[i], centre)) return false;
  return true;
}

/* Does a line reach corner i of a side from outside? Spurs right across begin at such lines alone,
 * not at the ends of the strips along the other side. */
static bool meets_line(const maker *m, uint32_t i) {
  const wg_rim *o = m->o;
  uint32_t f = m->p->face[o->h[i ? i - 1 : o->n - 1] ^ 1], g = m->p->face[o->h[i] ^ 1];
  if (m->across && m->room->strip[f] && m->room->strip[g]) return false;
  if (f == g && !m->room->reached[vertex_at(m, i)]) return false;
  for (size_t k = 0; k < o->end.n; k++)
    if (wg_rim_between(o, o->end.v[k].from, i) <= o->end.v[k].length_m) return false;
  return true;
}

/* Along half-edge h from its end at v: to its middle, or right across. */
static bool add_spur(maker *m, uint32_t v, uint32_t h) {
  const wg_cdt *d = &m->cdt;
  if (!m->across) return emit(m, d->v[v], middle_of(m, h));
  uint32_t w = d->org[h] == v ? d->org[wg_cdt_next(h)] : d->org[h];
  m->room->reached[m->vertex.v[w]] = 1;
  return emit(m, d->v[v], d->v[w]);
}

/* From every corner that a line reaches: across the shortest edge to another side. best: per vertex
 * the half-edge. */
static bool add_spurs(maker *m) {
  const wg_cdt *d = &m->cdt;
  uint32_t *best = WG_NEW(uint32_t, d->nv);
  if (!best) return false;
  memset(best, 0xff, d->nv * sizeof *best);
  for (uint32_t h = 0; h < 3 * d->nt; h++) {
    if (!m->inside[h / 3] || !joins_sides(m, h)) continue;
    int64_t own = wg_dist2(d->v[d->org[h]], d->v[d->org[wg_cdt_next(h)]]);
    for (uint32_t k = 0; k < 2; k++) {
      uint32_t v = d->org[k ? wg_cdt_next(h) : h], g = best[v];
      if (g != FREE && wg_dist2(d->v[d->org[g]], d->v[d->org[wg_cdt_next(g)]]) <= own) continue;
      best[v] = h;
    }
  }
  bool ok = true;
  for (uint32_t i = 0; i < m->o->n && ok; i++) {
    uint32_t v = m->number[vertex_at(m, i)];
    if (v != WG_NO_NUMBER && best[v] != FREE && meets_line(m, i)) ok = add_spur(m, v, best[v]);
  }
  wg_free(best);
  return ok;
}

static bool draw(maker *m) {
  if (!find_inside(m)) return false;
  for (uint32_t t = 0; t < m->cdt.nt && !m->across; t++)
    if (m->inside[t] && !cut_triangle(m, t)) return false;
  return add_spurs(m);
}

static wg_status make(maker *m) {
  m->number = m->room->number;
  wg_status st = label_outline(m) && label_islands(m) ? WG_OK : WG_ERR_NOMEM;
  if (st == WG_OK) st = triangulate(m);
  if (st == WG_OK && !draw(m)) st = WG_ERR_NOMEM;
  for (size_t i = 0; i < m->vertex.n; i++) m->number[m->vertex.v[i]] = WG_NO_NUMBER;
  WG_VEC_FREE(&m->vertex);
  WG_VEC_FREE(&m->edge);
  WG_VEC_FREE(&m->label);
  wg_cdt_free(&m->cdt);
  wg_free(m->inside);
  return st;
}

wg_status wg_axis_add(const wg_plane *p, uint32_t face, const wg_rim *rim, wg_axis_room *room,
                      uint32_t src, wg_segs *out) {
  maker m = {.p = p, .o = rim, .face = face, .src = src, .room = room, .out = out};
  return make(&m);
}

wg_status wg_axis_add_spurs(const wg_plane *p, uint32_t face, const wg_rim *rim, wg_axis_room *room,
                            uint32_t src, wg_segs *out) {
  maker m = {.p = p, .o = rim, .face = face, .src = src, .room = room, .out = out, .across = true};
  return make(&m);
}

/* ---- room ----------------------------------------------------------------- */

bool wg_axis_room_init(wg_axis_room *room, const wg_plane *p) {
  room->number = WG_NEW(uint32_t, p->lines.nv);
  room->reached = WG_NEW0(uint8_t, p->lines.nv);
  room->strip = WG_NEW0(uint8_t, p->nf);
  bool ok = room->number && room->reached && room->strip;
  for (uint32_t v = 0; ok && v < p->lines.nv; v++) room->number[v] = WG_NO_NUMBER;
  return ok;
}

void wg_axis_room_free(wg_axis_room *room) {
  wg_free(room->number);
  wg_free(room->reached);
  wg_free(room->strip);
  *room = (wg_axis_room){0};
}
