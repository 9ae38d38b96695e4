#include "plan/wishes.h"

#include "plan/apart.h"
#include "plan/before.h"
#include "plan/contract.h"
#include "plan/estates.h"
#include "plan/locks.h"
#include "plan/prior.h"
#include "plan/quotas.h"
#include "plan/seeds.h"
#include "plan/together.h"

/* ---- reading ------------------------------------------------------------------ */

static wg_status read_bounds(wg_ctx *ctx, const wg_town *t, wg_wishes *w) {
  WG_TRY(wg_grid_bounds_read(ctx, t, w->o, &w->bounds));
  w->max = WG_NEW(int64_t, t->district.n);
  if (!w->max) return wg_nomem(ctx);
  for (size_t d = 0; d < t->district.n; d++) w->max[d] = w->bounds[d].max;
  return WG_OK;
}

bool wg_wishes_continue(const wg_partition_options *o) {
  return o->lock || o->start == WG_START_PRESENT;
}

static wg_status read_locks(wg_ctx *ctx, wg_wishes *w) {
  if (wg_wishes_continue(w->o) && w->past->present.grid.n == 0)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" has no grids yet to go on from; leave %s away, or run wangge partition "
                   "without it first",
                   w->o->workspace, w->o->lock ? "--lock" : "--start present");
  return w->o->lock ? wg_locks_read(ctx, w->o->lock, w->past, &w->kept) : WG_OK;
}

wg_status wg_wishes_read(wg_ctx *ctx, const wg_town *t, const wg_past *past,
                         const wg_partition_options *o, wg_wishes *out) {
  *out = (wg_wishes){.o = o, .past = past};
  WG_TRY(read_bounds(ctx, t, out));
  if (o->together) WG_TRY(wg_idlist_read(ctx, "together", o->together, t, &out->together));
  if (o->apart) WG_TRY(wg_idlist_read(ctx, "apart", o->apart, t, &out->apart));
  WG_TRY(wg_criteria_read(ctx, t, o, &out->criteria));
  if (o->seeds) WG_TRY(wg_points_read(ctx, "seeds", o->seeds, &t->frame, &out->seeds));
  return read_locks(ctx, out);
}

void wg_wishes_free(wg_wishes *w) {
  wg_free(w->bounds);
  wg_free(w->max);
  wg_free(w->kept);
  wg_free(w->before);
  wg_free(w->locked);
  wg_idlist_free(&w->together);
  wg_idlist_free(&w->apart);
  wg_points_free(&w->seeds);
  *w = (wg_wishes){0};
}

/* ---- onto atoms ---------------------------------------------------------------- */

wg_status wg_wishes_settle(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                           wg_wishes *w) {
  if (!wg_wishes_continue(w->o)) return WG_OK;
  WG_TRY(wg_before_find(ctx, p, a, w->past, &w->before));
  if (!w->kept) return WG_OK;
  return wg_locks_settle(ctx, t, a, w->past, w->kept, w->before, &w->locked);
}

/* ---- onto the pieces ------------------------------------------------------------ */

static void set_bounds(const wg_wishes *w, wg_piece *p) {
  const wg_grid_bounds *b = &w->bounds[p->district];
  p->order.min = b->min;
  p->order.max = b->max;
  p->order.mean = b->mean;
}

typedef struct {
  wg_ctx *ctx;
  const wg_wishes *w;
  const wg_town *t;
  const wg_plane *p;
  const wg_atoms *a;
  wg_pieces *x;
  wg_where where;
  wg_residents residents;
  wg_together together;
} applier;

/* The piece's graph becomes that of the bundles; its nodes were its atoms. */
static bool contract(wg_piece *p, const wg_bundles *bundles) {
  uint32_t n;
  wg_graph small;
  uint32_t *node = WG_NEW(uint32_t, p->graph.n);
  if (!node) return false;
  wg_bundles_number(bundles, node, &n);
  if (n == p->graph.n) {
    wg_free(node);
    return true;
  }
  if (!wg_graph_contract(&p->graph, node, n, &small)) {
    wg_free(node);
    return false;
  }
  wg_graph_free(&p->graph);
  p->graph = small;
  p->node = node;
  return true;
}

