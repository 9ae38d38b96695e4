#include "plan/bounds.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#include "read/alias.h"
#include "read/csv.h"

enum { CODE, MIN, MAX, GRIDS, MEAN, COLUMNS };

#define NO_COLUMN UINT32_MAX

static const char *const names[COLUMNS][3] = {
    [CODE] = {"code", "district", "代码"}, [MIN] = {"min", "下限", "最少户数"},
    [MAX] = {"max", "上限", "最多户数"},   [GRIDS] = {"grids", "网格数", "格数"},
    [MEAN] = {"mean", "平均户数", "均值"},
};

typedef struct {
  wg_ctx *ctx;
  const wg_town *t;
  const wg_csv *csv;
  uint32_t column[COLUMNS];
  wg_grid_bounds *out;
} reader;

static bool is_column(int column, const char *cell) {
  char name[128];
  wg_text_fold(name, sizeof name, cell);
  for (int i = 0; i < 3; i++)
    if (strcmp(name, names[column][i]) == 0) return true;
  return column == CODE && wg_alias_known(WG_ALIAS_DISTRICT_CODE, cell);
}

static wg_status find_columns(reader *r) {
  for (int c = 0; c < COLUMNS; c++) {
    r->column[c] = NO_COLUMN;
    for (uint32_t i = 0; wg_csv_rows(r->csv) && i < wg_csv_cells(r->csv, 0); i++)
      if (r->column[c] == NO_COLUMN && is_column(c, wg_csv_cell(r->csv, 0, i))) r->column[c] = i;
  }
  if (r->column[CODE] != NO_COLUMN) return WG_OK;
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" (district bounds) has no column \"code\"; begin it with a line such as "
                 "code,min,max,grids,mean",
                 r->csv->path);
}

/* An empty cell leaves *value. */
static wg_status number(const reader *r, uint32_t row, int column, int64_t *value) {
  if (r->column[column] == NO_COLUMN) return WG_OK;
  const char *cell = wg_csv_cell(r->csv, row, r->column[column]);
  if (!*cell) return WG_OK;
  char *end;
  int64_t steps = column == GRIDS ? 1 : wg_town_steps(r->t);
  errno = 0;
  long long v = strtoll(cell, &end, 10);
  if (*end || errno || v < (column == MIN ? 0 : 1) || v > WG_BOUND_MAX / steps)
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\" (district bounds), line %u: \"%.60s\" is no usable %s; give a whole "
                   "number of at most %lld",
                   r->csv->path, r->csv->line.v[row], cell, names[column][0],
                   (long long)(WG_BOUND_MAX / steps));
  *value = v * steps;
  return WG_OK;
}

static wg_status set(const reader *r, uint32_t row, wg_grid_bounds *b) {
  wg_grid_bounds line = {0};
  WG_TRY(number(r, row, MIN, &b->min));
  WG_TRY(number(r, row, MAX, &b->max));
  WG_TRY(number(r, row, GRIDS, &line.grids));
  WG_TRY(number(r, row, MEAN, &line.mean));
  if (line.grids && line.mean)
    return wg_fail(r->ctx, WG_ERR_DATA,
                   "\"%s\" (district bounds), line %u: gives both grids and mean; leave one empty",
                   r->csv->path, r->csv->line.v[row]);
  if (line.grids || line.mean) b->grids = line.grids, b->mean = line.mean;
  return WG_OK;
}

static wg_status apply(reader *r, uint32_t row) {
  const char *code = wg_csv_cell(r->csv, row, r->column[CODE]);
  size_t n = 0;
  for (size_t d = 0; d < r->t->district.n; d++) {
    if (fnmatch(code, r->t->district.v[d].code, 0) != 0) continue;
    n++;
    WG_TRY(set(r, row, &r->out[d]));
  }
  if (n) return WG_OK;
  return wg_fail(r->ctx, WG_ERR_DATA,
                 "\"%s\" (district bounds), line %u: \"%.100s\" is the code of no district; see "
                 "the table districts",
                 r->csv->path, r->csv->line.v[row], code);
}

