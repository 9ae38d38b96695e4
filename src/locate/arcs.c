#include "locate/arcs.h"

#include <math.h>

void wg_arcs_free(wg_arcs *a) {
  WG_VEC_FREE(&a->point);
  WG_VEC_FREE(&a->arc);
  WG_VEC_FREE(&a->use);
  WG_VEC_FREE(&a->use_start);
  wg_free(a->place);
  a->place = NULL;
}

/* ---- the edges that are kept ------------------------------------------------------------------- */

static const wg_xy *point_of(const wg_polygons *p, size_t i) {
  return (const wg_xy *)(const void *)(p->xy.v + 2 * i);
}

static void widen(wg_arc *a, double y) {
  float low = (float)y, high = (float)y;
  if (low > y) low = nextafterf(low, -INFINITY);
  if (high < y) high = nextafterf(high, INFINITY);
  if (low < a->y0) a->y0 = low;
  if (high > a->y1) a->y1 = high;
}

/* One ring: its kept edges as arcs. arc_of[edge]: the arc it is in. */
static bool keep_ring(const wg_polygons *p, const wg_mate *mate, uint32_t from, uint32_t to,
                      wg_arcs *out, uint32_t *arc_of) {
  bool open = false;
  for (uint32_t e = from; e + 1 < to; e++) {
    if (mate[e] & WG_MATE_KEPT) {
      open = false;
      out->shared++;
      continue;
    }
    bool joined = open; /* the edge before is kept, its end is our start */
    if (!joined && !WG_VEC_PUSH(&out->point, *point_of(p, e))) return false;
    wg_arc *last = out->arc.n ? &out->arc.v[out->arc.n - 1] : NULL;
    bool same = joined && mate[e] == mate[e - 1] && !(mate[e] & WG_MATE_SEVERAL);
    if (!same || last->edges == WG_ARC_EDGES) {
      wg_arc a = {INFINITY, -INFINITY, (uint32_t)out->point.n - 1, 0};
      widen(&a, point_of(p, e)->y);
      if (!WG_VEC_PUSH(&out->arc, a)) return false;
      last = &out->arc.v[out->arc.n - 1];
    }
    out->place[e] = (uint32_t)out->point.n - 1;
    arc_of[e] = (uint32_t)out->arc.n - 1;
    if (!WG_VEC_PUSH(&out->point, *point_of(p, e + 1))) return false;
    widen(last, point_of(p, e + 1)->y);
    last->edges++;
    open = true;
  }
  return true;
}

static bool keep_all(const wg_polygons *p, const wg_mate *mate, wg_arcs *out, uint32_t *arc_of) {
  for (size_t r = 0; r + 1 < p->start.n; r++)
    if (!keep_ring(p, mate, p->start.v[r], p->start.v[r + 1], out, arc_of)) return false;
  return true;
}

/* ---- the arcs of each polygon -------------------------------------------------------------------- */

typedef struct {
  uint32_t arc, edges;
} stretch;

typedef WG_VEC(stretch) stretches;

static bool collect_ring(const wg_mate *mate, uint32_t from, uint32_t to, const uint32_t *arc_of,
                         stretches *s) {
  for (uint32_t e = from; e + 1 < to; e++) {
    uint32_t arc = arc_of[mate[e] & WG_MATE_KEPT ? mate[e] & ~WG_MATE_KEPT : e];
    stretch *last = s->n ? &s->v[s->n - 1] : NULL;
    if (last && last->arc == arc) {
      last->edges++;
    } else if (!WG_VEC_PUSH(s, ((stretch){arc, 1}))) {
      return false;
    }
  }
  return true;
}

static void sort_by_arc(stretches *s) {
  for (size_t i = 1; i < s->n; i++) {
    stretch x = s->v[i];
    size_t k = i;
    for (; k > 0 && s->v[k - 1].arc > x.arc; k--) s->v[k] = s->v[k - 1];
    s->v[k] = x;
  }
}

/* A ring that begins within an arc has it in two stretches. One that runs along an arc and back does
 * not change sides there: it uses the arc twice. */
static bool use_polygon(stretches *s, wg_arcs *out) {
  sort_by_arc(s);
  for (size_t i = 0, k; i < s->n; i = k) {
    uint32_t arc = s->v[i].arc, edges = 0;
    for (k = i; k < s->n && s->v[k].arc == arc; k++) edges += s->v[k].edges;
    bool odd = edges / out->arc.v[arc].edges % 2;
    if (!WG_VEC_PUSH(&out->use, arc) || (!odd && !WG_VEC_PUSH(&out->use, arc))) return false;
  }
  return true;
}

static bool use_all(const wg_polygons *p, const wg_mate *mate, const uint32_t *arc_of,
                    wg_arcs *out) {
  stretches s = {0};
  bool ok = true;
  for (size_t i = 0; ok && i < p->code.n; i++) {
    s.n = 0;
    ok = WG_VEC_PUSH(&out->use_start, (uint32_t)out->use.n);
    for (uint32_t r = p->first.v[i]; ok && r < p->first.v[i + 1]; r++)
      ok = collect_ring(mate, p->start.v[r], p->start.v[r + 1], arc_of, &s);
    ok = ok && use_polygon(&s, out);
  }
  WG_VEC_FREE(&s);
  return ok && WG_VEC_PUSH(&out->use_start, (uint32_t)out->use.n);
}

bool wg_arcs_make(const wg_polygons *p, const wg_mate *mate, wg_arcs *out) {
  size_t edges = p->xy.n / 2 + 1;
  uint32_t *arc_of = WG_NEW0(uint32_t, edges);
  out->place = WG_NEW0(uint32_t, edges);
  bool ok = arc_of && out->place && keep_all(p, mate, out, arc_of) && use_all(p, mate, arc_of, out);
  wg_free(arc_of);
  return ok;
}
