/* assign.c - wg_assign: rows in, each with its grid out, in order, by several threads. */
#include "locate/census.h"
#include "locate/pipeline.h"
#include "locate/write_json.h"
#include "store/assign_into.h"
#include "store/assign_setup.h"
#include "store/text_out.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { JOBS_A_THREAD = 3 };

typedef struct {
  wg_block_of_rows block;
  wg_text buffer;
} job;

typedef struct {
  wg_ctx *ctx;
  wg_assignment *a;
  unsigned threads;
  wg_clerk **clerks;
  job *jobs;
  void **ring;
  size_t n_jobs;
  FILE *out;
  wg_into *into;
  wg_assign_summary *sum;
  bool begun; /* something was written behind the header */
} run;

void wg_assign_options_init(wg_assign_options *o) {
  *o = (wg_assign_options){.border_m = 5, .tolerance_m = 30};
}

/* ---- the blocks ---------------------------------------------------------------------------------- */

static wg_status take(void *user, void *at, bool wait, wg_taken *taken) {
  run *r = user;
  job *j = at;
  WG_TRY(
      wg_intake_take(r->ctx, r->a->intake, wait, &j->buffer, &j->block.bytes, &j->block.n, taken));
  double share = wg_intake_share(r->a->intake);
  if (share >= 0) wg_progress(r->ctx, "assigning", share);
  return WG_OK;
}

static wg_status work(void *user, void *at, unsigned worker) {
  run *r = user;
  job *j = at;
  return wg_clerk_handle(r->clerks[worker], &j->block) ? WG_OK : WG_ERR_NOMEM;
}

static wg_status cannot_write(run *r) {
  const char *name = strcmp(r->a->o->output, "-") == 0 ? "standard output" : r->a->o->output;
  const char *cure = errno == ENOSPC ? "; make room and run again" : "";
  return wg_fail(r->ctx, WG_ERR_IO, "\"%s\" cannot be written: %s%s", name, strerror(errno), cure);
}

static wg_status put(run *r, const char *bytes, size_t n) {
  bool ok = n == 0 || fwrite(bytes, 1, n, r->out) == n;
  return ok && fflush(r->out) == 0 ? WG_OK : cannot_write(r);
}

static wg_status done(void *user, void *at) {
  run *r = user;
  job *j = at;
  wg_intake_release(r->a->intake, j->block.bytes + j->block.n);
  if (r->into) return wg_into_add(r->ctx, r->into, &j->block);
  size_t skip = 0;
  if (r->a->office.form == WG_FORM_GEOJSON && !r->begun && j->block.out.n) skip = 1;
  r->begun |= j->block.out.n > 0;
  return put(r, j->block.out.v + skip, j->block.out.n - skip);
}

/* ---- header and end --------------------------------------------------------------------------------- */

/* The name as written, with its quotes and in the table's encoding. */
static bool make_codes_header(const wg_assignment *a, wg_text *t) {
  const wg_head *h = &a->head;
  wg_cells cells = {0};
  size_t at = h->header, length;
  bool ended, ok = wg_cells_split(&cells, a->header.v + at, a->header.n - at, h->delimiter, &length,
                                  &ended);
  int id = h->role[WG_ROLE_ID];
  if (ok && id >= 0 && (size_t)id < cells.n) ok = wg_text_append(t, cells.v[id].s, cells.v[id].n);
  WG_VEC_FREE(&cells);
  return ok && wg_text_append(t, &h->delimiter, 1) && wg_text_append(t, "grid_code", 9);
}

/* A byte-order mark stays in front. */
static bool make_header(const wg_assignment *a, wg_text *t) {
  const char *end = a->head.crlf ? "\r\n" : "\n";
  switch (a->office.form) {
    case WG_FORM_GEOJSON: return wg_text_append(t, WG_GEOJSON_HEAD, strlen(WG_GEOJSON_HEAD));
    case WG_FORM_JSON:
      return a->head.format != WG_TABLE_NDJSON || wg_text_append(t, a->header.v, a->header.n);
    case WG_FORM_CODES:
      if (!a->head.has_header) return true;
      return make_codes_header(a, t) && wg_text_append(t, end, strlen(end));
    default:
      if (!wg_text_append(t, a->header.v, a->header.n)) return false;
      if (!a->head.has_header) return true;
      return wg_csv_tail_names(&a->office.codes, t) && wg_text_append(t, end, strlen(end));
  }
}

