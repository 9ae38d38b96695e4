/* score.h - the one definition of how good a plan is.
 *
 *   score = sum over grids of penalty(households)
 *         + sum over inner borders of length x factor(line it runs on)
 *
 * in metres of good border. penalty = 0 at the target, else
 *   balance x ((households - target) / target)^2          inside the bounds
 *   + WG_MISS x (1 + households beyond the bound)         outside.
 * `balance` is WG_BALANCE x the side of a square of the mean grid's area, so that
 * plans of dense and of rural towns are weighed alike.
 */
#ifndef WG_PLAN_SCORE_H
#define WG_PLAN_SCORE_H

#include <stdint.h>

#include "read/town.h"

#define WG_BALANCE 25.0
#define WG_MISS 1e7
/* Border between footprints, on no line at all. */
#define WG_FACTOR_OPEN 7.0

typedef struct wg_score {
  int64_t min, max;
  double target;  /* households */
  double balance; /* metres */
} wg_score;

/* Metres of good border that one metre on this line costs. */
double wg_line_factor(wg_line_class c);

double wg_penalty(const wg_score *s, int64_t households);

#endif
