/* Numbers against strtod: the same bits, and the same end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/rng.h"
#include "locate/number.h"

/* The text stands at the very end of its memory, so that a tool sees every byte read beyond. */
static void as_strtod_n(const char *text, size_t n) {
  char *tight = wg_calloc(n + 1, 1), *stop;
  assert_non_null(tight);
  memcpy(tight, text, n);
  tight[n] = 0;
  double want = strtod(tight, &stop), got = -7;
  size_t end = (size_t)(stop - tight);
  char *cut = wg_calloc(n ? n : 1, 1);
  assert_non_null(cut);
  memcpy(cut, text, n);
  const char *p = cut;
  errno = 0;
  bool is = wg_number(&p, cut + n, &got);
  if (is != (end > 0) || (size_t)(p - cut) != end) fail_msg("'%s' ends elsewhere", tight);
  if (is && memcmp(&got, &want, sizeof got) != 0) fail_msg("'%s': %.17g", tight, got);
  if (!is && got != -7) fail_msg("'%s' is none, but gave %.17g", tight, got);
  if (errno) fail_msg("'%s' sets errno", tight);
  if (wg_number_usual(cut, n, &got) && (end != n || memcmp(&got, &want, sizeof got) != 0))
    fail_msg("'%s' is usual, but %.17g", tight, got);
  wg_free(tight);
  wg_free(cut);
}

static void as_strtod(const char *text) { as_strtod_n(text, strlen(text)); }

static void usual_and_odd_ones(void **s) {
  (void)s;
  static const char *const all[] = {"121.4737021",
                                    "31.2303904",
                                    "-0.5",
                                    "+7",
                                    "0",
                                    "-0",
                                    "0.0",
                                    "-.0",
                                    "5.",
                                    ".5",
                                    "-.5e1",
                                    "1e5",
                                    "1E+5",
                                    "12e",
                                    "12e+",
                                    "12e-x",
                                    "1.5e3.2",
                                    "",
                                    "-",
                                    "+",
                                    ".",
                                    "-.",
                                    "e5",
                                    ".e5",
                                    "--1",
                                    "+-1",
                                    "1-1",
                                    "12abc",
                                    "1,5",
                                    "1 2",
                                    "00000000000000000000000000000121.4737021",
                                    "0.0000000000000000000000000000000000001",
                                    "500123.45",
                                    "3412345.678",
                                    "12345678",
                                    "123456789.12345678",
                                    "1234567.123456789012",
                                    "9007199254740992",
                                    "9007199254740993",
                                    "9007199254740993.0000000000000000000001",
                                    "90071992547409930e-1",
                                    "9007199254740994.5",
                                    "18446744073709551615",
                                    "18446744073709551616",
                                    "9999999999999999999",
                                    "1e22",
                                    "1e23",
                                    "1e-22",
                                    "1e-23",
                                    "123456789012345678e-27",
                                    "9999999999999999999e-27",
                                    "9999999999999999999e27",
                                    "1e27",
                                    "1e28",
                                    "1e-27",
                                    "1e-28",
                                    "1e308",
                                    "1e309",
                                    "-1e309",
                                    "1e-400",
                                    "1e99999999999999999999999",
                                    "1e-99999999999999999999999",
                                    "0e99999999999999999999",
                                    "1.7976931348623157e308",
                                    "1.7976931348623159e308",
                                    "2.2250738585072011e-308",
                                    "2.2250738585072014e-308",
                                    "4.9406564584124654e-324",
                                    "2.4703282292062327e-324",
                                    "2.4703282292062328e-324",
                                    "7.2057594037927933e+16",
                                    "6.631236846766476e-316",
                                    "121.47370210000000000000000000000000000000",
                                    "0.1000000000000000055511151231257827",
                                    "1234567890123456789012345678901234567890"};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) as_strtod(all[i]);
}

/* No decimal numbers: strtod takes them. */
static void words_and_hexadecimals(void **s) {
  (void)s;
  static const char *const none[] = {"inf",  "-inf", "INFINITY", "nan", "NaN",
                                     "-nan", " 1",   "x",        "\t1"};
  double d = 3;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    const char *p = none[i];
    assert_false(wg_number(&p, p + strlen(p), &d));
    assert_ptr_equal(p, none[i]);
  }
  const char *hex = "0x1F", *p = hex;
  assert_true(wg_number(&p, hex + 4, &d));
  assert_true(d == 0 && p == hex + 1);
}

/* Beyond the end given there may be more digits. */
static void ends_where_told(void **s) {
  (void)s;
  const char *text = "1234567.1234567890e123";
  for (size_t n = 0; n <= strlen(text); n++) as_strtod_n(text, n);
}

/* Eight to sixteen characters and a point among the first eight; any other character in any place
 * is unusual. */
static void usual_ones(void **s) {
  (void)s;
  for (size_t n = 0; n <= 20; n++)
    for (size_t at = 0; at < n; at++) {
      char t[21] = "12345678901234567890";
      double d;
      t[at] = '.';
      assert_int_equal(wg_number_usual(t, n, &d), n >= 8 && n <= 16 && at < 8);
      as_strtod_n(t, n);
      for (size_t k = 0; k < n; k++) {
        static const char others[] = "/:.-+eE ,\x80\xB0\xFF\x01";
        char was = t[k];
        for (size_t o = 0; k != at && o < sizeof others; o++) {
          t[k] = others[o];
          if (wg_number_usual(t, n, &d)) fail_msg("'%s' is not usual", t);
        }
        t[k] = was;
      }
    }
}

