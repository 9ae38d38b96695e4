/* The streets of the plan as road lines. */
#ifndef TOWN_STREETS_H
#define TOWN_STREETS_H

#include "plan.h"

void build_streets(const struct plan *plan, struct model *model);

#endif
