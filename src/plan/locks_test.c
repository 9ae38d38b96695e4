#include "plan/locks.h"

#include "plan/test_wishes.h"

/* Six blocks of 200 households, A: grids of blocks 0-1, 2-3, 4-5. */
static void begin_locked(scene *x, int32_t lift) {
  static const uint32_t home[] = {0, 0, 1, 1, 2, 2};
  begin(x, 6, 6);
  for (int32_t i = 0; i < 6; i++) house(x, "", "", i, 0, 200);
  present(x, "A001", WG_GRID_COMPREHENSIVE, 0, 2, 0);
  present(x, "A002", WG_GRID_COMPREHENSIVE, 2, 4, lift);
  present(x, "A003", WG_GRID_COMPREHENSIVE, 4, 6, 0);
  present_homes(x, home);
}

static void locked_grids_are_taken_out(void **state) {
  (void)state;
  scene x;
  begin_locked(&x, 0);
  x.o.lock = "A002";
  assert_int_equal(settle(&x), WG_OK);
  assert_int_equal(x.pieces.piece.n, 2); /* what is left of it, on either side */
  for (uint32_t b = 0; b < 6; b++)
    assert_int_equal(x.w.locked[x.s.atoms.of_building[b]], b / 2 == 1 ? 1 : WG_NO_ONE);
  solve(&x);
  uint32_t k = x.plan.of_atom[x.s.atoms.of_building[2]];
  assert_int_equal(x.plan.of_atom[x.s.atoms.of_building[3]], k);
  assert_int_equal(x.plan.grid.v[k].locked, 1);
  assert_int_equal(x.plan.grid.v[k].households, 400);
  assert_int_equal(x.plan.grid.v[k].max, 600);
  for (size_t i = 0; i < x.plan.grid.n; i++)
    assert_int_equal(x.plan.grid.v[i].locked, i == k ? 1 : WG_NO_ONE);
  end(&x);
}

static void locked_grids_count_among_those_wanted(void **state) {
  (void)state;
  scene x;
  begin_locked(&x, 0);
  x.o.lock = "A001";
  x.o.grids = 3;
  assert_int_equal(settle(&x), WG_OK);
  assert_int_equal(x.pieces.piece.n, 1);
  assert_int_equal(x.pieces.piece.v[0].order.grids, 2);
  end(&x);
}

static void codes_come_from_the_line_or_a_file(void **state) {
  (void)state;
  scene x;
  begin_locked(&x, 0);
  static const char *const text[] = {"grid_code\nA001\nA003\n", "A001,x\n\nA003\n",
                                     "what,网格编码\nwest,A001\neast,A003\n"};
  for (int i = 0; i < 4; i++) {
    x.o.lock = i < 3 ? file(&x, text[i]) : "A003,A001";
    assert_int_equal(settle(&x), WG_OK);
    assert_true(x.w.kept[0] && !x.w.kept[1] && x.w.kept[2]);
    unsettle(&x);
  }
  x.o.lock = "A001,A009";
  refused(&x, "\"A009\" (--lock) is the code of no present grid");
  x.o.lock = file(&x, "A001\nA7\n");
  refused(&x, "\"A7\" (line 2) is the code of no present grid");
  end(&x);
}

static void what_the_blocks_do_not_add_up_to_is_refused(void **state) {
  (void)state;
  scene x;
  begin_locked(&x, 3); /* 3 % of it, of which an outline of 594 m explains more */
  x.o.lock = "A002";
  assert_int_equal(settle(&x), WG_OK);
  end(&x);
  begin_locked(&x, 9);
  x.o.lock = "A002";
  refused(&x,
          "\"A002\" cannot stay as it is: the blocks of today do not add up to it (9.9 % of it)");
  end(&x);
  begin_locked(&x, 0);
  x.past.present.building_grid.v[3] = 2; /* a building that was elsewhere */
  x.o.lock = "A002";
  refused(&x, "\"A002\" cannot stay as it is: a block is cut otherwise");
  end(&x);
}

static void wishes_do_not_reach_into_locked_grids(void **state) {
  (void)state;
  scene x;
  begin_locked(&x, 0);
  x.t.building.v[1].id = "b1";
  x.t.building.v[2].id = "b2";
  x.t.building.v[3].id = "b3";
  x.o.lock = "A002";
  x.o.together = file(&x, "b1,b2\n");
  refused(&x, "one of these buildings stands in a locked grid");
  x.o.together = file(&x, "b2,b3\n");
  assert_int_equal(settle(&x), WG_OK);
  unsettle(&x);
  x.o.together = NULL;
  x.o.apart = file(&x, "b1,b2\n");
  assert_int_equal(settle(&x), WG_OK);
  unsettle(&x);
  x.o.apart = file(&x, "b2,b3\n");
  refused(&x, "two of these buildings stand in one locked grid");
  end(&x);
}

static void without_grids_there_is_nothing_to_go_on_from(void **state) {
  (void)state;
  scene x;
  begin(&x, 2, 2);
  house(&x, "", "", 0, 0, 200);
  x.o.workspace = "t.db";
  x.o.lock = "A001";
  refused(&x, "\"t.db\" has no grids yet to go on from; leave --lock away");
  x.o.lock = NULL;
  x.o.start = WG_START_PRESENT;
  refused(&x, "leave --start present away");
  end(&x);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  scene x;
  begin_locked(&x, 0);
  x.o.lock = "A002";
  x.o.start = WG_START_PRESENT;
  x.t.building.v[0].id = "b0";
  x.t.building.v[1].id = "b1";
  x.o.apart = file(&x, "b0,b1\n");
  build_survey(x.ctx, &x.t, x.o.max, &x.s);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  uint64_t at = 1;
  for (; st != WG_OK; at++) {
    wg_mem_fail_at(at);
    st = wg_wishes_read(x.ctx, &x.t, &x.past, &x.o, &x.w);
    if (st == WG_OK) st = wg_wishes_settle(x.ctx, &x.t, &x.s.plane, &x.s.atoms, &x.w);
    if (st == WG_OK)
      st = wg_pieces_build_around(x.ctx, &x.t, &x.s.plane, &x.s.atoms, &x.o, x.w.locked, &x.pieces);
    if (st == WG_OK) st = wg_wishes_apply(x.ctx, &x.w, &x.t, &x.s.plane, &x.s.atoms, &x.pieces);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    wg_wishes_free(&x.w);
    wg_pieces_free(&x.pieces);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_true(at > 50);
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(locked_grids_are_taken_out),
      cmocka_unit_test(locked_grids_count_among_those_wanted),
      cmocka_unit_test(codes_come_from_the_line_or_a_file),
      cmocka_unit_test(what_the_blocks_do_not_add_up_to_is_refused),
      cmocka_unit_test(wishes_do_not_reach_into_locked_grids),
      cmocka_unit_test(without_grids_there_is_nothing_to_go_on_from),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/locks", tests, NULL, NULL);
}
