#include "places.h"

/* Of 1000 incidents. */
enum { OUTSIDE = 5, ANYWHERE = 50 };
static const double outside_most = 2; /* cells */

/* Widths from 0.3 to 10 cells, mostly small; never wider than a tenth of the area. */
void make_places(struct places *places, const struct area *area) {
  wg_rng rng = wg_rng_init(area->seed, UINT64_C(1) << 63);
  double widest = (area->nx < area->ny ? area->nx : area->ny) / 10.0;
  places->area = area;
  for (int i = 0; i < CLUSTERS; i++) {
    struct cluster *c = &places->cluster[i];
    double t = wg_rng_unit(&rng);
    c->u = area->nx * wg_rng_unit(&rng);
    c->v = area->ny * wg_rng_unit(&rng);
    c->width = 0.3 + 9.7 * t * t * t;
    if (c->width > widest) c->width = widest;
  }
}

/* Nearly normal: twelve uniform numbers summed up, which needs no logarithm and so gives the same
 * bits everywhere. */
static double normal(wg_rng *rng) {
  uint64_t sum = 0;
  for (int k = 0; k < 3; k++) {
    uint64_t x = wg_rng_next(rng);
    sum += (x & 0xffff) + (x >> 16 & 0xffff) + (x >> 32 & 0xffff) + (x >> 48);
  }
  return (double)sum * 0x1p-16 - 6;
}

static void draw_in_cluster(const struct places *places, wg_rng *rng, double *u, double *v) {
  const struct area *area = places->area;
  double t = wg_rng_unit(rng); /* the first clusters are the busy ones */
  const struct cluster *c = &places->cluster[(int)(CLUSTERS * t * t)];
  do {
    *u = c->u + c->width * normal(rng);
    *v = c->v + c->width * normal(rng);
  } while (*u < 0 || *v < 0 || *u > area->nx || *v > area->ny);
}

/* Beyond one of the four sides. */
static void draw_outside(const struct area *area, wg_rng *rng, double *u, double *v) {
  uint32_t side = wg_rng_below(rng, 4);
  double away = 1e-6 + outside_most * wg_rng_unit(rng), along = wg_rng_unit(rng);
  *u = side == 0 ? -away : side == 1 ? area->nx + away : along * area->nx;
  *v = side == 2 ? -away : side == 3 ? area->ny + away : along * area->ny;
}

void draw_place(const struct places *places, wg_rng *rng, int64_t lonlat[2]) {
  const struct area *area = places->area;
  uint32_t kind = wg_rng_below(rng, 1000);
  double u, v;
  if (kind < OUTSIDE) {
    draw_outside(area, rng, &u, &v);
  } else if (kind < OUTSIDE + ANYWHERE) {
    u = area->nx * wg_rng_unit(rng);
    v = area->ny * wg_rng_unit(rng);
  } else {
    draw_in_cluster(places, rng, &u, &v);
  }
  lonlat[0] = (int64_t)(lon_of(u) * 1e7 + 0.5);
  lonlat[1] = (int64_t)(lat_of(v) * 1e7 + 0.5);
}
