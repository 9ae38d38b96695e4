/* census.h - counts of located rows: by match, by grid, by category. Of one worker; sums are the same
 * whoever counted what. */
#ifndef WG_LOCATE_CENSUS_H
#define WG_LOCATE_CENSUS_H

#include "base/mem.h"
#include "locate/located.h"

enum { WG_CENSUS_CATEGORIES = 4096 }; /* kept apart; further ones count as "" with `more` */

typedef struct wg_census_category {
  const char *name; /* as in the table, UTF-8 or not */
  uint32_t length;
  uint64_t rows, located;
} wg_census_category;

typedef struct wg_census {
  uint64_t match[WG_MATCHES];
  uint64_t located, rows;
  uint64_t ragged;     /* rows with more or fewer cells than the header */
  uint64_t no_edition; /* rows whose time says no edition */
  uint64_t *grid;      /* per grid */
  uint32_t grids;
  WG_VEC(wg_census_category) category;
  uint64_t more; /* rows of further categories */
  wg_arena names;
  uint32_t slot[2 * WG_CENSUS_CATEGORIES]; /* hash: index + 1 */
} wg_census;

wg_census *wg_census_new(uint32_t grids); /* NULL when memory runs out */
void wg_census_free(wg_census *t);        /* NULL is fine */

/* Rows that were located, n of them. */
void wg_census_rows(wg_census *t, const wg_located *r, size_t n);
bool wg_census_category_row(wg_census *t, const char *name, size_t n, uint64_t rows,
                            uint64_t located);
bool wg_census_merge(wg_census *to, const wg_census *from);
/* Categories by rows, most first; equal ones by name. None where there are more than are kept apart. */
void wg_census_sort(wg_census *t);

#endif
