#include "atoms/sites.h"

#include "plane/test_town.h"

static void build(wg_ctx *ctx, const wg_town *t, wg_plane *p, wg_sites *s) {
  wg_segs segs = {0};
  assert_int_equal(wg_linework_base(ctx, t, &segs), WG_OK);
  build_plane(ctx, &segs, p);
  assert_int_equal(wg_sites_build(ctx, t, p, s), WG_OK);
}

/* A polygon with 3 .. 12 corners around a centre, at least `least` units wide. */
static void add_star(wg_shapes *s, wg_rng *r, uint32_t least, uint32_t reach) {
  uint32_t n = 3 + wg_rng_below(r, 10);
  int32_t xy[24], cx = jitter(r, 1000000), cy = jitter(r, 1000000);
  for (uint32_t k = 0; k < n; k++) {
    double a = 2 * M_PI * k / n, d = least + wg_rng_below(r, reach);
    xy[2 * k] = cx + (int32_t)lround(d * cos(a));
    xy[2 * k + 1] = cy + (int32_t)lround(d * sin(a));
  }
  put_ring(s, 0, xy, n);
}

static void the_interior_point_is_inside(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 2000; seed++) {
    wg_rng r = wg_rng_init(seed, 9);
    wg_shapes s = {0};
    add_star(&s, &r, 8, seed % 2 ? 20 : 5000);
    assert_true(wg_shapes_end_feature(&s));
    int64_t x2, y2;
    assert_true(wg_interior_point(&s, 0, &x2, &y2));
    assert_true(covers_point(&s, 0, x2, y2));
    wg_shapes_free(&s);
  }
}

static void the_interior_point_of_two_parts_is_in_one(void **state) {
  (void)state;
  wg_shapes s = {0};
  put_box(&s, 0, 0, 1000, 1000);
  put_box(&s, 0, 5000, 1000, 6000);
  assert_true(wg_shapes_end_feature(&s));
  int64_t x2, y2;
  assert_true(wg_interior_point(&s, 0, &x2, &y2));
  assert_true(covers_point(&s, 0, x2, y2));
  wg_shapes_free(&s);
}

static void the_interior_point_keeps_out_of_holes(void **state) {
  (void)state;
  wg_shapes s = {0};
  put_box(&s, -3000, -3000, 3000, 3000);
  put_hole(&s, -2900, -2900, 2950, 2900);
  assert_true(wg_shapes_end_feature(&s));
  int64_t x2, y2;
  assert_true(wg_interior_point(&s, 0, &x2, &y2));
  assert_true(covers_point(&s, 0, x2, y2));
  wg_shapes_free(&s);
}

static void the_smallest_boxes_have_an_interior(void **state) {
  (void)state;
  for (int32_t x = -3; x < 3; x++)
    for (int32_t y = -3; y < 3; y++)
      for (int32_t w = 1; w < 4; w++) {
        wg_shapes s = {0};
        put_box(&s, x, y, x + w, y + 1);
        assert_true(wg_shapes_end_feature(&s));
        int64_t x2, y2;
        assert_true(wg_interior_point(&s, 0, &x2, &y2));
        assert_true(2 * x < x2 && x2 < 2 * (x + w) && y2 == 2 * y + 1);
        wg_shapes_free(&s);
      }
}

/* Against a fine scan of the segment. */
static void a_segment_meets_where_points_of_it_lie_inside(void **state) {
  (void)state;
  uint32_t yes = 0, no = 0;
  for (uint64_t seed = 0; seed < 3000; seed++) {
    wg_rng r = wg_rng_init(seed, 10);
    wg_shapes s = {0};
    add_star(&s, &r, 20, 60);
    assert_true(wg_shapes_end_feature(&s));
    wg_pt c = s.pt.v[0];
    wg_pt a = {c.x + jitter(&r, 150), c.y + jitter(&r, 150)},
          b = {c.x + jitter(&r, 150), c.y + jitter(&r, 150)};
    bool meets = wg_polygon_meets(&s, 0, a, b), seen = false;
    for (int k = 0; k <= 400 && !seen; k++)
      seen = depth_inside(&s, 0, 2 * (int64_t)a.x + (int64_t)(b.x - a.x) * k / 200,
                          2 * (int64_t)a.y + (int64_t)(b.y - a.y) * k / 200) > 1.5;
    assert_true(meets || !seen);
    if (!meets) /* and no corner lies on it */
      for (size_t k = 0; k < s.pt.n; k++)
        assert_true(segment_distance(a, b, s.pt.v[k].x, s.pt.v[k].y) > 0);
    yes += meets;
    no += !meets;
    assert_int_equal(meets, wg_polygon_meets(&s, 0, b, a));
    wg_shapes_free(&s);
  }
  assert_true(yes > 300 && no > 300);
}

