#include "plan/plan.h"

#include "atoms/test_survey.h"

typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_survey s;
  wg_pieces pieces;
  wg_plan plan;
  wg_partition_options o;
  wg_grids g;
} scene;

static void begin(scene *x) {
  *x = (scene){.ctx = wg_ctx_new()};
  wg_partition_options_init(&x->o);
}

static void solve(scene *x) {
  build_survey(x->ctx, &x->t, x->o.max, &x->s);
  assert_int_equal(wg_pieces_build(x->ctx, &x->t, &x->s.plane, &x->s.atoms, &x->o, &x->pieces),
                   WG_OK);
  assert_int_equal(wg_plan_build(x->ctx, &x->t, &x->s.atoms, &x->pieces, &x->o, &x->plan), WG_OK);
  for (size_t i = 0; i < x->plan.grid.n; i++) assert_true(WG_VEC_PUSH(&x->g.grid, ((wg_grid){0})));
  assert_int_equal(wg_plan_judge(x->ctx, &x->t, &x->s.atoms, &x->pieces, &x->plan, &x->o, &x->g),
                   WG_OK);
}

static void end(scene *x) {
  wg_survey_free(&x->s);
  wg_pieces_free(&x->pieces);
  wg_plan_free(&x->plan);
  wg_grids_free(&x->g);
  wg_town_free(&x->t);
  wg_ctx_free(x->ctx);
}

static void grids_are_contiguous_and_add_up(void **state) {
  (void)state;
  for (uint64_t seed = 30; seed < 34; seed++) {
    scene x;
    begin(&x);
    random_town(&x.t, seed, 5);
    x.o.min = 100;
    x.o.max = 200;
    solve(&x);
    uint32_t *label = WG_NEW(uint32_t, x.s.plane.nf), n = (uint32_t)x.plan.grid.n;
    for (uint32_t f = 0; f < x.s.plane.nf; f++) {
      uint32_t a = x.s.atoms.of_face[f];
      label[f] = a == WG_NO_ONE ? WG_NO_ONE : x.plan.of_atom[a];
    }
    assert_contiguous(&x.s.plane, label);
    wg_free(label);
    int64_t *households = WG_NEW0(int64_t, n);
    uint32_t *atoms = WG_NEW0(uint32_t, n), good = 0, comprehensive = 0;
    for (uint32_t a = 0; a < x.s.atoms.n; a++) {
      const wg_plan_grid *g = &x.plan.grid.v[x.plan.of_atom[a]];
      assert_true(g->district == x.s.atoms.atom[a].district && g->zone == x.s.atoms.atom[a].zone);
      households[x.plan.of_atom[a]] += x.s.atoms.atom[a].households;
      atoms[x.plan.of_atom[a]]++;
    }
    for (uint32_t i = 0; i < n; i++) {
      assert_int_equal(households[i], x.plan.grid.v[i].households);
      assert_true(atoms[i] == x.plan.grid.v[i].atoms && atoms[i] > 0);
      comprehensive += x.plan.grid.v[i].zone == WG_NO_ONE;
      good += strcmp(x.g.grid.v[i].status, "ok") == 0;
    }
    assert_true(good * 10 >= comprehensive * 9);
    wg_free(households);
    wg_free(atoms);
    end(&x);
  }
}

static const char *reason_of(const scene *x, uint32_t building, const char *status) {
  uint32_t i = x->plan.of_atom[x->s.atoms.of_building[building]];
  assert_string_equal(x->g.grid.v[i].status, status);
  return x->g.grid.v[i].reason;
}

static void a_small_district_is_one_grid_and_says_why(void **state) {
  (void)state;
  scene x;
  begin(&x);
  add_district(&x.t, "1", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 200 * M, 0, 200 * M, 400 * M);
  x.t.district.v[0].name = "Oldtown";
  add_building(&x.t, 120, 20 * M, 20 * M, 40 * M, 40 * M);
  add_building(&x.t, 130, 320 * M, 20 * M, 340 * M, 40 * M);
  solve(&x);
  assert_int_equal(x.plan.grid.n, 1);
  assert_non_null(strstr(reason_of(&x, 0, "below_min"), "Oldtown has only 250"));
  end(&x);
}

static void a_tower_above_the_bound_is_named(void **state) {
  (void)state;
  scene x;
  begin(&x);
  add_district(&x.t, "1", 0, 0, 400 * M, 400 * M);
  add_building(&x.t, 700, 20 * M, 20 * M, 40 * M, 40 * M);
  add_building(&x.t, 400, 320 * M, 20 * M, 340 * M, 40 * M);
  x.t.building.v[0].id = "tower-7";
  solve(&x);
  assert_int_equal(x.plan.grid.n, 2);
  const char *why = reason_of(&x, 0, "above_max");
  assert_non_null(strstr(why, "tower-7"));
  assert_non_null(strstr(why, "700"));
  assert_string_equal(reason_of(&x, 1, "ok"), "");
  end(&x);
}

static void overlapping_buildings_above_the_bound_say_so(void **state) {
  (void)state;
  scene x;
  begin(&x);
  add_district(&x.t, "1", 0, 0, 400 * M, 400 * M);
  add_road(&x.t, 35 * M, 0, 35 * M, 400 * M); /* so that they are noded */
  add_building(&x.t, 350, 20 * M, 20 * M, 50 * M, 40 * M);
  add_building(&x.t, 350, 45 * M, 21 * M, 80 * M, 39 * M);
  solve(&x);
  assert_non_null(strstr(reason_of(&x, 0, "above_max"), "overlapping"));
  end(&x);
}

static void a_detached_part_says_so(void **state) {
  (void)state;
  scene x;
  begin(&x);
  put_box(&x.t.district_shape, 0, 0, 400 * M, 400 * M);
  put_box(&x.t.district_shape, 600 * M, 0, 700 * M, 100 * M);
  end_district(&x.t, "1", "a");
  add_building(&x.t, 400, 20 * M, 20 * M, 40 * M, 40 * M);
  add_building(&x.t, 40, 620 * M, 20 * M, 640 * M, 40 * M);
  solve(&x);
  assert_string_equal(reason_of(&x, 0, "ok"), "");
  assert_non_null(strstr(reason_of(&x, 1, "below_min"), "detached"));
  end(&x);
}

static void zones_are_grids_as_they_stand(void **state) {
  (void)state;
  scene x;
  begin(&x);
  add_district(&x.t, "1", 0, 0, 400 * M, 400 * M);
  add_zone(&x.t, "No. 1 School", 100 * M, 100 * M, 200 * M, 200 * M);
  add_building(&x.t, 5000, 120 * M, 120 * M, 140 * M, 140 * M);
  add_building(&x.t, 400, 20 * M, 20 * M, 40 * M, 40 * M);
  solve(&x);
  assert_int_equal(x.plan.grid.n, 2);
  assert_non_null(strstr(reason_of(&x, 0, "exclusive"), "No. 1 School"));
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grids_are_contiguous_and_add_up),
      cmocka_unit_test(a_small_district_is_one_grid_and_says_why),
      cmocka_unit_test(a_tower_above_the_bound_is_named),
      cmocka_unit_test(overlapping_buildings_above_the_bound_say_so),
      cmocka_unit_test(a_detached_part_says_so),
      cmocka_unit_test(zones_are_grids_as_they_stand),
  };
  return cmocka_run_group_tests_name("plan/plan", tests, NULL, NULL);
}
