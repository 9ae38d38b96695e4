#include "size.h"
#include "blocks.h"
#include "rng.h"

#include <math.h>

static const double per_km2 = 1000, cell_km2 = 0.40;

static size_t try_town(struct plan *plan, struct model *model, uint64_t seed, int nx, int ny,
                       double cell) {
  free_plan(plan);
  clear_model(model);
  plan_town(plan, seed, nx, ny, cell);
  build_blocks(plan, model);
  return model->building_count;
}

/* Leaves out village houses and shops, evenly, until the number is met. */
static void thin_out(struct model *model, uint64_t seed, size_t wanted) {
  struct rng rng = {hash2(seed, 81)};
  size_t excess = model->building_count > wanted ? model->building_count - wanted : 0, spare = 0,
         kept = 0;
  for (size_t i = 0; i < model->building_count; i++) spare += model->buildings[i].spare != 0;
  for (size_t i = 0; i < model->building_count; i++) {
    if (model->buildings[i].spare && rng_unit(&rng) * (double)spare-- < (double)excess) {
      excess--;
      continue;
    }
    model->buildings[kept] = model->buildings[i];
    model->buildings[kept].id = (uint32_t)kept + 1;
    kept++;
  }
  model->building_count = kept;
}

/* The count grows with the cell, but not smoothly: remember the best size seen. */
void fit_town(struct plan *plan, struct model *model, uint64_t seed, size_t buildings) {
  double cells = (double)buildings / per_km2 / cell_km2;
  int nx = (int)fmax(2, round(sqrt(cells * 1.25))), ny = (int)fmax(2, round(cells / nx));
  double cell = 620, best = 0, last = 0;
  size_t best_count = 0;
  for (int i = 0; i < 14 && cell != last; i++) {
    size_t count = try_town(plan, model, seed, nx, ny, cell);
    last = cell;
    if (count >= buildings && (!best_count || count < best_count)) {
      best = cell;
      best_count = count;
    }
    if (count >= buildings && (double)count < 1.04 * (double)buildings) break;
    cell *= pow(1.02 * (double)buildings / (double)count, i < 4 ? 0.5 : 0.25);
    cell = fmin(1100, fmax(430, cell));
  }
  if (best_count && best != last) try_town(plan, model, seed, nx, ny, best);
  thin_out(model, seed, buildings);
}
