#include "cover/mend.h"

#include "plane/borders.h"
#include "plane/test_town.h"

typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_mend_rules rules;
  wg_mended m;
} land;

static void begin(land *l) {
  *l = (land){.ctx = wg_ctx_new(), .rules = {.sliver_width_m = 5, .hand_file = "pieces.csv"}};
  l->t.frame = (wg_frame){.crs = "EPSG:4548"};
}

static void end(land *l) {
  wg_mended_free(&l->m);
  wg_town_free(&l->t);
  wg_ctx_free(l->ctx);
}

static wg_status mend(land *l) {
  wg_mended_free(&l->m);
  return wg_mend(l->ctx, &l->t, &l->rules, &l->m);
}

static uint32_t face(const land *l, int32_t x, int32_t y) { return face_at(&l->m.plane, x, y); }
static uint32_t district_at(const land *l, int32_t x, int32_t y) {
  return l->m.district[face(l, x, y)];
}
static wg_mend_rule rule_at(const land *l, int32_t x, int32_t y) {
  return l->m.rule[face(l, x, y)];
}

static int64_t area2_of(const land *l, uint32_t d) {
  int64_t sum = 0;
  for (uint32_t f = 0; f < l->m.plane.nf; f++)
    if (l->m.district[f] == d) sum += l->m.area2[f];
  return sum;
}

static void sound_districts_stay_to_the_vertex(void **state) {
  (void)state;
  land l;
  wg_shapes out = {0};
  begin(&l);
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  add_district(&l.t, "2", 300 * M, 0, 600 * M, 300 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(wg_borders_build(l.ctx, &l.m.plane, l.m.district, 2, NULL, &out, NULL), WG_OK);
  for (uint32_t d = 0; d < 2; d++)
    assert_int_equal(wg_shapes_cmp(&out, d, &l.t.district_shape, d), 0);
  wg_shapes_free(&out);
  end(&l);
}

/* A strip of 302-300 m by 300 m; the lower half of "2" is cut off, so "1" borders on more of it. */
static void a_narrow_overlap_goes_to_the_longest_border(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 302 * M, 300 * M);
  put_ring(&l.t.district_shape, 0,
           XY(300 * M, 0, 302 * M, 0, 302 * M, 200 * M, 600 * M, 200 * M, 600 * M, 300 * M, 300 * M,
              300 * M));
  end_district(&l.t, "2", "2");
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(district_at(&l, 301 * M, 250 * M), 0);
  assert_int_equal(rule_at(&l, 301 * M, 250 * M), WG_MEND_LONGEST);
  assert_int_equal(area2_of(&l, 1), 2LL * 298 * M * 100 * M);
  assert_int_equal(l.m.refused, 0);
  end(&l);
}

static void a_wide_overlap_is_refused_unless_somebody_decides(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 315 * M, 300 * M);
  add_district(&l.t, "2", 300 * M, 0, 600 * M, 300 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(l.m.refused, 1);
  assert_int_equal(rule_at(&l, 310 * M, 150 * M), WG_MEND_REFUSED);

  uint32_t rank[] = {1, 0};
  l.rules.rank = rank;
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(l.m.refused, 0);
  assert_int_equal(district_at(&l, 310 * M, 150 * M), 1);
  assert_int_equal(rule_at(&l, 310 * M, 150 * M), WG_MEND_PRIORITY);

  wg_by_hand hand = {.x = 310, .y = 150, .to = 0, .line = 2};
  l.rules.hand = &hand, l.rules.n_hand = 1;
  assert_int_equal(mend(&l), WG_OK); /* the planner's hand goes before the order */
  assert_int_equal(district_at(&l, 310 * M, 150 * M), 0);
  assert_int_equal(rule_at(&l, 310 * M, 150 * M), WG_MEND_BY_HAND);

  wg_by_hand two[] = {hand, {.x = 311, .y = 160, .to = 0, .line = 5}};
  l.rules.hand = two, l.rules.n_hand = 2;
  assert_int_equal(mend(&l), WG_OK); /* twice the same */
  two[1].to = 1;
  assert_int_equal(mend(&l), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(l.ctx), "line 5: line 2 gives"));

  l.rules.hand = &hand, l.rules.n_hand = 1;
  hand.to = WG_NO_DISTRICT;
  assert_int_equal(mend(&l), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(l.ctx), "\"pieces.csv\", line 2"));
  hand = (wg_by_hand){.x = 20, .y = 20, .to = 0, .line = 7};
  assert_int_equal(mend(&l), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(l.ctx), "line 7"));
  hand.may_vanish = true;
  assert_int_equal(mend(&l), WG_OK);
  end(&l);
}