static void touching_is_meeting(void **state) {
  (void)state;
  wg_shapes s = {0};
  put_box(&s, 0, 0, 100, 100);
  put_hole(&s, 20, 20, 80, 80);
  assert_true(wg_shapes_end_feature(&s));
  const struct {
    wg_pt a, b;
    bool meets;
  } c[] = {
      {{-50, 0}, {150, 0}, true},     /* along the border */
      {{100, 100}, {200, 200}, true}, /* a corner */
      {{10, 10}, {15, 12}, true},     /* wholly inside */
      {{50, 50}, {60, 60}, false},    /* in the hole */
      {{50, 50}, {80, 60}, true},     /* touches the hole's border */
      {{101, 0}, {101, 100}, false},  {{-1, -1}, {-1, 200}, false},
      {{10, 10}, {10, 10}, true},     {{50, 50}, {50, 50}, false},
  };
  for (size_t i = 0; i < sizeof c / sizeof *c; i++)
    assert_int_equal(wg_polygon_meets(&s, 0, c[i].a, c[i].b), c[i].meets);
  wg_shapes_free(&s);
}

/* Every building lists the faces of the edges that meet it: all of them, by brute force. */
static void sites_are_those_of_a_linear_scan(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 0; seed < 4; seed++) {
    wg_town t;
    wg_plane p;
    wg_sites s;
    random_town(&t, seed, 3);
    build(ctx, &t, &p, &s);
    uint32_t crossed = 0;
    uint8_t *in = WG_NEW(uint8_t, p.nf);
    for (uint32_t b = 0; b < t.building.n; b++) {
      memset(in, 0, p.nf);
      bool any = false;
      for (uint32_t e = 0; e < p.lines.ne; e++) {
        if (!wg_polygon_meets(&t.building_shape, b, wg_plane_org(&p, 2 * e),
                              wg_plane_dst(&p, 2 * e)))
          continue;
        in[p.face[2 * e]] = in[p.face[2 * e + 1]] = 1;
        any = true;
      }
      assert_int_equal(s.crossed[b], any);
      crossed += any;
      uint32_t n = 0;
      for (uint32_t f = 0; f < p.nf; f++) n += in[f];
      if (!any) n = 1;
      assert_int_equal(s.first[b + 1] - s.first[b], n);
      for (uint32_t i = s.first[b]; any && i < s.first[b + 1]; i++) {
        assert_true(in[s.face.v[i]]);
        assert_true(i == s.first[b] || s.face.v[i - 1] < s.face.v[i]);
      }
      wg_pt c = t.building_shape.pt.v[t.building_shape.start.v[t.building_shape.first.v[b]]];
      if (!any) assert_int_equal(s.face.v[s.first[b]], face_at(&p, c.x, c.y));
    }
    assert_true(crossed > 2);
    wg_free(in);
    wg_sites_free(&s);
    wg_plane_free(&p);
    wg_town_free(&t);
  }
  wg_ctx_free(ctx);
}

static void threads_do_not_show(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_plane p, q;
  wg_sites a, b;
  random_town(&t, 9, 6); /* more than one task of 512 buildings */
  assert_true(t.building.n > 600);
  wg_ctx_set_threads(ctx, 1);
  build(ctx, &t, &p, &a);
  wg_ctx_set_threads(ctx, 4);
  build(ctx, &t, &q, &b);
  assert_memory_equal(a.first, b.first, (t.building.n + 1) * sizeof *a.first);
  assert_memory_equal(a.face.v, b.face.v, a.face.n * sizeof *a.face.v);
  assert_memory_equal(a.crossed, b.crossed, t.building.n);
  wg_sites_free(&a);
  wg_sites_free(&b);
  wg_plane_free(&p);
  wg_plane_free(&q);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_ctx_set_threads(ctx, 1);
  wg_town t = {0};
  wg_plane p;
  wg_sites s;
  add_district(&t, "1", 0, 0, 100 * M, 100 * M);
  add_building(&t, 1, 10 * M, 10 * M, 20 * M, 20 * M);
  build(ctx, &t, &p, &s);
  wg_sites_free(&s);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_mem_fail_at(at);
    wg_status st = wg_sites_build(ctx, &t, &p, &s);
    wg_mem_fail_at(0);
    if (st == WG_OK) wg_sites_free(&s);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  wg_plane_free(&p);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_interior_point_is_inside),
      cmocka_unit_test(the_interior_point_of_two_parts_is_in_one),
      cmocka_unit_test(the_interior_point_keeps_out_of_holes),
      cmocka_unit_test(the_smallest_boxes_have_an_interior),
      cmocka_unit_test(a_segment_meets_where_points_of_it_lie_inside),
      cmocka_unit_test(touching_is_meeting),
      cmocka_unit_test(sites_are_those_of_a_linear_scan),
      cmocka_unit_test(threads_do_not_show),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("atoms/sites", tests, NULL, NULL);
}
