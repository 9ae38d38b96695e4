#include "atoms/block.h"

#include "plane/test_town.h"

/* Every triangle's set is that of its middle, by point-in-polygon. */
static void sets_are_those_of_the_middles(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 0; seed < 12; seed++) {
    wg_rng r = wg_rng_init(seed, 11);
    wg_town t = {0};
    wg_plane p;
    wg_segs s = {0};
    wg_block b;
    add_district(&t, "1", 0, 0, 130 * M, 110 * M);
    add_road(&t, 65 * M, 0, 65 * M, 60 * M);
    add_random_block(&t, &r, 0, 0, 130 * M, 110 * M);
    assert_int_equal(wg_linework_base(ctx, &t, &s), WG_OK);
    build_plane(ctx, &s, &p);
    assert_int_equal(p.nf, 2);
    uint32_t n = (uint32_t)t.building.n, *all = WG_NEW(uint32_t, n);
    for (uint32_t i = 0; i < n; i++) all[i] = i;
    assert_int_equal(wg_block_build(&t, &p, 1, all, n, &b), WG_OK);
    for (uint32_t k = 0; k < b.cdt.nt; k++) {
      const uint32_t *o = b.cdt.org + 3 * k;
      bool far = o[0] >= b.cdt.nv || o[1] >= b.cdt.nv || o[2] >= b.cdt.nv;
      if (far) {
        assert_false(wg_block_inside(&b, k));
        continue;
      }
      int64_t x2 = 2 * ((int64_t)b.cdt.v[o[0]].x + b.cdt.v[o[1]].x + b.cdt.v[o[2]].x) / 3;
      int64_t y2 = 2 * ((int64_t)b.cdt.v[o[0]].y + b.cdt.v[o[1]].y + b.cdt.v[o[2]].y) / 3;
      uint32_t lowest = WG_NOBODY;
      bool clear = true;
      for (uint32_t i = n; i-- > 0;) {
        double d = depth_inside(&t.building_shape, i, x2, y2);
        clear = clear && fabs(d) > 2; /* rounding decides nearer than that */
        if (d > 0) lowest = i;
      }
      if (!clear) continue;
      assert_int_equal(wg_block_inside(&b, k), covers_point(&t.district_shape, 0, x2, y2));
      assert_int_equal(wg_block_footprint(&b, k), lowest);
    }
    uint32_t paths = 0;
    for (uint32_t e = 0; e < b.lines.ne; e++) paths += wg_block_is_path(&b, e);
    assert_true(paths >= 3);
    wg_block_free(&b);
    wg_free(all);
    wg_plane_free(&p);
    wg_town_free(&t);
  }
  wg_ctx_free(ctx);
}

static void owners_are_the_lowest_footprints(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_plane p;
  wg_segs s = {0};
  wg_block b;
  add_district(&t, "1", 0, 0, 100 * M, 100 * M);
  add_building(&t, 1, 20 * M, 20 * M, 40 * M, 40 * M);
  add_building(&t, 1, 40 * M, 20 * M, 60 * M, 40 * M);
  assert_int_equal(wg_linework_base(ctx, &t, &s), WG_OK);
  build_plane(ctx, &s, &p);
  assert_int_equal(wg_block_build(&t, &p, 1, (const uint32_t[]){0, 1}, 2, &b), WG_OK);
  for (uint32_t v = 0; v < b.cdt.nv; v++) {
    wg_pt q = b.cdt.v[v];
    bool house = q.y >= 20 * M && q.y <= 40 * M && q.x >= 20 * M && q.x <= 60 * M;
    assert_int_equal(b.owner[v], !house ? WG_NOBODY : q.x <= 40 * M ? 0 : 1);
  }
  wg_block_free(&b);
  wg_plane_free(&p);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sets_are_those_of_the_middles),
      cmocka_unit_test(owners_are_the_lowest_footprints),
  };
  return cmocka_run_group_tests_name("atoms/block", tests, NULL, NULL);
}
