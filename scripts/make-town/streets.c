#include "streets.h"
#include "names.h"
#include "run.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static struct street new_street(const struct plan *plan, struct model *model, uint64_t key,
                                const char *suffix) {
  struct street street;
  memset(&street, 0, sizeof street);
  street.plan = plan;
  street.model = model;
  street.rng.state = hash3(plan->seed, 31, key);
  road_name(street.name, sizeof street.name, hash3(plan->seed, 32, key), suffix);
  return street;
}

/* Adds both carriageways of an arterial that crosses. */
static void add_crossing(struct street *street, double at, double gap) {
  add_joint(street, at - gap);
  if (gap > 0) add_joint(street, at + gap);
}

static double gap_on(const struct plan *plan, const struct line *u_line, double v) {
  return u_line->gap * carriageway_spread(plan, v);
}

static void join_u_lines(struct street *street, double v) {
  for (int k = 0; k < street->plan->u_count; k++)
    add_crossing(street, street->plan->u_lines[k].at,
                 gap_on(street->plan, &street->plan->u_lines[k], v));
}

static void join_locals(struct street *street, int h, int below) {
  const struct plan *plan = street->plan;
  if (h < 0 || h >= 2 * plan->ny) return;
  for (int c = 0; c < plan->nx; c++) {
    const struct half *half = half_at(plan, h, c);
    for (int i = 0; i + 1 < half->lots; i++)
      if (!(below && half->stops[i])) add_joint(street, half->street[i]);
  }
}

/* Streets across lots that reach an arterial from the lots at one side of it. */
static void join_splits(struct street *street, int col, int last) {
  const struct plan *plan = street->plan;
  for (int h = 0; h < 2 * plan->ny; h++) {
    const struct half *half = half_at(plan, h, col);
    const struct lot *lot = &plan->lots[half->first_lot + (last ? half->lots - 1 : 0)];
    if (lot->split > 0 && !(last && lot->split_stops)) add_joint(street, lot->split);
  }
}

static void u_line_crossings(struct street *street, int k) {
  const struct plan *plan = street->plan;
  for (int j = 0; j < plan->v_count; j++)
    add_crossing(street, plan->v_lines[j].at, plan->v_lines[j].gap);
  for (int r = 0; r < plan->ny; r++) add_joint(street, plan->rows[r].middle);
  for (int c = 0; c < plan->nx; c++) {
    if (plan->cols[c].line_lo == k) join_splits(street, c, 0);
    if (plan->cols[c].line_hi == k) join_splits(street, c, 1);
  }
}

/* Carriageways end at the bank; the bridge itself is drawn once. */
static void u_line_gaps(struct street *street, const struct line *line) {
  const struct plan *plan = street->plan;
  for (int r = 0; r + 1 < plan->ny; r++)
    if (plan->rows[r].river_after)
      add_gap(street, plan->rows[r].hi, plan->rows[r + 1].lo, GAP_NOTHING);
  for (size_t i = 0; i < plan->round_count; i++) {
    const struct roundabout *round = &plan->rounds[i];
    double reach = sqrt(round->radius * round->radius - street->offset * street->offset);
    if (round->u == line->at) add_gap(street, round->v - reach, round->v + reach, GAP_NOTHING);
  }
}

/* Traffic keeps to the right: northbound east of the axis, eastbound south of it. */
static void draw_carriageways(struct street *street, double gap, void (*fill)(struct street *, int),
                              int index) {
  for (int side = gap > 0 ? -1 : 0; side <= 1; side += 2) {
    street->offset = side * gap;
    street->oneway = side != 0;
    street->backwards = street->along_u ? side > 0 : side < 0;
    fill(street, index);
    draw_street(street);
  }
}

static void fill_u_line(struct street *street, int k) {
  u_line_crossings(street, k);
  u_line_gaps(street, &street->plan->u_lines[k]);
}

static enum road_class arterial_class(const struct street *street, const struct line *line) {
  return line->gap > 0 || line->bridges || street->rng.state % 5 < 2 ? ROAD_MAIN : ROAD_SECOND;
}

static void draw_u_bridges(struct street *street, const struct line *line) {
  const struct plan *plan = street->plan;
  street->offset = 0;
  street->oneway = street->backwards = 0;
  for (int r = 0; line->bridges && r + 1 < plan->ny; r++) {
    if (!plan->rows[r].river_after) continue;
    street->from = plan->rows[r].hi;
    street->to = plan->rows[r + 1].lo;
    add_gap(street, street->from, street->to, GAP_BRIDGE);
    draw_street(street);
  }
}

/* Half of the arterials go on into the country, past the last community. */
static void leave_town(struct street *street, double end) {
  street->from = rng_chance(&street->rng, 0.5) ? -rng_range(&street->rng, 120, 260) : 0;
  street->to = end;
  if (rng_chance(&street->rng, 0.5)) street->to += rng_range(&street->rng, 120, 260);
}

static void draw_u_line(const struct plan *plan, struct model *model, int k) {
  struct line line = plan->u_lines[k];
  struct street street = new_street(plan, model, (uint64_t)k, "路");
  street.at = line.at;
  street.class = arterial_class(&street, &line);
  leave_town(&street, plan->height);
  draw_carriageways(&street, line.gap, fill_u_line, k);
  draw_u_bridges(&street, &line);
  close_street(&street);
}

/* Half of the arterials dive below the railway, the others cross its tracks. */
static void rail_gaps(struct street *street) {
  const struct plan *plan = street->plan;
  for (int c = 0; c + 1 < plan->nx; c++)
    if (plan->cols[c].rail_after &&
        hash3(plan->seed, 33, (uint64_t)(street->at * 8) + (uint64_t)c) % 2)
      add_gap(street, plan->cols[c].hi + 8, plan->cols[c + 1].lo - 8, GAP_TUNNEL);
}

