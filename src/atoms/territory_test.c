#include "atoms/territory.h"

#include "plane/test_town.h"

typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_plane p;
  wg_facesets sets;
  wg_territory x;
} land;

static void begin(land *l) {
  *l = (land){.ctx = wg_ctx_new()};
  l->t.frame = (wg_frame){.crs = "EPSG:4548"};
}

static wg_status judge(land *l) {
  wg_sources src = wg_sources_of(&l->t);
  wg_segs s = {0};
  assert_int_equal(wg_linework_base(l->ctx, &l->t, &s), WG_OK);
  build_plane(l->ctx, &s, &l->p);
  assert_int_equal(wg_facesets_build(l->ctx, &l->p, src.district, src.building, &l->sets), WG_OK);
  assert_int_equal(wg_facesets_check(l->ctx, &l->p, src.district, src.building, &l->sets), WG_OK);
  return wg_territory_build(l->ctx, &l->t, &l->p, &l->sets, &l->x);
}

static uint32_t district_at(const land *l, int32_t x, int32_t y) {
  return l->x.district[face_at(&l->p, x, y)];
}

static int64_t area2_of(const land *l, uint32_t d) {
  int64_t *area2 = WG_NEW(int64_t, l->p.nf), sum = 0;
  assert_non_null(area2);
  wg_plane_areas(&l->p, area2);
  for (uint32_t f = 0; f < l->p.nf; f++)
    if (l->x.district[f] == d) sum += area2[f];
  wg_free(area2);
  return sum;
}

static void end(land *l) {
  wg_territory_free(&l->x);
  wg_facesets_free(&l->sets);
  wg_plane_free(&l->p);
  wg_town_free(&l->t);
  wg_ctx_free(l->ctx);
}

static void districts_side_by_side_are_taken_as_they_are(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  add_district(&l.t, "2", 300 * M, 0, 600 * M, 300 * M);
  add_road(&l.t, -M, 150 * M, 700 * M, 150 * M);
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.overlaps + l.x.gaps + l.x.splinters, 0);
  for (uint32_t d = 0; d < 2; d++)
    assert_int_equal(area2_of(&l, d), wg_shapes_area2(&l.t.district_shape, d));
  assert_true(l.x.district[0] == WG_NO_ONE);
  end(&l);
}

static void a_narrow_overlap_goes_to_the_lower_number(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 302 * M, 300 * M);
  add_district(&l.t, "2", 300 * M, 0, 600 * M, 300 * M);
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.overlaps, 1);
  assert_true(fabs(l.x.overlap_area_m2 - 600) < 1e-6);
  assert_int_equal(district_at(&l, 301 * M, 150 * M), 0);
  assert_int_equal(area2_of(&l, 0), wg_shapes_area2(&l.t.district_shape, 0));
  assert_int_equal(area2_of(&l, 1), 2LL * 298 * M * 300 * M);
  end(&l);
}

/* A gap of 2 m between four districts, closed at its ends. */
static void an_enclosed_gap_goes_to_the_longest_border(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  put_ring(&l.t.district_shape, 0,
           XY(302 * M, 0, 600 * M, 0, 600 * M, 300 * M, 301 * M, 300 * M, 301 * M, 150 * M, 302 * M,
              140 * M));
  end_district(&l.t, "2", "2");
  add_district(&l.t, "3", 0, 300 * M, 600 * M, 400 * M);
  add_district(&l.t, "4", 0, -100 * M, 600 * M, 0);
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.gaps, 1);
  uint32_t got = district_at(&l, 300 * M + 50, 100 * M);
  assert_true(got == 0 || got == 1);
  int64_t sum = 0;
  for (uint32_t d = 0; d < 4; d++) sum += area2_of(&l, d);
  assert_int_equal(sum, 2LL * 600 * M * 500 * M);
  end(&l);
}

static void what_import_left_stays(void **state) {
  (void)state;
  land l;
  begin(&l);
  l.t.mended = true;
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  add_district(&l.t, "2", 302 * M, 0, 600 * M, 300 * M);
  add_district(&l.t, "3", 0, 300 * M, 600 * M, 400 * M);
  add_district(&l.t, "4", 0, -100 * M, 600 * M, 0);
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.gaps, 0);
  assert_true(district_at(&l, 301 * M, 100 * M) == WG_NO_ONE);
  end(&l);
}

static void an_open_gap_stays_outside(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  add_district(&l.t, "2", 302 * M, 0, 600 * M, 300 * M);
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.gaps, 0);
  assert_true(district_at(&l, 301 * M, 100 * M) == WG_NO_ONE);
  end(&l);
}

static void a_wide_hole_stays_a_hole(void **state) {
  (void)state;
  land l;
  begin(&l);
  put_box(&l.t.district_shape, 0, 0, 300 * M, 300 * M);
  put_hole(&l.t.district_shape, 100 * M, 100 * M, 200 * M, 200 * M);
  end_district(&l.t, "1", "1");
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.gaps, 0);
  assert_true(district_at(&l, 150 * M, 150 * M) == WG_NO_ONE);
  end(&l);
}

