#include "plan/split.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Five atoms in two districts, the first three in district 0; a building for each line. */
typedef struct {
  wg_town t;
  wg_atoms a;
  uint32_t of_building[8];
} scene;

static wg_atom atoms[] = {
    {.district = 0}, {.district = 0}, {.district = 0}, {.district = 1}, {.district = 1}};

static void begin(scene *x) {
  *x = (scene){.a = {.n = 5, .atom = atoms}};
  x->a.of_building = x->of_building;
}

static void house(scene *x, const char *estate, uint32_t atom) {
  x->of_building[x->t.building.n] = atom;
  assert_true(WG_VEC_PUSH(&x->t.building, ((wg_building){.id = "", .use = "", .estate = estate})));
}

static void estates_in_two_grids_are_split(void **state) {
  (void)state;
  scene x;
  begin(&x);
  const uint32_t grid_of[] = {0, 0, 1, 2, 3};
  uint32_t per_grid[4];
  uint64_t estates, split;
  house(&x, "whole", 0);
  house(&x, "whole", 1);
  house(&x, "torn", 2);
  house(&x, "torn", 0);
  house(&x, "torn", 1);
  house(&x, "", 2);
  house(&x, "", 0);
  assert_true(wg_split_estates(&x.t, &x.a, grid_of, 4, per_grid, &estates, &split));
  assert_int_equal(estates, 2);
  assert_int_equal(split, 1);
  assert_int_equal(per_grid[0], 1);
  assert_int_equal(per_grid[1], 1);
  assert_int_equal(per_grid[2] + per_grid[3], 0);
  wg_town_free(&x.t);
}

static void a_name_in_two_districts_is_two_estates(void **state) {
  (void)state;
  scene x;
  begin(&x);
  const uint32_t grid_of[] = {0, 0, 0, 1, 1};
  uint32_t per_grid[2];
  uint64_t estates, split;
  house(&x, "north", 0);
  house(&x, "north", 3);
  house(&x, "north", WG_NO_ONE);
  assert_true(wg_split_estates(&x.t, &x.a, grid_of, 2, per_grid, &estates, &split));
  assert_int_equal(estates, 2);
  assert_int_equal(split, 0);
  assert_int_equal(per_grid[0] + per_grid[1], 0);
  wg_mem_fail_at(1);
  assert_false(wg_split_estates(&x.t, &x.a, grid_of, 2, per_grid, &estates, &split));
  wg_mem_fail_at(0);
  wg_town_free(&x.t);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(estates_in_two_grids_are_split),
      cmocka_unit_test(a_name_in_two_districts_is_two_estates),
  };
  return cmocka_run_group_tests_name("plan/split", tests, NULL, NULL);
}
