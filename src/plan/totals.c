#include "plan/totals.h"

#include <stdlib.h>

#include "plan/packing.h"
#include "plan/subset.h"
#include "plan/units.h"

static int ascending(const void *x, const void *y) {
  int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
  return (a > b) - (a < b);
}

/* *no: these totals have no division within the bounds; the fact then says why. */
static bool try_totals(int64_t *x, uint32_t n, wg_range b, wg_fact *fact, bool *no) {
  if (n > 1) qsort(x, n, sizeof *x, ascending);
  fact->kind = WG_FACT_NO_SUBSET;
  fact->least = wg_least_count(b, fact->households);
  fact->most = wg_most_count(b, fact->households);
  *no = fact->least > fact->most || x[n - 1] > b.max;
  if (*no) return true;
  fact->kind = WG_FACT_NO_PACKING;
  if (b.min > 0) {
    fact->least = wg_least_sets(x, n, b.max);
    fact->most = wg_most_sets(x, n, b.min);
    *no = fact->least > fact->most;
  }
  if (*no) return true;
  fact->kind = WG_FACT_NO_SUBSET;
  return wg_subset_undividable(x, n, b, no);
}

static bool try_bounds(const wg_tract *r, wg_range b, wg_fact *fact, bool *no) {
  wg_units u;
  if (!wg_units_make(&r->net, &r->pockets, b, &u)) return false;
  bool ok = try_totals(u.net.households, u.net.n, b, fact, no);
  wg_units_free(&u);
  return ok;
}

/* The greatest widening that still fails. Bisected: every one that fails is a proof, whether
 * smaller ones do or not. */
static bool widen(const wg_tract *r, int64_t *widest) {
  int64_t lo = 0, hi = r->households;
  while (hi - lo > 1) {
    int64_t d = lo + (hi - lo) / 2, min = r->bounds.min - d;
    wg_fact any = {.households = r->households};
    bool no;
    if (!try_bounds(r, (wg_range){min > 0 ? min : 0, r->bounds.max + d}, &any, &no)) return false;
    if (no)
      lo = d;
    else
      hi = d;
  }
  *widest = lo;
  return true;
}

bool wg_totals_fact(const wg_tract *r, wg_fact *out) {
  bool no;
  int64_t widest = -1; /* beside a node above max one household may be given away instead */
  *out = (wg_fact){.core = UINT32_MAX, .households = r->households};
  if (!try_bounds(r, r->bounds, out, &no)) return false;
  if (!no) return true;
  if (!r->open && !widen(r, &widest)) return false;
  out->forced = 2 + widest;
  return true;
}
