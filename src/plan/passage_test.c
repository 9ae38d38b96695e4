#include "plan/passage.h"

#include "plan/test_barrier.h"

/* A railway at y = 200 m and one way across or up to it. */
static wg_passage rail_and(wg_line_class cls, int8_t layer, int32_t y0, int32_t y1) {
  barrier_scene x;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_RAIL, 200 * M);
  barrier_way(&x, cls, layer, y0, y1);
  barrier_build(&x);
  wg_passage p = contact_across(&x)->passage;
  barrier_end(&x);
  return p;
}

static void a_way_on_the_ground_crosses(void **state) {
  (void)state;
  assert_int_equal(rail_and(WG_LINE_NONMOTOR, 0, 150 * M, 250 * M), WG_PASSAGE_GROUND);
  assert_int_equal(rail_and(WG_LINE_PRIMARY, 0, -20 * M, 420 * M), WG_PASSAGE_GROUND);
}

static void a_way_that_ends_there_does_not(void **state) {
  (void)state;
  assert_int_equal(rail_and(WG_LINE_LOCAL, 0, 150 * M, 200 * M), WG_PASSAGE_NONE);
  assert_int_equal(rail_and(WG_LINE_LOCAL, 0, 200 * M, 250 * M), WG_PASSAGE_NONE);
  assert_int_equal(rail_and(WG_LINE_LOCAL, 1, 150 * M, 199 * M), WG_PASSAGE_NONE);
}

static void bridges_and_tunnels_cross(void **state) {
  (void)state;
  assert_int_equal(rail_and(WG_LINE_LOCAL, 1, 190 * M, 210 * M), WG_PASSAGE_LEVEL);
  assert_int_equal(rail_and(WG_LINE_NONMOTOR, -1, 190 * M, 210 * M), WG_PASSAGE_LEVEL);
}

static void barriers_and_walls_are_no_way(void **state) {
  (void)state;
  static const wg_line_class none[] = {WG_LINE_RIVER, WG_LINE_RAIL, WG_LINE_EXPRESSWAY,
                                       WG_LINE_WALL};
  for (size_t i = 0; i < 4; i++) {
    assert_int_equal(rail_and(none[i], 1, 150 * M, 250 * M), WG_PASSAGE_NONE);
    assert_int_equal(rail_and(none[i], 0, -20 * M, 420 * M), WG_PASSAGE_NONE);
  }
}

/* Where two barriers cross, a way in one quarter only leads nowhere. */
static void a_way_between_two_barriers_does_not_cross(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_RAIL, 200 * M);
  barrier_way(&x, WG_LINE_RIVER, 0, -20 * M, 420 * M);
  add_line(&x.t, WG_LINE_LOCAL, 0, XY(200 * M, 200 * M, 300 * M, 300 * M)); /* north-east */
  add_line(&x.t, WG_LINE_LOCAL, 0, XY(200 * M, 200 * M, 100 * M, 100 * M)); /* south-west */
  barrier_build(&x);
  assert_int_equal(x.c.list.n, 4);
  for (size_t i = 0; i < x.c.list.n; i++) assert_int_equal(x.c.list.v[i].passage, WG_PASSAGE_NONE);
  barrier_end(&x);
}

/* ... but in two neighbouring quarters it crosses what lies between these alone. */
static void a_way_at_a_junction_of_barriers_crosses_one(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_RAIL, 200 * M);
  barrier_way(&x, WG_LINE_RIVER, 0, -20 * M, 420 * M);
  add_line(&x.t, WG_LINE_LOCAL, 0,
           XY(100 * M, 300 * M, 200 * M, 200 * M, 100 * M, 100 * M)); /* on the west side */
  barrier_build(&x);
  assert_int_equal(x.c.list.n, 4);
  assert_int_equal(contact_across(&x)->passage, WG_PASSAGE_GROUND);
  assert_int_equal(contact_at(&x, 380 * M, 350 * M, 380 * M, 50 * M)->passage, WG_PASSAGE_NONE);
  assert_int_equal(contact_at(&x, 20 * M, 350 * M, 380 * M, 350 * M)->passage, WG_PASSAGE_NONE);
  barrier_end(&x);
}

