/* districts.c - every grid in its district; codes and nesting (referee.h). */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "base/sort.h"
#include "cover/referee.h"

/* Outside its district a grid may have this much: what rounding and two CRS do. */
#define ACROSS_M2 1.0
#define ACROSS_SHARE 0.002

/* ---- the district with most of each grid ---- */

/* Grids whose candidate is the same district, measured in one go. */
enum { BATCH = 32 };

typedef struct {
  wg_referee *r;
  wg_kv *pair; /* key district, value grid; sorted */
  size_t n;
  uint32_t *begin; /* batches: pairs begin[i] .. begin[i+1]-1 */
  size_t batches;
  double *share; /* per pair: area of the grid in the district, square units */
} measuring;

static wg_status measure_batch(void *user, size_t item, unsigned worker) {
  (void)worker;
  measuring *m = user;
  uint32_t begin = m->begin[item], n = m->begin[item + 1] - begin, which[BATCH];
  double own;
  for (uint32_t k = 0; k < n; k++) which[k] = m->pair[begin + k].val;
  return wg_geos_shares(&m->r->district, (uint32_t)m->pair[begin].key, &m->r->grid, which, n,
                        m->share + begin, &own);
}

/* Fills share[] for all pairs. */
static wg_status measure(measuring *m) {
  wg_ctx *ctx = m->r->ctx;
  m->begin = WG_NEW(uint32_t, m->n + 1);
  m->share = WG_NEW0(double, m->n);
  if (!m->begin || !m->share || !wg_sort_kv(m->pair, m->n)) return wg_nomem(ctx);
  for (size_t i = 0, size = 0; i < m->n; i++, size++)
    if (i == 0 || size == BATCH || m->pair[i].key != m->pair[i - 1].key) {
      m->begin[m->batches++] = (uint32_t)i;
      size = 0;
    }
  m->begin[m->batches] = (uint32_t)m->n;
  wg_status st = wg_parallel_for(ctx, "districts", m->batches, measure_batch, m);
  if (st == WG_ERR_INTERNAL)
    return wg_fail(ctx, st,
                   "the grids cannot be compared with the districts; repair their geometry");
  return st;
}

static void measuring_free(measuring *m) {
  wg_free(m->pair);
  wg_free(m->begin);
  wg_free(m->share);
}

/* Square metres per square unit round grid i. */
static double scale_of(const wg_referee *r, uint32_t i) {
  double units = wg_cover_area(&r->grid, i);
  return units > 0 ? r->area_m2[i] / units : 0;
}

/* What of grid i lies outside when `share` square units lie inside a district. */
static double outside_m2(const wg_referee *r, uint32_t i, double share) {
  return r->area_m2[i] - share * scale_of(r, i);
}

static bool is_across(const wg_referee *r, uint32_t i, double outside) {
  return outside > fmax(ACROSS_M2, ACROSS_SHARE * r->area_m2[i]);
}

typedef WG_VEC(wg_kv) pairs;

/* First question: the district that holds the grid's inner point. Nearly always it
 * holds the grid. */
static bool likely_pairs(const wg_referee *r, pairs *out) {
  wg_ids hits = {0};
  bool ok = true;
  for (uint32_t i = 0; ok && i < wg_cover_count(&r->grid); i++) {
    wg_xy p = wg_referee_place(r, i);
    uint32_t d = WG_NOBODY;
    if (isnan(p.x)) continue;
    ok = wg_cover_find(&r->district, &r->district_tree, p, &hits, &d);
    wg_kv kv = {.key = d, .val = i};
    if (ok && d != WG_NOBODY) ok = WG_VEC_PUSH(out, kv);
  }
  WG_VEC_FREE(&hits);
  return ok;
}

/* Second question, for the grids left: every district near. */
static bool all_pairs(const wg_referee *r, const uint8_t *settled, pairs *out) {
  wg_ids hits = {0};
  bool ok = true;
  for (uint32_t i = 0; ok && i < wg_cover_count(&r->grid); i++) {
    if (settled[i]) continue;
    hits.n = 0;
    ok = wg_recttree_query(&r->district_tree, wg_cover_rect(&r->grid, i), &hits);
    for (size_t k = 0; ok && k < hits.n; k++) {
      wg_kv kv = {.key = hits.v[k], .val = i};
      ok = WG_VEC_PUSH(out, kv);
    }
  }
  WG_VEC_FREE(&hits);
  return ok;
}

/* Keeps the larger share of each grid; of equal ones that of the lower district. */
static void keep_best(wg_referee *r, const measuring *m, double *best) {
  for (size_t k = 0; k < m->n; k++) {
    uint32_t i = m->pair[k].val;
    if (m->share[k] <= best[i]) continue;
    best[i] = m->share[k];
    r->home[i] = (uint32_t)m->pair[k].key;
  }
}

