/* Weights of buildings in whole steps, and a plan made by them. */
#include "plan/test_wishes.h"

#include <math.h>

#include "plan/amount.h"
#include "plan/weigh.h"

/* Twelve blocks with a house of 100 households and 2 floors each, in one district. */
static void twelve(scene *x) {
  begin(x, 12, 12);
  for (int32_t i = 0; i < 12; i++) house(x, "h", "", i, 0, 100);
  for (int32_t i = 0; i < 12; i++) x->t.building.v[i].floors = 2;
}

static void weigh(scene *x, const char *expression) {
  x->o.weight = expression;
  if (wg_weigh_town(x->ctx, expression, &x->t) != WG_OK) fail_msg("%s", wg_error(x->ctx));
}

static void without_an_expression_households_count(void **s) {
  (void)s;
  scene x;
  twelve(&x);
  weigh(&x, NULL);
  assert_int_equal(wg_town_load(&x.t, 3), 100);
  assert_int_equal(wg_town_steps(&x.t), 1);
  end(&x);
}

static void steps_are_as_large_as_can_be(void **s) {
  (void)s;
  static const struct {
    const char *text;
    int64_t steps, load;
  } list[] = {{"households", 1, 100},
              {"households*0.5", 1, 50},
              {"households*0.1 + 0.2", 10, 102},
              {"households/8", 10, 125},
              {"0.01*households*floors + 0.25", 100, 225},
              {"households/3", 1000, 33333},
              {"0.1 + 0.2", 10, 3},
              {NULL, 0, 0}};
  for (size_t i = 0; list[i].steps; i++) {
    scene x;
    twelve(&x);
    weigh(&x, list[i].text);
    if (wg_town_steps(&x.t) != list[i].steps) fail_msg("%s", list[i].text);
    assert_int_equal(wg_town_load(&x.t, 11), list[i].load);
    assert_int_equal(x.t.building.v[11].households, 100);
    end(&x);
  }
}

static void refused_town(scene *x, const char *expression, const char *say) {
  assert_int_equal(wg_weigh_town(x->ctx, expression, &x->t), WG_ERR_DATA);
  if (!strstr(wg_error(x->ctx), say)) fail_msg("%s", wg_error(x->ctx));
  assert_null(x->t.weight.expression);
}

static void bad_weights_name_the_building(void **s) {
  (void)s;
  scene x;
  twelve(&x);
  x.t.building.v[7].id = "L007";
  x.t.building.v[7].households = 500;
  refused_town(&x, "400 - households", "-100 for building \"L007\"");
  refused_town(&x, "households*3000000", "1.5e+09 for building \"L007\"");
  refused_town(&x, "1/2*households", "0 for every building");
  end(&x);
}

static void null_is_nothing_and_said_once(void **s) {
  (void)s;
  scene x;
  twelve(&x);
  x.t.building.v[0].floors = x.t.building.v[5].floors = 0;
  weigh(&x, "10*floors");
  assert_int_equal(wg_town_load(&x.t, 0), 0);
  assert_int_equal(wg_town_load(&x.t, 1), 20);
  assert_non_null(strstr(x.said, "null for 2 of 12 buildings"));
  assert_null(strchr(strchr(x.said, '\n') + 1, '\n'));
  end(&x);
}

static void bounds_become_steps(void **s) {
  (void)s;
  scene x;
  wg_partition_options o;
  twelve(&x);
  weigh(&x, "households/8");
  x.o.min = 30, x.o.max = 60, x.o.mean = 45, x.o.keep_price = 3;
  assert_int_equal(wg_weigh_options(x.ctx, &x.t, &x.o, &o), WG_OK);
  assert_true(o.min == 300 && o.max == 600 && o.mean == 450 && o.keep_price == 0.3);
  x.o.max = WG_BOUND_MAX / 10 + 1;
  assert_int_equal(wg_weigh_options(x.ctx, &x.t, &x.o, &o), WG_ERR_USAGE);
  end(&x);
}

