#include "plane/plane.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/rng.h"

static void add_box(wg_segs *s, int32_t x0, int32_t y0, int32_t x1, int32_t y1, uint32_t src) {
  wg_pt c[4] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
  for (int i = 0; i < 4; i++) assert_true(WG_VEC_PUSH(s, ((wg_seg){c[i], c[(i + 1) % 4], src})));
}

static void build(wg_ctx *ctx, wg_segs *s, wg_plane *p) {
  wg_noded n;
  assert_int_equal(wg_node(ctx, s->v, s->n, &n), WG_OK);
  assert_int_equal(wg_plane_build(ctx, &n, p), WG_OK);
  assert_int_equal(wg_plane_check(ctx, p), WG_OK);
  WG_VEC_FREE(s);
}

static uint32_t at(const wg_plane *p, int32_t x, int32_t y) {
  uint32_t f;
  assert_int_equal(wg_plane_locate(p, 2 * x, 2 * y, &f), WG_OK);
  return f;
}

static void islands_belong_to_the_face_around(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_segs s = {0};
  add_box(&s, 0, 0, 1000, 1000, 0);
  add_box(&s, 100, 100, 300, 300, 1);
  add_box(&s, 150, 150, 200, 200, 2);
  add_box(&s, 500, 500, 600, 600, 3);
  assert_true(WG_VEC_PUSH(&s, ((wg_seg){{700, 700}, {800, 820}, 4}))); /* floating line */
  wg_plane p;
  build(ctx, &s, &p);
  assert_int_equal(p.nf, 5);
  int64_t area2[5];
  wg_plane_areas(&p, area2);
  assert_int_equal(area2[at(&p, 50, 50)], 2 * (1000000 - 40000 - 10000));
  assert_int_equal(area2[at(&p, 120, 120)], 2 * (40000 - 2500));
  assert_int_equal(area2[at(&p, 160, 160)], 2 * 2500);
  assert_int_equal(at(&p, 50, 50), at(&p, 750, 790));
  assert_int_equal(at(&p, -5, 50), 0);
  assert_int_equal(at(&p, 5000, 50), 0);
  uint32_t f = at(&p, 50, 50);
  assert_int_equal(p.ring_first[f + 1] - p.ring_first[f], 4); /* outer, two islands, line */
  wg_plane_free(&p);
  wg_ctx_free(ctx);
}

static void random_arrangements_hold(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint32_t seed = 0; seed < 40; seed++) {
    wg_rng r = wg_rng_init(seed, 1);
    wg_segs s = {0};
    uint32_t span = seed % 2 ? 100 : 100000;
    for (int i = 0; i < 150; i++) {
      wg_pt a = {(int32_t)wg_rng_below(&r, span), (int32_t)wg_rng_below(&r, span)};
      wg_pt b = {a.x + (int32_t)wg_rng_below(&r, span / 4) - 10,
                 a.y + (int32_t)wg_rng_below(&r, span / 4) - 10};
      assert_true(WG_VEC_PUSH(&s, ((wg_seg){a, b, 0})));
    }
    wg_plane p;
    build(ctx, &s, &p);
    int64_t *area2 = WG_NEW(int64_t, p.nf), sum = 0;
    wg_plane_areas(&p, area2);
    for (uint32_t f = 1; f < p.nf; f++) {
      assert_true(area2[f] > 0);
      sum += area2[f];
    }
    assert_int_equal(sum, -area2[0]);
    wg_free(area2);
    wg_plane_free(&p);
  }
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(islands_belong_to_the_face_around),
      cmocka_unit_test(random_arrangements_hold),
  };
  return cmocka_run_group_tests_name("plane/plane", tests, NULL, NULL);
}
