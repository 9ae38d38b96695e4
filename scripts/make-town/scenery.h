/* River, railway, the viaduct and the tunnel. */
#ifndef TOWN_SCENERY_H
#define TOWN_SCENERY_H

#include "plan.h"

void build_scenery(const struct plan *plan, struct model *model);

#endif
