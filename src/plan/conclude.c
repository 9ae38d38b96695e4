#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "plan/choose.h"
#include "plan/prover.h"

/* Share of the score within which a better plan is looked for at first: good plans are near the
 * bound, and few parts are in question. */
#define SHARE_FIRST 0.003
#define SHARE_GROW 4

typedef enum { FOUND, NONE, UNSURE } outcome;

/* Labels parts in the order of the columns chosen. */
static void relabel(wg_prover *p, const wg_pool *c, const wg_u32vec *chosen) {
  for (size_t i = 0; i < chosen->n; i++) {
    uint32_t n;
    const uint32_t *node = wg_pool_nodes(c, chosen->v[i], &n);
    for (uint32_t k = 0; k < n; k++) p->label[node[k]] = (uint32_t)i;
  }
  *p->parts = (uint32_t)chosen->n;
}

static double reduced(const wg_prover *p, const double *price, const wg_pool *c, uint32_t i) {
  uint32_t n;
  const uint32_t *node = wg_pool_nodes(c, i, &n);
  double x = c->value.v[i] - (p->grids ? price[p->g->n] : 0);
  for (uint32_t k = 0; k < n; k++) x -= price[node[k]];
  return x;
}

/* Columns of `from` with a reduced cost of at most `most`, and their reduced costs. */
static bool pick(const wg_prover *p, const wg_pool *from, const double *price, double most,
                 wg_pool *to, double **cost) {
  for (uint32_t i = 0; i < wg_pool_count(from); i++) {
    uint32_t n;
    const uint32_t *node = wg_pool_nodes(from, i, &n);
    if (reduced(p, price, from, i) <= most && !wg_pool_add(to, node, n, from->value.v[i]))
      return false;
  }
  *cost = WG_NEW(double, wg_pool_count(to));
  for (uint32_t i = 0; *cost && i < wg_pool_count(to); i++) (*cost)[i] = reduced(p, price, to, i);
  return *cost != NULL;
}

/* Looks for a plan among the columns with a reduced cost of at most `each` that costs less than `most`
 * above the sum of prices, and keeps the best. NONE: there is none. */
static bool choose(wg_prover *p, const wg_pool *from, const double *price, double each, double most,
                   outcome *what) {
  wg_pool c = {0};
  double *cost = NULL;
  *what = NONE;
  bool ok = pick(p, from, price, each, &c, &cost);
  if (ok && wg_pool_count(&c) > 0) {
    wg_choice x = {.columns = &c,
                   .cost = cost,
                   .nodes = p->g->n,
                   .parts = p->grids,
                   .tolerance = wg_proof_tolerance(p->out->score),
                   .branches = p->limits->branches,
                   .least = most};
    ok = wg_choose(&x);
    if (getenv("TRACE"))
      fprintf(stderr, "choose among %u: branches %lu chosen %zu most %.3f least %.3f\n",
              wg_pool_count(&c), (unsigned long)(p->limits->branches - x.branches), x.chosen.n,
              most, x.least);
    if (ok && x.chosen.n > 0) {
      relabel(p, &c, &x.chosen);
      p->out->score = wg_prover_price_sum(p, price) + x.least;
      *what = FOUND;
    }
    if (x.branches == 0) *what = UNSURE;
    WG_VEC_FREE(&x.chosen);
  }
  wg_free(cost);
  wg_pool_free(&c);
  return ok;
}

static double first_share(const wg_prover *p, double gap) {
  return fmin(gap, SHARE_FIRST * (1 + fabs(remainder(p->out->score, WG_MISS))));
}

bool wg_prover_try(wg_prover *p) {
  if (!wg_master_add(p->lp, &p->pool, p->pool.value.v)) return false;
  if (!wg_master_solve(p->lp)) return true;
  const double *price = wg_master_price(p->lp);
  double gap = p->out->score - wg_prover_price_sum(p, price), most = first_share(p, gap);
  outcome what = NONE;
  while (what == NONE && gap > 0) {
    if (!choose(p, &p->pool, price, most, most, &what)) return false;
    if (most >= gap) break;
    most = fmin(gap, most * SHARE_GROW);
  }
  return true;
}

/* ---- all columns that a better plan may have ------------------------------------------ */

typedef struct {
  wg_pool columns;
  uint32_t most;
  bool full;
} gathered;

static bool gather(void *user, const wg_found *found, double *threshold) {
  gathered *x = user;
  x->full = wg_pool_count(&x->columns) >= x->most;
  if (!x->full) return wg_pool_add(&x->columns, found->node, found->n, found->value);
  *threshold = -INFINITY;
  return true;
}

/* Every column whose reduced cost at the best prices is below `most`. *all: steps and room sufficed. */
static bool gather_all(wg_prover *p, double most, gathered *x, bool *all) {
  p->search.pricing.price = p->best_price;
  p->search.pricing.part_price = p->grids ? p->best_price[p->g->n] : 0;
  p->search.found = gather;
  p->search.user = x;
  p->search.steps = p->steps;
  *all = true;
  for (uint32_t i = 0; i < p->g->n && *all; i++) {
    double low;
    if (!wg_price_search(&p->search, i, most, &low)) return false;
    *all = !x->full && p->search.steps > 0;
  }
  p->steps = p->search.steps;
  if (getenv("TRACE"))
    fprintf(stderr, "gather: most %.3f columns %u all %d left %lu\n", most,
            wg_pool_count(&x->columns), *all, (unsigned long)p->steps);
  return true;
}

/* The best plan within `most` above `low`, which the best prices prove; NONE: there is none. A part
 * of it has a reduced cost of at most that, since the other parts have no less than what the
 * prices prove. */
static bool look_within(wg_prover *p, double low, double most, outcome *what) {
  gathered x = {.most = p->limits->columns};
  bool all;
  *what = UNSURE;
  bool ok = gather_all(p, most, &x, &all);
  double above = low + most - wg_prover_price_sum(p, p->best_price);
  if (ok && all) ok = choose(p, &x.columns, p->best_price, INFINITY, above, what);
  wg_pool_free(&x.columns);
  return ok;
}

bool wg_prover_settle(wg_prover *p) {
  double low = p->proven, most = first_share(p, p->out->score - low);
  outcome what = isfinite(low) ? NONE : UNSURE;
  while (what == NONE && !wg_prover_done(p)) {
    double gap = p->out->score - low;
    if (most > gap) most = gap;
    if (!look_within(p, low, most, &what)) return false;
    if (what == FOUND)
      p->out->lower = p->out->score;
    else if (what == NONE)
      p->out->lower = fmax(p->out->lower, low + most);
    most *= SHARE_GROW;
  }
  return true;
}