static void a_splinter_goes_to_its_neighbour(void **state) {
  (void)state;
  land l;
  begin(&l);
  put_box(&l.t.district_shape, 0, 0, 300 * M, 300 * M);
  put_box(&l.t.district_shape, 400 * M, 100 * M, 405 * M, 105 * M); /* 25 m2 in the other's land */
  end_district(&l.t, "1", "1");
  put_box(&l.t.district_shape, 300 * M, 0, 600 * M, 300 * M);
  put_hole(&l.t.district_shape, 400 * M, 100 * M, 405 * M, 105 * M);
  end_district(&l.t, "2", "2");
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.splinters, 1);
  assert_true(fabs(l.x.splinter_area_m2 - 25) < 1e-6);
  assert_int_equal(district_at(&l, 402 * M, 102 * M), 1);
  end(&l);
}

static void an_exclave_of_some_size_stays(void **state) {
  (void)state;
  land l;
  begin(&l);
  put_box(&l.t.district_shape, 0, 0, 300 * M, 300 * M);
  put_box(&l.t.district_shape, 400 * M, 100 * M, 430 * M, 130 * M);
  end_district(&l.t, "1", "1");
  put_box(&l.t.district_shape, 300 * M, 0, 600 * M, 300 * M);
  put_hole(&l.t.district_shape, 400 * M, 100 * M, 430 * M, 130 * M);
  end_district(&l.t, "2", "2");
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.splinters, 0);
  assert_int_equal(district_at(&l, 415 * M, 115 * M), 0);
  end(&l);
}

static void a_tiny_district_keeps_its_only_piece(void **state) {
  (void)state;
  land l;
  begin(&l);
  put_box(&l.t.district_shape, 0, 0, 300 * M, 300 * M);
  put_hole(&l.t.district_shape, 100 * M, 100 * M, 103 * M, 103 * M);
  end_district(&l.t, "1", "1");
  add_district(&l.t, "2", 100 * M, 100 * M, 103 * M, 103 * M);
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(district_at(&l, 101 * M, 101 * M), 1);
  end(&l);
}

static void the_lowest_zone_counts(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_district(&l.t, "1", 0, 0, 300 * M, 300 * M);
  add_zone(&l.t, "a", 100 * M, 100 * M, 200 * M, 200 * M);
  add_zone(&l.t, "b", 150 * M, 100 * M, 250 * M, 200 * M);
  assert_int_equal(judge(&l), WG_OK);
  assert_int_equal(l.x.zone[face_at(&l.p, 110 * M, 150 * M)], 0);
  assert_int_equal(l.x.zone[face_at(&l.p, 170 * M, 150 * M)], 0);
  assert_int_equal(l.x.zone[face_at(&l.p, 220 * M, 150 * M)], 1);
  assert_true(l.x.zone[face_at(&l.p, 20 * M, 150 * M)] == WG_NO_ONE);
  end(&l);
}

/* Random cuts of one box into districts: their areas come out, whatever the roads. */
static void random_districts_add_up(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    wg_rng r = wg_rng_init(seed, 3);
    land l;
    begin(&l);
    int32_t x0 = 0;
    for (int i = 0; i < 6; i++) {
      int32_t x1 = x0 + 50 * M + (int32_t)wg_rng_below(&r, 100 * M);
      add_district(&l.t, "d", x0, 0, x1, 400 * M);
      x0 = x1;
    }
    for (int i = 0; i < 15; i++)
      add_road(&l.t, jitter(&r, 900 * M), jitter(&r, 500 * M), jitter(&r, 900 * M),
               jitter(&r, 500 * M));
    assert_int_equal(judge(&l), WG_OK);
    for (uint32_t d = 0; d < 6; d++)
      assert_int_equal(area2_of(&l, d), wg_shapes_area2(&l.t.district_shape, d));
    end(&l);
  }
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  land l;
  begin(&l);
  wg_ctx_set_threads(l.ctx, 1);
  add_district(&l.t, "1", 0, 0, 302 * M, 300 * M);
  add_district(&l.t, "2", 300 * M, 0, 600 * M, 300 * M);
  assert_int_equal(judge(&l), WG_OK);
  wg_territory_free(&l.x);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_mem_fail_at(at);
    wg_status st = wg_territory_build(l.ctx, &l.t, &l.p, &l.sets, &l.x);
    wg_mem_fail_at(0);
    wg_territory_free(&l.x);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  end(&l);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(districts_side_by_side_are_taken_as_they_are),
      cmocka_unit_test(a_narrow_overlap_goes_to_the_lower_number),
      cmocka_unit_test(an_enclosed_gap_goes_to_the_longest_border),
      cmocka_unit_test(what_import_left_stays),
      cmocka_unit_test(an_open_gap_stays_outside),
      cmocka_unit_test(a_wide_hole_stays_a_hole),
      cmocka_unit_test(a_splinter_goes_to_its_neighbour),
      cmocka_unit_test(an_exclave_of_some_size_stays),
      cmocka_unit_test(a_tiny_district_keeps_its_only_piece),
      cmocka_unit_test(the_lowest_zone_counts),
      cmocka_unit_test(random_districts_add_up),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("atoms/territory", tests, NULL, NULL);
}
