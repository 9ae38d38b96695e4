/* Finds the size of the town that holds the number of buildings asked for. */
#ifndef TOWN_SIZE_H
#define TOWN_SIZE_H

#include "plan.h"

/* Plans and builds a town with exactly `buildings` buildings where it can. */
void fit_town(struct plan *plan, struct model *model, uint64_t seed, size_t buildings);

#endif
