#include "plan/sums.h"

#include "plan/test_graph.h"

/* Every field has another value. */
static wg_sums sample(int64_t k) {
  double d = (double)k;
  wg_sums s = {.households = k,
               .criterion = {2 * k, 3 * k},
               .seeds = k % 2,
               .apart = {1u << k, UINT64_C(1) << (2 * k)},
               .outline = 4 * d,
               .mass = 5 * d,
               .at = {6 * d, 7 * d, 8 * d, 9 * d},
               .inertia = 10 * d};
  return s;
}

static void every_field_is_added(void **state) {
  (void)state;
  wg_sums a = sample(3), b = sample(4);
  wg_sums_add(&a, &b);
  assert_int_equal(a.households, 7);
  assert_true(a.criterion[0] == 14 && a.criterion[1] == 21);
  assert_int_equal(a.seeds, 1);
  assert_true(a.apart[0] == 8 + 16 && a.apart[1] == 64 + 256);
  assert_true(a.outline == 28 && a.mass == 35 && a.inertia == 70);
  assert_true(a.at[0] == 42 && a.at[1] == 49 && a.at[2] == 56 && a.at[3] == 63);
}

static void what_is_taken_was_added(void **state) {
  (void)state;
  wg_sums a = sample(3), before = sample(3), b = sample(4);
  wg_sums_add(&a, &b);
  wg_sums_take(&a, &b);
  assert_same_sums(&a, &before);
  wg_sums_take(&a, &before);
  assert_same_sums(&a, &(wg_sums){0});
}

/* All pairs at once: no pair carries over into the next one's bits. */
static void pairs_do_not_disturb_each_other(void **state) {
  (void)state;
  wg_sums one = {0}, sum = {0};
  for (int i = 0; i < WG_APART_WORDS; i++) one.apart[i] = UINT64_C(0x5555555555555555);
  wg_sums_add(&sum, &one);
  wg_sums_add(&sum, &one);
  for (int i = 0; i < WG_APART_WORDS; i++)
    assert_true(sum.apart[i] == UINT64_C(0xaaaaaaaaaaaaaaaa));
  wg_sums_take(&sum, &one);
  assert_same_sums(&sum, &one);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_field_is_added),
      cmocka_unit_test(what_is_taken_was_added),
      cmocka_unit_test(pairs_do_not_disturb_each_other),
  };
  return cmocka_run_group_tests_name("plan/sums", tests, NULL, NULL);
}
