#include "yard.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double shop_strip = 17, bare_strip = 3, gate_width = 10, path_inset = 6;

static double strip(const struct yard *yard, int side) {
  return yard->shops[side] ? shop_strip : bare_strip;
}

struct yard plan_yard(struct site *site, double shop_chance, int walled) {
  struct yard yard = {.walled = walled};
  struct rng *rng = &site->rng;
  int first = rng_int(rng, 0, 3);
  for (int side = 0; side < 4; side++) {
    double along = side % 2 ? site->h : site->w;
    double chance = site->block->busy[side] ? shop_chance : shop_chance * 0.3;
    yard.shops[side] = rng_chance(rng, chance);
    yard.gate[side] = along * rng_range(rng, 0.4, 0.6);
    yard.gates[side] = side == first || (side == (first + 2) % 4 && rng_chance(rng, 0.5));
  }
  yard.x0 = strip(&yard, 3);
  yard.x1 = site->w - strip(&yard, 1);
  yard.y0 = strip(&yard, 0);
  yard.y1 = site->h - strip(&yard, 2);
  return yard;
}

static void fit_shop(struct site *site, struct building *shop, double length) {
  struct rng *rng = &site->rng;
  int floors = rng_int(rng, 1, 3);
  shop->spare = 1;
  shop->floors = floors;
  shop->use = USE_SHOP;
  shop->shops = (int)(length / 5);
  if (floors > 2) { /* people live above the shop */
    shop->households = (int)(site->floor_area * (floors - 1) / 100);
    shop->dwellings = shop->households;
    shop->people = shop->households * 3;
  }
}

/* A row along one side, open at the gate. */
static void shop_row(struct site *site, const struct yard *yard, int side) {
  int upright = side % 2;
  double end = upright ? site->h : site->w,
         out = side == 0 || side == 3 ? 8 : (upright ? site->w : site->h) - 8;
  double at = upright ? 18 : 2; /* corners belong to the rows along u */
  double stop = upright ? end - 18 : end - 2;
  while (at < stop - 12) {
    double length = fmin(rng_range(&site->rng, 14, 42), stop - at), mid = at + length / 2;
    double depth = rng_range(&site->rng, 9, 13);
    int clear =
        !yard->gates[side] || fabs(mid - yard->gate[side]) > length / 2 + gate_width / 2 + 1;
    struct building *shop = NULL;
    if (clear)
      shop = put_rect(site, upright ? out : mid, upright ? mid : out, length, depth, upright);
    if (shop) fit_shop(site, shop, length);
    at += clear ? length + (rng_chance(&site->rng, 0.5) ? 0.6 : rng_range(&site->rng, 2, 9)) : 4;
  }
}

static struct pt side_point(const struct site *site, const struct yard *y, int side, double at) {
  double x = side == 1 ? y->x1 : side == 3 ? y->x0 : at;
  double v = side == 0 ? y->y0 : side == 2 ? y->y1 : at;
  return site_board(site, x, v);
}

static void wall_piece(struct site *site, const struct yard *yard, int side, double from,
                       double to) {
  struct pt line[] = {side_point(site, yard, side, from), side_point(site, yard, side, to)};
  put_wall(site, line, 2);
}

static void wall_side(struct site *site, const struct yard *yard, int side) {
  double from = side % 2 ? yard->y0 : yard->x0, to = side % 2 ? yard->y1 : yard->x1;
  if (!yard->gates[side]) {
    wall_piece(site, yard, side, from, to);
    return;
  }
  wall_piece(site, yard, side, from, yard->gate[side] - gate_width / 2);
  wall_piece(site, yard, side, yard->gate[side] + gate_width / 2, to);
}

/* From the street's axis through the gate to the ring path. */
static void gate_path(struct site *site, const struct yard *yard, int side) {
  const struct block *block = site->block;
  double in = side == 0 || side == 3 ? path_inset : -path_inset;
  struct pt gate = side_point(site, yard, side, yard->gate[side]), street = gate, inner = gate;
  if (side % 2) {
    street.x = side == 1 ? block->au1 : block->au0;
    inner.x += in * site->per_x;
  } else {
    street.y = side == 0 ? block->av0 : block->av1;
    inner.y += in * site->per_y;
  }
  put_path(site, (struct pt[]){street, gate, inner}, 3, ROAD_ESTATE);
}

static void ring_path(struct site *site, const struct yard *yard) {
  double x0 = yard->x0 + path_inset, x1 = yard->x1 - path_inset;
  double y0 = yard->y0 + path_inset, y1 = yard->y1 - path_inset;
  struct pt ring[] = {site_board(site, x0, y0), site_board(site, x1, y0), site_board(site, x1, y1),
                      site_board(site, x0, y1), site_board(site, x0, y0)};
  put_path(site, ring, 5, ROAD_ESTATE);
}

void build_yard(struct site *site, const struct yard *yard) {
  ring_path(site, yard);
  for (int side = 0; side < 4; side++) {
    if (yard->shops[side]) shop_row(site, yard, side);
    if (yard->walled) wall_side(site, yard, side);
    if (yard->gates[side]) gate_path(site, yard, side);
  }
}
