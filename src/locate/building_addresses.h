/* building_addresses.h - buildings by their addresses: estate and number, or road and door.
 *
 * What counts as the same is told in docs/addresses.md; each building is a place of its own.
 */
#ifndef WG_LOCATE_BUILDING_ADDRESSES_H
#define WG_LOCATE_BUILDING_ADDRESSES_H

#include "base/u32vec.h"
#include "read/town.h"

typedef struct wg_building_addresses wg_building_addresses;

/* Keeps the town by reference. NULL when memory runs out. */
wg_building_addresses *wg_building_addresses_new(const wg_town *t);
void wg_building_addresses_free(wg_building_addresses *a); /* NULL is fine */

/* Adds a standard address that stands at a building; before wg_building_addresses_finish(). */
bool wg_building_addresses_add(wg_building_addresses *a, const char *address, uint32_t building);
/* To be called once, when all are added. */
void wg_building_addresses_finish(wg_building_addresses *a);

/* Appends the buildings that the text names, ascending: none, the one, or those between which it
 * leaves open, of these `most` at most. *vague: it fits several, which are not known by name. False when
 * memory runs out. */
bool wg_building_addresses_find(const wg_building_addresses *a, const char *text, size_t most,
                                wg_u32vec *out, bool *vague);

#endif
