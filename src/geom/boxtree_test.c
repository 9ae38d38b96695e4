#include "geom/boxtree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"

static int32_t coord(wg_rng *r, uint32_t span) {
  return (int32_t)wg_rng_below(r, span) - (int32_t)(span / 2);
}

static wg_box any_box(wg_rng *r, uint32_t span, uint32_t size) {
  wg_pt a = {coord(r, span), coord(r, span)};
  wg_pt b = {a.x + (int32_t)wg_rng_below(r, size), a.y + (int32_t)wg_rng_below(r, size)};
  return wg_box_of(a, b);
}

static int cmp_u32(const void *p, const void *q) {
  uint32_t a = *(const uint32_t *)p, b = *(const uint32_t *)q;
  return (a > b) - (a < b);
}

static void hits_are_those_of_a_linear_scan(void **state) {
  (void)state;
  const uint32_t sizes[] = {1, 2, 15, 16, 17, 255, 256, 257, 4096, 4097, 5000};
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
    for (uint32_t kind = 0; kind < 4; kind++) {
      uint32_t n = sizes[k], span = kind == 0 ? 100 : kind == 3 ? 1u << 29 : 100000;
      wg_rng r = wg_rng_init(k, kind);
      wg_box *b = WG_NEW(wg_box, n);
      wg_boxtree t;
      for (uint32_t i = 0; i < n; i++) b[i] = any_box(&r, span, kind == 1 ? 1 : span / 20);
      if (kind == 2) /* all in one place */
        for (uint32_t i = 0; i < n; i++) b[i] = b[0];
      assert_true(wg_boxtree_build(&t, b, n));
      wg_u32vec hits = {0};
      for (int q = 0; q < 50; q++) {
        wg_box box = q == 0 ? b[n / 2] : any_box(&r, span + span / 4, span / 8);
        hits.n = 0;
        assert_true(wg_boxtree_query(&t, box, &hits));
        if (hits.n) qsort(hits.v, hits.n, sizeof *hits.v, cmp_u32);
        size_t at = 0;
        for (uint32_t i = 0; i < n; i++) {
          if (!wg_box_meet(b[i], box)) continue;
          assert_true(at < hits.n && hits.v[at] == i);
          at++;
        }
        assert_int_equal(at, hits.n);
      }
      WG_VEC_FREE(&hits);
      wg_boxtree_free(&t);
      wg_free(b);
    }
}

static void boxes_that_touch_meet(void **state) {
  (void)state;
  wg_boxtree t;
  const wg_box b[] = {{{0, 0}, {10, 10}}};
  wg_u32vec hits = {0};
  assert_true(wg_boxtree_build(&t, b, 1));
  assert_true(wg_boxtree_query(&t, (wg_box){{10, 10}, {20, 20}}, &hits));
  assert_int_equal(hits.n, 1);
  assert_true(wg_boxtree_query(&t, (wg_box){{11, 0}, {20, 20}}, &hits));
  assert_int_equal(hits.n, 1); /* appended nothing */
  WG_VEC_FREE(&hits);
  wg_boxtree_free(&t);
}

static void an_empty_tree_has_no_hits(void **state) {
  (void)state;
  wg_boxtree t, zero = {0};
  wg_u32vec hits = {0};
  assert_true(wg_boxtree_build(&t, NULL, 0));
  wg_box all = {{-WG_COORD_MAX, -WG_COORD_MAX}, {WG_COORD_MAX, WG_COORD_MAX}};
  assert_true(wg_boxtree_query(&t, all, &hits) && wg_boxtree_query(&zero, all, &hits));
  assert_int_equal(hits.n, 0);
  wg_boxtree_free(&t);
}

/* A curve: bijective, and consecutive places are neighbours. */
static void hilbert_is_a_curve(void **state) {
  (void)state;
  enum { S = 64 };
  static int at[S * S][2];
  memset(at, 0xff, sizeof at);
  for (uint32_t x = 0; x < S; x++)
    for (uint32_t y = 0; y < S; y++) {
      uint32_t d = wg_hilbert(x, y);
      assert_true(d < S * S && at[d][0] == -1);
      at[d][0] = (int)x;
      at[d][1] = (int)y;
    }
  for (int i = 1; i < S * S; i++)
    assert_int_equal(abs(at[i][0] - at[i - 1][0]) + abs(at[i][1] - at[i - 1][1]), 1);
}

static void no_memory_is_said_and_leaks_nothing(void **state) {
  (void)state;
  static wg_box b[3000];
  wg_rng r = wg_rng_init(1, 1);
  for (int i = 0; i < 3000; i++) b[i] = any_box(&r, 1000, 10);
  int64_t live = wg_mem_live();
  bool ok = false;
  for (uint64_t at = 1; !ok; at++) {
    wg_boxtree t;
    wg_u32vec hits = {0};
    wg_mem_fail_at(at);
    ok = wg_boxtree_build(&t, b, 3000) &&
         wg_boxtree_query(&t, (wg_box){{-500, -500}, {500, 500}}, &hits);
    wg_mem_fail_at(0);
    WG_VEC_FREE(&hits);
    wg_boxtree_free(&t);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at > 3 || !ok);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hits_are_those_of_a_linear_scan),
      cmocka_unit_test(boxes_that_touch_meet),
      cmocka_unit_test(an_empty_tree_has_no_hits),
      cmocka_unit_test(hilbert_is_a_curve),
      cmocka_unit_test(no_memory_is_said_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("geom/boxtree", tests, NULL, NULL);
}
