#include "plan/proof.h"

#include <math.h>
#include <string.h>

#include "plan/prover.h"
#include "plan/solve.h"

/* Steps a root may take at first, and the first width of the box of prices. */
enum { STEPS_FIRST = 200 };
#define BOX_FIRST 0.1
/* One step in so many is kept for a bound in case that rounds come to no end; it is looked for while the gap is
 * more than this share of the score. */
enum { STEPS_KEPT = 4 };
#define GAP_WIDE 0.02
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
    if (most && value <= *most) ok = wg_pool_add(&p->pool, node, n, value);
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
  p->ran_out = WG_NEW0(bool, n);
  p->box = BOX_FIRST;
  p->each = STEPS_FIRST;
  p->steps = p->limits->steps;
  if (!p->lp || !p->price || !p->best_price || !p->scratch || !p->low || !p->deep || !p->ran_out)
    return false;
  for (uint32_t i = 0; i < n; i++) p->deep[i] = 1 + DEEP_FIRST * fabs(p->out->score);
  return wg_price_init(&p->search, p->g, p->s, wild);
}

static void tear_down(wg_prover *p) {
  wg_master_free(p->lp);
  wg_price_free(&p->search);
  wg_pool_free(&p->pool);
  wg_free(p->price);
  wg_free(p->best_price);
  wg_free(p->scratch);
  wg_free(p->low);
  wg_free(p->deep);
  wg_free(p->ran_out);
}

/* Rounds until they bring nothing, then a lower bound with what is left. */
static bool bound(wg_prover *p) {
  uint64_t kept = p->limits->steps / STEPS_KEPT;
  bool end = false;
  p->steps -= kept;
  while (!end)
    if (!wg_prover_round(p, &end)) return false;
  p->steps += kept;
  double gap = p->out->score - p->out->lower;
  return gap <= GAP_WIDE * fabs(p->out->score) || wg_prover_scale(p);
}

static wg_status run(wg_prover *p, bool settle) {
  WG_TRY(add_starts(p));
  if (!set_up(p) || !bound(p)) return WG_ERR_NOMEM;
  if (settle && !wg_prover_done(p) && !wg_prover_try(p)) return WG_ERR_NOMEM;
  if (settle && !wg_prover_done(p) && p->steps > 0 && !wg_prover_settle(p)) return WG_ERR_NOMEM;
  p->out->optimal = wg_prover_done(p);
  p->out->lower = fmin(p->out->lower, p->out->score); /* rounding */
  return WG_OK;
}

/* Proves what is in out, whose scores are without the unavoidable then. */
static wg_status prove(const wg_graph *g, const wg_score *s, uint32_t grids,
                       const wg_proof_limits *limits, uint32_t *label, uint32_t *parts, bool settle,
                       wg_proof *out) {
  *out = (wg_proof){0};
  wg_prover p = {.g = g,
                 .s = s,
                 .limits = limits,
                 .grids = grids,
                 .proven = -INFINITY,
                 .label = label,
                 .parts = parts,
                 .out = out};
  wg_terms_least(g, s, grids, &out->least);
  out->lower = out->least.balance + out->least.border; /* no other term is below 0 */
  for (uint32_t u = 0; u < g->n; u++) p.households += g->node[u].households;
  p.wanted = out->least.border;
  wg_status st = run(&p, settle);
  out->steps = limits->steps - p.steps;
  out->columns = wg_pool_count(&p.pool);
  tear_down(&p);
  return st;
}

/* The same for the border alone: of plans that miss the bounds no more. */
static wg_status least_border(const wg_graph *g, const wg_score *s, uint32_t grids,
                              const wg_proof_limits *limits, const uint32_t *label, uint32_t parts,
                              wg_proof *out) {
  wg_score border = {.min = s->min, .max = s->max, .target = s->target};
  wg_proof_limits less = *limits;
  wg_proof proof;
  uint32_t *copy = WG_NEW(uint32_t, g->n);
  if (!copy) return WG_ERR_NOMEM;
  memcpy(copy, label, g->n * sizeof *copy);
  less.steps = limits->border_steps;
  wg_status st = prove(g, &border, grids, &less, copy, &parts, false, &proof);
  wg_free(copy);
  /* what misses more than nodes above the bound do would count in the score, too */
  if (st == WG_OK && proof.score < WG_MISS / 2)
    out->least.border = fmax(out->least.border, proof.lower);
  return st;
}

wg_status wg_prove(const wg_graph *g, const wg_score *s, uint32_t grids,
                   const wg_proof_limits *limits, uint32_t *label, uint32_t *parts, wg_proof *out) {
  WG_TRY(prove(g, s, grids, limits, label, parts, true, out));
  for (uint32_t u = 0; u < g->n; u++) {
    double x = wg_unavoidable(s, g->node[u].households);
    out->score += x;
    out->lower += x;
  }
  if (!wg_terms_of(g, s, label, *parts, &out->plan)) return WG_ERR_NOMEM;
  if (limits->border_steps == 0) return WG_OK;
  return least_border(g, s, grids, limits, label, *parts, out);
}