static wg_status join(applier *x, uint32_t k, wg_bundles *bundles) {
  wg_piece *p = &x->x->piece.v[k];
  uint32_t from = x->residents.first[k], n = x->residents.first[k + 1] - from;
  if (x->w->o->together)
    WG_TRY(wg_together_join(x->ctx, &x->together, k, x->t, x->a, &x->where, bundles));
  if (!x->w->o->split_estates &&
      !wg_estates_join(x->t, x->a, &x->where, x->residents.building + from, n,
                       x->w->o->estate_price, &p->graph, bundles))
    return wg_nomem(x->ctx);
  return contract(p, bundles) ? WG_OK : wg_nomem(x->ctx);
}

static wg_status keep_together(applier *x, uint32_t k) {
  wg_bundles bundles;
  if (!wg_bundles_init(&bundles, &x->x->piece.v[k].graph, x->x->piece.v[k].order.max))
    return wg_nomem(x->ctx);
  wg_status st = join(x, k, &bundles);
  wg_bundles_free(&bundles);
  return st;
}

/* Locked grids count among those wanted in a district. */
static wg_status share_grids(applier *x) {
  const wg_wishes *w = x->w;
  int64_t *locked = WG_NEW0(int64_t, x->t->district.n);
  if (!locked) return wg_nomem(x->ctx);
  for (size_t g = 0; w->kept && g < w->past->present.grid.n; g++) {
    const wg_grid *grid = &w->past->present.grid.v[g];
    locked[grid->district] += w->kept[g] && grid->kind == WG_GRID_COMPREHENSIVE;
  }
  wg_status st = wg_quotas_share(x->ctx, x->t, w->bounds, locked, w->o->grids, x->x);
  wg_free(locked);
  return st;
}

/* Nodes are those of the contracted graphs now. */
static wg_status set_prior(applier *x) {
  wg_where_free(&x->where);
  if (!wg_where_build(x->x, x->a->n, &x->where)) return wg_nomem(x->ctx);
  for (size_t k = 0; k < x->x->piece.n; k++) x->x->piece.v[k].order.keep = x->w->o->keep_price;
  return wg_prior_set(x->ctx, x->t, x->a, &x->where, x->w->past, x->w->before, x->x);
}

static wg_status apply(applier *x) {
  const wg_wishes *w = x->w;
  if (!wg_where_build(x->x, x->a->n, &x->where) ||
      !wg_residents_build(x->t, x->a, &x->where, x->x->piece.n, &x->residents))
    return wg_nomem(x->ctx);
  wg_criteria_set(&w->criteria, x->t, x->a, &x->where, x->x);
  if (w->o->seeds)
    WG_TRY(wg_seeds_set(x->ctx, w->o->seeds, &w->seeds, x->p, x->a, &x->where, x->x));
  if (w->o->apart) WG_TRY(wg_apart_set(x->ctx, &w->apart, x->t, x->a, &x->where, x->x));
  if (w->o->together)
    WG_TRY(wg_together_place(x->ctx, &w->together, x->t, x->a, &x->where, &x->together));
  for (uint32_t k = 0; k < x->x->piece.n; k++) {
    set_bounds(w, &x->x->piece.v[k]);
    WG_TRY(keep_together(x, k));
  }
  WG_TRY(share_grids(x));
  return w->o->start == WG_START_PRESENT ? set_prior(x) : WG_OK;
}

wg_status wg_wishes_apply(wg_ctx *ctx, const wg_wishes *w, const wg_town *t, const wg_plane *p,
                          const wg_atoms *a, wg_pieces *x) {
  applier j = {.ctx = ctx, .w = w, .t = t, .p = p, .a = a, .x = x};
  x->bounds = w->bounds;
  wg_status st = apply(&j);
  wg_where_free(&j.where);
  wg_residents_free(&j.residents);
  wg_together_free(&j.together);
  return st;
}
