#include "site.h"
#include "names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The smallest stretch over the block, so that nothing placed by it can collide. */
static void least_stretch(const struct plan *plan, const struct block *b, double *along,
                          double *across) {
  *along = *across = 10;
  for (int i = 0; i < 9; i++) {
    double a, c;
    double u = b->u0 + (b->u1 - b->u0) * (i % 3) / 2.0;
    double v = b->v0 + (b->v1 - b->v0) * (i / 3) / 2.0;
    stretch_at(&plan->warp, u, v, &a, &c);
    *along = fmin(*along, a);
    *across = fmin(*across, c);
  }
}

struct site open_site(const struct plan *plan, struct model *model, uint32_t block_index) {
  const struct block *block = &plan->blocks[block_index];
  struct site site = {.plan = plan, .block = block, .model = model};
  double along, across;
  site.rng.state = hash3(plan->seed, 21, block_index);
  least_stretch(plan, block, &along, &across);
  site.per_x = 1 / along;
  site.per_y = 1 / across;
  site.w = (block->u1 - block->u0) * along;
  site.h = (block->v1 - block->v0) * across;
  site.next_no = 1;
  estate_name(site.name, sizeof site.name, rng_next(&site.rng));
  return site;
}

double site_u(const struct site *site, double x) { return site->block->u0 + x * site->per_x; }

double site_v(const struct site *site, double y) { return site->block->v0 + y * site->per_y; }

struct pt site_board(const struct site *site, double x, double y) {
  return (struct pt){site_u(site, x), site_v(site, y)};
}

struct pt site_point(const struct site *site, double x, double y) {
  return warp_at(&site->plan->warp, site_u(site, x), site_v(site, y));
}

struct building *put_outline(struct site *site, const struct frame *frame, const struct pt *corners,
                             int count) {
  struct model *model = site->model;
  size_t first = model->ring_count;
  double twice = 0;
  open_ring(model, 1);
  for (int i = 0; i < count; i++) {
    struct pt a = corners[i], b = corners[(i + 1) % count];
    twice += a.x * b.y - b.x * a.y;
    add_point(model, frame_point(frame, a.x, a.y));
  }
  close_ring(model);
  struct building *building = add_building(model);
  building->shape = shape_since(model, first);
  building->lot = site->block->lot;
  building->floors = 1;
  site->floor_area = fabs(twice) / 2;
  return building;
}

struct building *put_rect(struct site *site, double x, double y, double length, double depth,
                          int upright) {
  double u = site_u(site, x), v = site_v(site, y);
  if (near_roundabout(site->plan, u, v, 14 + hypot(length, depth) / 2)) return NULL;
  struct frame frame = frame_at(&site->plan->warp, u, v, upright);
  double a = upright ? depth / 2 : length / 2, b = upright ? length / 2 : depth / 2;
  struct pt corners[] = {{-a, -b}, {a, -b}, {a, b}, {-a, b}};
  return put_outline(site, &frame, corners, 4);
}

void number_building(struct site *site, struct building *building) {
  snprintf(building->estate, sizeof building->estate, "%s", site->name);
  snprintf(building->block_no, sizeof building->block_no, "%d栋", site->next_no++);
}

void house(struct site *site, struct building *building, int floors) {
  double area = site->floor_area * floors;
  building->floors = floors;
  building->use = USE_HOME;
  building->households = (int)(area / rng_range(&site->rng, 90, 110));
  building->dwellings = (int)ceil(building->households / rng_range(&site->rng, 0.86, 1));
  building->people = (int)(building->households * rng_range(&site->rng, 2.2, 3.2));
}

/* Long straight stretches of the board get vertices in between, to bend with the streets. */
static void add_bent(struct site *site, struct pt from, struct pt to) {
  int steps = 1 + (int)(hypot(to.x - from.x, to.y - from.y) / 50);
  for (int i = 1; i <= steps; i++)
    add_point(site->model, warp_at(&site->plan->warp, from.x + (to.x - from.x) * i / steps,
                                   from.y + (to.y - from.y) * i / steps));
}

static struct shape put_line(struct site *site, const struct pt *board, int count) {
  size_t first = site->model->ring_count;
  open_ring(site->model, 1);
  add_point(site->model, warp_at(&site->plan->warp, board[0].x, board[0].y));
  for (int i = 1; i < count; i++) add_bent(site, board[i - 1], board[i]);
  return shape_since(site->model, first);
}

void put_path(struct site *site, const struct pt *board, int count, enum road_class class) {
  struct road *road = add_road(site->model);
  road->shape = put_line(site, board, count);
  road->class = class;
  snprintf(road->name, sizeof road->name, "%s", class == ROAD_ESTATE ? site->name : "");
}

void put_wall(struct site *site, const struct pt *board, int count) {
  struct thing *wall = add_thing(&site->model->walls);
  wall->shape = put_line(site, board, count);
  wall->kind = "围墙";
  snprintf(wall->name, sizeof wall->name, "%s", site->name);
}
