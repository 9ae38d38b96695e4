#include "atoms/medians.h"

#include "atoms/test_survey.h"

/* A district of 600 x 400 m with homes in its corners; roads come from outside. */
typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_survey s;
} scene;

static void begin(scene *x) {
  *x = (scene){.ctx = wg_ctx_new()};
  add_district(&x->t, "1", 0, 0, 600 * M, 400 * M);
  for (int32_t k = 0; k < 4; k++) {
    int32_t at_x = k % 2 ? 500 * M : 80 * M, at_y = k / 2 ? 330 * M : 50 * M;
    add_building(&x->t, 40, at_x, at_y, at_x + 20 * M, at_y + 20 * M);
  }
}

static void road(scene *x, wg_line_class cls, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  add_line(&x->t, cls, 0, XY(x0 * M, y0 * M, x1 * M, y1 * M));
}

/* Two carriageways from west to east, so many metres apart, with their middle at y = 200 m. */
static void dual_carriageway(scene *x, int32_t apart_m) {
  road(x, WG_LINE_PRIMARY, -20, 200 - apart_m / 2, 620, 200 - apart_m / 2);
  road(x, WG_LINE_PRIMARY, -20, 200 + apart_m / 2, 620, 200 + apart_m / 2);
}

static void build(scene *x) { build_survey(x->ctx, &x->t, 600, &x->s); }

static void end(scene *x) {
  wg_survey_free(&x->s);
  wg_town_free(&x->t);
  wg_ctx_free(x->ctx);
}

static uint32_t at(const scene *x, int32_t px, int32_t py) {
  return atom_at(&x->s, px * M, py * M);
}

/* Metres of border between atoms that run on medians, and on anything else. */
static double border_m(const scene *x, bool median) {
  wg_sources src = wg_sources_of(&x->t);
  double sum = 0;
  for (uint32_t e = 0; e < x->s.plane.lines.ne; e++) {
    uint32_t a = x->s.atoms.of_face[x->s.plane.face[2 * e]],
             b = x->s.atoms.of_face[x->s.plane.face[2 * e + 1]];
    if (a == b || a == WG_NO_ONE || b == WG_NO_ONE) continue;
    if (wg_edge_is_median(&src, &x->s.plane.lines, e) == median)
      sum += wg_plane_edge_m(&x->s.plane, e);
  }
  return sum;
}

static void assert_about(double got, double want) { assert_true(fabs(got - want) < 0.5); }

static void the_border_runs_between_two_carriageways(void **state) {
  (void)state;
  for (int32_t apart = 4; apart <= 36; apart += 8) {
    scene x;
    begin(&x);
    dual_carriageway(&x, apart);
    build(&x);
    assert_int_equal(x.s.atoms.n, 2);
    assert_int_equal(at(&x, 300, 199), at(&x, 80, 20));
    assert_int_equal(at(&x, 300, 201), at(&x, 80, 380));
    assert_about(border_m(&x, true), 600);
    assert_about(border_m(&x, false), 0);
    end(&x);
  }
}

/* A street that crosses, one that ends at the northern carriageway, and a gap for turning. */
static void four_quarters_meet_in_the_middle_of_a_crossing(void **state) {
  (void)state;
  scene x;
  begin(&x);
  dual_carriageway(&x, 20);
  road(&x, WG_LINE_LOCAL, 300, -20, 300, 420);
  road(&x, WG_LINE_LOCAL, 450, 210, 450, 420);
  road(&x, WG_LINE_PRIMARY, 150, 190, 150, 210);
  build(&x);
  assert_int_equal(x.s.atoms.n, 5);
  assert_int_equal(at(&x, 149, 199), at(&x, 151, 199));
  assert_int_equal(at(&x, 149, 201), at(&x, 80, 380));
  assert_int_equal(at(&x, 299, 201), at(&x, 80, 380));
  assert_int_equal(at(&x, 301, 201), at(&x, 400, 380));
  assert_int_equal(at(&x, 301, 199), at(&x, 400, 20));
  assert_int_equal(at(&x, 430, 208), at(&x, 400, 380)); /* on both sides of the street that ends */
  assert_int_equal(at(&x, 470, 208), at(&x, 500, 380));
  assert_int_equal(at(&x, 470, 192), at(&x, 400, 20));
  assert_true(border_m(&x, true) > 605 && border_m(&x, true) < 630);
  assert_about(border_m(&x, false), 190 + 190 + 190 + 20);
  end(&x);
}

