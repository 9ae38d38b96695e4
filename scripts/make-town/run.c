#include "run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double vertex_step = 42, taper = 70, river_edge = 65;

void add_joint(struct street *street, double at) {
  street->joints = grow(street->joints, street->joint_count, &street->joint_cap, sizeof at);
  street->joints[street->joint_count++] = at;
}

void add_gap(struct street *street, double lo, double hi, enum gap_kind kind) {
  street->gaps = grow(street->gaps, street->gap_count, &street->gap_cap, sizeof *street->gaps);
  street->gaps[street->gap_count++] = (struct gap){lo, hi, kind};
}

double carriageway_spread(const struct plan *plan, double v) {
  double spread = 1;
  for (int i = 0; i < plan->river_count; i++) {
    double away = fabs(v - plan->rivers[i]) - river_edge;
    spread = fmin(spread, fmax(0, away / taper));
  }
  return spread;
}

static struct pt street_point(const struct street *s, double t) {
  if (s->along_u) return warp_at(&s->plan->warp, t, s->at + s->offset);
  double offset = s->offset == 0 ? 0 : s->offset * carriageway_spread(s->plan, t);
  return warp_at(&s->plan->warp, s->at + offset, t);
}

static void add_stretch(struct street *street, double from, double to) {
  int steps = 1 + (int)(fabs(to - from) / vertex_step);
  for (int i = 1; i < steps; i++)
    add_point(street->model, street_point(street, from + (to - from) * i / steps));
  add_point(street->model, street_point(street, to));
}

static void turn_round(struct model *model) {
  struct ring *ring = &model->rings[model->ring_count - 1];
  struct pt *a = &model->pts[ring->first], *b = a + ring->count - 1;
  for (; a < b; a++, b--) {
    struct pt pt = *a;
    *a = *b;
    *b = pt;
  }
}

/* One road feature through the places kept[0..count). */
static void draw_piece(struct street *street, const double *kept, size_t count,
                       enum gap_kind kind) {
  struct model *model = street->model;
  size_t first = model->ring_count;
  open_ring(model, 1);
  add_point(model, street_point(street, kept[0]));
  for (size_t i = 1; i < count; i++) add_stretch(street, kept[i - 1], kept[i]);
  if (street->backwards) turn_round(model);
  struct road *road = add_road(model);
  road->shape = shape_since(model, first);
  road->class = street->class;
  road->oneway = street->oneway;
  road->layer = kind == GAP_BRIDGE ? 1 : kind == GAP_TUNNEL ? -1 : street->layer;
  road->bridge = kind == GAP_BRIDGE || street->bridge;
  road->tunnel = kind == GAP_TUNNEL;
  memcpy(road->name, street->name, sizeof road->name);
}

/* Ground level between two gaps: joints split it, mark it or are passed over. */
static void draw_run(struct street *street, double from, double to) {
  double *kept = malloc((street->joint_count + 2) * sizeof *kept);
  size_t count = 0;
  if (!kept) abort();
  kept[count++] = from;
  for (size_t i = 0; i < street->joint_count; i++) {
    double at = street->joints[i], luck = rng_unit(&street->rng);
    if (at <= from + 2 || at >= to - 2 || at <= kept[count - 1] || luck > 0.55) continue;
    kept[count++] = at;
    if (luck < 0.33) {
      draw_piece(street, kept, count, GAP_NOTHING);
      kept[0] = at;
      count = 1;
    }
  }
  kept[count++] = to;
  draw_piece(street, kept, count, GAP_NOTHING);
  free(kept);
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int compare_gaps(const void *a, const void *b) {
  return compare_doubles(&((const struct gap *)a)->lo, &((const struct gap *)b)->lo);
}

void draw_street(struct street *street) {
  double at = street->from;
  if (street->joint_count)
    qsort(street->joints, street->joint_count, sizeof *street->joints, compare_doubles);
  if (street->gap_count) qsort(street->gaps, street->gap_count, sizeof *street->gaps, compare_gaps);
  for (size_t i = 0; i < street->gap_count; i++) {
    const struct gap *gap = &street->gaps[i];
    if (gap->lo > at + 0.5) draw_run(street, at, gap->lo);
    if (gap->kind != GAP_NOTHING) draw_piece(street, (double[]){gap->lo, gap->hi}, 2, gap->kind);
    at = gap->hi;
  }
  if (street->to > at + 0.5) draw_run(street, at, street->to);
  street->joint_count = street->gap_count = 0;
}

void close_street(struct street *street) {
  free(street->joints);
  free(street->gaps);
}
