#include "read/sizes.h"

#include <math.h>

/* Of 2^(e-1) * (1 + k/8): by the exponent and the first three bits, so no logarithm is rounded. */
static int class_of(double size) {
  int e;
  double m = frexp(size, &e);
  int c = (e + 64) * 8 + (int)((m - 0.5) * 16);
  return c < 0 ? 0 : c >= WG_SIZE_CLASSES ? WG_SIZE_CLASSES - 1 : c;
}

static double middle_of(int c) { return ldexp(0.5 + (c % 8 + 0.5) / 16, c / 8 - 64); }

void wg_sizes_add(wg_sizes *s, double size) {
  if (!(size > 0) || !isfinite(size)) return;
  s->count[class_of(size)]++;
  s->n++;
}

double wg_sizes_median(const wg_sizes *s) {
  uint64_t before = 0;
  for (int c = 0; c < WG_SIZE_CLASSES; c++) {
    before += s->count[c];
    if (before > 0 && before * 2 >= s->n) return middle_of(c);
  }
  return NAN;
}

uint64_t wg_sizes_above(const wg_sizes *s, double size) {
  uint64_t n = 0;
  for (int c = class_of(size) + 1; c < WG_SIZE_CLASSES; c++) n += s->count[c];
  return n;
}
