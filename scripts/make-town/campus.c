#include "campus.h"
#include "yard.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Gives the place its own ending: 城北 + 批发市场. */
static void rename_site(struct site *site, const char *ending) {
  char name[NAME_BYTES];
  snprintf(name, sizeof name, "%.6s%s", site->name, ending);
  memcpy(site->name, name, sizeof name);
}

static void market_zone(struct site *site) {
  struct model *model = site->model;
  size_t first = model->ring_count;
  struct thing *zone = add_thing(&model->zones);
  open_ring(model, 1);
  for (int i = 0; i < 4 * 4; i++) { /* four points a side follow the bend of the streets */
    double t = i % 4 / 4.0;
    double x = (const double[]){t, 1, 1 - t, 0}[i / 4], y = (const double[]){0, t, 1, 1 - t}[i / 4];
    add_point(model, site_point(site, x * site->w, y * site->h));
  }
  close_ring(model);
  zone->shape = shape_since(model, first);
  zone->kind = "专业市场";
  snprintf(zone->name, sizeof zone->name, "%s", site->name);
}

static void market_hall(struct site *site, double x, double y, double length, double depth) {
  struct building *hall = put_rect(site, x, y, length, depth, 0);
  if (!hall) return;
  hall->use = USE_MARKET;
  hall->floors = rng_int(&site->rng, 1, 3);
  hall->shops = (int)(length * depth * hall->floors / rng_range(&site->rng, 30, 45));
  number_building(site, hall);
}

void build_market(struct site *site) {
  double wide = site->w / 3;
  rename_site(site, "批发市场");
  market_zone(site);
  for (double y = 14; y + 12 < site->h; y += 28) {
    for (int i = 0; i < 3; i++) market_hall(site, wide * (i + 0.5), y, wide - 9, 18);
    struct pt line[] = {site_board(site, 2, y + 14), site_board(site, site->w / 2, y + 14),
                        site_board(site, site->w - 2, y + 14)};
    if (y + 40 < site->h) put_path(site, line, 3, ROAD_FOOT);
  }
  for (int i = 1; i < 3; i++) {
    double u = site_u(site, wide * i);
    struct pt line[] = {
        {u, site->block->av0}, {u, site_v(site, site->h / 2)}, {u, site->block->av1}};
    put_path(site, line, 3, ROAD_ESTATE);
  }
}

static void school_block(struct site *site, double x, double y, double length, double depth) {
  struct building *block = put_rect(site, x, y, length, depth, 0);
  if (!block) return;
  block->use = USE_SCHOOL;
  block->floors = rng_int(&site->rng, 3, 6);
  number_building(site, block);
}

/* Teaching blocks joined by a wing at one end. */
static void teaching_block(struct site *site, double x, double y) {
  struct pt corners[] = {{-38, -24}, {38, -24}, {38, -12}, {-26, -12},
                         {-26, 12},  {38, 12},  {38, 24},  {-38, 24}};
  struct frame frame = frame_at(&site->plan->warp, site_u(site, x), site_v(site, y), 0);
  struct building *block = put_outline(site, &frame, corners, 8);
  block->use = USE_SCHOOL;
  block->floors = 5;
  number_building(site, block);
}

void build_school(struct site *site) {
  rename_site(site, "中学");
  struct yard yard = plan_yard(site, 0, 1);
  double y = yard.y0 + 45;
  build_yard(site, &yard);
  if (site->w > 130 && site->h > 100) teaching_block(site, yard.x0 + 60, y);
  for (y += 48; y + 20 < yard.y1; y += 36) school_block(site, yard.x0 + 48, y, 58, 13);
  if (site->w > 180) /* the rest is the playing field */
    school_block(site, yard.x1 - 40, yard.y0 + 32, 44, 28);
}

static void park_pond(struct site *site) {
  struct model *model = site->model;
  size_t first = model->ring_count;
  struct thing *pond = add_thing(&model->water);
  double phase = rng_range(&site->rng, 0, 6);
  open_ring(model, 1);
  for (int i = 0; i < 28; i++) {
    double angle = i * 6.283185307179586 / 28, reach = 0.24 + 0.05 * sin(3 * angle + phase);
    add_point(model, site_point(site, site->w * (0.5 + reach * cos(angle)),
                                site->h * (0.5 + reach * sin(angle))));
  }
  close_ring(model);
  pond->shape = shape_since(model, first);
  pond->kind = "池塘";
  snprintf(pond->name, sizeof pond->name, "%.6s湖", site->name);
}

void build_park(struct site *site) {
  const struct block *block = site->block;
  struct pt ring[17];
  for (int i = 0; i <= 16; i++) {
    double angle = i % 16 * 6.283185307179586 / 16;
    ring[i] =
        site_board(site, site->w * (0.5 + 0.36 * cos(angle)), site->h * (0.5 + 0.36 * sin(angle)));
  }
  rename_site(site, "公园");
  park_pond(site);
  put_path(site, ring, 17, ROAD_FOOT);
  put_path(site, (struct pt[]){{block->au0, ring[8].y}, ring[8]}, 2, ROAD_FOOT);
  put_path(site, (struct pt[]){{block->au1, ring[0].y}, ring[0]}, 2, ROAD_FOOT);
}

static void works_hall(struct site *site, double x, double y, double length, double depth) {
  struct building *hall = put_rect(site, x, y, length, depth, 0);
  if (!hall) return;
  hall->use = USE_WORKS;
  hall->floors = rng_int(&site->rng, 1, 3);
  number_building(site, hall);
}

void build_works(struct site *site) {
  rename_site(site, "机械厂");
  struct yard yard = plan_yard(site, 0.15, 1);
  double y = yard.y0 + 32;
  build_yard(site, &yard);
  for (; y + 58 < yard.y1; y += 52)
    for (double x = yard.x0 + 14; x + 60 < yard.x1;) {
      double length = fmin(rng_range(&site->rng, 48, 95), yard.x1 - 14 - x);
      works_hall(site, x + length / 2, y, length, rng_range(&site->rng, 26, 38));
      x += length + 14;
    }
  struct building *dormitory = put_rect(site, yard.x0 + 50, yard.y1 - 21, 54, 13, 0);
  if (!dormitory) return;
  house(site, dormitory, 6);
  number_building(site, dormitory);
}
