/* price.h - parts whose cost is below what their nodes pay.
 *
 * Let every node pay a price, and let f(T) be what a connected set T of nodes costs as a part: its own
 * terms and half of its border, less wg_unavoidable of its nodes (wg_part_value). The reduced cost of
 * T is f(T) minus the prices of its nodes minus the price of a part. If no T has a negative one, no
 * plan is cheaper than the sum of all prices: they are a proof.
 *
 * The search takes the nodes in a fixed order, and finds the sets of which a node is the first, by
 * deciding one neighbour of the set after the other: in or out. A branch ends when its bound
 * (plan/branch.h) shows that no set below it is cheap enough.
 */
#ifndef WG_PLAN_PRICE_H
#define WG_PLAN_PRICE_H

#include "plan/branch.h"

/* A set the search has found; node ascending, valid during the call. */
typedef struct wg_found {
  const uint32_t *node;
  uint32_t n;
  double value;   /* f(T) */
  double reduced; /* value minus prices */
} wg_found;

/* Takes a set; may lower *threshold. False when memory runs out. */
typedef bool wg_found_fn(void *user, const wg_found *found, double *threshold);

typedef struct wg_price {
  wg_pricing pricing; /* the caller sets price and part_price before each search */
  uint64_t steps;     /* branches that may still be looked at; counts down */
  wg_found_fn *found;
  void *user;
  struct wg_price_work *work;
} wg_price;

/* wild: all sets; else those within the bounds, and nodes above the upper bound with or
 * without nodes that nobody lives in. False when memory runs out. */
bool wg_price_init(wg_price *p, const wg_graph *g, const wg_score *s, bool wild);
void wg_price_free(wg_price *p);

/* Hands over every set below the threshold (as it stands by then) of which the i-th node of the
 * order is the first. *lower: no set of these has a smaller reduced cost, but for those that were handed over;
 * the last threshold, or less if steps ran out. False when memory runs out. */
bool wg_price_search(wg_price *p, uint32_t i, double threshold, double *lower);

/* f(T). */
double wg_part_value(const wg_graph *g, const wg_score *s, const uint32_t *node, uint32_t n);

#endif
