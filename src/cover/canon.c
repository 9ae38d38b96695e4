/* canon.c - grids and districts in an order of their own (referee.h).
 *
 * By code, then by coordinates. Wherever a tie is decided by the lower number, the
 * order of features in the file then has no say.
 */
#define _GNU_SOURCE /* qsort_r */
#include <stdlib.h>
#include <string.h>

#include "cover/referee.h"

typedef struct {
  const wg_cover *cover;
  const char *const *code;
} keys;

static int cmp_shape(const wg_cover *c, uint32_t i, uint32_t j) {
  uint32_t a = c->start.v[c->first.v[i]], ae = c->start.v[c->first.v[i + 1]];
  uint32_t b = c->start.v[c->first.v[j]], be = c->start.v[c->first.v[j + 1]];
  for (; a < ae && b < be; a++, b++) {
    int d = wg_xy_cmp(c->pt.v[a], c->pt.v[b]);
    if (d) return d;
  }
  return (be == b) - (ae == a);
}

static int cmp_feature(const void *pa, const void *pb, void *user) {
  const keys *k = user;
  uint32_t i = *(const uint32_t *)pa, j = *(const uint32_t *)pb;
  int d = strcmp(k->code[i], k->code[j]);
  if (d == 0) d = cmp_shape(k->cover, i, j);
  return d ? d : (i > j) - (i < j);
}

/* Puts the shapes in order; order[k] is the old number of the new k-th. */
static bool sort_shapes(wg_cover *c, const char *const *code, uint32_t *order) {
  uint32_t n = wg_cover_count(c);
  keys k = {c, code};
  for (uint32_t i = 0; i < n; i++) order[i] = i;
  if (n > 1) qsort_r(order, n, sizeof *order, cmp_feature, &k);
  wg_cover sorted = {0};
  for (uint32_t i = 0; i < n; i++)
    if (!wg_cover_copy(&sorted, c, order[i])) {
      wg_cover_free(&sorted);
      return false;
    }
  wg_cover_free(c);
  *c = sorted;
  return true;
}

static bool sort_grids(wg_referee *r, uint32_t *order) {
  uint32_t n = wg_cover_count(&r->grid);
  wg_grid_row *row = WG_NEW(wg_grid_row, n);
  const char **code = WG_NEW(const char *, n);
  for (uint32_t i = 0; code && i < n; i++) code[i] = r->grid_row.v[i].code;
  bool ok = row && code && sort_shapes(&r->grid, code, order);
  for (uint32_t i = 0; ok && i < n; i++) row[i] = r->grid_row.v[order[i]];
  if (ok && n) memcpy(r->grid_row.v, row, n * sizeof *row);
  wg_free(row);
  wg_free(code);
  return ok;
}

static bool sort_districts(wg_referee *r, uint32_t *order) {
  uint32_t n = wg_cover_count(&r->district);
  const char **code = WG_NEW(const char *, n);
  bool ok = code && sort_shapes(&r->district, r->district_code.v, order);
  for (uint32_t i = 0; ok && i < n; i++) code[i] = r->district_code.v[order[i]];
  if (ok && n) memcpy(r->district_code.v, code, n * sizeof *code);
  wg_free(code);
  return ok;
}

wg_status wg_referee_sort(wg_referee *r) {
  uint32_t g = wg_cover_count(&r->grid), d = wg_cover_count(&r->district);
  uint32_t *order = WG_NEW(uint32_t, g > d ? g : d);
  bool ok = order && sort_grids(r, order) && sort_districts(r, order);
  wg_free(order);
  return ok ? WG_OK : wg_nomem(r->ctx);
}
