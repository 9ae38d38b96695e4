/* search.h - the search steps: each takes a few neighbouring parts, proposes other
 * ones and keeps them only if the score falls.
 *
 * All return false when memory runs out. *better tells whether the score fell.
 */
#ifndef WG_PLAN_SEARCH_H
#define WG_PLAN_SEARCH_H

#include "plan/parts.h"
#include "plan/subgraph.h"
#include "plan/treecut.h"

/* Metres: smaller differences of the score are rounding. */
#define WG_GAIN 1e-6

/* What hangs below a node of the search tree. */
typedef struct wg_below {
  wg_sums sum;
  double border, meet_m; /* cost, length of all borders between it and the rest of the pair */
  double stray, stray_b; /* price of its households if they were in the first, the second part */
} wg_below;

typedef struct wg_search {
  wg_parts *parts;
  const wg_score *score;
  uint32_t wanted; /* number of parts, 0: free */
  wg_rng rng;
  wg_sub sub;
  wg_treecut cut;
  uint32_t sweep;    /* stamp for changed parts */
  wg_u32vec cluster; /* parts to be solved again */
  wg_u32vec hits;    /* scratch */
  WG_VEC(wg_below) below;
  WG_VEC(wg_sums) sums; /* of proposed parts */
  WG_VEC(uint8_t) side;
  wg_u32vec home;         /* proposed homes of the cluster's parts */
  WG_VEC(double) overlap; /* price kept by proposed part x home */
} wg_search;

bool wg_search_init(wg_search *s, wg_parts *parts, const wg_score *score, uint64_t seed);
void wg_search_free(wg_search *s);

/* Loads the nodes of a part into the subgraph. */
bool wg_search_load(wg_search *s, uint32_t part);
/* Cost of the borders between different parts inside the subgraph, as labelled now. */
double wg_search_inner_cost(const wg_search *s);
/* What a plan of k parts pays for not having the wanted number. */
double wg_search_count_cost(const wg_search *s, size_t k);

/* Merges parts a and b and cuts them again along the best edge of `trees` random
 * trees; every edge is tried. An empty b splits a. (pair.c) */
bool wg_recut_pair(wg_search *s, uint32_t a, uint32_t b, unsigned trees, bool *better);

/* Solves the parts in s->cluster again, their number free, with `trees` trees; stops at
 * the first that is better, since numbers of parts change with it. (cluster.c) */
bool wg_recut_cluster(wg_search *s, unsigned trees, bool *better);

/* Joins part a to the neighbour with which that lowers the score most, if any; the
 * last part then takes the number that fell free. (merge.c) */
bool wg_merge_part(wg_search *s, uint32_t a, bool *better);

/* Merges and splits parts until their number is the wanted one, as far as that can be. (merge.c) */
bool wg_reach_count(wg_search *s);

#endif
