/* One shape, written in any way, comes out in the same bytes. */
#include "read/test_files.h"

#include "base/rng.h"
#include "read/canon.h"

static wg_rings rings_of(const wg_shapes *s) {
  return (wg_rings){s->pt.v, s->start.v, s->hole.v, wg_shapes_rings(s)};
}

/* Ring `pts`, begun anywhere and in either direction. */
static void put_anyhow(wg_rng *g, wg_shapes *s, uint8_t hole, const wg_pt *pts, uint32_t n) {
  uint32_t from = wg_rng_below(g, n);
  bool back = wg_rng_below(g, 2);
  for (uint32_t i = 0; i < n; i++)
    assert_true(wg_shapes_pt(s, pts[back ? (from + n - i) % n : (from + i) % n]));
  assert_true(wg_shapes_end_ring(s, hole));
}

static void polygon_any_way(void **state) {
  (void)state;
  static const wg_pt outer[] = {{0, 0}, {90, 0}, {90, 90}, {0, 90}},
                     h1[] = {{10, 10}, {20, 10}, {15, 20}}, h2[] = {{50, 10}, {60, 10}, {55, 20}},
                     part[] = {{-50, 0}, {-20, 0}, {-20, 40}};
  wg_rng g = wg_rng_init(3, 0);
  wg_shapes first = {0};
  for (int k = 0; k < 500; k++) {
    wg_shapes s = {0}, out = {0};
    bool swap = wg_rng_below(&g, 2), part_first = wg_rng_below(&g, 2);
    if (part_first) put_anyhow(&g, &s, 0, part, 3);
    put_anyhow(&g, &s, 0, outer, 4);
    put_anyhow(&g, &s, 1, swap ? h2 : h1, 3);
    put_anyhow(&g, &s, 1, swap ? h1 : h2, 3);
    if (!part_first) put_anyhow(&g, &s, 0, part, 3);
    assert_true(wg_canon_polygon(rings_of(&s), k ? &out : &first));
    if (k) {
      assert_memory_equal(out.pt.v, first.pt.v, first.pt.n * sizeof(wg_pt));
      assert_memory_equal(out.start.v, first.start.v, first.start.n * 4);
      assert_memory_equal(out.hole.v, first.hole.v, first.hole.n);
    }
    wg_shapes_free(&s);
    wg_shapes_free(&out);
  }
  assert_int_equal(wg_shapes_area2(&first, 0), 2 * (8100 - 50 - 50 + 600));
  assert_true(first.pt.v[0].x == -50 && first.hole.v[0] == 0 && first.hole.v[1] == 0 &&
              first.hole.v[2] == 1);
  wg_shapes_free(&first);
}

static void lines_have_no_direction(void **state) {
  (void)state;
  static const wg_pt loop[] = {{5, 5}, {9, 0}, {0, 9}, {5, 5}}, plain[] = {{7, 1}, {3, 3}, {1, 1}};
  wg_shapes a = {0}, b = {0}, ca = {0}, cb = {0};
  for (int i = 0; i < 4; i++)
    assert_true(wg_shapes_pt(&a, loop[i]) && wg_shapes_pt(&b, loop[3 - i]));
  assert_true(wg_shapes_end_ring(&a, 0) && wg_shapes_end_ring(&b, 0));
  for (int i = 0; i < 3; i++)
    assert_true(wg_shapes_pt(&a, plain[i]) && wg_shapes_pt(&b, plain[2 - i]));
  assert_true(wg_shapes_end_ring(&a, 0) && wg_shapes_end_ring(&b, 0));
  assert_true(wg_canon_lines(rings_of(&a), false, &ca) && wg_canon_lines(rings_of(&b), false, &cb));
  assert_int_equal(ca.pt.n, 7);
  assert_memory_equal(ca.pt.v, cb.pt.v, 7 * sizeof(wg_pt));
  assert_true(wg_pt_eq(ca.pt.v[0], (wg_pt){1, 1}));
  wg_shapes_free(&a), wg_shapes_free(&b), wg_shapes_free(&ca), wg_shapes_free(&cb);
}

static void rings_as_lines_are_closed(void **state) {
  (void)state;
  static const wg_pt r[] = {{9, 9}, {0, 9}, {0, 0}, {9, 0}};
  wg_shapes s = {0}, out = {0};
  for (int i = 0; i < 4; i++) assert_true(wg_shapes_pt(&s, r[i]));
  assert_true(wg_shapes_end_ring(&s, 0));
  assert_true(wg_canon_lines(rings_of(&s), true, &out));
  assert_int_equal(out.pt.n, 5);
  assert_true(wg_pt_eq(out.pt.v[0], (wg_pt){0, 0}) && wg_pt_eq(out.pt.v[4], (wg_pt){0, 0}));
  wg_shapes_free(&s), wg_shapes_free(&out);
}

static void order_is_total(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_rng g = wg_rng_init(9, 0);
  wg_shapes s = {0};
  for (int i = 0; i < 3000; i++) {
    int32_t x = (int32_t)wg_rng_below(&g, 20), y = (int32_t)wg_rng_below(&g, 20);
    assert_true(wg_shapes_pt(&s, (wg_pt){x, y}) &&
                wg_shapes_pt(&s, (wg_pt){x + 3, y + (int32_t)wg_rng_below(&g, 3)}));
    assert_true(wg_shapes_end_ring(&s, 0) && wg_shapes_end_feature(&s));
  }
  uint32_t *order;
  assert_int_equal(wg_canon_order(ctx, &s, NULL, NULL, &order), WG_OK);
  for (uint32_t i = 1; i < 3000; i++)
    assert_true(wg_shapes_cmp(&s, order[i - 1], &s, order[i]) <= 0);
  wg_free(order);
  wg_shapes_free(&s);
  wg_ctx_free(ctx);
  assert_int_equal(wg_mem_live(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(polygon_any_way), cmocka_unit_test(lines_have_no_direction),
      cmocka_unit_test(rings_as_lines_are_closed), cmocka_unit_test(order_is_total)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
