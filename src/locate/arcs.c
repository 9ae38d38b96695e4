#include "locate/arcs.h"

#include <math.h>
#include <string.h>

#include "base/parallel.h"

void wg_arcs_free(wg_arcs *a) {
  for (unsigned k = 0; k < WG_ARC_SHARES; k++) {
    WG_VEC_FREE(&a->share[k].point);
    WG_VEC_FREE(&a->share[k].arc);
    WG_VEC_FREE(&a->share[k].use);
    WG_VEC_FREE(&a->share[k].use_count);
  }
  wg_free(a->place);
  a->place = NULL;
}

typedef struct {
  const wg_polygons *p;
  const wg_mate *mate;
  wg_arcs *out;
  uint32_t *arc_of; /* per edge that is kept: its arc */
} making;

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

/* One ring: its kept edges as arcs. */
static bool keep_ring(const making *m, uint32_t from, uint32_t to, wg_arc_share *out) {
  const wg_mate *mate = m->mate;
  bool open = false;
  for (uint32_t e = from; e + 1 < to; e++) {
    if (mate[e] & WG_MATE_KEPT) {
      open = false;
      out->shared++;
      continue;
    }
    bool joined = open; /* the edge before is kept, its end is our start */
    if (!joined && !WG_VEC_PUSH(&out->point, *point_of(m->p, e))) return false;
    wg_arc *last = out->arc.n ? &out->arc.v[out->arc.n - 1] : NULL;
    bool same = joined && mate[e] == mate[e - 1] && !(mate[e] & WG_MATE_SEVERAL);
    if (!same || last->edges == WG_ARC_EDGES) {
      wg_arc a = {INFINITY, -INFINITY, (uint32_t)out->point.n - 1, 0};
      widen(&a, point_of(m->p, e)->y);
      if (!WG_VEC_PUSH(&out->arc, a)) return false;
      last = &out->arc.v[out->arc.n - 1];
    }
    m->out->place[e] = (uint32_t)out->point.n - 1;
    m->arc_of[e] = (uint32_t)out->arc.n - 1;
    if (!WG_VEC_PUSH(&out->point, *point_of(m->p, e + 1))) return false;
    widen(last, point_of(m->p, e + 1)->y);
    last->edges++;
    open = true;
  }
  return true;
}

static size_t share_edges(const making *m, const wg_arc_share *s) {
  return m->p->start.v[m->p->first.v[s->to]] - m->p->start.v[m->p->first.v[s->from]];
}

static wg_status keep_share(void *user, size_t k, unsigned worker) {
  const making *m = user;
  wg_arc_share *s = &m->out->share[k];
  (void)worker;
  if (!WG_VEC_RESERVE(&s->point, share_edges(m, s) + 1)) return WG_ERR_NOMEM;
  for (uint32_t r = m->p->first.v[s->from]; r < m->p->first.v[s->to]; r++)
    if (!keep_ring(m, m->p->start.v[r], m->p->start.v[r + 1], s)) return WG_ERR_NOMEM;
  return WG_OK;
}

