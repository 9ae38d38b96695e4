#include "atoms/land.h"

#include "plane/test_town.h"

static void find(wg_ctx *ctx, const wg_town *t, wg_sites *s) {
  wg_sources src = wg_sources_of(t);
  wg_segs segs = {0};
  wg_plane p;
  wg_facesets sets;
  wg_territory terr;
  assert_int_equal(wg_linework_base(ctx, t, &segs), WG_OK);
  build_plane(ctx, &segs, &p);
  assert_int_equal(wg_facesets_build(ctx, &p, src.district, src.building, &sets), WG_OK);
  assert_int_equal(wg_territory_build(ctx, t, &p, &sets, &terr), WG_OK);
  assert_int_equal(wg_sites_build(ctx, t, &p, s), WG_OK);
  assert_int_equal(wg_land_find(ctx, t, &terr, s), WG_OK);
  wg_territory_free(&terr);
  wg_facesets_free(&sets);
  wg_plane_free(&p);
}

static void parcels_without_households_are_land(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_sites s;
  add_district(&t, "1", 0, 0, 1000 * M, 1000 * M);
  add_district(&t, "2", 1000 * M, 0, 2000 * M, 1000 * M);
  add_road(&t, 0, 500 * M, 2000 * M, 500 * M);
  add_building(&t, 0, 800 * M, 100 * M, 1200 * M, 300 * M); /* a park in both districts */
  add_building(&t, 1, 800 * M, 600 * M, 1200 * M, 800 * M); /* people live there */
  add_building(&t, 0, 700 * M, 310 * M, 1003 * M, 560 * M); /* 99 % in one district */
  add_building(&t, 0, 900 * M, 850 * M, 1100 * M, 900 * M); /* outline of 500 m */
  add_building(&t, 0, 100 * M, 100 * M, 400 * M, 400 * M);  /* crossed by nothing */
  add_building(&t, 0, 100 * M, 490 * M, 500 * M, 800 * M);  /* in two blocks of one district */
  find(ctx, &t, &s);
  const uint8_t want[] = {1, 0, 0, 0, 0, 0};
  for (uint32_t b = 0; b < t.building.n; b++) assert_int_equal(s.land[b], want[b]);
  wg_sites_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Street land: a comb of strips 20 m wide, outline above 5 km. */
static void networks_of_strips_are_land(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (int32_t households = 0; households < 2; households++) {
    wg_town t = {0};
    wg_sites s;
    int32_t xy[2 * 26], n = 0;
    add_district(&t, "1", -100 * M, -100 * M, 1000 * M, 1000 * M);
    add_road(&t, -200 * M, 10 * M, 1100 * M, 10 * M);
    xy[n++] = 0, xy[n++] = 0, xy[n++] = 620 * M, xy[n++] = 0;
    for (int32_t k = 6; k >= 0; k -= 2) { /* teeth from the right to the left */
      xy[n++] = (k * 100 + 20) * M, xy[n++] = 800 * M;
      xy[n++] = k * 100 * M, xy[n++] = 800 * M;
      if (k)
        xy[n++] = k * 100 * M, xy[n++] = 20 * M, xy[n++] = (k * 100 - 180) * M, xy[n++] = 20 * M;
    }
    put_ring(&t.building_shape, 0, xy, (size_t)n / 2);
    end_building(&t, households);
    find(ctx, &t, &s);
    assert_int_equal(s.land[0], households == 0);
    wg_sites_free(&s);
    wg_town_free(&t);
  }
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parcels_without_households_are_land),
      cmocka_unit_test(networks_of_strips_are_land),
  };
  return cmocka_run_group_tests_name("atoms/land", tests, NULL, NULL);
}
