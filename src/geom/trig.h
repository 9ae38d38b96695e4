/* trig.h - sines and cosines that have the same bits on every machine.
 *
 * Those of libm differ in their last bits from version to version and from processor to processor.
 * These are Taylor series about 0 and the addition theorems, in plain additions and multiplications:
 * a sum of angles costs a rounding or two, a few 1e-16 each. */
#ifndef WG_GEOM_TRIG_H
#define WG_GEOM_TRIG_H

#include <math.h>

#define WG_PI 3.14159265358979323846

typedef struct wg_turn {
  double sin, cos;
} wg_turn;

static inline wg_turn wg_turn_plus(wg_turn a, wg_turn b) {
  return (wg_turn){a.sin * b.cos + a.cos * b.sin, a.cos * b.cos - a.sin * b.sin};
}

static inline wg_turn wg_turn_twice(wg_turn a) {
  return (wg_turn){2 * a.sin * a.cos, 1 - 2 * a.sin * a.sin};
}

/* |a| <= pi / 4 radians: the terms left out are below 1e-16. */
static inline wg_turn wg_turn_radians(double a) {
  const double q = a * a;
  double s = -1 / 1307674368000.0, c = 1 / 20922789888000.0;
  s = s * q + 1 / 6227020800.0, c = c * q - 1 / 87178291200.0;
  s = s * q - 1 / 39916800.0, c = c * q + 1 / 479001600.0;
  s = s * q + 1 / 362880.0, c = c * q - 1 / 3628800.0;
  s = s * q - 1 / 5040.0, c = c * q + 1 / 40320.0;
  s = s * q + 1 / 120.0, c = c * q - 1 / 720.0;
  s = s * q - 1 / 6.0, c = c * q + 1 / 24.0;
  c = c * q - 0.5;
  return (wg_turn){a + a * q * s, 1 + q * c};
}

/* |d| <= 45 degrees. */
static inline wg_turn wg_turn_degrees(double d) { return wg_turn_radians(d * (WG_PI / 180)); }

/* Of w whole turns, |w| < 2^50: the series is used about the nearest eighth. */
static inline wg_turn wg_turn_waves(double w) {
  static const double h = 0.70710678118654752440;
  const wg_turn eighth[] = {{0, 1}, {h, h}, {1, 0}, {h, -h}, {0, -1}, {-h, -h}, {-1, 0}, {-h, h}};
  long long eighths = llrint(8 * w);
  wg_turn a = wg_turn_radians((w - (double)eighths / 8) * (2 * WG_PI));
  return wg_turn_plus(a, eighth[eighths & 7]);
}

#endif