static wg_status write_header(run *r) {
  wg_text t = {0};
  wg_status st = make_header(r->a, &t) ? WG_OK : wg_nomem(r->ctx);
  if (st == WG_OK) st = put(r, t.v, t.n);
  WG_VEC_FREE(&t);
  return st;
}

/* ---- running ------------------------------------------------------------------------------------------ */

static void free_run(run *r) {
  for (unsigned i = 0; r->clerks && i < r->threads; i++) wg_clerk_free(r->clerks[i]);
  for (size_t i = 0; r->jobs && i < r->n_jobs; i++) {
    WG_VEC_FREE(&r->jobs[i].buffer);
    WG_VEC_FREE(&r->jobs[i].block.out);
    WG_VEC_FREE(&r->jobs[i].block.record);
  }
  wg_free(r->clerks);
  wg_free(r->jobs);
  wg_free(r->ring);
}

static wg_status hire(run *r) {
  r->n_jobs = (size_t)r->threads * JOBS_A_THREAD;
  r->clerks = WG_NEW0(wg_clerk *, r->threads);
  r->jobs = WG_NEW0(job, r->n_jobs);
  r->ring = WG_NEW0(void *, r->n_jobs);
  if (!r->clerks || !r->jobs || !r->ring) return wg_nomem(r->ctx);
  for (size_t i = 0; i < r->n_jobs; i++) r->ring[i] = &r->jobs[i];
  for (unsigned i = 0; i < r->threads; i++)
    if (!(r->clerks[i] = wg_clerk_new(&r->a->office))) return wg_nomem(r->ctx);
  return WG_OK;
}

static wg_status run_blocks(run *r) {
  const wg_pipeline p = {r, take, work, done};
  wg_intake_begin(r->a->intake, r->a->head.body, &r->a->head);
  wg_status st = wg_pipeline_run(r->ctx, &p, r->threads, r->ring, r->n_jobs);
  return st == WG_ERR_NOMEM ? wg_nomem(r->ctx) : st;
}

static wg_status sum_up(run *r, wg_assign_summary *sum);

/* The sum is a part of it: a file that takes its place goes with the answer that all is well. */
static wg_status write_text(wg_ctx *ctx, FILE *f, const void *user) {
  run *r = *(run *const *)user;
  (void)ctx;
  r->out = f;
  if (!r->a->empty || r->a->office.form == WG_FORM_GEOJSON) WG_TRY(write_header(r));
  if (!r->a->empty) WG_TRY(run_blocks(r));
  if (!r->a->empty) WG_TRY(sum_up(r, r->sum));
  return r->a->office.form == WG_FORM_GEOJSON ? put(r, WG_GEOJSON_FOOT, strlen(WG_GEOJSON_FOOT))
                                              : WG_OK;
}

static wg_status store_rows(run *r, wg_assign_summary *sum) {
  if (r->a->empty) return WG_OK;
  WG_TRY(wg_into_open(r->ctx, r->a, &r->into));
  wg_status st = run_blocks(r);
  if (st == WG_OK) st = wg_into_finish(r->ctx, r->into, sum);
  wg_into_close(r->into);
  return st;
}

/* ---- the summary ---------------------------------------------------------------------------------------- */

void wg_assign_summary_free(wg_assign_summary *sum) {
  for (size_t i = 0; i < sum->n_grid; i++) wg_free((char *)sum->grid[i].name);
  for (size_t i = 0; i < sum->n_category; i++) wg_free((char *)sum->category[i].name);
  wg_free(sum->grid);
  wg_free(sum->category);
  *sum = (wg_assign_summary){0};
}

static int by_name(const void *a, const void *b) {
  return strcmp(((const wg_assign_count *)a)->name, ((const wg_assign_count *)b)->name);
}

/* The same code of several polygons or editions becomes one. */
static void merge_codes(wg_assign_count *v, size_t *n) {
  size_t kept = 0;
  if (*n) qsort(v, *n, sizeof *v, by_name);
  for (size_t i = 0; i < *n; i++) {
    if (kept && strcmp(v[kept - 1].name, v[i].name) == 0) {
      v[kept - 1].rows += v[i].rows;
      v[kept - 1].located += v[i].located;
      wg_free((char *)v[i].name);
    } else {
      v[kept++] = v[i];
    }
  }
  *n = kept;
}

