#include "plan/subset.h"

#include "base/mem.h"

enum { SUM_MOST = 1 << 15, WORK_MOST = 1 << 26 /* words */ };

static size_t words(int64_t sum) { return (size_t)sum / 64 + 1; }
static bool has(const uint64_t *bit, int64_t i) { return bit[i / 64] >> (i % 64) & 1; }

/* to |= from << by, within the first n words. From the top, so that to may be from. */
static void add_shifted(uint64_t *to, const uint64_t *from, size_t n, int64_t by) {
  size_t w = (size_t)by / 64, r = (size_t)by % 64;
  for (size_t i = n; i-- > w;) {
    uint64_t v = from[i - w] << r;
    if (r > 0 && i > w) v |= from[i - w - 1] >> (64 - r);
    to[i] |= v;
  }
}

/* Totals of k sets within the bounds, for k = 1, 2, ...: does the sum come up? */
static bool divides(const uint64_t *total, int64_t sum, wg_range b, bool *ok) {
  size_t n = words(sum);
  uint64_t *now = WG_NEW0(uint64_t, n), *next = WG_NEW(uint64_t, n);
  bool found = false;
  *ok = now && next;
  if (*ok) now[0] = 1;
  int64_t most = wg_most_count(b, sum);
  for (int64_t k = 1; *ok && k <= most && !found; k++) {
    for (size_t i = 0; i < n; i++) next[i] = 0;
    for (int64_t t = b.min; t <= b.max && t <= sum; t++)
      if (has(total, t)) add_shifted(next, now, n, t);
    uint64_t *swap = now;
    now = next;
    next = swap;
    found = has(now, sum);
  }
  wg_free(now);
  wg_free(next);
  return found;
}

bool wg_subset_undividable(const int64_t *x, size_t n, wg_range b, bool *no) {
  int64_t sum = 0;
  *no = false;
  for (size_t i = 0; i < n; i++) {
    if (x[i] > SUM_MOST - sum) return true;
    sum += x[i];
  }
  if (b.min < 1 || sum < 1) return true;
  int64_t width = (b.max < sum ? b.max : sum) - b.min + 1;
  int64_t work =
      (int64_t)words(sum) * ((int64_t)n + wg_most_count(b, sum) * (width > 0 ? width : 0));
  if (work > WORK_MOST) return true;
  uint64_t *total = WG_NEW0(uint64_t, words(sum));
  bool ok = total != NULL;
  if (ok) {
    total[0] = 1;
    for (size_t i = 0; i < n; i++)
      if (x[i] > 0) add_shifted(total, total, words(sum), x[i]);
    *no = !divides(total, sum, b, &ok);
  }
  wg_free(total);
  return ok;
}
