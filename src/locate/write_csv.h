/* write_csv.h - the cells behind a CSV row: grid_code, match, border_m, neighbour_code, distance_m. */
#ifndef WG_LOCATE_WRITE_CSV_H
#define WG_LOCATE_WRITE_CSV_H

#include "locate/gazetteer.h"
#include "locate/head.h"

/* Codes as they are written in this table; shared by all workers. One slot a grid: the length, then
 * the text in the table's encoding, quoted where needed. Slots are copied whole, which is faster than to
 * look at the length first. */
typedef struct wg_csv_codes {
  char delimiter;
  uint32_t slot_bytes; /* 16, 32, 64, ... */
  char *slot;
} wg_csv_codes;

wg_status wg_csv_codes_make(wg_ctx *ctx, const wg_gazetteer *g, const wg_head *h,
                            wg_csv_codes *out);
void wg_csv_codes_free(wg_csv_codes *c);

/* No call writes more, or behind its end what is not to stay. */
size_t wg_csv_tail_max(const wg_csv_codes *c);

/* Writes ",CODE,inside,,," and returns the end; `to` has place for wg_csv_tail_max(). */
char *wg_csv_tail(const wg_csv_codes *c, const wg_located *r, char *to);
/* Just the code. */
char *wg_csv_code(const wg_csv_codes *c, uint32_t grid, char *to);
/* Fetches a code that is to be written soon. (Not always inlined, GCC takes the call for one without
 * effect.) */
__attribute__((always_inline)) static inline void wg_csv_code_ahead(const wg_csv_codes *c,
                                                                    uint32_t grid) {
  if (grid != WG_NO_GRID) __builtin_prefetch(c->slot + (size_t)grid * c->slot_bytes);
}
/* ",grid_code,match,..." of the header; appends. */
bool wg_csv_tail_names(const wg_csv_codes *c, wg_text *out);

#endif
