#include "cover/smooth.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

/* A smoother over one building: the box x0 y0 x1 y1. */
static void one_building(wg_shapes *s, wg_smooth *m, int32_t x0, int32_t y0, int32_t x1,
                         int32_t y1) {
  const wg_pt c[] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
  *s = (wg_shapes){0};
  for (int i = 0; i < 4; i++) assert_true(wg_shapes_pt(s, c[i]));
  assert_true(wg_shapes_end_ring(s, 0) && wg_shapes_end_feature(s));
  wg_box box = wg_shapes_box(s, 0);
  *m = (wg_smooth){.building = s};
  assert_true(wg_boxtree_build(&m->tree, &box, 1));
}

static bool allowed(int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  const wg_pt zigzag[] = {{0, 0}, {1000, 700}, {2000, -700}, {3000, 700}, {4000, 0}};
  wg_shapes s;
  wg_smooth m;
  wg_u32vec hits = {0};
  one_building(&s, &m, x0, y0, x1, y1);
  bool yes = wg_smooth_allows(&m, zigzag, 5, &hits);
  WG_VEC_FREE(&hits);
  wg_shapes_free(&s);
  wg_boxtree_free(&m.tree);
  return yes;
}

static void lines_keep_clear_of_buildings(void **state) {
  (void)state;
  assert_true(allowed(0, 5000, 1000, 6000));    /* far away */
  assert_true(allowed(1500, 150, 1600, 300));   /* 1.5 m beside the line, on its own side */
  assert_false(allowed(1500, 50, 1600, 300));   /* 0.5 m beside it */
  assert_false(allowed(1900, -100, 2100, 100)); /* on it */
  assert_false(
      allowed(900, 300, 1000, 400)); /* between the chain and the line: would change sides */
  assert_false(allowed(-10000, -10000, 10000, 10000)); /* the line runs inside it */
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(lines_keep_clear_of_buildings)};
  return cmocka_run_group_tests_name("cover/smooth", tests, NULL, NULL);
}
