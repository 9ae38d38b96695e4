/* terms.h - the terms of a plan's score, and what each can be at least. */
#ifndef WG_PLAN_TERMS_H
#define WG_PLAN_TERMS_H

#include "plan/graph.h"
#include "plan/score.h"

typedef struct wg_terms {
  int64_t miss; /* 1 for every part out of bounds, and 1 for every household by which it is */
  double balance;
  double border;
} wg_terms;

/* Of a plan. False when memory runs out. */
bool wg_terms_of(const wg_graph *g, const wg_score *s, const uint32_t *label, uint32_t parts,
                 wg_terms *out);

/* What no plan, in `grids` parts if that is not 0, goes below in the term alone: misses from nodes above
 * the upper bound and from the number of households as a whole, balance from the most even parts
 * if all could be divided freely, border from the borders that are wanted (plan/proof.h has a
 * better one). */
void wg_terms_least(const wg_graph *g, const wg_score *s, uint32_t grids, wg_terms *out);

#endif
