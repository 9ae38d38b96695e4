#include "plan/terms.h"

#include <math.h>

static int64_t beyond(const wg_score *s, int64_t h) {
  return h > s->max ? h - s->max : h < s->min ? s->min - h : 0;
}

static double balance(const wg_score *s, double h) {
  double d = (h - s->target) / s->target;
  return s->balance * d * d;
}

bool wg_terms_of(const wg_graph *g, const wg_score *s, const uint32_t *label, uint32_t parts,
                 wg_terms *out) {
  *out = (wg_terms){0};
  int64_t *sum = WG_NEW0(int64_t, parts);
  if (!sum) return false;
  for (uint32_t u = 0; u < g->n; u++) {
    sum[label[u]] += g->node[u].households;
    for (uint32_t e = g->first[u]; e < g->first[u + 1]; e++)
      if (g->to[e] > u && label[g->to[e]] != label[u]) out->border += g->cost[e];
  }
  for (uint32_t k = 0; k < parts; k++) {
    int64_t x = beyond(s, sum[k]);
    out->miss += x > 0 ? 1 + x : 0;
    out->balance += balance(s, (double)sum[k]);
  }
  wg_free(sum);
  return true;
}

/* ---- what all plans have ------------------------------------------------------------ */

/* Households of the graph, and of its nodes above the upper bound. */
typedef struct {
  int64_t all, heavy;
  int64_t lightest; /* node above the bound */
  uint32_t n;       /* of them */
} loads;

static loads load(const wg_graph *g, const wg_score *s) {
  loads x = {.lightest = INT64_MAX};
  for (uint32_t u = 0; u < g->n; u++) {
    int64_t h = g->node[u].households;
    x.all += h;
    if (h <= s->max) continue;
    x.heavy += h;
    x.n++;
    if (h < x.lightest) x.lightest = h;
  }
  return x;
}

/* Households by which k parts of h in all must be out of bounds. */
static int64_t short_of(const wg_score *s, int64_t h, int64_t k) {
  if (h < k * s->min) return k * s->min - h;
  return h > k * s->max ? h - k * s->max : 0;
}

static int64_t least_missed(const wg_score *s, int64_t h, uint32_t grids) {
  if (grids > 0) return short_of(s, h, grids);
  int64_t k = s->max > 0 ? h / s->max : 1; /* the best number is this one or the next */
  int64_t more = short_of(s, h, k + 1);
  if (k < 1) return more;
  int64_t less = short_of(s, h, k);
  return less < more ? less : more;
}

/* k parts of h in all, as even as whole households allow. */
static double even(const wg_score *s, int64_t h, int64_t k) {
  int64_t larger = h % k;
  return (double)(k - larger) * balance(s, (double)(h / k)) +
         (double)larger * balance(s, (double)(h / k + 1));
}

/* k parts of h in all beside parts that hold nodes above the bound, the lightest of them with w. Households that
 * joined these would cost 2 (w - target) / target^2 times the balance each at least: that pays
 * only while the others hold more than w each. */
static double beside(const wg_score *s, const loads *x, int64_t h, int64_t k) {
  double w = (double)x->lightest, slope = 2 * s->balance * (w - s->target) / s->target / s->target;
  if (x->n == 0 || (k > 0 && (double)h <= (double)k * w)) return k > 0 ? even(s, h, k) : 0;
  double joined = (double)h - (double)k * w;
  return (double)k * balance(s, w) + fmax(0, slope) * joined;
}

/* A part with several nodes above the bound costs no less than one for each: squares of sums. */
static double least_balance(const wg_graph *g, const wg_score *s, uint32_t grids, const loads *x) {
  double sum = 0, least = INFINITY;
  for (uint32_t u = 0; u < g->n; u++)
    if (g->node[u].households > s->max && (double)s->max >= s->target)
      sum += balance(s, (double)g->node[u].households);
  int64_t rest = x->all - x->heavy, low = 0, high = (int64_t)(2 * (double)rest / s->target) + 2;
  if ((double)s->max < s->target) return 0;
  if (grids > 0) {
    high = grids;
    low = grids > x->n ? grids - x->n : 0;
  }
  if (low == 0 && x->n == 0) low = 1;
  for (int64_t k = low; k <= high; k++) least = fmin(least, beside(s, x, rest, k));
  return sum + least;
}

/* A part with several nodes above the bound misses by more than one for each: by the bound, less 1, for every
 * further one. */
static int64_t least_miss(const wg_score *s, uint32_t grids, const loads *x) {
  int64_t all = least_missed(s, x->all, grids), heavy = x->heavy - (int64_t)x->n * (s->max - 1);
  if (all > 0) all++;
  return all > heavy ? all : heavy;
}

void wg_terms_least(const wg_graph *g, const wg_score *s, uint32_t grids, wg_terms *out) {
  loads x = load(g, s);
  *out = (wg_terms){.miss = least_miss(s, grids, &x), .balance = least_balance(g, s, grids, &x)};
  for (uint32_t e = 0; e < g->first[g->n]; e++)
    if (g->cost[e] < 0) out->border += g->cost[e] / 2;
}
