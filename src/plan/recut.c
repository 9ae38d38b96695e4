#include "plan/recut.h"

#include <stdlib.h>
#include <string.h>

#define GAIN 1e-6 /* metres: smaller differences are rounding */

bool wg_search_init(wg_search *s, wg_parts *parts, const wg_score *score, uint64_t seed) {
  *s = (wg_search){.parts = parts, .score = score, .rng = wg_rng_init(seed, parts->g->n)};
  return wg_sub_init(&s->sub, parts->g);
}

void wg_search_free(wg_search *s) {
  wg_sub_free(&s->sub);
  wg_treecut_free(&s->cut);
  WG_VEC_FREE(&s->cluster);
  WG_VEC_FREE(&s->hits);
  WG_VEC_FREE(&s->below);
  WG_VEC_FREE(&s->cross);
  WG_VEC_FREE(&s->side);
}

static bool load_part(wg_search *s, uint32_t part) {
  const wg_u32vec *n = &s->parts->part.v[part].node;
  for (size_t i = 0; i < n->n; i++)
    if (!wg_sub_add(&s->sub, n->v[i])) return false;
  return true;
}

/* Cost of the borders between different parts inside the subgraph, as labelled now. */
static double inner_cost(const wg_search *s) {
  double sum = 0;
  for (size_t i = 0; i < s->sub.edge.n; i++) {
    const wg_sub_edge *e = &s->sub.edge.v[i];
    if (s->parts->label[s->sub.node.v[e->a]] != s->parts->label[s->sub.node.v[e->b]])
      sum += e->cost;
  }
  return sum;
}

/* ---- pairs ---------------------------------------------------------------- */

static uint32_t meet(const wg_sub *t, uint32_t a, uint32_t b) {
  while (a != b) {
    if (t->depth.v[a] < t->depth.v[b])
      b = t->parent.v[b];
    else
      a = t->parent.v[a];
  }
  return a;
}

/* below[v]: households under v. cross[v]: cost of all borders between the nodes
 * under v and the rest = sum of their border costs - 2 x borders among them, the
 * latter charged where the two tree paths meet. */
static bool weigh_tree(wg_search *s) {
  wg_sub *t = &s->sub;
  size_t n = t->node.n;
  s->below.n = s->cross.n = 0;
  if (!WG_VEC_RESERVE(&s->below, n) || !WG_VEC_RESERVE(&s->cross, n)) return false;
  for (size_t i = 0; i < n; i++) {
    s->below.v[i] = t->g->node[t->node.v[i]].households;
    s->cross.v[i] = 0;
  }
  for (size_t i = 0; i < t->edge.n; i++) {
    const wg_sub_edge *e = &t->edge.v[i];
    s->cross.v[e->a] += e->cost;
    s->cross.v[e->b] += e->cost;
    s->cross.v[meet(t, e->a, e->b)] -= 2 * e->cost;
  }
  for (size_t k = n; k-- > 1;) {
    uint32_t v = t->order.v[k];
    s->below.v[t->parent.v[v]] += s->below.v[v];
    s->cross.v[t->parent.v[v]] += s->cross.v[v];
  }
  return true;
}

/* Least score over all edges of the tree; *at: the node below the best one. */
static double best_cut(const wg_search *s, uint32_t *at) {
  const wg_sub *t = &s->sub;
  int64_t total = s->below.v[0];
  double best = 0;
  *at = UINT32_MAX;
  for (uint32_t v = 1; v < t->node.n; v++) {
    double x = s->cross.v[v] + wg_penalty(s->score, s->below.v[v]) +
               wg_penalty(s->score, total - s->below.v[v]);
    if (*at != UINT32_MAX && x >= best) continue;
    best = x;
    *at = v;
  }
  return best;
}

/* side[i] = 1 for the nodes under v. */
static bool mark_side(wg_search *s, uint32_t v) {
  const wg_sub *t = &s->sub;
  s->side.n = 0;
  if (!WG_VEC_RESERVE(&s->side, t->node.n)) return false;
  for (size_t k = 0; k < t->node.n; k++) {
    uint32_t u = t->order.v[k];
    s->side.v[u] = u == v || (k > 0 && s->side.v[t->parent.v[u]]);
  }
  return true;
}

