#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/prover.h"

/* A round that finds fewer parts than this was not worth its searches. */
enum { FEW = 5, STEPS_GROW = 8, ROUNDS_MOST = 400 };
/* How often a root that ran out of steps is searched again for cheaper parts only, and by what factor. */
enum { DEEPER_TRIES = 3 };
#define DEEPER 4.0
/* Shares of the prices with which a bound is looked for when steps are short. */
#define SCALE_FIRST 0.4
#define SCALE_STEP 0.06
enum { SCALED_STEPS = 400 };
#define BOX_GROW 2.0
#define BOX_MOST 1e6

static uint32_t rows(const wg_prover *p) { return p->g->n + (p->grids > 0); }

double wg_prover_price_sum(const wg_prover *p, const double *price) {
  double sum = p->grids ? p->grids * price[p->g->n] : 0;
  for (uint32_t u = 0; u < p->g->n; u++) sum += price[u];
  return sum;
}

/* ---- prices -------------------------------------------------------------------------- */

/* Prices stay near what a node's households would pay if all paid alike, give and take a share of
 * that and of its borders. Without that they are arbitrary where few columns hold a node, and a search
 * at such prices is long. */
static bool set_box(wg_prover *p) {
  uint32_t n = p->g->n;
  double *low = p->scratch, *high = WG_NEW(double, (size_t)n + 1);
  if (!high) return false;
  double score = fabs(p->out->score), rate = score / fmax(1, (double)p->households);
  for (uint32_t u = 0; u < n; u++) {
    double fair = rate * (double)p->g->node[u].households, give = 1 + fair + score / n;
    for (uint32_t e = p->g->first[u]; e < p->g->first[u + 1]; e++) give += fabs(p->g->cost[e]);
    low[u] = fair - p->box * give;
    high[u] = fair + p->box * give;
  }
  low[n] = -(high[n] = p->box * (1 + score));
  bool ok = wg_master_box(p->lp, low, high);
  wg_free(high);
  return ok;
}

/* ---- the search at these prices ---------------------------------------------------------- */

static bool add_found(void *user, const wg_found *found, double *threshold) {
  *threshold = found->reduced;
  return wg_pool_add(user, found->node, found->n, found->value);
}

/* Searches below one root. *cut: steps ran out. */
static bool search_one(wg_prover *p, uint32_t i, double threshold, double *low, bool *cut) {
  uint64_t steps = p->each < p->steps ? p->each : p->steps;
  p->search.steps = steps;
  if (!wg_price_search(&p->search, i, threshold, low)) return false;
  *cut = p->search.steps == 0;
  p->steps -= steps - p->search.steps;
  if (p->steps > 0) p->steps--; /* a root that is hopeless at once took time, too */
  return true;
}

/* Reduced costs above this count as 0: those of a whole plan add up to less than the tolerance. */
static double nothing(const wg_prover *p) {
  return -wg_proof_tolerance(p->out->score) / (2.0 * p->most_parts + 2);
}

/* At the prices as they stand; *cut: roots that ran out of steps, marked in ran_out. */
static bool search_all(wg_prover *p, uint32_t *cut) {
  *cut = 0;
  p->search.pricing.price = p->price;
  p->search.pricing.part_price = p->grids ? p->price[p->g->n] : 0;
  p->search.found = add_found;
  p->search.user = &p->pool;
  for (uint32_t i = 0; i < p->g->n; i++) {
    if (!search_one(p, i, nothing(p), &p->low[i], &p->ran_out[i])) return false;
    *cut += p->ran_out[i];
  }
  return true;
}

/* Below roots that ran out of steps: parts that are cheaper still, so that the others, be they there
 * or not, have a bound. */
static bool search_deeper(wg_prover *p) {
  for (uint32_t i = 0; i < p->g->n; i++)
    for (int k = 0; p->ran_out[i] && k < DEEPER_TRIES && -p->deep[i] > p->low[i]; k++) {
      double low;
      if (!search_one(p, i, -p->deep[i], &low, &p->ran_out[i])) return false;
      if (low > p->low[i]) p->low[i] = low;
      p->deep[i] *= p->ran_out[i] ? DEEPER : 1 / DEEPER;
    }
  return true;
}

static int cmp_double(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* What the prices prove: parts with reduced costs below 0 have different first nodes, and there are
 * most_parts of them at most. */
static double proven(wg_prover *p) {
  uint32_t n = p->g->n;
  double sum = wg_prover_price_sum(p, p->price);
  memcpy(p->scratch, p->low, n * sizeof *p->low);
  qsort(p->scratch, n, sizeof *p->scratch, cmp_double);
  for (uint32_t i = 0; i < n && i < p->most_parts && p->scratch[i] < 0; i++) sum += p->scratch[i];
  return sum;
}

/* Keeps the bound if it is better, the prices also if they are as good but newer: those bought the last columns. */
static void keep_bound(wg_prover *p, double lower) {
  if (lower < p->proven - wg_proof_tolerance(p->out->score) / 2) return;
  p->proven = fmax(p->proven, lower);
  p->out->lower = fmax(p->out->lower, lower);
  memcpy(p->best_price, p->price, rows(p) * sizeof *p->price);
}

bool wg_prover_round(wg_prover *p, bool *end) {
  uint32_t before = wg_pool_count(&p->pool), cut;
  *end = true;
  if (!wg_master_add(p->lp, &p->pool, p->pool.value.v) || !set_box(p)) return false;
  if (!wg_master_solve(p->lp)) return true; /* the bound so far holds */
  memcpy(p->price, wg_master_price(p->lp), rows(p) * sizeof *p->price);
  if (!search_all(p, &cut)) return false;
  uint32_t found = wg_pool_count(&p->pool) - before;
  if (found < FEW && !search_deeper(p)) return false;
  p->out->rounds++;
  keep_bound(p, proven(p));
  bool binds = wg_master_lack(p->lp) > 1e-6;
  if (found < FEW && cut > 0 && p->each < p->steps)
    p->each *= STEPS_GROW;
  else if (found < FEW && binds && p->box < BOX_MOST)
    p->box *= BOX_GROW;
  *end = (found == 0 && cut == 0 && (!binds || p->box >= BOX_MOST)) || wg_prover_done(p) ||
         p->steps == 0 || p->out->rounds == ROUNDS_MOST ||
         wg_pool_count(&p->pool) >= p->limits->columns;
  return true;
}

/* ---- a bound when steps are short -------------------------------------------------------- */

/* At lower prices fewer parts look cheap, and the search ends sooner: so the highest share of the prices that can
 * be searched in time is looked for. */
bool wg_prover_scale(wg_prover *p) {
  double *full = WG_NEW(double, (size_t)p->g->n + 1), share = SCALE_FIRST, most = -INFINITY;
  if (!full) return false;
  memcpy(full, p->price, rows(p) * sizeof *full);
  bool ok = true;
  p->each = SCALED_STEPS;
  while (ok && share < 1 && p->steps > 0) {
    uint32_t cut;
    for (uint32_t u = 0; u < rows(p); u++) p->price[u] = share * full[u];
    ok = search_all(p, &cut) && search_deeper(p);
    double lower = ok ? proven(p) : -INFINITY;
    if (lower > p->proven) keep_bound(p, lower);
    if (lower > most)
      share += SCALE_STEP;
    else if (p->each < p->steps)
      p->each *= STEPS_GROW;
    else
      break;
    most = fmax(most, lower);
  }
  memcpy(p->price, full, rows(p) * sizeof *full);
  wg_free(full);
  return ok;
}
