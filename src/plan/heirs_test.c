#include "plan/heirs.h"

#include "plan/prior.h"
#include "plan/test_wishes.h"

/* Blocks of these households; present grids of two blocks each, but the last, an exclusive one. */
static void begin_past(scene *x, const int32_t *households) {
  static const uint32_t home[] = {0, 0, 1, 1, 2, 2, 3};
  begin(x, 7, 7);
  for (int32_t i = 0; i < 7; i++) house(x, "", "", i, 0, households[i]);
  present(x, "A001", WG_GRID_COMPREHENSIVE, 0, 2, 0);
  present(x, "A002", WG_GRID_COMPREHENSIVE, 2, 4, 0);
  present(x, "A003", WG_GRID_COMPREHENSIVE, 4, 6, 0);
  present(x, "A004", WG_GRID_EXCLUSIVE, 6, 7, 0);
  present_homes(x, home);
  x->o.start = WG_START_PRESENT;
  assert_int_equal(settle(x), WG_OK);
}

/* A plan by hand: the grid of each block. */
static void set_plan(scene *x, const uint32_t *grid, uint32_t n) {
  x->plan.of_atom = WG_NEW(uint32_t, x->s.atoms.n);
  assert_non_null(x->plan.of_atom);
  for (uint32_t i = 0; i < n; i++)
    assert_true(
        WG_VEC_PUSH(&x->plan.grid, ((wg_plan_grid){.zone = WG_NO_ONE, .locked = WG_NO_ONE})));
  for (uint32_t b = 0; b < 7; b++) x->plan.of_atom[x->s.atoms.of_building[b]] = grid[b];
}

static void assert_heirs(scene *x, const uint32_t *want) {
  uint32_t *heir;
  assert_int_equal(
      wg_heirs_find(x->ctx, &x->t, &x->s.atoms, &x->plan, &x->past, x->w.before, &heir), WG_OK);
  for (size_t i = 0; i < x->plan.grid.n; i++) assert_int_equal(heir[i], want[i]);
  wg_free(heir);
  wg_plan_free(&x->plan);
  x->plan = (wg_plan){0};
}

static void more_than_half_of_the_households_inherit(void **state) {
  (void)state;
  const uint32_t none = WG_NO_GRID;
  scene x;
  begin_past(&x, (const int32_t[]){200, 190, 100, 100, 300, 10, 50});
  set_plan(&x, (const uint32_t[]){0, 1, 1, 2, 2, 3, 3}, 4);
  /* 200 of 390; 190 and 100 of 200 are no majority; 300 of 310; an exclusive grid has no heir */
  assert_heirs(&x, (const uint32_t[]){0, none, 2, none});
  set_plan(&x, (const uint32_t[]){0, 0, 0, 0, 0, 0, 0}, 1);
  assert_heirs(&x, (const uint32_t[]){0}); /* it has all of three: the largest */
  end(&x);
}

static void ties_go_to_the_lower_code(void **state) {
  (void)state;
  scene x;
  begin_past(&x, (const int32_t[]){100, 100, 100, 100, 300, 10, 50});
  set_plan(&x, (const uint32_t[]){0, 0, 0, 0, 1, 1, 1}, 2);
  assert_heirs(&x, (const uint32_t[]){0, 2});
  end(&x);
}

static void empty_grids_go_by_area(void **state) {
  (void)state;
  scene x;
  begin_past(&x, (const int32_t[]){0, 0, 100, 100, 0, 0, 50});
  set_plan(&x, (const uint32_t[]){0, 0, 1, 1, 2, 3, 3}, 4);
  /* half of A003's area is not more than half of it */
  assert_heirs(&x, (const uint32_t[]){0, 1, WG_NO_GRID, WG_NO_GRID});
  end(&x);
}

static void locked_and_exclusive_grids_keep_theirs(void **state) {
  (void)state;
  scene x;
  begin_past(&x, (const int32_t[]){100, 100, 100, 100, 300, 10, 50});
  set_plan(&x, (const uint32_t[]){0, 0, 0, 0, 1, 1, 2}, 3);
  x.plan.grid.v[0].locked = 1;
  x.plan.grid.v[2].zone = 0;
  assert_heirs(&x, (const uint32_t[]){1, 2, 3});
  end(&x);
}

