#include "plan/counts.h"

int64_t wg_miss(wg_range b, int64_t households) {
  if (households < b.min) return 1 + b.min - households;
  if (households > b.max) return 1 + households - b.max;
  return 0;
}

int64_t wg_least_count(wg_range b, int64_t households) {
  return households / b.max + (households % b.max != 0);
}

int64_t wg_most_count(wg_range b, int64_t households) {
  return b.min > 0 ? households / b.min : INT64_MAX;
}

int64_t wg_count_miss(wg_range b, int64_t households) {
  int64_t full = households / b.max;
  if (households == 0) return wg_miss(b, 0);
  if (wg_least_count(b, households) <= wg_most_count(b, households)) return 0;
  int64_t over = households - full * b.max, want = (full + 1) * b.min - households;
  return 1 + (full > 0 && over < want ? over : want);
}

int64_t wg_count_miss_of(wg_range b, int64_t households, int64_t grids) {
  if (households / grids > b.max || (households / grids == b.max && households % grids > 0))
    return 1 + households - grids * b.max;
  if (households / grids >= b.min) return 0;
  int64_t want = grids * b.min - households; /* no grid can want more than min */
  return want + want / b.min + (want % b.min != 0);
}

int64_t wg_least_share(wg_range b, int64_t households) {
  return wg_least_count(b, households) <= wg_most_count(b, households) ? 0 : households % b.max;
}

/* Let k = households / max. Giving d less than the share leaves d above k grids, or leaves less
 * than k + 1 grids want. The first costs 1 + d and relieves the other grid by d: nothing is won.
 * The second is cheapest where nothing is given. */
int64_t wg_share_denied(wg_range b, int64_t households) {
  return 1 + (households / b.max + 1) * b.min - households;
}
