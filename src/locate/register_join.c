#include "locate/register_join.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "locate/register_repeats.h"
#include "locate/register_spread.h"

typedef struct joiner {
  wg_ctx *ctx;
  const wg_import_options *o;
  const wg_register *g;
  wg_town *t;
  wg_joined *out;
  wg_register_matcher matcher;
  wg_register_repeats repeats;
  wg_register_match match;
  int64_t *sum;     /* per building and number */
  uint8_t *touched; /* per building: some row came to it */
  int64_t total[WG_REGISTER_OUTCOMES][WG_REGISTER_NUMBERS];
} joiner;

/* ---- listed rows ---------------------------------------------------------------------------------- */

static const char *text_of(joiner *j) {
  const char *a = j->match.text[0], *b = j->match.text[1];
  size_t n = strlen(a) + strlen(b) + 2;
  char *text = wg_arena_alloc(&j->out->strings, n);
  if (text) snprintf(text, n, "%s%s%s", a, *b ? " " : "", b);
  return text;
}

static const char *bad_number(joiner *j, uint32_t row, uint32_t k) {
  char text[256];
  int column = j->g->count[k].column;
  snprintf(text, sizeof text, "\"%.80s\" in \"%.80s\" is no %s of 0 or more",
           wg_register_cell(j->g, row, column), wg_register_cell(j->g, j->g->header, column),
           j->g->count[k].whole ? "whole number" : "number");
  return wg_arena_strdup(&j->out->strings, text);
}

static wg_status list(joiner *j, uint32_t row, const wg_register_row *r,
                      wg_register_outcome outcome, const char *reason) {
  wg_joined *o = j->out;
  wg_joined_row x = {.line = j->g->sheet.line.v[row],
                     .outcome = outcome,
                     .key = j->match.key,
                     .text = text_of(j),
                     .reason = reason,
                     .first = (uint32_t)o->candidate.n,
                     .n = (uint32_t)j->match.building.n};
  bool ok = x.text && x.reason && WG_VEC_PUSH(&o->row, x);
  for (uint32_t k = 0; k < j->g->counts && ok; k++) ok = WG_VEC_PUSH(&o->number, r->number[k]);
  for (uint32_t i = 0; i < x.n && ok; i++) ok = WG_VEC_PUSH(&o->candidate, j->match.building.v[i]);
  return ok ? WG_OK : wg_nomem(j->ctx);
}

/* ---- rows ------------------------------------------------------------------------------------------ */

static void give(joiner *j, uint32_t building, const int64_t *number) {
  j->touched[building] = 1;
  for (uint32_t k = 0; k < j->g->counts; k++)
    j->sum[(size_t)building * j->g->counts + k] += number[k];
}

static wg_status spread(joiner *j, const wg_register_row *r) {
  size_t n = j->match.building.n;
  int64_t *share = WG_NEW(int64_t, n * j->g->counts);
  bool ok =
      share && wg_register_spread(j->t, j->match.building.v, n, r->number, j->g->counts, share);
  for (size_t i = 0; i < n && ok; i++) give(j, j->match.building.v[i], share + i * j->g->counts);
  wg_free(share);
  return ok ? WG_OK : wg_nomem(j->ctx);
}

static void count_match(joiner *j) {
  wg_register_summary *s = &j->out->summary;
  uint64_t *by[] = {&s->by_code, &s->by_address, &s->by_point};
  ++*by[j->match.key];
  s->nearest += j->match.metres > 0;
}

static wg_status settle(joiner *j, uint32_t row, const wg_register_row *r,
                        wg_register_outcome *outcome) {
  const char *reason = j->match.reason;
  uint32_t before;
  *outcome = j->match.outcome;
  if (r->kind == WG_REGISTER_ROW_BAD) {
    *outcome = WG_REGISTER_BAD;
    return list(j, row, r, *outcome, bad_number(j, row, r->bad));
  }
  if (!j->g->rows && *outcome == WG_REGISTER_MATCHED) {
    if (!wg_register_repeats_ask(&j->repeats, row, &before)) return wg_nomem(j->ctx);
    if (before) {
      *outcome = WG_REGISTER_DUPLICATE;
      return list(j, row, r, *outcome, "repeats a row before, cell by cell");
    }
  }
  if (*outcome == WG_REGISTER_AMBIGUOUS && j->o->register_spread && j->match.building.n) {
    *outcome = WG_REGISTER_SPREAD;
    WG_TRY(spread(j, r));
    return list(j, row, r, *outcome, "spread over these buildings by floor area");
  }
  if (*outcome != WG_REGISTER_MATCHED) return list(j, row, r, *outcome, reason);
  count_match(j);
  give(j, j->match.building.v[0], r->number);
  return *reason ? list(j, row, r, *outcome, reason) : WG_OK;
}

