#include "plan.h"
#include "lots.h"
#include "rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const double river_half_width = 37;
const double second_setback = 16;
static const double river_strip = 130, rail_strip = 70;

struct half *half_at(const struct plan *plan, int half, int col) {
  return &plan->halves[half * plan->nx + col];
}

double half_border(const struct plan *plan, int half) {
  if (half == 2 * plan->ny) return plan->rows[plan->ny - 1].border_hi;
  return half % 2 ? plan->rows[half / 2].middle : plan->rows[half / 2].border_lo;
}

double col_border(const struct plan *plan, int col) {
  return col == plan->nx ? plan->cols[col - 1].border_hi : plan->cols[col].border_lo;
}

int near_roundabout(const struct plan *plan, double u, double v, double margin) {
  for (size_t i = 0; i < plan->round_count; i++) {
    const struct roundabout *round = &plan->rounds[i];
    if (hypot(u - round->u, v - round->v) < round->radius + margin) return 1;
  }
  return 0;
}

/* Rivers and railways keep the same distance through a large town. */
static int strip_after(int i, int count, int first, int every) {
  int base = first < every / 2 ? first : every / 2;
  return i + 1 < count && (i + 1) % every == base;
}

/* Bands one after another with a strip of `strip` metres where one is due. */
static double place_bands(struct band *bands, int count, double cell, struct rng *rng,
                          double strip) {
  double at = 0;
  for (int i = 0; i < count; i++) {
    struct band *band = &bands[i];
    int due = band->river_after || band->rail_after;
    band->lo = at;
    band->border_lo =
        i && (bands[i - 1].river_after || bands[i - 1].rail_after) ? at - strip / 2 : at;
    at += cell * rng_range(rng, 0.88, 1.12);
    band->hi = at;
    band->border_hi = due ? at + strip / 2 : at;
    band->middle = band->lo + (band->hi - band->lo) * rng_range(rng, 0.42, 0.58);
    at += due ? strip : 0;
  }
  return bands[count - 1].hi;
}

static void add_line(struct line *lines, int *count, double at, double gap) {
  struct line *line = &lines[(*count)++];
  line->at = at;
  line->gap = gap;
  line->setback = gap + 15;
  line->bridges = 0;
}

static struct line *lines_of(struct band *bands, int count, struct rng *rng, int *line_count) {
  struct line *lines = calloc((size_t)count * 2 + 2, sizeof *lines);
  int quiet =
      0; /* beside a river, a railway or, but for tiny towns, the country: one carriageway */
  *line_count = 0;
  for (int i = 0; i <= count; i++) {
    int strip = i > 0 && (bands[i - 1].river_after || bands[i - 1].rail_after);
    double gap = rng_chance(rng, 0.6) ? rng_range(rng, 6, 10) : 0;
    if (i > 0) bands[i - 1].line_hi = *line_count;
    if (strip) add_line(lines, line_count, bands[i - 1].hi, 0);
    quiet = strip || (count > 2 && (i == 0 || i == count));
    if (i < count) bands[i].line_lo = *line_count;
    add_line(lines, line_count, i < count ? bands[i].lo : bands[i - 1].hi, quiet ? 0 : gap);
  }
  return lines;
}

/* Two bridges in the smallest town, about one more for each 1.2 km of river. */
static void choose_bridges(struct plan *plan) {
  int bridges = (int)(plan->width / 1200 + 0.5);
  bridges = bridges < 2 ? 2 : bridges;
  for (int i = 0; i < bridges; i++) {
    double want = (i + 0.7) / bridges * plan->width;
    struct line *best = NULL;
    for (int k = 0; k < plan->u_count; k++) {
      struct line *line = &plan->u_lines[k];
      if (!line->bridges && (!best || fabs(line->at - want) < fabs(best->at - want))) best = line;
    }
    if (best) best->bridges = 1;
  }
}

static double *strip_axes(const struct band *bands, int count, int rivers, int *found) {
  double *axes = calloc((size_t)count, sizeof *axes);
  *found = 0;
  for (int i = 0; i < count; i++)
    if (rivers ? bands[i].river_after : bands[i].rail_after) axes[(*found)++] = bands[i].border_hi;
  return axes;
}

static void plan_bands(struct plan *plan, double cell) {
  struct rng rng = {hash2(plan->seed, 1)};
  plan->cols = calloc((size_t)plan->nx, sizeof *plan->cols);
  plan->rows = calloc((size_t)plan->ny, sizeof *plan->rows);
  for (int i = 0; i < plan->nx; i++)
    plan->cols[i].rail_after = strip_after(i, plan->nx, (plan->nx + 1) / 2, 12);
  for (int i = 0; i < plan->ny; i++)
    plan->rows[i].river_after = strip_after(i, plan->ny, plan->ny / 2, 10);
  plan->width = place_bands(plan->cols, plan->nx, cell, &rng, rail_strip);
  plan->height = place_bands(plan->rows, plan->ny, cell, &rng, river_strip);
  plan->u_lines = lines_of(plan->cols, plan->nx, &rng, &plan->u_count);
  plan->v_lines = lines_of(plan->rows, plan->ny, &rng, &plan->v_count);
  plan->rivers = strip_axes(plan->rows, plan->ny, 1, &plan->river_count);
  plan->rails = strip_axes(plan->cols, plan->nx, 0, &plan->rail_count);
}

static int near_rail(const struct plan *plan, double u) {
  for (int i = 0; i < plan->rail_count; i++)
    if (fabs(u - plan->rails[i]) < 100) return 1;
  return 0;
}

/* Where an arterial meets a secondary road, away from the edge and the rails. */
static void choose_roundabouts(struct plan *plan) {
  struct rng rng = {hash2(plan->seed, 2)};
  int wanted = 1 + (plan->nx * plan->ny > 5) + plan->nx * plan->ny / 12;
  for (int tries = 0; tries < wanted * 8 && (int)plan->round_count < wanted; tries++) {
    struct roundabout round;
    const struct line *line = &plan->u_lines[rng_int(&rng, 1, plan->u_count - 2)];
    round.u = line->at;
    round.v = plan->rows[rng_int(&rng, 0, plan->ny - 1)].middle;
    round.radius = rng_range(&rng, 17, 22);
    if (near_rail(plan, round.u) || near_roundabout(plan, round.u, round.v, 100)) continue;
    plan->rounds = grow(plan->rounds, plan->round_count, &plan->round_cap, sizeof round);
    plan->rounds[plan->round_count++] = round;
  }
}

void plan_town(struct plan *plan, uint64_t seed, int nx, int ny, double cell) {
  memset(plan, 0, sizeof *plan);
  plan->seed = seed;
  plan->nx = nx;
  plan->ny = ny;
  plan_bands(plan, cell);
  choose_bridges(plan);
  choose_roundabouts(plan);
  warp_init(&plan->warp, seed);
  plan->warp.mid_u = plan->width / 2;
  plan->warp.mid_v = plan->height / 2;
  plan->warp.river_v = plan->rivers;
  plan->warp.river_count = plan->river_count;
  plan_lots(plan);
}

void free_plan(struct plan *plan) {
  free(plan->cols);
  free(plan->rows);
  free(plan->u_lines);
  free(plan->v_lines);
  free(plan->halves);
  free(plan->lots);
  free(plan->blocks);
  free(plan->rounds);
  free(plan->rivers);
  free(plan->rails);
  memset(plan, 0, sizeof *plan);
}
