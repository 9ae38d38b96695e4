#include "atoms/medians.h"

#include "atoms/axis.h"

typedef enum { NONE, MEDIAN, OUTER, CROSSING } kind; /* OUTER: beside another median */

typedef struct {
  uint32_t face;
  kind kind;
  wg_line_class cls;
  double width_m;
  uint32_t flanks; /* sides along other medians */
  wg_rim rim;
} strip;

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  const wg_territory *terr;
  wg_sources src;
  uint8_t *built;    /* per face */
  int64_t *area2;    /* per face */
  uint32_t *of_face; /* per face: its strip, or WG_NO_ONE */
  WG_VEC(strip) strip;
} finder;

/* ---- faces ---------------------------------------------------------------- */

static bool init(finder *f, const wg_sites *sites) {
  f->built = WG_NEW0(uint8_t, f->p->nf);
  f->area2 = WG_NEW(int64_t, f->p->nf);
  f->of_face = WG_NEW(uint32_t, f->p->nf);
  if (!f->built || !f->area2 || !f->of_face) return false;
  wg_plane_areas(f->p, f->area2);
  for (uint32_t i = 0; i < f->p->nf; i++) f->of_face[i] = WG_NO_ONE;
  for (uint32_t b = 0; b < f->t->building.n; b++)
    for (uint32_t i = sites->first[b]; i < sites->first[b + 1] && !sites->land[b]; i++)
      f->built[sites->face.v[i]] = 1;
  return true;
}

/* The best line an edge runs on; WG_LINE_CLASSES: none, or the border of a district or zone. */
static wg_line_class class_of(const finder *f, uint32_t e) {
  const wg_noded *n = &f->p->lines;
  wg_line_class best = WG_LINE_CLASSES;
  for (uint32_t i = n->src_first[e]; i < n->src_first[e + 1]; i++) {
    if (!wg_source_is_line(&f->src, n->src[i])) return WG_LINE_CLASSES;
    if (f->t->line.v[n->src[i]].cls < best) best = f->t->line.v[n->src[i]].cls;
  }
  return best;
}

/* Does a ray from (x, y) to the right cross the rings of area `line` an odd number of times? */
static bool area_holds(const wg_shapes *s, uint32_t line, double x, double y) {
  bool in = false;
  for (uint32_t r = s->first.v[line]; r < s->first.v[line + 1]; r++)
    for (uint32_t from = s->start.v[r], end = s->start.v[r + 1], k = from; k < end; k++) {
      wg_pt a = s->pt.v[k], b = s->pt.v[k + 1 < end ? k + 1 : from];
      if ((a.y > y) == (b.y > y)) continue;
      if (a.x + (y - a.y) * ((double)b.x - a.x) / ((double)b.y - a.y) > x) in = !in;
    }
  return in;
}

/* Is there water to the left of half-edge h, a shore? Looked at 10 cm beside it. */
static bool is_water(const finder *f, uint32_t h) {
  wg_pt a = wg_plane_org(f->p, h), b = wg_plane_dst(f->p, h);
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y, len = sqrt(dx * dx + dy * dy);
  double x = a.x + dx / 2 - dy / len * 10, y = a.y + dy / 2 + dx / len * 10;
  const wg_noded *n = &f->p->lines;
  for (uint32_t i = n->src_first[h / 2]; i < n->src_first[h / 2 + 1]; i++) {
    uint32_t s = n->src[i];
    if (wg_source_is_line(&f->src, s) && f->t->line.v[s].cls == WG_LINE_RIVER &&
        f->t->line.v[s].closed && area_holds(&f->t->line_shape, s, x, y))
      return true;
  }
  return false;
}

typedef struct {
  double on[WG_LINE_CLASSES + 1], all, roads, ways;
  uint32_t shore; /* the longest half-edge on a river's line, or WG_NO_EDGE */
} border;

