#include "plan/subgraph.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* Of 1000 random spanning trees of a ring of four nodes, those with the edge from 0 to 3,
 * whose cost is given; the others cost 10 on 10 m. */
static int trees_with(double cost) {
  const int64_t households[] = {1, 1, 1, 1};
  const wg_graph_edge edge[] = {{0, 1, 10, 10}, {0, 3, cost, 10}, {1, 2, 10, 10}, {2, 3, 10, 10}};
  wg_graph g;
  wg_sub s;
  wg_rng r = wg_rng_init(1, 1);
  int found = 0;
  assert_true(wg_graph_build(4, households, edge, 4, &g) && wg_sub_init(&s, &g));
  for (uint32_t v = 0; v < 4; v++) assert_true(wg_sub_add(&s, v));
  assert_true(wg_sub_close(&s));
  for (int i = 0; i < 1000; i++) {
    bool connected;
    assert_true(wg_sub_tree(&s, &r, &connected) && connected);
    found += s.parent.v[3] == 0 || s.parent.v[0] == 3;
  }
  wg_sub_free(&s);
  wg_graph_free(&g);
  return found;
}

/* A tree's edges are the ones that can be cut: trees span costly borders and lead across cheap
 * ones once. A border that is wanted, at a cost below 0, is the cheapest of all. */
static void trees_avoid_cheap_borders(void **state) {
  (void)state;
  int costly = trees_with(70), even = trees_with(10), none = trees_with(0),
      wanted = trees_with(-30);
  assert_true(costly > 900);
  assert_true(even > 700 && even < 800);
  assert_true(none < 100 && wanted < 100);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(trees_avoid_cheap_borders),
  };
  return cmocka_run_group_tests_name("plan/subgraph", tests, NULL, NULL);
}
