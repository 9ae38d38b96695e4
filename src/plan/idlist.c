#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* qsort_r */
#endif
#include "plan/idlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "read/alias.h"

wg_status wg_idlist_fail(wg_ctx *ctx, const wg_idlist *l, uint32_t row, const char *sentence) {
  return wg_fail(ctx, WG_ERR_DATA, "\"%s\" (%s), line %u: %s", l->csv.path, l->role,
                 l->csv.line.v[row], sentence);
}

/* ---- the town's ids, sorted -------------------------------------------------- */

static int cmp_ids(const void *p, const void *q, void *user) {
  uint32_t a = *(const uint32_t *)p, b = *(const uint32_t *)q;
  const wg_town *t = user;
  int c = strcmp(t->building.v[a].id, t->building.v[b].id);
  return c ? c : (a > b) - (a < b);
}

static bool sort_ids(const wg_town *t, wg_idlist *l) {
  l->order = WG_NEW(uint32_t, t->building.n);
  if (!l->order) return false;
  for (uint32_t b = 0; b < t->building.n; b++)
    if (*t->building.v[b].id) l->order[l->n_order++] = b;
  qsort_r(l->order, l->n_order, sizeof *l->order, cmp_ids, (void *)(uintptr_t)t);
  return true;
}

/* First place in l->order with this id, or UINT32_MAX. */
static uint32_t find_id(const wg_idlist *l, const wg_town *t, const char *id) {
  uint32_t lo = 0, hi = l->n_order;
  while (lo < hi) {
    uint32_t mid = lo + (hi - lo) / 2;
    if (strcmp(t->building.v[l->order[mid]].id, id) < 0)
      lo = mid + 1;
    else
      hi = mid;
  }
  bool found = lo < l->n_order && strcmp(t->building.v[l->order[lo]].id, id) == 0;
  return found ? lo : UINT32_MAX;
}

/* ---- reading ------------------------------------------------------------------ */

/* "building_id", "id2", "楼栋编号", "building_a" */
static bool is_name(const char *cell) {
  char name[64];
  size_t n = strlen(cell);
  if (n >= sizeof name) return false;
  memcpy(name, cell, n + 1);
  if (wg_alias_known(WG_ALIAS_BUILDING_ID, name)) return true;
  while (n && strchr("0123456789_- abAB", name[n - 1])) name[--n] = 0;
  return n && (wg_alias_known(WG_ALIAS_BUILDING_ID, name) || strcmp(name, "building") == 0 ||
               strcmp(name, "楼栋") == 0);
}

static bool is_header(const wg_idlist *l, const wg_town *t) {
  if (wg_csv_rows(&l->csv) == 0) return false;
  for (uint32_t i = 0; i < wg_csv_cells(&l->csv, 0); i++) {
    const char *cell = wg_csv_cell(&l->csv, 0, i);
    if (*cell && (find_id(l, t, cell) != UINT32_MAX || !is_name(cell))) return false;
  }
  return true;
}

static wg_status find_row(wg_ctx *ctx, wg_idlist *l, const wg_town *t, uint32_t row) {
  uint32_t n = 0;
  char say[400];
  for (uint32_t i = 0; i < wg_csv_cells(&l->csv, row); i++) {
    const char *cell = wg_csv_cell(&l->csv, row, i);
    uint32_t at = *cell ? find_id(l, t, cell) : UINT32_MAX;
    l->at.v[l->csv.first.v[row] + i] = at;
    if (!*cell) continue;
    n++;
    if (at != UINT32_MAX) continue;
    snprintf(say, sizeof say,
             "\"%.200s\" is the id of no building in the workspace; "
             "see building_id in its table buildings",
             cell);
    return wg_idlist_fail(ctx, l, row, say);
  }
  return n > 1 ? WG_OK : wg_idlist_fail(ctx, l, row, "one id alone says nothing; give two or more");
}

static wg_status find_all(wg_ctx *ctx, wg_idlist *l, const wg_town *t) {
  if (!sort_ids(t, l) || !WG_VEC_RESERVE(&l->at, l->csv.cell.n)) return wg_nomem(ctx);
  l->at.n = l->csv.cell.n;
  l->header = is_header(l, t);
  for (uint32_t row = l->header; row < wg_csv_rows(&l->csv); row++)
    WG_TRY(find_row(ctx, l, t, row));
  if (wg_csv_rows(&l->csv) == l->header)
    wg_log(ctx, WG_LOG_WARN, "\"%s\" (%s) names no buildings", l->csv.path, l->role);
  return WG_OK;
}

wg_status wg_idlist_read(wg_ctx *ctx, const char *role, const char *path, const wg_town *t,
                         wg_idlist *out) {
  *out = (wg_idlist){.role = role};
  wg_status st = wg_csv_read(ctx, role, path, &out->csv);
  if (st == WG_OK) st = find_all(ctx, out, t);
  if (st != WG_OK) wg_idlist_free(out);
  return st;
}

void wg_idlist_free(wg_idlist *l) {
  wg_csv_free(&l->csv);
  wg_free(l->order);
  WG_VEC_FREE(&l->at);
  *l = (wg_idlist){0};
}

/* ---- atoms --------------------------------------------------------------------- */

static wg_status atom_of(wg_ctx *ctx, const wg_idlist *l, uint32_t row, const char *id, uint32_t at,
                         const wg_town *t, const wg_atoms *a, uint32_t *atom) {
  char say[400];
  uint32_t n = 0;
  bool one = true;
  *atom = a->of_building[l->order[at]];
  for (uint32_t i = at; i < l->n_order; i++, n++) {
    if (strcmp(t->building.v[l->order[i]].id, id) != 0) break;
    one = one && a->of_building[l->order[i]] == *atom;
  }
  if (!one) {
    snprintf(say, sizeof say, "\"%.200s\" is the id of %u buildings; give each an id of its own",
             id, n);
    return wg_idlist_fail(ctx, l, row, say);
  }
  if (*atom != WG_NO_ONE) return WG_OK;
  snprintf(say, sizeof say, "building \"%.200s\" stands mostly outside every district", id);
  return wg_idlist_fail(ctx, l, row, say);
}

wg_status wg_idlist_atoms(wg_ctx *ctx, const wg_idlist *l, uint32_t row, const wg_town *t,
                          const wg_atoms *a, wg_u32vec *atom) {
  atom->n = 0;
  for (uint32_t i = 0; i < wg_csv_cells(&l->csv, row); i++) {
    uint32_t at = l->at.v[l->csv.first.v[row] + i], x;
    if (at == UINT32_MAX) continue;
    WG_TRY(atom_of(ctx, l, row, wg_csv_cell(&l->csv, row, i), at, t, a, &x));
    if (!WG_VEC_PUSH(atom, x)) return wg_nomem(ctx);
  }
  return WG_OK;
}
