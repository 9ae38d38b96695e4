#include "plan/price.h"

#include <math.h>

#include "plan/complement.h"

/* Tolls tried at a root. Further down the one of the branch above does: a better bound costs more
 * than it saves there. */
#define ROOT_TRIES 4
/* First change of a toll, as a share of the mean price of a household: of a new one, of one known from an
 * earlier search. */
#define STEP_NEW 0.2
#define STEP_KNOWN 0.03

typedef struct wg_price_work {
  uint32_t *order, *rank;
  double *
      toll; /* per place in the order: where the last search ended, in mean prices of a household */
  WG_VEC(wg_branch) depth; /* [k]: the branch with k + 1 nodes */
  uint32_t *set;           /* the set, in order of taking in */
  uint32_t *sorted;
  uint8_t *barred; /* nodes that the root has ruled out */
  wg_complement complement;
  double threshold, lower;
  double mean; /* price of a household in reach */
  bool ok;
} work;

bool wg_price_init(wg_price *p, const wg_graph *g, const wg_score *s, bool wild) {
  *p = (wg_price){0};
  work *w = p->work = WG_NEW0(work, 1);
  if (!w) return false;
  w->order = WG_NEW(uint32_t, g->n);
  w->rank = WG_NEW(uint32_t, g->n);
  w->toll = WG_NEW0(double, g->n);
  w->set = WG_NEW(uint32_t, g->n);
  w->sorted = WG_NEW(uint32_t, g->n);
  w->barred = WG_NEW0(uint8_t, g->n);
  bool ok = w->order && w->rank && w->toll && w->set && w->sorted && w->barred &&
            wg_pricing_init(&p->pricing, g, s, wild) && wg_complement_init(&w->complement, g, s) &&
            wg_reach_order(g, s->max, w->order);
  if (!ok)
    wg_price_free(p);
  else
    for (uint32_t i = 0; i < g->n; i++) w->rank[w->order[i]] = i;
  return ok;
}

static void drop_branches(work *w) {
  for (size_t i = 0; i < w->depth.n; i++) wg_branch_free(&w->depth.v[i]);
  WG_VEC_FREE(&w->depth);
}

void wg_price_free(wg_price *p) {
  work *w = p->work;
  if (!w) return;
  drop_branches(w);
  wg_pricing_free(&p->pricing);
  wg_complement_free(&w->complement);
  wg_free(w->order);
  wg_free(w->rank);
  wg_free(w->toll);
  wg_free(w->set);
  wg_free(w->sorted);
  wg_free(w->barred);
  wg_free(w);
  p->work = NULL;
}

double wg_part_value(const wg_graph *g, const wg_score *s, const uint32_t *node, uint32_t n) {
  wg_sums sums = {0};
  double border = 0, spared = 0;
  for (uint32_t k = 0; k < n; k++) {
    spared += wg_unavoidable(s, g->node[node[k]].households);
    wg_sums_add(&sums, &g->node[node[k]]);
    for (uint32_t e = g->first[node[k]]; e < g->first[node[k] + 1]; e++) {
      bool inside = false;
      for (uint32_t i = 0; i < n && !inside; i++) inside = node[i] == g->to[e];
      if (inside)
        sums.outline -= g->length_m[e]; /* met from both ends */
      else
        border += g->cost[e] / 2;
    }
  }
  return wg_part_cost(s, &sums) + border - spared;
}

/* Hands the set of n nodes over if it is cheap enough. */
static void offer(const wg_price *p, const wg_branch *b, uint32_t n) {
  const wg_pricing *x = &p->pricing;
  work *w = p->work;
  if (!x->wild && b->sums.households < x->s->min) return;
  double value = wg_part_cost(x->s, &b->sums) + b->border - b->spared;
  double reduced = value - b->paid - x->part_price;
  if (reduced >= w->threshold) return;
  if (!x->wild && !wg_complement_fits(&w->complement, w->set, n)) return;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = i;
    for (; k > 0 && w->sorted[k - 1] > w->set[i]; k--) w->sorted[k] = w->sorted[k - 1];
    w->sorted[k] = w->set[i];
  }
  wg_found found = {.node = w->sorted, .n = n, .value = value, .reduced = reduced};
  if (!p->found(p->user, &found, &w->threshold)) w->ok = false;
}

/* The open neighbour of the set with which it shares the costliest border, one that the cut has chosen if
 * there is any; UINT32_MAX if there is none at all. */
static uint32_t next_node(const wg_pricing *x, const wg_branch *b) {
  const wg_cut_net *net = &x->reach.net;
  uint32_t best = UINT32_MAX;
  bool best_chosen = false;
  double most = 0;
  for (uint32_t i = 0; i < net->n; i++) {
    if (b->cut.state[i] != WG_CUT_OPEN) continue;
    double shared = -1;
    for (uint32_t e = net->first[i]; e < net->first[i + 1]; e++)
      if (b->cut.state[net->to[e]] == WG_CUT_IN) shared = fmax(shared, 0) + x->reach.half[e];
    bool is_chosen = x->from[i] != UINT32_MAX;
    if (shared < 0 || (best != UINT32_MAX && best_chosen && !is_chosen)) continue;
    if (best != UINT32_MAX && best_chosen == is_chosen && shared <= most) continue;
    best = i;
    best_chosen = is_chosen;
    most = shared;
  }
  return best;
}

