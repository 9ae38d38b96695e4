#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *grow(void *items, size_t count, size_t *cap, size_t size) {
  if (count < *cap) return items;
  *cap = *cap ? *cap * 2 : 64;
  items = realloc(items, *cap * size);
  if (!items) {
    fputs("make-town: out of memory\n", stderr);
    exit(1);
  }
  return items;
}

void open_ring(struct model *model, int starts_part) {
  model->rings = grow(model->rings, model->ring_count, &model->ring_cap, sizeof *model->rings);
  model->rings[model->ring_count++] = (struct ring){(uint32_t)model->pt_count, 0, starts_part};
}

void add_point(struct model *model, struct pt pt) {
  model->pts = grow(model->pts, model->pt_count, &model->pt_cap, sizeof *model->pts);
  model->pts[model->pt_count++] = pt;
  model->rings[model->ring_count - 1].count++;
}

void close_ring(struct model *model) {
  add_point(model, model->pts[model->rings[model->ring_count - 1].first]);
}

struct shape shape_since(const struct model *model, size_t first_ring) {
  return (struct shape){(uint32_t)first_ring, (uint32_t)(model->ring_count - first_ring)};
}

struct building *add_building(struct model *model) {
  model->buildings =
      grow(model->buildings, model->building_count, &model->building_cap, sizeof *model->buildings);
  struct building *new = &model->buildings[model->building_count++];
  memset(new, 0, sizeof *new);
  return new;
}

struct road *add_road(struct model *model) {
  model->roads = grow(model->roads, model->road_count, &model->road_cap, sizeof *model->roads);
  struct road *new = &model->roads[model->road_count++];
  memset(new, 0, sizeof *new);
  return new;
}

struct district *add_district(struct model *model) {
  model->districts =
      grow(model->districts, model->district_count, &model->district_cap, sizeof *model->districts);
  struct district *new = &model->districts[model->district_count++];
  memset(new, 0, sizeof *new);
  return new;
}

struct thing *add_thing(struct things *things) {
  things->item = grow(things->item, things->count, &things->cap, sizeof *things->item);
  struct thing *new = &things->item[things->count++];
  memset(new, 0, sizeof *new);
  return new;
}

void clear_model(struct model *model) {
  model->pt_count = model->ring_count = model->building_count = 0;
  model->road_count = model->district_count = 0;
  model->water.count = model->walls.count = 0;
  model->railways.count = model->zones.count = 0;
}

void free_model(struct model *model) {
  free(model->pts);
  free(model->rings);
  free(model->buildings);
  free(model->roads);
  free(model->districts);
  free(model->water.item);
  free(model->walls.item);
  free(model->railways.item);
  free(model->zones.item);
  memset(model, 0, sizeof *model);
}
