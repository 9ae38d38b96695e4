#include "plan/packing.h"

/* First index whose number is above `least`. */
static size_t above(const int64_t *x, size_t n, int64_t least) {
  size_t lo = 0, hi = n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (x[mid] > least)
      hi = mid;
    else
      lo = mid + 1;
  }
  return lo;
}

int64_t wg_least_sets(const int64_t *x, size_t n, int64_t max) {
  size_t half = above(x, n, max / 2), alone = half;
  int64_t best = 0, small = 0, large = 0; /* sums of x[i..half) and of x[half..alone) */
  for (size_t i = half;; i--) {
    int64_t t = i < half ? x[i] : max / 2 + 1;
    for (; alone < n && x[alone] <= max - t; alone++) large += x[alone];
    if (i < half) small += x[i];
    int64_t left = small - ((int64_t)(alone - half) * max - large);
    int64_t sets = (int64_t)(n - half) + (left > 0 ? left / max + (left % max != 0) : 0);
    if (sets > best) best = sets;
    if (i == 0) return best;
  }
}

int64_t wg_most_sets(const int64_t *x, size_t n, int64_t min) {
  int64_t sum = 0;
  for (size_t i = 0; i < n; i++) sum += x[i] < min ? x[i] : min;
  return sum / min;
}