static bool apply_side(wg_search *s, uint32_t a, uint32_t b) {
  wg_parts *p = s->parts;
  wg_parts_clear(p, a);
  wg_parts_clear(p, b);
  for (size_t i = 0; i < s->sub.node.n; i++)
    if (!wg_parts_put(p, s->side.v[i] ? b : a, s->sub.node.v[i])) return false;
  p->part.v[a].changed = p->part.v[b].changed = s->sweep;
  return true;
}

bool wg_recut_pair(wg_search *s, uint32_t a, uint32_t b, unsigned trees, bool *better) {
  *better = false;
  wg_sub_clear(&s->sub);
  if (!load_part(s, a) || !load_part(s, b) || !wg_sub_close(&s->sub)) return false;
  double now = inner_cost(s) + wg_penalty(s->score, s->parts->part.v[a].households) +
               wg_penalty(s->score, s->parts->part.v[b].households);
  for (unsigned i = 0; i < trees; i++) {
    bool connected;
    uint32_t at;
    if (!wg_sub_tree(&s->sub, &s->rng, &connected)) return !connected;
    if (!weigh_tree(s)) return false;
    double x = best_cut(s, &at);
    if (at == UINT32_MAX || x >= now - GAIN) continue;
    if (!mark_side(s, at) || !apply_side(s, a, b)) return false;
    now = x;
    *better = true;
  }
  return true;
}

/* ---- clusters ------------------------------------------------------------- */

static double cluster_score(const wg_search *s) {
  double sum = inner_cost(s);
  for (size_t i = 0; i < s->cluster.n; i++)
    sum += wg_penalty(s->score, s->parts->part.v[s->cluster.v[i]].households);
  return sum;
}

static double cut_score(wg_search *s, uint32_t parts) {
  double sum = 0;
  s->below.n = 0;
  if (!WG_VEC_RESERVE(&s->below, parts)) return 1e300;
  memset(s->below.v, 0, parts * sizeof *s->below.v);
  for (size_t i = 0; i < s->sub.node.n; i++)
    s->below.v[s->cut.part.v[i]] += s->sub.g->node[s->sub.node.v[i]].households;
  for (uint32_t k = 0; k < parts; k++) sum += wg_penalty(s->score, s->below.v[k]);
  for (size_t i = 0; i < s->sub.edge.n; i++) {
    const wg_sub_edge *e = &s->sub.edge.v[i];
    if (s->cut.part.v[e->a] != s->cut.part.v[e->b]) sum += e->cost;
  }
  return sum;
}

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
  for (size_t i = 0; i < s->cluster.n; i++) p->part.v[s->cluster.v[i]].changed = s->sweep;
  drop_empty(s);
  return true;
}

bool wg_recut_cluster(wg_search *s, unsigned trees, bool *better) {
  *better = false;
  wg_sub_clear(&s->sub);
  for (size_t i = 0; i < s->cluster.n; i++)
    if (!load_part(s, s->cluster.v[i])) return false;
  if (!wg_sub_close(&s->sub)) return false;
  double now = cluster_score(s);
  for (unsigned i = 0; i < trees; i++) {
    bool connected;
    uint32_t parts;
    if (!wg_sub_tree(&s->sub, &s->rng, &connected)) return !connected;
    if (!wg_treecut_run(&s->cut, &s->sub, s->score, &parts)) return false;
    if (cut_score(s, parts) >= now - GAIN) continue;
    *better = true;
    return apply_cluster(s, parts); /* part numbers have changed: one improvement a call */
  }
  return true;
}

/* ---- merging -------------------------------------------------------------- */

/* Cost of the border between two parts. */
static double border_cost(const wg_parts *p, uint32_t a, uint32_t b) {
  double sum = 0;
  for (size_t i = 0; i < p->part.v[a].node.n; i++) {
    uint32_t v = p->part.v[a].node.v[i];
    for (uint32_t e = p->g->first[v]; e < p->g->first[v + 1]; e++)
      if (p->label[p->g->to[e]] == b) sum += p->g->cost[e];
  }
  return sum;
}

