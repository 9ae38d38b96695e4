/* Lots between the local streets, and the blocks on them. */
#ifndef TOWN_LOTS_H
#define TOWN_LOTS_H

#include "plan.h"

void plan_lots(struct plan *plan);

#endif
