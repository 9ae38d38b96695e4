#include "plan/score.h"

#include "plan/test_graph.h"

/* A w x h rectangle of density 1 whose lower left corner lies at (x, y). */
static wg_sums rectangle(double x, double y, double w, double h) {
  double cx = x + w / 2, cy = y + h / 2, mass = w * h;
  wg_sums s = {.households = 100, .outline = 2 * (w + h), .mass = mass};
  s.at[0] = mass * cx;
  s.at[1] = mass * cy;
  s.inertia = mass * (cx * cx + cy * cy) + mass * (w * w + h * h) / 12;
  return s;
}

/* Nothing but the terms that a test sets: 100 households cost nothing. */
static wg_score plain(void) { return (wg_score){.min = 50, .max = 150, .target = 100}; }

static void bounds_come_before_all(void **state) {
  (void)state;
  wg_score s = {.min = 300, .max = 600, .target = 450, .balance = 90};
  assert_true(wg_penalty(&s, 450) == 0);
  assert_true(near(wg_penalty(&s, 300), 10)); /* a third off, 90 / 9 */
  assert_true(near(wg_penalty(&s, 600), 10));
  assert_true(near(wg_penalty(&s, 299), 90 * 151.0 * 151 / 450 / 450 + 2 * WG_MISS));
  assert_true(near(wg_penalty(&s, 610), 90 * 160.0 * 160 / 450 / 450 + 11 * WG_MISS));
  assert_true(near(wg_penalty(&s, 0), 90 + 301 * WG_MISS));
  wg_sums x = {.households = 610};
  assert_true(wg_part_cost(&s, &x) == wg_penalty(&s, 610));
}

/* 2 pi I / A^2 - 1: a square has I = A^2 / 6, a rectangle A (w^2 + h^2) / 12, wherever it lies. */
static void the_moment_knows_round_from_long(void **state) {
  (void)state;
  wg_score s = plain();
  s.shape = 1000;
  wg_sums square = rectangle(0, 0, 8, 8), far = rectangle(-500, 300, 8, 8),
          lath = rectangle(20, -7, 16, 2);
  assert_true(near(wg_part_cost(&s, &square), 1000 * (M_PI / 3 - 1)));
  assert_true(near(wg_part_cost(&s, &far), 1000 * (M_PI / 3 - 1)));
  assert_true(near(wg_part_cost(&s, &lath), 1000 * (2 * M_PI * 260 / 12 / 32 - 1)));
  wg_sums disc = {.households = 100, .mass = 9 * M_PI, .inertia = 9 * M_PI * 9 / 2};
  assert_true(fabs(wg_part_cost(&s, &disc)) < 1e-9);
}

/* All axes count alike. */
static void the_moment_knows_four_axes(void **state) {
  (void)state;
  wg_score s = plain();
  s.shape = 1;
  for (int axis = 0; axis < WG_AXES; axis++) {
    /* two points of mass 1, 10 apart: I = 2 x 25 about their middle */
    wg_sums x = {.households = 100, .mass = 2, .inertia = 3 * 3 + 13 * 13};
    x.at[axis] = 3 + 13;
    assert_true(near(wg_part_cost(&s, &x), 2 * M_PI * 50 / 4 - 1));
  }
}

static void the_outline_knows_straight_from_crooked(void **state) {
  (void)state;
  wg_score s = plain();
  s.outline = 1000;
  wg_sums square = rectangle(3, 4, 8, 8), lath = rectangle(0, 0, 16, 4);
  assert_true(near(wg_part_cost(&s, &square), 1000 * (4 / M_PI - 1)));
  assert_true(near(wg_part_cost(&s, &lath), 1000 * (25 / (4 * M_PI) - 1)));
  wg_sums disc = {.households = 100, .mass = 9 * M_PI, .outline = 6 * M_PI};
  assert_true(fabs(wg_part_cost(&s, &disc)) < 1e-9);
  disc.outline = 1; /* less than a disc's: rounding or no outline known, never a gain */
  assert_true(wg_part_cost(&s, &disc) == 0);
}

static void a_part_without_area_has_no_shape(void **state) {
  (void)state;
  wg_score s = plain();
  s.shape = s.outline = 1000;
  assert_true(wg_part_cost(&s, &(wg_sums){.households = 100, .outline = 5}) == 0);
}

