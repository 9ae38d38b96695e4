#include "plane/borders.h"

#include "plane/test_town.h"

/* A board of cells of 10 units; labels as text, row by row from the north: '.' none, 'a' 0, ... */
typedef struct {
  wg_ctx *ctx;
  wg_plane p;
  uint32_t *label;
  wg_shapes out;
} board;

static void lay_out(board *x, const char *text) {
  *x = (board){.ctx = wg_ctx_new()};
  int32_t w = (int32_t)strcspn(text, "\n"), h = (int32_t)((strlen(text) + 1) / ((size_t)w + 1));
  wg_segs s = {0};
  for (int32_t i = 0; i <= w; i++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{i * 10, 0}, {i * 10, h * 10}, 0})));
  for (int32_t k = 0; k <= h; k++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{0, k * 10}, {w * 10, k * 10}, 0})));
  build_plane(x->ctx, &s, &x->p);
  x->label = WG_NEW(uint32_t, x->p.nf);
  assert_non_null(x->label);
  x->label[0] = WG_UNLABELLED;
  for (int32_t i = 0; i < w; i++)
    for (int32_t k = 0; k < h; k++) {
      char c = text[(h - 1 - k) * (w + 1) + i];
      x->label[face_at(&x->p, i * 10 + 5, k * 10 + 5)] =
          c == '.' ? WG_UNLABELLED : (uint32_t)(c - 'a');
    }
}

static wg_status build(board *x, uint32_t n, uint32_t *missing) {
  return wg_borders_build(x->ctx, &x->p, x->label, n, NULL, &x->out, missing);
}

static void clear(board *x) {
  wg_plane_free(&x->p);
  wg_free(x->label);
  wg_shapes_free(&x->out);
  wg_ctx_free(x->ctx);
}

/* "EHEH": an exterior with a hole, and another one with a hole. */
static void assert_rings(const board *x, uint32_t i, const char *want) {
  const wg_shapes *s = &x->out;
  assert_int_equal(s->first.v[i + 1] - s->first.v[i], strlen(want));
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++)
    assert_int_equal(s->hole.v[r], want[r - s->first.v[i]] == 'H');
}

static void each_part_has_its_own_holes(void **state) {
  (void)state;
  board x;
  lay_out(&x,
          "aaa.aaaaa\n"
          "aba.aaaba\n"
          "aaa.aaaaa");
  assert_int_equal(build(&x, 2, NULL), WG_OK);
  assert_rings(&x, 0, "EHEH");
  assert_rings(&x, 1, "EE");
  const wg_shapes *s = &x.out;
  for (uint32_t part = 0; part < 2; part++) { /* the hole lies within the box of its part */
    int32_t lo = 0, hi = 30;
    if (s->pt.v[s->start.v[2 * part]].x >= 40) lo = 40, hi = 90;
    for (uint32_t k = s->start.v[2 * part]; k < s->start.v[2 * part + 2]; k++)
      assert_true(s->pt.v[k].x >= lo && s->pt.v[k].x <= hi);
  }
  assert_int_equal(wg_shapes_area2(s, 0), 2 * 22 * 100);
  clear(&x);
}

static void a_part_in_the_hole_of_another(void **state) {
  (void)state;
  board x;
  lay_out(&x,
          "aaaaa\n"
          "abbba\n"
          "ababa\n"
          "abbba\n"
          "aaaaa");
  assert_int_equal(build(&x, 2, NULL), WG_OK);
  assert_rings(&x, 0, "EHE");
  assert_rings(&x, 1, "EH");
  clear(&x);
}

static void parts_that_touch_in_a_corner_are_two(void **state) {
  (void)state;
  board x;
  lay_out(&x,
          "ab\n"
          "ba");
  assert_int_equal(build(&x, 2, NULL), WG_OK);
  assert_rings(&x, 0, "EE");
  assert_rings(&x, 1, "EE");
  clear(&x);
}

static void holes_that_touch_the_outline_stay_holes(void **state) {
  (void)state;
  board x;
  lay_out(&x,
          "aaaa\n"
          "abba\n"
          "baaa\n"
          "aaaa");
  assert_int_equal(build(&x, 1, NULL), WG_OK);
  int64_t area2 = wg_shapes_area2(&x.out, 0);
  assert_int_equal(area2, 2 * 13 * 100);
  clear(&x);
}

static void a_label_without_land_is_named(void **state) {
  (void)state;
  board x;
  uint32_t missing = 9;
  lay_out(&x, "ac");
  assert_int_equal(build(&x, 3, &missing), WG_ERR_INTERNAL);
  assert_int_equal(missing, 1);
  clear(&x);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  board x;
  lay_out(&x,
          "aaa.aaa\n"
          "aba.aba\n"
          "aaa.aaa");
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_mem_fail_at(at);
    wg_status st = build(&x, 2, NULL);
    wg_mem_fail_at(0);
    wg_shapes_free(&x.out);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  clear(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_part_has_its_own_holes),
      cmocka_unit_test(a_part_in_the_hole_of_another),
      cmocka_unit_test(parts_that_touch_in_a_corner_are_two),
      cmocka_unit_test(holes_that_touch_the_outline_stay_holes),
      cmocka_unit_test(a_label_without_land_is_named),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("plane/borders", tests, NULL, NULL);
}
