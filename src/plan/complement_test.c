#include "plan/complement.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void numbers_that_divide(void **state) {
  (void)state;
  wg_score s = {.min = 300, .max = 400};
  for (int64_t h = 0; h < 3000; h++) {
    bool sum = false;
    for (int64_t k = 1; k <= 10; k++) sum = sum || (h >= 300 * k && h <= 400 * k);
    assert_int_equal(wg_divides(&s, h), sum);
  }
  s.min = 0;
  assert_true(wg_divides(&s, 0));
  assert_true(wg_divides(&s, 1));
  s.max = 0;
  assert_false(wg_divides(&s, 1));
}

/* A path of 0-1-2-3-4, and node 5 beside node 2. */
static void what_a_part_leaves(void **state) {
  (void)state;
  int64_t h[] = {350, 10, 320, 20, 310, 0};
  wg_graph_edge e[] = {{0, 1, 1, 1}, {1, 2, 1, 1}, {2, 3, 1, 1}, {2, 5, 1, 1}, {3, 4, 1, 1}};
  wg_graph g;
  wg_complement c;
  wg_score s = {.min = 300, .max = 400};
  assert_true(wg_graph_build(6, h, e, 5, &g));
  assert_true(wg_complement_init(&c, &g, &s));
  /* left: 0 and 1 (360), 3 and 4 (330) */
  assert_true(wg_complement_fits(&c, (uint32_t[]){2, 5}, 2));
  /* left: 5 alone, where nobody lives */
  assert_false(wg_complement_fits(&c, (uint32_t[]){2}, 1));
  /* left: all but 0 (660) */
  assert_true(wg_complement_fits(&c, (uint32_t[]){0}, 1));
  /* left: 0, 3 and 4 (330) */
  assert_true(wg_complement_fits(&c, (uint32_t[]){1, 2, 5}, 3));
  /* left: 3 (20) between two parts' nodes, 0 and 1 */
  assert_false(wg_complement_fits(&c, (uint32_t[]){2, 4, 5}, 3));
  /* with node 4 above the upper bound its piece passes */
  g.node[4].households = 500;
  assert_true(wg_complement_fits(&c, (uint32_t[]){2, 5}, 2));
  wg_complement_free(&c);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_that_divide),
      cmocka_unit_test(what_a_part_leaves),
  };
  return cmocka_run_group_tests_name("plan/complement", tests, NULL, NULL);
}