static border measure(const finder *f, const wg_rim *o) {
  border b = {.shore = WG_NO_EDGE};
  double longest = 0;
  b.all = o->at[o->n];
  for (uint32_t i = 0; i < o->n; i++) {
    wg_line_class c = class_of(f, o->h[i] / 2);
    double m = o->at[i + 1] - o->at[i];
    b.on[c] += m;
    if (wg_line_is_carriageway(c)) b.roads += m;
    if (wg_line_is_carriageway(c) || c == WG_LINE_SERVICE || c == WG_LINE_NONMOTOR) b.ways += m;
    if (c != WG_LINE_RIVER || m <= longest) continue;
    longest = m;
    b.shore = o->h[i];
  }
  return b;
}

/* What the face may be, by its border and shape alone. */
static kind judge(const finder *f, strip *s) {
  border b = measure(f, &s->rim);
  double area = wg_area_m2(f->area2[s->face]);
  s->width_m = 2 * area / b.all;
  double slender = b.all * b.all / (4 * area);
  s->cls = WG_LINE_RIVER;
  if (b.on[WG_LINE_RIVER] >= b.all / 2)
    return slender >= WG_WATER_SLENDER &&
                   b.on[WG_LINE_RIVER] + b.roads >= WG_MEDIAN_LINED * b.all && is_water(f, b.shore)
               ? MEDIAN
               : NONE;
  s->cls = WG_LINE_EXPRESSWAY;
  for (wg_line_class c = WG_LINE_EXPRESSWAY; c <= WG_LINE_LOCAL; c++)
    if (b.on[c] > b.on[s->cls]) s->cls = c;
  double most = s->cls <= WG_LINE_TERTIARY ? WG_MEDIAN_WIDTH_M : WG_MEDIAN_WIDTH_LOCAL_M;
  if (slender >= WG_MEDIAN_SLENDER && s->width_m <= most && b.roads >= WG_MEDIAN_LINED * b.all)
    return MEDIAN;
  bool crossing = slender < WG_MEDIAN_SLENDER && area <= WG_CROSSING_AREA_M2 &&
                  b.roads >= b.all / 2 && b.ways >= 0.95 * b.all;
  return crossing ? CROSSING : NONE;
}

static bool look_at(finder *f, uint32_t face) {
  strip s = {.face = face};
  if (!wg_rim_build(f->p, face, &s.rim)) return false;
  s.kind = s.rim.n ? judge(f, &s) : NONE;
  bool ok = s.kind != MEDIAN || wg_rim_find_ends(f->p, &s.rim, s.width_m);
  if (s.kind == MEDIAN && s.rim.end.n < 2)
    s.kind = wg_area_m2(f->area2[face]) <= WG_CROSSING_AREA_M2 ? CROSSING : NONE;
  f->of_face[face] = (uint32_t)f->strip.n;
  if (s.kind != NONE && ok && WG_VEC_PUSH(&f->strip, s)) return true;
  f->of_face[face] = WG_NO_ONE;
  wg_rim_free(&s.rim);
  return ok && s.kind == NONE;
}

static bool find(finder *f) {
  for (uint32_t i = 1; i < f->p->nf; i++)
    if (f->terr->district[i] != WG_NO_ONE && f->terr->zone[i] == WG_NO_ONE && !f->built[i] &&
        !look_at(f, i))
      return false;
  return true;
}

/* ---- medians side by side ------------------------------------------------- */

static strip *beyond(const finder *f, uint32_t h) {
  uint32_t s = f->of_face[f->p->face[h ^ 1]];
  return s == WG_NO_ONE ? NULL : &f->strip.v[s];
}

/* The median along half of side k, or NULL. */
static strip *flank(const finder *f, const strip *s, size_t k) {
  const wg_rim *o = &s->rim;
  uint32_t from = o->end.v[k].to, to = o->end.v[k + 1 < o->end.n ? k + 1 : 0].from;
  double length = wg_rim_between(o, from, to), along = 0, longest = 0;
  strip *best = NULL;
  for (uint32_t i = from; i != to; i = i + 1 < o->n ? i + 1 : 0) {
    strip *x = beyond(f, o->h[i]);
    double m = o->at[i + 1] - o->at[i];
    if (!x || (x->kind != MEDIAN && x->kind != OUTER)) continue;
    along += m;
    if (m <= longest) continue;
    longest = m;
    best = x;
  }
  return along >= length / 2 ? best : NULL;
}

