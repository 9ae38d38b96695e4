#include "plane/linework.h"

#include "plane/test_town.h"

static void sources_are_laid_out_in_order(void **state) {
  (void)state;
  wg_town t = {0};
  add_district(&t, "1", 0, 0, 100, 100);
  add_road(&t, 0, 0, 50, 50);
  add_road(&t, 0, 0, 50, 60);
  add_zone(&t, "z", 0, 0, 10, 10);
  add_building(&t, 1, 0, 0, 5, 5);
  wg_sources s = wg_sources_of(&t);
  assert_true(s.district == 2 && s.zone == 3 && s.building == 4 && s.cut == 5);
  for (uint32_t i = 0; i < 7; i++) {
    assert_int_equal(wg_source_is_line(&s, i), i < 2);
    assert_int_equal(wg_source_is_polygon(&s, i), i >= 2 && i < 5);
  }
  wg_town_free(&t);
}

/* Steps join up, are no longer than asked, stay near the segment and are the same both ways. */
static void steps_are_the_same_from_both_ends(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 500; seed++) {
    wg_rng r = wg_rng_init(seed, 16);
    uint32_t span = seed % 5 ? 30000 : 60;
    wg_pt a = {jitter(&r, (int32_t)span), jitter(&r, (int32_t)span)};
    wg_pt b = {jitter(&r, (int32_t)span), jitter(&r, (int32_t)span)};
    int32_t step = seed % 3 ? WG_STEP : 17;
    wg_segs x = {0}, y = {0};
    assert_true(wg_linework_add(&x, a, b, 7, step) && wg_linework_add(&y, b, a, 7, step));
    assert_int_equal(x.n, y.n);
    if (x.n) assert_memory_equal(x.v, y.v, x.n * sizeof *x.v);
    assert_int_equal(x.n == 0, wg_pt_eq(a, b));
    for (size_t i = 0; i < x.n; i++) {
      assert_int_equal(x.v[i].src, 7);
      assert_true(wg_dist2(x.v[i].a, x.v[i].b) <= (int64_t)(step + 2) * (step + 2));
      assert_true(segment_distance(a, b, x.v[i].b.x, x.v[i].b.y) <= 0.71);
      if (i) assert_true(wg_pt_eq(x.v[i - 1].b, x.v[i].a));
    }
    if (x.n) {
      bool up = wg_pt_cmp(a, b) < 0;
      assert_true(wg_pt_eq(x.v[0].a, up ? a : b) && wg_pt_eq(x.v[x.n - 1].b, up ? b : a));
    }
    WG_VEC_FREE(&x);
    WG_VEC_FREE(&y);
  }
}

/* Falling segments (dy < 0) too: rings.h counts on 0.71 (WG_STRAIGHT). */
static void steps_are_the_nearest_points(void **state) {
  (void)state;
  wg_segs x = {0};
  const wg_pt a = {0, 0}, b = {5000, -27};
  assert_true(wg_linework_add(&x, a, b, 0, 100));
  for (size_t i = 0; i < x.n; i++)
    assert_true(segment_distance(a, b, x.v[i].b.x, x.v[i].b.y) <= 0.71);
  WG_VEC_FREE(&x);
}

static bool has_source(const wg_segs *s, uint32_t src) {
  for (size_t i = 0; i < s->n; i++)
    if (s->v[i].src == src) return true;
  return false;
}

