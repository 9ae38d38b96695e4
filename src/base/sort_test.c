#include "base/sort.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/rng.h"

/* By key; the values are the old places, so this is the stable order. */
static int cmp_kv(const void *p, const void *q) {
  const wg_kv *a = p, *b = q;
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  return (a->val > b->val) - (a->val < b->val);
}

static int cmp_u64(const void *p, const void *q) {
  uint64_t a = *(const uint64_t *)p, b = *(const uint64_t *)q;
  return (a > b) - (a < b);
}

static uint64_t any_key(wg_rng *r, int kind) {
  uint64_t k = wg_rng_next(r);
  switch (kind) {
    case 0: return k;
    case 1: return k & 7; /* many equal ones */
    case 2: return k & UINT64_C(0xff000000000000ff);
    case 3: return (k & 1) ? UINT64_MAX : 0;
    default: return 42;
  }
}

static void sorted_like_qsort_and_stable(void **state) {
  (void)state;
  for (int round = 0; round < 200; round++) {
    wg_rng r = wg_rng_init((uint64_t)round, 1);
    size_t n = wg_rng_below(&r, round % 10 ? 60 : 5000);
    wg_kv *a = WG_NEW(wg_kv, n), *b = WG_NEW(wg_kv, n);
    uint64_t *u = WG_NEW(uint64_t, n), *w = WG_NEW(uint64_t, n);
    for (size_t i = 0; i < n; i++) {
      a[i] = b[i] = (wg_kv){any_key(&r, round % 5), (uint32_t)i};
      u[i] = w[i] = a[i].key;
    }
    if (n) qsort(b, n, sizeof *b, cmp_kv);
    if (n) qsort(w, n, sizeof *w, cmp_u64);
    assert_true(wg_sort_kv(a, n));
    assert_true(wg_sort_u64(u, n));
    for (size_t i = 0; i < n; i++)
      assert_true(a[i].key == b[i].key && a[i].val == b[i].val && u[i] == w[i]);
    wg_free(a);
    wg_free(b);
    wg_free(u);
    wg_free(w);
  }
}

static void no_memory_is_said(void **state) {
  (void)state;
  enum { N = 5000 };
  static wg_kv a[N];
  static uint64_t u[N];
  for (uint32_t i = 0; i < N; i++) a[i] = (wg_kv){u[i] = N - i, i};
  int64_t live = wg_mem_live();
  wg_mem_fail_at(1);
  assert_false(wg_sort_kv(a, N));
  wg_mem_fail_at(1);
  assert_false(wg_sort_u64(u, N));
  wg_mem_fail_at(0);
  assert_int_equal(wg_mem_live(), live);
  assert_true(a[0].key == N && u[0] == N);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sorted_like_qsort_and_stable),
      cmocka_unit_test(no_memory_is_said),
  };
  return cmocka_run_group_tests_name("base/sort", tests, NULL, NULL);
}
