#include "plan/prior.h"

#include <stdlib.h>

#include "plan/solve.h"

/* What a node has of a present grid. */
typedef struct {
  uint32_t piece, node, grid;
  int64_t households, area2;
} share;

typedef WG_VEC(share) shares;

static int cmp_place(const share *a, const share *b) {
  if (a->piece != b->piece) return a->piece < b->piece ? -1 : 1;
  return (a->node > b->node) - (a->node < b->node);
}

static int cmp_share(const void *p, const void *q) {
  const share *a = p, *b = q;
  int c = cmp_place(a, b);
  return c ? c : (a->grid > b->grid) - (a->grid < b->grid);
}

static bool add(const wg_where *w, uint32_t atom, uint32_t grid, int64_t households, int64_t area2,
                shares *out) {
  if (grid == WG_NO_GRID || atom == WG_NO_ONE || w->piece[atom] == WG_NO_ONE) return true;
  share s = {w->piece[atom], w->node[atom], grid, households, area2};
  return WG_VEC_PUSH(out, s);
}

static bool list(const wg_town *t, const wg_atoms *a, const wg_where *w, const wg_past *past,
                 const uint32_t *before, shares *out) {
  const wg_grids *old = &past->present;
  for (uint32_t i = 0; i < a->n; i++)
    if (!add(w, i, before[i], 0, a->atom[i].area2, out)) return false;
  for (size_t b = 0; b < t->building.n && b < old->building_grid.n; b++)
    if (!add(w, a->of_building[b], old->building_grid.v[b], t->building.v[b].households, 0, out))
      return false;
  if (out->n) qsort(out->v, out->n, sizeof *out->v, cmp_share);
  return true;
}

/* The shares of one node, ascending by grid: the grid with the largest. */
static uint32_t largest(const share *s, size_t n) {
  share best = {.grid = WG_NO_GRID}, sum = {0};
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || s[i].grid != s[i - 1].grid) sum = (share){.grid = s[i].grid};
    sum.households += s[i].households;
    sum.area2 += s[i].area2;
    bool more = sum.households > best.households ||
                (sum.households == best.households && sum.area2 > best.area2);
    if (best.grid == WG_NO_GRID || more) best = sum;
  }
  return best.grid;
}

/* Present grids of a piece's nodes become parts 0, 1, ... */
static void number_parts(wg_piece *p, uint32_t *part, size_t grids) {
  for (size_t g = 0; g < grids; g++) part[g] = WG_NO_PART;
  for (uint32_t v = 0; v < p->graph.n; v++)
    if (p->order.prior[v] != WG_NO_PART) part[p->order.prior[v]] = 0;
  for (size_t g = 0; g < grids; g++)
    if (part[g] == 0) part[g] = p->order.priors++;
  for (uint32_t v = 0; v < p->graph.n; v++)
    if (p->order.prior[v] != WG_NO_PART) p->order.prior[v] = part[p->order.prior[v]];
}

static bool set_all(const shares *s, size_t grids, wg_pieces *x) {
  uint32_t *part = WG_NEW(uint32_t, grids);
  bool ok = part != NULL;
  for (size_t k = 0; k < x->piece.n && ok; k++) {
    wg_piece *p = &x->piece.v[k];
    p->order.prior = WG_NEW(uint32_t, p->graph.n);
    ok = p->order.prior != NULL;
    for (uint32_t v = 0; ok && v < p->graph.n; v++) p->order.prior[v] = WG_NO_PART;
  }
  for (size_t i = 0, end; i < s->n && ok; i = end) {
    for (end = i; end < s->n && cmp_place(&s->v[end], &s->v[i]) == 0;) end++;
    x->piece.v[s->v[i].piece].order.prior[s->v[i].node] = largest(s->v + i, end - i);
  }
  for (size_t k = 0; k < x->piece.n && ok; k++) number_parts(&x->piece.v[k], part, grids);
  wg_free(part);
  return ok;
}

wg_status wg_prior_set(wg_ctx *ctx, const wg_town *t, const wg_atoms *a, const wg_where *w,
                       const wg_past *past, const uint32_t *before, wg_pieces *x) {
  shares s = {0};
  bool ok = list(t, a, w, past, before, &s) && set_all(&s, past->present.grid.n, x);
  WG_VEC_FREE(&s);
  return ok ? WG_OK : wg_nomem(ctx);
}
