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

double wg_border_price(const wg_weights *w, const double on_m[WG_BORDER_CLASSES]) {
  double sum = WG_FACTOR_OPEN * w->open * on_m[WG_BORDER_OPEN];
  for (int c = 0; c < WG_LINE_CLASSES; c++) sum += wg_line_factor((wg_line_class)c) * on_m[c];
  return sum;
}

double wg_crossing_price(const wg_weights *w, double closed_m) {
  return WG_CROSSING * w->crossing * closed_m;
}

void wg_score_weigh(wg_score *s, const wg_weights *w, double side_m) {
  s->balance = WG_BALANCE * w->balance * side_m;
  s->shape = WG_SHAPE * w->shape * side_m;
  s->outline = WG_OUTLINE * w->shape * side_m;
}

static double balance(const wg_score *s, int64_t households) {
  double d = ((double)households - s->target) / s->target;
  return s->balance * d * d;
}

static double miss(const wg_score *s, int64_t households) {
  if (households < s->min) return WG_MISS * (1 + (double)(s->min - households));
  if (households > s->max) return WG_MISS * (1 + (double)(households - s->max));
  return 0;
}

double wg_penalty(const wg_score *s, int64_t households) {
  return balance(s, households) + miss(s, households);
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

wg_part_terms wg_part_terms_of(const wg_score *s, const wg_sums *sums) {
  wg_part_terms t = {.balance = balance(s, sums->households), .bounds = miss(s, sums->households)};
  if (s->shape > 0) t.shape = s->shape * stretch(sums);
  if (s->outline > 0) t.shape += s->outline * crookedness(sums);
  for (int i = 0; i < WG_CRITERIA; i++)
    t.criteria += criterion_cost(&s->criterion[i], sums->criterion[i]);
  if (s->seeded) t.bounds += WG_MISS * fabs((double)sums->seeds - 1);
  if (sums->apart[0] | sums->apart[1]) t.bounds += WG_MISS * joined_pairs(sums);
  return t;
}

double wg_part_cost(const wg_score *s, const wg_sums *sums) {
  wg_part_terms t = wg_part_terms_of(s, sums);
  return t.balance + t.shape + t.criteria + t.bounds;
}
