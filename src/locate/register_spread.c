#include "locate/register_spread.h"

#include <math.h>

static double floor_area(const wg_town *t, uint32_t b) {
  int32_t floors = t->building.v[b].floors;
  return (double)wg_shapes_area2(&t->building_shape, b) * (floors > 0 ? floors : 1);
}

/* Sets share[i * step] to whole units, and rest[i] to what each lacks. */
static int64_t round_down(const double *area, double all, size_t n, int64_t units, uint32_t step,
                          int64_t *share, double *rest) {
  int64_t given = 0;
  for (size_t i = 0; i < n; i++) {
    double exact = (double)units * (area[i] / all);
    share[i * step] = (int64_t)floor(exact);
    rest[i] = exact - floor(exact);
    given += share[i * step];
  }
  return given;
}

static void spread_one(const double *area, double all, size_t n, int64_t number, uint32_t step,
                       int64_t *share, double *rest) {
  int64_t units = number / 1000;
  int64_t left = units - round_down(area, all, n, units, step, share, rest);
  for (; left > 0; left--) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++)
      if (rest[i] > rest[best]) best = i;
    share[best * step]++;
    rest[best] -= 1;
  }
  for (size_t i = 0; i < n; i++) share[i * step] *= 1000;
  share[0] += left * 1000 + number % 1000;
}

bool wg_register_spread(const wg_town *t, const uint32_t *building, size_t n, const int64_t *number,
                        uint32_t counts, int64_t *share) {
  double *area = WG_NEW(double, 2 * n), all = 0;
  if (!area) return false;
  for (size_t i = 0; i < n; i++) all += area[i] = floor_area(t, building[i]);
  for (uint32_t k = 0; k < counts; k++)
    spread_one(area, all, n, number[k], counts, share + k, area + n);
  wg_free(area);
  return true;
}
