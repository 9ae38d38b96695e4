#include "plan/means.h"

#include <math.h>

#include "base/mem.h"

typedef struct {
  double grids, households, area_m2;
} totals;

static void add_grid(const wg_mean_grid *g, const totals *d, const wg_weights *w,
                     wg_mean_terms *out) {
  wg_score s = {.min = g->min, .max = g->max, .target = fmax(1, d->households / d->grids)};
  wg_score_weigh(&s, w, sqrt(fmax(0, d->area_m2 / d->grids)));
  wg_part_terms t = wg_part_terms_of(&s, &g->sums);
  out->bounds += t.bounds;
  out->balance += t.balance;
  out->shape += t.shape;
}

bool wg_means_build(const wg_mean_grid *g, size_t n, uint32_t districts, const wg_weights *w,
                    wg_mean_terms *out) {
  totals *sum = WG_NEW0(totals, districts);
  *out = (wg_mean_terms){0};
  if (!sum) return false;
  for (size_t i = 0; i < n; i++) {
    totals *d = &sum[g[i].district];
    d->grids++;
    d->households += (double)g[i].sums.households;
    d->area_m2 += g[i].sums.mass;
  }
  for (size_t i = 0; i < n; i++) add_grid(&g[i], &sum[g[i].district], w, out);
  wg_free(sum);
  return true;
}
