/* An urban village (城中村): small houses packed wall to wall. */
#ifndef TOWN_VILLAGE_H
#define TOWN_VILLAGE_H

#include "site.h"

void build_village(struct site *site);

#endif
