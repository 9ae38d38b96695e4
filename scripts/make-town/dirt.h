/* The few mistakes every real data set has. */
#ifndef TOWN_DIRT_H
#define TOWN_DIRT_H

#include "plan.h"

void add_dirt(const struct plan *plan, struct model *model);

#endif
