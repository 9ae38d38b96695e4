#include "atoms/compounds.h"

#include <stdio.h>
#include <string.h>

#include "atoms/sites.h"
#include "geom/boxtree.h"
#include "plane/faceset.h"
#include "plane/linework.h"

/* ---- one arrangement --------------------------------------------------------- */

typedef struct {
  wg_plane plane;
  wg_facesets sets; /* of the estates' polygons */
} arrangement;

static wg_status arrange(wg_ctx *ctx, const wg_segs *s, uint32_t polygons, arrangement *a) {
  wg_noded n = {0};
  WG_TRY(wg_node(ctx, s->v, s->n, &n));
  wg_status st = wg_plane_build(ctx, &n, &a->plane);
  if (st == WG_OK) st = wg_facesets_build(ctx, &a->plane, 0, polygons, &a->sets);
  wg_noded_free(&n);
  return st;
}

static void arrangement_free(arrangement *a) {
  wg_plane_free(&a->plane);
  wg_facesets_free(&a->sets);
}

/* The face under each building. */
static wg_status face_of(wg_ctx *ctx, const wg_town *t, const arrangement *a, uint32_t b,
                         uint32_t *face) {
  int64_t x2, y2;
  if (!wg_interior_point(&t->building_shape, b, &x2, &y2)) return wg_nomem(ctx);
  return wg_plane_locate(&a->plane, x2, y2, face) == WG_OK ? WG_OK : wg_nomem(ctx);
}

/* ---- areas of a layer -------------------------------------------------------- */

/* The smallest estate over the face; of equal ones the first. */
static uint32_t smallest(const wg_town *t, const wg_facesets *s, uint32_t face) {
  uint32_t best = UINT32_MAX;
  int64_t least = INT64_MAX;
  for (uint32_t i = 0; i < s->len[face]; i++) {
    uint32_t e = s->src.v[s->at[face] + i];
    int64_t area2 = wg_shapes_area2(&t->estate_shape, e);
    if (area2 < least) least = area2, best = e;
  }
  return best;
}

static wg_status name_by_areas(wg_ctx *ctx, wg_town *t, const arrangement *a,
                               wg_import_summary *sum) {
  for (uint32_t b = 0; b < t->building.n; b++) {
    uint32_t face;
    WG_TRY(face_of(ctx, t, a, b, &face));
    uint32_t e = smallest(t, &a->sets, face);
    if (e == UINT32_MAX) continue;
    t->building.v[b].estate = t->estate.v[e].name;
    sum->estate_buildings++;
  }
  return WG_OK;
}

static wg_status assign_areas(wg_ctx *ctx, wg_town *t, wg_import_summary *sum) {
  uint32_t n = wg_shapes_count(&t->estate_shape);
  arrangement a = {0};
  wg_segs s = {0};
  bool ok = true;
  if (n == 0) return WG_OK;
  for (uint32_t i = 0; i < n && ok; i++)
    ok = wg_linework_polygon(&t->estate_shape, i, i, WG_STEP, &s);
  wg_status st = ok ? arrange(ctx, &s, n, &a) : wg_nomem(ctx);
  if (st == WG_OK) st = name_by_areas(ctx, t, &a, sum);
  WG_VEC_FREE(&s);
  arrangement_free(&a);
  return st;
}

/* ---- walls ------------------------------------------------------------------- */

/* An end of an open wall. */
typedef struct {
  wg_pt at;
  uint32_t line;
  bool loose; /* no other wall there */
} wall_end;

typedef struct {
  const wg_town *t;
  wg_segs seg;
  WG_VEC(wall_end) end;
  wg_boxtree segs, ends;
  wg_u32vec hits;
} walls;

static void walls_free(walls *w) {
  WG_VEC_FREE(&w->seg);
  WG_VEC_FREE(&w->end);
  wg_boxtree_free(&w->segs);
  wg_boxtree_free(&w->ends);
  WG_VEC_FREE(&w->hits);
}

static bool add_wall(walls *w, uint32_t i) {
  const wg_shapes *l = &w->t->line_shape;
  bool ok = true;
  for (uint32_t r = l->first.v[i]; r < l->first.v[i + 1] && ok; r++) {
    uint32_t from = l->start.v[r], end = l->start.v[r + 1];
    for (uint32_t k = from; k + 1 < end && ok; k++)
      ok = wg_linework_add(&w->seg, l->pt.v[k], l->pt.v[k + 1], i, WG_STEP);
    if (w->t->line.v[i].closed || wg_pt_eq(l->pt.v[from], l->pt.v[end - 1])) continue;
    ok = ok && WG_VEC_PUSH(&w->end, ((wall_end){l->pt.v[from], i, true})) &&
         WG_VEC_PUSH(&w->end, ((wall_end){l->pt.v[end - 1], i, true}));
  }
  return ok;
}

static wg_box around(wg_pt p, int32_t reach) {
  return (wg_box){{p.x - reach, p.y - reach}, {p.x + reach, p.y + reach}};
}

