#include "scenery.h"
#include "names.h"
#include "rng.h"

#include <math.h>
#include <stdio.h>

static const double beyond = 350; /* river and railway go on past the town */
static const char *const river_names[] = {"漳河", "后港河", "峨溪河", "七星河"};

static double bank(double u, double side, double phase) {
  return side * (river_half_width + 5 * sin(u * 0.011 + phase + side));
}

static void draw_river(const struct plan *plan, struct model *model, int index) {
  double axis = plan->rivers[index], step = 25, phase = index * 1.7;
  int steps = (int)((plan->width + 2 * beyond) / step);
  size_t first = model->ring_count;
  open_ring(model, 1);
  for (int i = 0; i <= steps; i++)
    add_point(model, warp_at(&plan->warp, i * step - beyond, axis + bank(i * step, -1, phase)));
  for (int i = steps; i >= 0; i--)
    add_point(model, warp_at(&plan->warp, i * step - beyond, axis + bank(i * step, 1, phase)));
  close_ring(model);
  struct thing *river = add_thing(&model->water);
  river->shape = shape_since(model, first);
  river->kind = "河流";
  snprintf(river->name, sizeof river->name, "%s", river_names[index % 4]);
}

static void draw_track(const struct plan *plan, struct model *model, double u, double from,
                       double to, int bridge) {
  size_t first = model->ring_count;
  int steps = 1 + (int)((to - from) / 45);
  open_ring(model, 1);
  for (int i = 0; i <= steps; i++)
    add_point(model, warp_at(&plan->warp, u, from + (to - from) * i / steps));
  struct thing *track = add_thing(&model->railways);
  track->shape = shape_since(model, first);
  track->kind = "铁路";
  track->layer = track->bridge = bridge;
  snprintf(track->name, sizeof track->name, "皖赣铁路");
}

static void draw_railway(const struct plan *plan, struct model *model, double u) {
  double at = -beyond;
  for (int i = 0; i < plan->river_count; i++) {
    draw_track(plan, model, u, at, plan->rivers[i] - 50, 0);
    draw_track(plan, model, u, plan->rivers[i] - 50, plan->rivers[i] + 50, 1);
    at = plan->rivers[i] + 50;
  }
  draw_track(plan, model, u, at, plan->height + beyond, 0);
}

/* A carriageway above the secondary road; its ramps come down onto that road. */
static void draw_viaduct_side(const struct plan *plan, struct model *model, double v, double from,
                              double to, double side) {
  static const double ramp = 110;
  double cuts[] = {from, from + ramp, to - ramp, to};
  for (int part = 0; part < 3; part++) {
    size_t first = model->ring_count;
    int steps = 1 + (int)((cuts[part + 1] - cuts[part]) / 45);
    open_ring(model, 1);
    for (int i = 0; i <= steps; i++) {
      int k = side < 0 ? i : steps - i; /* westbound runs back */
      double u = cuts[part] + (cuts[part + 1] - cuts[part]) * k / steps;
      double rise = fmin(1, fmin(u - from, to - u) / ramp);
      add_point(model, warp_at(&plan->warp, u, v + side * 6 * rise));
    }
    struct road *road = add_road(model);
    road->shape = shape_since(model, first);
    road->class = ROAD_EXPRESS;
    road->layer = road->bridge = part == 1;
    road->oneway = 1;
    snprintf(road->name, sizeof road->name, "环城高架");
  }
}

/* Every few rows a viaduct passes over all the streets it meets. */
static void build_viaducts(const struct plan *plan, struct model *model) {
  for (int r = plan->ny - 1; r >= 0; r -= 6) {
    int last = plan->nx - 1 < 9 ? plan->nx - 1 : 9;
    double from = plan->cols[0].lo + 70, to = plan->cols[last].hi - 70;
    draw_viaduct_side(plan, model, plan->rows[r].middle, from, to, -1);
    draw_viaduct_side(plan, model, plan->rows[r].middle, from, to, 1);
  }
}

/* From a secondary road to the arterial above, below the homes between. */
static void draw_tunnel(const struct plan *plan, struct model *model, const struct lot *lot,
                        int number) {
  double u = (lot->u0 + lot->u1) / 2;
  size_t first = model->ring_count;
  int steps = 6;
  open_ring(model, 1);
  for (int i = 0; i <= steps; i++)
    add_point(model, warp_at(&plan->warp, u, lot->v0 + (lot->v1 - lot->v0) * i / steps));
  struct road *road = add_road(model);
  road->shape = shape_since(model, first);
  road->class = ROAD_SECOND;
  road->layer = -1;
  road->tunnel = 1;
  snprintf(road->name, sizeof road->name, "%d号隧道", number);
}

void build_scenery(const struct plan *plan, struct model *model) {
  size_t every = plan->lot_count / (size_t)(1 + plan->nx * plan->ny / 20);
  int number = 1;
  for (int i = 0; i < plan->river_count; i++) draw_river(plan, model, i);
  for (int i = 0; i < plan->rail_count; i++) draw_railway(plan, model, plan->rails[i]);
  build_viaducts(plan, model);
  for (size_t i = every / 3; i < plan->lot_count; i += every)
    draw_tunnel(plan, model, &plan->lots[i], number++);
}
