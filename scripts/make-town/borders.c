#include "borders.h"
#include "names.h"
#include "rng.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static const double border_step = 45;
enum { SUBDISTRICT_CELLS = 3 };

struct edge {
  struct pt a, b; /* on the drawing board, the district at the left */
  int gone;
};

struct edges {
  struct edge *item;
  size_t count, cap;
};

static int same(struct pt a, struct pt b) { return a.x == b.x && a.y == b.y; }

/* Opposite edges of two lots in one district cancel out. */
static void push_edge(struct edges *edges, struct pt a, struct pt b) {
  for (size_t i = 0; i < edges->count; i++)
    if (!edges->item[i].gone && same(edges->item[i].a, b) && same(edges->item[i].b, a)) {
      edges->item[i].gone = 1;
      return;
    }
  edges->item = grow(edges->item, edges->count, &edges->cap, sizeof *edges->item);
  edges->item[edges->count++] = (struct edge){a, b, 0};
}

/* The same points whichever lot asks for the stretch: a is always the lower end. */
static void push_stretch(struct edges *edges, struct pt a, struct pt b, int backwards) {
  int steps = 1 + (int)((b.x - a.x + b.y - a.y) / border_step);
  struct pt last = a;
  for (int i = 1; i <= steps; i++) {
    struct pt next = {a.x + (b.x - a.x) * i / steps, a.y + (b.y - a.y) * i / steps};
    if (i == steps) next = b;
    push_edge(edges, backwards ? next : last, backwards ? last : next);
    last = next;
  }
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Corners of the lots on both sides of a border along u. */
static int corners_between(const struct plan *plan, int border, int col, double u0, double u1,
                           double *out) {
  int count = 0;
  out[count++] = u0;
  for (int h = border - 1; h <= border; h++) {
    if (h < 0 || h >= 2 * plan->ny) continue;
    const struct half *half = half_at(plan, h, col);
    for (int i = 0; i + 1 < half->lots; i++)
      if (half->street[i] > u0 && half->street[i] < u1) out[count++] = half->street[i];
  }
  out[count++] = u1;
  qsort(out, (size_t)count, sizeof *out, compare_doubles);
  return count;
}

static void push_flat_side(const struct plan *plan, struct edges *edges, const struct lot *lot,
                           int top) {
  double u[2 * LOTS_A_HALF + 2], v = top ? lot->bv1 : lot->bv0;
  int count = corners_between(plan, lot->half + top, lot->col, lot->bu0, lot->bu1, u);
  for (int i = 1; i < count; i++)
    push_stretch(edges, (struct pt){u[i - 1], v}, (struct pt){u[i], v}, top);
}

static void push_lot(const struct plan *plan, struct edges *edges, const struct lot *lot) {
  push_flat_side(plan, edges, lot, 0);
  push_flat_side(plan, edges, lot, 1);
  push_stretch(edges, (struct pt){lot->bu1, lot->bv0}, (struct pt){lot->bu1, lot->bv1}, 0);
  push_stretch(edges, (struct pt){lot->bu0, lot->bv0}, (struct pt){lot->bu0, lot->bv1}, 1);
}

/* Drawn beside the axis, not on it: 2 to 8 m away, on the same side along one
 * line, and depending on the place alone so that neighbours agree. */
static double beside(uint64_t seed, double line, double along) {
  double side = hash3(seed, 51, (uint64_t)(int64_t)(line * 16)) % 2 ? 1 : -1;
  double wobble =
      hash_unit(hash3(seed, (uint64_t)(int64_t)(line * 16), (uint64_t)(int64_t)(along * 16)));
  return side * (2.3 + 5.4 * wobble);
}

static struct pt border_point(const struct plan *plan, struct pt at) {
  double du = beside(plan->seed, at.x, at.y), dv = beside(plan->seed + 1, at.y, at.x);
  return warp_at(&plan->warp, at.x + du, at.y + dv);
}

/* How far the way turns left from one edge to the next. */
static double left_turn(const struct edge *from, const struct edge *to) {
  double ax = from->b.x - from->a.x, ay = from->b.y - from->a.y;
  double bx = to->b.x - to->a.x, by = to->b.y - to->a.y;
  return atan2(ax * by - ay * bx, ax * bx + ay * by);
}

/* Where two corners meet the sharpest left turn keeps the rings apart. */
static size_t follow(const struct edges *edges, size_t from) {
  size_t best = edges->count;
  for (size_t i = 0; i < edges->count; i++) {
    if (edges->item[i].gone || !same(edges->item[i].a, edges->item[from].b)) continue;
    if (best == edges->count || left_turn(&edges->item[from], &edges->item[i]) >
                                    left_turn(&edges->item[from], &edges->item[best]))
      best = i;
  }
  return best;
}

static double trace_ring(const struct plan *plan, struct model *model, struct edges *edges,
                         size_t start) {
  double area = 0;
  open_ring(model, 1);
  for (size_t at = start; at < edges->count;) {
    struct edge *edge = &edges->item[at];
    add_point(model, border_point(plan, edge->a));
    area += edge->a.x * edge->b.y - edge->b.x * edge->a.y;
    size_t next = same(edge->b, edges->item[start].a) ? edges->count : follow(edges, at);
    edge->gone = 1;
    at = next;
  }
  close_ring(model);
  return area;
}

/* Outer rings first; a hole goes after the ring traced first, the larger part. */
static struct shape trace_district(const struct plan *plan, struct model *model,
                                   struct edges *edges) {
  size_t first = model->ring_count;
  for (size_t i = 0; i < edges->count; i++)
    if (!edges->item[i].gone && trace_ring(plan, model, edges, i) < 0) {
      struct ring hole = model->rings[model->ring_count - 1];
      for (size_t k = model->ring_count - 1; k > first + 1; k--)
        model->rings[k] = model->rings[k - 1];
      hole.starts_part = 0;
      model->rings[first + 1] = hole;
    }
  return shape_since(model, first);
}

/* Codes: county, subdistrict by place, then a running number in it. */
static void name_district(const struct plan *plan, struct district *district, const struct lot *lot,
                          int index, int *used) {
  int wide = (plan->nx + SUBDISTRICT_CELLS - 1) / SUBDISTRICT_CELLS;
  int town = lot->half / 2 / SUBDISTRICT_CELLS * wide + lot->col / SUBDISTRICT_CELLS;
  snprintf(district->code, sizeof district->code, "340223%03d%03d", (town + 1) % 1000,
           ++used[town] % 1000);
  community_name(district->name, sizeof district->name, plan->seed, (uint32_t)index);
  subdistrict_name(district->street, sizeof district->street, plan->seed, (uint32_t)town);
}

static const struct lot **lots_by_district(const struct plan *plan, int count, size_t *starts) {
  const struct lot **order = malloc(plan->lot_count * sizeof *order);
  size_t at = 0;
  if (!order) abort();
  for (int d = 0; d < count; d++) starts[d] = 0;
  for (size_t i = 0; i < plan->lot_count; i++) starts[plan->lots[i].district]++;
  for (int d = 0; d < count; d++) {
    size_t here = starts[d];
    starts[d] = at;
    at += here;
  }
  for (size_t i = 0; i < plan->lot_count; i++)
    order[starts[plan->lots[i].district]++] = &plan->lots[i];
  return order; /* starts[d] is now where district d ends */
}

void build_districts(const struct plan *plan, struct model *model, int count) {
  size_t *ends = malloc((size_t)count * sizeof *ends), at = 0;
  int *used = calloc((size_t)(plan->nx * plan->ny) + 1, sizeof *used);
  struct edges edges = {0};
  if (!ends || !used) abort();
  const struct lot **order = lots_by_district(plan, count, ends);
  for (int d = 0; d < count; d++) {
    const struct lot *head = order[at];
    edges.count = 0;
    for (; at < ends[d]; at++) push_lot(plan, &edges, order[at]);
    struct shape shape = trace_district(plan, model, &edges);
    struct district *district = add_district(model);
    district->shape = shape;
    name_district(plan, district, head, d, used);
  }
  free(edges.item);
  free(order);
  free(used);
  free(ends);
}
