#include "plan/wishes.h"

#include "plan/contract.h"
#include "plan/counts.h"
#include "plan/estates.h"
#include "plan/together.h"

/* ---- reading ------------------------------------------------------------------ */

wg_status wg_wishes_read(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                         wg_wishes *out) {
  *out = (wg_wishes){.o = o};
  WG_TRY(wg_bounds_read(ctx, t, o, &out->bounds));
  if (o->together) WG_TRY(wg_idlist_read(ctx, "together", o->together, t, &out->together));
  return WG_OK;
}

void wg_wishes_free(wg_wishes *w) {
  wg_free(w->bounds);
  wg_idlist_free(&w->together);
  *w = (wg_wishes){0};
}

/* ---- onto the pieces ------------------------------------------------------------ */

static void set_bounds(const wg_wishes *w, wg_piece *p) {
  const wg_bounds *b = &w->bounds[p->district];
  p->order.min = b->min;
  p->order.max = b->max;
  p->order.mean = b->mean;
}

typedef struct {
  wg_ctx *ctx;
  const wg_wishes *w;
  const wg_town *t;
  const wg_atoms *a;
  wg_pieces *x;
  wg_where where;
  wg_residents residents;
  wg_together together;
} applier;

/* The piece's graph becomes that of the units; its nodes were its atoms. */
static bool contract(wg_piece *p, const wg_units *units) {
  uint32_t n;
  wg_graph small;
  uint32_t *node = WG_NEW(uint32_t, p->graph.n);
  if (!node) return false;
  wg_units_number(units, node, &n);
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

static wg_status join(applier *x, uint32_t k, wg_units *units) {
  wg_piece *p = &x->x->piece.v[k];
  uint32_t from = x->residents.first[k], n = x->residents.first[k + 1] - from;
  if (x->w->together.role)
    WG_TRY(wg_together_join(x->ctx, &x->together, k, x->t, x->a, &x->where, units));
  if (!x->w->o->split_estates &&
      !wg_estates_join(x->t, x->a, &x->where, x->residents.building + from, n,
                       x->w->o->estate_price, &p->graph, units))
    return wg_nomem(x->ctx);
  return contract(p, units) ? WG_OK : wg_nomem(x->ctx);
}

static wg_status keep_together(applier *x, uint32_t k) {
  wg_units units;
  if (!wg_units_init(&units, &x->x->piece.v[k].graph, x->x->piece.v[k].order.max))
    return wg_nomem(x->ctx);
  wg_status st = join(x, k, &units);
  wg_units_free(&units);
  return st;
}

static wg_status apply(applier *x) {
  const wg_wishes *w = x->w;
  if (!wg_where_build(x->x, x->a->n, &x->where) ||
      !wg_residents_build(x->t, x->a, &x->where, x->x->piece.n, &x->residents))
    return wg_nomem(x->ctx);
  if (w->together.role)
    WG_TRY(wg_together_place(x->ctx, &w->together, x->t, x->a, &x->where, &x->together));
  for (uint32_t k = 0; k < x->x->piece.n; k++) {
    set_bounds(w, &x->x->piece.v[k]);
    WG_TRY(keep_together(x, k));
  }
  return wg_counts_share(x->ctx, x->t, w->bounds, NULL, w->o->grids, x->x);
}

wg_status wg_wishes_apply(wg_ctx *ctx, const wg_wishes *w, const wg_town *t, const wg_atoms *a,
                          wg_pieces *x) {
  applier j = {.ctx = ctx, .w = w, .t = t, .a = a, .x = x};
  wg_status st = apply(&j);
  wg_where_free(&j.where);
  wg_residents_free(&j.residents);
  wg_together_free(&j.together);
  return st;
}