/* So many thousandths no town has; up to here a double holds each of them. */
#define TOTAL_MAX ((int64_t)1 << 53)

static wg_status add_up(joiner *j, uint32_t row, wg_register_outcome outcome,
                        const int64_t *number) {
  for (uint32_t k = 0; k < j->g->counts; k++)
    if ((j->total[outcome][k] += number[k]) > TOTAL_MAX)
      return wg_fail(j->ctx, WG_ERR_DATA,
                     "\"%s\" (register): up to row %u it counts more than %lld of \"%s\"; check "
                     "that column",
                     j->o->household_register, j->g->sheet.line.v[row],
                     (long long)(TOTAL_MAX / 1000), j->g->count[k].name);
  return WG_OK;
}

static wg_status data_row(joiner *j, uint32_t row, const wg_register_row *r) {
  wg_register_outcome outcome;
  WG_TRY(wg_register_match_row(j->ctx, &j->matcher, row, &j->match));
  WG_TRY(settle(j, row, r, &outcome));
  j->out->summary.rows++;
  j->out->summary.outcome[outcome]++;
  return add_up(j, row, outcome, r->number);
}

/* The last row of totals is that of the whole register. */
static void total_row(joiner *j, const wg_register_row *r) {
  wg_register_summary *s = &j->out->summary;
  s->totals++;
  for (uint32_t k = 0; k < j->g->counts && r->kind == WG_REGISTER_ROW_TOTAL; k++)
    if (r->given[k]) s->number[k].said = (double)r->number[k] / 1000;
}

static wg_status all_rows(joiner *j) {
  uint32_t n = wg_csv_rows(&j->g->sheet), first = j->g->header + 1;
  for (uint32_t row = first; row < n; row++) {
    wg_register_row r;
    wg_register_row_read(j->g, row, &r);
    if (r.kind == WG_REGISTER_ROW_NOTE)
      j->out->summary.notes++;
    else if (r.kind == WG_REGISTER_ROW_DATA || r.kind == WG_REGISTER_ROW_BAD)
      WG_TRY(data_row(j, row, &r));
    else
      total_row(j, &r);
    if (row % 4096 == 0) wg_progress(j->ctx, "join register", (double)(row - first) / (n - first));
  }
  wg_progress(j->ctx, "join register", 1);
  return WG_OK;
}

/* ---- the town -------------------------------------------------------------------------------------- */

static wg_status make_number(joiner *j, const char *name) {
  wg_town *t = j->t;
  if (wg_town_find_number(t, name)) return WG_OK;
  if (t->numbers == WG_TOWN_NUMBERS)
    return wg_fail(
        j->ctx, WG_ERR_USAGE,
        "\"%s\": a building has %d further numbers at most; leave a --criterion-field or "
        "a --register-count away",
        name, WG_TOWN_NUMBERS);
  wg_town_number *x = &t->number[t->numbers];
  x->name = wg_arena_strdup(&t->strings, name);
  if (!x->name) return wg_nomem(j->ctx);
  t->numbers++;
  for (size_t b = 0; b < t->building.n; b++)
    if (!WG_VEC_PUSH(&x->value, 0)) return wg_nomem(j->ctx);
  return WG_OK;
}

static wg_status too_large(joiner *j, const char *name, size_t b) {
  return wg_fail(j->ctx, WG_ERR_DATA,
                 "\"%s\" (register): building \"%s\" gets more than 1,000,000,000 of \"%s\"; check "
                 "the rows and the keys",
                 j->o->household_register, j->t->building.v[b].id, name);
}

