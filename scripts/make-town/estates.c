#include "estates.h"
#include "yard.h"

#include <math.h>
#include <stdio.h>

static const double room = 14; /* between the ring path's outer edge and homes */

/* A footpath between two rows, from one side of the ring path to the other. */
static void row_path(struct site *site, const struct yard *yard, double y) {
  double x0 = yard->x0 + 6, x1 = yard->x1 - 6;
  struct pt line[] = {site_board(site, x0, y), site_board(site, (x0 + x1) / 2, y),
                      site_board(site, x1, y)};
  put_path(site, line, 3, ROAD_FOOT);
}

static void slab_row(struct site *site, const struct yard *yard, double y, double depth,
                     int floors) {
  struct rng *rng = &site->rng;
  double at = yard->x0 + room, stop = yard->x1 - room;
  double unit = rng_range(rng, 14, 19);
  while (stop - at > unit) {
    double length = fmin(unit * rng_int(rng, 2, 4), stop - at);
    struct building *slab = put_rect(site, at + length / 2, y, length, depth, 0);
    if (slab) {
      int less = rng_chance(rng, 0.2) && floors > 7 ? 2 : 0;
      house(site, slab, floors - less);
      number_building(site, slab);
    }
    at += length + rng_range(rng, 9, 16);
  }
}

static void slab_rows(struct site *site, const struct yard *yard, int floors, double spacing) {
  double depth = rng_range(&site->rng, 11, 14);
  double from = yard->y0 + room + depth / 2, to = yard->y1 - room - depth / 2;
  int rows = 1 + (int)((to - from) / (depth + spacing));
  double step = rows > 1 ? (to - from) / (rows - 1) : 0;
  for (int i = 0; i < rows && to >= from; i++) {
    slab_row(site, yard, from + step * i, depth, floors);
    if (i + 1 < rows) row_path(site, yard, from + step * (i + 0.5));
  }
}

void build_slabs(struct site *site) {
  static const int heights[] = {6, 7, 11, 11, 15, 18};
  struct yard yard = plan_yard(site, 0.7, 1);
  int floors = heights[rng_int(&site->rng, 0, 5)];
  build_yard(site, &yard);
  slab_rows(site, &yard, floors, 12 + 1.6 * floors);
}

void build_old(struct site *site) {
  struct yard yard = plan_yard(site, 0.9, 0);
  snprintf(site->name, sizeof site->name, "%s",
           rng_chance(&site->rng, 0.5) ? "纺织厂宿舍" : "供销社大院");
  build_yard(site, &yard);
  slab_rows(site, &yard, rng_int(&site->rng, 4, 6), 11);
}

/* A plus shape, like flats around one lift shaft. */
static struct building *put_tower(struct site *site, double x, double y, double length,
                                  double depth) {
  double a = length / 2, b = depth / 2, p = length / 5, q = depth / 4;
  struct pt corners[] = {{-a + p, -b},    {a - p, -b},    {a - p, -b + q}, {a, -b + q},
                         {a, b - q},      {a - p, b - q}, {a - p, b},      {-a + p, b},
                         {-a + p, b - q}, {-a, b - q},    {-a, -b + q},    {-a + p, -b + q}};
  double u = site_u(site, x), v = site_v(site, y);
  if (near_roundabout(site->plan, u, v, 14 + length / 2)) return NULL;
  struct frame frame = frame_at(&site->plan->warp, u, v, 0);
  return put_outline(site, &frame, corners, 12);
}

static void tower_row(struct site *site, const struct yard *yard, double y, double shift,
                      int floors, int *giant) {
  double at = yard->x0 + room + shift, stop = yard->x1 - room;
  while (stop - at > 34) {
    double length = *giant ? 82 : rng_range(&site->rng, 26, 36), depth = *giant ? 27 : 21;
    if (at + length > stop) break;
    struct building *tower = *giant ? put_rect(site, at + length / 2, y, length, depth, 0)
                                    : put_tower(site, at + length / 2, y, length, depth);
    if (tower) {
      house(site, tower, *giant ? 33 : floors - rng_int(&site->rng, 0, 3));
      number_building(site, tower);
      *giant = 0;
    }
    at += length + rng_range(&site->rng, 18, 26);
  }
}

void build_towers(struct site *site, int giant) {
  struct yard yard = plan_yard(site, 0.6, 1);
  int floors = rng_int(&site->rng, 21, 33);
  double from = yard.y0 + room + 13, to = yard.y1 - room - 13;
  int rows = 1 + (int)((to - from) / rng_range(&site->rng, 46, 58));
  double step = rows > 1 ? (to - from) / (rows - 1) : 0;
  build_yard(site, &yard);
  for (int i = 0; i < rows && to >= from; i++) {
    tower_row(site, &yard, from + step * i, giant ? 0 : 20.0 * (i % 2), floors, &giant);
    if (i + 1 < rows) row_path(site, &yard, from + step * (i + 0.5));
  }
}
