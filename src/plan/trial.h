/* trial.h - the least miss of a tract with few units, by trying all plans. */
#ifndef WG_PLAN_TRIAL_H
#define WG_PLAN_TRIAL_H

#include "plan/tract.h"

enum { WG_TRIAL_UNITS = 13 }; /* inhabited ones, at most: 3^13 steps */

/* Least miss of all plans of the tract, or a little less: land where nobody lives is taken to join
 * all parts around it at once, and a plan may part units (plan/units.h) at their price. 0 where there
 * are too many units. False when memory runs out. */
bool wg_trial_miss(const wg_tract *r, int64_t *miss);

#endif
