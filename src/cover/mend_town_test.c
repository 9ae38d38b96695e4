#include "cover/mend_town.h"

#include <stdio.h>

#include "plane/test_town.h"

typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_import_options o;
  wg_import_summary sum;
  char log[2048];
} land;

static void keep_line(void *user, wg_log_level level, const char *line) {
  land *l = user;
  size_t n = strlen(l->log);
  (void)level;
  snprintf(l->log + n, sizeof l->log - n, "%s\n", line);
}

static void begin(land *l) {
  *l = (land){.ctx = wg_ctx_new(), .o = {.sliver_width_m = 5}};
  wg_ctx_set_log(l->ctx, keep_line, l);
  l->t.frame = (wg_frame){.crs = "EPSG:4548"};
}

/* A box in centimetres, as district and as it was drawn. */
static void add(land *l, const char *code, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  double a = x0 / 100.0, b = y0 / 100.0, c = x1 / 100.0, d = y1 / 100.0;
  double xy[] = {a, b, c, b, c, d, a, d, a, b};
  add_district(&l->t, code, x0, y0, x1, y1);
  assert_true(wg_drawn_ring(&l->t.drawn, xy, 5, 0) && wg_drawn_end(&l->t.drawn));
}

static void end(land *l) {
  wg_town_free(&l->t);
  wg_ctx_free(l->ctx);
}

/* Four around a gap of 2 m, the fourth over the third by 1 m. */
static void add_four(land *l) {
  add(l, "1", 0, 0, 300 * M, 300 * M);
  add(l, "2", 302 * M, 0, 600 * M, 300 * M);
  add(l, "3", 0, 300 * M, 600 * M, 400 * M);
  add(l, "4", 0, 399 * M, 600 * M, 500 * M);
  add(l, "5", 0, -100 * M, 600 * M, 0);
}

static void faults_are_listed_with_what_became_of_them(void **state) {
  (void)state;
  land l;
  begin(&l);
  add_four(&l);
  assert_int_equal(wg_mend_town(l.ctx, &l.o, &l.t, &l.sum), WG_OK);
  assert_int_equal(l.t.fault.n, 2);
  const wg_fault_row *gap = &l.t.fault.v[0], *overlap = &l.t.fault.v[1];
  assert_string_equal(gap->kind, "gap");
  assert_string_equal(gap->districts, "1, 2, 3, 5");
  assert_string_equal(gap->given_to, "1");
  assert_string_equal(gap->rule, "longest border");
  assert_true(fabs(gap->area_m2 - 600) < 1e-9 && gap->x > 300 && gap->x < 302);
  assert_string_equal(overlap->kind, "overlap");
  assert_string_equal(overlap->districts, "3, 4");
  assert_true(fabs(overlap->area_m2 - 600) < 1e-9);
  assert_int_equal(wg_drawn_count(&l.t.fault_shape), 2);
  assert_true(fabs(l.sum.district_moved_m2 - 1200) < 1e-6);
  assert_true(fabs(l.t.change.v[0].gained_m2 - 600) < 1e-6);
  assert_true(fabs(l.t.change.v[3].lost_m2 - 600) < 1e-6);
  assert_int_equal(l.sum.district_parts, 5);
  int64_t area2 = 0;
  for (uint32_t d = 0; d < 5; d++) area2 += wg_shapes_area2(&l.t.district_shape, d);
  assert_int_equal(area2, 2LL * 600 * M * 600 * M);
  end(&l);
}

static void all_wide_overlaps_are_told(void **state) {
  (void)state;
  land l;
  begin(&l);
  add(&l, "1", 0, 0, 300 * M, 300 * M);
  add(&l, "2", 280 * M, 0, 600 * M, 300 * M);
  add(&l, "3", 550 * M, 0, 900 * M, 300 * M);
  assert_int_equal(wg_mend_town(l.ctx, &l.o, &l.t, &l.sum), WG_ERR_DATA);
  assert_non_null(strstr(l.log, "piece 1: districts 2, 3 overlap by 15000.0 m2"));
  assert_non_null(strstr(l.log, "piece 2: districts 1, 2 overlap by 6000.0 m2"));
  assert_non_null(strstr(wg_error(l.ctx), "2 in all"));
  assert_int_equal(l.t.fault.n, 2);
  assert_string_equal(l.t.fault.v[0].rule, "refused");
  l.o.district_priority = "3,1";
  l.t.fault.n = 0;
  wg_drawn_free(&l.t.fault_shape);
  l.sum = (wg_import_summary){0};
  assert_int_equal(wg_mend_town(l.ctx, &l.o, &l.t, &l.sum), WG_OK);
  assert_string_equal(l.t.fault.v[0].given_to, "3");
  assert_string_equal(l.t.fault.v[1].given_to, "1");
  end(&l);
}

static void a_district_that_would_vanish_is_told(void **state) {
  (void)state;
  land l;
  begin(&l);
  add(&l, "1", 0, 0, 300 * M, 300 * M);
  add(&l, "2", 100 * M, 100 * M, 104 * M, 200 * M);
  assert_int_equal(wg_mend_town(l.ctx, &l.o, &l.t, &l.sum), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(l.ctx), "\"2\""));
  end(&l);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    land l;
    begin(&l);
    wg_ctx_set_threads(l.ctx, 1);
    add_four(&l);
    wg_mem_fail_at(at);
    wg_status st = wg_mend_town(l.ctx, &l.o, &l.t, &l.sum);
    wg_mem_fail_at(0);
    size_t faults = l.t.fault.n;
    end(&l);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK && faults == 2) break;
    assert_true(at < 5000);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(faults_are_listed_with_what_became_of_them),
      cmocka_unit_test(all_wide_overlaps_are_told),
      cmocka_unit_test(a_district_that_would_vanish_is_told),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("cover/mend_town", tests, NULL, NULL);
}
