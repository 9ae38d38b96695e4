#include "plan/shore.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MOST = 16 };

/* Atoms and contacts made by hand, contacts in ascending order. */
typedef struct {
  wg_atom atom[MOST];
  wg_atoms a;
  wg_contacts c;
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

static void find(scene *x) {
  x->a.atom = x->atom;
  assert_true(wg_shores_find(&x->a, &x->c));
}

static bool shore(const scene *x, uint32_t a, uint32_t b) {
  for (size_t i = 0; i < x->c.list.n; i++)
    if (x->c.list.v[i].a == a && x->c.list.v[i].b == b) return x->c.list.v[i].shore;
  fail();
  return false;
}

static void end(scene *x) { wg_contacts_free(&x->c); }

/* 0 1 north, 2 3 south, 4 water between: the longer bank, all of it. */
static void water_goes_with_its_longer_bank(void **state) {
  (void)state;
  scene x;
  begin(&x, 5);
  empty(&x, 4);
  touch(&x, 0, 1, 50, 0);
  touch(&x, 0, 4, 60, 60);
  touch(&x, 1, 4, 50, 50);
  touch(&x, 2, 3, 50, 0);
  touch(&x, 2, 4, 100, 100);
  touch(&x, 3, 4, 5, 5);
  find(&x);
  assert_true(shore(&x, 0, 4) && shore(&x, 1, 4));
  assert_false(shore(&x, 2, 4) || shore(&x, 3, 4));
  assert_false(shore(&x, 0, 1) || shore(&x, 2, 3));
  end(&x);
}

static void a_lake_has_one_bank(void **state) {
  (void)state;
  scene x;
  begin(&x, 4); /* 0 1 2 around the lake 3 */
  empty(&x, 3);
  touch(&x, 0, 1, 30, 0);
  touch(&x, 0, 3, 40, 40);
  touch(&x, 1, 2, 30, 0);
  touch(&x, 1, 3, 40, 40);
  touch(&x, 2, 3, 40, 40);
  find(&x);
  assert_true(shore(&x, 0, 3) && shore(&x, 1, 3) && shore(&x, 2, 3));
  end(&x);
}

/* Two polygons of one river side by side, with a seam along its middle. */
static void seams_of_the_water_are_no_barrier(void **state) {
  (void)state;
  scene x;
  begin(&x, 4); /* 0 north, 3 south, 1 and 2 water */
  empty(&x, 1);
  empty(&x, 2);
  touch(&x, 0, 1, 100, 100);
  touch(&x, 1, 2, 100, 100);
  touch(&x, 2, 3, 90, 90);
  find(&x);
  assert_true(shore(&x, 0, 1) && shore(&x, 1, 2));
  assert_false(shore(&x, 2, 3));
  end(&x);
}

/* A road on the ground parts the water in two; each half has its own banks. */
static void water_beyond_a_road_is_another(void **state) {
  (void)state;
  scene x;
  begin(&x, 6); /* 0 1 north, 2 3 south; 4 west, 5 east water */
  empty(&x, 4);
  empty(&x, 5);
  touch(&x, 0, 1, 50, 0);
  touch(&x, 0, 4, 60, 60);
  touch(&x, 1, 5, 20, 20);
  touch(&x, 2, 3, 50, 0);
  touch(&x, 2, 4, 50, 50);
  touch(&x, 3, 5, 50, 50);
  touch(&x, 4, 5, 40, 0);
  find(&x);
  assert_true(shore(&x, 0, 4) && shore(&x, 3, 5));
  assert_false(shore(&x, 2, 4) || shore(&x, 1, 5) || shore(&x, 4, 5));
  end(&x);
}

/* Ground without buildings that bounds two waters joins no banks; with a building it does. */
static void a_dam_joins_no_banks(void **state) {
  (void)state;
  for (uint32_t houses = 0; houses < 2; houses++) {
    scene x;
    begin(&x, 7); /* 0 north, 1 south, 2 the dam; 3 west, 4 east water; 5 6 further south */
    empty(&x, 3);
    empty(&x, 4);
    x.atom[2].buildings = houses;
    touch(&x, 0, 2, 10, 0);
    touch(&x, 0, 3, 100, 100);
    touch(&x, 0, 4, 100, 100);
    touch(&x, 1, 2, 10, 0);
    touch(&x, 1, 3, 90, 90);
    touch(&x, 1, 4, 90, 90);
    touch(&x, 2, 3, 40, 40);
    touch(&x, 2, 4, 40, 40);
    touch(&x, 5, 6, 40, 40);
    find(&x);
    assert_true(shore(&x, 0, 3) && shore(&x, 0, 4));
    assert_int_equal(shore(&x, 1, 3), houses);
    assert_int_equal(shore(&x, 1, 4), houses);
    assert_false(shore(&x, 5, 6));
    end(&x);
  }
}

/* A park beyond the railway that belongs with houses there is no body. */
static void ground_with_a_way_to_houses_is_land(void **state) {
  (void)state;
  scene x;
  begin(&x, 3); /* 0 here, 1 park, 2 houses beyond */
  empty(&x, 1);
  touch(&x, 0, 1, 100, 100);
  touch(&x, 1, 2, 60, 0);
  find(&x);
  assert_false(shore(&x, 0, 1) || shore(&x, 1, 2));
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
    bool ok = wg_shores_find(&x.a, &x.c);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    if (ok) break;
  }
  assert_true(at > 8);
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(water_goes_with_its_longer_bank),
      cmocka_unit_test(a_lake_has_one_bank),
      cmocka_unit_test(seams_of_the_water_are_no_barrier),
      cmocka_unit_test(water_beyond_a_road_is_another),
      cmocka_unit_test(a_dam_joins_no_banks),
      cmocka_unit_test(ground_with_a_way_to_houses_is_land),
      cmocka_unit_test(no_memory_leaks_nothing),
  };
  return cmocka_run_group_tests_name("plan/shore", tests, NULL, NULL);
}
