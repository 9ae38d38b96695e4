/* facts.h - proofs that every plan of a graph misses the bounds somewhere, and by how much.
 *
 * At the nodes that a fact's proof looks at every plan has at least the miss `forced`
 * (plan/counts.h). The proofs of one list look at disjoint nodes, so that what they force adds
 * up:
 *
 *   - A part inside a proof's nodes counts for that fact alone. A part that reaches out of them
 *     counts for it only where it holds more than max of their households. Where such a part
 *     counts for several, its miss is at least the sum of what it owes to each:
 *     1 + (A + B - max) >= (1 + A - max) + (1 + B - max), since max >= 1.
 *   - A node above max is out of bounds in every plan. What joins its part costs one for every
 *     household, so the tracts between such nodes are judged on their own, free to give
 *     households away at that price.
 */
#ifndef WG_PLAN_FACTS_H
#define WG_PLAN_FACTS_H

#include "base/u32vec.h"
#include "plan/counts.h"

typedef enum wg_fact_kind {
  WG_FACT_ABOVE_MAX,  /* a node above max: `core` */
  WG_FACT_BELOW_MIN,  /* a connected graph below min */
  WG_FACT_CUT_OFF,    /* a tract below min that only nodes above max border on, as `core` does */
  WG_FACT_NO_COUNT,   /* too many households for most grids, too few for least = most + 1 */
  WG_FACT_POCKET,     /* dead ends too small for themselves and too much for the node `core` */
  WG_FACT_HEMMED_IN,  /* no connected set within the bounds holds these nodes */
  WG_FACT_NO_SUBSET,  /* no sets of nodes have fitting totals */
  WG_FACT_NO_PACKING, /* the nodes need `least` grids, but their households make `most` */
  WG_FACT_EXHAUSTIVE  /* another proof, for the whole graph */
} wg_fact_kind;

typedef struct wg_fact {
  wg_fact_kind kind;
  uint32_t first, nodes; /* what it is about: wg_facts.node[first] .., ascending */
  uint32_t core;         /* UINT32_MAX: none */
  int64_t households;    /* of these nodes */
  int64_t above;         /* HEMMED_IN: least households above max of a set; INT64_MAX: none */
  int64_t least, most;
  int64_t forced; /* > 0 */
} wg_fact;

typedef struct wg_facts {
  WG_VEC(wg_fact) fact;
  wg_u32vec node;
  int64_t forced; /* least miss of any plan: the sum over the facts */
} wg_facts;       /* zeroed is empty */

/* Appends a fact about n nodes, which are put in order. False when memory runs out. */
bool wg_facts_add(wg_facts *f, wg_fact fact, const uint32_t *node, size_t n);
/* Takes back all facts but the first n. */
void wg_facts_keep(wg_facts *f, size_t n);
void wg_facts_free(wg_facts *f);

/* The word for a kind in files: "above_max", "pocket", ... */
const char *wg_fact_word(wg_fact_kind k);

#endif
