#include "village.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double alley = 2.4, lane = 5, run_length = 66;

/* The next house touches (same wall), overlaps by centimetres, or leaves up to 2 m. */
static double house_gap(struct rng *rng) {
  double luck = rng_unit(rng);
  if (luck < 0.3) return 0;
  return luck < 0.33 ? rng_range(rng, -0.08, -0.02) : rng_range(rng, 0.2, 2);
}

static void put_house(struct site *site, const struct frame *frame, double x0, double x1,
                      double deep) {
  struct pt corners[] = {{x0, -deep / 2}, {x1, -deep / 2}, {x1, deep / 2}, {x0, deep / 2}};
  struct building *new = put_outline(site, frame, corners, 4);
  house(site, new, rng_int(&site->rng, 2, 5));
  new->households = new->households < 1 ? 1 : new->households;
  new->dwellings = new->dwellings < new->households ? new->households : new->dwellings;
  new->people = new->households *rng_int(&site->rng, 2, 5);
  new->shops = rng_chance(&site->rng, 0.08);
  new->spare = 1;
  number_building(site, new);
}

/* Houses of one run share a frame, so that shared walls are exactly the same. */
static void build_run(struct site *site, double x, double y, double length) {
  struct rng *rng = &site->rng;
  double u = site_u(site, x + length / 2), v = site_v(site, y);
  struct frame frame = frame_at(&site->plan->warp, u, v, 0);
  double deep = rng_range(rng, 10, 12), at = -length / 2;
  if (near_roundabout(site->plan, u, v, 14 + length / 2)) return;
  while (at + 8 < length / 2) {
    double end = fmin(at + rng_range(rng, 8, 12.5), length / 2);
    if (rng_chance(rng, 0.96)) /* else a yard */
      put_house(site, &frame, at, end, deep - (rng_chance(rng, 0.3) ? rng_range(rng, 0, 3) : 0));
    at = end + house_gap(rng);
  }
}

/* Lanes people walk; they go on to the streets around. */
static void village_lane(struct site *site, double y) {
  const struct block *block = site->block;
  struct pt line[] = {{block->au0, site_v(site, y)},
                      site_board(site, site->w / 2, y),
                      {block->au1, site_v(site, y)}};
  put_path(site, line, 3, ROAD_FOOT);
}

static void village_cross_lane(struct site *site, double x) {
  const struct block *block = site->block;
  struct pt line[] = {{site_u(site, x), block->av0},
                      site_board(site, x, site->h / 2),
                      {site_u(site, x), block->av1}};
  put_path(site, line, 3, ROAD_ESTATE);
}

void build_village(struct site *site) {
  double y = 7;
  int columns = (int)fmax(1, site->w / (run_length + lane));
  double wide = site->w / columns;
  memcpy(site->name + 6, "村", sizeof "村"); /* after the two characters of the name */
  for (int i = 1; i < columns; i++) village_cross_lane(site, wide * i);
  for (int row = 0; y + 6 < site->h; row++) {
    for (int i = 0; i < columns; i++) build_run(site, wide * i + lane / 2, y, wide - lane);
    if (row % 2 && y + 22 < site->h) village_lane(site, y + 6 + lane / 2 + 0.4);
    y += 12 + (row % 2 ? lane + 0.8 : alley);
  }
}