static wg_status measure_pairs(wg_referee *r, pairs *p, double *best) {
  measuring m = {.r = r, .pair = p->v, .n = p->n};
  *p = (pairs){0}; /* m owns them */
  wg_status st = m.n ? measure(&m) : WG_OK;
  if (st == WG_OK) keep_best(r, &m, best);
  measuring_free(&m);
  return st;
}

static wg_status settle(wg_referee *r, double *best, uint8_t *settled) {
  pairs p = {0};
  uint32_t n = wg_cover_count(&r->grid);
  if (!likely_pairs(r, &p)) return wg_nomem(r->ctx);
  WG_TRY(measure_pairs(r, &p, best));
  for (uint32_t i = 0; i < n; i++)
    settled[i] =
        r->grid.first.v[i] == r->grid.first.v[i + 1] || !is_across(r, i, outside_m2(r, i, best[i]));
  if (!all_pairs(r, settled, &p)) return wg_nomem(r->ctx);
  return measure_pairs(r, &p, best);
}

static wg_status find_homes(wg_referee *r) {
  uint32_t n = wg_cover_count(&r->grid);
  double *best = WG_NEW0(double, n);
  uint8_t *settled = WG_NEW0(uint8_t, n);
  wg_status st = best && settled ? settle(r, best, settled) : wg_nomem(r->ctx);
  for (uint32_t i = 0; st == WG_OK && i < n; i++) {
    double outside = outside_m2(r, i, best[i]);
    if (settled[i] || !is_across(r, i, outside)) continue;
    r->sum->grids_across_districts++;
    st = wg_referee_fault(r, WG_FAULT_ACROSS, i, outside, "");
  }
  wg_free(best);
  wg_free(settled);
  return st;
}

/* ---- codes and nesting ---- */

typedef struct {
  const char *code;
  uint32_t grid;
} coded;

static int cmp_coded(const void *pa, const void *pb) {
  const coded *a = pa, *b = pb;
  int c = strcmp(a->code, b->code);
  return c ? c : (a->grid > b->grid) - (a->grid < b->grid);
}

static wg_status report_duplicates(wg_referee *r, const coded *list, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    if (strcmp(list[i].code, list[i - 1].code) != 0) continue;
    r->sum->codes_duplicate++;
    WG_TRY(wg_referee_fault(r, WG_FAULT_DUPLICATE_CODE, list[i].grid, 1, ""));
  }
  return WG_OK;
}

static wg_status check_codes(wg_referee *r) {
  uint32_t n = wg_cover_count(&r->grid), coded_n = 0;
  coded *list = WG_NEW(coded, n);
  if (!list) return wg_nomem(r->ctx);
  wg_status st = WG_OK;
  for (uint32_t i = 0; st == WG_OK && i < n; i++) {
    if (r->grid_row.v[i].code[0]) {
      list[coded_n++] = (coded){r->grid_row.v[i].code, i};
      continue;
    }
    r->sum->codes_missing++;
    if (r->has_code) st = wg_referee_fault(r, WG_FAULT_MISSING_CODE, i, 1, "");
  }
  if (coded_n > 1) qsort(list, coded_n, sizeof *list, cmp_coded);
  if (st == WG_OK) st = report_duplicates(r, list, coded_n);
  wg_free(list);
  if (st != WG_OK || r->has_code) return st;
  wg_fault *f = wg_faults_add(&r->faults, WG_FAULT_MISSING_CODE, (wg_xy){NAN, NAN}, n);
  if (!f) return wg_nomem(r->ctx);
  f->detail = "the layer has no field of codes";
  return WG_OK;
}

static wg_status check_nesting(wg_referee *r) {
  if (!r->has_parent || !r->has_district_code) return WG_OK;
  for (uint32_t i = 0; i < wg_cover_count(&r->grid); i++) {
    if (r->home[i] == WG_NOBODY) continue;
    const char *parent = r->grid_row.v[i].parent, *want = r->district_code.v[r->home[i]];
    if (strcmp(parent, want) == 0) continue;
    char text[300];
    snprintf(text, sizeof text, "parent \"%s\", district \"%s\"", parent, want);
    r->sum->nesting_wrong++;
    WG_TRY(wg_referee_fault(r, WG_FAULT_NESTING, i, 1, text));
  }
  return WG_OK;
}

wg_status wg_referee_districts(wg_referee *r) {
  WG_TRY(find_homes(r));
  WG_TRY(check_codes(r));
  return check_nesting(r);
}
