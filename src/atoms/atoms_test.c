#include "atoms/test_survey.h"

typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_survey s;
} place;

static void begin(place *x) { *x = (place){.ctx = wg_ctx_new()}; }
static void survey(place *x, int64_t max) { build_survey(x->ctx, &x->t, max, &x->s); }
static void end(place *x) {
  wg_survey_free(&x->s);
  wg_town_free(&x->t);
  wg_ctx_free(x->ctx);
}

static uint32_t home_district(const place *x, uint32_t b) {
  assert_true(x->s.atoms.of_building[b] != WG_NO_ONE);
  return x->s.atoms.atom[x->s.atoms.of_building[b]].district;
}

/* ---- buildings in the way ------------------------------------------------- */

static void two_districts(place *x) {
  begin(x);
  add_district(&x->t, "a", 0, 0, 200 * M, 200 * M);
  add_district(&x->t, "b", 200 * M, 0, 400 * M, 200 * M);
}

static void a_building_on_a_district_border_counts_with_its_larger_part(void **state) {
  (void)state;
  place x;
  two_districts(&x);
  add_building(&x.t, 7, 194 * M, 20 * M, 204 * M, 40 * M); /* 60 : 40 */
  add_building(&x.t, 9, 196 * M, 60 * M, 206 * M, 80 * M); /* 40 : 60 */
  survey(&x, 600);
  assert_int_equal(home_district(&x, 0), 0);
  assert_int_equal(home_district(&x, 1), 1);
  for (uint32_t d = 0; d < 2; d++)
    assert_int_equal(atoms_area2(&x.s, d), wg_shapes_area2(&x.t.district_shape, d));
  int64_t sum[2] = {0};
  for (uint32_t i = 0; i < x.s.atoms.n; i++)
    sum[x.s.atoms.atom[i].district] += x.s.atoms.atom[i].households;
  assert_int_equal(sum[0], 7);
  assert_int_equal(sum[1], 9);
  end(&x);
}

static void a_building_cut_in_halves_has_one_home(void **state) {
  (void)state;
  place x;
  two_districts(&x);
  add_building(&x.t, 7, 190 * M, 20 * M, 210 * M, 40 * M);
  survey(&x, 600);
  assert_int_equal(home_district(&x, 0), 0); /* the lower number */
  end(&x);
}

static void a_building_mostly_outside_counts_nowhere(void **state) {
  (void)state;
  place x;
  two_districts(&x);
  add_building(&x.t, 7, -6 * M, 20 * M, 4 * M, 40 * M); /* 60 % outside */
  add_building(&x.t, 8, -4 * M, 60 * M, 6 * M, 80 * M); /* 40 % outside */
  add_building(&x.t, 9, -40 * M, 60 * M, -20 * M, 80 * M);
  survey(&x, 600);
  assert_true(x.s.atoms.of_building[0] == WG_NO_ONE);
  assert_int_equal(home_district(&x, 1), 0);
  assert_true(x.s.atoms.of_building[2] == WG_NO_ONE);
  end(&x);
}

/* Three parts: 40 % outside, 35 % in a, 25 % in b: most of it is outside. */
static void land_outside_counts_like_a_district(void **state) {
  (void)state;
  place x;
  two_districts(&x);
  put_ring(&x.t.building_shape, 0,
           XY(165 * M, -40 * M, 225 * M, -40 * M, 225 * M, 60 * M, 165 * M, 60 * M));
  end_building(&x.t, 5); /* 60 x 100 m: 40 % below y = 0; above: 35 m and 25 m of 60 m wide */
  survey(&x, 600);
  assert_true(x.s.atoms.of_building[0] == WG_NO_ONE);
  end(&x);
}

static void a_road_through_a_building_goes_around_it(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 200 * M, -5 * M, 200 * M, 405 * M);
  uint32_t b = add_building(&x.t, 50, 180 * M, 100 * M, 225 * M, 140 * M);
  survey(&x, 600);
  uint32_t home = x.s.atoms.of_building[b];
  assert_int_equal(atom_at(&x.s, 190 * M, 120 * M), home);
  assert_int_equal(atom_at(&x.s, 220 * M, 120 * M), home);
  assert_true(atom_at(&x.s, 100 * M, 20 * M) != atom_at(&x.s, 300 * M, 20 * M));
  end(&x);
}

