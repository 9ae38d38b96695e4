/* write_csv.h - the cells behind a CSV row: grid_code, match, border_m, neighbour_code, distance_m. */
#ifndef WG_LOCATE_WRITE_CSV_H
#define WG_LOCATE_WRITE_CSV_H

#include "locate/gazetteer.h"
#include "locate/head.h"

/* How codes are written in this table; shared by all workers. */
typedef struct wg_csv_codes {
  const wg_gazetteer *gazetteer;
  char delimiter;
  const char **cell; /* per grid, in the table's encoding, quoted where needed; NULL: as they are */
  wg_arena strings;
} wg_csv_codes;

wg_status wg_csv_codes_make(wg_ctx *ctx, const wg_gazetteer *g, const wg_head *h,
                            wg_csv_codes *out);
void wg_csv_codes_free(wg_csv_codes *c);

/* No more is written by one call. */
size_t wg_csv_tail_max(const wg_csv_codes *c);

/* Writes ",CODE,inside,,," and returns the end; `to` has place for wg_csv_tail_max(). */
char *wg_csv_tail(const wg_csv_codes *c, const wg_located *r, char *to);
/* Just the code. */
char *wg_csv_code(const wg_csv_codes *c, uint32_t grid, char *to);
/* ",grid_code,match,..." of the header; appends. */
bool wg_csv_tail_names(const wg_csv_codes *c, wg_text *out);

#endif
