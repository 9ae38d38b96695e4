#include "plan/pool.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void sets_are_kept_once(void **state) {
  (void)state;
  wg_pool p = {0};
  for (int round = 0; round < 2; round++)
    for (uint32_t i = 0; i < 3000; i++) {
      uint32_t node[] = {i, i + 1 + i % 5, i + 9};
      assert_true(wg_pool_add(&p, node, 1 + i % 3, i));
    }
  assert_int_equal(wg_pool_count(&p), 3000);
  for (uint32_t i = 0; i < 3000; i++) {
    uint32_t n;
    const uint32_t *node = wg_pool_nodes(&p, i, &n);
    assert_int_equal(n, 1 + i % 3);
    assert_int_equal(node[0], i);
    if (n == 3) assert_int_equal(node[2], i + 9);
    assert_true(p.value.v[i] == i);
  }
  wg_pool_free(&p);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  for (uint64_t at = 1; at < 30; at++) {
    wg_pool p = {0};
    bool ok = true;
    wg_mem_fail_at(at);
    for (uint32_t i = 0; i < 500 && ok; i++) ok = wg_pool_add(&p, &i, 1, i);
    wg_mem_fail_at(0);
    assert_true(ok ? wg_pool_count(&p) == 500 : wg_pool_count(&p) < 500);
    wg_pool_free(&p);
    assert_int_equal(wg_mem_live(), live);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sets_are_kept_once),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/pool", tests, NULL, NULL);
}
