/* prover.h - a proof under construction; see plan/proof.h. Scores are without wg_unavoidable. */
#ifndef WG_PLAN_PROVER_H
#define WG_PLAN_PROVER_H

#include "plan/master.h"
#include "plan/price.h"
#include "plan/proof.h"

typedef struct wg_prover {
  const wg_graph *g;
  const wg_score *s;
  const wg_proof_limits *limits;
  uint32_t grids;
  uint32_t most_parts; /* that a plan as good as the one known can have */
  int64_t households;
  double wanted; /* least that all borders can add up to, <= 0 */
  wg_pool pool;  /* all parts met so far */
  wg_master *lp;
  wg_price search;
  double *price;      /* per node, then of a part: the last ones */
  double *best_price; /* those that prove the most */
  double proven;      /* by these */
  double *low;        /* per place in the order of the search: least reduced cost there */
  bool *ran_out;      /* per place: steps did not suffice */
  double *deep;       /* per place: threshold that can be searched when time is short */
  double *scratch;    /* n + 1 */
  double box;         /* half the width of the prices' box, see wg_prover_round */
  uint64_t each;      /* steps a root may take in one round */
  uint64_t steps;     /* left */
  uint32_t *label, *parts;
  wg_proof *out;
} wg_prover;

/* Differences that are rounding: a part in a million of the score, in which misses of the
 * bounds do not count but for their own rounding. */
double wg_proof_tolerance(double score);
/* Is the plan that is known proven? */
bool wg_prover_done(const wg_prover *p);

/* One round: prices from the program, parts that cost less than them into columns, a bound. *end: more
 * rounds bring nothing, or nothing may be spent any more. False when memory runs out. */
bool wg_prover_round(wg_prover *p, bool *end);

bool wg_prover_scale(wg_prover *p);
/* A better plan from the columns, if they hold one. False when memory runs out. */
bool wg_prover_try(wg_prover *p);
/* The best plan there is, if steps suffice. False when memory runs out. */
bool wg_prover_settle(wg_prover *p);

double wg_prover_price_sum(const wg_prover *p, const double *price);

#endif
