/* score.h - the one definition of how good a plan is.
 *
 *   score = sum over grids of wg_part_cost(its sums)
 *         + sum over inner borders of their price
 *         + crossing x metres of barrier inside grids that nobody can cross there
 *
 * in metres of good border. docs/score.md has the formula with all its terms,
 * units and defaults; wg_part_cost is
 *
 *   balance x ((households - target) / target)^2
 * + shape   x (2 pi inertia / mass^2 - 1)              0 for a disc
 * + outline x (outline^2 / (4 pi mass) - 1)            0 for a disc: 1 / Polsby-Popper - 1
 * + WG_MISS x (1 + households beyond a bound)          outside [min, max]
 * + criterion.weight x (deviation beyond the tolerance / tolerance)^2, for each
 * + WG_MISS x |seeds - 1|                              where seeds are given
 * + WG_MISS for each pair that must be apart and is not.
 *
 * A solver sees the last two sums as edge costs: price - crossing x closed metres of the
 * border (plan/contact.h), which is below 0 where a border is wanted. That differs from
 * the score by a constant, crossing x all closed metres.
 *
 * `balance`, `shape` and `outline` are WG_BALANCE, WG_SHAPE and WG_OUTLINE times the side of a square of the mean
 * grid's area, so that plans of dense and of rural towns are weighed alike.
 */
#ifndef WG_PLAN_SCORE_H
#define WG_PLAN_SCORE_H

#include <stdbool.h>

#include "plan/sums.h"
#include "read/town.h"

#define WG_BALANCE 60.0
#define WG_SHAPE 0.25
#define WG_OUTLINE 1.0
#define WG_MISS 1e7
/* Border between footprints, on no line at all. */
#define WG_FACTOR_OPEN 10.0
/* A metre of river, railway or expressway inside a grid. */
#define WG_CROSSING 4.0

/* What a border runs on: a wg_line_class, or no line at all. */
enum { WG_BORDER_OPEN = WG_LINE_CLASSES, WG_BORDER_CLASSES };

typedef struct wg_criterion {
  double target;    /* of a part */
  double tolerance; /* share of the target, > 0: 0.1 is within 10 % */
  double weight;    /* cost at twice the tolerance; 0: not asked for */
} wg_criterion;

typedef struct wg_score {
  int64_t min, max;
  double target;  /* households */
  double balance; /* cost of a deviation of 100 % */
  double shape;   /* cost of twice a disc's moment of inertia */
  double outline; /* cost of twice the square of a disc's outline */
  wg_criterion criterion[WG_CRITERIA];
  bool seeded; /* every part must hold exactly one seed */
} wg_score;

/* Metres of good border that one metre on this line costs. */
double wg_line_factor(wg_line_class c);
/* Price of a border with on_m[c] metres on class c. */
double wg_border_price(const wg_weights *w, const double on_m[WG_BORDER_CLASSES]);
/* Price of so many metres of barrier inside a grid. */
double wg_crossing_price(const wg_weights *w, double closed_m);

/* Sets balance and shape; side_m: of a square of the mean grid's area. */
void wg_score_weigh(wg_score *s, const wg_weights *w, double side_m);

/* Bounds and balance alone. */
double wg_penalty(const wg_score *s, int64_t households);

/* The terms of a part but its border, each >= 0. */
typedef struct wg_part_terms {
  double balance, shape, criteria;
  double bounds; /* all that must hold: households, seeds, pairs apart */
} wg_part_terms;

wg_part_terms wg_part_terms_of(const wg_score *s, const wg_sums *sums);
/* Their sum. */
double wg_part_cost(const wg_score *s, const wg_sums *sums);

#endif
