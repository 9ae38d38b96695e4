#include "atoms/strips.h"

/* ---- faces ---------------------------------------------------------------- */

static bool init(wg_strips *f, const wg_sites *sites) {
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
static wg_line_class class_of(const wg_strips *f, uint32_t e) {
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
static bool is_water(const wg_strips *f, uint32_t h) {
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

static border measure(const wg_strips *f, const wg_rim *o) {
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
static wg_strip_kind judge(const wg_strips *f, wg_strip *s) {
  border b = measure(f, &s->rim);
  double area = wg_area_m2(f->area2[s->face]);
  s->width_m = 2 * area / b.all;
  double slender = b.all * b.all / (4 * area);
  s->cls = WG_LINE_RIVER;
  if (b.on[WG_LINE_RIVER] >= b.all / 2)
    return slender >= WG_WATER_SLENDER &&
                   b.on[WG_LINE_RIVER] + b.roads >= WG_MEDIAN_LINED * b.all && is_water(f, b.shore)
               ? WG_STRIP_MEDIAN
               : WG_STRIP_NONE;
  s->cls = WG_LINE_EXPRESSWAY;
  for (wg_line_class c = WG_LINE_EXPRESSWAY; c <= WG_LINE_LOCAL; c++)
    if (b.on[c] > b.on[s->cls]) s->cls = c;
  double most = s->cls <= WG_LINE_TERTIARY ? WG_MEDIAN_WIDTH_M : WG_MEDIAN_WIDTH_LOCAL_M;
  if (slender >= WG_MEDIAN_SLENDER && s->width_m <= most && b.roads >= WG_MEDIAN_LINED * b.all)
    return WG_STRIP_MEDIAN;
  bool crossing = slender < WG_MEDIAN_SLENDER && area <= WG_CROSSING_AREA_M2 &&
                  b.roads >= b.all / 2 && b.ways >= 0.95 * b.all;
  return crossing ? WG_STRIP_CROSSING : WG_STRIP_NONE;
}

static bool look_at(wg_strips *f, uint32_t face) {
  wg_strip s = {.face = face};
  if (!wg_rim_build(f->p, face, &s.rim)) return false;
  s.kind = s.rim.n ? judge(f, &s) : WG_STRIP_NONE;
  bool ok = s.kind != WG_STRIP_MEDIAN || wg_rim_find_ends(f->p, &s.rim, s.width_m);
  if (s.kind == WG_STRIP_MEDIAN && s.rim.end.n < 2)
    s.kind = wg_area_m2(f->area2[face]) <= WG_CROSSING_AREA_M2 ? WG_STRIP_CROSSING : WG_STRIP_NONE;
  f->of_face[face] = (uint32_t)f->strip.n;
  if (s.kind != WG_STRIP_NONE && ok && WG_VEC_PUSH(&f->strip, s)) return true;
  f->of_face[face] = WG_NO_ONE;
  wg_rim_free(&s.rim);
  return ok && s.kind == WG_STRIP_NONE;
}

static bool find(wg_strips *f) {
  for (uint32_t i = 1; i < f->p->nf; i++)
    if (f->terr->district[i] != WG_NO_ONE && f->terr->zone[i] == WG_NO_ONE && !f->built[i] &&
        !look_at(f, i))
      return false;
  return true;
}

/* ---- medians side by side ------------------------------------------------- */

wg_strip *wg_strips_beyond(const wg_strips *f, uint32_t h) {
  uint32_t s = f->of_face[f->p->face[h ^ 1]];
  return s == WG_NO_ONE ? NULL : &f->strip.v[s];
}

/* The median along half of side k, or NULL. */
static wg_strip *flank(const wg_strips *f, const wg_strip *s, size_t k) {
  const wg_rim *o = &s->rim;
  uint32_t from = o->end.v[k].to, to = o->end.v[k + 1 < o->end.n ? k + 1 : 0].from;
  double length = wg_rim_between(o, from, to), along = 0, longest = 0;
  wg_strip *best = NULL;
  for (uint32_t i = from; i != to; i = i + 1 < o->n ? i + 1 : 0) {
    wg_strip *x = wg_strips_beyond(f, o->h[i]);
    double m = o->at[i + 1] - o->at[i];
    if (!x || (x->kind != WG_STRIP_MEDIAN && x->kind != WG_STRIP_OUTER)) continue;
    along += m;
    if (m <= longest) continue;
    longest = m;
    best = x;
  }
  return along >= length / 2 ? best : NULL;
}

/* Is x nearer to the middle of the road than s? */
static bool before(const wg_strip *x, const wg_strip *s) {
  if (x->flanks != s->flanks) return x->flanks > s->flanks;
  if (x->cls != s->cls) return x->cls < s->cls;
  if (x->width_m != s->width_m) return x->width_m > s->width_m;
  return x->face < s->face;
}

/* All flanks are counted before the first median is set aside. */
static void set_outer_aside(wg_strips *f) {
  for (size_t i = 0; i < f->strip.n; i++) {
    wg_strip *s = &f->strip.v[i];
    for (size_t k = 0; s->kind == WG_STRIP_MEDIAN && k < s->rim.end.n; k++)
      s->flanks += flank(f, s, k) != NULL;
  }
  for (size_t i = 0; i < f->strip.n; i++) {
    wg_strip *s = &f->strip.v[i];
    for (size_t k = 0; s->kind == WG_STRIP_MEDIAN && k < s->rim.end.n; k++) {
      const wg_strip *x = flank(f, s, k);
      if (x && before(x, s)) s->kind = WG_STRIP_OUTER;
    }
  }
}

/* ---- crossings ------------------------------------------------------------ */

static bool leads_on(const wg_strips *f, uint32_t h) {
  wg_strip *x = wg_strips_beyond(f, h);
  return x && (x->kind == WG_STRIP_MEDIAN || x->kind == WG_STRIP_CROSSING);
}

/* Lists the stretches of a crossing's outline beyond which a median or crossing lies. */
static bool list_ways(const wg_strips *f, wg_strip *s) {
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
static bool settle_crossings(wg_strips *f) {
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < f->strip.n; i++) {
      wg_strip *s = &f->strip.v[i];
      if (s->kind != WG_STRIP_CROSSING) continue;
      if (!list_ways(f, s)) return false;
      if (s->rim.end.n >= 2) continue;
      s->kind = WG_STRIP_NONE;
      changed = true;
    }
  }
  return true;
}

/* ---- all ------------------------------------------------------------------ */

bool wg_strips_find(wg_strips *f, const wg_sites *sites) {
  if (!init(f, sites) || !find(f)) return false;
  set_outer_aside(f);
  return settle_crossings(f);
}

void wg_strips_free(wg_strips *f) {
  for (size_t i = 0; i < f->strip.n; i++) wg_rim_free(&f->strip.v[i].rim);
  WG_VEC_FREE(&f->strip);
  wg_free(f->built);
  wg_free(f->area2);
  wg_free(f->of_face);
}
