#include "plan/split.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *estate;
  uint32_t district, grid;
} home;

static int cmp_estate(const home *x, const home *y) {
  if (x->district != y->district) return x->district < y->district ? -1 : 1;
  return strcmp(x->estate, y->estate);
}

static int cmp_home(const void *px, const void *py) {
  const home *x = px, *y = py;
  int c = cmp_estate(x, y);
  return c ? c : (x->grid > y->grid) - (x->grid < y->grid);
}

static size_t list_homes(const wg_town *t, const wg_atoms *a, const uint32_t *grid_of, home *out) {
  size_t n = 0;
  for (uint32_t b = 0; b < t->building.n; b++) {
    uint32_t atom = a->of_building[b];
    if (!*t->building.v[b].estate || atom == WG_NO_ONE) continue;
    out[n++] = (home){t->building.v[b].estate, a->atom[atom].district, grid_of[atom]};
  }
  if (n > 1) qsort(out, n, sizeof *out, cmp_home); /* entries that compare equal are alike */
  return n;
}

/* Grids of one estate, h[0..n) sorted: each counts it once. */
static void count_grids(const home *h, size_t n, uint32_t *per_grid) {
  for (size_t i = 0; i < n; i++)
    if (i == 0 || h[i].grid != h[i - 1].grid) per_grid[h[i].grid]++;
}

bool wg_split_estates(const wg_town *t, const wg_atoms *a, const uint32_t *grid_of, uint32_t n,
                      uint32_t *per_grid, uint64_t *estates, uint64_t *split) {
  *estates = *split = 0;
  memset(per_grid, 0, n * sizeof *per_grid);
  home *h = WG_NEW(home, t->building.n);
  if (!h) return false;
  size_t homes = list_homes(t, a, grid_of, h);
  for (size_t i = 0; i < homes;) {
    size_t from = i;
    while (i < homes && cmp_estate(&h[i], &h[from]) == 0) i++;
    ++*estates;
    if (h[from].grid == h[i - 1].grid) continue;
    ++*split;
    count_grids(h + from, i - from, per_grid);
  }
  wg_free(h);
  return true;
}
