/* register_spread.h - numbers of a row that names an estate only, spread over its buildings. */
#ifndef WG_LOCATE_REGISTER_SPREAD_H
#define WG_LOCATE_REGISTER_SPREAD_H

#include "read/town.h"

/* share[i * counts + k]: of number[k] (thousandths) what building[i] gets, by footprint times floors
 * (1 where unknown), in whole units by largest remainder, the first of equal ones first; what is no
 * whole unit goes to the first building. The shares of each number add up to it. False when memory runs
 * out. */
bool wg_register_spread(const wg_town *t, const uint32_t *building, size_t n, const int64_t *number,
                        uint32_t counts, int64_t *share);

#endif