/* Two dual carriageways: nine faces lie within the lines, none is left over. */
static void nothing_is_left_where_two_dual_carriageways_cross(void **state) {
  (void)state;
  scene x;
  begin(&x);
  dual_carriageway(&x, 16);
  road(&x, WG_LINE_SECONDARY, 290, -20, 290, 420);
  road(&x, WG_LINE_SECONDARY, 310, -20, 310, 420);
  build(&x);
  assert_int_equal(x.s.atoms.n, 4);
  assert_about(border_m(&x, false), 0);
  assert_about(border_m(&x, true), 600 + 400);
  assert_int_equal(at(&x, 299, 199), at(&x, 80, 20));
  assert_int_equal(at(&x, 301, 201), at(&x, 500, 380));
  end(&x);
}

/* Four lines: the border runs down the middle one of the three strips, and a street that ends at
 * the outermost line is led on to it. */
static void of_a_road_with_side_roads_the_middle_counts(void **state) {
  (void)state;
  scene x;
  begin(&x);
  dual_carriageway(&x, 10);
  road(&x, WG_LINE_SECONDARY, -20, 180, 620, 180);
  road(&x, WG_LINE_SECONDARY, -20, 220, 620, 220);
  road(&x, WG_LINE_LOCAL, 300, 220, 300, 420);
  build(&x);
  assert_int_equal(x.s.atoms.n, 3);
  assert_int_equal(at(&x, 100, 210), at(&x, 80, 380));
  assert_int_equal(at(&x, 500, 210), at(&x, 500, 380));
  assert_int_equal(at(&x, 500, 190), at(&x, 500, 20));
  assert_int_equal(at(&x, 500, 199), at(&x, 500, 20));
  assert_int_equal(at(&x, 500, 201), at(&x, 500, 380));
  end(&x);
}

/* Carriageways that part and meet again: the axis begins and ends in the tips. */
static void a_road_that_parts_and_meets_has_one_border(void **state) {
  (void)state;
  scene x;
  begin(&x);
  add_line(&x.t, WG_LINE_TERTIARY, 0,
           XY(-20 * M, 200 * M, 100 * M, 200 * M, 150 * M, 190 * M, 450 * M, 190 * M, 500 * M,
              200 * M, 620 * M, 200 * M));
  add_line(&x.t, WG_LINE_TERTIARY, 0,
           XY(100 * M, 200 * M, 150 * M, 210 * M, 450 * M, 210 * M, 500 * M, 200 * M));
  build(&x);
  assert_int_equal(x.s.atoms.n, 2);
  assert_true(fabs(border_m(&x, true) - 400) < 2);
  assert_about(border_m(&x, false), 200);
  end(&x);
}

/* Cuts of a block too large for one grid end on the carriageway; each piece has its own frontage. */
static void cuts_of_a_block_lead_on_to_the_axis(void **state) {
  (void)state;
  scene x;
  begin(&x);
  dual_carriageway(&x, 20);
  for (int32_t k = 0; k < 5; k++)
    add_building(&x.t, 200, (60 + 100 * k) * M, 240 * M, (80 + 100 * k) * M, 260 * M);
  build(&x);
  for (int32_t k = 0; k < 5; k++)
    assert_int_equal(at(&x, 70 + 100 * k, 205), at(&x, 70 + 100 * k, 250));
  for (int32_t k = 1; k < 5; k++)
    assert_true(at(&x, 70 + 100 * k, 205) != at(&x, 70 + 100 * (k - 1), 205));
  end(&x);
}

static void no_median(wg_line_class cls, int32_t apart, int32_t building_y) {
  scene x;
  begin(&x);
  road(&x, cls, -20, 200 - apart / 2, 620, 200 - apart / 2);
  road(&x, cls, -20, 200 + apart / 2, 620, 200 + apart / 2);
  if (building_y) add_building(&x.t, 0, 290 * M, building_y * M, 310 * M, (building_y + 4) * M);
  build(&x);
  assert_about(border_m(&x, true), 0);
  end(&x);
}

static void a_row_of_homes_a_broad_strip_and_a_path_are_no_medians(void **state) {
  (void)state;
  no_median(WG_LINE_PRIMARY, 20, 198);
  no_median(WG_LINE_PRIMARY, 60, 0);
  no_median(WG_LINE_LOCAL, 30, 0);
  no_median(WG_LINE_NONMOTOR, 8, 0);
}

