/* Exactness of the predicates against 128-bit integers and brute force. */
#include "cover/exact.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rng.h"

static int sign128(__int128 v) { return (v > 0) - (v < 0); }

/* Points k/2^s with |k| < 2^60 as doubles: the determinant of the k fits 128 bits. */
static int orient128(const int64_t *k) {
  __int128 l = (__int128)(k[0] - k[4]) * (k[3] - k[5]), r = (__int128)(k[1] - k[5]) * (k[2] - k[4]);
  return sign128(l - r);
}

/* Integers below 2^53, so that they are doubles; scaled by a power of two. */
static void assert_orient(const int64_t *k, int scale) {
  wg_xy p[3];
  for (int i = 0; i < 3; i++)
    p[i] = (wg_xy){ldexp((double)k[2 * i], scale), ldexp((double)k[2 * i + 1], scale)};
  int want = orient128(k);
  assert_int_equal(wg_exact_orient(p[0], p[1], p[2]), want);
  assert_int_equal(wg_exact_orient(p[1], p[2], p[0]), want);
  assert_int_equal(wg_exact_orient(p[1], p[0], p[2]), -want);
}

static void orient_near_lines(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(1, 0);
  unsigned zero = 0, wrong_in_doubles = 0;
  for (int n = 0; n < 300000; n++) {
    int bits = 8 + (int)wg_rng_below(&r, 44);
    int64_t mask = ((int64_t)1 << bits) - 1, k[6];
    for (int i = 0; i < 4; i++) k[i] = (int64_t)wg_rng_next(&r) & mask;
    /* the third near the line of the others: a multiple of the step, off by at most one */
    int64_t t = (int64_t)wg_rng_below(&r, 5) - 2;
    k[4] = (k[0] + (k[2] - k[0]) * t) + (int64_t)wg_rng_below(&r, 3) - 1;
    k[5] = (k[1] + (k[3] - k[1]) * t) + (int64_t)wg_rng_below(&r, 3) - 1;
    if (k[4] > mask * 4 || bits > 50) continue;
    assert_orient(k, -30);
    zero += orient128(k) == 0;
    double l = (double)(k[0] - k[4]) * (double)(k[3] - k[5]),
           q = (double)(k[1] - k[5]) * (double)(k[2] - k[4]);
    wrong_in_doubles += ((l > q) - (l < q)) != orient128(k);
  }
  assert_true(zero > 1000);           /* the cases were near-degenerate ... */
  assert_true(wrong_in_doubles > 50); /* ... and plain doubles fail on them */
}

/* Shewchuk's picture: a lattice of neighbouring doubles round (0.5, 0.5) against 12, 24. */
static void orient_next_doubles(void **state) {
  (void)state;
  for (int i = 0; i < 128; i++)
    for (int j = 0; j < 128; j++) {
      double u = ldexp(1, -53);
      wg_xy p = {0.5 + i * u, 0.5 + j * u}, q = {12, 12}, r = {24, 24};
      assert_int_equal(wg_exact_orient(p, q, r), (i < j) - (i > j));
    }
}

