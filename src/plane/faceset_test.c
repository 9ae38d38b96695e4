#include "plane/faceset.h"

#include "plane/test_town.h"

static void xor_is_symmetric_difference(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 500; seed++) {
    wg_rng r = wg_rng_init(seed, 14);
    uint32_t a[12], b[12], out[24], na = 0, nb = 0, want = 0;
    bool in[20] = {false};
    for (uint32_t i = 0; i < 12; i++) {
      if (wg_rng_below(&r, 2)) a[na++] = i;
      if (wg_rng_below(&r, 2)) b[nb++] = i;
    }
    uint32_t n = wg_set_xor(a, na, b, nb, out);
    for (uint32_t i = 0; i < na; i++) in[a[i]] = !in[a[i]];
    for (uint32_t i = 0; i < nb; i++) in[b[i]] = !in[b[i]];
    for (uint32_t i = 0; i < 12; i++) want += in[i];
    assert_int_equal(n, want);
    for (uint32_t i = 0; i < n; i++) assert_true(in[out[i]] && (i == 0 || out[i - 1] < out[i]));
  }
}

/* Random overlapping boxes and slanted polygons: the sets are what point-in-polygon says. */
static void sets_are_those_of_point_in_polygon(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 0; seed < 10; seed++) {
    wg_rng r = wg_rng_init(seed, 15);
    wg_shapes g = {0};
    wg_segs s = {0};
    wg_plane p;
    wg_facesets sets;
    for (uint32_t i = 0; i < 25; i++) {
      int32_t x = (int32_t)wg_rng_below(&r, 8000), y = (int32_t)wg_rng_below(&r, 8000);
      int32_t w = 700 + (int32_t)wg_rng_below(&r, 2500), h = 700 + (int32_t)wg_rng_below(&r, 2500);
      if (i % 5 == 4) x = x / 1000 * 1000, y = y / 1000 * 1000, w = h = 2000; /* common walls */
      if (i % 3)
        put_box(&g, x, y, x + w, y + h);
      else
        put_ring(&g, 0, XY(x, y, x + w, y + 200, x + w / 2, y + h));
      if (i % 4 == 1) put_hole(&g, x + 200, y + 200, x + 400, y + 500);
      assert_true(wg_shapes_end_feature(&g));
      assert_true(wg_linework_polygon(&g, i, 3 + i, 1000, &s));
    }
    for (uint32_t i = 0; i < 3; i++) /* sources that are no polygons */
      assert_true(wg_linework_add(&s, (wg_pt){0, (int32_t)i * 3000},
                                  (wg_pt){9000, (int32_t)i * 2000}, i, 1000));
    build_plane(ctx, &s, &p);
    assert_int_equal(wg_facesets_build(ctx, &p, 3, 28, &sets), WG_OK);
    assert_int_equal(wg_facesets_check(ctx, &p, 3, 28, &sets), WG_OK);
    assert_int_equal(sets.len[0], 0);
    for (int k = 0; k < 800; k++) {
      int32_t x = (int32_t)wg_rng_below(&r, 12000), y = (int32_t)wg_rng_below(&r, 12000);
      uint32_t f = face_at(&p, x, y), want = 0;
      bool clear = true;
      for (uint32_t i = 0; i < 25; i++) {
        double d = depth_inside(&g, i, 2 * (int64_t)x + 1, 2 * (int64_t)y + 1);
        clear = clear && fabs(d) > 2;
        want += d > 0;
      }
      if (!clear) continue; /* snapping moves borders by a unit */
      assert_int_equal(sets.len[f], want);
      for (uint32_t i = 0; i < sets.len[f]; i++)
        assert_true(covers_point(&g, sets.src.v[sets.at[f] + i] - 3, 2 * (int64_t)x + 1,
                                 2 * (int64_t)y + 1));
    }
    wg_facesets_free(&sets);
    wg_plane_free(&p);
    wg_shapes_free(&g);
  }
  wg_ctx_free(ctx);
}

/* Equal twins are both there; a wall between two leaves each on its side. */
static void twins_and_walls(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_shapes g = {0};
  wg_segs s = {0};
  wg_plane p;
  wg_facesets sets;
  put_box(&g, 0, 0, 100, 100);
  assert_true(wg_shapes_end_feature(&g));
  put_box(&g, 0, 0, 100, 100);
  assert_true(wg_shapes_end_feature(&g));
  put_box(&g, 100, 0, 200, 100);
  assert_true(wg_shapes_end_feature(&g));
  for (uint32_t i = 0; i < 3; i++) assert_true(wg_linework_polygon(&g, i, i, 0, &s));
  build_plane(ctx, &s, &p);
  assert_int_equal(wg_facesets_build(ctx, &p, 0, 3, &sets), WG_OK);
  assert_int_equal(p.nf, 3);
  uint32_t l = face_at(&p, 50, 50), r = face_at(&p, 150, 50);
  assert_int_equal(sets.len[l], 2);
  assert_int_equal(sets.len[r], 1);
  assert_int_equal(sets.src.v[sets.at[r]], 2);
  sets.len[r] = 0; /* the check must see a wrong set */
  assert_int_equal(wg_facesets_check(ctx, &p, 0, 3, &sets), WG_ERR_INTERNAL);
  wg_facesets_free(&sets);
  wg_plane_free(&p);
  wg_shapes_free(&g);
  wg_ctx_free(ctx);
}

static void toggles_cancel_in_pairs(void **state) {
  (void)state;
  uint32_t src[] = {1, 4, 4, 5, 6, 6, 6, 9}, first[] = {0, 8}, buf[8];
  wg_noded n = {.ne = 1, .src_first = first, .src = src};
  assert_int_equal(wg_edge_toggles(&n, 0, 2, 9, buf), 2);
  assert_true(buf[0] == 5 && buf[1] == 6);
  assert_int_equal(wg_edge_toggles(&n, 0, 0, 100, buf), 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(xor_is_symmetric_difference),
      cmocka_unit_test(sets_are_those_of_point_in_polygon),
      cmocka_unit_test(twins_and_walls),
      cmocka_unit_test(toggles_cancel_in_pairs),
  };
  return cmocka_run_group_tests_name("plane/faceset", tests, NULL, NULL);
}