static bool index_walls(walls *w) {
  size_t n = w->seg.n > w->end.n ? w->seg.n : w->end.n;
  wg_box *box = WG_NEW(wg_box, n);
  bool ok = box != NULL;
  for (size_t i = 0; ok && i < w->seg.n; i++) box[i] = wg_box_of(w->seg.v[i].a, w->seg.v[i].b);
  ok = ok && wg_boxtree_build(&w->segs, box, (uint32_t)w->seg.n);
  for (size_t i = 0; ok && i < w->end.n; i++) box[i] = around(w->end.v[i].at, 0);
  ok = ok && wg_boxtree_build(&w->ends, box, (uint32_t)w->end.n);
  wg_free(box);
  return ok;
}

/* Ends that lie on another wall are not loose. */
static bool find_loose(walls *w) {
  for (size_t i = 0; i < w->end.n; i++) {
    wall_end *e = &w->end.v[i];
    w->hits.n = 0;
    if (!wg_boxtree_query(&w->segs, around(e->at, 0), &w->hits)) return false;
    for (size_t k = 0; k < w->hits.n && e->loose; k++) {
      const wg_seg *s = &w->seg.v[w->hits.v[k]];
      e->loose = s->src == e->line || wg_orient(s->a, s->b, e->at) != 0;
    }
  }
  return true;
}

/* The nearest other loose end within a gate's width; of equal ones the first. */
static bool close_gate(walls *w, size_t i) {
  const wall_end *e = &w->end.v[i];
  int64_t best = (int64_t)WG_GATE * WG_GATE + 1;
  size_t to = i;
  w->hits.n = 0;
  if (!wg_boxtree_query(&w->ends, around(e->at, WG_GATE), &w->hits)) return false;
  for (size_t k = 0; k < w->hits.n; k++) {
    const wall_end *o = &w->end.v[w->hits.v[k]];
    int64_t d = wg_dist2(e->at, o->at);
    if (o == e || !o->loose || d > best || (d == best && w->hits.v[k] > to)) continue;
    best = d;
    to = w->hits.v[k];
  }
  return to == i || wg_linework_add(&w->seg, e->at, w->end.v[to].at, e->line, 0);
}

static bool gather_walls(walls *w) {
  bool ok = true;
  for (uint32_t i = 0; i < wg_shapes_count(&w->t->line_shape) && ok; i++)
    if (w->t->line.v[i].cls == WG_LINE_WALL) ok = add_wall(w, i);
  ok = ok && index_walls(w) && find_loose(w);
  for (size_t i = 0; i < w->end.n && ok; i++)
    if (w->end.v[i].loose) ok = close_gate(w, i);
  return ok;
}

/* "W001" for the n-th compound; NULL when memory runs out. */
static const char *compound_name(wg_town *t, uint64_t n) {
  char name[24];
  snprintf(name, sizeof name, "W%03llu", (unsigned long long)n);
  return wg_arena_strdup(&t->strings, name);
}

static wg_status name_by_walls(wg_ctx *ctx, wg_town *t, const arrangement *a,
                               wg_import_summary *sum) {
  const wg_plane *p = &a->plane;
  int64_t *area2 = WG_NEW(int64_t, p->nf);
  const char **name = WG_NEW0(const char *, p->nf);
  wg_status st = area2 && name ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) wg_plane_areas(p, area2);
  for (uint32_t b = 0; b < t->building.n && st == WG_OK; b++) {
    uint32_t f;
    if (*t->building.v[b].estate) continue;
    st = face_of(ctx, t, a, b, &f);
    if (st != WG_OK || f == 0 || wg_area_m2(area2[f]) > WG_COMPOUND_M2) continue;
    if (!name[f] && !(name[f] = compound_name(t, ++sum->walled))) st = wg_nomem(ctx);
    t->building.v[b].estate = name[f] ? name[f] : "";
    sum->estate_buildings++;
  }
  wg_free(area2);
  wg_free(name);
  return st;
}

static wg_status assign_walled(wg_ctx *ctx, wg_town *t, wg_import_summary *sum) {
  walls w = {.t = t};
  arrangement a = {0};
  wg_status st = gather_walls(&w) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK && w.seg.n == 0)
    st = wg_fail(ctx, WG_ERR_DATA,
                 "\"--walled-estates\": none of the barriers is a wall; give a layer of walls with "
                 "--barriers");
  if (st == WG_OK) st = arrange(ctx, &w.seg, 0, &a);
  if (st == WG_OK) st = name_by_walls(ctx, t, &a, sum);
  walls_free(&w);
  arrangement_free(&a);
  return st;
}

wg_status wg_compounds_assign(wg_ctx *ctx, wg_town *t, bool walled, wg_import_summary *sum) {
  WG_TRY(assign_areas(ctx, t, sum));
  return walled ? assign_walled(ctx, t, sum) : WG_OK;
}
