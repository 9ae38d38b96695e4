#include "cover/mend_rules.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "read/alias.h"
#include "read/csv.h"

void wg_mend_words_free(wg_mend_words *w) {
  wg_free(w->rank);
  WG_VEC_FREE(&w->hand);
}

static uint32_t find_district(const wg_town *t, const char *code) {
  for (uint32_t i = 0; i < t->district.n; i++)
    if (strcmp(t->district.v[i].code, code) == 0) return i;
  return WG_NO_DISTRICT;
}

/* ---- priority ------------------------------------------------------------- */

static wg_status rank_next(wg_ctx *ctx, const wg_town *t, const char *code, const char *where,
                           uint32_t *next, uint32_t *rank) {
  uint32_t d = find_district(t, code);
  if (d == WG_NO_DISTRICT)
    return wg_fail(ctx, WG_ERR_DATA,
                   "\"%.100s\" (%s) is the code of no district; see the districts' code field",
                   code, where);
  if (rank[d] == WG_NO_DISTRICT) rank[d] = (*next)++;
  return WG_OK;
}

static wg_status rank_listed(wg_ctx *ctx, const char *spec, const wg_town *t, uint32_t *rank) {
  uint32_t next = 0;
  for (const char *p = spec; *p;) {
    char code[128];
    size_t n = strcspn(p, ","), k = n < sizeof code ? n : sizeof code - 1;
    memcpy(code, p, k);
    code[k] = 0;
    if (n) WG_TRY(rank_next(ctx, t, code, "--district-priority", &next, rank));
    p += n + (p[n] == ',');
  }
  return WG_OK;
}

/* The first column; a first line with a usual field name that is no code is a header. */
static wg_status rank_file(wg_ctx *ctx, const char *path, const wg_town *t, uint32_t *rank) {
  wg_csv csv;
  uint32_t next = 0, row = 0;
  WG_TRY(wg_csv_read(ctx, "district priority", path, &csv));
  if (wg_csv_rows(&csv) && wg_alias_known(WG_ALIAS_DISTRICT_CODE, wg_csv_cell(&csv, 0, 0)) &&
      find_district(t, wg_csv_cell(&csv, 0, 0)) == WG_NO_DISTRICT)
    row = 1;
  wg_status st = WG_OK;
  for (; row < wg_csv_rows(&csv) && st == WG_OK; row++) {
    char where[48];
    snprintf(where, sizeof where, "district priority, line %u", csv.line.v[row]);
    st = rank_next(ctx, t, wg_csv_cell(&csv, row, 0), where, &next, rank);
  }
  wg_csv_free(&csv);
  return st;
}

static bool is_file(const char *spec) {
  size_t n = strlen(spec);
  const char *end = n > 4 ? spec + n - 4 : spec;
  return strchr(spec, '/') || strcasecmp(end, ".csv") == 0 || strcasecmp(end, ".txt") == 0;
}

static wg_status read_priority(wg_ctx *ctx, const char *spec, const wg_town *t, wg_mend_words *w) {
  w->rank = WG_NEW(uint32_t, t->district.n);
  if (!w->rank) return wg_nomem(ctx);
  memset(w->rank, 0xff, t->district.n * sizeof *w->rank);
  return is_file(spec) ? rank_file(ctx, spec, t, w->rank) : rank_listed(ctx, spec, t, w->rank);
}

/* ---- pieces ---------------------------------------------------------------- */

enum { PIECE, X, Y, CODE, COLUMNS };
#define NO_COLUMN UINT32_MAX

typedef struct {
  wg_ctx *ctx;
  const wg_town *t;
  const wg_drawn_faults *f;
  wg_csv csv;
  uint32_t column[COLUMNS];
} pieces;

