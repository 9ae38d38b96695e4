#include "plan/proof.h"

#include <math.h>
#include <string.h>

#include "plan/prover.h"
#include "plan/solve.h"

/* Steps a root may take at first, and the first width of the box of prices. */
enum { STEPS_FIRST = 200 };
#define BOX_FIRST 0.25
/* First threshold for roots that run out of steps, as a share of the score. */
#define DEEP_FIRST 0.005

wg_proof_limits wg_proof_limits_usual(void) {
  return (wg_proof_limits){
      .steps = 1000000, .columns = 200000, .branches = 2000, .starts = 20, .seed = 1};
}

double wg_proof_tolerance(double score) {
  return 1e-6 * (1 + fabs(remainder(score, WG_MISS))) + 1e-12 * fabs(score);
}

bool wg_prover_done(const wg_prover *p) {
  return p->out->score - p->out->lower <= wg_proof_tolerance(p->out->score);
}

/* What a plan scores. If `most` is not NULL its parts become columns, but for those that cost more than
 * that: they are in no better plan. False when memory runs out. */
static bool weigh_plan(wg_prover *p, const uint32_t *label, uint32_t parts, const double *most,
                       double *score) {
  uint32_t *node = WG_NEW(uint32_t, p->g->n);
  bool ok = node != NULL;
  *score = 0;
  for (uint32_t k = 0; k < parts && ok; k++) {
    uint32_t n = 0;
    for (uint32_t u = 0; u < p->g->n; u++)
      if (label[u] == k) node[n++] = u;
    double value = wg_part_value(p->g, p->s, node, n);
    *score += value;
    if (most && value <= *most) ok = wg_pool_add(&p->columns, node, n, value);
  }
  wg_free(node);
  return ok;
}

/* Solves with one seed more; the best plan is kept. */
static wg_status start(wg_prover *p, uint32_t i, uint32_t *label, uint32_t *parts) {
  wg_problem x = {.graph = p->g,
                  .score = *p->s,
                  .grids = p->grids,
                  .seed = p->limits->seed + i,
                  .effort = WG_EFFORT_QUICK};
  double score;
  WG_TRY(wg_solve(&x, label, parts));
  if (!weigh_plan(p, label, *parts, NULL, &score)) return WG_ERR_NOMEM;
  if (score >= p->out->score || (p->grids && p->grids != *parts)) return WG_OK;
  memcpy(p->label, label, p->g->n * sizeof *label);
  *p->parts = *parts;
  p->out->score = score;
  return WG_OK;
}

/* The plan that is known, and those of the solver: their parts give the first prices. */
static wg_status add_starts(wg_prover *p) {
  wg_status st = WG_OK;
  uint32_t n = p->limits->starts, *parts = WG_NEW(uint32_t, n);
  uint32_t *label = WG_NEW(uint32_t, (size_t)n * p->g->n);
  double score;
  bool ok = parts && label && weigh_plan(p, p->label, *p->parts, NULL, &p->out->score);
  if (!ok) st = WG_ERR_NOMEM;
  for (uint32_t i = 0; i < n && st == WG_OK; i++)
    st = start(p, i, label + (size_t)i * p->g->n, &parts[i]);
  double most = p->out->score - p->wanted;
  if (st == WG_OK && !weigh_plan(p, p->label, *p->parts, &most, &score)) st = WG_ERR_NOMEM;
  for (uint32_t i = 0; i < n && st == WG_OK; i++)
    if (!weigh_plan(p, label + (size_t)i * p->g->n, parts[i], &most, &score)) st = WG_ERR_NOMEM;
  wg_free(label);
  wg_free(parts);
  return st;
}

/* May a plan as good as the one known have parts out of bounds, other than nodes above them that stand alone?
 * Such a part costs WG_MISS at least, and no other term but a border that is wanted is below 0. */
static bool is_wild(const wg_prover *p) {
  return p->out->score >= WG_MISS + p->wanted || p->s->max < 2;
}

/* Least that borders can add up to: those that are wanted. */
static double wanted(const wg_graph *g) {
  double sum = 0;
  for (uint32_t e = 0; e < g->first[g->n]; e++)
    if (g->cost[e] < 0) sum += g->cost[e] / 2;
  return sum;
}

static bool set_up(wg_prover *p) {
  uint32_t n = p->g->n;
  bool wild = is_wild(p);
  p->most_parts = p->grids ? p->grids : n;
  if (!wild && p->s->min > 0 && p->households / p->s->min < p->most_parts)
    p->most_parts = (uint32_t)(p->households / p->s->min);
  p->lp = wg_master_new(n, p->grids, 0, fabs(p->out->score));
  p->price = WG_NEW0(double, (size_t)n + 1);
  p->best_price = WG_NEW0(double, (size_t)n + 1);
  p->scratch = WG_NEW(double, (size_t)n + 1);
  p->low = WG_NEW0(double, n);
  p->deep = WG_NEW(double, n);
  p->box = BOX_FIRST;
  p->each = STEPS_FIRST;
  p->steps = p->limits->steps;
  if (!p->lp || !p->price || !p->best_price || !p->scratch || !p->low || !p->deep) return false;
  for (uint32_t i = 0; i < n; i++) p->deep[i] = 1 + DEEP_FIRST * fabs(p->out->score);
  return wg_price_init(&p->search, p->g, p->s, wild);
}

static void tear_down(wg_prover *p) {
  wg_master_free(p->lp);
  wg_price_free(&p->search);
  wg_pool_free(&p->columns);
  wg_free(p->price);
  wg_free(p->best_price);
  wg_free(p->scratch);
  wg_free(p->low);
  wg_free(p->deep);
}

static wg_status run(wg_prover *p) {
  bool end = false;
  WG_TRY(add_starts(p));
  if (!set_up(p)) return WG_ERR_NOMEM;
  while (!end)
    if (!wg_prover_round(p, &end)) return WG_ERR_NOMEM;
  if (!wg_prover_done(p) && !wg_prover_try(p)) return WG_ERR_NOMEM;
  if (!wg_prover_done(p) && p->steps > 0 && !wg_prover_settle(p)) return WG_ERR_NOMEM;
  p->out->optimal = wg_prover_done(p);
  return WG_OK;
}

wg_status wg_prove(const wg_graph *g, const wg_score *s, uint32_t grids,
                   const wg_proof_limits *limits, uint32_t *label, uint32_t *parts, wg_proof *out) {
  *out = (wg_proof){.lower = -INFINITY};
  wg_prover p = {
      .g = g, .s = s, .limits = limits, .grids = grids, .label = label, .parts = parts, .out = out};
  double unavoidable = 0;
  p.wanted = wanted(g);
  for (uint32_t u = 0; u < g->n; u++) {
    p.households += g->node[u].households;
    unavoidable += wg_unavoidable(s, g->node[u].households);
  }
  wg_status st = run(&p);
  out->score += unavoidable;
  out->lower += unavoidable;
  out->steps = limits->steps - p.steps;
  out->columns = wg_pool_count(&p.columns);
  tear_down(&p);
  return st;
}
