/* register_match.h - the building that a row of a register names.
 *
 * Keys are asked in their order; the first that names one building wins. Nothing is guessed: a row that
 * fits several buildings is ambiguous, and they are listed.
 */
#ifndef WG_LOCATE_REGISTER_MATCH_H
#define WG_LOCATE_REGISTER_MATCH_H

#include "base/u32vec.h"
#include "geom/crs.h"
#include "locate/building_addresses.h"
#include "locate/building_codes.h"
#include "locate/footprints.h"
#include "read/register.h"

typedef struct wg_register_matcher {
  const wg_register *g;
  const wg_town *t;
  wg_building_codes *codes;
  wg_building_addresses *addresses;
  wg_footprints footprints;
  wg_transform *transform[WG_REGISTER_KEYS]; /* of points */
  size_t candidates;                         /* of an ambiguous address at most */
  uint64_t filled;                           /* rows whose estate came from a row above */
  const char *estate;                        /* the last one written; borrowed from the sheet */
} wg_register_matcher;                       /* zeroed is empty */

/* Of an ambiguous address the first 16 candidates are found; all of them to be spread over. Keeps
 * register and town by reference. To be closed in any case. */
wg_status wg_register_matcher_open(wg_ctx *ctx, const wg_import_options *o, const wg_register *g,
                                   const wg_town *t, wg_register_matcher *m);
void wg_register_matcher_close(wg_register_matcher *m);

typedef struct wg_register_match {
  wg_register_outcome outcome; /* matched, ambiguous, unmatched */
  wg_register_key_kind key;    /* that decided, or failed first */
  const char *reason;          /* constant; "" where matched plainly */
  const char *text[2];         /* what the row says: cells of that key */
  double metres;               /* to the footprint */
  wg_u32vec building;          /* the one, or the candidates, ascending */
} wg_register_match;           /* zeroed before its first use, freed by WG_VEC_FREE(&building) */

/* Rows have to be asked in their order: an estate written once stands for the rows below it whose cell
 * is blank, as in merged cells. */
wg_status wg_register_match_row(wg_ctx *ctx, wg_register_matcher *m, uint32_t row,
                                wg_register_match *out);

#endif
