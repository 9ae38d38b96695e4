/* recut.h - the search steps: each takes a few neighbouring parts, proposes other
 * ones and keeps them only if the score falls. */
#ifndef WG_PLAN_RECUT_H
#define WG_PLAN_RECUT_H

#include "plan/parts.h"
#include "plan/subgraph.h"
#include "plan/treecut.h"

typedef struct wg_search {
  wg_parts *parts;
  const wg_score *score;
  wg_rng rng;
  wg_sub sub;
  wg_treecut cut;
  uint32_t sweep;        /* stamp for changed parts */
  wg_u32vec cluster;     /* parts to be solved again */
  wg_u32vec hits;        /* scratch */
  WG_VEC(int64_t) below; /* households below each tree node */
  WG_VEC(double) cross;  /* border cost if the tree is cut above each node */
  WG_VEC(uint8_t) side;
} wg_search;

bool wg_search_init(wg_search *s, wg_parts *parts, const wg_score *score, uint64_t seed);
void wg_search_free(wg_search *s);

/* Merges parts a and b and cuts them again along the best edge of `trees` random
 * trees. *better: the score fell. All return false when memory runs out. */
bool wg_recut_pair(wg_search *s, uint32_t a, uint32_t b, unsigned trees, bool *better);

/* Solves the parts in s->cluster again, their number free, with `trees` trees. */
bool wg_recut_cluster(wg_search *s, unsigned trees, bool *better);

/* Joins part a to the neighbour with which that lowers the score most, if any; the
 * last part then takes the number that fell free. */
bool wg_merge_part(wg_search *s, uint32_t a, bool *better);

/* Moves single border nodes of part a to neighbours while that helps. */
bool wg_move_nodes(wg_search *s, uint32_t a, bool *better);

#endif
