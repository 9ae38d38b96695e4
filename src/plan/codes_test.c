#include "plan/codes.h"

#include <stdio.h>

#include "plane/test_town.h"

static void add_grid(wg_grids *g, uint32_t district, int32_t x, int32_t y, int32_t size) {
  put_box(&g->shape, x, y, x + size, y + size);
  assert_true(wg_shapes_end_feature(&g->shape));
  assert_true(
      WG_VEC_PUSH(&g->grid, ((wg_grid){.district = district, .households = x, .population = y})));
}

/* A board of 4 x 3 grids, given in some order: numbers run west to east, north to south. */
static void numbers_run_like_writing(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    wg_ctx *ctx = wg_ctx_new();
    wg_rng r = wg_rng_init(seed, 18);
    wg_town t = {0};
    wg_grids g = {0};
    add_district(&t, "340223001001", 0, 0, 4000, 3000);
    uint32_t order[12];
    for (uint32_t i = 0; i < 12; i++) { /* shuffled */
      uint32_t j = wg_rng_below(&r, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    for (uint32_t i = 0; i < 12; i++) {
      add_grid(&g, 0, (int32_t)(order[i] % 4) * 1000, (int32_t)(order[i] / 4) * 1000, 1000);
      assert_true(WG_VEC_PUSH(&g.building_grid, i));
    }
    assert_true(WG_VEC_PUSH(&g.building_grid, WG_NO_GRID));
    assert_int_equal(wg_codes_assign(ctx, &t, &g), WG_OK);
    for (uint32_t i = 0; i < 12; i++) {
      char code[32];
      snprintf(code, sizeof code, "340223001001%03u", i + 1);
      assert_string_equal(g.grid.v[i].code, code);
      assert_string_equal(g.grid.v[i].parent_code, "340223001001");
      assert_int_equal(g.grid.v[i].households, i % 4 * 1000);
      assert_int_equal(g.grid.v[i].population, (2 - i / 4) * 1000);
      wg_box b = wg_shapes_box(&g.shape, i); /* shapes and buildings came along */
      assert_int_equal(b.min.x, g.grid.v[i].households);
      assert_int_equal(b.min.y, g.grid.v[i].population);
    }
    for (uint32_t i = 0; i < 12; i++) {
      uint32_t at = g.building_grid.v[i];
      assert_int_equal(g.grid.v[at].households, order[i] % 4 * 1000);
      assert_int_equal(g.grid.v[at].population, order[i] / 4 * 1000);
    }
    assert_true(g.building_grid.v[12] == WG_NO_GRID);
    wg_grids_free(&g);
    wg_town_free(&t);
    wg_ctx_free(ctx);
  }
}

static void many_grids_get_longer_numbers(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_grids g = {0};
  add_district(&t, "A", 0, 0, 4000, 3000);
  add_district(&t, "B", 0, 0, 4000, 3000);
  for (int32_t i = 0; i < 1000; i++) add_grid(&g, 0, i % 40 * 10, i / 40 * 10, 10);
  for (int32_t i = 0; i < 999; i++) add_grid(&g, 1, i % 40 * 10, i / 40 * 10, 10);
  assert_int_equal(wg_codes_assign(ctx, &t, &g), WG_OK);
  assert_string_equal(g.grid.v[0].code, "A0001");
  assert_string_equal(g.grid.v[999].code, "A1000");
  assert_int_equal(g.grid.v[1000].code[0], 'B');
  for (size_t i = 1; i < g.grid.n; i++)
    assert_true(strcmp(g.grid.v[i - 1].code, g.grid.v[i].code) < 0);
  wg_grids_free(&g);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void names_follow_the_districts_script(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_grids g = {0};
  add_district(&t, "1", 0, 0, 10, 10);
  add_district(&t, "2", 10, 0, 20, 10);
  t.district.v[0].name = "城东社区";
  t.district.v[1].name = "Altstadt";
  add_grid(&g, 0, 0, 0, 10);
  add_grid(&g, 1, 10, 0, 10);
  assert_int_equal(wg_codes_assign(ctx, &t, &g), WG_OK);
  assert_string_equal(g.grid.v[0].name, "城东社区第1网格");
  assert_string_equal(g.grid.v[1].name, "Altstadt 001");
  wg_grids_free(&g);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void no_grids_no_codes(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_grids g = {0};
  assert_int_equal(wg_codes_assign(ctx, &t, &g), WG_OK);
  wg_grids_free(&g);
  wg_ctx_free(ctx);
}

/* District "1" with four digits and "11" with three would both make 11001. */
static void codes_are_unique(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_grids g = {0};
  add_district(&t, "1", 0, 0, 4000, 3000);
  add_district(&t, "11", 0, 0, 4000, 3000);
  for (int32_t i = 0; i < 1001; i++) add_grid(&g, 0, i % 40 * 10, i / 40 * 10, 10);
  add_grid(&g, 1, 0, 0, 10);
  assert_int_equal(wg_codes_assign(ctx, &t, &g), WG_OK);
  for (size_t i = 1; i < g.grid.n; i++)
    assert_true(strcmp(g.grid.v[i - 1].code, g.grid.v[i].code) < 0);
  wg_grids_free(&g);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_run_like_writing),
      cmocka_unit_test(many_grids_get_longer_numbers),
      cmocka_unit_test(names_follow_the_districts_script),
      cmocka_unit_test(no_grids_no_codes),
      cmocka_unit_test(codes_are_unique),
  };
  return cmocka_run_group_tests_name("plan/codes", tests, NULL, NULL);
}
