#include "dirt.h"
#include "rng.h"

#include <stdio.h>

/* The first plain rectangle with homes from `from` on. */
static size_t find_rectangle(const struct model *model, size_t from) {
  for (size_t i = from; i < model->building_count; i++) {
    const struct building *b = &model->buildings[i];
    if (b->households > 0 && b->shape.count == 1 && model->rings[b->shape.ring].count == 5)
      return i;
  }
  return 0;
}

static struct building *copy_building(struct model *model, size_t index) {
  struct building *copy = add_building(model);
  *copy = model->buildings[index];
  copy->id = (uint32_t)model->building_count;
  return copy;
}

/* Two corners in the wrong order make the ring cross itself. */
static void cross_ring(struct model *model, size_t index) {
  struct pt *pt = &model->pts[model->rings[model->buildings[index].shape.ring].first];
  struct pt swap = pt[1];
  pt[1] = pt[2];
  pt[2] = swap;
}

static void add_outside(const struct plan *plan, struct model *model, size_t like) {
  struct pt centre = warp_at(&plan->warp, -160, plan->height * 0.2);
  size_t first = model->ring_count;
  open_ring(model, 1);
  for (int i = 0; i < 4; i++)
    add_point(model,
              (struct pt){centre.x + (i == 1 || i == 2 ? 12 : 0), centre.y + (i > 1 ? 9 : 0)});
  close_ring(model);
  struct building *outside = copy_building(model, like);
  outside->shape = shape_since(model, first);
  outside->households = outside->dwellings = 1;
  outside->people = 3;
  outside->floors = 2;
  outside->estate[0] = outside->block_no[0] = '\0';
}

/* A few roads at ground level were digitised twice; bridges stay countable. */
static void double_roads(const struct plan *plan, struct model *model) {
  size_t twice = 2 + model->road_count / 1000, roads = model->road_count;
  for (size_t i = 0; i < twice; i++) {
    size_t from = hash3(plan->seed, 61, i) % roads;
    while (model->roads[from].layer != 0) from = (from + 1) % roads;
    struct road *copy = add_road(model);
    *copy = model->roads[from];
  }
}

void add_dirt(const struct plan *plan, struct model *model) {
  size_t third = model->building_count / 3;
  cross_ring(model, find_rectangle(model, third));
  copy_building(model, find_rectangle(model, third * 2));
  add_outside(plan, model, find_rectangle(model, third + 100));
  copy_building(model, find_rectangle(model, third / 2))->shape.count = 0;
  double_roads(plan, model);
}
