/* land.h - features of the building layer that are land, not buildings.
 *
 * Parcel layers given as buildings also hold the street land, parks and ponds of
 * the town. Such a feature may be cut like open ground; a building never is. It
 * counts as land when it has no households and either
 *   - has an outline above 1 km and no district holds 98 % of it, or
 *   - is a network of strips: outline above 5 km, mean width 2 A / P below 25 m.
 *
 * Where buildings are weighed (plan/weigh.h) land weighs nothing: no grid holds it.
 */
#ifndef WG_ATOMS_LAND_H
#define WG_ATOMS_LAND_H

#include "atoms/sites.h"
#include "atoms/territory.h"

#define WG_LAND_OUTLINE_M 1000.0

static inline bool wg_land_strips(double outline_m, double area_m2) {
  return outline_m > 5000 && 2 * area_m2 / outline_m < 25;
}

/* Sets sites->land. */
wg_status wg_land_find(wg_ctx *ctx, const wg_town *t, const wg_territory *terr, wg_sites *sites);

#endif
