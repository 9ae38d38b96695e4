/* compounds.h - which estate (小区) a building stands in, by the map.
 *
 * Areas of a layer of estates: the smallest one that holds an inner point of the building names
 * it, whatever the building's own field says. Walls: what they close in is a compound; gates and
 * slips of up to WG_GATE between the ends of two walls are closed. A compound names the
 * buildings that have no estate yet W001, W002, ... in order of their inner points; areas above
 * WG_COMPOUND_M2 are no compounds but campuses, parks, old city walls.
 */
#ifndef WG_ATOMS_COMPOUNDS_H
#define WG_ATOMS_COMPOUNDS_H

#include "read/town.h"

#define WG_GATE 1500       /* lattice units: 15 m */
#define WG_COMPOUND_M2 1e6 /* 1 km2 */

/* Sets the estates of the town's buildings; counts in *sum. */
wg_status wg_compounds_assign(wg_ctx *ctx, wg_town *t, bool walled, wg_import_summary *sum);

#endif
