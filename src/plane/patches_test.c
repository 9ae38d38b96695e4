#include "plane/patches.h"

#include "plane/test_town.h"

/* Three columns of 10 m by 10 m, the middle one cut in two; labels 0 left, 1 right. */
typedef struct {
  wg_plane p;
  int64_t *area2;
  uint32_t label[8];
  uint32_t left, low, high, right;
} board;

static void lay_out(board *x) {
  wg_ctx *ctx = wg_ctx_new();
  wg_segs s = {0};
  *x = (board){0};
  for (int32_t i = 0; i <= 3; i++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{i * 10 * M, 0}, {i * 10 * M, 10 * M}, 0})));
  for (int32_t k = 0; k <= 1; k++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{0, k * 10 * M}, {30 * M, k * 10 * M}, 0})));
  assert_true(WG_VEC_PUSH(&s, ((wg_seg){{10 * M, 4 * M}, {20 * M, 4 * M}, 0})));
  build_plane(ctx, &s, &x->p);
  wg_ctx_free(ctx);
  x->area2 = WG_NEW(int64_t, x->p.nf);
  assert_non_null(x->area2);
  wg_plane_areas(&x->p, x->area2);
  x->left = face_at(&x->p, 5 * M, 5 * M), x->right = face_at(&x->p, 25 * M, 5 * M);
  x->low = face_at(&x->p, 15 * M, 2 * M), x->high = face_at(&x->p, 15 * M, 7 * M);
  memset(x->label, 0xff, sizeof x->label);
  x->label[x->left] = 0, x->label[x->right] = 1;
}

static void clear(board *x) {
  wg_plane_free(&x->p);
  wg_free(x->area2);
}

static void a_patch_is_what_hangs_together(void **state) {
  (void)state;
  board x;
  wg_patches got = {0};
  lay_out(&x);
  x.label[x.low] = x.label[x.high] = 2;
  assert_true(wg_patches_build(&x.p, x.area2, x.label, &got));
  assert_int_equal(got.root[x.low], got.root[x.high]);
  uint32_t root = got.root[x.low];
  assert_int_equal(got.area2[root], 2LL * 10 * M * 10 * M);
  assert_true(fabs(got.perimeter[root] - 40) < 1e-9);
  assert_true(fabs(wg_patch_width(&got, root) - 5) < 1e-9);
  wg_patches_free(&got);
  x.label[x.high] = 3;
  assert_true(wg_patches_build(&x.p, x.area2, x.label, &got));
  assert_true(got.root[x.low] != got.root[x.high]);
  assert_true(fabs(got.perimeter[got.root[x.low]] - 28) < 1e-9);
  wg_patches_free(&got);
  clear(&x);
}

static void the_longest_border_wins_and_of_equal_ones_the_lowest_label(void **state) {
  (void)state;
  board x;
  wg_patches got = {0};
  wg_claims claims = {0};
  uint8_t wanted[8] = {0};
  const wg_claim *best;
  lay_out(&x);
  x.label[x.low] = 0; /* it has 10 m + 6 m of the border of what is high, the right one 6 m */
  x.label[x.high] = 2;
  assert_true(wg_patches_build(&x.p, x.area2, x.label, &got));
  wanted[x.high] = 1;
  assert_true(wg_claims_collect(&x.p, &got, x.label, wanted, &claims));
  assert_int_equal(claims.n, 2);
  assert_int_equal(wg_claims_longest(&claims, 0, &best), 2);
  assert_int_equal(best->label, 0);
  assert_true(fabs(best->metres - 16) < 1e-9);
  assert_true(fabs(claims.v[1].metres - 6) < 1e-9);
  claims.v[0].metres = claims.v[1].metres;
  wg_claims_longest(&claims, 0, &best);
  assert_int_equal(best->label, 0);
  WG_VEC_FREE(&claims);
  wg_patches_free(&got);
  clear(&x);
}

/* Two that are both wanted have no claims on each other. */
static void wanted_patches_do_not_claim_each_other(void **state) {
  (void)state;
  board x;
  wg_patches got = {0};
  wg_claims claims = {0};
  uint8_t wanted[8] = {0};
  lay_out(&x);
  x.label[x.low] = 2, x.label[x.high] = 3;
  assert_true(wg_patches_build(&x.p, x.area2, x.label, &got));
  wanted[x.low] = wanted[x.high] = 1;
  assert_true(wg_claims_collect(&x.p, &got, x.label, wanted, &claims));
  assert_int_equal(claims.n, 4);
  for (size_t i = 0; i < claims.n; i++) assert_true(claims.v[i].label < 2);
  WG_VEC_FREE(&claims);
  wg_patches_free(&got);
  clear(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_patch_is_what_hangs_together),
      cmocka_unit_test(the_longest_border_wins_and_of_equal_ones_the_lowest_label),
      cmocka_unit_test(wanted_patches_do_not_claim_each_other),
  };
  return cmocka_run_group_tests_name("plane/patches", tests, NULL, NULL);
}