static void bridges_tunnels_and_far_lines_are_left_out(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_segs s = {0};
  add_district(&t, "1", 0, 0, 500 * M, 500 * M);
  uint32_t road = add_road(&t, 0, 10 * M, 500 * M, 10 * M);
  uint32_t bridge = add_line(&t, WG_LINE_RAIL, 1, XY(0, 20 * M, 500 * M, 20 * M));
  uint32_t tunnel = add_line(&t, WG_LINE_RAIL, -1, XY(0, 30 * M, 500 * M, 30 * M));
  uint32_t far = add_road(&t, 700 * M, 0, 700 * M, 500 * M);
  uint32_t near = add_road(&t, 590 * M, 0, 590 * M, 500 * M);
  assert_int_equal(wg_linework_base(ctx, &t, &s), WG_OK);
  assert_true(has_source(&s, road) && has_source(&s, near));
  assert_false(has_source(&s, bridge) || has_source(&s, tunnel) || has_source(&s, far));
  WG_VEC_FREE(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Faces of a town of one district with a road across and a side road that ends `gap` units
 * before it. */
static uint32_t faces_with_gap(int32_t gap) {
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_segs s = {0};
  wg_plane p;
  add_district(&t, "1", 0, 0, 500 * M, 500 * M);
  add_road(&t, 0, 200 * M, 500 * M, 207 * M);
  add_line(&t, WG_LINE_LOCAL, 0,
           XY(250 * M, 500 * M, 250 * M, 300 * M, 250 * M, 203 * M + 50 + gap));
  assert_int_equal(wg_linework_base(ctx, &t, &s), WG_OK);
  build_plane(ctx, &s, &p);
  uint32_t n = p.nf - 1;
  wg_plane_free(&p);
  wg_town_free(&t);
  wg_ctx_free(ctx);
  return n;
}

static void undershoots_of_three_metres_are_closed(void **state) {
  (void)state;
  assert_int_equal(faces_with_gap(0), 3);
  assert_int_equal(faces_with_gap(2), 3);
  assert_int_equal(faces_with_gap(50), 3);
  assert_int_equal(faces_with_gap(WG_UNDERSHOOT - 5), 3);
  assert_int_equal(faces_with_gap(WG_UNDERSHOOT + 5), 2);
}

static void an_undershoot_of_a_centimetre_is_closed(void **state) {
  (void)state;
  assert_int_equal(faces_with_gap(1), 3);
}

/* A line that crosses another one and ends within 3 m beyond it has met it already: joining its
 * end once more would make a splinter face. */
static void overshoots_are_let_alone(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_segs s = {0};
  wg_plane p;
  add_district(&t, "1", 0, 0, 500 * M, 500 * M);
  add_road(&t, -M, 200 * M, 501 * M, 207 * M); /* a metre beyond on either side */
  assert_int_equal(wg_linework_base(ctx, &t, &s), WG_OK);
  build_plane(ctx, &s, &p);
  assert_int_equal(p.nf - 1, 2);
  wg_plane_free(&p);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void polygons_give_all_their_rings(void **state) {
  (void)state;
  wg_town t = {0};
  wg_segs s = {0};
  put_box(&t.building_shape, 0, 0, 50 * M, 50 * M);
  put_hole(&t.building_shape, 10 * M, 10 * M, 20 * M, 20 * M);
  put_box(&t.building_shape, 60 * M, 0, 70 * M, 50 * M);
  end_building(&t, 1);
  assert_true(wg_linework_building(&t, 0, &s));
  assert_int_equal(s.n, 12); /* undivided */
  double len = 0;
  for (size_t i = 0; i < s.n; i++) len += sqrt((double)wg_dist2(s.v[i].a, s.v[i].b));
  assert_true(fabs(len - (200 + 40 + 120) * M) < 1e-6);
  s.n = 0;
  assert_true(wg_linework_polygon(&t.building_shape, 0, 3, WG_STEP, &s));
  assert_int_equal(s.n, 12 + 4 * 2 + 2 * 2); /* sides of 50 m: three steps each */
  WG_VEC_FREE(&s);
  wg_town_free(&t);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  add_district(&t, "1", 0, 0, 500 * M, 500 * M);
  add_road(&t, -M, 200 * M, 501 * M, 207 * M);
  add_road(&t, 250 * M, 500 * M, 250 * M, 205 * M);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_segs s = {0};
    wg_mem_fail_at(at);
    wg_status st = wg_linework_base(ctx, &t, &s);
    wg_mem_fail_at(0);
    WG_VEC_FREE(&s);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sources_are_laid_out_in_order),
      cmocka_unit_test(steps_are_the_same_from_both_ends),
      cmocka_unit_test(steps_are_the_nearest_points),
      cmocka_unit_test(an_undershoot_of_a_centimetre_is_closed),
      cmocka_unit_test(overshoots_are_let_alone),
      cmocka_unit_test(bridges_tunnels_and_far_lines_are_left_out),
      cmocka_unit_test(undershoots_of_three_metres_are_closed),
      cmocka_unit_test(polygons_give_all_their_rings),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("plane/linework", tests, NULL, NULL);
}