static void a_building_on_both_sides_of_a_road_stays_together(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 200 * M, -5 * M, 200 * M, 405 * M);
  put_box(&x.t.building_shape, 100 * M, 100 * M, 130 * M, 130 * M);
  put_box(&x.t.building_shape, 300 * M, 250 * M, 330 * M, 280 * M);
  end_building(&x.t, 40);
  survey(&x, 600);
  uint32_t home = x.s.atoms.of_building[0];
  assert_int_equal(atom_at(&x.s, 110 * M, 110 * M), home);
  assert_int_equal(atom_at(&x.s, 310 * M, 260 * M), home);
  end(&x);
}

static void overlapping_buildings_across_a_road_stay_together(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 200 * M, -5 * M, 200 * M, 405 * M);
  add_building(&x.t, 400, 150 * M, 100 * M, 195 * M, 140 * M); /* west, touches no line */
  add_building(&x.t, 400, 190 * M, 110 * M, 240 * M, 130 * M); /* over the road */
  add_building(&x.t, 400, 235 * M, 100 * M, 280 * M, 140 * M); /* east, touches no line */
  survey(&x, 600);
  assert_int_equal(x.s.atoms.of_building[0], x.s.atoms.of_building[1]);
  assert_int_equal(x.s.atoms.of_building[1], x.s.atoms.of_building[2]);
  end(&x);
}

static void a_dead_end_under_a_building_does_not_cut_it(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 200 * M, -5 * M, 200 * M, 300 * M); /* ends inside */
  uint32_t b = add_building(&x.t, 300, 180 * M, 100 * M, 225 * M, 140 * M);
  add_building(&x.t, 300, 100 * M, 200 * M, 140 * M, 240 * M);
  add_building(&x.t, 300, 300 * M, 200 * M, 340 * M, 240 * M);
  add_building(&x.t, 300, 190 * M, 295 * M, 210 * M, 310 * M); /* on the road's end */
  survey(&x, 600);
  uint32_t home = x.s.atoms.of_building[b];
  assert_int_equal(atom_at(&x.s, 185 * M, 120 * M), home);
  assert_int_equal(atom_at(&x.s, 220 * M, 120 * M), home);
  for (uint32_t i = 0; i < 4; i++)
    assert_int_equal(x.s.atoms.atom[x.s.atoms.of_building[i]].households, 300);
  end(&x);
}

static void a_yard_goes_with_its_building(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 200 * M, -5 * M, 200 * M, 405 * M);
  put_box(&x.t.building_shape, 150 * M, 100 * M, 260 * M, 180 * M);
  put_hole(&x.t.building_shape, 170 * M, 120 * M, 240 * M, 160 * M); /* the road crosses the yard */
  end_building(&x.t, 100);
  add_building(&x.t, 10, 180 * M, 130 * M, 190 * M, 140 * M); /* stands in the yard */
  survey(&x, 600);
  uint32_t home = x.s.atoms.of_building[0];
  assert_int_equal(atom_at(&x.s, 155 * M, 140 * M), home);
  assert_int_equal(atom_at(&x.s, 250 * M, 140 * M), home);
  end(&x);
}

static void walls_in_common_may_be_borders(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 100 * M);
  for (int32_t i = 0; i < 8; i++) /* a terrace of 8 houses */
    add_building(&x.t, 100, (100 + 20 * i) * M, 40 * M, (120 + 20 * i) * M, 60 * M);
  survey(&x, 600);
  assert_int_equal(x.s.atoms.n, 8);
  for (uint32_t i = 1; i < 8; i++)
    assert_true(x.s.atoms.of_building[i] != x.s.atoms.of_building[i - 1]);
  assert_int_equal(atoms_area2(&x.s, 0), wg_shapes_area2(&x.t.district_shape, 0));
  end(&x);
}

static void a_centimetre_of_overlap_is_a_wall_in_common(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 100 * M);
  add_building(&x.t, 200, 100 * M, 40 * M, 120 * M + 1, 60 * M);
  add_building(&x.t, 200, 120 * M, 40 * M, 140 * M, 60 * M);
  add_building(&x.t, 200, 139 * M, 40 * M, 160 * M, 60 * M); /* 5 % of the second: one unit */
  survey(&x, 600);
  assert_true(x.s.atoms.of_building[0] != x.s.atoms.of_building[1]);
  assert_int_equal(x.s.atoms.of_building[1], x.s.atoms.of_building[2]);
  assert_int_equal(x.s.atoms.n, 2);
  end(&x);
}

