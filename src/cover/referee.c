#include "cover/referee.h"

#include <math.h>
#include <stdlib.h>

static int cmp_double(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double wg_figures_sum(wg_figures *f) {
  double sum = 0;
  if (f->n > 1) qsort(f->v, f->n, sizeof *f->v, cmp_double);
  for (size_t i = 0; i < f->n; i++) sum += f->v[i];
  return sum;
}

wg_xy wg_referee_place(const wg_referee *r, uint32_t i) {
  wg_xy p;
  if (wg_cover_inner_point(&r->grid, i, &p)) return p;
  uint32_t ring = r->grid.first.v[i];
  if (ring < r->grid.first.v[i + 1]) return wg_cover_ring(&r->grid, ring)[0];
  return (wg_xy){NAN, NAN};
}

wg_status wg_referee_fault(wg_referee *r, wg_fault_kind kind, uint32_t grid, double measure,
                           const char *detail) {
  wg_fault *f = wg_faults_add(&r->faults, kind, wg_referee_place(r, grid), measure);
  if (!f) return wg_nomem(r->ctx);
  wg_fault_add_grid(f, grid);
  if (detail[0] && !(f->detail = wg_arena_strdup(&r->faults.text, detail))) return wg_nomem(r->ctx);
  return WG_OK;
}

bool wg_cover_index(const wg_cover *c, wg_recttree *t) {
  uint32_t n = wg_cover_count(c);
  wg_rect *box = WG_NEW(wg_rect, n);
  if (!box) return false;
  for (uint32_t i = 0; i < n; i++) {
    box[i] = wg_cover_rect(c, i);
    /* nothing meets a box of NaN, so empty features are never found */
    if (box[i].x0 > box[i].x1) box[i] = (wg_rect){NAN, NAN, NAN, NAN};
  }
  bool ok = wg_recttree_build(t, box, n);
  wg_free(box);
  return ok;
}

bool wg_cover_find(const wg_cover *c, const wg_recttree *t, wg_xy p, wg_ids *hits,
                   uint32_t *found) {
  uint32_t inside = UINT32_MAX, border = UINT32_MAX;
  hits->n = 0;
  if (!wg_recttree_query(t, (wg_rect){p.x, p.y, p.x, p.y}, hits)) return false;
  for (size_t k = 0; k < hits->n; k++) {
    uint32_t i = hits->v[k];
    if (i >= inside) continue;
    int in = wg_cover_locate(c, i, p);
    if (in > 0) inside = i;
    if (in == 0 && i < border) border = i;
  }
  *found = inside != UINT32_MAX ? inside : border;
  return true;
}

/* ---- the run ---- */

void wg_referee_free(wg_referee *r) {
  wg_cover_free(&r->grid);
  wg_cover_free(&r->district);
  wg_cover_free(&r->building);
  WG_VEC_FREE(&r->grid_row);
  WG_VEC_FREE(&r->district_code);
  WG_VEC_FREE(&r->own);
  WG_VEC_FREE(&r->building_row);
  wg_metric_free(&r->metric);
  wg_region_free(&r->region);
  wg_region_free(&r->wanted);
  wg_recttree_free(&r->grid_tree);
  wg_recttree_free(&r->district_tree);
  wg_free(r->area_m2);
  wg_free(r->home);
  wg_free(r->milli_households);
  wg_free(r->milli_weight);
  wg_free(r->label);
  wg_faults_free(&r->faults);
  wg_arena_free(&r->strings);
}

static wg_status prepare(wg_referee *r) {
  uint32_t n = wg_cover_count(&r->grid);
  wg_rect extent = WG_RECT_EMPTY;
  for (size_t i = 0; i < r->grid.pt.n; i++) extent = wg_rect_add(extent, r->grid.pt.v[i]);
  WG_TRY(wg_metric_init(r->ctx, &r->metric, r->crs, extent));
  r->area_m2 = WG_NEW0(double, n);
  r->home = WG_NEW(uint32_t, n);
  r->milli_households = WG_NEW0(int64_t, n);
  r->milli_weight = WG_NEW0(int64_t, n);
  if (!r->area_m2 || !r->home || !r->milli_households || !r->milli_weight) return wg_nomem(r->ctx);
  for (uint32_t i = 0; i < n; i++) {
    r->home[i] = WG_NOBODY;
    if (!wg_metric_area(&r->metric, &r->grid, i, &r->area_m2[i])) return wg_nomem(r->ctx);
  }
  if (!wg_cover_index(&r->grid, &r->grid_tree) || !wg_cover_index(&r->district, &r->district_tree))
    return wg_nomem(r->ctx);
  return WG_OK;
}

static wg_status sort_faults(wg_referee *r) {
  uint32_t n = wg_cover_count(&r->grid);
  r->label = WG_NEW(const char *, n);
  if (!r->label) return wg_nomem(r->ctx);
  for (uint32_t i = 0; i < n; i++) r->label[i] = r->grid_row.v[i].label;
  wg_faults_sort(&r->faults, r->label);
  return WG_OK;
}

static double sum_of(const wg_faults *f, wg_fault_kind kind) {
  double sum = 0; /* the list is in canonical order */
  for (size_t i = 0; i < f->list.n; i++)
    if (f->list.v[i].kind == kind) sum += f->list.v[i].measure;
  return sum;
}

static bool coverage_holds(const wg_referee *r) {
  const wg_check_summary *s = r->sum;
  return r->proven && !s->invalid && !s->multipart && !s->empty && !s->edges_same_direction &&
         !s->edges_crossing && !s->edges_unmatched_inner && !s->gaps && !s->overlaps &&
         !s->grids_across_districts && wg_negligible(s->missing_area_m2, s->district_area_m2) &&
         wg_negligible(s->excess_area_m2, s->district_area_m2);
}

static bool rows_hold(const wg_referee *r) {
  const wg_check_summary *s = r->sum;
  return !s->codes_duplicate && !s->codes_missing && !s->nesting_wrong && !s->buildings_cut &&
         !r->sum->buildings_missed && !s->households_declared_wrong && !s->weight_declared_wrong &&
         !s->score_differs && s->exceptions_named == s->below + s->above;
}

wg_status wg_referee_judge(wg_referee *r) {
  WG_TRY(wg_referee_sort(r));
  WG_TRY(prepare(r));
  WG_TRY(wg_referee_topology(r));
  WG_TRY(wg_referee_union(r));
  WG_TRY(wg_referee_districts(r));
  WG_TRY(wg_referee_recount(r));
  WG_TRY(wg_referee_bounds(r));
  WG_TRY(wg_referee_rescore(r));
  WG_TRY(sort_faults(r));
  r->sum->gap_area_m2 = sum_of(&r->faults, WG_FAULT_GAP);
  r->sum->overlap_area_m2 = sum_of(&r->faults, WG_FAULT_OVERLAP);
  r->sum->holds = coverage_holds(r) && rows_hold(r);
  return WG_OK;
}
