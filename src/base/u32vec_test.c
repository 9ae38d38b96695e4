#include "base/u32vec.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/rng.h"

/* Runs one after the other, each ascending and without repeats, earlier ones untouched. */
static void runs_ascend_and_hold_each_number_once(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 50; seed++) {
    wg_rng r = wg_rng_init(seed, 0);
    wg_u32vec v = {0};
    bool in[30] = {false};
    assert_true(WG_VEC_PUSH(&v, 1000)); /* an earlier run */
    size_t from = v.n, distinct = 0;
    for (int i = 0; i < 40; i++) {
      uint32_t x = wg_rng_below(&r, 30);
      distinct += !in[x];
      in[x] = true;
      assert_true(wg_u32vec_insert(&v, from, x));
    }
    assert_int_equal(v.v[0], 1000);
    assert_int_equal(v.n, from + distinct);
    for (size_t k = from; k < v.n; k++) {
      assert_true(in[v.v[k]]);
      if (k > from) assert_true(v.v[k - 1] < v.v[k]);
    }
    WG_VEC_FREE(&v);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(runs_ascend_and_hold_each_number_once)};
  return cmocka_run_group_tests_name("base/u32vec", tests, NULL, NULL);
}