static void fill_v_line(struct street *street, int j) {
  const struct plan *plan = street->plan;
  join_u_lines(street, plan->v_lines[j].at);
  for (int r = 0; r < plan->ny; r++) {
    if (plan->rows[r].line_lo == j) join_locals(street, 2 * r, 0);
    if (plan->rows[r].line_hi == j) join_locals(street, 2 * r + 1, 1);
  }
  rail_gaps(street);
}

static void draw_v_line(const struct plan *plan, struct model *model, int j) {
  struct street street = new_street(plan, model, 100000 + (uint64_t)j, "路");
  street.along_u = 1;
  street.at = plan->v_lines[j].at;
  street.class = arterial_class(&street, &plan->v_lines[j]);
  leave_town(&street, plan->width);
  draw_carriageways(&street, plan->v_lines[j].gap, fill_v_line, j);
  close_street(&street);
}

/* The secondary road in the middle of a row. */
static void draw_second(const struct plan *plan, struct model *model, int r) {
  struct street street = new_street(plan, model, 200000 + (uint64_t)r, "街");
  street.along_u = 1;
  street.at = plan->rows[r].middle;
  street.class = ROAD_SECOND;
  street.to = plan->width;
  join_u_lines(&street, street.at);
  join_locals(&street, 2 * r, 1);
  join_locals(&street, 2 * r + 1, 0);
  for (size_t i = 0; i < plan->round_count; i++)
    if (plan->rounds[i].v == street.at)
      add_gap(&street, plan->rounds[i].u - plan->rounds[i].radius,
              plan->rounds[i].u + plan->rounds[i].radius, GAP_NOTHING);
  rail_gaps(&street);
  draw_street(&street);
  close_street(&street);
}

/* Digitised by hand: some ends miss the street they meet by up to a metre. */
static double sloppy(struct rng *rng, double end) {
  return rng_chance(rng, 0.06) ? end + rng_range(rng, -1, 1) : end;
}

static void draw_local(const struct plan *plan, struct model *model, int h, int c, int i) {
  const struct half *half = half_at(plan, h, c);
  const struct band *row = &plan->rows[h / 2];
  struct street street =
      new_street(plan, model, 300000 + (uint64_t)(h * plan->nx + c) * 4 + (uint64_t)i, "街");
  const struct lot *left = &plan->lots[half->first_lot + i], *right = left + 1;
  street.at = half->street[i];
  street.class = ROAD_LOCAL;
  street.from =
      sloppy(&street.rng, h % 2 ? row->middle : row->lo + plan->v_lines[row->line_lo].gap);
  street.to = sloppy(&street.rng, h % 2 ? row->hi - plan->v_lines[row->line_hi].gap : row->middle);
  if (half->stops[i]) street.to -= (street.to - street.from) * rng_range(&street.rng, 0.2, 0.45);
  if (left->split > 0 && !left->split_stops) add_joint(&street, left->split);
  if (right->split > 0) add_joint(&street, right->split);
  draw_street(&street);
  close_street(&street);
}

static double split_end(const struct plan *plan, const struct lot *lot, double u, int line,
                        int sign) {
  return line < 0 ? u : u + sign * gap_on(plan, &plan->u_lines[line], lot->split);
}

static void draw_split(const struct plan *plan, struct model *model, uint32_t index) {
  const struct lot *lot = &plan->lots[index];
  const struct band *col = &plan->cols[lot->col];
  const struct half *half = half_at(plan, lot->half, lot->col);
  int last = lot->part == half->lots - 1;
  struct street street = new_street(plan, model, 90000000 + (uint64_t)index, "巷");
  street.along_u = 1;
  street.at = lot->split;
  street.class = ROAD_LOCAL;
  street.from =
      sloppy(&street.rng, split_end(plan, lot, lot->u0, lot->part ? -1 : col->line_lo, 1));
  street.to = sloppy(&street.rng, split_end(plan, lot, lot->u1, last ? col->line_hi : -1, -1));
  if (lot->split_stops) street.to -= (street.to - street.from) * rng_range(&street.rng, 0.15, 0.4);
  draw_street(&street);
  close_street(&street);
}

static void draw_roundabout(const struct plan *plan, struct model *model, size_t index) {
  const struct roundabout *round = &plan->rounds[index];
  size_t first = model->ring_count;
  open_ring(model, 1);
  for (int i = 0; i < 32; i++) {
    double angle = i * 6.283185307179586 / 32;
    add_point(model, warp_at(&plan->warp, round->u + round->radius * cos(angle),
                             round->v + round->radius * sin(angle)));
  }
  close_ring(model);
  struct road *road = add_road(model);
  road->shape = shape_since(model, first);
  road->class = ROAD_MAIN;
  road->oneway = 1;
  snprintf(road->name, sizeof road->name, "环岛");
}

void build_streets(const struct plan *plan, struct model *model) {
  for (int k = 0; k < plan->u_count; k++) draw_u_line(plan, model, k);
  for (int j = 0; j < plan->v_count; j++) draw_v_line(plan, model, j);
  for (int r = 0; r < plan->ny; r++) draw_second(plan, model, r);
  for (int h = 0; h < 2 * plan->ny; h++)
    for (int c = 0; c < plan->nx; c++)
      for (int i = 0; i + 1 < half_at(plan, h, c)->lots; i++) draw_local(plan, model, h, c, i);
  for (uint32_t i = 0; i < plan->lot_count; i++)
    if (plan->lots[i].split > 0) draw_split(plan, model, i);
  for (size_t i = 0; i < plan->round_count; i++) draw_roundabout(plan, model, i);
}
