/* cluster.c - a few neighbouring parts are solved again, their number free. */
#include <stdlib.h>
#include <string.h>

#include "plan/search.h"

static double cluster_score(const wg_search *s) {
  double sum = wg_search_inner_cost(s) + wg_search_count_cost(s, s->parts->part.n);
  for (size_t i = 0; i < s->cluster.n; i++)
    sum += wg_parts_cost(s->parts, s->score, s->cluster.v[i]);
  return sum;
}

/* ---- homes ---------------------------------------------------------------- */

/* Gives each proposed part the home of which it keeps most, the largest match first.
 * Returns the price of all households that are away from home then. */
static bool choose_homes(wg_search *s, uint32_t parts, double *stray) {
  const wg_parts *p = s->parts;
  size_t homes = s->cluster.n;
  s->home.n = s->overlap.n = 0;
  *stray = 0;
  if (!WG_VEC_RESERVE(&s->home, parts) || !WG_VEC_RESERVE(&s->overlap, parts * homes)) return false;
  memset(s->home.v, 0xff, parts * sizeof *s->home.v);
  if (!p->prior) return true;
  memset(s->overlap.v, 0, parts * homes * sizeof *s->overlap.v);
  for (size_t i = 0; i < s->sub.node.n; i++) {
    uint32_t v = s->sub.node.v[i];
    double price = wg_parts_stray(p, v, WG_NO_HOME);
    *stray += price;
    for (size_t h = 0; h < homes; h++)
      s->overlap.v[s->cut.part.v[i] * homes + h] +=
          price - wg_parts_stray(p, v, p->part.v[s->cluster.v[h]].home);
  }
  for (;;) {
    size_t best = 0;
    for (size_t i = 1; i < parts * homes; i++)
      if (s->overlap.v[i] > s->overlap.v[best]) best = i;
    if (s->overlap.v[best] <= 0) return true;
    size_t part = best / homes, home = best % homes;
    *stray -= s->overlap.v[best];
    s->home.v[part] = p->part.v[s->cluster.v[home]].home;
    for (size_t h = 0; h < homes; h++) s->overlap.v[part * homes + h] = 0;
    for (size_t k = 0; k < parts; k++) s->overlap.v[k * homes + home] = 0;
  }
}

/* ---- proposing ------------------------------------------------------------ */

/* Score of the parts that the tree cut proposes, with all borders, not only the tree's. */
static bool cut_score(wg_search *s, uint32_t parts, double *score) {
  s->sums.n = 0;
  if (!WG_VEC_RESERVE(&s->sums, parts) || !choose_homes(s, parts, score)) return false;
  memset(s->sums.v, 0, parts * sizeof *s->sums.v);
  for (size_t i = 0; i < s->sub.node.n; i++)
    wg_sums_add(&s->sums.v[s->cut.part.v[i]], &s->sub.g->node[s->sub.node.v[i]]);
  *score += wg_search_count_cost(s, s->parts->part.n - s->cluster.n + parts);
  for (size_t i = 0; i < s->sub.edge.n; i++) {
    const wg_sub_edge *e = &s->sub.edge.v[i];
    if (s->cut.part.v[e->a] != s->cut.part.v[e->b])
      *score += e->cost;
    else
      s->sums.v[s->cut.part.v[e->a]].outline -= 2 * e->length_m;
  }
  for (uint32_t k = 0; k < parts; k++) *score += wg_part_cost(s->score, &s->sums.v[k]);
  return true;
}

/* ---- applying ------------------------------------------------------------- */

static int descending(const void *x, const void *y) {
  uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
  return (a < b) - (a > b);
}

/* Drops the cluster's empty parts, highest first: a part that takes a dropped one's
 * number is never an empty one. */
static void drop_empty(wg_search *s) {
  qsort(s->cluster.v, s->cluster.n, sizeof *s->cluster.v, descending);
  for (size_t i = 0; i < s->cluster.n; i++)
    if (s->parts->part.v[s->cluster.v[i]].node.n == 0) wg_parts_drop(s->parts, s->cluster.v[i]);
}

/* Puts the proposed parts in place of the cluster's; surplus parts are dropped. */
static bool apply_cluster(wg_search *s, uint32_t parts) {
  wg_parts *p = s->parts;
  for (size_t i = 0; i < s->cluster.n; i++) wg_parts_clear(p, s->cluster.v[i]);
  while (s->cluster.n < parts)
    if (!WG_VEC_PUSH(&s->cluster, (uint32_t)p->part.n) || !wg_parts_add(p)) return false;
  for (size_t i = 0; i < s->sub.node.n; i++)
    if (!wg_parts_put(p, s->cluster.v[s->cut.part.v[i]], s->sub.node.v[i])) return false;
  for (uint32_t k = 0; k < parts; k++) p->part.v[s->cluster.v[k]].home = s->home.v[k];
  for (size_t i = 0; i < s->cluster.n; i++) p->part.v[s->cluster.v[i]].changed = s->sweep;
  drop_empty(s);
  return true;
}

bool wg_recut_cluster(wg_search *s, unsigned trees, bool *better) {
  *better = false;
  wg_sub_clear(&s->sub);
  for (size_t i = 0; i < s->cluster.n; i++)
    if (!wg_search_load(s, s->cluster.v[i])) return false;
  if (!wg_sub_close(&s->sub)) return false;
  double now = cluster_score(s), proposed;
  for (unsigned i = 0; i < trees; i++) {
    bool connected;
    uint32_t parts;
    if (!wg_sub_tree(&s->sub, &s->rng, &connected)) return !connected;
    if (!wg_treecut_run(&s->cut, &s->sub, s->score, &parts)) return false;
    if (!cut_score(s, parts, &proposed)) return false;
    if (proposed >= now - WG_GAIN) continue;
    *better = true;
    return apply_cluster(s, parts);
  }
  return true;
}