static void a_building_without_households_never_is_divided(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 200 * M, -5 * M, 200 * M, 405 * M);
  add_building(&x.t, 0, 160 * M, 100 * M, 260 * M, 180 * M);
  survey(&x, 600);
  assert_int_equal(atom_at(&x.s, 170 * M, 140 * M), atom_at(&x.s, 250 * M, 140 * M));
  end(&x);
}

/* ---- slivers -------------------------------------------------------------- */

/* A town of one district with a cross of roads through its middle: 4 atoms. */
static void crossroads(place *x) {
  begin(x);
  add_district(&x->t, "a", 0, 0, 400 * M, 400 * M);
  for (int32_t i = 0; i < 4; i++)
    add_building(&x->t, 10, (100 + 180 * (i % 2)) * M, (100 + 180 * (i / 2)) * M,
                 (120 + 180 * (i % 2)) * M, (120 + 180 * (i / 2)) * M);
}

static void a_median_is_no_atom(void **state) {
  (void)state;
  place x;
  crossroads(&x);
  add_road(&x.t, 195 * M, -5 * M, 195 * M, 405 * M);
  add_road(&x.t, 205 * M, -5 * M, 205 * M, 405 * M);
  add_road(&x.t, -5 * M, 200 * M, 405 * M, 200 * M);
  survey(&x, 600);
  assert_int_equal(x.s.atoms.n, 4);
  for (uint32_t i = 0; i < 4; i++) assert_int_equal(x.s.atoms.atom[i].households, 10);
  end(&x);
}

static void a_roundabout_is_no_atom(void **state) {
  (void)state;
  place x;
  crossroads(&x);
  int32_t ring[34];
  for (int i = 0; i < 17; i++) {
    ring[2 * i] = 200 * M + (int32_t)lround(15 * M * cos(i % 16 * M_PI / 8));
    ring[2 * i + 1] = 200 * M + (int32_t)lround(15 * M * sin(i % 16 * M_PI / 8));
  }
  add_line(&x.t, WG_LINE_LOCAL, 0, ring, 17);
  add_road(&x.t, 200 * M, -5 * M, 200 * M, 185 * M);
  add_road(&x.t, 200 * M, 215 * M, 200 * M, 405 * M);
  add_road(&x.t, -5 * M, 200 * M, 185 * M, 200 * M);
  add_road(&x.t, 215 * M, 200 * M, 405 * M, 200 * M);
  survey(&x, 600);
  assert_int_equal(x.s.atoms.n, 4);
  end(&x);
}

static void a_strip_between_road_and_border_is_no_atom(void **state) {
  (void)state;
  place x;
  two_districts(&x);
  add_building(&x.t, 10, 50 * M, 50 * M, 60 * M, 60 * M);
  add_building(&x.t, 10, 350 * M, 50 * M, 360 * M, 60 * M);
  add_line(&x.t, WG_LINE_PRIMARY, 0, XY(204 * M, -5 * M, 207 * M, 100 * M, 203 * M, 205 * M));
  survey(&x, 600);
  assert_int_equal(x.s.atoms.n, 2);
  for (uint32_t d = 0; d < 2; d++)
    assert_int_equal(atoms_area2(&x.s, d), wg_shapes_area2(&x.t.district_shape, d));
  end(&x);
}

static void a_house_makes_an_atom_of_a_strip(void **state) {
  (void)state;
  place x;
  crossroads(&x);
  add_road(&x.t, 195 * M, -5 * M, 195 * M, 405 * M);
  add_road(&x.t, 205 * M, -5 * M, 205 * M, 405 * M);
  uint32_t b = add_building(&x.t, 1, 198 * M, 100 * M, 202 * M, 110 * M);
  survey(&x, 600);
  assert_int_equal(x.s.atoms.n, 3);
  assert_int_equal(x.s.atoms.atom[x.s.atoms.of_building[b]].households, 1);
  end(&x);
}

