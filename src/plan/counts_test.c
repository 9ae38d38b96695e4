/* What the bounds say about a number, against all divisions of it; totals against all sets. */
#include "plan/counts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/rng.h"
#include "plan/packing.h"
#include "plan/subset.h"

static const wg_range trials[] = {{3, 6}, {4, 5}, {5, 5}, {0, 4}, {1, 1}, {7, 20}};
enum { TRIALS = sizeof trials / sizeof *trials, SUM = 60 };

/* least[k][s]: least miss of s as k numbers, each at most SUM. */
static int64_t least[SUM + 1][SUM + 1];
static void divide_all(wg_range b) {
  for (int k = 0; k <= SUM; k++)
    for (int s = 0; s <= SUM; s++) {
      least[k][s] = k == 0 && s == 0 ? 0 : 1 << 30;
      for (int x = 0; k > 0 && x <= s; x++)
        if (least[k - 1][s - x] + wg_miss(b, x) < least[k][s])
          least[k][s] = least[k - 1][s - x] + wg_miss(b, x);
    }
}

static void counts_are_least(void **state) {
  (void)state;
  for (int t = 0; t < TRIALS; t++) {
    divide_all(trials[t]);
    for (int s = 0; s <= SUM; s++) {
      int64_t any = 1 << 30;
      for (int k = 1; k <= SUM; k++) {
        assert_int_equal(wg_count_miss_of(trials[t], s, k), least[k][s]);
        if (least[k][s] < any) any = least[k][s];
      }
      assert_int_equal(wg_count_miss(trials[t], s), any);
    }
  }
}

/* Giving x to the grid that reaches in leaves the miss that counts tell. Less than the share is not
 * to be had for less than the price, but for the excess itself, which relieves nothing. */
static void shares_are_least(void **state) {
  (void)state;
  for (int t = 0; t < TRIALS; t++)
    for (int64_t s = 0; s <= SUM; s++) {
      int64_t share = s;
      for (int64_t x = s; x >= 0; x--)
        if (x == s || wg_count_miss(trials[t], s - x) == 0) share = x;
      assert_int_equal(wg_least_share(trials[t], s), share);
      for (int64_t x = 0; x < share; x++) {
        int64_t miss = wg_count_miss(trials[t], s - x);
        assert_true(miss >= wg_share_denied(trials[t], s) || miss == 1 + share - x);
      }
    }
}

enum { MOST = 8 };

/* Fewest sets up to max, most sets from min, and whether sets within both exist. */
typedef struct {
  int64_t fewest, most;
  bool divides;
} answer;

static void place(const int64_t *x, uint32_t n, uint32_t i, int64_t *set, uint32_t sets, wg_range b,
                  answer *a) {
  if (i == n) {
    bool small = true, large = true;
    int64_t reach = 0;
    for (uint32_t k = 0; k < sets; k++) {
      small = small && set[k] <= b.max;
      large = large && set[k] >= b.min;
      reach += set[k] >= b.min;
    }
    if (small && sets < a->fewest) a->fewest = sets;
    if (reach > a->most) a->most = reach;
    a->divides = a->divides || (small && large);
    return;
  }
  for (uint32_t k = 0; k <= sets; k++) {
    if (k == sets) set[k] = 0;
    set[k] += x[i];
    place(x, n, i + 1, set, k == sets ? sets + 1 : sets, b, a);
    set[k] -= x[i];
  }
}

static int ascending(const void *x, const void *y) {
  int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
  return (a > b) - (a < b);
}

static void totals_claim_no_more_than_is_so(void **state) {
  (void)state;
  unsigned undividable = 0, shown = 0, needed = 0;
  for (uint64_t seed = 0; seed < 600; seed++) {
    wg_rng r = wg_rng_init(seed, 5);
    wg_range b = {20 + wg_rng_below(&r, 20), 0};
    b.max = b.min + wg_rng_below(&r, 25);
    uint32_t n = 1 + wg_rng_below(&r, MOST);
    int64_t x[MOST], set[MOST], sum = 0;
    for (uint32_t i = 0; i < n; i++) sum += x[i] = wg_rng_below(&r, (uint32_t)b.max + 1);
    answer a = {.fewest = MOST + 1};
    place(x, n, 0, set, 0, b, &a);
    qsort(x, n, sizeof *x, ascending);
    bool no;
    assert_true(wg_subset_undividable(x, n, b, &no));
    int64_t fewest = wg_least_sets(x, n, b.max), most = wg_most_sets(x, n, b.min);
    assert_true(fewest <= a.fewest && fewest * b.max >= sum);
    assert_true(most >= a.most);
    assert_false(no && a.divides);
    undividable += !a.divides;
    shown += !a.divides && (no || fewest > most);
    needed += fewest > most;
  }
  assert_true(undividable > 200 && shown * 10 > undividable * 9 && needed > 20);
}

static void a_lack_of_memory_is_told(void **state) {
  (void)state;
  const int64_t x[] = {30, 40};
  int64_t live = wg_mem_live();
  bool ok = false, no;
  for (uint64_t at = 1; !ok; at++) {
    wg_mem_fail_at(at);
    ok = wg_subset_undividable(x, 2, (wg_range){35, 45}, &no);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_true(no);
}

/* Sums too great to try are left undecided. */
static void great_numbers_are_left_alone(void **state) {
  (void)state;
  const int64_t x[] = {INT64_MAX / 2, INT64_MAX / 2};
  bool no = true;
  assert_true(wg_subset_undividable(x, 2, (wg_range){300, 600}, &no));
  assert_false(no);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_are_least),
      cmocka_unit_test(shares_are_least),
      cmocka_unit_test(totals_claim_no_more_than_is_so),
      cmocka_unit_test(a_lack_of_memory_is_told),
      cmocka_unit_test(great_numbers_are_left_alone),
  };
  return cmocka_run_group_tests_name("plan/counts", tests, NULL, NULL);
}