static wg_status find_columns(pieces *p) {
  static const char *const name[COLUMNS] = {"piece", "x", "y", "code"};
  for (int c = 0; c < COLUMNS; c++) {
    p->column[c] = NO_COLUMN;
    for (uint32_t i = 0; wg_csv_rows(&p->csv) && i < wg_csv_cells(&p->csv, 0); i++)
      if (strcasecmp(wg_csv_cell(&p->csv, 0, i), name[c]) == 0) p->column[c] = i;
  }
  bool place = p->column[X] != NO_COLUMN && p->column[Y] != NO_COLUMN;
  if (p->column[CODE] != NO_COLUMN && (place || p->column[PIECE] != NO_COLUMN)) return WG_OK;
  return wg_fail(p->ctx, WG_ERR_DATA,
                 "\"%s\" (district pieces): its columns are not known; begin it with the line "
                 "piece,code or x,y,code",
                 p->csv.path);
}

static wg_status bad_cell(const pieces *p, uint32_t row, const char *cell, const char *want) {
  return wg_fail(p->ctx, WG_ERR_DATA, "\"%s\" (district pieces), line %u: \"%.60s\" is no %s",
                 p->csv.path, p->csv.line.v[row], cell, want);
}

static const char *cell(const pieces *p, uint32_t row, int column) {
  return p->column[column] == NO_COLUMN ? "" : wg_csv_cell(&p->csv, row, p->column[column]);
}

static wg_status number(const pieces *p, uint32_t row, int column, const char *want, double *out) {
  const char *text = cell(p, row, column);
  char *end;
  *out = strtod(text, &end);
  return *text && !*end && isfinite(*out) ? WG_OK : bad_cell(p, row, text, want);
}

static wg_status place_of(const pieces *p, uint32_t row, wg_by_hand *h) {
  static const char coordinate[] = "coordinate; give metres in the working CRS";
  double k;
  if (!*cell(p, row, PIECE)) {
    WG_TRY(number(p, row, X, coordinate, &h->x));
    return number(p, row, Y, coordinate, &h->y);
  }
  WG_TRY(number(p, row, PIECE, "piece; take its number from the list of faults", &k));
  if (k < 1 || k > (double)p->f->list.n || k != floor(k))
    return bad_cell(p, row, cell(p, row, PIECE),
                    "gap or overlap of these districts; take its number from the list of faults");
  const wg_drawn_fault *f = &p->f->list.v[(size_t)k - 1];
  h->x = f->at.x;
  h->y = f->at.y;
  h->may_vanish = true;
  return WG_OK;
}

static wg_status read_row(const pieces *p, uint32_t row, wg_mend_words *w) {
  wg_by_hand h = {.to = WG_NO_DISTRICT, .line = p->csv.line.v[row]};
  const char *code = cell(p, row, CODE);
  WG_TRY(place_of(p, row, &h));
  if (strcmp(code, "-") != 0) {
    h.to = find_district(p->t, code);
    if (h.to == WG_NO_DISTRICT)
      return bad_cell(p, row, code, "code of a district; write \"-\" to leave a gap");
  }
  return WG_VEC_PUSH(&w->hand, h) ? WG_OK : wg_nomem(p->ctx);
}

static wg_status read_pieces(wg_ctx *ctx, const char *path, const wg_town *t,
                             const wg_drawn_faults *f, wg_mend_words *w) {
  pieces p = {.ctx = ctx, .t = t, .f = f};
  WG_TRY(wg_csv_read(ctx, "district pieces", path, &p.csv));
  wg_status st = find_columns(&p);
  for (uint32_t row = 1; st == WG_OK && row < wg_csv_rows(&p.csv); row++) st = read_row(&p, row, w);
  wg_csv_free(&p.csv);
  return st;
}

wg_status wg_mend_words_read(wg_ctx *ctx, const wg_import_options *o, const wg_town *t,
                             const wg_drawn_faults *f, wg_mend_words *w) {
  if (o->district_priority) WG_TRY(read_priority(ctx, o->district_priority, t, w));
  if (o->district_pieces) WG_TRY(read_pieces(ctx, o->district_pieces, t, f, w));
  w->rules = (wg_mend_rules){o->sliver_width_m, w->rank, w->hand.v, w->hand.n, o->district_pieces};
  return WG_OK;
}