/* The island is a piece of its own no longer, whoever gets it. */
static void the_island_of_a_roundabout_is_no_atom(void **state) {
  (void)state;
  scene x;
  begin(&x);
  int32_t ring[34];
  for (int k = 0; k <= 16; k++) {
    ring[2 * k] = (int32_t)lround(300 * M + 25 * M * cos(k % 16 * 3.14159265358979 / 8));
    ring[2 * k + 1] = (int32_t)lround(200 * M + 25 * M * sin(k % 16 * 3.14159265358979 / 8));
  }
  add_line(&x.t, WG_LINE_PRIMARY, 0, ring, 17);
  road(&x, WG_LINE_PRIMARY, -20, 200, 275, 200);
  road(&x, WG_LINE_PRIMARY, 325, 200, 620, 200);
  road(&x, WG_LINE_PRIMARY, 300, 225, 300, 420);
  build(&x);
  assert_int_equal(x.s.atoms.n, 3);
  end(&x);
}

/* Water of any width; a bridge on the ground divides it, and axes meet below it. */
static void a_river_is_divided_down_the_middle(void **state) {
  (void)state;
  for (int32_t wide = 20; wide <= 100; wide += 40) {
    scene x;
    begin(&x);
    int32_t y0 = (200 - wide / 2) * M, y1 = (200 + wide / 2) * M;
    add_line(&x.t, WG_LINE_RIVER, 0,
             XY(-20 * M, y0, 620 * M, y0, 620 * M, y1, -20 * M, y1, -20 * M, y0));
    x.t.line.v[0].closed = true;
    road(&x, WG_LINE_TERTIARY, 300, -20, 300, 420);
    build(&x);
    assert_int_equal(x.s.atoms.n, 4);
    assert_about(border_m(&x, true), 600);
    assert_about(border_m(&x, false), 400);
    assert_int_equal(at(&x, 299, 199), at(&x, 80, 20));
    end(&x);
  }
}

/* The land between two streams is no river. */
static void land_between_two_streams_stays(void **state) {
  (void)state;
  scene x;
  begin(&x);
  road(&x, WG_LINE_RIVER, -20, 185, 620, 185);
  road(&x, WG_LINE_RIVER, -20, 215, 620, 215);
  build(&x);
  assert_about(border_m(&x, true), 0);
  assert_int_equal(x.s.atoms.n, 3);
  end(&x);
}

/* Two quarters of a street net in which every road is double. */
static void random_dual_carriageways_hold(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    wg_rng r = wg_rng_init(seed, 3);
    scene x;
    begin(&x);
    for (int32_t k = 0; k < 6; k++) {
      int32_t c = 100 + 80 * (k / 2) + jitter(&r, 10), gap = 3 + (int32_t)wg_rng_below(&r, 20);
      bool up = k % 2;
      for (int32_t side = 0; side < 2; side++) {
        int32_t a = c + side * gap + jitter(&r, 1), b = c + side * gap + jitter(&r, 6);
        if (up)
          road(&x, WG_LINE_SECONDARY, 2 * a, -20, 2 * b, 420);
        else
          road(&x, WG_LINE_TERTIARY, -20, a, 620, b);
      }
    }
    build(&x);
    end(&x);
  }
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  scene x;
  begin(&x);
  dual_carriageway(&x, 10);
  road(&x, WG_LINE_SECONDARY, -20, 180, 620, 180);
  road(&x, WG_LINE_SECONDARY, 290, -20, 290, 420);
  road(&x, WG_LINE_SECONDARY, 310, -20, 310, 420);
  int64_t live = wg_mem_live();
  for (uint64_t n = 1;; n++) {
    wg_mem_fail_at(n);
    wg_status st = wg_survey_build(x.ctx, &x.t, 600, WG_MEDIAN_MIDDLE, &x.s);
    wg_mem_fail_at(0);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
    assert_int_equal(wg_mem_live(), live);
  }
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_border_runs_between_two_carriageways),
      cmocka_unit_test(four_quarters_meet_in_the_middle_of_a_crossing),
      cmocka_unit_test(nothing_is_left_where_two_dual_carriageways_cross),
      cmocka_unit_test(of_a_road_with_side_roads_the_middle_counts),
      cmocka_unit_test(cuts_of_a_block_lead_on_to_the_axis),
      cmocka_unit_test(a_road_that_parts_and_meets_has_one_border),
      cmocka_unit_test(a_row_of_homes_a_broad_strip_and_a_path_are_no_medians),
      cmocka_unit_test(the_island_of_a_roundabout_is_no_atom),
      cmocka_unit_test(a_river_is_divided_down_the_middle),
      cmocka_unit_test(land_between_two_streams_stays),
      cmocka_unit_test(random_dual_carriageways_hold),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("atoms/medians", tests, NULL, NULL);
}
