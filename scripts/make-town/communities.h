/* Communities: neighbouring lots put together until they have enough households. */
#ifndef TOWN_COMMUNITIES_H
#define TOWN_COMMUNITIES_H

#include "plan.h"

/* Counts the households of the lots and gives every lot a district; returns how many. */
int assign_communities(struct plan *plan, const struct model *model);

#endif