/* Is x nearer to the middle of the road than s? */
static bool before(const strip *x, const strip *s) {
  if (x->flanks != s->flanks) return x->flanks > s->flanks;
  if (x->cls != s->cls) return x->cls < s->cls;
  if (x->width_m != s->width_m) return x->width_m > s->width_m;
  return x->face < s->face;
}

/* All flanks are counted before the first median is set aside. */
static void set_outer_aside(finder *f) {
  for (size_t i = 0; i < f->strip.n; i++) {
    strip *s = &f->strip.v[i];
    for (size_t k = 0; s->kind == MEDIAN && k < s->rim.end.n; k++)
      s->flanks += flank(f, s, k) != NULL;
  }
  for (size_t i = 0; i < f->strip.n; i++) {
    strip *s = &f->strip.v[i];
    for (size_t k = 0; s->kind == MEDIAN && k < s->rim.end.n; k++) {
      const strip *x = flank(f, s, k);
      if (x && before(x, s)) s->kind = OUTER;
    }
  }
}

/* ---- crossings ------------------------------------------------------------ */

static bool leads_on(const finder *f, uint32_t h) {
  strip *x = beyond(f, h);
  return x && (x->kind == MEDIAN || x->kind == CROSSING);
}

/* Lists the stretches of a crossing's outline beyond which a median or crossing lies. */
static bool list_ways(const finder *f, strip *s) {
  wg_rim *o = &s->rim;
  o->end.n = 0;
  for (uint32_t i = 0; i < o->n; i++) {
    uint32_t prev = i ? i - 1 : o->n - 1, to = i;
    if (!leads_on(f, o->h[i])) continue;
    uint32_t face = f->p->face[o->h[i] ^ 1];
    if (f->p->face[o->h[prev] ^ 1] == face) continue;
    while (f->p->face[o->h[to] ^ 1] == face) {
      to = to + 1 < o->n ? to + 1 : 0;
      if (to == i) break;
    }
    if (!WG_VEC_PUSH(&o->end, ((wg_end){i, to, wg_rim_between(o, i, to)}))) return false;
  }
  return true;
}

/* A crossing that joins nothing is none; without it others may join nothing. */
static bool settle_crossings(finder *f) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < f->strip.n; i++) {
      strip *s = &f->strip.v[i];
      if (s->kind != CROSSING) continue;
      if (!list_ways(f, s)) return false;
      if (s->rim.end.n >= 2) continue;
      s->kind = NONE;
      changed = true;
    }
  }
  return true;
}

/* Does every edge of the outline face the place? Then a line from any edge to it stays inside. */
static bool seen_from(const finder *f, const wg_rim *o, wg_pt place) {
  for (uint32_t i = 0; i < o->n; i++)
    if (wg_orient(wg_plane_org(f->p, o->h[i]), wg_plane_dst(f->p, o->h[i]), place) <= 0)
      return false;
  return true;
}

static wg_status add_crossing(const finder *f, const strip *s, wg_segs *out) {
  const wg_rim *o = &s->rim;
  int64_t x = 0, y = 0;
  uint32_t corner;
  for (size_t k = 0; k < o->end.n; k++) {
    wg_pt m = wg_axis_middle_of_end(f->p, o, o->end.v[k].from, o->end.v[k].to, &corner);
    x += m.x;
    y += m.y;
  }
  int64_t n = (int64_t)o->end.n;
  wg_pt centre = {(int32_t)(x / n), (int32_t)(y / n)};
  if (!seen_from(f, o, centre)) return WG_OK;
  for (size_t k = 0; k < o->end.n; k++) {
    wg_pt m = wg_axis_middle_of_end(f->p, o, o->end.v[k].from, o->end.v[k].to, &corner);
    wg_seg g = {m, centre, f->src.median + (uint32_t)s->cls};
    if (!wg_pt_eq(m, centre) && !WG_VEC_PUSH(out, g)) return WG_ERR_NOMEM;
  }
  return WG_OK;
}

/* ---- all ------------------------------------------------------------------ */

