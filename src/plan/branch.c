#include "plan/branch.h"

#include <math.h>

#include "plan/toll.h"

/* ---- what branches share ------------------------------------------------------ */

static wg_score rest_of(const wg_graph *g, const wg_score *s) {
  wg_score rest = *s;
  rest.min = 0;
  rest.max = INT64_MAX;
  rest.balance = 0;
  rest.shape = 0;
  rest.outline = 0;
  for (uint32_t u = 0; u < g->n; u++)
    for (int i = 0; i < WG_CRITERIA; i++)
      if (g->node[u].criterion[i] < 0) rest.criterion[i].weight = 0;
  return rest;
}

bool wg_pricing_init(wg_pricing *x, const wg_graph *g, const wg_score *s, bool wild) {
  *x = (wg_pricing){.g = g, .s = s, .wild = wild, .rest = rest_of(g, s)};
  x->queue = WG_NEW(uint32_t, g->n);
  x->from = WG_NEW(uint32_t, g->n);
  if (x->queue && x->from && wg_reach_init(&x->reach, g)) return true;
  wg_pricing_free(x);
  return false;
}

void wg_pricing_free(wg_pricing *x) {
  wg_reach_free(&x->reach);
  wg_free(x->queue);
  wg_free(x->from);
  *x = (wg_pricing){0};
}

double wg_unavoidable(const wg_score *s, int64_t households) {
  return households > s->max ? WG_MISS * (1 + (double)(households - s->max)) : 0;
}

static const wg_sums *sums_of(const wg_pricing *x, uint32_t i) {
  return &x->g->node[x->reach.node[i]];
}

/* ---- making branches ------------------------------------------------------------ */

bool wg_branch_make(wg_branch *b, const wg_pricing *x) {
  *b = (wg_branch){0};
  return wg_cut_init(&b->cut, &x->reach.net);
}

void wg_branch_set_toll(wg_branch *b, const wg_pricing *x, double toll) {
  double more = toll - b->toll;
  b->toll = toll;
  b->cut.value += more * (double)b->sums.households;
  for (uint32_t i = 0; i < x->reach.net.n; i++)
    if (b->cut.state[i] == WG_CUT_OPEN)
      wg_cut_charge(&b->cut, i, more * (double)sums_of(x, i)->households);
}

bool wg_branch_init(wg_branch *b, const wg_pricing *x, double toll, double step) {
  if (!wg_branch_make(b, x)) return false;
  const wg_cut_net *net = &x->reach.net;
  for (uint32_t i = 0; i < net->n; i++)
    wg_cut_charge(&b->cut, i,
                  x->reach.border[i] - x->price[x->reach.node[i]] -
                      wg_unavoidable(x->s, sums_of(x, i)->households));
  for (uint32_t e = 0; e < net->first[net->n]; e++) b->cut.room[e] = x->reach.half[e];
  wg_branch_set_toll(b, x, toll);
  b->step = step;
  b->bound = -INFINITY;
  return true;
}

void wg_branch_copy(wg_branch *to, const wg_branch *from, const wg_pricing *x) {
  wg_cut cut = to->cut;
  *to = *from;
  to->cut = cut;
  wg_cut_copy(&to->cut, &from->cut, &x->reach.net);
}

void wg_branch_free(wg_branch *b) { wg_cut_free(&b->cut); }

/* ---- deciding --------------------------------------------------------------------- */

void wg_branch_leave(wg_branch *b, const wg_pricing *x, uint32_t i) {
  wg_cut_leave_out(&b->cut, &x->reach.net, i);
}

static void leave_heavy(wg_branch *b, const wg_pricing *x) {
  int64_t room = x->s->max - b->sums.households;
  if (room < 0) room = 0;
  for (uint32_t i = 0; i < x->reach.net.n; i++)
    if (b->cut.state[i] == WG_CUT_OPEN && sums_of(x, i)->households > room)
      wg_branch_leave(b, x, i);
}

void wg_branch_take(wg_branch *b, const wg_pricing *x, uint32_t i) {
  const wg_graph *g = x->g;
  uint32_t u = x->reach.node[i];
  wg_cut_take_in(&b->cut, &x->reach.net, i);
  wg_sums_add(&b->sums, &g->node[u]);
  b->paid += x->price[u];
  b->spared += wg_unavoidable(x->s, g->node[u].households);
  for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++) {
    uint32_t j = x->reach.local[g->to[e]];
    bool inside = j != UINT32_MAX && b->cut.state[j] == WG_CUT_IN;
    b->border += (inside ? -1 : 1) * g->cost[e] / 2;
    if (inside) b->sums.outline -= 2 * g->length_m[e];
  }
  if (!x->wild) leave_heavy(b, x);
}

/* ---- the bound ---------------------------------------------------------------------- */

/* The terms of a part that no further node takes away again. */
static double settled(const wg_pricing *x, const wg_sums *sums) {
  wg_sums y = *sums;
  if (y.seeds < 1) y.seeds = 1;
  for (int i = 0; i < WG_CRITERIA; i++)
    if ((double)y.criterion[i] < x->s->criterion[i].target)
      y.criterion[i] = (int64_t)floor(x->s->criterion[i].target);
  return wg_part_cost(&x->rest, &y);
}

/* What the bound has besides the cut. */
static double beside(const wg_branch *b, const wg_pricing *x) {
  return settled(x, &b->sums) - x->part_price +
         wg_toll_least(x->s, x->wild, b->sums.households, b->toll, NULL);
}

/* Households of the set that the cut has chosen. */
static int64_t chosen(const wg_branch *b, const wg_pricing *x) {
  int64_t sum = b->sums.households;
  for (uint32_t i = 0; i < x->reach.net.n; i++)
    if (b->cut.state[i] == WG_CUT_OPEN && x->from[i] != UINT32_MAX)
      sum += sums_of(x, i)->households;
  return sum;
}

/* Moves the toll towards the number of households that the penalty would like best: with too
 * many in the cut's set it rises. False: they agree. */
static bool better_toll(wg_branch *b, const wg_pricing *x) {
  double at;
  wg_toll_least(x->s, x->wild, b->sums.households, b->toll, &at);
  double excess = (double)chosen(b, x) - at;
  if (fabs(excess) < 1) return false;
  b->step *= (excess > 0) == (b->step > 0) ? 1.6 : -0.4;
  wg_branch_set_toll(b, x, b->toll + b->step);
  return true;
}

/* A cut whose set holds an open node has what is left of the node's charge on top of the least value. */
static void leave_dear(wg_branch *b, const wg_pricing *x, double room) {
  for (uint32_t i = 0; i < x->reach.net.n; i++)
    if (b->cut.state[i] == WG_CUT_OPEN && -b->cut.excess[i] > room) wg_branch_leave(b, x, i);
}

bool wg_branch_hopeless(wg_branch *b, const wg_pricing *x, double threshold, int tries) {
  do {
    double more = beside(b, x);
    wg_cut_run(&b->cut, &x->reach.net, threshold - more, x->queue, x->from);
    if (b->cut.value + more > b->bound) b->bound = b->cut.value + more;
    if (b->bound >= threshold) return true;
    leave_dear(b, x, threshold - more - b->cut.value);
  } while (tries-- > 0 && better_toll(b, x));
  return false;
}