/* The branch for the set with one node more. NULL when memory runs out. */
static wg_branch *branch_at(work *w, const wg_pricing *x, uint32_t depth) {
  if (depth < w->depth.n) return &w->depth.v[depth];
  wg_branch b;
  if (!wg_branch_make(&b, x)) return NULL;
  if (WG_VEC_PUSH(&w->depth, b)) return &w->depth.v[depth];
  wg_branch_free(&b);
  return NULL;
}

/* All sets that hold the n nodes taken in and none of those left out. */
static void search(wg_price *p, uint32_t n) {
  work *w = p->work;
  const wg_pricing *x = &p->pricing;
  offer(p, &w->depth.v[n - 1], n);
  while (w->ok && !wg_branch_hopeless(&w->depth.v[n - 1], x, w->threshold, 0)) {
    uint32_t i = next_node(x, &w->depth.v[n - 1]);
    if (i == UINT32_MAX) return;
    if (p->steps == 0) {
      w->lower = fmin(w->lower, w->depth.v[n - 1].bound);
      return;
    }
    p->steps--;
    wg_branch *child = branch_at(w, x, n);
    if (!child) {
      w->ok = false;
      return;
    }
    wg_branch_copy(child, &w->depth.v[n - 1], x);
    w->set[n] = x->reach.node[i];
    wg_branch_take(child, x, i);
    search(p, n + 1);
    wg_branch_leave(&w->depth.v[n - 1], x, i);
  }
}

/* Mean price of a household. */
static double mean_price(const wg_pricing *x) {
  double prices = 0, households = 1;
  for (uint32_t u = 0; u < x->g->n; u++) {
    prices += fabs(x->price[u]);
    households += (double)x->g->node[u].households;
  }
  return prices > 0 ? prices / households : 1;
}

/* The branch of the root alone. toll: in mean prices. */
static wg_branch *plant(wg_price *p, uint32_t root, int64_t most, const uint8_t *barred,
                        double toll, double step) {
  work *w = p->work;
  wg_pricing *x = &p->pricing;
  drop_branches(w); /* they were as large as another reach */
  wg_reach_grow(&x->reach, x->g, w->rank, root, most, barred);
  wg_branch b;
  if (!wg_branch_init(&b, x, toll * w->mean, step * w->mean)) return NULL;
  if (!WG_VEC_PUSH(&w->depth, b)) {
    wg_branch_free(&b);
    return NULL;
  }
  wg_branch_take(&w->depth.v[0], x, 0);
  w->set[0] = root;
  return &w->depth.v[0];
}

/* Plants the root again without the nodes that it has ruled out. NULL when memory runs out. */
static wg_branch *prune(wg_price *p, const wg_branch *b, uint32_t root, int64_t most) {
  work *w = p->work;
  const wg_reach *r = &p->pricing.reach;
  double toll = b->toll;
  uint32_t n = r->net.n;
  for (uint32_t i = 0; i < n; i++) w->barred[r->node[i]] = b->cut.state[i] == WG_CUT_OUT;
  /* the list of nodes is written anew by growing: a copy tells which marks to take back */
  for (uint32_t i = 0; i < n; i++) w->sorted[i] = r->node[i];
  wg_branch *again = plant(p, root, most, w->barred, 0, STEP_KNOWN);
  if (again) wg_branch_set_toll(again, &p->pricing, toll);
  for (uint32_t i = 0; i < n; i++) w->barred[w->sorted[i]] = 0;
  return again;
}

bool wg_price_search(wg_price *p, uint32_t i, double threshold, double *lower) {
  work *w = p->work;
  const wg_pricing *x = &p->pricing;
  uint32_t root = w->order[i];
  int64_t h = x->g->node[root].households;
  int64_t most = x->wild ? INT64_MAX / 2 : h > x->s->max ? h : x->s->max;
  w->mean = mean_price(x);
  w->threshold = threshold;
  w->lower = INFINITY;
  w->ok = true;
  wg_branch *b = plant(p, root, most, NULL, w->toll[i], w->toll[i] == 0 ? STEP_NEW : STEP_KNOWN);
  if (!b) return false;
  bool hopeless = wg_branch_hopeless(b, x, threshold, ROOT_TRIES);
  w->toll[i] = b->toll / w->mean;
  if (!hopeless) {
    if (!prune(p, b, root, most)) return false;
    search(p, 1);
  }
  *lower = fmin(w->lower, w->threshold);
  return w->ok;
}