/* Bounds of districts are in weights as well. */
static void districts_bounds_become_steps(void **s) {
  (void)s;
  scene x;
  wg_grid_bounds *b;
  twelve(&x);
  weigh(&x, "households/8");
  x.o.district_bounds = file(&x, "code,min,max,mean\nA,20,40,30\n");
  assert_int_equal(wg_grid_bounds_read(x.ctx, &x.t, &x.o, &b), WG_OK);
  assert_true(b[0].min == 200 && b[0].max == 400 && b[0].mean == 300);
  wg_free(b);
  end(&x);
}

static void plan_by(scene *x, const char *expression, int64_t min, int64_t max) {
  wg_partition_options in_steps;
  x->o.min = min, x->o.max = max;
  weigh(x, expression);
  assert_int_equal(wg_weigh_options(x->ctx, &x->t, &x->o, &in_steps), WG_OK);
  x->o = in_steps;
  assert_int_equal(settle(x), WG_OK);
  solve(x);
}

/* Houses have alike many households, but the first half is four times as heavy. */
static void grids_share_the_weight(void **s) {
  (void)s;
  scene x;
  twelve(&x);
  for (int i = 0; i < 6; i++) x.t.building.v[i].floors = 8;
  plan_by(&x, "households * floors / 20", 30, 50);
  assert_int_equal(x.plan.grid.n, 8);
  int64_t households = 0;
  for (size_t i = 0; i < x.plan.grid.n; i++) {
    int64_t load = x.plan.grid.v[i].load;
    assert_true(load >= 30 && load <= 50);
    households += x.plan.grid.v[i].households;
  }
  assert_int_equal(households, 1200);
  end(&x);
}

/* The same numbers in other steps make the same plan. */
static void steps_change_no_plan(void **s) {
  (void)s;
  scene a, b;
  twelve(&a);
  twelve(&b);
  plan_by(&a, NULL, 300, 600);
  plan_by(&b, "0.1*households + 0.5 - 0.5", 30, 60);
  assert_int_equal(wg_town_steps(&b.t), 1);
  assert_int_equal(a.plan.grid.n, b.plan.grid.n);
  for (uint32_t i = 0; i < a.s.atoms.n; i++) assert_int_equal(a.plan.of_atom[i], b.plan.of_atom[i]);
  end(&a);
  end(&b);
}

static void amounts_are_read_back(void **s) {
  (void)s;
  static const struct {
    int64_t value, steps;
    const char *want;
  } list[] = {{412, 1, "412"},    {412, 10, "41.2"},     {410, 10, "41"},
              {5, 1000, "0.005"}, {1050, 1000, "1.05"},  {0, 100, "0"},
              {7, 10, "0.7"},     {2001, 1000, "2.001"}, {INT64_MAX, 1000, "9223372036854775.807"}};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++)
    assert_string_equal(wg_amount_text(list[i].value, list[i].steps).s, list[i].want);
}

static void memory_may_run_out(void **s) {
  (void)s;
  for (uint64_t at = 1;; at++) {
    scene x;
    twelve(&x);
    wg_mem_fail_at(at);
    wg_status st = wg_weigh_town(x.ctx, "households", &x.t);
    wg_mem_fail_at(0);
    end(&x);
    if (st == WG_OK) {
      assert_true(at > 3);
      return;
    }
    assert_int_equal(st, WG_ERR_NOMEM);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_an_expression_households_count),
      cmocka_unit_test(steps_are_as_large_as_can_be),
      cmocka_unit_test(bad_weights_name_the_building),
      cmocka_unit_test(null_is_nothing_and_said_once),
      cmocka_unit_test(bounds_become_steps),
      cmocka_unit_test(districts_bounds_become_steps),
      cmocka_unit_test(grids_share_the_weight),
      cmocka_unit_test(steps_change_no_plan),
      cmocka_unit_test(amounts_are_read_back),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("plan/weigh", tests, NULL, NULL);
}
