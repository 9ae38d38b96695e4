#include "read/byrole.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static wg_ctx *ctx;

static void the_role_wins_over_the_common_value(void **state) {
  (void)state;
  const char *const list[] = {"buildings=GBK", "Big5", "UTF-8", "buildings=EUC-KR"};
  bool own;
  assert_string_equal(wg_by_role(list, 4, "buildings", &own), "EUC-KR");
  assert_true(own);
  assert_string_equal(wg_by_role(list, 4, "roads", &own), "UTF-8");
  assert_false(own);
  assert_null(wg_by_role(list, 1, "roads", NULL));
  assert_null(wg_by_role(NULL, 0, "roads", NULL));
}

static void a_proj_string_is_a_value(void **state) {
  (void)state;
  const char *const list[] = {"+proj=tmerc +lon_0=117", "districts=+proj=longlat"};
  assert_string_equal(wg_by_role(list, 2, "roads", NULL), "+proj=tmerc +lon_0=117");
  assert_string_equal(wg_by_role(list, 2, "districts", NULL), "+proj=longlat");
  assert_int_equal(wg_by_role_check(ctx, "source-crs", list, 2), WG_OK);
}

static void mistakes_are_named(void **state) {
  (void)state;
  const char *const wrong[] = {"building=GBK", "roads=", ""};
  for (int i = 0; i < 3; i++)
    assert_int_equal(wg_by_role_check(ctx, "encoding", &wrong[i], 1), WG_ERR_USAGE);
}

static int set_up(void **state) {
  (void)state;
  ctx = wg_ctx_new();
  return ctx ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(the_role_wins_over_the_common_value),
                                     cmocka_unit_test(a_proj_string_is_a_value),
                                     cmocka_unit_test(mistakes_are_named)};
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
