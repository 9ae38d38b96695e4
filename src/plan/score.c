#include "plan/score.h"

#include <math.h>

double wg_line_factor(wg_line_class c) {
  switch (c) {
    case WG_LINE_RIVER:
    case WG_LINE_RAIL:
    case WG_LINE_EXPRESSWAY: return 0.8;
    case WG_LINE_PRIMARY:
    case WG_LINE_SECONDARY: return 0.9;
    case WG_LINE_TERTIARY:
    case WG_LINE_LOCAL: return 1.0;
    case WG_LINE_WALL: return 1.1;
    case WG_LINE_SERVICE: return 1.3;
    case WG_LINE_NONMOTOR:
    case WG_LINE_CLASSES: break;
  }
  return 1.5;
}

double wg_penalty(const wg_score *s, int64_t households) {
  double d = ((double)households - s->target) / s->target;
  double p = s->balance * d * d;
  if (households < s->min) p += WG_MISS * (1 + (double)(s->min - households));
  if (households > s->max) p += WG_MISS * (1 + (double)(households - s->max));
  return p;
}

/* 2 pi I / A^2 - 1, I about the part's own centre: 0 for a disc, 0.047 for a square. */
static double stretch(const wg_sums *x) {
  if (x->mass <= 0) return 0;
  double square = 0;
  for (int i = 0; i < WG_AXES; i++) square += x->at[i] * x->at[i];
  double inertia = x->inertia - square / x->mass;
  double ratio = 2 * M_PI * inertia / (x->mass * x->mass) - 1;
  return ratio > 0 ? ratio : 0;
}

/* P^2 / (4 pi A) - 1, the inverse of Polsby and Popper's measure: 0 for a disc, 0.273 for a square. */
static double crookedness(const wg_sums *x) {
  if (x->mass <= 0) return 0;
  double ratio = x->outline * x->outline / (4 * M_PI * x->mass) - 1;
  return ratio > 0 ? ratio : 0;
}

static double criterion_cost(const wg_criterion *c, int64_t sum) {
  if (c->weight <= 0 || c->target <= 0) return 0;
  double d = fabs((double)sum - c->target) / c->target / c->tolerance - 1;
  return d > 0 ? c->weight * d * d : 0;
}

/* Pairs of which both nodes are in the part. */
static int joined_pairs(const wg_sums *x) {
  int n = 0;
  for (int i = 0; i < WG_APART_WORDS; i++)
    n += __builtin_popcountll(x->apart[i] & UINT64_C(0xaaaaaaaaaaaaaaaa));
  return n;
}

double wg_part_cost(const wg_score *s, const wg_sums *sums) {
  double cost = wg_penalty(s, sums->households);
  if (s->shape > 0) cost += s->shape * stretch(sums);
  if (s->outline > 0) cost += s->outline * crookedness(sums);
  for (int i = 0; i < WG_CRITERIA; i++)
    cost += criterion_cost(&s->criterion[i], sums->criterion[i]);
  if (s->seeded) cost += WG_MISS * fabs((double)sums->seeds - 1);
  if (sums->apart[0] | sums->apart[1]) cost += WG_MISS * joined_pairs(sums);
  return cost;
}
