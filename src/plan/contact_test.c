#include "plan/contact.h"

#include "plan/test_barrier.h"

static void assert_metres(double got, double want) { assert_true(fabs(got - want) < 1e-6); }

static void a_barrier_without_a_way_is_closed(void **state) {
  (void)state;
  static const wg_line_class closed[] = {WG_LINE_RIVER, WG_LINE_RAIL, WG_LINE_EXPRESSWAY};
  for (size_t i = 0; i < 3; i++) {
    barrier_scene x;
    barrier_begin(&x);
    barrier_across(&x, closed[i], 200 * M);
    barrier_build(&x);
    assert_int_equal(x.c.list.n, 1);
    const wg_contact *c = contact_across(&x);
    assert_metres(c->length_m, 400);
    assert_metres(c->barrier_m, 400);
    assert_metres(c->on_m[closed[i]], 400);
    assert_metres(wg_contact_closed_m(c), 400);
    assert_false(wg_contact_open(c));
    barrier_end(&x);
  }
}

static void a_street_is_no_barrier(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_PRIMARY, 200 * M);
  barrier_build(&x);
  const wg_contact *c = contact_across(&x);
  assert_metres(c->on_m[WG_LINE_PRIMARY], 400);
  assert_metres(c->barrier_m, 0);
  assert_true(wg_contact_open(c));
  assert_int_equal(c->passage, WG_PASSAGE_NONE);
  barrier_end(&x);
}

/* Where two lines run together the better one counts. */
static void the_best_line_wins(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_SERVICE, 200 * M);
  add_line(&x.t, WG_LINE_RAIL, 0, XY(-20 * M, 200 * M, 100 * M, 200 * M));
  barrier_build(&x);
  const wg_contact *c = contact_across(&x);
  assert_metres(c->on_m[WG_LINE_RAIL], 100);
  assert_metres(c->on_m[WG_LINE_SERVICE], 300);
  assert_metres(c->barrier_m, 100);
  assert_metres(wg_contact_closed_m(c), 0); /* people walk around the end of the railway */
  barrier_end(&x);
}

static void a_gap_lets_people_through_only_when_wide_enough(void **state) {
  (void)state;
  for (int32_t wide = 0; wide < 2; wide++) {
    barrier_scene x;
    barrier_begin(&x);
    /* a wall goes on where the railway ends */
    int32_t end = 400 * M - (wide ? 250 : 150);
    add_line(&x.t, WG_LINE_RAIL, 0, XY(-20 * M, 200 * M, end, 200 * M));
    add_line(&x.t, WG_LINE_WALL, 0, XY(end, 200 * M, 420 * M, 200 * M));
    barrier_build(&x);
    assert_int_equal(wg_contact_open(contact_across(&x)), wide);
    barrier_end(&x);
  }
}

