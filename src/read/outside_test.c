/* Against brute force: random squares and triangles among random districts. */
#include "read/test_files.h"

#include "base/rng.h"
#include "geom/valid.h"
#include "read/outside.h"

static void box(wg_shapes *s, uint8_t hole, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  const wg_pt ccw[] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
  for (int i = 0; i < 4; i++) assert_true(wg_shapes_pt(s, ccw[hole ? 3 - i : i]));
  assert_true(wg_shapes_end_ring(s, hole));
}

static bool covers(const wg_shapes *s, uint32_t i, wg_pt p) {
  int side = -1;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    int k = wg_ring_side(s->pt.v + s->start.v[r], s->start.v[r + 1] - s->start.v[r], p);
    if (k == 0) return true;
    if (k > 0) side = -side;
  }
  return side > 0;
}

static bool touch(const wg_shapes *a, uint32_t i, const wg_shapes *b, uint32_t j) {
  for (uint32_t r = a->first.v[i]; r < a->first.v[i + 1]; r++)
    for (uint32_t k = a->start.v[r]; k < a->start.v[r + 1]; k++) {
      wg_pt p = a->pt.v[k], q = a->pt.v[k + 1 < a->start.v[r + 1] ? k + 1 : a->start.v[r]];
      if (covers(b, j, p)) return true;
      for (uint32_t t = b->first.v[j]; t < b->first.v[j + 1]; t++)
        for (uint32_t m = b->start.v[t]; m < b->start.v[t + 1]; m++)
          if (wg_segments_meet(p, q, b->pt.v[m],
                               b->pt.v[m + 1 < b->start.v[t + 1] ? m + 1 : b->start.v[t]]))
            return true;
    }
  for (uint32_t r = b->first.v[j]; r < b->first.v[j + 1]; r++)
    if (covers(a, i, b->pt.v[b->start.v[r]])) return true;
  return false;
}

static void random_towns(void **state) {
  (void)state;
  wg_rng g = wg_rng_init(5, 0);
  int n_outside = 0, n_total = 0;
  for (int town = 0; town < 60; town++) {
    wg_shapes d = {0}, b = {0};
    for (int i = 0; i < 5; i++) { /* districts may overlap and have holes */
      int32_t x = (int32_t)wg_rng_below(&g, 60), y = (int32_t)wg_rng_below(&g, 60);
      box(&d, 0, x, y, x + 12, y + 10);
      if (i & 1) box(&d, 1, x + 2, y + 2, x + 10, y + 8);
      if (i & 2) box(&d, 0, x + 70, y, x + 73, y + 3);
      assert_true(wg_shapes_end_feature(&d));
    }
    for (int i = 0; i < 200; i++) {
      int32_t x = (int32_t)wg_rng_below(&g, 150) - 5, y = (int32_t)wg_rng_below(&g, 80) - 5;
      int32_t w = 1 + (int32_t)wg_rng_below(&g, i % 10 ? 4 : 40),
              h = 1 + (int32_t)wg_rng_below(&g, i % 10 ? 4 : 40);
      box(&b, 0, x, y, x + w, y + h);
      assert_true(wg_shapes_end_feature(&b));
    }
    wg_outside *o = wg_outside_new(&d);
    assert_non_null(o);
    for (int i = 0; i < 400; i++) {
      wg_pt p = {(int32_t)wg_rng_below(&g, 150) - 5, (int32_t)wg_rng_below(&g, 80) - 5};
      bool any = false;
      for (uint32_t j = 0; j < 5 && !any; j++) any = covers(&d, j, p);
      assert_int_equal(wg_outside_point(o, p), !any);
    }
    for (uint32_t i = 0; i < 200; i++, n_total++) {
      bool any = false;
      for (uint32_t j = 0; j < 5 && !any; j++) any = touch(&b, i, &d, j);
      assert_int_equal(wg_outside_polygon(o, &b, i), !any);
      n_outside += !any;
    }
    wg_outside_free(o);
    wg_shapes_free(&d);
    wg_shapes_free(&b);
  }
  assert_true(n_outside > n_total / 10 && n_outside < n_total * 9 / 10);
  assert_int_equal(wg_mem_live(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(random_towns)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
