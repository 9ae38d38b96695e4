#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"

typedef WG_VEC(uint32_t) numbers;

static void live_blocks_are_counted(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  void *a = wg_alloc(0), *b = wg_calloc(3, 5), *c = wg_realloc(NULL, 7);
  char *d = wg_strdup("网格");
  assert_true(a && b && c && d);
  assert_string_equal(d, "网格");
  for (int i = 0; i < 15; i++) assert_int_equal(((char *)b)[i], 0);
  assert_int_equal(wg_mem_live(), live + 4);
  c = wg_realloc(c, 100000);
  assert_int_equal(wg_mem_live(), live + 4);
  wg_free(a);
  wg_free(b);
  wg_free(c);
  wg_free(d);
  wg_free(NULL);
  assert_int_equal(wg_mem_live(), live);
}

static void the_nth_allocation_fails_and_only_that(void **state) {
  (void)state;
  for (uint64_t nth = 1; nth < 6; nth++) {
    void *p[6];
    wg_mem_fail_at(nth);
    for (uint64_t i = 0; i < 6; i++) {
      p[i] = i % 2 ? wg_calloc(1, 8) : wg_alloc(8);
      assert_int_equal(p[i] == NULL, i + 1 == nth);
    }
    wg_mem_fail_at(0);
    for (int i = 0; i < 6; i++) wg_free(p[i]);
  }
}

static void a_failed_realloc_keeps_the_block(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  char *p = wg_strdup("kept");
  wg_mem_fail_at(1);
  assert_null(wg_realloc(p, 1000));
  wg_mem_fail_at(0);
  assert_string_equal(p, "kept");
  wg_free(p);
  assert_int_equal(wg_mem_live(), live);
}

static void products_that_overflow_are_refused(void **state) {
  (void)state;
  numbers v = {0};
  assert_false(WG_VEC_RESERVE(&v, SIZE_MAX));
  assert_false(WG_VEC_RESERVE(&v, SIZE_MAX / 4));
  assert_null(v.v);
}

static void sums_that_overflow_are_refused(void **state) {
  (void)state;
  numbers v = {0};
  assert_true(WG_VEC_PUSH(&v, 1u));
  assert_false(WG_VEC_RESERVE(&v, SIZE_MAX));
  WG_VEC_FREE(&v);
}

static void a_vector_grows_and_keeps_its_contents(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  numbers v = {0};
  for (uint32_t i = 0; i < 10000; i++) assert_true(WG_VEC_PUSH(&v, i * i));
  assert_int_equal(v.n, 10000);
  for (uint32_t i = 0; i < 10000; i++) assert_int_equal(v.v[i], i * i);
  assert_true(WG_VEC_RESERVE(&v, 5000) && v.cap >= 15000 && v.n == 10000);
  size_t n = v.n = v.cap;
  wg_mem_fail_at(1);
  bool pushed = WG_VEC_PUSH(&v, 7);
  assert_false(pushed);
  wg_mem_fail_at(0);
  assert_int_equal(v.n, n);
  WG_VEC_FREE(&v);
  assert_true(v.n == 0 && v.cap == 0 && !v.v);
  assert_int_equal(wg_mem_live(), live);
}

static void arena_objects_are_apart_and_aligned(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  enum { N = 3000 };
  static unsigned char *p[N];
  static size_t size[N];
  wg_arena a = {0};
  wg_rng r = wg_rng_init(1, 1);
  for (int i = 0; i < N; i++) {
    size[i] = wg_rng_below(&r, i % 100 ? 40 : 20000);
    p[i] = wg_arena_alloc(&a, size[i]);
    assert_non_null(p[i]);
    assert_int_equal((uintptr_t)p[i] % 16, 0);
    memset(p[i], i & 255, size[i]);
  }
  for (int i = 0; i < N; i++)
    for (size_t k = 0; k < size[i]; k++) assert_int_equal(p[i][k], i & 255);
  assert_true(wg_mem_live() - live < 60);
  wg_arena_free(&a);
  assert_int_equal(wg_mem_live(), live);
  assert_null(a.head);
}

static void arena_strings(void **state) {
  (void)state;
  wg_arena a = {0};
  assert_string_equal(wg_arena_strdup(&a, NULL), "");
  assert_string_equal(wg_arena_strdup(&a, "grid"), "grid");
  assert_string_equal(wg_arena_strndup(&a, "gridlock", 4), "grid");
  assert_string_equal(wg_arena_strndup(&a, "x", 0), "");
  wg_arena_free(&a);
  wg_mem_fail_at(1);
  assert_null(wg_arena_strdup(&a, "x"));
  wg_mem_fail_at(0);
  wg_arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(live_blocks_are_counted),
      cmocka_unit_test(the_nth_allocation_fails_and_only_that),
      cmocka_unit_test(a_failed_realloc_keeps_the_block),
      cmocka_unit_test(products_that_overflow_are_refused),
      cmocka_unit_test(sums_that_overflow_are_refused),
      cmocka_unit_test(a_vector_grows_and_keeps_its_contents),
      cmocka_unit_test(arena_objects_are_apart_and_aligned),
      cmocka_unit_test(arena_strings),
  };
  return cmocka_run_group_tests_name("base/mem", tests, NULL, NULL);
}
