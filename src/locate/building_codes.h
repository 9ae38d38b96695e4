/* building_codes.h - buildings by their codes (building_id), as registers write them.
 *
 * Blanks around a code, the case of ASCII letters and full-width forms make no difference; ".0" behind
 * a whole number goes, and 1.10108001001E11 is 110108001001: what spreadsheets make of codes.
 */
#ifndef WG_LOCATE_BUILDING_CODES_H
#define WG_LOCATE_BUILDING_CODES_H

#include "base/u32vec.h"
#include "read/town.h"

typedef struct wg_building_codes wg_building_codes;

/* Keeps nothing of the town. NULL when memory runs out. */
wg_building_codes *wg_building_codes_new(const wg_town *t);
void wg_building_codes_free(wg_building_codes *c); /* NULL is fine */

/* Appends all buildings of that code, ascending. False when memory runs out. */
bool wg_building_codes_find(const wg_building_codes *c, const char *code, wg_u32vec *out);

/* 1.10108E+11: fewer digits than the number has. */
bool wg_code_has_lost_digits(const char *code);

#endif
