#include "cover/product.h"

#include <math.h>
#include <string.h>

#include "cover/rings.h"
#include "geom/moments.h"
#include "plan/codes.h"
#include "plan/weights.h"

#define PI 3.14159265358979323846

static double sum_m(const double on_m[WG_BORDER_CLASSES]) {
  double sum = 0;
  for (int c = 0; c < WG_BORDER_CLASSES; c++) sum += on_m[c];
  return sum;
}

static void fill_tally(const wg_plan *plan, uint32_t i, wg_grid *g) {
  const wg_grid_tally *x = &plan->tally.grid[i];
  double border = sum_m(x->on_m);
  g->border_on_lines = border > 0 ? 1 - x->on_m[WG_BORDER_OPEN] / border : NAN;
  g->crossing_m = x->walk.crossing_m;
  g->walkable = x->walk.pieces == 1;
  g->score = plan->grid.v[i].piece == WG_NO_ONE ? NAN : wg_tally_score(&plan->tally, i);
}

static bool fill_figures(const wg_town *t, const wg_plan *plan, wg_grids *out) {
  for (uint32_t i = 0; i < plan->grid.n; i++) {
    const wg_plan_grid *p = &plan->grid.v[i];
    wg_grid g = {.kind = p->zone == WG_NO_ONE ? WG_GRID_COMPREHENSIVE : WG_GRID_EXCLUSIVE,
                 .level = 5,
                 .district = p->district,
                 .households = p->households,
                 .weight = (double)p->load / (double)wg_town_steps(t),
                 .population = p->population > 0 ? p->population : -1,
                 .buildings = p->buildings};
    g.area_m2 = wg_area_m2(wg_shapes_area2(&out->shape, i));
    g.perimeter_m = wg_shapes_outline_m(&out->shape, i);
    g.compactness = g.perimeter_m > 0 ? 4 * PI * g.area_m2 / (g.perimeter_m * g.perimeter_m) : 0;
    fill_tally(plan, i, &g);
    if (!WG_VEC_PUSH(&out->grid, g)) return false;
  }
  return true;
}

/* About its first point. */
static wg_moments polygon_moments(const wg_shapes *s, uint32_t i) {
  wg_moments m = {0};
  wg_pt at = s->pt.v[s->start.v[s->first.v[i]]];
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t from = s->start.v[r], end = s->start.v[r + 1];
    for (uint32_t k = from, j = end - 1; k < end; j = k++)
      wg_moments_edge(&m, (s->pt.v[j].x - at.x) * WG_UNIT_M, (s->pt.v[j].y - at.y) * WG_UNIT_M,
                      (s->pt.v[k].x - at.x) * WG_UNIT_M, (s->pt.v[k].y - at.y) * WG_UNIT_M);
  }
  return m;
}

static bool fill_means(const wg_town *t, const wg_plan *plan, const wg_partition_options *o,
                       wg_grids *out) {
  wg_weights w = wg_weights_of(o);
  wg_mean_grid *g = WG_NEW(wg_mean_grid, out->grid.n);
  size_t n = 0;
  for (uint32_t i = 0; g && i < out->grid.n; i++) {
    const wg_grid *k = &out->grid.v[i];
    if (k->kind == WG_GRID_EXCLUSIVE) continue;
    wg_moments m = polygon_moments(&out->shape, i);
    g[n++] = (wg_mean_grid){k->district,
                            plan->grid.v[i].min,
                            plan->grid.v[i].max,
                            {.households = plan->grid.v[i].load,
                             .outline = k->perimeter_m,
                             .mass = m.area,
                             .at = {m.x, m.y},
                             .inertia = m.inertia}};
  }
  bool ok = g && wg_means_build(g, n, (uint32_t)t->district.n, &w, &out->means);
  wg_free(g);
  return ok;
}

static bool fill_buildings(const wg_town *t, const wg_atoms *a, const wg_plan *plan,
                           wg_grids *out) {
  if (!WG_VEC_RESERVE(&out->building_grid, t->building.n)) return false;
  for (uint32_t b = 0; b < t->building.n; b++)
    out->building_grid.v[out->building_grid.n++] =
        a->of_building[b] == WG_NO_ONE ? WG_NO_GRID : plan->of_atom[a->of_building[b]];
  return true;
}

wg_status wg_product_build(wg_ctx *ctx, const wg_town *t, const wg_survey *s,
                           const wg_pieces *pieces, const wg_plan *plan,
                           const wg_partition_options *o, wg_grids *out) {
  uint32_t *label = WG_NEW(uint32_t, s->plane.nf);
  if (!label) return wg_nomem(ctx);
  for (uint32_t f = 0; f < s->plane.nf; f++)
    label[f] =
        s->atoms.of_face[f] == WG_NO_ONE ? WG_UNLABELLED : plan->of_atom[s->atoms.of_face[f]];
  wg_smooth smooth = {0};
  wg_status st = wg_smooth_init(ctx, t, &s->plane, &smooth);
  if (st == WG_OK)
    st = wg_rings_build(ctx, &s->plane, label, (uint32_t)plan->grid.n, &smooth, &out->shape);
  wg_smooth_free(&smooth);
  wg_free(label);
  if (st == WG_OK && !(fill_figures(t, plan, out) && fill_means(t, plan, o, out) &&
                       fill_buildings(t, &s->atoms, plan, out)))
    st = wg_nomem(ctx);
  if (st == WG_OK) st = wg_plan_judge(ctx, t, &s->atoms, pieces, plan, o, out);
  if (st == WG_OK)
    st = plan->past ? wg_codes_continue(ctx, t, plan->past, plan->heir, out)
                    : wg_codes_assign(ctx, t, out);
  return st;
}