static size_t put_digits(wg_rng *g, char *to, size_t n) {
  for (size_t i = 0; i < n; i++) to[i] = (char)('0' + wg_rng_below(g, 10));
  return n;
}

/* A decimal of up to `whole` and `part` digits, half of them with an exponent. */
static void random_decimal(wg_rng *g, uint32_t whole, uint32_t part, uint32_t exponent) {
  char t[2048];
  size_t n = 0;
  if (wg_rng_below(g, 3) == 0) t[n++] = "+-"[wg_rng_below(g, 2)];
  n += put_digits(g, t + n, wg_rng_below(g, whole + 1));
  if (wg_rng_below(g, 5)) t[n++] = '.';
  n += put_digits(g, t + n, wg_rng_below(g, part + 1));
  if (exponent && wg_rng_below(g, 2))
    n += (size_t)snprintf(t + n, 16, "e%d", (int)wg_rng_below(g, 2 * exponent) - (int)exponent);
  as_strtod_n(t, n);
}

static void random_decimals(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(1, 0);
  for (int i = 0; i < 100000; i++) random_decimal(&g, 3, 9, 0);
  for (int i = 0; i < 50000; i++) random_decimal(&g, 8, 12, 0);
  for (int i = 0; i < 100000; i++) random_decimal(&g, 19, 19, 30);
  for (int i = 0; i < 30000; i++) random_decimal(&g, 30, 30, 400);
  for (int i = 0; i < 200; i++) random_decimal(&g, 900, 900, 1500);
}

/* 64 bits by powers of ten that 128 bits hold, and some beyond; half of them by the power whose
 * quotient is shortest, so that now and then it is half way but for its remainder. */
static void random_scaled(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(4, 0);
  for (int i = 0; i < 100000; i++) {
    char t[40];
    uint64_t m = wg_rng_next(&g) >> (1 + wg_rng_below(&g, 12));
    int power = i % 2 ? -27 : (int)wg_rng_below(&g, 60) - 30;
    as_strtod_n(t, (size_t)snprintf(t, sizeof t, "%" PRIu64 "e%d", m, power));
  }
}

static void random_characters(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(2, 0);
  for (int i = 0; i < 100000; i++) {
    char t[24];
    size_t n = wg_rng_below(&g, sizeof t);
    for (size_t k = 0; k < n; k++) t[k] = "01234567899.eE+-,0;"[wg_rng_below(&g, 19)];
    as_strtod_n(t, n);
  }
}

/* Half way between two doubles, exactly and one digit off: the hardest to round. Every third one
 * keeps so many zeros at its end that it has more than 19 digits. */
static void half_way(wg_rng *g, int power, const char *format, bool short_one) {
  char t[1400];
  long double m = (long double)((wg_rng_next(g) >> 11) | UINT64_C(1) << 52) + 0.5L;
  int n = snprintf(t, sizeof t, format, ldexpl(m, power));
  while (short_one && t[n - 1] == '0') n--;
  as_strtod_n(t, (size_t)n);
  t[n - 1] = (char)(t[n - 1] == '9' ? '8' : t[n - 1] + 1);
  as_strtod_n(t, (size_t)n);
}

static void half_ways(void **s) {
  (void)s;
  wg_rng g = wg_rng_init(3, 0);
  for (int i = 0; i < 20000; i++) half_way(&g, (int)wg_rng_below(&g, 75) - 70, "%.72Lf", i % 3);
  for (int i = 0; i < 20000; i++) half_way(&g, (int)wg_rng_below(&g, 12) - 6, "%.8Lf", i % 3);
  for (int i = 0; i < 200; i++) half_way(&g, (int)wg_rng_below(&g, 1900) - 1000, "%.1100Le", false);
}

/* Digits that only decide a half way, far out; the zeros between them do not fit any buffer. */
static void very_long_ones(void **s) {
  (void)s;
  enum { N = 5000 };
  char t[N + 32];
  memset(t, '0', N);
  memcpy(t, "9007199254740993.", 17);
  as_strtod_n(t, N);
  t[N - 1] = '1';
  as_strtod_n(t, N);
  memset(t, '0', N);
  memcpy(t, "9007199254740993", 16);
  as_strtod_n(t, N);
  size_t n = N + (size_t)snprintf(t + N, 32, "e-%d", N - 16);
  as_strtod_n(t, n);
  t[N - 1] = '1';
  as_strtod_n(t, n);
  memset(t, '0', N);
  t[1] = '.';
  t[N - 1] = '7';
  n = N + (size_t)snprintf(t + N, 32, "e%d", N - 10);
  as_strtod_n(t, n);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(usual_and_odd_ones), cmocka_unit_test(words_and_hexadecimals),
      cmocka_unit_test(ends_where_told),    cmocka_unit_test(usual_ones),
      cmocka_unit_test(random_decimals),    cmocka_unit_test(random_scaled),
      cmocka_unit_test(random_characters),  cmocka_unit_test(half_ways),
      cmocka_unit_test(very_long_ones),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