static wg_status count_grids(wg_ctx *ctx, const wg_assignment *a, const wg_census *c,
                             wg_assign_summary *sum) {
  WG_VEC(wg_assign_count) list = {0};
  wg_status st = WG_OK;
  for (uint32_t g = 0; st == WG_OK && g < c->grids; g++) {
    if (!c->grid[g]) continue;
    wg_assign_count one = {wg_strdup(wg_gazetteer_code(&a->gazetteer, g)), c->grid[g], c->grid[g]};
    if (!one.name || !WG_VEC_PUSH(&list, one)) {
      wg_free((char *)one.name);
      st = wg_nomem(ctx);
    }
  }
  merge_codes(list.v, &list.n);
  sum->grid = list.v;
  sum->n_grid = list.n;
  return st;
}

static wg_status count_categories(wg_ctx *ctx, const wg_assignment *a, const wg_census *c,
                                  wg_assign_summary *sum) {
  wg_to_utf8 utf8;
  wg_text name = {0};
  wg_status st = WG_OK;
  sum->category = WG_NEW0(wg_assign_count, c->category.n + 1);
  if (!sum->category) return wg_nomem(ctx);
  if (!wg_to_utf8_open(&utf8, a->head.encoding)) return wg_nomem(ctx);
  for (size_t i = 0; st == WG_OK && i < c->category.n; i++) {
    const wg_census_category *k = &c->category.v[i];
    char *copy = NULL;
    name.n = 0;
    if (wg_to_utf8_append(&utf8, k->name, k->length, &name) && WG_VEC_PUSH(&name, 0))
      copy = wg_strdup(name.v);
    if (!copy) st = wg_nomem(ctx);
    if (copy) sum->category[sum->n_category++] = (wg_assign_count){copy, k->rows, k->located};
  }
  WG_VEC_FREE(&name);
  wg_to_utf8_close(&utf8);
  return st;
}

static wg_status sum_up(run *r, wg_assign_summary *sum) {
  wg_assignment *a = r->a;
  wg_census *all = wg_census_new(a->gazetteer.grids);
  wg_status st = all ? WG_OK : wg_nomem(r->ctx);
  for (unsigned i = 0; st == WG_OK && i < r->threads; i++)
    if (!wg_census_merge(all, wg_clerk_census(r->clerks[i]))) st = wg_nomem(r->ctx);
  if (st == WG_OK) {
    wg_census_sort(all);
    memcpy(sum->match, all->match, sizeof sum->match);
    sum->rows = all->rows;
    sum->located = all->located;
    sum->ragged = all->ragged;
    sum->no_edition = all->no_edition;
    sum->edition = a->gazetteer.edition.v[a->gazetteer.edition.n - 1].locator.head->edition;
    memcpy(sum->crs, a->crs, sizeof sum->crs);
    st = count_grids(r->ctx, a, all, sum);
    if (st == WG_OK) st = count_categories(r->ctx, a, all, sum);
  }
  wg_census_free(all);
  return st;
}

/* ---- all of it -------------------------------------------------------------------------------------------- */

static wg_status assign(wg_ctx *ctx, wg_assignment *a, wg_assign_summary *sum) {
  run r = {.ctx = ctx, .a = a, .threads = ctx->threads, .sum = sum};
  run *user = &r;
  wg_status st = a->empty ? WG_OK : hire(&r);
  if (st == WG_OK && a->o->into) st = store_rows(&r, sum);
  if (st == WG_OK && !a->o->into)
    st = wg_text_write(ctx, a->o->output, a->o->overwrite, write_text, &user);
  if (st == WG_OK && !a->empty && a->o->into) st = sum_up(&r, sum);
  free_run(&r);
  return st;
}

wg_status wg_assign(wg_ctx *ctx, const wg_assign_options *o, wg_assign_summary *sum) {
  wg_assignment a;
  *sum = (wg_assign_summary){0};
  if (o->output && !o->into) WG_TRY(wg_text_check(ctx, o->output, o->overwrite));
  wg_status st = wg_assignment_open(ctx, o, &a);
  if (st == WG_OK) st = assign(ctx, &a, sum);
  wg_assignment_close(&a);
  return st;
}
