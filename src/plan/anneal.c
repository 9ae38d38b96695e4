#include "plan/anneal.h"

#include <math.h>
#include <string.h>

typedef struct {
  const wg_graph *g;
  const wg_parts *p; /* homes; the labels here are our own until the end */
  const wg_score *score;
  wg_rng *rng;
  uint32_t *label;
  wg_sums *sum;         /* per part */
  double *cost;         /* per part */
  uint32_t *size;       /* per part */
  uint32_t *stamp, now; /* per node: when it was last seen */
  uint32_t *queue;
  double temperature;
} annealer;

static void unload(annealer *a) {
  wg_free(a->label);
  wg_free(a->sum);
  wg_free(a->cost);
  wg_free(a->size);
  wg_free(a->stamp);
  wg_free(a->queue);
}

static bool load(annealer *a, const wg_parts *p) {
  size_t k = p->part.n, n = p->g->n;
  a->label = WG_NEW(uint32_t, n);
  a->sum = WG_NEW(wg_sums, k);
  a->cost = WG_NEW(double, k);
  a->size = WG_NEW(uint32_t, k);
  a->stamp = WG_NEW0(uint32_t, n);
  a->queue = WG_NEW(uint32_t, n);
  if (!a->label || !a->sum || !a->cost || !a->size || !a->stamp || !a->queue) return false;
  memcpy(a->label, p->label, n * sizeof *a->label);
  for (size_t i = 0; i < k; i++) {
    a->sum[i] = p->part.v[i].sum;
    a->cost[i] = wg_part_cost(a->score, &a->sum[i]);
    a->size[i] = (uint32_t)p->part.v[i].node.n;
  }
  return true;
}

/* Does v's part stay connected without it? Looks for one neighbour of v from another. */
static bool stays_connected(annealer *a, uint32_t v) {
  const wg_graph *g = a->g;
  uint32_t part = a->label[v], want = 0, n = 0, seen = ++a->now;
  for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++) {
    uint32_t w = g->to[e];
    if (a->label[w] != part) continue;
    if (n == 0) {
      a->queue[n++] = w;
      a->stamp[w] = seen;
    } else {
      want++;
    }
  }
  if (want == 0) return n > 0;
  uint32_t left = want;
  a->stamp[v] = seen;
  for (uint32_t k = 0; k < n; k++) {
    uint32_t u = a->queue[k];
    for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++) {
      uint32_t w = g->to[e];
      if (a->stamp[w] == seen || a->label[w] != part) continue;
      a->stamp[w] = seen;
      a->queue[n++] = w;
      for (uint32_t f = g->first[w]; f < g->first[w + 1]; f++)
        if (g->to[f] == v) {
          if (--left == 0) return true;
          break;
        }
    }
  }
  return false;
}

static bool accepts(annealer *a, double d) {
  if (d <= 0) return true;
  if (d > 30 * a->temperature) return false;
  return wg_rng_unit(a->rng) < exp(-d / a->temperature);
}

/* Tries to move node v into the part of its neighbour across edge e; returns the change of the score. */
static double try_move(annealer *a, uint32_t v, uint32_t e) {
  const wg_graph *g = a->g;
  uint32_t from = a->label[v], to = a->label[g->to[e]];
  if (from == to || a->size[from] == 1) return 0;
  double d = -a->cost[from] - a->cost[to], less_m = 0, more_m = 0;
  for (uint32_t k = g->first[v]; k < g->first[v + 1]; k++) {
    uint32_t part = a->label[g->to[k]];
    if (part == from) {
      d += g->cost[k];
      less_m += g->length_m[k];
    } else if (part == to) {
      d -= g->cost[k];
      more_m += g->length_m[k];
    }
  }
  wg_sums less = a->sum[from], more = a->sum[to];
  wg_sums_take(&less, &g->node[v]);
  wg_sums_add(&more, &g->node[v]);
  less.outline += 2 * less_m;
  more.outline -= 2 * more_m;
  d += wg_parts_stray(a->p, v, a->p->part.v[to].home) -
       wg_parts_stray(a->p, v, a->p->part.v[from].home);
  double cost_less = wg_part_cost(a->score, &less), cost_more = wg_part_cost(a->score, &more);
  d += cost_less + cost_more;
  if (!accepts(a, d) || !stays_connected(a, v)) return 0;
  a->label[v] = to;
  a->sum[from] = less;
  a->sum[to] = more;
  a->cost[from] = cost_less;
  a->cost[to] = cost_more;
  a->size[from]--;
  a->size[to]++;
  return d;
}

static double cool_down(annealer *a, double hot, unsigned tries, const wg_limit *limit) {
  double change = 0;
  for (unsigned i = 0; i < tries; i++) {
    double share = fmax((double)i / tries, wg_limit_share(limit));
    if (share >= 1) break;
    a->temperature = hot * (1 - share);
    for (uint32_t k = 0; k < a->g->n; k++) {
      uint32_t v = wg_rng_below(a->rng, a->g->n), d = a->g->first[v + 1] - a->g->first[v];
      if (d > 0) change += try_move(a, v, a->g->first[v] + wg_rng_below(a->rng, d));
    }
  }
  return change;
}

bool wg_anneal(wg_parts *p, const wg_score *s, wg_rng *r, double hot, unsigned tries,
               const wg_limit *limit) {
  annealer a = {.g = p->g, .p = p, .score = s, .rng = r};
  bool ok = load(&a, p);
  if (ok && p->part.n > 1 && cool_down(&a, hot, tries, limit) < 0) {
    for (uint32_t i = 0; i < p->part.n; i++) wg_parts_clear(p, i);
    for (uint32_t v = 0; ok && v < p->g->n; v++) ok = wg_parts_put(p, a.label[v], v);
  }
  unload(&a);
  return ok;
}
