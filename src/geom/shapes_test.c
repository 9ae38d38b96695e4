#include "geom/shapes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"

static void ring(wg_shapes *s, uint8_t hole, uint32_t n, const int32_t *xy) {
  for (uint32_t i = 0; i < n; i++) assert_true(wg_shapes_pt(s, (wg_pt){xy[2 * i], xy[2 * i + 1]}));
  assert_true(wg_shapes_end_ring(s, hole));
}

static void nothing_has_no_features(void **state) {
  (void)state;
  wg_shapes s = {0};
  assert_int_equal(wg_shapes_count(&s), 0);
  assert_int_equal(wg_shapes_rings(&s), 0);
  wg_shapes_free(&s);
}

static void areas_subtract_holes(void **state) {
  (void)state;
  const int32_t far = WG_COORD_MAX; /* the largest square there is, still exact */
  wg_shapes s = {0};
  ring(&s, 0, 4, (const int32_t[]){-far, -far, far, -far, far, far, -far, far});
  assert_true(wg_shapes_end_feature(&s));
  ring(&s, 0, 4, (const int32_t[]){0, 0, 10, 0, 10, 10, 0, 10});
  ring(&s, 1, 4, (const int32_t[]){2, 2, 2, 5, 5, 5, 5, 2});
  ring(&s, 0, 3, (const int32_t[]){20, 0, 21, 0, 20, 1});
  assert_true(wg_shapes_end_feature(&s));
  assert_true(wg_shapes_end_feature(&s)); /* no rings at all */
  assert_int_equal(wg_shapes_count(&s), 3);
  assert_int_equal(wg_shapes_rings(&s), 4);
  assert_true(wg_shapes_area2(&s, 0) == 8 * (int64_t)far * far);
  assert_int_equal(wg_shapes_area2(&s, 1), 200 - 18 + 1);
  assert_int_equal(wg_shapes_area2(&s, 2), 0);
  wg_box b = wg_shapes_box(&s, 1);
  assert_true(wg_pt_eq(b.min, (wg_pt){0, 0}) && wg_pt_eq(b.max, (wg_pt){21, 10}));
  b = wg_shapes_box(&s, 2);
  assert_true(b.min.x > b.max.x);
  wg_shapes_free(&s);
}

static void random_feature(wg_shapes *s, wg_rng *r) {
  uint32_t rings = 1 + wg_rng_below(r, 2);
  for (uint32_t k = 0; k < rings; k++) {
    uint32_t n = 3 + wg_rng_below(r, 2);
    for (uint32_t i = 0; i < n; i++)
      assert_true(
          wg_shapes_pt(s, (wg_pt){(int32_t)wg_rng_below(r, 2), (int32_t)wg_rng_below(r, 2)}));
    assert_true(wg_shapes_end_ring(s, 0));
  }
  assert_true(wg_shapes_end_feature(s));
}

static bool same(const wg_shapes *s, uint32_t i, uint32_t j) {
  uint32_t a = s->first.v[i], b = s->first.v[j], n = s->first.v[i + 1] - a;
  if (s->first.v[j + 1] - b != n) return false;
  for (uint32_t r = 0; r < n; r++) {
    uint32_t m = s->start.v[a + r + 1] - s->start.v[a + r];
    if (s->start.v[b + r + 1] - s->start.v[b + r] != m) return false;
    if (memcmp(s->pt.v + s->start.v[a + r], s->pt.v + s->start.v[b + r], m * sizeof(wg_pt)) != 0)
      return false;
  }
  return true;
}

/* Few coordinates, so that equal ones and equal beginnings are common. */
static void the_order_is_total(void **state) {
  (void)state;
  enum { N = 90 };
  wg_shapes s = {0};
  wg_rng r = wg_rng_init(3, 3);
  for (int i = 0; i < N; i++) random_feature(&s, &r);
  for (uint32_t i = 0; i < N; i++)
    for (uint32_t j = 0; j < N; j++) {
      int c = wg_shapes_cmp(&s, i, &s, j);
      assert_int_equal(c, -wg_shapes_cmp(&s, j, &s, i));
      assert_int_equal(c == 0, same(&s, i, j));
      for (uint32_t k = 0; k < N; k++)
        if (c <= 0 && wg_shapes_cmp(&s, j, &s, k) <= 0)
          assert_true(wg_shapes_cmp(&s, i, &s, k) <= 0);
    }
  wg_shapes_free(&s);
}

static void a_copy_is_equal(void **state) {
  (void)state;
  wg_shapes s = {0}, t = {0};
  wg_rng r = wg_rng_init(4, 3);
  for (int i = 0; i < 50; i++) random_feature(&s, &r);
  ring(&s, 0, 4, (const int32_t[]){0, 0, 9, 0, 9, 9, 0, 9});
  ring(&s, 1, 3, (const int32_t[]){1, 1, 1, 2, 2, 1});
  assert_true(wg_shapes_end_feature(&s));
  for (uint32_t i = 51; i-- > 0;) assert_true(wg_shapes_copy_feature(&t, &s, i));
  assert_int_equal(wg_shapes_count(&t), 51);
  for (uint32_t i = 0; i < 51; i++) {
    assert_int_equal(wg_shapes_cmp(&s, i, &t, 50 - i), 0);
    assert_int_equal(wg_shapes_area2(&s, i), wg_shapes_area2(&t, 50 - i));
  }
  assert_int_equal(t.hole.v[1], 1);
  wg_shapes_free(&s);
  wg_shapes_free(&t);
}

static void no_memory_is_said_and_leaks_nothing(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  bool ok = false;
  for (uint64_t at = 1; !ok; at++) {
    wg_shapes s = {0};
    wg_mem_fail_at(at);
    ok = wg_shapes_pt(&s, (wg_pt){0, 0}) && wg_shapes_end_ring(&s, 0) && wg_shapes_end_feature(&s);
    wg_mem_fail_at(0);
    wg_shapes_free(&s);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at > 3 || !ok);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_has_no_features),
      cmocka_unit_test(areas_subtract_holes),
      cmocka_unit_test(the_order_is_total),
      cmocka_unit_test(a_copy_is_equal),
      cmocka_unit_test(no_memory_is_said_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("geom/shapes", tests, NULL, NULL);
}
