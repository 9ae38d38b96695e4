#include "locate/census.h"

#include <stdlib.h>
#include <string.h>

wg_census *wg_census_new(uint32_t grids) {
  wg_census *t = WG_NEW0(wg_census, 1);
  if (!t) return NULL;
  t->grids = grids;
  t->grid = WG_NEW0(uint64_t, grids + 1);
  if (t->grid) return t;
  wg_census_free(t);
  return NULL;
}

void wg_census_free(wg_census *t) {
  if (!t) return;
  wg_free(t->grid);
  WG_VEC_FREE(&t->category);
  wg_arena_free(&t->names);
  wg_free(t);
}

void wg_census_rows(wg_census *t, const wg_located *r, size_t n) {
  t->rows += n;
  for (size_t i = 0; i < n; i++) {
    if (i + 8 < n && r[i + 8].grid != WG_NO_GRID) __builtin_prefetch(&t->grid[r[i + 8].grid], 1);
    t->match[r[i].match]++;
    if (r[i].grid == WG_NO_GRID) continue;
    t->located++;
    t->grid[r[i].grid]++;
  }
}

/* ---- categories --------------------------------------------------------------------------------- */

/* Names are short: their first and last eight bytes tell them apart as a rule. */
static inline uint64_t eight(const char *s, size_t n) {
  uint64_t v = 0;
  memcpy(&v, s, n < 8 ? n : 8);
  return v;
}

static inline uint32_t slot_of(const char *name, size_t n) {
  uint64_t first = eight(name, n), last = n > 8 ? eight(name + n - 8, 8) : 0;
  uint64_t h = (first ^ last * UINT64_C(0x9e3779b97f4a7c15) ^ n) * UINT64_C(0xd6e8feb86659fd93);
  return (uint32_t)(h >> 40) % (2 * WG_CENSUS_CATEGORIES);
}

static inline bool same(const wg_census_category *c, const char *name, size_t n) {
  if (c->length != n) return false;
  if (n <= 8) return eight(c->name, n) == eight(name, n);
  if (n <= 16)
    return eight(c->name, 8) == eight(name, 8) &&
           eight(c->name + n - 8, 8) == eight(name + n - 8, 8);
  return memcmp(c->name, name, n) == 0;
}

static bool add_category(wg_census *t, uint32_t *slot, const char *name, size_t n, uint64_t rows,
                         uint64_t located) {
  char *copy = wg_arena_strndup(&t->names, name, n);
  wg_census_category c = {copy, (uint32_t)n, rows, located};
  if (!copy || !WG_VEC_PUSH(&t->category, c)) return false;
  *slot = (uint32_t)t->category.n;
  return true;
}

bool wg_census_category_row(wg_census *t, const char *name, size_t n, uint64_t rows,
                            uint64_t located) {
  const uint32_t slots = 2 * WG_CENSUS_CATEGORIES;
  uint32_t at = slot_of(name, n);
  for (; t->slot[at]; at = (at + 1) % slots) {
    wg_census_category *c = &t->category.v[t->slot[at] - 1];
    if (!same(c, name, n)) continue;
    c->rows += rows;
    c->located += located;
    return true;
  }
  if (t->category.n < WG_CENSUS_CATEGORIES)
    return add_category(t, &t->slot[at], name, n, rows, located);
  t->more += rows;
  return true;
}

bool wg_census_merge(wg_census *to, const wg_census *from) {
  for (unsigned m = 0; m < WG_MATCHES; m++) to->match[m] += from->match[m];
  for (uint32_t g = 0; g < from->grids; g++) to->grid[g] += from->grid[g];
  to->rows += from->rows;
  to->located += from->located;
  to->ragged += from->ragged;
  to->no_edition += from->no_edition;
  to->more += from->more;
  for (size_t i = 0; i < from->category.n; i++) {
    const wg_census_category *c = &from->category.v[i];
    if (!wg_census_category_row(to, c->name, c->length, c->rows, c->located)) return false;
  }
  return true;
}

static int by_rows(const void *a, const void *b) {
  const wg_census_category *x = a, *y = b;
  if (x->rows != y->rows) return x->rows > y->rows ? -1 : 1;
  int c = memcmp(x->name, y->name, x->length < y->length ? x->length : y->length);
  return c ? c : (x->length > y->length) - (x->length < y->length);
}

void wg_census_sort(wg_census *t) {
  if (t->more) t->category.n = 0; /* which ones were kept depends on who counted */
  if (t->category.n) qsort(t->category.v, t->category.n, sizeof *t->category.v, by_rows);
}