static void meet_by_brute_force(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(2, 0);
  for (int n = 0; n < 200000; n++) {
    int64_t v[8];
    for (int i = 0; i < 8; i++) v[i] = wg_rng_below(&r, 7);
    wg_xy a = {(double)v[0], (double)v[1]}, b = {(double)v[2], (double)v[3]};
    wg_xy c = {(double)v[4], (double)v[5]}, d = {(double)v[6], (double)v[7]};
    if (wg_xy_eq(a, b) || wg_xy_eq(c, d)) continue;
    /* parameters of the crossing as fractions, or collinear overlap by projection */
    int64_t ux = v[2] - v[0], uy = v[3] - v[1], wx = v[6] - v[4], wy = v[7] - v[5];
    int64_t den = ux * wy - uy * wx, ex = v[4] - v[0], ey = v[5] - v[1];
    bool want;
    if (den != 0) {
      int64_t s = ex * wy - ey * wx, t = ex * uy - ey * ux;
      if (den < 0) den = -den, s = -s, t = -t;
      want = s >= 0 && s <= den && t >= 0 && t <= den;
    } else {
      int64_t len = ux * ux + uy * uy, p = ex * ux + ey * uy, q = p + wx * ux + wy * uy;
      want = ex * uy == ey * ux && fmax((double)p, (double)q) >= 0 &&
             fmin((double)p, (double)q) <= (double)len;
    }
    assert_int_equal(wg_exact_meet(a, b, c, d), want);
    assert_int_equal(wg_exact_meet(d, c, a, b), want);
    if (want) {
      wg_xy at = wg_meeting_place(a, b, c, d);
      assert_true(at.x >= 0 && at.x <= 6 && at.y >= 0 && at.y <= 6);
    }
  }
}

static void fold_and_angles(void **state) {
  (void)state;
  wg_xy v = {1, 1};
  assert_true(wg_exact_fold(v, (wg_xy){2, 2}, (wg_xy){3, 3}));
  assert_false(wg_exact_fold(v, (wg_xy){2, 2}, (wg_xy){0, 0}));
  assert_false(wg_exact_fold(v, (wg_xy){2, 2}, (wg_xy){3, nextafter(3, 4)}));
  assert_true(wg_exact_fold(v, (wg_xy){1, 2}, (wg_xy){1, 5}));
  wg_rng r = wg_rng_init(3, 0);
  for (int n = 0; n < 50000; n++) {
    wg_xy p = {(double)wg_rng_below(&r, 9) - 4, (double)wg_rng_below(&r, 9) - 4};
    wg_xy q = {(double)wg_rng_below(&r, 9) - 4, (double)wg_rng_below(&r, 9) - 4}, o = {0, 0};
    if (wg_xy_eq(p, o) || wg_xy_eq(q, o)) continue;
    double a = atan2(p.y, p.x), b = atan2(q.y, q.x), full = 2 * acos(-1);
    if (a < 0) a += full;
    if (b < 0) b += full;
    int want = fabs(a - b) < 1e-9 ? 0 : a < b ? -1 : 1;
    assert_int_equal(wg_exact_angle_cmp(o, p, q), want);
  }
}

static void in_ring(void **state) {
  (void)state;
  const wg_xy u[] = {{0, 0}, {6, 0}, {6, 6}, {4, 6}, {4, 2}, {2, 2}, {2, 6}, {0, 6}}; /* a U */
  for (int x = -1; x <= 13; x++)
    for (int y = -1; y <= 13; y++) {
      double px = x / 2.0, py = y / 2.0;
      int outer = px < 0 || px > 6 || py < 0 || py > 6       ? -1
                  : px == 0 || px == 6 || py == 0 || py == 6 ? 0
                                                             : 1;
      int notch = px < 2 || px > 4 || py < 2 ? -1 : px == 2 || px == 4 || py == 2 ? 0 : 1;
      int want = outer < 0 || notch > 0 ? -1 : notch == 0 || outer == 0 ? 0 : 1;
      assert_int_equal(wg_exact_in_ring((wg_xy){px, py}, u, 8), want);
    }
}

static void numbers(void **state) {
  (void)state;
  assert_true(wg_xy_usable((wg_xy){0, -121.5}));
  assert_false(wg_xy_usable((wg_xy){NAN, 0}));
  assert_false(wg_xy_usable((wg_xy){0, INFINITY}));
  assert_false(wg_xy_usable((wg_xy){1e-300, 0}));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(orient_near_lines),
      cmocka_unit_test(orient_next_doubles),
      cmocka_unit_test(meet_by_brute_force),
      cmocka_unit_test(fold_and_angles),
      cmocka_unit_test(in_ring),
      cmocka_unit_test(numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
