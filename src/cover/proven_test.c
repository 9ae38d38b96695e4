#include "cover/proven.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static wg_ctx *ctx;

/* Four districts: two pieces proven, one with a gap, one not looked at, one without land. */
static void districts_sum_up_their_pieces(void **state) {
  (void)state;
  wg_town t = {0};
  static const char *const code[] = {"001", "002", "003", "004"};
  for (int i = 0; i < 4; i++) assert_true(WG_VEC_PUSH(&t.district, ((wg_district){code[i], "x"})));
  wg_pieces pieces = {0};
  static const uint32_t district[] = {0, 0, 1, 2};
  for (int i = 0; i < 4; i++)
    assert_true(WG_VEC_PUSH(&pieces.piece, ((wg_piece){.district = district[i]})));
  wg_proof proof[] = {{.score = 10, .lower = 10, .optimal = true},
                      {.score = 5, .lower = 5 - 1e-9, .optimal = true},
                      {.score = 200 + 3 * WG_MISS, .lower = 150 + 3 * WG_MISS},
                      {.score = 7, .lower = NAN}};
  wg_plan plan = {.proof = proof};
  wg_partition_summary sum = {0};
  assert_int_equal(wg_proven_list(ctx, &t, &pieces, &plan, &sum), WG_OK);
  assert_int_equal(sum.n_proofs, 3);
  assert_int_equal(sum.districts_optimal, 1);
  assert_string_equal(sum.proofs[0].code, "001");
  assert_true(sum.proofs[0].optimal && sum.proofs[0].score == 15 && sum.proofs[0].lower == 15);
  assert_true(!sum.proofs[1].optimal && sum.proofs[1].score - sum.proofs[1].lower == 50);
  assert_true(!sum.proofs[2].optimal && isnan(sum.proofs[2].lower));
  assert_true(fabs(sum.gap_mean - 0.25) < 1e-9 && fabs(sum.gap_max - 0.25) < 1e-9);
  wg_partition_summary_free(&sum);
  for (uint64_t i = 1;; i++) { /* every allocation fails in turn */
    wg_mem_fail_at(i);
    wg_status st = wg_proven_list(ctx, &t, &pieces, &plan, &sum);
    wg_mem_fail_at(0);
    wg_partition_summary_free(&sum);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  WG_VEC_FREE(&t.district);
  WG_VEC_FREE(&pieces.piece);
}

static int setup(void **state) {
  (void)state;
  return !(ctx = wg_ctx_new());
}

static int teardown(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(districts_sum_up_their_pieces)};
  return cmocka_run_group_tests_name("cover/proven", tests, setup, teardown);
}