static void viaducts_and_tunnels_cut_nothing(void **state) {
  (void)state;
  place x;
  crossroads(&x);
  add_line(&x.t, WG_LINE_EXPRESSWAY, 1, XY(200 * M, -5 * M, 200 * M, 405 * M));
  add_line(&x.t, WG_LINE_RAIL, -1, XY(-5 * M, 200 * M, 405 * M, 200 * M));
  survey(&x, 600);
  assert_int_equal(x.s.atoms.n, 1);
  end(&x);
}

/* ---- zones ---------------------------------------------------------------- */

static void a_zone_is_one_atom_in_each_district(void **state) {
  (void)state;
  place x;
  two_districts(&x);
  add_zone(&x.t, "z", 150 * M, 50 * M, 260 * M, 150 * M);
  add_road(&x.t, -5 * M, 100 * M, 405 * M, 100 * M); /* through the zone */
  add_building(&x.t, 400, 160 * M, 60 * M, 180 * M, 80 * M);
  add_building(&x.t, 400, 160 * M, 120 * M, 180 * M, 140 * M);
  survey(&x, 600);
  uint32_t zones = 0;
  for (uint32_t i = 0; i < x.s.atoms.n; i++) zones += x.s.atoms.atom[i].zone == 0;
  assert_int_equal(zones, 2);
  assert_int_equal(x.s.atoms.of_building[0], x.s.atoms.of_building[1]);
  assert_int_equal(x.s.atoms.atom[x.s.atoms.of_building[0]].area2, 2LL * 50 * M * 100 * M);
  end(&x);
}

static void a_zone_border_cuts_no_building(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_zone(&x.t, "z", 100 * M, 100 * M, 300 * M, 300 * M);
  add_building(&x.t, 5, 80 * M, 150 * M, 110 * M, 170 * M);  /* mostly out */
  add_building(&x.t, 6, 280 * M, 150 * M, 310 * M, 170 * M); /* mostly in */
  survey(&x, 600);
  assert_true(x.s.atoms.atom[x.s.atoms.of_building[0]].zone == WG_NO_ONE);
  assert_int_equal(x.s.atoms.atom[x.s.atoms.of_building[1]].zone, 0);
  end(&x);
}

static void a_zone_border_cuts_no_unit(void **state) {
  (void)state;
  place x;
  begin(&x);
  add_district(&x.t, "a", 0, 0, 400 * M, 400 * M);
  add_zone(&x.t, "z", 100 * M, 100 * M, 300 * M, 300 * M);
  add_building(&x.t, 5, 280 * M, 150 * M, 305 * M, 170 * M); /* mostly in */
  add_building(&x.t, 6, 295 * M, 150 * M, 325 * M, 170 * M); /* mostly out; they overlap by 10 m */
  survey(&x, 600);
  assert_int_equal(x.s.atoms.of_building[0], x.s.atoms.of_building[1]);
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_building_on_a_district_border_counts_with_its_larger_part),
      cmocka_unit_test(a_building_cut_in_halves_has_one_home),
      cmocka_unit_test(a_building_mostly_outside_counts_nowhere),
      cmocka_unit_test(land_outside_counts_like_a_district),
      cmocka_unit_test(a_road_through_a_building_goes_around_it),
      cmocka_unit_test(a_building_on_both_sides_of_a_road_stays_together),
      cmocka_unit_test(overlapping_buildings_across_a_road_stay_together),
      cmocka_unit_test(a_dead_end_under_a_building_does_not_cut_it),
      cmocka_unit_test(a_yard_goes_with_its_building),
      cmocka_unit_test(walls_in_common_may_be_borders),
      cmocka_unit_test(a_centimetre_of_overlap_is_a_wall_in_common),
      cmocka_unit_test(a_building_without_households_never_is_divided),
      cmocka_unit_test(a_median_is_no_atom),
      cmocka_unit_test(a_roundabout_is_no_atom),
      cmocka_unit_test(a_strip_between_road_and_border_is_no_atom),
      cmocka_unit_test(a_house_makes_an_atom_of_a_strip),
      cmocka_unit_test(viaducts_and_tunnels_cut_nothing),
      cmocka_unit_test(a_zone_is_one_atom_in_each_district),
      cmocka_unit_test(a_zone_border_cuts_no_building),
      cmocka_unit_test(a_zone_border_cuts_no_unit),
  };
  return cmocka_run_group_tests_name("atoms/atoms", tests, NULL, NULL);
}
