/* bounds.c - households or weight of each grid against the bounds (referee.h).
 *
 * Counted over comprehensive grids. A district with less than the
 * lower bound can have one grid only, and that one is in bounds.
 */
#include <string.h>

#include "cover/referee.h"

typedef struct {
  int64_t milli;
  uint32_t grids;
} district_sum;

bool wg_referee_load(const wg_referee *r, uint32_t i, int64_t *milli) {
  const wg_grid_row *g = &r->grid_row.v[i];
  *milli = wg_referee_weighs(r) ? r->milli_weight[i] : r->milli_households[i];
  if (r->has_buildings && r->has_households) return true;
  *milli = (int64_t)(g->declared * 1000 + 0.5);
  return g->declares;
}

static bool named(const wg_grid_row *g) {
  return g->reason[0] || (g->status[0] && strcmp(g->status, "ok") != 0);
}

void wg_referee_bounds_of(const wg_referee *r, uint32_t i, int64_t *min, int64_t *max) {
  *min = r->min;
  *max = r->max;
  for (size_t k = 0; k < r->own.n && r->home[i] != WG_NOBODY; k++) {
    if (strcmp(r->own.v[k].code, r->district_code.v[r->home[i]]) != 0) continue;
    *min = r->own.v[k].min;
    *max = r->own.v[k].max;
  }
}

static wg_status judge(wg_referee *r, uint32_t i, int64_t milli, const district_sum *home) {
  int64_t min, max;
  wg_referee_bounds_of(r, i, &min, &max);
  min *= 1000;
  max *= 1000;
  bool alone = home && home->grids == 1 && home->milli < min;
  if (milli <= max && (milli >= min || alone)) {
    r->sum->in_bounds++;
    return WG_OK;
  }
  if (milli > max)
    r->sum->above++;
  else
    r->sum->below++;
  if (named(&r->grid_row.v[i])) r->sum->exceptions_named++;
  const char *why = r->grid_row.v[i].reason[0] ? r->grid_row.v[i].reason : r->grid_row.v[i].status;
  wg_fault_kind kind = wg_referee_weighs(r) ? WG_FAULT_WEIGHT_BOUNDS : WG_FAULT_BOUNDS;
  return wg_referee_fault(r, kind, i, (double)milli / 1000, why);
}

wg_status wg_referee_bounds(wg_referee *r) {
  uint32_t n = wg_cover_count(&r->grid);
  district_sum *sum = WG_NEW0(district_sum, wg_cover_count(&r->district));
  if (!sum) return wg_nomem(r->ctx);
  int64_t milli;
  for (uint32_t i = 0; i < n; i++) {
    if (r->grid_row.v[i].exclusive || r->home[i] == WG_NOBODY || !wg_referee_load(r, i, &milli))
      continue;
    sum[r->home[i]].milli += milli;
    sum[r->home[i]].grids++;
  }
  wg_status st = WG_OK;
  for (uint32_t i = 0; st == WG_OK && i < n; i++) {
    if (r->grid_row.v[i].exclusive || !wg_referee_load(r, i, &milli)) continue;
    st = judge(r, i, milli, r->home[i] == WG_NOBODY ? NULL : &sum[r->home[i]]);
  }
  wg_free(sum);
  return st;
}
