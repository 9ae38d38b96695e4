/* register_repeats.h - rows of a register that repeat an earlier one, cell by cell.
 *
 * Columns that only number the rows (序号) do not count.
 */
#ifndef WG_LOCATE_REGISTER_REPEATS_H
#define WG_LOCATE_REGISTER_REPEATS_H

#include "read/register.h"

typedef struct wg_register_repeats {
  const wg_register *g; /* borrowed; set by the caller */
  uint32_t *slot;       /* rows, 0: free; open addressing */
  size_t slots, n;      /* slots: a power of two, or 0 */
} wg_register_repeats;  /* zeroed but for g is empty */

/* Notes the row; *before is an equal one noted earlier, else 0. False when memory runs out. */
bool wg_register_repeats_ask(wg_register_repeats *r, uint32_t row, uint32_t *before);
void wg_register_repeats_free(wg_register_repeats *r);

#endif
