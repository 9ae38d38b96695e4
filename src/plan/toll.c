#include "plan/toll.h"

#include <math.h>

/* Least over real h in [low, high] of the balance minus slope x h, plus more; keeps the least so far. */
static void consider(const wg_score *s, double low, double high, double slope, double more,
                     double *least, double *at) {
  if (low > high) return;
  double h = s->balance > 0 ? s->target + slope * s->target * s->target / (2 * s->balance)
                            : (slope > 0 ? high : low);
  if (h < low) h = low;
  if (h > high) h = high;
  double d = (h - s->target) / s->target, x = s->balance * d * d - slope * h + more;
  if (x >= *least) return;
  *least = x;
  if (at) *at = h;
}

double wg_toll_least(const wg_score *s, bool wild, int64_t from, double toll, double *at) {
  double least = INFINITY, a = (double)from, min = (double)s->min, max = (double)s->max;
  if (at) *at = a;
  if (!wild && from > s->max) return wg_penalty(s, from) - toll * a;
  consider(s, a > min ? a : min, max, toll, 0, &least, at);
  if (!wild) return least;
  consider(s, a, min - 1, toll + WG_MISS, WG_MISS * (1 + min), &least, at);
  /* above: penalty WG_MISS (1 + h - max) = WG_MISS h + WG_MISS (1 - max) */
  double low = a > max + 1 ? a : max + 1;
  consider(s, low, fmax(low, 1e15), toll - WG_MISS, WG_MISS * (1 - max), &least, at);
  return least;
}