static void criteria_are_free_within_their_tolerance(void **state) {
  (void)state;
  wg_score s = plain();
  s.criterion[0] = (wg_criterion){.target = 200, .tolerance = 0.1, .weight = 7};
  s.criterion[1] = (wg_criterion){.target = 50, .tolerance = 0.5, .weight = 3};
  wg_sums x = {.households = 100, .criterion = {200, 50}};
  assert_true(wg_part_cost(&s, &x) == 0);
  x.criterion[0] = 219;
  x.criterion[1] = 26;
  assert_true(wg_part_cost(&s, &x) == 0);
  x.criterion[0] = 240; /* twice the tolerance */
  assert_true(near(wg_part_cost(&s, &x), 7));
  x.criterion[0] = 160;
  assert_true(near(wg_part_cost(&s, &x), 7));
  x.criterion[0] = 260; /* three times */
  assert_true(near(wg_part_cost(&s, &x), 28));
  x.criterion[1] = 0; /* 100 % off, twice the tolerance */
  assert_true(near(wg_part_cost(&s, &x), 28 + 3));
  s.criterion[0].weight = s.criterion[1].weight = 0;
  assert_true(wg_part_cost(&s, &x) == 0);
}

static void a_part_has_one_seed(void **state) {
  (void)state;
  wg_score s = plain();
  wg_sums x = {.households = 100};
  assert_true(wg_part_cost(&s, &x) == 0);
  s.seeded = true;
  const double misses[] = {1, 0, 1, 2};
  for (x.seeds = 0; x.seeds < 4; x.seeds++)
    assert_true(near(wg_part_cost(&s, &x), misses[x.seeds] * WG_MISS));
}

static void pairs_cost_where_both_are(void **state) {
  (void)state;
  wg_score s = plain();
  for (int pair = 0; pair < WG_APART_MOST; pair++) {
    wg_sums node = {.households = 50}, x = node;
    node.apart[pair / 32] = x.apart[pair / 32] = UINT64_C(1) << (pair % 32 * 2);
    assert_true(wg_part_cost(&s, &x) == 0);
    wg_sums_add(&x, &node);
    assert_true(near(wg_part_cost(&s, &x), WG_MISS));
    if (pair == 0 || pair == WG_APART_MOST - 1) continue;
    wg_sums ends = {.apart = {2, UINT64_C(2) << 62}}; /* the first and the last pair */
    wg_sums_add(&x, &ends);
    assert_true(near(wg_part_cost(&s, &x), 3 * WG_MISS));
  }
}

static void terms_add_up(void **state) {
  (void)state;
  wg_score s = every_term(), bare = s;
  wg_sums x = rectangle(0, 0, 40, 10);
  x.households = 700;
  x.criterion[0] = 300;
  x.seeds = 3;
  s.seeded = true;
  bare.shape = bare.outline = bare.criterion[0].weight = bare.criterion[1].weight = 0;
  double sum = wg_part_cost(&bare, &x) + 2 * WG_MISS;
  sum += 200 * (2 * M_PI * 1700 / 12 / 400 - 1) + 100 * (100 * 100 / (4 * M_PI * 400) - 1);
  sum += 30 * pow(1.0 / 3 / 0.1 - 1, 2) + 5 * pow(1 / 0.2 - 1, 2);
  assert_true(fabs(wg_part_cost(&s, &x) - sum) < 1e-4);
}

/* The better the line, the cheaper the border on it; open land is dearest. */
static void lines_are_ranked(void **state) {
  (void)state;
  for (int c = 1; c < WG_LINE_CLASSES; c++)
    assert_true(wg_line_factor((wg_line_class)c) >= wg_line_factor((wg_line_class)(c - 1)));
  assert_true(wg_line_factor(WG_LINE_RIVER) < wg_line_factor(WG_LINE_LOCAL));
  assert_true(wg_line_factor(WG_LINE_NONMOTOR) < WG_FACTOR_OPEN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(bounds_come_before_all),
      cmocka_unit_test(the_moment_knows_round_from_long),
      cmocka_unit_test(the_moment_knows_four_axes),
      cmocka_unit_test(the_outline_knows_straight_from_crooked),
      cmocka_unit_test(a_part_without_area_has_no_shape),
      cmocka_unit_test(criteria_are_free_within_their_tolerance),
      cmocka_unit_test(a_part_has_one_seed),
      cmocka_unit_test(pairs_cost_where_both_are),
      cmocka_unit_test(terms_add_up),
      cmocka_unit_test(lines_are_ranked),
  };
  return cmocka_run_group_tests_name("plan/score", tests, NULL, NULL);
}
