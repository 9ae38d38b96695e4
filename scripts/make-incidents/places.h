/* Where incidents happen: crowded places, a few anywhere, some just outside. */
#ifndef INCIDENTS_PLACES_H
#define INCIDENTS_PLACES_H

#include "area.h"
#include "base/rng.h"

enum { CLUSTERS = 300 };

struct places {
  const struct area *area;
  struct cluster {
    double u, v, width; /* cells */
  } cluster[CLUSTERS];
};

void make_places(struct places *places, const struct area *area);

/* Longitude and latitude in units of 1e-7 degrees. */
void draw_place(const struct places *places, wg_rng *rng, int64_t lonlat[2]);

#endif