static void old_borders_are_walls_and_cuts_are_open(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_survey s;
  wg_contacts c;
  add_district(&t, "1", 0, 0, 400 * M, 200 * M);
  add_zone(&t, "z", 0, 0, 100 * M, 200 * M);
  for (int32_t i = 0; i < 6; i++)
    add_building(&t, 150, (120 + 40 * i) * M, 20 * M, (140 + 40 * i) * M, 40 * M);
  build_survey(ctx, &t, 600, &s);
  assert_int_equal(wg_contacts_build(ctx, &t, &s.plane, &s.atoms, &c), WG_OK);
  double wall = 0, open = 0;
  for (size_t i = 0; i < c.list.n; i++) {
    const wg_contact *k = &c.list.v[i];
    bool zone = s.atoms.atom[k->a].zone != s.atoms.atom[k->b].zone;
    assert_metres(k->length_m, k->on_m[zone ? WG_LINE_WALL : WG_BORDER_OPEN]);
    wall += k->on_m[WG_LINE_WALL];
    open += k->on_m[WG_BORDER_OPEN];
  }
  assert_metres(wall, 200);
  assert_true(open > 5 * 150);
  wg_contacts_free(&c);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Metres between each two atoms of random towns, edge by edge. */
static void contacts_are_those_of_a_linear_scan(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_survey s;
  wg_contacts c;
  random_town(&t, 9, 3);
  build_survey(ctx, &t, 300, &s);
  assert_int_equal(wg_contacts_build(ctx, &t, &s.plane, &s.atoms, &c), WG_OK);
  double all = 0, want = 0;
  for (size_t i = 0; i < c.list.n; i++) {
    const wg_contact *k = &c.list.v[i];
    double sum = 0, barrier = 0;
    assert_true(k->a < k->b && s.atoms.atom[k->a].district == s.atoms.atom[k->b].district);
    assert_true(i == 0 || k[-1].a < k->a || (k[-1].a == k->a && k[-1].b < k->b));
    for (int q = 0; q < WG_BORDER_CLASSES; q++) {
      sum += k->on_m[q];
      if (q < WG_LINE_CLASSES && wg_line_is_barrier((wg_line_class)q)) barrier += k->on_m[q];
    }
    assert_metres(sum, k->length_m);
    assert_metres(barrier, k->barrier_m);
    all += k->length_m;
  }
  for (uint32_t e = 0; e < s.plane.lines.ne; e++) {
    uint32_t a = s.atoms.of_face[s.plane.face[2 * e]], b = s.atoms.of_face[s.plane.face[2 * e + 1]];
    if (a != b && a != WG_NO_ONE && b != WG_NO_ONE &&
        s.atoms.atom[a].district == s.atoms.atom[b].district)
      want += wg_plane_edge_m(&s.plane, e);
  }
  assert_true(fabs(all - want) < 1e-3 && want > 1000);
  wg_contacts_free(&c);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Each bank has its half: the one barrier runs down the middle. */
static void a_river_with_two_banks_divides_down_the_middle(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_river(&x);
  barrier_build(&x);
  assert_int_equal(x.s.atoms.n, 2);
  assert_int_equal(atom_at(&x.s, 20 * M, 350 * M), atom_at(&x.s, 20 * M, 205 * M));
  assert_int_equal(atom_at(&x.s, 20 * M, 50 * M), atom_at(&x.s, 20 * M, 195 * M));
  assert_int_equal(x.c.list.n, 1);
  assert_metres(x.c.list.v[0].on_m[WG_LINE_RIVER], 400);
  assert_metres(wg_contact_closed_m(&x.c.list.v[0]), 400);
  barrier_end(&x);
}

/* Mapped as an area, it goes with one bank and is a barrier to the other. */
static void a_broad_lake_divides_once(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_lake(&x);
  barrier_build(&x);
  assert_int_equal(x.c.list.n, 2);
  const wg_contact *north = contact_at(&x, 20 * M, 350 * M, 20 * M, 200 * M);
  const wg_contact *south = contact_at(&x, 20 * M, 50 * M, 20 * M, 200 * M);
  assert_int_equal(north->shore + south->shore, 1);
  assert_true(wg_contact_open(north) != wg_contact_open(south));
  assert_metres(wg_contact_closed_m(north) + wg_contact_closed_m(south), 400);
  barrier_end(&x);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  barrier_scene x;
  barrier_begin(&x);
  barrier_across(&x, WG_LINE_RAIL, 200 * M);
  barrier_way(&x, WG_LINE_LOCAL, 1, 190 * M, 210 * M);
  barrier_build(&x);
  wg_contacts_free(&x.c);
  int64_t live = wg_mem_live();
  uint64_t at = 1;
  for (;; at++) {
    wg_mem_fail_at(at);
    wg_status st = wg_contacts_build(x.ctx, &x.t, &x.s.plane, &x.s.atoms, &x.c);
    wg_mem_fail_at(0);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_true(at > 6);
  barrier_end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_barrier_without_a_way_is_closed),
      cmocka_unit_test(a_street_is_no_barrier),
      cmocka_unit_test(the_best_line_wins),
      cmocka_unit_test(a_gap_lets_people_through_only_when_wide_enough),
      cmocka_unit_test(old_borders_are_walls_and_cuts_are_open),
      cmocka_unit_test(contacts_are_those_of_a_linear_scan),
      cmocka_unit_test(a_river_with_two_banks_divides_down_the_middle),
      cmocka_unit_test(a_broad_lake_divides_once),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("plan/contact", tests, NULL, NULL);
}
