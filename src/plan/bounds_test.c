#include "plan/bounds.h"

#include "plane/test_town.h"
#include "read/test_files.h"

static test_dir dir;
static wg_ctx *ctx;

static int64_t whole(const int64_t *share, size_t k) {
  int64_t sum = 0;
  for (size_t i = 0; i < k; i++) sum += share[i];
  return sum;
}

static void shares_are_hamiltons(void **state) {
  (void)state;
  int64_t share[4];
  assert_true(wg_apportion(10, (const int64_t[]){410, 320, 170, 100}, 4, share));
  assert_memory_equal(share, ((int64_t[]){4, 3, 2, 1}), sizeof share);
  assert_true(wg_apportion(7, (const int64_t[]){1000, 1, 0, 999}, 4, share));
  assert_memory_equal(share, ((int64_t[]){3, 1, 1, 2}), sizeof share);
  assert_true(wg_apportion(2, (const int64_t[]){9, 5, 0, 1}, 4, share));
  assert_memory_equal(share, ((int64_t[]){1, 1, 1, 1}), sizeof share);
  assert_true(wg_apportion(6, (const int64_t[]){0, 0, 0, 0}, 4, share));
  assert_memory_equal(share, ((int64_t[]){2, 2, 1, 1}), sizeof share);
}

/* They add up, and nobody is further than one grid from the exact share but by the rule of 1. */
static void shares_add_up(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 500; seed++) {
    wg_rng r = wg_rng_init(seed, 4);
    int64_t weight[20], share[20], total = 0, n = 20 + wg_rng_below(&r, 100);
    for (int i = 0; i < 20; i++) total += weight[i] = wg_rng_below(&r, 1 + wg_rng_below(&r, 900));
    assert_true(wg_apportion(n, weight, 20, share));
    assert_int_equal(whole(share, 20), n);
    for (int i = 0; i < 20; i++) {
      assert_true(share[i] >= 1);
      assert_true(share[i] == 1 || (share[i] - 1) * total < weight[i] * n);
    }
    for (int i = 0; i < 20; i++)
      for (int k = 0; k < 20; k++) assert_true(weight[i] <= weight[k] || share[i] >= share[k]);
  }
}

static wg_partition_options options(void) { return (wg_partition_options){.min = 300, .max = 600}; }

static wg_status read_text(const char *text, wg_partition_options *o, wg_grid_bounds **b) {
  wg_town t = {0};
  add_district(&t, "340223001", 0, 0, 10, 10);
  add_district(&t, "340223002", 10, 0, 20, 10);
  add_district(&t, "341", 20, 0, 30, 10);
  o->district_bounds = text ? test_file(&dir, "b.csv", text, strlen(text)) : NULL;
  wg_status st = wg_grid_bounds_read(ctx, &t, o, b);
  wg_town_free(&t);
  return st;
}

static void assert_bounds(const wg_grid_bounds *b, int64_t min, int64_t max, int64_t grids,
                          int64_t mean) {
  assert_int_equal(b->min, min);
  assert_int_equal(b->max, max);
  assert_int_equal(b->grids, grids);
  assert_int_equal(b->mean, mean);
}

static void later_lines_win_and_empty_cells_say_nothing(void **state) {
  (void)state;
  wg_grid_bounds *b;
  wg_partition_options o = options();
  assert_int_equal(read_text("社区代码,max,min,grids,mean\n340223*,500,,,\n"
                             "340223002,,200,7,\n341,,,,450\n",
                             &o, &b),
                   WG_OK);
  assert_bounds(&b[0], 300, 500, 0, 0);
  assert_bounds(&b[1], 200, 500, 7, 0);
  assert_bounds(&b[2], 300, 600, 0, 450);
  wg_free(b);
  o.mean = 400;
  assert_int_equal(read_text("code,grids\n341,2\n", &o, &b), WG_OK);
  assert_bounds(&b[0], 300, 600, 0, 400);
  assert_bounds(&b[2], 300, 600, 2, 0);
  wg_free(b);
  assert_int_equal(read_text(NULL, &o, &b), WG_OK);
  assert_bounds(&b[2], 300, 600, 0, 400);
  wg_free(b);
}

static void refused(const char *text, const char *say) {
  wg_grid_bounds *b;
  wg_partition_options o = options();
  assert_int_equal(read_text(text, &o, &b), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), say));
  wg_free(b);
}

static void wrong_lines_are_named(void **state) {
  (void)state;
  refused("min,max\n1,2\n", "no column \"code\"");
  refused("code,min\n341,1\n\n99,1\n", "line 4: \"99\" is the code of no district");
  refused("code,min\n341,x\n", "line 2: \"x\" is no usable min");
  refused("code,max\n341,0\n", "\"0\" is no usable max");
  refused("code,min\n341,700\n", "district 341 gets bounds 700 to 600");
  refused("code,grids,mean\n341,2,300\n", "line 2: gives both");
  refused("", "no column");
}

static int set_up(void **state) {
  (void)state;
  test_dir_make(&dir);
  return (ctx = wg_ctx_new()) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_are_hamiltons),
      cmocka_unit_test(shares_add_up),
      cmocka_unit_test(later_lines_win_and_empty_cells_say_nothing),
      cmocka_unit_test(wrong_lines_are_named),
  };
  return cmocka_run_group_tests_name("plan/bounds", tests, set_up, tear_down);
}
