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

static void add_past(wg_past *p, const char *code, const char *district, bool is_present) {
  assert_true(WG_VEC_PUSH(&p->used, ((wg_used_code){code, district})));
  wg_grid g = {.code = code, .name = "old name", .parent_code = district};
  if (is_present) assert_true(WG_VEC_PUSH(&p->present.grid, g));
}

/* Heirs keep code and name; the others' numbers were never used, in any edition. */
static void codes_go_on(void **state) {
  (void)state;
  const uint32_t none = WG_NO_GRID;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_grids g = {0};
  wg_past p = {0};
  add_district(&t, "1", 0, 0, 4000, 1000);
  add_district(&t, "2", 4000, 0, 5000, 1000);
  add_past(&p, "1001", "1", true);
  add_past(&p, "1002", "1", true);
  add_past(&p, "1007", "1", false); /* retired long ago */
  add_past(&p, "1x9", "1", false);  /* not one of ours */
  for (int32_t i = 0; i < 4; i++) add_grid(&g, 0, 3000 - i * 1000, 0, 1000);
  add_grid(&g, 1, 4000, 0, 1000);
  assert_int_equal(
      wg_codes_continue(ctx, &t, &p, (const uint32_t[]){none, 1, none, none, none}, &g), WG_OK);
  static const struct {
    const char *code;
    int32_t x;
  } want[] = {{"1002", 2000}, {"1008", 0}, {"1009", 1000}, {"1010", 3000}, {"2001", 4000}};
  for (int i = 0; i < 5; i++) {
    assert_string_equal(g.grid.v[i].code, want[i].code);
    assert_int_equal(g.grid.v[i].households, want[i].x);
    assert_int_equal(wg_shapes_box(&g.shape, (uint32_t)i).min.x, want[i].x);
    assert_string_equal(g.grid.v[i].name, i == 0 ? "old name" : g.grid.v[i].name);
    assert_string_equal(g.grid.v[i].parent_code, i < 4 ? "1" : "2");
  }
  assert_string_equal(g.grid.v[1].name, "1 008");
  wg_grids_free(&g);
  wg_past_free(&p);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* "1" + 1001 is "11" + 001: the code is passed over. */
static void new_codes_are_new_in_the_whole_town(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_grids g = {0};
  wg_past p = {0};
  add_district(&t, "1", 0, 0, 4000, 1000);
  add_district(&t, "11", 4000, 0, 5000, 1000);
  add_past(&p, "11000", "1", false);
  add_past(&p, "11001", "11", false);
  add_grid(&g, 0, 0, 0, 1000);
  add_grid(&g, 1, 4000, 0, 1000);
  const uint32_t heir[] = {WG_NO_GRID, WG_NO_GRID};
  assert_int_equal(wg_codes_continue(ctx, &t, &p, heir, &g), WG_OK);
  assert_string_equal(g.grid.v[0].code, "110002");
  assert_string_equal(g.grid.v[1].code, "11002");
  wg_grids_free(&g);
  wg_past_free(&p);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_past p = {0};
  add_district(&t, "1", 0, 0, 4000, 1000);
  add_past(&p, "1001", "1", true);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  uint64_t at = 1;
  for (; st != WG_OK; at++) {
    wg_grids g = {0};
    for (int32_t i = 0; i < 3; i++) add_grid(&g, 0, i * 1000, 0, 1000);
    wg_mem_fail_at(at);
    st = wg_codes_continue(ctx, &t, &p, (const uint32_t[]){WG_NO_GRID, 0, WG_NO_GRID}, &g);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    wg_grids_free(&g);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_true(at > 8);
  wg_past_free(&p);
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
      cmocka_unit_test(codes_go_on),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(new_codes_are_new_in_the_whole_town),
  };
  return cmocka_run_group_tests_name("plan/codes", tests, NULL, NULL);
}
