#include "samples.h"

#include "base/rng.h"

#include <math.h>

static const double around = 0.01; /* of the box */

const char *const kind_names[KINDS] = {"anywhere", "vertices", "midpoints", "one bit beside"};

static void anywhere(const struct layer *layer, wg_rng *rng, double p[2]) {
  for (int k = 0; k < 2; k++) {
    double t = wg_rng_unit(rng) * (1 + 2 * around) - around;
    p[k] = layer->low[k] + t * (layer->high[k] - layer->low[k]);
  }
}

/* One bit in x, in y, or in both. */
static void nearby(const struct layer *layer, wg_rng *rng, double p[2]) {
  const struct edge *edge = &layer->edge[wg_rng_next(rng) % layer->edges];
  double t = wg_rng_below(rng, 2) ? wg_rng_unit(rng) : 0;
  uint32_t how = 1 + wg_rng_below(rng, 3);
  for (int k = 0; k < 2; k++) {
    double way = wg_rng_below(rng, 2) ? INFINITY : -INFINITY;
    p[k] = edge->a[k] + t * (edge->b[k] - edge->a[k]);
    if (how >> k & 1) p[k] = nextafter(p[k], way);
  }
}

void sample(const struct layer *layer, uint64_t seed, enum kind kind, uint64_t k, double p[2]) {
  wg_rng rng = wg_rng_init(seed * KINDS + kind, k);
  if (kind == ANYWHERE) {
    anywhere(layer, &rng, p);
  } else if (kind == NEARBY) {
    nearby(layer, &rng, p);
  } else {
    const struct edge *edge = &layer->edge[k];
    double t = kind == MIDPOINT ? 0.5 : 0;
    for (int i = 0; i < 2; i++) p[i] = edge->a[i] + t * (edge->b[i] - edge->a[i]);
  }
}
