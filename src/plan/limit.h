/* limit.h - the time that a search may take.
 *
 * A search that meets its limit returns its best plan so far; which one that is depends on the
 * machine. Without a limit no clock is read.
 */
#ifndef WG_PLAN_LIMIT_H
#define WG_PLAN_LIMIT_H

#include <stdbool.h>
#include <time.h>

typedef struct wg_limit {
  double begin, seconds; /* monotonic clock; seconds 0: no limit */
} wg_limit;

static inline double wg_limit_clock(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline wg_limit wg_limit_start(double seconds) {
  return seconds > 0 ? (wg_limit){wg_limit_clock(), seconds} : (wg_limit){0};
}

/* Share of the time that is gone; 0 without a limit. */
static inline double wg_limit_share(const wg_limit *l) {
  return l->seconds > 0 ? (wg_limit_clock() - l->begin) / l->seconds : 0;
}

static inline bool wg_limit_over(const wg_limit *l) { return wg_limit_share(l) >= 1; }

/* What is left of it, or that share of what is left. */
static inline wg_limit wg_limit_rest(const wg_limit *l, double share) {
  if (l->seconds <= 0) return (wg_limit){0};
  double now = wg_limit_clock(), left = l->begin + l->seconds - now;
  return (wg_limit){now, left > 1e-6 ? left * share : 1e-6};
}

#endif
