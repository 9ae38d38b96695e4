/* proof.h - how good a plan of a connected graph can be, and how good this one is.
 *
 * Column generation: every node pays a price (plan/price.h) that a linear program over known parts
 * (plan/master.h) suggests; a search looks for parts that cost less than their nodes pay, and
 * adds them. When there are none left, no plan costs less than the sum of all prices. Parts
 * whose reduced cost is above the gap between that and the best plan known are in no
 * better plan; a choice among the others (plan/choose.h) is the optimum. Stopped early, the prices
 * still prove a bound: their sum, less the reduced costs of the most negative parts that a plan can have.
 */
#ifndef WG_PLAN_PROOF_H
#define WG_PLAN_PROOF_H

#include "base/ctx.h"
#include "plan/graph.h"
#include "plan/terms.h"

/* All counts, so that the same limits give the same result on every machine. */
typedef struct wg_proof_limits {
  uint64_t steps;        /* of the search for parts, in all */
  uint32_t columns;      /* parts kept */
  uint64_t branches;     /* of each choice among parts */
  uint64_t border_steps; /* for the least border; 0: not looked for */
  uint32_t starts;       /* plans that are searched for (plan/solve.h) to begin with */
  uint64_t seed;
} wg_proof_limits;

/* About a second or two for a graph of 200 nodes. */
wg_proof_limits wg_proof_limits_usual(void);

typedef struct wg_proof {
  double score, lower; /* of the plan that went out; no plan scores less */
  bool optimal;        /* lower equals score but for one part in a million */
  wg_terms plan;       /* of the plan that went out */
  wg_terms least;      /* what no plan goes below in the term alone; border: no plan that misses the
                          bounds no more than this one */
  uint64_t steps;      /* what it took */
  uint32_t rounds, columns;
} wg_proof;

/* label, *parts: the best plan known, valid; a better one replaces it if it is found. grids: number of
 * parts wanted, 0 if free; else *parts must be that number. WG_ERR_NOMEM. */
wg_status wg_prove(const wg_graph *g, const wg_score *s, uint32_t grids,
                   const wg_proof_limits *limits, uint32_t *label, uint32_t *parts, wg_proof *out);

#endif
