/* tally.h - counts of located rows: by match, by grid, by category. Of one worker; sums are the same
 * whoever counted what. */
#ifndef WG_LOCATE_TALLY_H
#define WG_LOCATE_TALLY_H

#include "base/mem.h"
#include "locate/located.h"

enum { WG_TALLY_CATEGORIES = 4096 }; /* kept apart; further ones count as "" with `more` */

typedef struct wg_tally_category {
  const char *name; /* as in the table, UTF-8 or not */
  uint32_t length;
  uint64_t rows, located;
} wg_tally_category;

typedef struct wg_tally {
  uint64_t match[WG_MATCHES];
  uint64_t located, rows;
  uint64_t ragged; /* rows with more or fewer cells than the header */
  uint64_t no_edition; /* rows whose time says no edition */
  uint64_t *grid; /* per grid */
  uint32_t grids;
  WG_VEC(wg_tally_category) category;
  uint64_t more; /* rows of further categories */
  wg_arena names;
  uint32_t slot[2 * WG_TALLY_CATEGORIES]; /* hash: index + 1 */
} wg_tally;

wg_tally *wg_tally_new(uint32_t grids); /* NULL when memory runs out */
void wg_tally_free(wg_tally *t);        /* NULL is fine */

/* Rows that were located, n of them. */
void wg_tally_rows(wg_tally *t, const wg_located *r, size_t n);
bool wg_tally_category_row(wg_tally *t, const char *name, size_t n, uint64_t rows, uint64_t located);
bool wg_tally_merge(wg_tally *to, const wg_tally *from);
/* Categories by rows, most first; equal ones by name. None where there are more than are kept apart. */
void wg_tally_sort(wg_tally *t);

#endif
