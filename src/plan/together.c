#include "plan/together.h"

#include <stdio.h>

#include "plan/amount.h"

/* Why the group's atoms cannot share a grid whatever the plan; NULL: they may. */
static const char *obstacle(const wg_atoms *a, const wg_where *w, const wg_u32vec *atom) {
  for (size_t i = 0; i < atom->n; i++) {
    uint32_t x = atom->v[0], y = atom->v[i];
    if (a->atom[x].district != a->atom[y].district)
      return "these buildings stand in different districts, and no grid crosses their border";
    if (a->atom[x].zone != a->atom[y].zone)
      return "one of these buildings stands in an exclusive zone, which is a grid of its own";
    if (wg_where_locked(w, x) != wg_where_locked(w, y))
      return "one of these buildings stands in a locked grid that does not hold the others";
    if (w->piece[x] != w->piece[y])
      return "these buildings stand in detached parts of their district (exclusive zones and "
             "locked grids left out)";
  }
  return NULL;
}

wg_status wg_together_place(wg_ctx *ctx, const wg_idlist *list, const wg_town *t, const wg_atoms *a,
                            const wg_where *w, wg_together *out) {
  *out = (wg_together){.list = list};
  wg_u32vec atom = {0};
  wg_status st = WG_OK;
  for (uint32_t row = list->header; row < wg_csv_rows(&list->csv) && st == WG_OK; row++) {
    st = wg_idlist_atoms(ctx, list, row, t, a, &atom);
    if (st != WG_OK) break;
    const char *why = obstacle(a, w, &atom);
    uint32_t piece = w->piece[atom.v[0]];
    if (why)
      st = wg_idlist_fail(ctx, list, row, why);
    else if (piece != WG_NO_ONE && !WG_VEC_PUSH(&out->row, ((wg_kv){piece, row})))
      st = wg_nomem(ctx);
  }
  WG_VEC_FREE(&atom);
  if (st == WG_OK && !wg_sort_kv(out->row.v, out->row.n)) st = wg_nomem(ctx);
  if (st != WG_OK) wg_together_free(out);
  return st;
}

void wg_together_free(wg_together *x) { WG_VEC_FREE(&x->row); }

static wg_status refuse(wg_ctx *ctx, const wg_together *x, uint32_t row, wg_join why, int64_t max,
                        int64_t load, const wg_town *t) {
  char say[300];
  const char *unit = t->weight.expression ? "units of weight" : "households";
  wg_amount most = wg_amount_text(max, wg_town_steps(t));
  switch (why) {
    case WG_JOIN_TOO_LARGE:
      snprintf(
          say, sizeof say,
          "these buildings and what cannot be parted from them have %s %s, more than the %s of "
          "a grid; take one out or raise the bound",
          wg_amount_text(load, wg_town_steps(t)).s, unit, most.s);
      return wg_idlist_fail(ctx, x->list, row, say);
    case WG_JOIN_SEEDS:
      return wg_idlist_fail(ctx, x->list, row,
                            "two seeds stand beside these buildings, and a grid holds one; take "
                            "one out");
    case WG_JOIN_APART:
      return wg_idlist_fail(ctx, x->list, row,
                            "two of these buildings, or of those that must share a grid with "
                            "them, must also be apart; take one wish back");
    case WG_JOIN_NO_PATH:
      snprintf(say, sizeof say,
               "these buildings do not touch, and with the land between them a grid has more than "
               "%s %s",
               most.s, unit);
      return wg_idlist_fail(ctx, x->list, row, say);
    default: return wg_nomem(ctx);
  }
}

static wg_status join_row(wg_ctx *ctx, const wg_together *x, uint32_t row, const wg_town *t,
                          const wg_atoms *a, const wg_where *w, wg_u32vec *node,
                          wg_bundles *bundles) {
  int64_t load;
  WG_TRY(wg_idlist_atoms(ctx, x->list, row, t, a, node));
  for (size_t i = 0; i < node->n; i++) node->v[i] = w->node[node->v[i]];
  wg_join r = wg_bundles_join(bundles, node->v, node->n, UINT32_MAX, &load);
  return r == WG_JOIN_DONE ? WG_OK : refuse(ctx, x, row, r, bundles->max, load, t);
}

/* First entry of piece k or a later one. */
static size_t first_row(const wg_together *x, uint32_t k) {
  size_t lo = 0, hi = x->row.n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (x->row.v[mid].key < k)
      lo = mid + 1;
    else
      hi = mid;
  }
  return lo;
}

wg_status wg_together_join(wg_ctx *ctx, const wg_together *x, uint32_t k, const wg_town *t,
                           const wg_atoms *a, const wg_where *w, wg_bundles *bundles) {
  wg_u32vec node = {0};
  wg_status st = WG_OK;
  for (size_t i = first_row(x, k); i < x->row.n && x->row.v[i].key == k && st == WG_OK; i++)
    st = join_row(ctx, x, x->row.v[i].val, t, a, w, &node, bundles);
  WG_VEC_FREE(&node);
  return st;
}