static void what_changed_is_counted(void **state) {
  (void)state;
  scene x;
  uint64_t moved, kept;
  begin_past(&x, (const int32_t[]){100, 100, 100, 90, 300, 10, 50});
  wg_grids now = {0};
  static const char *const code[] = {"A001", "A002", "A003", "A004", "A005"};
  static const uint32_t home[] = {0, 0, 1, 4, 2, 2, WG_NO_GRID};
  for (int i = 0; i < 5; i++) assert_true(WG_VEC_PUSH(&now.grid, ((wg_grid){.code = code[i]})));
  for (int b = 0; b < 7; b++) assert_true(WG_VEC_PUSH(&now.building_grid, home[b]));
  assert_int_equal(wg_heirs_compare(x.ctx, &x.t, &x.past, &now, &moved, &kept), WG_OK);
  assert_int_equal(moved, 90 + 50);
  assert_int_equal(kept, 2); /* A001 and A003; A002 and A004 have lost a building */
  wg_grids_free(&now);
  wg_past none = {0};
  assert_int_equal(wg_heirs_compare(x.ctx, &x.t, &none, &now, &moved, &kept), WG_OK);
  assert_true(moved == 0 && kept == 0);
  end(&x);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  scene x;
  begin_past(&x, (const int32_t[]){100, 100, 100, 100, 300, 10, 50});
  set_plan(&x, (const uint32_t[]){0, 0, 0, 0, 1, 1, 2}, 3);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  uint64_t at = 1;
  for (; st != WG_OK; at++) {
    uint32_t *heir;
    uint64_t moved, kept;
    wg_mem_fail_at(at);
    st = wg_heirs_find(x.ctx, &x.t, &x.s.atoms, &x.plan, &x.past, x.w.before, &heir);
    if (st == WG_OK) {
      wg_free(heir);
      st = wg_heirs_compare(x.ctx, &x.t, &x.past, &x.past.present, &moved, &kept);
    }
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_true(at > 5);
  end(&x);
}

/* ---- the plan to start from ----------------------------------------------------------- */

static void nodes_remember_their_grid(void **state) {
  (void)state;
  static const uint32_t home[] = {1, 1, 0, 0, WG_NO_GRID, 2};
  scene x;
  begin(&x, 6, 6);
  for (int32_t i = 0; i < 6; i++) house(&x, "", i == 3 || i == 4 ? "e" : "", i, 0, i < 5 ? 120 : 0);
  present(&x, "A001", WG_GRID_COMPREHENSIVE, 2, 4, 0);
  present(&x, "A002", WG_GRID_COMPREHENSIVE, 0, 2, 0);
  present(&x, "A003", WG_GRID_COMPREHENSIVE, 5, 6, 0); /* block 4 was in no grid */
  present_homes(&x, home);
  x.o.start = WG_START_PRESENT;
  x.o.keep_price = 3;
  assert_int_equal(settle(&x), WG_OK);
  wg_problem p = wg_problem_of(&x.pieces.piece.v[0], &x.o);
  assert_int_equal(p.graph->n, 5); /* blocks 3 and 4 are one estate */
  assert_true(p.keep == 3);
  static const uint32_t want[] = {1, 1, 0, 0, 0, 2};
  for (uint32_t b = 0; b < 6; b++) assert_int_equal(p.prior[node_of(&x, b)], want[b]);
  assert_int_equal(x.pieces.piece.v[0].order.priors, 3);
  end(&x);
}

static void a_node_without_past_has_no_prior_part(void **state) {
  (void)state;
  static const uint32_t home[] = {WG_NO_GRID, 0};
  scene x;
  begin(&x, 2, 2);
  for (int32_t i = 0; i < 2; i++) house(&x, "", "", i, 0, 200);
  present(&x, "A007", WG_GRID_COMPREHENSIVE, 1, 2, 0);
  present_homes(&x, home);
  x.o.start = WG_START_PRESENT;
  assert_int_equal(settle(&x), WG_OK);
  wg_problem p = wg_problem_of(&x.pieces.piece.v[0], &x.o);
  assert_int_equal(p.prior[node_of(&x, 0)], WG_NO_PART);
  assert_int_equal(p.prior[node_of(&x, 1)], 0);
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(more_than_half_of_the_households_inherit),
      cmocka_unit_test(ties_go_to_the_lower_code),
      cmocka_unit_test(empty_grids_go_by_area),
      cmocka_unit_test(locked_and_exclusive_grids_keep_theirs),
      cmocka_unit_test(what_changed_is_counted),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(nodes_remember_their_grid),
      cmocka_unit_test(a_node_without_past_has_no_prior_part),
  };
  return cmocka_run_group_tests_name("plan/heirs", tests, NULL, NULL);
}
