#include "plane/test_town.h"

/* Ordinate of edge e at x2 (doubled), as a fraction of dx: y2 * dx. */
static __int128 height(const wg_plane *p, uint32_t e, int64_t x2, int64_t *dx) {
  wg_pt a = wg_plane_org(p, 2 * e), b = wg_plane_dst(p, 2 * e);
  *dx = (int64_t)b.x - a.x;
  return (__int128)2 * a.y * *dx + (__int128)(x2 - 2 * (int64_t)a.x) * ((int64_t)b.y - a.y);
}

/* Linear scan: the highest edge strictly below; of two that meet there the one that is higher
 * a little further right. */
static uint32_t scan(const wg_plane *p, int64_t x2, int64_t y2) {
  uint32_t best = WG_NO_EDGE;
  for (uint32_t e = 0; e < p->lines.ne; e++) {
    wg_pt a = wg_plane_org(p, 2 * e), b = wg_plane_dst(p, 2 * e);
    if (x2 < 2 * (int64_t)a.x || x2 >= 2 * (int64_t)b.x) continue;
    int64_t d, db;
    __int128 h = height(p, e, x2, &d);
    if (h >= (__int128)y2 * d) continue;
    if (best != WG_NO_EDGE) {
      __int128 hb = height(p, best, x2, &db), c = h * db - hb * d;
      wg_pt oa = wg_plane_org(p, 2 * best), ob = wg_plane_dst(p, 2 * best);
      if (c == 0) c = (__int128)((int64_t)b.y - a.y) * db - (__int128)((int64_t)ob.y - oa.y) * d;
      if (c < 0) continue;
    }
    best = e;
  }
  return best == WG_NO_EDGE ? WG_NO_EDGE : 2 * best;
}

static void random_plane(wg_ctx *ctx, uint64_t seed, uint32_t span, wg_plane *p) {
  wg_rng r = wg_rng_init(seed, 12);
  wg_segs s = {0};
  for (int i = 0; i < 120; i++) {
    wg_pt a = {(int32_t)wg_rng_below(&r, span), (int32_t)wg_rng_below(&r, span)};
    wg_pt b = {(int32_t)wg_rng_below(&r, span), (int32_t)wg_rng_below(&r, span)};
    if (i % 3 == 0) b.x = a.x; /* vertical ones are never below */
    if (i % 3 == 1) b = (wg_pt){a.x + jitter(&r, 40), a.y + jitter(&r, 40)};
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){a, b, 0})));
  }
  build_plane(ctx, &s, p);
}

static void below_is_what_a_linear_scan_finds(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 0; seed < 12; seed++) {
    wg_plane p;
    uint32_t span = seed % 3 == 0 ? 60 : seed % 3 == 1 ? 5000 : 30000000, h;
    random_plane(ctx, seed, span, &p);
    wg_rng r = wg_rng_init(seed, 13);
    for (int i = 0; i < 600; i++) {
      int64_t x2 = (int64_t)wg_rng_below(&r, 2 * span + 20) - 10,
              y2 = (int64_t)wg_rng_below(&r, 2 * span + 20) - 10;
      if (i % 4 == 0) { /* straight above or on a vertex */
        wg_pt v = p.lines.v[wg_rng_below(&r, p.lines.nv)];
        x2 = 2 * (int64_t)v.x;
        y2 = 2 * (int64_t)v.y + (i % 8 ? wg_rng_below(&r, span) : 0);
      }
      assert_int_equal(wg_plane_below(&p, x2, y2, &h), WG_OK);
      assert_int_equal(h, scan(&p, x2, y2));
      if (h != WG_NO_EDGE) assert_true(wg_plane_org(&p, h).x < wg_plane_dst(&p, h).x);
    }
    wg_plane_free(&p);
  }
  wg_ctx_free(ctx);
}

/* Winding of the face's boundary cycles around the point says inside. */
static void a_located_face_holds_the_point(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 20; seed < 28; seed++) {
    wg_plane p;
    random_plane(ctx, seed, 20000, &p);
    wg_rng r = wg_rng_init(seed, 13);
    for (int i = 0; i < 200; i++) {
      int64_t x2 = 2 * (int64_t)wg_rng_below(&r, 21000) + 1,
              y2 = 2 * (int64_t)wg_rng_below(&r, 21000) + 1;
      uint32_t f;
      bool in = false;
      assert_int_equal(wg_plane_locate(&p, x2, y2, &f), WG_OK);
      for (uint32_t h = 0; h < 2 * p.lines.ne; h++) { /* even-odd over the border of f */
        if (p.face[h] != f || p.face[h ^ 1] == f) continue;
        wg_pt a = wg_plane_org(&p, h), b = wg_plane_dst(&p, h);
        if ((2 * (int64_t)a.y <= y2) == (2 * (int64_t)b.y <= y2)) continue;
        __int128 d = (__int128)(2 * ((int64_t)b.x - a.x)) * (y2 - 2 * (int64_t)a.y) -
                     (__int128)(2 * ((int64_t)b.y - a.y)) * (x2 - 2 * (int64_t)a.x);
        if ((b.y > a.y) == (d > 0)) in = !in;
      }
      assert_int_equal(in, f != 0);
    }
    wg_plane_free(&p);
  }
  wg_ctx_free(ctx);
}

static void far_away_is_outside(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_plane p;
  wg_segs s = {0};
  uint32_t f;
  assert_true(wg_linework_add(&s, (wg_pt){0, 0}, (wg_pt){10, 0}, 0, 0) &&
              wg_linework_add(&s, (wg_pt){10, 0}, (wg_pt){0, 10}, 0, 0) &&
              wg_linework_add(&s, (wg_pt){0, 10}, (wg_pt){0, 0}, 0, 0));
  build_plane(ctx, &s, &p);
  const int64_t far = 2 * (int64_t)WG_COORD_MAX;
  const int64_t at[][2] = {{far, far}, {-far, -far}, {far, -far}, {6, far}, {6, -far}, {6, 50}};
  for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
    assert_int_equal(wg_plane_locate(&p, at[i][0], at[i][1], &f), WG_OK);
    assert_int_equal(f, 0);
  }
  wg_plane_free(&p);
  wg_ctx_free(ctx);
}

static void a_point_on_an_edge_is_in_the_face_below(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_plane p;
  wg_segs s = {0};
  uint32_t f;
  const wg_pt c[] = {{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}};
  for (int i = 0; i < 4; i++) assert_true(WG_VEC_PUSH(&s, ((wg_seg){c[i], c[(i + 1) % 4], 0})));
  build_plane(ctx, &s, &p);
  assert_int_equal(wg_plane_locate(&p, 1000, 0, &f), WG_OK); /* the middle of the lower side */
  assert_int_equal(f, 0);
  assert_int_equal(wg_plane_locate(&p, 1000, 2000, &f), WG_OK); /* of the upper side */
  assert_int_equal(f, 1);
  wg_plane_free(&p);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(below_is_what_a_linear_scan_finds),
      cmocka_unit_test(a_located_face_holds_the_point),
      cmocka_unit_test(far_away_is_outside),
      cmocka_unit_test(a_point_on_an_edge_is_in_the_face_below),
  };
  return cmocka_run_group_tests_name("plane/below", tests, NULL, NULL);
}