/* From counting within the shares to counting through all of them. */
static wg_status count_through(void *user, size_t k, unsigned worker) {
  const making *m = user;
  wg_arc_share *s = &m->out->share[k];
  const wg_polygons *p = m->p;
  (void)worker;
  for (uint32_t e = p->start.v[p->first.v[s->from]]; e < p->start.v[p->first.v[s->to]]; e++) {
    m->out->place[e] += s->points_before;
    m->arc_of[e] += s->arcs_before;
  }
  for (size_t i = 0; i < s->arc.n; i++) s->arc.v[i].first += s->points_before;
  return WG_OK;
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

static const wg_arc *arc_at(const wg_arcs *all, uint32_t arc) {
  unsigned k = WG_ARC_SHARES - 1;
  while (arc < all->share[k].arcs_before) k--;
  return &all->share[k].arc.v[arc - all->share[k].arcs_before];
}

/* A ring that begins within an arc has it in two stretches. One that runs along an arc and back does
 * not change sides there: it uses the arc twice. */
static bool use_polygon(const wg_arcs *all, stretches *s, wg_arc_share *out) {
  sort_by_arc(s);
  for (size_t i = 0, k; i < s->n; i = k) {
    uint32_t arc = s->v[i].arc, edges = 0;
    for (k = i; k < s->n && s->v[k].arc == arc; k++) edges += s->v[k].edges;
    bool odd = edges / arc_at(all, arc)->edges % 2;
    if (!WG_VEC_PUSH(&out->use, arc) || (!odd && !WG_VEC_PUSH(&out->use, arc))) return false;
  }
  return true;
}

static wg_status use_share(void *user, size_t k, unsigned worker) {
  const making *m = user;
  const wg_polygons *p = m->p;
  wg_arc_share *out = &m->out->share[k];
  stretches s = {0};
  bool ok = true;
  (void)worker;
  for (uint32_t i = out->from; ok && i < out->to; i++) {
    size_t before = out->use.n;
    s.n = 0;
    for (uint32_t r = p->first.v[i]; ok && r < p->first.v[i + 1]; r++)
      ok = collect_ring(m->mate, p->start.v[r], p->start.v[r + 1], m->arc_of, &s);
    ok = ok && use_polygon(m->out, &s, out) &&
         WG_VEC_PUSH(&out->use_count, (uint32_t)(out->use.n - before));
  }
  WG_VEC_FREE(&s);
  return ok ? WG_OK : WG_ERR_NOMEM;
}

/* ---- all of it ------------------------------------------------------------------------------------ */

static void sum_shares(wg_arcs *a) {
  for (unsigned k = 0; k < WG_ARC_SHARES; k++) {
    wg_arc_share *s = &a->share[k];
    s->points_before = a->points;
    s->arcs_before = a->arcs;
    a->points += (uint32_t)s->point.n;
    a->arcs += (uint32_t)s->arc.n;
    a->shared += s->shared;
  }
}

static wg_status make(wg_ctx *ctx, making *m) {
  wg_arcs *a = m->out;
  WG_TRY(wg_parallel_for(ctx, NULL, WG_ARC_SHARES, keep_share, m));
  sum_shares(a);
  WG_TRY(wg_parallel_for(ctx, NULL, WG_ARC_SHARES, count_through, m));
  WG_TRY(wg_parallel_for(ctx, NULL, WG_ARC_SHARES, use_share, m));
  for (unsigned k = 0; k < WG_ARC_SHARES; k++) a->uses += a->share[k].use.n;
  return WG_OK;
}

wg_status wg_arcs_make(wg_ctx *ctx, const wg_polygons *p, const wg_mate *mate,
                       const uint32_t share[WG_ARC_SHARES + 1], wg_arcs *out) {
  size_t edges = p->xy.n / 2 + 1;
  for (unsigned k = 0; k < WG_ARC_SHARES; k++)
    out->share[k].from = share[k], out->share[k].to = share[k + 1];
  out->place = WG_NEW0(uint32_t, edges);
  making m = {p, mate, out, WG_NEW0(uint32_t, edges)};
  wg_status st = m.arc_of && out->place ? make(ctx, &m) : wg_nomem(ctx);
  wg_free(m.arc_of);
  return st == WG_ERR_NOMEM ? wg_nomem(ctx) : st;
}

static void copy(void *to, const void *from, size_t bytes) {
  if (bytes) memcpy(to, from, bytes);
}

void wg_arcs_copy(const wg_arcs *a, wg_xy *points, wg_arc *arcs, uint32_t *uses,
                  uint32_t *use_start) {
  uint32_t at = 0;
  for (unsigned k = 0; k < WG_ARC_SHARES; k++) {
    const wg_arc_share *s = &a->share[k];
    copy(points + s->points_before, s->point.v, s->point.n * sizeof *points);
    copy(arcs + s->arcs_before, s->arc.v, s->arc.n * sizeof *arcs);
    copy(uses + at, s->use.v, s->use.n * sizeof *uses);
    for (size_t i = 0; i < s->use_count.n; i++) {
      *use_start++ = at;
      at += s->use_count.v[i];
    }
  }
  *use_start = at;
}
