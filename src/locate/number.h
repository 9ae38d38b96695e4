/* number.h - a decimal number in a text, ten million times over.
 *
 * The result is the double nearest to what is written, halves to even: the bits of strtod in the
 * C locale, whatever locale is set, for numbers of any length. Short numbers (up to 19 digits, a
 * whole mantissa below 2^53 and a power of ten that is a double: Clinger 1990, "How to read floating
 * point numbers accurately") take one multiplication or division; number.c has the rest. Digits are
 * read eight at a time.
 */
#ifndef WG_LOCATE_NUMBER_H
#define WG_LOCATE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WG_NUMBER_SCALE 27 /* 5^27 is the last power of 5 in 64 bits */

/* m * 10^power, |power| <= WG_NUMBER_SCALE. */
double wg_number_scaled(uint64_t m, int power);
/* The digits [from, to), among them at most one point, times 10^power. */
double wg_number_long(const char *from, const char *to, int64_t power);
/* An exponent ("e-7") at *p, or 0 with *p where it was; *p moves behind it. */
int64_t wg_number_exponent(const char **p, const char *end);

/* The text in memory order, so that the first character is the lowest byte. */
static inline uint64_t wg_number_load8(const char *s) {
  uint64_t v;
  memcpy(&v, s, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap64(v);
#endif
  return v;
}

static inline uint64_t wg_number_load4(const char *s) {
  uint32_t v;
  memcpy(&v, s, 4);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  v = __builtin_bswap32(v);
#endif
  return v;
}

/* The first eight characters of n > 0, zeros behind them where there are fewer. Never reads
 * beyond the n: the two halves, or three bytes, overlap instead. */
static inline uint64_t wg_number_load(const char *s, size_t n) {
  if (n >= 8) return wg_number_load8(s);
  if (n >= 4) return wg_number_load4(s) | wg_number_load4(s + n - 4) << (8 * (n - 4));
  return (uint64_t)(unsigned char)s[0] | (uint64_t)(unsigned char)s[n / 2] << (8 * (n / 2)) |
         (uint64_t)(unsigned char)s[n - 1] << (8 * (n - 1));
}

/* Eight digits, each 0 to 9, the first in the lowest byte: their number. */
static inline uint64_t wg_number_of8(uint64_t v) {
  v = v * 10 + (v >> 8);
  return ((v & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064) +
          ((v >> 16) & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x0000271000000001)) >>
         32;
}

/* Moves *s over a run of digits and appends them to *m, modulo 2^64. */
static inline void wg_number_digits(const char **s, const char *end, uint64_t *m) {
  static const uint32_t tens[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
  while (*s < end) {
    uint64_t v = wg_number_load(*s, (size_t)(end - *s)) ^ UINT64_C(0x3030303030303030);
    /* The high bit of every byte above 9; right up to the first such byte. */
    uint64_t other = ((v + UINT64_C(0x7676767676767676)) | v) & UINT64_C(0x8080808080808080);
    unsigned n = other ? (unsigned)__builtin_ctzll(other) / 8 : 8;
    if (n == 0) return;
    v <<= 8 * (8 - n); /* zeros in front of the n digits */
    *m = *m * tens[n] + wg_number_of8(v);
    *s += n;
    if (n < 8) return;
  }
}

/* Reads a number at *p, which may have a sign, a point and an exponent and must begin with one of
 * those characters or a digit, and moves *p behind it. Too large a number is infinite, too small a
 * one 0, as for strtod; "inf", "nan" and hexadecimal digits are no numbers. False, and nothing
 * changed, when there is none. What follows the number is not looked at. */
static inline bool wg_number(const char **p, const char *end, double *out) {
  static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  const char *s = *p;
  bool minus = s < end && *s == '-';
  if (s < end && (*s == '-' || *s == '+')) s++;
  const char *first = s;
  uint64_t m = 0;
  int64_t power = 0;
  wg_number_digits(&s, end, &m);
  size_t digits = (size_t)(s - first);
  if (s < end && *s == '.') {
    const char *point = s++;
    wg_number_digits(&s, end, &m);
    power = point + 1 - s;
    digits = (size_t)(s - first) - 1;
  }
  if (digits == 0) return false;
  const char *last = s;
  int64_t exponent = 0;
  double d;
  if (s < end && (*s | 32) == 'e') {
    const char *e = s; /* so that s itself can stay in a register */
    power += exponent = wg_number_exponent(&e, end);
    s = e;
  }
  if (digits > 19 || power < -WG_NUMBER_SCALE || power > WG_NUMBER_SCALE)
    d = wg_number_long(first, last, exponent);
  else if (m > UINT64_C(1) << 53 || power < -22 || power > 22)
    d = wg_number_scaled(m, (int)power);
  else
    d = power < 0 ? (double)m / tens[-power] : (double)m * tens[power];
  *out = minus ? -d : d;
  *p = s;
  return true;
}

/* The same for a whole text s of n bytes that is 8 to 16 digits with a point among the first eight,
 * as nearly all degrees are: without a branch that depends on the digits or their number. False for
 * any other text, number or not. */
static inline bool wg_number_usual(const char *s, size_t n, double *out) {
  static const double tens[] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  static const uint32_t tens8[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};
  const uint64_t ones = UINT64_C(0x0101010101010101), tops = ones << 7;
  if (n < 8 || n > 16) return false;
  size_t more = n - 8;
  uint64_t a = wg_number_load8(s) ^ ones * '0', b = wg_number_load8(s + more) ^ ones * '0';
  b = more ? b >> (64 - 8 * more) << (64 - 8 * more) : 0; /* of the last eight what a has not */
  uint64_t not_a = (((a & ~tops) + ones * 0x76) | a) & tops;
  uint64_t not_b = (((b & ~tops) + ones * 0x76) | b) & tops;
  if (not_b || !not_a || (not_a & (not_a - 1))) return false;
  unsigned at = (unsigned)__builtin_ctzll(not_a) / 8;
  if (s[at] != '.') return false;
  uint64_t before = (UINT64_C(1) << (8 * at)) - 1;
  a = (a & before) << 8 | (a & ~before & ~(UINT64_C(0xFF) << (8 * at)));
  *out = (double)(wg_number_of8(a) * tens8[more] + wg_number_of8(b)) / tens[n - 1 - at];
  return true;
}

#endif
