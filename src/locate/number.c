#include "locate/number.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Exponents are cut to this, far beyond any double, so that sums of them do not overflow. */
#define EXPONENT_MAX INT64_C(1000000000000000000)
/* A double's half way to the next one has 767 digits at most; of further ones it matters only
 * whether any is not 0. */
#define DIGITS_MAX 800

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

int64_t wg_number_exponent(const char **p, const char *end) {
  const char *s = *p + 1;
  bool minus = s < end && *s == '-';
  if (s < end && (*s == '-' || *s == '+')) s++;
  if (s == end || !is_digit(*s)) return 0;
  int64_t e = 0;
  for (; s < end && is_digit(*s); s++)
    if (e < EXPONENT_MAX / 10) e = 10 * e + (*s - '0');
  *p = s;
  return minus ? -e : e;
}

/* x * 2^e, x and the result far from the smallest and largest doubles. */
static double times_two_to(double x, int e) {
  uint64_t bits = (uint64_t)(1023 + e) << 52;
  double two_to_e;
  memcpy(&two_to_e, &bits, sizeof two_to_e);
  return x * two_to_e;
}

/* q * 2^shift, and a little more if there is a rest, rounded to the nearest double. A rest needs
 * q of more than 53 bits. */
static double rounded(unsigned __int128 q, bool rest, int shift) {
  uint64_t high = (uint64_t)(q >> 64);
  int bits = high ? 128 - __builtin_clzll(high) : 64 - __builtin_clzll((uint64_t)q);
  int drop = bits - 53;
  if (drop <= 0) return times_two_to((double)(uint64_t)q, shift);
  uint64_t m = (uint64_t)(q >> drop);
  unsigned __int128 half = (unsigned __int128)1 << (drop - 1), low = q & (2 * half - 1);
  if (low > half || (low == half && (rest || (m & 1)))) m++;
  return times_two_to((double)m, shift + drop);
}

double wg_number_scaled(uint64_t m, int power) {
  uint64_t five = 1;
  for (int k = abs(power); k; k--) five *= 5;
  if (m == 0) return 0;
  if (power >= 0) return rounded((unsigned __int128)m * five, false, power);
  int up = __builtin_clzll(m); /* m to the top: the quotient then has 64 bits and more */
  unsigned __int128 n = (unsigned __int128)(m << up) << 64, q = n / five;
  return rounded(q, q * five != n, power - 64 - up);
}

/* Digits without leading zeros and point, and the power of ten of the last one. */
typedef struct digits {
  char text[DIGITS_MAX + 32];
  size_t n;
  int64_t power;
} digits;

static void digits_of(const char *from, const char *to, int64_t power, digits *d) {
  bool point = false, more = false;
  d->n = 0;
  for (const char *s = from; s < to; s++) {
    if (*s == '.') {
      point = true;
      continue;
    }
    if (point) power--;
    if (d->n == 0 && *s == '0') continue;
    if (d->n < DIGITS_MAX) {
      d->text[d->n++] = *s;
      continue;
    }
    power++;
    more |= *s != '0';
  }
  if (more) {
    d->text[d->n++] = '1';
    power--;
  }
  d->power = power;
}

/* Without a point in the text, strtod gives the same in every locale. */
static double by_strtod(digits *d) {
  int before = errno;
  int64_t power = d->power < -99999 ? -99999 : d->power > 99999 ? 99999 : d->power;
  snprintf(d->text + d->n, sizeof d->text - d->n, "e%" PRId64, power);
  double v = strtod(d->text, NULL);
  errno = before;
  return v;
}

double wg_number_long(const char *from, const char *to, int64_t power) {
  digits d;
  digits_of(from, to, power, &d);
  return d.n ? by_strtod(&d) : 0;
}
