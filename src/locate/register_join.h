/* register_join.h - the numbers of a register brought to the buildings, and what became of each row.
 *
 * Sums are whole thousandths: of every number the rows' total is exactly what came to buildings and
 * what did not.
 */
#ifndef WG_LOCATE_REGISTER_JOIN_H
#define WG_LOCATE_REGISTER_JOIN_H

#include "locate/register_match.h"

/* A row that did not plainly come to one building. */
typedef struct wg_joined_row {
  uint32_t line; /* in the sheet or the file */
  wg_register_outcome outcome;
  wg_register_key_kind key;
  const char *text; /* what it says: the cells of the key */
  const char *reason;
  uint32_t first, n; /* its building or candidates: candidate[first] .. */
} wg_joined_row;

typedef struct wg_joined {
  wg_arena strings;
  uint32_t numbers;
  const char *name[WG_REGISTER_NUMBERS];
  WG_VEC(wg_joined_row) row;
  WG_VEC(int64_t) number;      /* numbers of each of them, thousandths */
  wg_u32vec candidate;         /* buildings */
  wg_register_summary summary; /* as in wg_import_summary */
} wg_joined;                   /* zeroed is empty */

void wg_joined_free(wg_joined *j);

/* Reads the register of the options and changes households, population and numbers of the town's
 * buildings; sets t->joined. `out` has to live as long as the town and is to be freed in any case. */
wg_status wg_register_join(wg_ctx *ctx, const wg_import_options *o, wg_town *t, wg_joined *out);

const char *wg_register_key_word(wg_register_key_kind kind); /* "code", "address", "point" */

#endif
