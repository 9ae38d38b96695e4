/* union.c - gaps, overlaps, and the union of the grids against the districts (referee.h).
 *
 * The faces between the unmatched arcs tell what the union looks like. A hole of it
 * is a gap when it lies in a district, or when it is a sliver: no place anybody
 * left out on purpose is that narrow, so it counts even where the districts'
 * own borders leave it open.
 */
#include <math.h>

#include "cover/referee.h"

#define SLIVER_WIDTH_M 1.0 /* mean width, 2 area / perimeter */

typedef enum { FACE_NOTHING, FACE_COVERED, FACE_GAP } face_state;

static wg_status classify_hole(wg_referee *r, uint32_t i, double m2, face_state *state) {
  int64_t depth = 0;
  bool on_arc = false;
  if (!wg_outline_depth(&r->wanted.outline, &r->wanted.edges, r->region.face.v[i].place, &depth,
                        &on_arc))
    return wg_nomem(r->ctx);
  *state = FACE_GAP;
  if (on_arc || depth != 0) return WG_OK;
  double perimeter = 0;
  if (!wg_metric_perimeter(&r->metric, &r->region.shape, i, &perimeter)) return wg_nomem(r->ctx);
  if (2 * m2 >= SLIVER_WIDTH_M * perimeter) *state = FACE_NOTHING;
  return WG_OK;
}

/* ---- which grids a face concerns ---- */

static wg_status name_coverers(wg_referee *r, wg_fault *f) {
  wg_ids hits = {0};
  bool ok = wg_recttree_query(&r->grid_tree, (wg_rect){f->at.x, f->at.y, f->at.x, f->at.y}, &hits);
  for (size_t k = 0; ok && k < hits.n; k++)
    if (wg_cover_locate(&r->grid, hits.v[k], f->at) > 0) wg_fault_add_grid(f, hits.v[k]);
  WG_VEC_FREE(&hits);
  return ok ? WG_OK : wg_nomem(r->ctx);
}

/* The edge between two places, or WG_NOBODY. */
static uint32_t edge_between(const wg_region *g, const wg_places *map, wg_xy p, wg_xy q) {
  uint32_t from = wg_places_find(map, &g->edges, p), to = wg_places_find(map, &g->edges, q);
  if (from == WG_NOBODY || to == WG_NOBODY) return WG_NOBODY;
  const wg_outline *o = &g->outline;
  for (int turn = 0; turn < 2; turn++) {
    for (uint32_t k = o->first[from]; k < o->first[from + 1]; k++)
      if (o->arc.v[o->leave[k]].to == to) return o->arc.v[o->leave[k]].edge;
    uint32_t t = from;
    from = to;
    to = t;
  }
  return WG_NOBODY;
}

typedef struct {
  wg_places map;
  uint8_t *covered, *gap; /* per edge: adjacent faces of that state */
} sides;

/* Notes the state of face i at all its edges that were written so. */
static void note_sides(const wg_referee *r, sides *s, uint32_t i, face_state state, wg_fault *f) {
  const wg_cover *c = &r->region.shape;
  for (uint32_t g = c->first.v[i]; g < c->first.v[i + 1]; g++) {
    const wg_xy *p = wg_cover_ring(c, g);
    uint32_t n = wg_cover_ring_size(c, g);
    for (uint32_t k = 0, prev = n - 1; k < n; prev = k++) {
      uint32_t e = edge_between(&r->region, &s->map, p[prev], p[k]);
      if (e == WG_NOBODY) continue;
      if (state == FACE_COVERED) s->covered[e]++;
      if (state == FACE_GAP) s->gap[e]++;
      if (!f) continue;
      wg_fault_add_grid(f, r->region.edges.edge.v[e].left);
      wg_fault_add_grid(f, r->region.edges.edge.v[e].right);
    }
  }
}

static wg_status judge_face(wg_referee *r, sides *s, uint32_t i) {
  const wg_face *face = &r->region.face.v[i];
  face_state state = FACE_COVERED;
  wg_fault *f = NULL;
  double m2 = 0;
  if (face->depth == WG_DEPTH_UNKNOWN) { /* too thin to be told, but no outside either */
    note_sides(r, s, i, FACE_GAP, NULL);
    return WG_OK;
  }
  if (face->depth != 1 && !wg_metric_area(&r->metric, &r->region.shape, i, &m2))
    return wg_nomem(r->ctx);
  if (face->depth == 0) WG_TRY(classify_hole(r, i, m2, &state));
  if (state == FACE_GAP) {
    r->sum->gaps++;
    if (!(f = wg_faults_add(&r->faults, WG_FAULT_GAP, face->place, m2))) return wg_nomem(r->ctx);
  }
  note_sides(r, s, i, state, f);
  if (face->depth <= 1) return WG_OK;
  r->sum->overlaps++;
  f = wg_faults_add(&r->faults, WG_FAULT_OVERLAP, face->place, (face->depth - 1) * m2);
  return f ? name_coverers(r, f) : wg_nomem(r->ctx);
}

/* An edge used once is part of the outline when one side is covered and the other is
 * neither covered nor a gap. */
