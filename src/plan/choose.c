#include "plan/choose.h"

#include <math.h>
#include <string.h>

#include "plan/master.h"

/* Shares nearer than this to 0 or 1 count as whole. */
#define WHOLE 1e-6

typedef struct {
  wg_choice *c;
  wg_master *lp;
  uint32_t n;      /* columns */
  bool *ruled_out; /* per column */
  wg_u32vec out;   /* columns ruled out, in order */
  wg_u32vec whole; /* columns of a solution */
  bool *held;      /* scratch: per node */
  bool ok;
} search;

static bool set_up(search *x) {
  const wg_pool *k = x->c->columns;
  x->n = wg_pool_count(k);
  /* what rows lack, a small share of a part even, costs more than any choice that is looked for */
  x->lp =
      wg_master_new(x->c->nodes, x->c->parts, 1000 * (fabs(x->c->least) + 1), fabs(x->c->least));
  x->ruled_out = WG_NEW0(bool, x->n);
  x->held = WG_NEW(bool, x->c->nodes);
  return x->lp && x->ruled_out && x->held && wg_master_add(x->lp, k, x->c->cost);
}

/* What the columns that are left cannot go below, from prices that need not be exact. */
static double safe_bound(const search *x) {
  const double *price = wg_master_price(x->lp);
  double sum = x->c->parts ? price[x->c->nodes] * x->c->parts : 0;
  double part = x->c->parts ? price[x->c->nodes] : 0;
  for (uint32_t u = 0; u < x->c->nodes; u++) sum += price[u];
  for (uint32_t i = 0; i < x->n; i++) {
    uint32_t n;
    const uint32_t *node = wg_pool_nodes(x->c->columns, i, &n);
    double reduced = x->c->cost[i] - part;
    for (uint32_t k = 0; k < n; k++) reduced -= price[node[k]];
    if (!x->ruled_out[i] && reduced < 0) sum += reduced;
  }
  return sum;
}

static bool holds(const wg_pool *c, uint32_t column, uint32_t u) {
  uint32_t n;
  const uint32_t *node = wg_pool_nodes(c, column, &n);
  uint32_t low = 0, high = n;
  while (low < high) {
    uint32_t mid = low + (high - low) / 2;
    if (node[mid] < u)
      low = mid + 1;
    else
      high = mid;
  }
  return low < n && node[low] == u;
}

/* Rules out the columns that hold both nodes, or those that hold just one. */
static void rule_out(search *x, uint32_t u, uint32_t v, bool both) {
  for (uint32_t i = 0; i < x->n && x->ok; i++) {
    if (x->ruled_out[i]) continue;
    bool a = holds(x->c->columns, i, u), b = holds(x->c->columns, i, v);
    if (both ? !(a && b) : a == b) continue;
    x->ruled_out[i] = true;
    x->ok = WG_VEC_PUSH(&x->out, i);
  }
}

static void rule_in(search *x, size_t down_to) {
  while (x->out.n > down_to) x->ruled_out[x->out.v[--x->out.n]] = false;
}

/* The column with the largest share that is neither 0 nor 1; UINT32_MAX if there is none. */
static uint32_t broken_column(const search *x, const double *share) {
  uint32_t best = UINT32_MAX;
  for (uint32_t i = 0; i < x->n; i++)
    if (share[i] > WHOLE && share[i] < 1 - WHOLE && (best == UINT32_MAX || share[i] > share[best]))
      best = i;
  return best;
}

/* A node of one column that the other lacks; UINT32_MAX if there is none. */
static uint32_t node_apart(const wg_pool *c, uint32_t of, uint32_t lacking) {
  uint32_t n;
  const uint32_t *node = wg_pool_nodes(c, of, &n);
  for (uint32_t k = 0; k < n; k++)
    if (!holds(c, lacking, node[k])) return node[k];
  return UINT32_MAX;
}

/* Two nodes that are together in some of the solution's columns and apart in others. */
static bool find_pair(const search *x, const double *share, uint32_t *u, uint32_t *v) {
  const wg_pool *c = x->c->columns;
  uint32_t i = broken_column(x, share), n;
  if (i == UINT32_MAX) return false;
  const uint32_t *node = wg_pool_nodes(c, i, &n);
  for (uint32_t k = 0; k < n; k++)
    for (uint32_t j = 0; j < x->n; j++) {
      if (j == i || share[j] <= WHOLE || !holds(c, j, node[k])) continue;
      *u = node[k];
      *v = node_apart(c, i, j);
      if (*v == UINT32_MAX) *v = node_apart(c, j, i);
      return true;
    }
  return false;
}

/* Do these columns hold every node once? */
static bool is_plan(search *x, const wg_u32vec *column) {
  uint32_t nodes = 0;
  memset(x->held, 0, x->c->nodes * sizeof *x->held);
  for (size_t i = 0; i < column->n; i++) {
    uint32_t n;
    const uint32_t *node = wg_pool_nodes(x->c->columns, column->v[i], &n);
    for (uint32_t k = 0; k < n; k++) {
      if (x->held[node[k]]) return false;
      x->held[node[k]] = true;
    }
    nodes += n;
  }
  return nodes == x->c->nodes && (x->c->parts == 0 || column->n == x->c->parts);
}

/* Keeps the solution if it is a plan, and cheaper. */
static void keep(search *x, const double *share) {
  double cost = 0;
  x->whole.n = 0;
  for (uint32_t i = 0; i < x->n && x->ok; i++) {
    if (share[i] < 0.5) continue;
    cost += x->c->cost[i];
    x->ok = WG_VEC_PUSH(&x->whole, i);
  }
  if (!x->ok || cost >= x->c->least || !is_plan(x, &x->whole)) return;
  wg_u32vec old = x->c->chosen;
  x->c->chosen = x->whole;
  x->whole = old;
  x->c->least = cost;
}

static void branch(search *x) {
  if (x->c->branches == 0) return;
  x->c->branches--;
  x->ok = wg_master_rule_out(x->lp, x->ruled_out);
  if (!x->ok) return;
  if (!wg_master_solve(x->lp)) {
    x->c->branches = 0; /* no answer is no proof */
    return;
  }
  if (safe_bound(x) >= x->c->least - x->c->tolerance) return;
  uint32_t u, v;
  if (!find_pair(x, wg_master_share(x->lp), &u, &v)) {
    double low = safe_bound(x);
    keep(x, wg_master_share(x->lp));
    if (low < x->c->least - 2 * x->c->tolerance) x->c->branches = 0;
    return;
  }
  size_t here = x->out.n;
  for (int both = 0; both < 2 && x->ok; both++) {
    rule_out(x, u, v, both);
    if (x->ok) branch(x);
    rule_in(x, here);
  }
}

bool wg_choose(wg_choice *c) {
  search x = {.c = c, .ok = true};
  c->chosen.n = 0;
  x.ok = set_up(&x);
  if (x.ok) branch(&x);
  wg_master_free(x.lp);
  wg_free(x.ruled_out);
  wg_free(x.held);
  WG_VEC_FREE(&x.whole);
  WG_VEC_FREE(&x.out);
  return x.ok;
}
