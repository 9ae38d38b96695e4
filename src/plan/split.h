/* split.h - housing estates (小区) that lie in more than one grid. */
#ifndef WG_PLAN_SPLIT_H
#define WG_PLAN_SPLIT_H

#include "atoms/atoms.h"

/* The same name in two districts is two estates. per_grid[g]: estates that grid g shares with
 * others; room for n. False when memory runs out. */
bool wg_split_estates(const wg_town *t, const wg_atoms *a, const uint32_t *grid_of, uint32_t n,
                      uint32_t *per_grid, uint64_t *estates, uint64_t *split);

#endif
