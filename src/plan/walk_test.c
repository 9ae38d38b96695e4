#include "plan/walk.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST = 16 };

/* Atoms and contacts made by hand. */
typedef struct {
  wg_atom atom[MOST];
  wg_atoms a;
  wg_contacts c;
  uint32_t grid[MOST];
  wg_walk walk[MOST];
} scene;

static void begin(scene *x, uint32_t n) {
  *x = (scene){0};
  x->a.n = n;
  for (uint32_t i = 0; i < n; i++) x->atom[i].buildings = 1;
}

static void empty(scene *x, uint32_t a) { x->atom[a].buildings = 0; }

static void touch(scene *x, uint32_t a, uint32_t b, double length_m, double barrier_m) {
  wg_contact c = {.a = a, .b = b, .length_m = length_m, .barrier_m = barrier_m};
  assert_true(WG_VEC_PUSH(&x->c.list, c));
}

static void bridge(scene *x) { x->c.list.v[x->c.list.n - 1].passage = WG_PASSAGE_LEVEL; }

static void walk(scene *x, uint32_t grids) {
  x->a.atom = x->atom;
  assert_true(wg_walk_build(&x->a, &x->c, x->grid, grids, x->walk));
}

static void assert_walk(const wg_walk *w, double crossing_m, uint32_t pieces) {
  assert_true(fabs(w->crossing_m - crossing_m) < 1e-9);
  assert_int_equal(w->pieces, pieces);
}

static void end(scene *x) { wg_contacts_free(&x->c); }

static void a_barrier_between_buildings_parts_a_grid(void **state) {
  (void)state;
  scene x;
  begin(&x, 2);
  touch(&x, 0, 1, 100, 100);
  walk(&x, 1);
  assert_walk(&x.walk[0], 100, 2);
  x.c.list.v[0].passage = WG_PASSAGE_GROUND;
  walk(&x, 1);
  assert_walk(&x.walk[0], 0, 1);
  end(&x);
}

static void a_barrier_between_grids_is_inside_none(void **state) {
  (void)state;
  scene x;
  begin(&x, 3);
  touch(&x, 0, 1, 100, 100);
  touch(&x, 1, 2, 30, 0);
  x.grid[0] = 1;
  walk(&x, 2);
  assert_walk(&x.walk[0], 0, 1);
  assert_walk(&x.walk[1], 0, 1);
  end(&x);
}

/* One bridge connects; the barrier beside it is still inside. */
static void a_bridge_elsewhere_connects_but_does_not_remove(void **state) {
  (void)state;
  scene x;
  begin(&x, 4); /* 0 1 north, 2 3 south */
  touch(&x, 0, 1, 50, 0);
  touch(&x, 0, 2, 80, 80);
  bridge(&x);
  touch(&x, 1, 3, 70, 70);
  touch(&x, 2, 3, 50, 0);
  walk(&x, 1);
  assert_walk(&x.walk[0], 70, 1);
  end(&x);
}

/* Water that goes with the north bank: its south bank divides, unless bridged. */
static void water_is_no_piece_of_its_own(void **state) {
  (void)state;
  scene x;
  begin(&x, 3); /* 0 north, 1 south, 2 water */
  empty(&x, 2);
  touch(&x, 0, 2, 100, 100);
  x.c.list.v[0].shore = true;
  touch(&x, 1, 2, 90, 90);
  walk(&x, 1);
  assert_walk(&x.walk[0], 90, 2);
  bridge(&x);
  walk(&x, 1);
  assert_walk(&x.walk[0], 0, 1);
  x.c.list.v[1].passage = WG_PASSAGE_NONE;
  x.grid[0] = 1; /* water and the bank that it does not go with */
  walk(&x, 2);
  assert_walk(&x.walk[0], 90, 1);
  assert_walk(&x.walk[1], 0, 1);
  end(&x);
}

static void a_grid_without_buildings_is_one_piece(void **state) {
  (void)state;
  scene x;
  begin(&x, 2);
  empty(&x, 0);
  empty(&x, 1);
  touch(&x, 0, 1, 10, 10);
  walk(&x, 1);
  assert_walk(&x.walk[0], 10, 1);
  end(&x);
}

static void no_memory_leaks_nothing(void **state) {
  (void)state;
  scene x;
  begin(&x, 3);
  empty(&x, 2);
  touch(&x, 0, 1, 10, 10);
  touch(&x, 1, 2, 10, 10);
  x.a.atom = x.atom;
  int64_t live = wg_mem_live();
  uint64_t at = 1;
  for (;; at++) {
    wg_mem_fail_at(at);
    bool ok = wg_walk_build(&x.a, &x.c, x.grid, 1, x.walk);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    if (ok) break;
  }
  assert_true(at > 2);
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_barrier_between_buildings_parts_a_grid),
      cmocka_unit_test(a_barrier_between_grids_is_inside_none),
      cmocka_unit_test(a_bridge_elsewhere_connects_but_does_not_remove),
      cmocka_unit_test(water_is_no_piece_of_its_own),
      cmocka_unit_test(a_grid_without_buildings_is_one_piece),
      cmocka_unit_test(no_memory_leaks_nothing),
  };
  return cmocka_run_group_tests_name("plan/walk", tests, NULL, NULL);
}