/* Two carriageways 8 m apart: the border runs between them. */
static wg_passage carriageways_and(wg_line_class cls, int8_t layer, int32_t y0, int32_t y1) {
  barrier_scene x;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_EXPRESSWAY, 196 * M);
  barrier_across(&x, WG_LINE_EXPRESSWAY, 204 * M);
  barrier_way(&x, cls, layer, y0, y1);
  barrier_build(&x);
  wg_passage p = contact_across(&x)->passage;
  assert_true(contact_across(&x)->barrier_m > 150);
  barrier_end(&x);
  return p;
}

static void two_carriageways_are_one_barrier(void **state) {
  (void)state;
  assert_int_equal(carriageways_and(WG_LINE_LOCAL, 0, -20 * M, 420 * M), WG_PASSAGE_GROUND);
  assert_int_equal(carriageways_and(WG_LINE_LOCAL, 0, 100 * M, 196 * M), WG_PASSAGE_NONE);
  assert_int_equal(carriageways_and(WG_LINE_LOCAL, 0, 204 * M, 300 * M), WG_PASSAGE_NONE);
  assert_int_equal(carriageways_and(WG_LINE_NONMOTOR, 1, 190 * M, 210 * M), WG_PASSAGE_LEVEL);
}

/* A river as an area: what crosses its middle line crosses both banks. */
static void a_bridge_crosses_the_middle_of_a_river(void **state) {
  (void)state;
  for (int8_t layer = 0; layer < 2; layer++) {
    barrier_scene x;
    barrier_begin(&x);
    barrier_river(&x);
    barrier_way(&x, WG_LINE_LOCAL, layer, 100 * M, 300 * M);
    barrier_build(&x);
    assert_int_equal(contact_across(&x)->passage, layer ? WG_PASSAGE_LEVEL : WG_PASSAGE_GROUND);
    barrier_end(&x);
  }
}

/* A lake: the water is an atom of its own, and a bridge crosses both banks. */
static void a_bridge_crosses_both_banks(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_lake(&x);
  barrier_way(&x, WG_LINE_LOCAL, 1, 110 * M, 290 * M);
  barrier_build(&x);
  assert_null(contact_at(&x, 20 * M, 350 * M, 20 * M, 50 * M));
  assert_int_equal(contact_at(&x, 20 * M, 350 * M, 20 * M, 200 * M)->passage, WG_PASSAGE_LEVEL);
  assert_int_equal(contact_at(&x, 20 * M, 50 * M, 20 * M, 200 * M)->passage, WG_PASSAGE_LEVEL);
  barrier_end(&x);
}

static void a_road_through_the_water_crosses_both_banks(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_lake(&x);
  barrier_way(&x, WG_LINE_LOCAL, 0, -20 * M, 420 * M);
  barrier_build(&x);
  assert_int_equal(contact_at(&x, 20 * M, 350 * M, 20 * M, 200 * M)->passage, WG_PASSAGE_GROUND);
  assert_int_equal(contact_at(&x, 380 * M, 50 * M, 380 * M, 200 * M)->passage, WG_PASSAGE_GROUND);
  barrier_end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_way_on_the_ground_crosses),
      cmocka_unit_test(a_way_that_ends_there_does_not),
      cmocka_unit_test(bridges_and_tunnels_cross),
      cmocka_unit_test(barriers_and_walls_are_no_way),
      cmocka_unit_test(a_way_between_two_barriers_does_not_cross),
      cmocka_unit_test(a_way_at_a_junction_of_barriers_crosses_one),
      cmocka_unit_test(two_carriageways_are_one_barrier),
      cmocka_unit_test(a_bridge_crosses_the_middle_of_a_river),
      cmocka_unit_test(a_bridge_crosses_both_banks),
      cmocka_unit_test(a_road_through_the_water_crosses_both_banks),
  };
  return cmocka_run_group_tests_name("plan/passage", tests, NULL, NULL);
}
