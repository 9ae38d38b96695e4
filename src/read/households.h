/* households.h - how many households a building holds, and how we know. */
#ifndef WG_READ_HOUSEHOLDS_H
#define WG_READ_HOUSEHOLDS_H

#include "read/town.h"

/* People live there, by the use as written: English and Chinese words, OSM's
 * building values. Unknown or empty is taken as residential. */
bool wg_use_residential(const char *use);

/* NaN stands for a null or for no such field. */
typedef struct wg_dwelling_facts {
  double households, dwellings, floors, population;
  double area_m2; /* footprint */
  const char *use;
  bool counted; /* the layer counts households or dwellings for some of its buildings */
} wg_dwelling_facts;

/* The household field wins, also when it is 0; then the dwellings; then floors x
 * footprint / m2 a household where people live. In a layer that counts, a building
 * without a count is not guessed at unless its floors or its use speak for it. Negative numbers are nulls.
 * Sets households, hh_source, floors and population of *b. */
void wg_households_decide(const wg_dwelling_facts *f, double m2_per_household,
                          double floors_default, wg_building *b);

#endif