static wg_status read_file(reader *r) {
  WG_TRY(find_columns(r));
  for (uint32_t row = 1; row < wg_csv_rows(r->csv); row++) WG_TRY(apply(r, row));
  for (size_t d = 0; d < r->t->district.n; d++)
    if (r->out[d].min > r->out[d].max)
      return wg_fail(
          r->ctx, WG_ERR_DATA,
          "\"%s\" (district bounds): district %.100s gets bounds %lld to %lld, which are "
          "no range; give both",
          r->csv->path, r->t->district.v[d].code, (long long)(r->out[d].min / wg_town_steps(r->t)),
          (long long)(r->out[d].max / wg_town_steps(r->t)));
  return WG_OK;
}

wg_status wg_grid_bounds_read(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                              wg_grid_bounds **out) {
  wg_csv csv = {0};
  *out = WG_NEW(wg_grid_bounds, t->district.n);
  if (!*out) return wg_nomem(ctx);
  for (size_t d = 0; d < t->district.n; d++)
    (*out)[d] = (wg_grid_bounds){.min = o->min, .max = o->max, .mean = o->mean};
  if (!o->district_bounds) return WG_OK;
  WG_TRY(wg_csv_read(ctx, "district bounds", o->district_bounds, &csv));
  reader r = {.ctx = ctx, .t = t, .csv = &csv, .out = *out};
  wg_status st = read_file(&r);
  wg_csv_free(&csv);
  return st;
}

/* ---- sharing out ------------------------------------------------------------- */

typedef struct {
  const int64_t *weight;
  size_t k;
  int64_t n;      /* still to be shared out ... */
  __int128 total; /* ... over this weight */
  int64_t *share; /* 0: not settled */
} sharing;

static __int128 weight_of(const sharing *s, size_t i, bool all_alike) {
  return all_alike ? 1 : s->weight[i];
}

/* Those below one whole share get 1 and leave; their going may bring others below. */
static void raise_small(sharing *s, bool alike) {
  for (bool again = true; again;) {
    again = false;
    for (size_t i = 0; i < s->k; i++) {
      if (s->share[i] || weight_of(s, i, alike) * s->n >= s->total) continue;
      s->share[i] = 1;
      s->n--;
      s->total -= weight_of(s, i, alike);
      again = true;
    }
  }
}

typedef struct {
  __int128 rest;
  size_t at;
} remainder_of;

static int cmp_remainder(const void *p, const void *q) {
  const remainder_of *a = p, *b = q;
  if (a->rest != b->rest) return a->rest > b->rest ? -1 : 1;
  return (a->at > b->at) - (a->at < b->at);
}

/* Whole shares for those not settled; what these leave over goes to the largest remainders. */
static bool share_rest(sharing *s, bool alike) {
  remainder_of *r = WG_NEW(remainder_of, s->k);
  size_t n = 0;
  int64_t rest = s->n;
  if (!r) return false;
  for (size_t i = 0; i < s->k; i++) {
    if (s->share[i]) continue;
    __int128 w = weight_of(s, i, alike) * s->n;
    s->share[i] = (int64_t)(w / s->total);
    rest -= s->share[i];
    r[n++] = (remainder_of){w % s->total, i};
  }
  if (n) qsort(r, n, sizeof *r, cmp_remainder);
  for (size_t i = 0; i < n && rest > 0; i++, rest--) s->share[r[i].at]++;
  wg_free(r);
  return true;
}

bool wg_apportion(int64_t n, const int64_t *weight, size_t k, int64_t *share) {
  sharing s = {.weight = weight, .k = k, .n = n < (int64_t)k ? (int64_t)k : n, .share = share};
  for (size_t i = 0; i < k; i++) {
    share[i] = 0;
    s.total += weight[i];
  }
  bool alike = s.total == 0;
  if (alike) s.total = (__int128)k;
  raise_small(&s, alike);
  return share_rest(&s, alike);
}
