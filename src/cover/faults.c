#define _GNU_SOURCE /* qsort_r */
#include "cover/faults.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void wg_faults_free(wg_faults *f) {
  WG_VEC_FREE(&f->list);
  wg_arena_free(&f->text);
}

wg_fault *wg_faults_add(wg_faults *f, wg_fault_kind kind, wg_xy at, double measure) {
  wg_fault fresh = {.kind = kind, .at = at, .measure = measure, .detail = ""};
  return WG_VEC_PUSH(&f->list, fresh) ? &f->list.v[f->list.n - 1] : NULL;
}

void wg_fault_add_grid(wg_fault *f, uint32_t grid) {
  if (grid == UINT32_MAX || f->n_grids == WG_FAULT_GRIDS) return;
  for (uint32_t i = 0; i < f->n_grids; i++)
    if (f->grid[i] == grid) return;
  f->grid[f->n_grids++] = grid;
}

static const struct {
  const char *word, *unit;
} words[WG_FAULT_KINDS] = {
    [WG_FAULT_INVALID] = {"invalid", "grids"},
    [WG_FAULT_MULTIPART] = {"multipart", "grids"},
    [WG_FAULT_EMPTY] = {"empty", "grids"},
    [WG_FAULT_SAME_DIRECTION] = {"edge_same_direction", "m"},
    [WG_FAULT_CROSSING] = {"edge_crossing", "pairs"},
    [WG_FAULT_UNMATCHED] = {"unmatched_edge", "m"},
    [WG_FAULT_GAP] = {"gap", "m2"},
    [WG_FAULT_OVERLAP] = {"overlap", "m2"},
    [WG_FAULT_MISSING] = {"missing", "m2"},
    [WG_FAULT_EXCESS] = {"excess", "m2"},
    [WG_FAULT_ACROSS] = {"across_districts", "m2"},
    [WG_FAULT_DUPLICATE_CODE] = {"duplicate_code", "grids"},
    [WG_FAULT_MISSING_CODE] = {"missing_code", "grids"},
    [WG_FAULT_NESTING] = {"nesting", "grids"},
    [WG_FAULT_CUT_BUILDING] = {"cut_building", "share"},
    [WG_FAULT_BUILDING_OUTSIDE] = {"building_outside", "households"},
    [WG_FAULT_DECLARED] = {"declared_households", "households"},
    [WG_FAULT_BOUNDS] = {"out_of_bounds", "households"},
    [WG_FAULT_DECLARED_WEIGHT] = {"declared_weight", "weight"},
    [WG_FAULT_WEIGHT_BOUNDS] = {"out_of_bounds", "weight"},
    [WG_FAULT_SCORE] = {"score", "m"},
};

const char *wg_fault_word(wg_fault_kind kind) { return words[kind].word; }
const char *wg_fault_unit(wg_fault_kind kind) { return words[kind].unit; }

static int cmp_number(double a, double b) {
  bool na = isnan(a), nb = isnan(b);
  if (na || nb) return nb - na; /* NaN first */
  return (a > b) - (a < b);
}

static int cmp_fault(const wg_fault *a, const wg_fault *b, const char *const *code) {
  if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
  int c = cmp_number(a->at.x, b->at.x);
  if (c == 0) c = cmp_number(a->at.y, b->at.y);
  if (c == 0) c = cmp_number(a->measure, b->measure);
  if (c == 0) c = (a->n_grids > b->n_grids) - (a->n_grids < b->n_grids);
  for (uint32_t i = 0; c == 0 && i < a->n_grids; i++)
    c = strcmp(code[a->grid[i]], code[b->grid[i]]);
  if (c == 0) c = strcmp(a->detail, b->detail);
  return c;
}

static int cmp_entry(const void *pa, const void *pb, void *code) { return cmp_fault(pa, pb, code); }

/* The grids of one fault by code, so that the order of features does not show. */
static void sort_grids(wg_fault *f, const char *const *code) {
  for (uint32_t i = 1; i < f->n_grids; i++)
    for (uint32_t k = i; k > 0 && strcmp(code[f->grid[k]], code[f->grid[k - 1]]) < 0; k--) {
      uint32_t t = f->grid[k];
      f->grid[k] = f->grid[k - 1];
      f->grid[k - 1] = t;
    }
}

void wg_faults_sort(wg_faults *f, const char *const *code) {
  for (size_t i = 0; i < f->list.n; i++) sort_grids(&f->list.v[i], code);
  /* faults that compare equal are written alike, so their order is free */
  if (f->list.n > 1) qsort_r(f->list.v, f->list.n, sizeof *f->list.v, cmp_entry, (void *)code);
}