static void a_district_inside_another_is_a_wide_overlap(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  add_district(&l.t, "2", 100 * M, 100 * M, 200 * M, 200 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(l.m.refused, 1);
  uint32_t rank[] = {WG_NO_DISTRICT, 0};
  l.rules.rank = rank;
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(area2_of(&l, 1), 2LL * 100 * M * 100 * M);
  assert_int_equal(area2_of(&l, 0), 2LL * 80000 * M * M);
  end(&l);
}

/* A gap of `width` between two halves, closed by strips above and below. */
static void with_gap(land *l, int32_t width) {
  begin(l);
  add_district(&l->t, "1", 0, 0, 300 * M, 300 * M);
  add_district(&l->t, "2", 300 * M + width, 0, 600 * M, 300 * M);
  add_district(&l->t, "3", 0, 300 * M, 600 * M, 400 * M);
  add_district(&l->t, "4", 0, -100 * M, 600 * M, 0);
}

static void a_narrow_gap_goes_to_the_longest_border(void **state) {
  (void)state;
  land l;
  with_gap(&l, 2 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(district_at(&l, 301 * M, 100 * M), 0);
  assert_int_equal(rule_at(&l, 301 * M, 100 * M), WG_MEND_LONGEST);
  l.rules.sliver_width_m = 0;
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(rule_at(&l, 301 * M, 100 * M), WG_MEND_LEFT);
  end(&l);
}

static void a_wide_gap_is_left_unless_it_is_given_away(void **state) {
  (void)state;
  land l;
  with_gap(&l, 20 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(district_at(&l, 310 * M, 100 * M), WG_NO_DISTRICT);
  assert_int_equal(rule_at(&l, 310 * M, 100 * M), WG_MEND_LEFT);
  wg_by_hand hand = {.x = 310, .y = 100, .to = 3};
  l.rules.hand = &hand, l.rules.n_hand = 1;
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(district_at(&l, 310 * M, 100 * M), 3);
  add_district(&l.t, "5", 0, 400 * M, 600 * M, 500 * M);
  hand.to = 4;
  assert_int_equal(mend(&l), WG_ERR_DATA); /* does not border on it */
  assert_non_null(strstr(wg_error(l.ctx), "\"5\""));
  end(&l);
}

static void a_narrow_gap_may_be_kept_open_by_hand(void **state) {
  (void)state;
  land l;
  with_gap(&l, 2 * M);
  wg_by_hand hand = {.x = 301, .y = 100, .to = WG_NO_DISTRICT};
  l.rules.hand = &hand, l.rules.n_hand = 1;
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(district_at(&l, 301 * M, 100 * M), WG_NO_DISTRICT);
  assert_int_equal(rule_at(&l, 301 * M, 100 * M), WG_MEND_BY_HAND);
  end(&l);
}

static void an_open_bay_is_no_gap(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  add_district(&l.t, "2", 302 * M, 0, 600 * M, 300 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(rule_at(&l, 301 * M, 100 * M), WG_MEND_NONE);
  assert_int_equal(district_at(&l, 301 * M, 100 * M), WG_NO_DISTRICT);
  end(&l);
}

/* A part of "1" of side `side` in the land of "2". */
static void with_exclave(land *l, int32_t side) {
  begin(l);
  put_box(&l->t.district_shape, 0, 0, 300 * M, 300 * M);
  put_box(&l->t.district_shape, 400 * M, 100 * M, 400 * M + side, 100 * M + side);
  end_district(&l->t, "1", "1");
  put_box(&l->t.district_shape, 300 * M, 0, 600 * M, 300 * M);
  put_hole(&l->t.district_shape, 400 * M, 100 * M, 400 * M + side, 100 * M + side);
  end_district(&l->t, "2", "2");
}

static void a_splinter_goes_to_its_neighbour_an_exclave_stays(void **state) {
  (void)state;
  land l;
  with_exclave(&l, 5 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(l.m.splinters.n, 1);
  assert_int_equal(l.m.splinters.v[0].from, 0);
  assert_int_equal(l.m.splinters.v[0].to, 1);
  assert_true(fabs(l.m.splinters.v[0].area_m2 - 25) < 1e-9);
  assert_int_equal(district_at(&l, 402 * M, 102 * M), 1);
  end(&l);
  wg_shapes out = {0};
  with_exclave(&l, 30 * M);
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(l.m.splinters.n, 0);
  assert_int_equal(district_at(&l, 402 * M, 102 * M), 0);
  assert_int_equal(wg_borders_build(l.ctx, &l.m.plane, l.m.district, 2, NULL, &out, NULL), WG_OK);
  assert_int_equal(out.first.v[1], 2); /* two parts */
  assert_int_equal(out.hole.v[0] + out.hole.v[1], 0);
  wg_shapes_free(&out);
  end(&l);
}

static void an_island_in_the_sea_stays_however_small(void **state) {
  (void)state;
  land l;
  begin(&l);
  put_box(&l.t.district_shape, 0, 0, 300 * M, 300 * M);
  put_box(&l.t.district_shape, 400 * M, 0, 403 * M, 3 * M);
  end_district(&l.t, "1", "1");
  assert_int_equal(mend(&l), WG_OK);
  assert_int_equal(l.m.splinters.n, 0);
  assert_int_equal(district_at(&l, 401 * M, M), 0);
  end(&l);
}

/* Boxes with jittered corners overlap and miss each other: whatever comes out is one coverage. */
static void random_districts_become_one_coverage(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    wg_rng r = wg_rng_init(seed, 5);
    land l;
    wg_shapes out = {0};
    begin(&l);
    for (int32_t i = 0; i < 5; i++)
      for (int32_t k = 0; k < 5; k++) {
        int32_t x = i * 100 * M, y = k * 100 * M;
        put_ring(&l.t.district_shape, 0,
                 XY(x + jitter(&r, M), y + jitter(&r, M), x + 100 * M + jitter(&r, M),
                    y + jitter(&r, M), x + 100 * M + jitter(&r, M), y + 100 * M + jitter(&r, M),
                    x + jitter(&r, M), y + 100 * M + jitter(&r, M)));
        end_district(&l.t, "d", "d");
      }
    assert_int_equal(mend(&l), WG_OK);
    assert_int_equal(l.m.refused, 0);
    assert_int_equal(wg_borders_build(l.ctx, &l.m.plane, l.m.district, 25, NULL, &out, NULL),
                     WG_OK);
    for (uint32_t d = 0; d < 25; d++) assert_int_equal(wg_shapes_area2(&out, d), area2_of(&l, d));
    for (uint32_t f = 1; f < l.m.plane.nf; f++)
      assert_true(l.m.district[f] != WG_NO_DISTRICT || l.m.rule[f] == WG_MEND_NONE);
    wg_shapes_free(&out);
    end(&l);
  }
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  land l;
  with_gap(&l, 2 * M);
  wg_ctx_set_threads(l.ctx, 1);
  add_district(&l.t, "5", 599 * M, 0, 700 * M, 300 * M);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_mem_fail_at(at);
    wg_status st = mend(&l);
    wg_mem_fail_at(0);
    wg_mended_free(&l.m);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  end(&l);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sound_districts_stay_to_the_vertex),
      cmocka_unit_test(a_narrow_overlap_goes_to_the_longest_border),
      cmocka_unit_test(a_wide_overlap_is_refused_unless_somebody_decides),
      cmocka_unit_test(a_district_inside_another_is_a_wide_overlap),
      cmocka_unit_test(a_narrow_gap_goes_to_the_longest_border),
      cmocka_unit_test(a_wide_gap_is_left_unless_it_is_given_away),
      cmocka_unit_test(a_narrow_gap_may_be_kept_open_by_hand),
      cmocka_unit_test(an_open_bay_is_no_gap),
      cmocka_unit_test(a_splinter_goes_to_its_neighbour_an_exclave_stays),
      cmocka_unit_test(an_island_in_the_sea_stays_however_small),
      cmocka_unit_test(random_districts_become_one_coverage),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("cover/mend", tests, NULL, NULL);
}