bool wg_merge_part(wg_search *s, uint32_t a, bool *better) {
  wg_parts *p = s->parts;
  uint32_t best = UINT32_MAX;
  double most = GAIN;
  *better = false;
  if (!wg_parts_neighbours(p, a, &s->hits)) return false;
  for (size_t i = 0; i < s->hits.n; i++) {
    uint32_t b = s->hits.v[i];
    int64_t wa = p->part.v[a].households, wb = p->part.v[b].households;
    double gain = wg_penalty(s->score, wa) + wg_penalty(s->score, wb) -
                  wg_penalty(s->score, wa + wb) + border_cost(p, a, b);
    if (gain <= most) continue;
    most = gain;
    best = b;
  }
  if (best == UINT32_MAX) return true;
  for (size_t i = 0; i < p->part.v[a].node.n; i++)
    if (!wg_parts_put(p, best, p->part.v[a].node.v[i])) return false;
  p->part.v[best].changed = s->sweep;
  wg_parts_clear(p, a);
  wg_parts_drop(p, a);
  *better = true;
  return true;
}

/* ---- single nodes --------------------------------------------------------- */

/* Is the part still connected without node v? Searches from one neighbour of v. */
static bool connected_without(wg_search *s, uint32_t part, uint32_t v, bool *answer) {
  const wg_graph *g = s->parts->g;
  wg_sub_clear(&s->sub);
  for (uint32_t e = g->first[v]; e < g->first[v + 1] && s->sub.node.n == 0; e++)
    if (s->parts->label[g->to[e]] == part && !wg_sub_add(&s->sub, g->to[e])) return false;
  for (size_t k = 0; k < s->sub.node.n; k++) {
    uint32_t u = s->sub.node.v[k];
    for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++) {
      uint32_t w = g->to[e];
      if (w == v || s->parts->label[w] != part || s->sub.local[w] != UINT32_MAX) continue;
      if (!wg_sub_add(&s->sub, w)) return false;
    }
  }
  *answer = s->sub.node.n + 1 == s->parts->part.v[part].node.n && s->sub.node.n > 0;
  return true;
}

/* Border cost of v towards a part. */
static double cost_to(const wg_parts *p, uint32_t v, uint32_t part) {
  double sum = 0;
  for (uint32_t e = p->g->first[v]; e < p->g->first[v + 1]; e++)
    if (p->label[p->g->to[e]] == part) sum += p->g->cost[e];
  return sum;
}

/* Change of the score if v moved from a to b. */
static double move_gain(const wg_search *s, uint32_t v, uint32_t a, uint32_t b) {
  const wg_parts *p = s->parts;
  int64_t w = p->g->node[v].households, wa = p->part.v[a].households, wb = p->part.v[b].households;
  double gain = cost_to(p, v, b) - cost_to(p, v, a);
  if (w != 0)
    gain += wg_penalty(s->score, wa) + wg_penalty(s->score, wb) - wg_penalty(s->score, wa - w) -
            wg_penalty(s->score, wb + w);
  return gain;
}

static uint32_t best_target(const wg_search *s, uint32_t v, uint32_t a) {
  const wg_parts *p = s->parts;
  uint32_t best = UINT32_MAX;
  double most = GAIN;
  for (uint32_t e = p->g->first[v]; e < p->g->first[v + 1]; e++) {
    uint32_t b = p->label[p->g->to[e]];
    if (b == a || b == best) continue;
    double gain = move_gain(s, v, a, b);
    if (gain <= most) continue;
    most = gain;
    best = b;
  }
  return best;
}

static bool move(wg_search *s, uint32_t a, size_t index, uint32_t b) {
  wg_parts *p = s->parts;
  wg_part *from = &p->part.v[a];
  uint32_t v = from->node.v[index];
  memmove(from->node.v + index, from->node.v + index + 1,
          (--from->node.n - index) * sizeof *from->node.v);
  from->households -= p->g->node[v].households;
  from->changed = p->part.v[b].changed = s->sweep;
  return wg_parts_put(p, b, v);
}

bool wg_move_nodes(wg_search *s, uint32_t a, bool *better) {
  *better = false;
  for (size_t i = 0; i < s->parts->part.v[a].node.n; i++) {
    uint32_t v = s->parts->part.v[a].node.v[i], b = best_target(s, v, a);
    bool stays = false;
    if (b == UINT32_MAX) continue;
    if (!connected_without(s, a, v, &stays)) return false;
    if (!stays) continue;
    if (!move(s, a, i, b)) return false;
    *better = true;
    i--;
  }
  return true;
}
