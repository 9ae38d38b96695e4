/* mend_rules.h - what the planner says of the districts' faults, from the options of import. */
#ifndef WG_COVER_MEND_RULES_H
#define WG_COVER_MEND_RULES_H

#include "cover/drawn_faults.h"
#include "cover/mend.h"

typedef struct wg_mend_words {
  wg_mend_rules rules; /* points into the rest */
  uint32_t *rank;
  WG_VEC(wg_by_hand) hand;
} wg_mend_words; /* zeroed is empty */

/* `f` tells the places of pieces that are named by number: gaps and overlaps from 1 in the order of
 * the list. WG_ERR_DATA names file, line and cell that cannot be used. */
wg_status wg_mend_words_read(wg_ctx *ctx, const wg_import_options *o, const wg_town *t,
                             const wg_drawn_faults *f, wg_mend_words *out);
void wg_mend_words_free(wg_mend_words *w);

#endif
