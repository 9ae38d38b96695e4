/* totals.h - whether a tract's units could be put together to grids at all, wherever they lie. */
#ifndef WG_PLAN_TOTALS_H
#define WG_PLAN_TOTALS_H

#include "plan/facts.h"
#include "plan/tract.h"

/* A fact about the whole tract; out->forced is 0 where its units may have a division within
 * the bounds. Else some grid is d + 1 households or more beyond, where [min - d, max + d] are
 * the widest bounds for which this test still fails. False when memory runs out. */
bool wg_totals_fact(const wg_tract *r, wg_fact *out);

#endif