/* The lines between s and the strips with higher numbers, as they are. */
static bool mark_between(const finder *f, const strip *s, wg_segs *out) {
  for (uint32_t i = 0; i < s->rim.n && (s->kind == MEDIAN || s->kind == OUTER); i++) {
    const strip *x = beyond(f, s->rim.h[i]);
    if (!x || x < s || (x->kind != MEDIAN && x->kind != OUTER)) continue;
    wg_seg g = {wg_plane_org(f->p, s->rim.h[i]), wg_plane_dst(f->p, s->rim.h[i]), f->src.between};
    if (!WG_VEC_PUSH(out, g)) return false;
  }
  return true;
}

static wg_status draw_one(const finder *f, const strip *s, wg_axis_room *room, wg_segs *out) {
  uint32_t src = f->src.median + (uint32_t)s->cls;
  wg_status st = WG_OK;
  if (s->kind == CROSSING) st = add_crossing(f, s, out);
  if (s->kind == MEDIAN) st = wg_axis_add(f->p, s->face, &s->rim, room, src, out);
  if (s->kind == OUTER) st = wg_axis_add_spurs(f->p, s->face, &s->rim, room, src, out);
  return st == WG_ERR_INTERNAL ? WG_OK : st; /* this one stays whole */
}

static uint32_t vertex_of(const wg_noded *n, wg_pt at) {
  uint32_t lo = 0, hi = n->nv;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (wg_pt_cmp(n->v[mid], at) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo < n->nv && wg_pt_eq(n->v[lo], at) ? lo : WG_NO_NUMBER;
}

/* Cuts of blocks end on vertices of these lines: there begin spurs too. */
static void reach_cuts(const finder *f, const wg_segs *lines, wg_axis_room *room) {
  for (size_t i = 0; i < lines->n; i++) {
    if (lines->v[i].src != f->src.cut) continue;
    uint32_t a = vertex_of(&f->p->lines, lines->v[i].a), b = vertex_of(&f->p->lines, lines->v[i].b);
    if (a != WG_NO_NUMBER) room->reached[a] = 1;
    if (b != WG_NO_NUMBER) room->reached[b] = 1;
  }
}

static wg_status draw(wg_ctx *ctx, const finder *f, wg_segs *out) {
  wg_axis_room room;
  size_t n[4] = {0};
  wg_status st = wg_axis_room_init(&room, f->p) ? WG_OK : WG_ERR_NOMEM;
  for (size_t i = 0; i < f->strip.n && st == WG_OK; i++)
    room.strip[f->strip.v[i].face] = f->strip.v[i].kind != NONE;
  if (st == WG_OK) reach_cuts(f, out, &room);
  for (int outer = 1; outer >= 0; outer--) /* their spurs go on to the axis */
    for (size_t i = 0; i < f->strip.n && st == WG_OK; i++) {
      const strip *s = &f->strip.v[i];
      if ((s->kind == OUTER) != outer) continue;
      n[s->kind]++;
      st = mark_between(f, s, out) ? draw_one(f, s, &room, out) : WG_ERR_NOMEM;
    }
  wg_axis_room_free(&room);
  wg_log(ctx, WG_LOG_DEBUG, "medians: %zu, %zu beside these, %zu crossings between them", n[MEDIAN],
         n[OUTER], n[CROSSING]);
  return st;
}

wg_status wg_medians_add(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_territory *terr,
                         const wg_sites *sites, wg_segs *out) {
  finder f = {.t = t, .p = p, .terr = terr, .src = wg_sources_of(t)};
  bool ok = init(&f, sites) && find(&f);
  if (ok) set_outer_aside(&f);
  wg_status st = ok && settle_crossings(&f) ? draw(ctx, &f, out) : WG_ERR_NOMEM;
  for (size_t i = 0; i < f.strip.n; i++) wg_rim_free(&f.strip.v[i].rim);
  WG_VEC_FREE(&f.strip);
  wg_free(f.built);
  wg_free(f.area2);
  wg_free(f.of_face);
  return st == WG_ERR_NOMEM ? wg_nomem(ctx) : st;
}
