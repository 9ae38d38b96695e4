/* Community polygons whose neighbours share every border vertex. */
#ifndef TOWN_BORDERS_H
#define TOWN_BORDERS_H

#include "plan.h"

void build_districts(const struct plan *plan, struct model *model, int count);

#endif