static wg_status report_unmatched(wg_referee *r, const sides *s) {
  const wg_edges *e = &r->region.edges;
  for (uint32_t i = 0; i < e->edge.n; i++) {
    if (!wg_edge_single(&e->edge.v[i]) || (s->covered[i] == 1 && s->gap[i] == 0)) continue;
    wg_xy a = wg_edge_a(e, i), b = wg_edge_b(e, i);
    double metres = 0;
    r->sum->edges_unmatched_inner++;
    if (!wg_metric_length(&r->metric, a, b, &metres)) return wg_nomem(r->ctx);
    wg_xy at = {a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2};
    wg_fault *f = wg_faults_add(&r->faults, WG_FAULT_UNMATCHED, at, metres);
    if (!f) return wg_nomem(r->ctx);
    wg_fault_add_grid(f, e->edge.v[i].left);
    wg_fault_add_grid(f, e->edge.v[i].right);
  }
  return WG_OK;
}

static wg_status judge_faces(wg_referee *r) {
  size_t n = r->region.edges.edge.n;
  sides s = {.covered = WG_NEW0(uint8_t, n), .gap = WG_NEW0(uint8_t, n)};
  wg_status st = WG_OK;
  if (!s.covered || !s.gap || !wg_places_build(&s.map, &r->region.edges)) st = wg_nomem(r->ctx);
  for (uint32_t i = 0; st == WG_OK && i < r->region.face.n; i++) st = judge_face(r, &s, i);
  if (st == WG_OK) st = report_unmatched(r, &s);
  wg_places_free(&s.map);
  wg_free(s.covered);
  wg_free(s.gap);
  return st;
}

/* ---- against the districts ---- */

/* Area of what `a` has beyond `b`; with `report`, its pieces become faults. */
static wg_status beyond(wg_referee *r, const wg_cover *a, const wg_cover *b, wg_fault_kind kind,
                        double *total) {
  wg_cover piece = {0};
  wg_figures areas = {0};
  double m2 = 0;
  wg_status st = wg_geos_difference(a, b, &piece);
  if (st == WG_ERR_INTERNAL)
    wg_fail(r->ctx, st,
            "the union of the grids cannot be compared with the districts; repair their geometry");
  if (st == WG_ERR_NOMEM) wg_nomem(r->ctx);
  for (uint32_t i = 0; st == WG_OK && i < wg_cover_count(&piece); i++) {
    wg_xy at;
    if (!wg_metric_area(&r->metric, &piece, i, &m2) || !WG_VEC_PUSH(&areas, m2))
      st = wg_nomem(r->ctx);
    if (st != WG_OK || !wg_cover_inner_point(&piece, i, &at)) continue;
    wg_fault *f = wg_faults_add(&r->faults, kind, at, m2);
    st = !f ? wg_nomem(r->ctx) : kind == WG_FAULT_EXCESS ? name_coverers(r, f) : WG_OK;
  }
  *total = wg_figures_sum(&areas);
  WG_VEC_FREE(&areas);
  wg_cover_free(&piece);
  return st;
}

/* Both borders may differ by what transformation and rounding do to them. Pieces of a
 * difference that small are no faults and leave the list again. */
static void forget(wg_faults *f, size_t from) { f->list.n = from; }

static wg_status total_area(wg_referee *r, const wg_cover *c, double *total) {
  wg_figures areas = {0};
  bool ok = true;
  for (uint32_t i = 0; ok && i < wg_cover_count(c); i++) {
    double m2 = 0;
    ok = wg_metric_area(&r->metric, c, i, &m2) && WG_VEC_PUSH(&areas, m2);
  }
  *total = wg_figures_sum(&areas);
  WG_VEC_FREE(&areas);
  return ok ? WG_OK : wg_nomem(r->ctx);
}

static wg_status compare(wg_referee *r, const wg_cover *have, const wg_cover *want) {
  wg_check_summary *sum = r->sum;
  WG_TRY(total_area(r, want, &sum->district_area_m2));
  size_t mark = r->faults.list.n;
  WG_TRY(beyond(r, want, have, WG_FAULT_MISSING, &sum->missing_area_m2));
  if (wg_negligible(sum->missing_area_m2, sum->district_area_m2)) forget(&r->faults, mark);
  mark = r->faults.list.n;
  WG_TRY(beyond(r, have, want, WG_FAULT_EXCESS, &sum->excess_area_m2));
  if (wg_negligible(sum->excess_area_m2, sum->district_area_m2)) forget(&r->faults, mark);
  return WG_OK;
}

wg_status wg_referee_union(wg_referee *r) {
  WG_TRY(wg_region_match(r->ctx, &r->wanted, &r->district));
  WG_TRY(wg_region_faces(r->ctx, &r->wanted));
  WG_TRY(wg_region_faces(r->ctx, &r->region));
  WG_TRY(judge_faces(r));
  wg_cover have = {0}, want = {0};
  wg_status st = WG_OK;
  if (!wg_region_covered(&r->region, &have) || !wg_region_covered(&r->wanted, &want))
    st = wg_nomem(r->ctx);
  if (st == WG_OK) st = compare(r, &have, &want);
  wg_cover_free(&have);
  wg_cover_free(&want);
  return st;
}