/* ---- summary -------------------------------------------------------------- */

typedef struct {
  double sum, sum2, least, most;
  uint64_t n;
} spread;

static void spread_add(spread *s, double x) {
  s->least = s->n ? fmin(s->least, x) : x;
  s->most = fmax(s->most, x);
  s->n++;
  s->sum += x;
  s->sum2 += x * x;
}

/* Deviation by the mean; 0 without a mean. */
static double spread_cv(const spread *s, double *mean) {
  *mean = s->n ? s->sum / (double)s->n : 0;
  double var = s->n ? s->sum2 / (double)s->n - *mean * *mean : 0;
  return *mean > 0 && var > 0 ? sqrt(var) / *mean : 0;
}

/* Of comprehensive grids. */
typedef struct {
  spread households, weight;
} spreads;

static void count_grid(const wg_grid *g, spreads *s, wg_partition_summary *sum) {
  if (g->kind == WG_GRID_EXCLUSIVE) {
    sum->exclusive_grids++;
    return;
  }
  if (strcmp(g->status, "below_min") == 0)
    sum->below++;
  else if (strcmp(g->status, "above_max") == 0)
    sum->above++;
  else
    sum->in_bounds++;
  spread_add(&s->households, (double)g->households);
  spread_add(&s->weight, g->weight);
}

static void sum_spreads(const spreads *s, wg_partition_summary *sum) {
  sum->households_min = (uint64_t)s->households.least;
  sum->households_max = (uint64_t)s->households.most;
  sum->households_cv = spread_cv(&s->households, &sum->households_mean);
  sum->weight_min = s->weight.least;
  sum->weight_max = s->weight.most;
  sum->weight_cv = spread_cv(&s->weight, &sum->weight_mean);
}

/* Mean of |weight - mean of the district| / mean of the district. */
static double deviation(const wg_town *t, const wg_grids *g) {
  double *total = WG_NEW0(double, t->district.n), *count = WG_NEW0(double, t->district.n), sum = 0;
  uint64_t n = 0;
  for (size_t i = 0; total && count && i < g->grid.n; i++) {
    if (g->grid.v[i].kind == WG_GRID_EXCLUSIVE) continue;
    total[g->grid.v[i].district] += g->grid.v[i].weight;
    count[g->grid.v[i].district]++;
  }
  for (size_t i = 0; total && count && i < g->grid.n; i++) {
    uint32_t d = g->grid.v[i].district;
    if (g->grid.v[i].kind == WG_GRID_EXCLUSIVE || total[d] == 0) continue;
    sum += fabs(g->grid.v[i].weight * count[d] / total[d] - 1);
    n++;
  }
  wg_free(total);
  wg_free(count);
  return n ? sum / (double)n : 0;
}

static void sum_borders(const wg_tally *t, wg_partition_summary *sum) {
  const double *m = t->on_m;
  sum->inner_border_m = sum_m(m);
  sum->inner_border_on_lines_share =
      sum->inner_border_m > 0 ? 1 - m[WG_BORDER_OPEN] / sum->inner_border_m : 1;
  sum->inner_border_m_by_class = (wg_border_metres){.river = m[WG_LINE_RIVER],
                                                    .rail = m[WG_LINE_RAIL],
                                                    .expressway = m[WG_LINE_EXPRESSWAY],
                                                    .primary = m[WG_LINE_PRIMARY],
                                                    .secondary = m[WG_LINE_SECONDARY],
                                                    .tertiary = m[WG_LINE_TERTIARY],
                                                    .local = m[WG_LINE_LOCAL],
                                                    .wall = m[WG_LINE_WALL],
                                                    .service = m[WG_LINE_SERVICE],
                                                    .nonmotor = m[WG_LINE_NONMOTOR],
                                                    .open = m[WG_BORDER_OPEN]};
}

static void sum_walks(const wg_tally *t, uint32_t n, wg_partition_summary *sum) {
  for (uint32_t i = 0; i < n; i++) {
    sum->crossings += t->grid[i].walk.crossing_m > 0;
    sum->crossing_m += t->grid[i].walk.crossing_m;
    sum->not_walkable += t->grid[i].walk.pieces > 1;
  }
  sum->estates = t->estates;
  sum->estates_split = t->estates_split;
}

void wg_product_sum(const wg_town *t, const wg_survey *s, const wg_plan *plan, const wg_grids *g,
                    wg_partition_summary *sum) {
  spreads x = {0};
  int64_t load = 0;
  *sum = (wg_partition_summary){.districts = t->district.n,
                                .grids = g->grid.n,
                                .atoms = s->atoms.n,
                                .faces = s->plane.nf,
                                .edges = s->plane.lines.ne};
  for (size_t i = 0; i < g->grid.n; i++) {
    count_grid(&g->grid.v[i], &x, sum);
    sum->households += (uint64_t)g->grid.v[i].households;
    load += plan->grid.v[i].load;
  }
  sum->weight = (double)load / (double)wg_town_steps(t);
  sum_spreads(&x, sum);
  sum->deviation_avg = deviation(t, g);
  sum_borders(&plan->tally, sum);
  sum_walks(&plan->tally, (uint32_t)plan->grid.n, sum);
  sum->score = plan->tally.score;
}
