/* Homes: estates of slabs and towers, and unwalled old housing. */
#ifndef TOWN_ESTATES_H
#define TOWN_ESTATES_H

#include "site.h"

void build_slabs(struct site *site);
void build_old(struct site *site);

/* `giant`: its first tower holds more than 600 households. */
void build_towers(struct site *site, int giant);

#endif
