#include "plan/parts.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A path 0 - 1 - ... - 5 with 100 households a node; edge i costs 10 + i. */
static void path(wg_graph *g) {
  const int64_t w[] = {100, 100, 100, 100, 100, 100};
  wg_graph_edge e[5];
  for (uint32_t i = 0; i < 5; i++) e[i] = (wg_graph_edge){i, i + 1, 10 + i, 1};
  assert_true(wg_graph_build(6, w, e, 5, g));
}

static void labels_members_and_weights_agree(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  path(&g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 1, 1, 2, 2}, 3));
  assert_true(wg_parts_check(&p));
  assert_int_equal(p.part.v[1].sum.households, 200);
  wg_u32vec near = {0};
  assert_true(wg_parts_neighbours(&p, 1, &near));
  assert_true(near.n == 2 && near.v[0] == 0 && near.v[1] == 2);
  assert_true(wg_parts_neighbours(&p, 0, &near));
  assert_true(near.n == 1 && near.v[0] == 1);
  WG_VEC_FREE(&near);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static void the_score_is_penalties_and_borders(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  wg_score s = {.min = 150, .max = 400, .target = 200, .balance = 50};
  path(&g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 1, 1, 2, 2}, 3));
  assert_true(fabs(wg_parts_score(&p, &s) - (11 + 13)) < 1e-9);
  wg_parts_free(&p);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 0, 0, 0, 1}, 2));
  double miss = WG_MISS * (1 + 100) + 50 * 2.25 + WG_MISS * (1 + 50) + 50 * 0.25;
  assert_true(fabs(wg_parts_score(&p, &s) - (14 + miss)) < 1e-3);
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static void a_dropped_part_is_replaced_by_the_last(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  path(&g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 1, 1, 2, 2}, 3));
  wg_parts_clear(&p, 0);
  assert_true(wg_parts_put(&p, 1, 1) && wg_parts_put(&p, 1, 0));
  wg_parts_drop(&p, 0);
  assert_int_equal(p.part.n, 2);
  assert_true(wg_parts_check(&p));
  assert_int_equal(p.label[4], 0);
  assert_int_equal(p.part.v[1].sum.households, 400);
  assert_true(wg_parts_add(&p));
  assert_false(wg_parts_check(&p)); /* an empty part */
  wg_parts_drop(&p, 2);
  assert_true(wg_parts_check(&p));
  wg_parts_free(&p);
  wg_graph_free(&g);
}

static void the_check_sees_what_is_wrong(void **state) {
  (void)state;
  wg_graph g;
  wg_parts p;
  path(&g);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 1, 0, 1, 1, 1}, 2));
  assert_false(wg_parts_check(&p)); /* not connected */
  wg_parts_free(&p);
  assert_true(wg_parts_init(&p, &g, (const uint32_t[]){0, 0, 0, 1, 1, 1}, 2));
  p.part.v[0].sum.households++;
  assert_false(wg_parts_check(&p));
  p.part.v[0].sum.households--;
  p.label[0] = 1;
  assert_false(wg_parts_check(&p));
  wg_parts_free(&p);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_members_and_weights_agree),
      cmocka_unit_test(the_score_is_penalties_and_borders),
      cmocka_unit_test(a_dropped_part_is_replaced_by_the_last),
      cmocka_unit_test(the_check_sees_what_is_wrong),
  };
  return cmocka_run_group_tests_name("plan/parts", tests, NULL, NULL);
}
