/* Builds on every block of the plan. */
#ifndef TOWN_BLOCKS_H
#define TOWN_BLOCKS_H

#include "plan.h"

void build_blocks(const struct plan *plan, struct model *model);

#endif
