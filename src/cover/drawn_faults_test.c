#include "cover/drawn_faults.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* One district: a ring of n points, the last repeats the first. */
static void put(wg_drawn *d, uint8_t hole, const double *xy, uint32_t n) {
  assert_true(wg_drawn_ring(d, xy, n, hole));
}

#define RING(d, hole, ...) \
  put(d, hole, (const double[]){__VA_ARGS__}, sizeof((const double[]){__VA_ARGS__}) / 16)
#define BOX(d, x0, y0, x1, y1) \
  (RING(d, 0, x0, y0, x1, y0, x1, y1, x0, y1, x0, y0), assert_true(wg_drawn_end(d)))

static wg_drawn_faults find(wg_drawn *d) {
  wg_ctx *ctx = wg_ctx_new();
  wg_drawn_faults f = {0};
  assert_int_equal(wg_drawn_faults_find(ctx, d, &f), WG_OK);
  wg_ctx_free(ctx);
  wg_drawn_free(d);
  return f;
}

static void what_fits_has_no_fault(void **state) {
  (void)state;
  wg_drawn d = {0};
  BOX(&d, 0, 0, 10, 10);
  BOX(&d, 10, 0, 20, 10);
  wg_drawn_faults f = find(&d);
  assert_int_equal(f.list.n, 0);
  assert_true(f.gap_m2 == 0 && f.overlap_m2 == 0);
  wg_drawn_faults_free(&f);
}

static void an_overlap_far_below_the_lattice_is_measured(void **state) {
  (void)state;
  wg_drawn d = {0};
  BOX(&d, 0, 0, 10.0005, 10);
  BOX(&d, 10, 0, 20, 10);
  wg_drawn_faults f = find(&d);
  assert_int_equal(f.list.n, 1);
  assert_true(f.list.v[0].overlap);
  assert_int_equal(f.list.v[0].n_who, 2);
  assert_int_equal(f.who.v[f.list.v[0].who], 0);
  assert_int_equal(f.who.v[f.list.v[0].who + 1], 1);
  assert_true(fabs(f.overlap_m2 - 0.005) < 1e-12);
  assert_true(fabs(f.list.v[0].width_m - 2 * 0.005 / 20.001) < 1e-9);
  wg_drawn_faults_free(&f);
}

static void three_on_one_place_count_twice(void **state) {
  (void)state;
  wg_drawn d = {0};
  BOX(&d, 0, 0, 10, 10);
  BOX(&d, 1, 1, 3, 3);
  BOX(&d, 1, 1, 3, 3);
  wg_drawn_faults f = find(&d);
  assert_int_equal(f.list.n, 1);
  assert_int_equal(f.list.v[0].n_who, 3);
  assert_true(fabs(f.list.v[0].area_m2 - 4) < 1e-12);
  assert_true(fabs(f.overlap_m2 - 8) < 1e-12);
  wg_drawn_faults_free(&f);
}

/* A ring with a hole of 6 x 6, in it an island: the gap is what is left, and two border on it. */
static void a_hole_is_a_gap_less_what_lies_in_it(void **state) {
  (void)state;
  wg_drawn d = {0};
  RING(&d, 0, 0, 0, 10, 0, 10, 10, 0, 10, 0, 0);
  RING(&d, 1, 2, 2, 2, 8, 8, 8, 8, 2, 2, 2);
  assert_true(wg_drawn_end(&d));
  BOX(&d, 20, 20, 30, 30);
  BOX(&d, 4, 4, 5, 5);
  wg_drawn_faults f = find(&d);
  assert_int_equal(f.list.n, 1);
  assert_false(f.list.v[0].overlap);
  assert_true(fabs(f.gap_m2 - 35) < 1e-12);
  assert_int_equal(f.list.v[0].n_who, 2);
  assert_int_equal(f.who.v[f.list.v[0].who], 0);
  assert_int_equal(f.who.v[f.list.v[0].who + 1], 2);
  wg_drawn_faults_free(&f);
}

static void gaps_come_first_and_large_before_small(void **state) {
  (void)state;
  wg_drawn d = {0};
  RING(&d, 0, 0, 0, 20, 0, 20, 10, 0, 10, 0, 0);
  RING(&d, 1, 1, 1, 1, 2, 2, 2, 2, 1, 1, 1);
  RING(&d, 1, 5, 1, 5, 4, 8, 4, 8, 1, 5, 1);
  assert_true(wg_drawn_end(&d));
  BOX(&d, 12, 1, 18, 9);
  wg_drawn_faults f = find(&d);
  assert_int_equal(f.list.n, 3);
  double want[] = {9, 1, 48};
  for (int i = 0; i < 3; i++) assert_true(fabs(f.list.v[i].area_m2 - want[i]) < 1e-12);
  assert_true(f.list.v[2].overlap);
  wg_drawn_faults_free(&f);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  wg_drawn d = {0};
  BOX(&d, 0, 0, 10, 10);
  BOX(&d, 9, 0, 20, 10);
  wg_ctx *ctx = wg_ctx_new();
  wg_ctx_set_threads(ctx, 1);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_drawn_faults f = {0};
    wg_mem_fail_at(at);
    wg_status st = wg_drawn_faults_find(ctx, &d, &f);
    wg_mem_fail_at(0);
    size_t found = f.list.n;
    wg_drawn_faults_free(&f);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK && found == 1) break;
    /* GEOS does not tell why it gives up; a place for a thin face is not worth an error */
    assert_true(st == WG_ERR_NOMEM || st == WG_ERR_INTERNAL || st == WG_OK);
    assert_true(at < 1000);
  }
  wg_drawn_free(&d);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_fits_has_no_fault),
      cmocka_unit_test(an_overlap_far_below_the_lattice_is_measured),
      cmocka_unit_test(three_on_one_place_count_twice),
      cmocka_unit_test(a_hole_is_a_gap_less_what_lies_in_it),
      cmocka_unit_test(gaps_come_first_and_large_before_small),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("cover/drawn_faults", tests, NULL, NULL);
}
