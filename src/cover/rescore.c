/* rescore.c - those terms of the score that the polygons and the recounted households
 * give (plan/means.h), against the ones the partition stored (referee.h). */
#include <math.h>
#include <stdio.h>

#include "cover/referee.h"

/* The stored terms are of the very same polygons, smoothed borders included, and households are
 * whole numbers: nothing but the rounding of sums in another order may differ. */
#define TOLERANCE 1e-6

static bool list_grids(wg_referee *r, wg_mean_grid *g, size_t *n, bool *known) {
  *n = 0;
  *known = true;
  for (uint32_t i = 0; i < wg_cover_count(&r->grid); i++) {
    wg_moments m;
    double outline;
    int64_t milli;
    if (r->grid_row.v[i].exclusive || r->home[i] == WG_NOBODY) continue;
    if (!wg_metric_moments(&r->metric, &r->grid, i, &m) ||
        !wg_metric_perimeter(&r->metric, &r->grid, i, &outline))
      return false;
    if (!wg_referee_load(r, i, &milli) || !isfinite(m.inertia)) {
      *known = false;
      return true;
    }
    int64_t min, max, steps = wg_referee_weighs(r) ? r->weight_steps : 1;
    wg_referee_bounds_of(r, i, &min, &max);
    g[(*n)++] = (wg_mean_grid){r->home[i],
                               min * steps,
                               max * steps,
                               {.households = (milli * steps + 500) / 1000,
                                .outline = outline,
                                .mass = m.area,
                                .at = {m.x, m.y},
                                .inertia = m.inertia}};
  }
  return true;
}

static wg_status compare(wg_referee *r, const char *term, double counted, double stored) {
  char detail[160];
  if (fabs(counted - stored) <= TOLERANCE * (1 + fabs(stored))) return WG_OK;
  r->sum->score_differs++;
  snprintf(detail, sizeof detail, "%s: %.2f stored, %.2f counted again", term, stored, counted);
  wg_fault *f = wg_faults_add(&r->faults, WG_FAULT_SCORE, (wg_xy){NAN, NAN}, counted);
  if (!f || !(f->detail = wg_arena_strdup(&r->faults.text, detail))) return wg_nomem(r->ctx);
  return WG_OK;
}

static wg_status compare_all(wg_referee *r, const wg_mean_terms *t) {
  const wg_stored_score *s = &r->stored;
  if (!s->known || r->metric.to_plane) return WG_OK; /* not measured in the same plane */
  WG_TRY(compare(r, "balance", t->balance, s->means.balance));
  WG_TRY(compare(r, "shape", t->shape, s->means.shape));
  if (r->min != s->min || r->max != s->max) return WG_OK; /* asked about other bounds */
  return compare(r, "bounds", t->bounds, s->means.bounds);
}

wg_status wg_referee_rescore(wg_referee *r) {
  static const wg_weights standard = {1, 1, 1, 1};
  wg_mean_grid *g = WG_NEW(wg_mean_grid, wg_cover_count(&r->grid));
  wg_mean_terms t;
  size_t n;
  bool known;
  bool ok = g && list_grids(r, g, &n, &known) &&
            (!known || wg_means_build(g, n, wg_cover_count(&r->district),
                                      r->stored.known ? &r->stored.weights : &standard, &t));
  wg_free(g);
  if (!ok) return wg_nomem(r->ctx);
  r->sum->score_balance = known ? t.balance : NAN;
  r->sum->score_shape = known ? t.shape : NAN;
  r->sum->score_bounds = known ? t.bounds : NAN;
  return known ? compare_all(r, &t) : WG_OK;
}
