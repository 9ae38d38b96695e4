#include "plan/apart.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
  uint32_t piece, a, b; /* nodes, a < b */
} pair;

typedef WG_VEC(pair) pairs;

static int cmp_pair(const void *p, const void *q) {
  const pair *x = p, *y = q;
  if (x->piece != y->piece) return x->piece < y->piece ? -1 : 1;
  if (x->a != y->a) return x->a < y->a ? -1 : 1;
  return (x->b > y->b) - (x->b < y->b);
}

/* Why two atoms are in one grid whatever the plan; NULL: they need not be. */
static const char *obstacle(const wg_atoms *a, const wg_where *w, uint32_t x, uint32_t y) {
  if (x == y && a->atom[x].zone != WG_NO_ONE)
    return "two of these buildings stand in one exclusive zone, which is one grid";
  if (x == y) return "two of these buildings stand in one block that no border divides";
  if (wg_where_locked(w, x) != WG_NO_ONE && wg_where_locked(w, x) == wg_where_locked(w, y))
    return "two of these buildings stand in one locked grid";
  return NULL;
}

static wg_status list_row(wg_ctx *ctx, const wg_idlist *list, uint32_t row, const wg_atoms *a,
                          const wg_where *w, const wg_u32vec *atom, pairs *out) {
  for (size_t i = 0; i < atom->n; i++)
    for (size_t k = 0; k < i; k++) {
      uint32_t x = atom->v[i], y = atom->v[k], u = w->node[x], v = w->node[y];
      const char *why = obstacle(a, w, x, y);
      if (why) return wg_idlist_fail(ctx, list, row, why);
      if (w->piece[x] == WG_NO_ONE || w->piece[x] != w->piece[y]) continue;
      if (!WG_VEC_PUSH(out, ((pair){w->piece[x], u < v ? u : v, u < v ? v : u})))
        return wg_nomem(ctx);
    }
  return WG_OK;
}

static wg_status list_pairs(wg_ctx *ctx, const wg_idlist *list, const wg_town *t, const wg_atoms *a,
                            const wg_where *w, pairs *out) {
  wg_u32vec atom = {0};
  wg_status st = WG_OK;
  for (uint32_t row = list->header; row < wg_csv_rows(&list->csv) && st == WG_OK; row++) {
    st = wg_idlist_atoms(ctx, list, row, t, a, &atom);
    if (st == WG_OK) st = list_row(ctx, list, row, a, w, &atom, out);
  }
  WG_VEC_FREE(&atom);
  if (st == WG_OK && out->n) qsort(out->v, out->n, sizeof *out->v, cmp_pair);
  return st;
}

/* Pair number k of its piece: a bit pair that adds up to 2 where both meet. */
static void mark(wg_piece *p, const pair *x, unsigned k) {
  uint64_t one = UINT64_C(1) << (2 * (k % 32));
  p->graph.node[x->a].apart[k / 32] += one;
  p->graph.node[x->b].apart[k / 32] += one;
}

wg_status wg_apart_set(wg_ctx *ctx, const wg_idlist *list, const wg_town *t, const wg_atoms *a,
                       const wg_where *w, wg_pieces *x) {
  pairs p = {0};
  unsigned k = 0;
  wg_status st = list_pairs(ctx, list, t, a, w, &p);
  for (size_t i = 0; i < p.n && st == WG_OK; i++) {
    if (i && cmp_pair(&p.v[i], &p.v[i - 1]) == 0) continue; /* said twice */
    k = i && p.v[i].piece == p.v[i - 1].piece ? k + 1 : 0;
    if (k < WG_APART_MOST)
      mark(&x->piece.v[p.v[i].piece], &p.v[i], k);
    else
      st = wg_fail(ctx, WG_ERR_DATA,
                   "\"%s\" (%s): more than %d pairs must be apart in district %s; name those that "
                   "matter most",
                   list->csv.path, list->role, WG_APART_MOST,
                   t->district.v[x->piece.v[p.v[i].piece].district].code);
  }
  WG_VEC_FREE(&p);
  return st;
}
