#include "cover/inspect_coverage.h"

#include <stdio.h>
#include <string.h>

#include "cover/mend.h"
#include "cover/mend_town.h"

enum { SHOWN = 5 };

typedef struct job {
  wg_ctx *ctx;
  wg_inspection_own *own;
  const wg_import_options *by;
  wg_inspected_coverage *out;
} job;

static wg_status note(job *j, const char *sentence) {
  j->out->note = wg_inspection_text(j->own, sentence);
  if (!j->out->note) return j->out->note = "", wg_nomem(j->ctx);
  return WG_OK;
}

/* ---- the few that matter most ----------------------------------------------- */

static int rank(const wg_fault_row *f) {
  if (strcmp(f->rule, wg_mend_word(WG_MEND_REFUSED)) == 0) return 0;
  return strcmp(f->rule, wg_mend_word(WG_MEND_LEFT)) == 0 ? 1 : 2;
}

/* Of equal ones the first of the list, which is in order. */
static bool before(const wg_fault_row *a, const wg_fault_row *b) {
  if (rank(a) != rank(b)) return rank(a) < rank(b);
  return a->area_m2 > b->area_m2;
}

static size_t pick(const wg_town *t, const wg_fault_row *best[SHOWN]) {
  size_t n = 0;
  for (size_t i = 0; i < t->fault.n; i++) {
    const wg_fault_row *f = &t->fault.v[i];
    size_t at = n;
    while (at > 0 && before(f, best[at - 1])) at--;
    if (at == SHOWN) continue;
    if (n < SHOWN) n++;
    memmove(best + at + 1, best + at, (n - at - 1) * sizeof *best);
    best[at] = f;
  }
  return n;
}

static wg_status keep_largest(job *j, const wg_town *t) {
  const wg_fault_row *best[SHOWN];
  size_t n = pick(t, best);
  wg_district_fault *kept = n ? wg_arena_alloc(&j->own->strings, n * sizeof *kept) : NULL;
  if (n && !kept) return wg_nomem(j->ctx);
  for (size_t i = 0; i < n; i++) {
    const wg_fault_row *f = best[i];
    kept[i] = (wg_district_fault){.kind = f->kind, /* kind and rule are constants */
                                  .area_m2 = f->area_m2,
                                  .width_m = f->width_m,
                                  .x = f->x,
                                  .y = f->y,
                                  .districts = wg_inspection_text(j->own, f->districts),
                                  .given_to = wg_inspection_text(j->own, f->given_to),
                                  .rule = f->rule};
    if (!kept[i].districts || !kept[i].given_to) return wg_nomem(j->ctx);
  }
  j->out->faults = kept;
  j->out->n_faults = n;
  return WG_OK;
}

/* ---- one layer ---------------------------------------------------------------- */

static wg_status sum_up(job *j, const wg_town *t, const wg_import_summary *s) {
  wg_inspected_coverage *o = j->out;
  o->measured = true;
  o->crs = wg_inspection_text(j->own, t->frame.crs);
  if (!o->crs) return o->crs = "", wg_nomem(j->ctx);
  o->gaps = s->district_gaps, o->gap_m2 = s->district_gap_m2;
  o->gaps_left = s->district_gaps_left, o->gap_left_m2 = s->district_gaps_left_m2;
  o->overlaps = s->district_overlaps, o->overlap_m2 = s->district_overlap_m2;
  o->splinters = s->district_splinters, o->splinter_m2 = s->district_splinter_m2;
  for (size_t i = 0; i < t->fault.n; i++)
    if (rank(&t->fault.v[i]) == 0)
      o->overlaps_refused++, o->overlap_refused_m2 += t->fault.v[i].area_m2;
  return keep_largest(j, t);
}

/* By the very steps of import. */
static wg_status try_import(job *j, const wg_import_options *o) {
  wg_ctx quiet = {.threads = j->ctx->threads};
  wg_town t;
  wg_import_summary s;
  wg_status st = wg_town_read_settled(&quiet, o, wg_mend_town, &t, &s), kept = WG_OK;
  j->out->refused = st != WG_OK;
  if (st == WG_ERR_NOMEM)
    kept = wg_nomem(j->ctx);
  else if (st != WG_OK)
    kept = note(j, quiet.error);
  bool settled = t.change.n > 0; /* the last that is found before anything is refused */
  if (kept == WG_OK && settled) kept = sum_up(j, &t, &s);
  wg_town_free(&t);
  return kept;
}

static wg_status measure(job *j, size_t i) {
  const wg_inspected_layer *l = &j->own->layer.v[i];
  const wg_layer_secret *secret = &j->own->secret.v[i];
  wg_import_options o = *j->by;
  char crs[96];
  const char *said[] = {crs};
  if (*l->error) return WG_OK;
  if (l->vertices > WG_INSPECT_VERTICES)
    return note(j, "more than 300,000 vertices: wangge import --dry-run measures it");
  if (!*l->crs_name && !*l->crs_guess) return note(j, "its CRS is not known");
  o.districts = wg_inspection_spec(j->own, i);
  if (secret->encoding) o.encodings = &secret->encoding, o.n_encodings = 1;
  snprintf(crs, sizeof crs, "%s", l->crs_guess);
  if (*crs) o.source_crs = said, o.n_source_crs = 1;
  return try_import(j, &o);
}

wg_status wg_inspect_coverages(wg_ctx *ctx, const wg_import_options *by, wg_inspection_own *own) {
  for (size_t i = 0; i < own->layer.n; i++) {
    job j = {ctx, own, by, &own->layer.v[i].coverage};
    wg_progress(ctx, "inspect districts", (double)i / (double)own->layer.n);
    if (own->secret.v[i].role == WG_ROLE_DISTRICTS) WG_TRY(measure(&j, i));
  }
  wg_progress(ctx, "inspect districts", 1);
  return WG_OK;
}
