#include "atoms/entangled.h"

#include "atoms/test_survey.h"

static void find(wg_ctx *ctx, const wg_town *t, wg_sites *s) {
  wg_segs segs = {0};
  wg_plane p;
  assert_int_equal(wg_linework_base(ctx, t, &segs), WG_OK);
  build_plane(ctx, &segs, &p);
  assert_int_equal(wg_sites_build(ctx, t, &p, s), WG_OK);
  assert_int_equal(wg_entangled_find(ctx, t, s), WG_OK);
  wg_plane_free(&p);
}

static void chains_of_overlaps_are_followed(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_sites s;
  add_district(&t, "1", 0, 0, 400 * M, 100 * M);
  add_road(&t, 30 * M, 0, 30 * M, 100 * M);
  for (int32_t i = 0; i < 6; i++) /* the first stands on the road, each overlaps the next */
    add_building(&t, 1, (20 + 18 * i) * M, (20 + i) * M, (40 + 18 * i) * M, (40 + i) * M);
  add_building(&t, 1, (20 + 18 * 6 + 2) * M, 20 * M, 160 * M, 40 * M); /* common wall only */
  add_building(&t, 1, 24 * M, 24 * M, 26 * M, 26 * M);   /* on the first one's ground */
  add_building(&t, 1, 200 * M, 20 * M, 220 * M, 40 * M); /* alone */
  put_box(&t.building_shape, 300 * M, 20 * M, 310 * M, 40 * M);
  put_box(&t.building_shape, 330 * M, 20 * M, 340 * M, 40 * M);
  end_building(&t, 1);                                   /* two parts */
  add_building(&t, 1, 335 * M, 30 * M, 350 * M, 60 * M); /* overlaps one of them */
  find(ctx, &t, &s);
  const uint8_t want[] = {1, 1, 1, 1, 1, 1, 0, 1, 0, 1, 1};
  for (uint32_t b = 0; b < t.building.n; b++) assert_int_equal(s.noded[b], want[b]);
  wg_sites_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Against a linear scan: noded exactly when it is crossed, has parts, or its ground is shared
 * with one that is noded. */
static void random_towns_are_closed_under_overlap(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 0; seed < 6; seed++) {
    wg_town t;
    wg_sites s;
    random_town(&t, seed, 3);
    find(ctx, &t, &s);
    for (uint32_t b = 0; b < t.building.n; b++) {
      if (s.crossed[b]) assert_true(s.noded[b]);
      if (s.noded[b]) continue;
      const wg_shapes *g = &t.building_shape;
      for (uint32_t c = 0; c < t.building.n; c++)
        for (uint32_t k = g->start.v[g->first.v[c]];
             s.noded[c] && k < g->start.v[g->first.v[c + 1]]; k++)
          assert_true(depth_inside(g, b, 2 * (int64_t)g->pt.v[k].x, 2 * (int64_t)g->pt.v[k].y) <=
                      20);
    }
    wg_sites_free(&s);
    wg_town_free(&t);
  }
  wg_ctx_free(ctx);
}

/* Two boxes in one row overlap by 10 m, their walls in line: outlines touch and run along each
 * other but cross nowhere properly, and neither holds the middle of the other. */
static void bars_that_share_walls_and_ground_overlap(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_sites s;
  add_district(&t, "1", 0, 0, 400 * M, 100 * M);
  add_road(&t, 30 * M, 0, 30 * M, 100 * M);
  add_building(&t, 1, 20 * M, 20 * M, 60 * M, 40 * M);
  add_building(&t, 1, 50 * M, 20 * M, 90 * M, 40 * M); /* 10 m of common ground, walls in line */
  find(ctx, &t, &s);
  assert_int_equal(s.noded[0], 1);
  assert_int_equal(s.noded[1], 1);
  wg_sites_free(&s);
  wg_survey all;
  build_survey(ctx, &t, 600, &all);
  assert_int_equal(all.atoms.of_building[0], all.atoms.of_building[1]);
  wg_survey_free(&all);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(chains_of_overlaps_are_followed),
      cmocka_unit_test(random_towns_are_closed_under_overlap),
      cmocka_unit_test(bars_that_share_walls_and_ground_overlap),
  };
  return cmocka_run_group_tests_name("atoms/entangled", tests, NULL, NULL);
}
