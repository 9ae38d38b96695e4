#include "cover/proven.h"

#include <math.h>
#include <string.h>

/* Sums over the pieces of a district. */
typedef struct {
  double score, lower;
  wg_terms plan, least;
  uint32_t pieces, optimal;
} known;

static void add_terms(wg_terms *a, const wg_terms *b) {
  a->miss += b->miss;
  a->balance += b->balance;
  a->border += b->border;
}

static known *sum_up(const wg_town *t, const wg_pieces *pieces, const wg_plan *plan) {
  known *sum = WG_NEW0(known, t->district.n);
  for (size_t k = 0; sum && k < pieces->piece.n; k++) {
    known *x = &sum[pieces->piece.v[k].district];
    const wg_proof *p = &plan->proof[k];
    x->pieces++;
    x->optimal += p->optimal;
    x->score += p->score;
    x->lower += p->optimal ? p->score : p->lower;
    add_terms(&x->plan, &p->plan);
    add_terms(&x->least, &p->least);
  }
  return sum;
}

/* Relative, without what misses of the bounds cost. */
static double gap_of(const known *x) {
  double score = fmod(x->score, WG_MISS), gap = x->score - x->lower;
  return gap / fmax(score, 1) > 1 ? 1 : gap / fmax(score, 1);
}

static void add(wg_partition_summary *sum, const known *x, const char *code, uint64_t *gaps) {
  bool optimal = x->optimal == x->pieces;
  double lower = isinf(x->lower) ? NAN : x->lower;
  sum->proofs[sum->n_proofs++] = (wg_district_proof){.code = code,
                                                     .score = x->score,
                                                     .lower = lower,
                                                     .optimal = optimal,
                                                     .misses = (double)x->plan.miss,
                                                     .balance = x->plan.balance,
                                                     .border = x->plan.border,
                                                     .least_misses = (double)x->least.miss,
                                                     .least_balance = x->least.balance,
                                                     .least_border = x->least.border};
  sum->districts_optimal += optimal;
  if (optimal || isnan(lower)) return;
  double gap = gap_of(x);
  sum->gap_mean = (*gaps)++ ? sum->gap_mean + gap : gap;
  sum->gap_max = *gaps > 1 ? fmax(sum->gap_max, gap) : gap;
}

wg_status wg_proven_list(wg_ctx *ctx, const wg_town *t, const wg_pieces *pieces,
                         const wg_plan *plan, wg_partition_summary *sum) {
  known *x = sum_up(t, pieces, plan);
  size_t n = 0, bytes = 0;
  uint64_t gaps = 0;
  for (uint32_t d = 0; x && d < t->district.n; d++) {
    if (x[d].pieces == 0) continue;
    n++;
    bytes += strlen(t->district.v[d].code) + 1;
  }
  /* one block: the list, then its texts */
  sum->proofs = x ? wg_alloc(n * sizeof *sum->proofs + bytes) : NULL;
  sum->gap_mean = sum->gap_max = NAN;
  char *at = sum->proofs ? (char *)(sum->proofs + n) : NULL;
  for (uint32_t d = 0; at && d < t->district.n; d++) {
    if (x[d].pieces == 0) continue;
    size_t length = strlen(t->district.v[d].code) + 1;
    add(sum, &x[d], memcpy(at, t->district.v[d].code, length), &gaps);
    at += length;
  }
  if (gaps) sum->gap_mean /= (double)gaps;
  wg_free(x);
  return sum->proofs ? WG_OK : wg_nomem(ctx);
}
