/* topology.c - what the coordinates alone prove (referee.h). */
#include <math.h>
#include <stdlib.h>

#include "cover/referee.h"
#include "cover/validity.h"

static wg_status report_shape(wg_referee *r, uint32_t i) {
  uint32_t flags = r->grid.flags.v[i];
  char text[200];
  wg_validity_text(flags & WG_BAD_INVALID, text, sizeof text);
  if (flags & WG_BAD_EMPTY) {
    r->sum->empty++;
    WG_TRY(wg_referee_fault(r, WG_FAULT_EMPTY, i, 1, text));
  } else if (flags & WG_BAD_INVALID) {
    r->sum->invalid++;
    WG_TRY(wg_referee_fault(r, WG_FAULT_INVALID, i, 1, text));
  }
  if (!(flags & WG_BAD_MULTIPART)) return WG_OK;
  r->sum->multipart++;
  return wg_referee_fault(r, WG_FAULT_MULTIPART, i, 1, "");
}

static wg_xy middle(const wg_edges *e, uint32_t i) {
  wg_xy a = wg_edge_a(e, i), b = wg_edge_b(e, i);
  return (wg_xy){a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2};
}

static wg_status edge_fault(wg_referee *r, wg_fault_kind kind, uint32_t i, wg_fault **out) {
  const wg_edges *e = &r->region.edges;
  double metres = 0;
  if (!wg_metric_length(&r->metric, wg_edge_a(e, i), wg_edge_b(e, i), &metres))
    return wg_nomem(r->ctx);
  wg_fault *f = wg_faults_add(&r->faults, kind, middle(e, i), metres);
  if (!f) return wg_nomem(r->ctx);
  wg_fault_add_grid(f, e->edge.v[i].left);
  wg_fault_add_grid(f, e->edge.v[i].right);
  *out = f;
  return WG_OK;
}

/* One fault an edge; the extra uses stand by edge. */
static wg_status report_same_direction(wg_referee *r) {
  const wg_edges *e = &r->region.edges;
  wg_fault *f = NULL;
  for (size_t k = 0; k < e->extra.n; k++) {
    const wg_extra_use *x = &e->extra.v[k];
    if (k == 0 || x[-1].edge != x->edge) {
      WG_TRY(edge_fault(r, WG_FAULT_SAME_DIRECTION, x->edge, &f));
      r->sum->edges_same_direction++;
    }
    wg_fault_add_grid(f, x->feature);
  }
  return WG_OK;
}

static int cmp_crossing(const void *pa, const void *pb) {
  const wg_crossing *a = pa, *b = pb;
  int c = wg_xy_cmp(a->at, b->at);
  if (c == 0) c = (a->e > b->e) - (a->e < b->e);
  return c ? c : (a->f > b->f) - (a->f < b->f);
}

/* One fault a place: a T-junction makes two pairs or more there. */
static wg_status report_crossings(wg_referee *r, wg_crossings *x) {
  const wg_edges *e = &r->region.edges;
  r->sum->edges_crossing = x->count;
  if (x->pair.n > 1) qsort(x->pair.v, x->pair.n, sizeof *x->pair.v, cmp_crossing);
  wg_fault *f = NULL;
  for (size_t k = 0; k < x->pair.n; k++) {
    const wg_crossing *c = &x->pair.v[k];
    if (!f || !wg_xy_eq(f->at, c->at)) f = wg_faults_add(&r->faults, WG_FAULT_CROSSING, c->at, 0);
    if (!f) return wg_nomem(r->ctx);
    f->measure++;
    const uint32_t pair[2] = {c->e, c->f};
    for (int s = 0; s < 2; s++) {
      wg_fault_add_grid(f, e->edge.v[pair[s]].left);
      wg_fault_add_grid(f, e->edge.v[pair[s]].right);
    }
  }
  return WG_OK;
}

wg_status wg_referee_topology(wg_referee *r) {
  wg_crossings x = {0};
  wg_status st = wg_region_match(r->ctx, &r->region, &r->grid);
  if (st == WG_OK) st = wg_crossings_find(r->ctx, &r->region.edges, &x);
  if (st == WG_OK && !wg_validity_mark(&r->grid, &r->region.edges, &x)) st = wg_nomem(r->ctx);
  r->sum->grids = wg_cover_count(&r->grid);
  r->sum->edges = r->region.edges.edge.n;
  for (uint32_t i = 0; st == WG_OK && i < wg_cover_count(&r->grid); i++) st = report_shape(r, i);
  if (st == WG_OK) st = report_same_direction(r);
  if (st == WG_OK) st = report_crossings(r, &x);
  wg_crossings_free(&x);
  if (st != WG_OK || r->sum->edges_crossing || r->sum->edges_same_direction) return st;
  return wg_outline_prove(r->ctx, &r->region.outline, &r->region.edges, &r->proven);
}
