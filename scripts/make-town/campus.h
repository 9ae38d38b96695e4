/* Blocks that are not homes: market, school, park and factories. */
#ifndef TOWN_CAMPUS_H
#define TOWN_CAMPUS_H

#include "site.h"

void build_market(struct site *site);
void build_school(struct site *site);
void build_park(struct site *site);
void build_works(struct site *site);

#endif