/* What the building has of this number before the register is heard; v < 0: only ask. */
static double exchange(wg_town *t, const char *name, size_t b, double v) {
  wg_building *x = &t->building.v[b];
  double old;
  if (strcmp(name, "households") == 0) {
    old = x->households;
    if (v >= 0) x->households = (int32_t)v;
  } else if (strcmp(name, "population") == 0) {
    old = x->population > 0 ? x->population : 0;
    if (v >= 0) x->population = (int32_t)v;
  } else {
    wg_town_number *n = wg_town_find_number(t, name);
    old = n->value.v[b];
    if (v >= 0) n->value.v[b] = v;
  }
  return old;
}

static wg_status apply(joiner *j, uint32_t k) {
  const char *name = j->g->count[k].name;
  bool households = strcmp(name, "households") == 0, people = strcmp(name, "population") == 0;
  wg_register_number *s = &j->out->summary.number[k];
  if (!households && !people) WG_TRY(make_number(j, name));
  for (size_t b = 0; b < j->t->building.n; b++) {
    double v = (double)j->sum[b * j->g->counts + k] / 1000;
    bool set = j->touched[b] || j->o->register_zero;
    if (v > WG_NUMBER_MAX) return too_large(j, name, b);
    double old = exchange(j->t, name, b, set ? v : -1);
    if (!set) s->kept += old;
    if (set && households)
      j->t->building.v[b].hh_source = j->touched[b] ? WG_HH_REGISTER : WG_HH_NONE;
    if (set && people && !j->touched[b]) j->t->building.v[b].population = -1;
  }
  return WG_OK;
}

static void sum_up(joiner *j) {
  wg_register_summary *s = &j->out->summary;
  s->filled = j->matcher.filled;
  for (size_t b = 0; b < j->t->building.n; b++)
    ++*(j->touched[b] ? &s->buildings : &s->buildings_kept);
  for (uint32_t k = 0; k < j->g->counts; k++) {
    int64_t total = 0;
    for (int i = 0; i < WG_REGISTER_OUTCOMES; i++) {
      total += j->total[i][k];
      s->number[k].sum[i] = (double)j->total[i][k] / 1000;
    }
    s->number[k].total = (double)total / 1000;
  }
}

static void warn(joiner *j) {
  const wg_register_summary *s = &j->out->summary;
  for (uint32_t k = 0; k < s->numbers; k++) {
    const wg_register_number *x = &s->number[k];
    if (isfinite(x->said) && x->said != x->total)
      wg_log(j->ctx, WG_LOG_WARN,
             "\"%s\" (register): its row of totals says %.15g of \"%s\", its rows make %.15g; "
             "look for rows that are missing or double",
             j->o->household_register, x->said, x->name, x->total);
  }
}

static wg_status prepare(joiner *j) {
  wg_register_summary *s = &j->out->summary;
  size_t n = j->t->building.n;
  s->numbers = j->out->numbers = j->g->counts;
  for (uint32_t k = 0; k < j->g->counts; k++) {
    j->out->name[k] = wg_arena_strdup(&j->out->strings, j->g->count[k].name);
    if (!j->out->name[k]) return wg_nomem(j->ctx);
    snprintf(s->number[k].name, sizeof s->number[k].name, "%s", j->g->count[k].name);
    s->number[k].said = NAN;
  }
  j->sum = WG_NEW0(int64_t, n * j->g->counts);
  j->touched = WG_NEW0(uint8_t, n);
  return j->sum && j->touched ? WG_OK : wg_nomem(j->ctx);
}

static wg_status run(joiner *j) {
  WG_TRY(prepare(j));
  WG_TRY(wg_register_matcher_open(j->ctx, j->o, j->g, j->t, &j->matcher));
  j->repeats.g = j->g;
  WG_TRY(all_rows(j));
  for (uint32_t k = 0; k < j->g->counts; k++) WG_TRY(apply(j, k));
  sum_up(j);
  warn(j);
  j->t->joined = j->out;
  return WG_OK;
}

wg_status wg_register_join(wg_ctx *ctx, const wg_import_options *o, wg_town *t, wg_joined *out) {
  wg_register g;
  *out = (wg_joined){0};
  WG_TRY(wg_register_open(ctx, o, &g));
  joiner j = {.ctx = ctx, .o = o, .g = &g, .t = t, .out = out};
  wg_status st = run(&j);
  wg_register_matcher_close(&j.matcher);
  wg_register_repeats_free(&j.repeats);
  WG_VEC_FREE(&j.match.building);
  wg_free(j.sum);
  wg_free(j.touched);
  wg_register_close(&g);
  return st;
}
