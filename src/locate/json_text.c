#include "locate/json_text.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "read/text.h"

/* In every one of eight bytes: is it a plain character of a JSON string? The high bits of the sum
 * are exact up to the first byte that is not, which is all that is asked. */
static bool eight_plain(const char *s) {
  uint64_t v;
  memcpy(&v, s, 8);
  uint64_t ones = 0x0101010101010101u, high = ones << 7;
  uint64_t quote = v ^ (ones * '"'), slash = v ^ (ones * '\\');
  uint64_t not_plain = v | (v - ones * 0x20) | (quote - ones) | (slash - ones);
  return (not_plain & high) == 0;
}

static char *escaped(char *to, unsigned char c) {
  static const char hex[] = "0123456789abcdef";
  *to++ = '\\';
  switch (c) {
    case '"': *to++ = '"'; return to;
    case '\\': *to++ = '\\'; return to;
    case '\n': *to++ = 'n'; return to;
    case '\r': *to++ = 'r'; return to;
    case '\t': *to++ = 't'; return to;
    default: break;
  }
  *to++ = 'u';
  *to++ = '0';
  *to++ = '0';
  *to++ = hex[c >> 4];
  *to++ = hex[c & 15];
  return to;
}

char *wg_json_string(char *to, const char *s, size_t n) {
  *to++ = '"';
  for (size_t i = 0; i < n;) {
    unsigned char c = (unsigned char)s[i];
    if (i + 8 <= n && eight_plain(s + i)) {
      memcpy(to, s + i, 8);
      to += 8, i += 8;
    } else if (c >= 0x80) {
      size_t length = wg_utf8_length(s + i, n - i);
      memcpy(to, length ? s + i : "\xef\xbf\xbd", length ? length : 3);
      to += length ? length : 3, i += length ? length : 1;
    } else {
      if (c < 0x20 || c == '"' || c == '\\')
        to = escaped(to, c);
      else
        *to++ = (char)c;
      i++;
    }
  }
  *to++ = '"';
  return to;
}

char *wg_fixed(char *to, double v, int decimals, int zeros) {
  static const double scale[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
  char digits[24] = {0};
  int n = 0, least = decimals;
  int64_t whole = llrint(fabs(v) * scale[decimals]);
  if (v < 0 && whole) *to++ = '-';
  for (; n <= decimals || whole; whole /= 10) digits[n++] = (char)('0' + whole % 10);
  while (!zeros && least && digits[decimals - least] == '0') least--;
  while (n > decimals) *to++ = digits[--n];
  if (least) *to++ = '.';
  for (int i = 0; i < least; i++) *to++ = digits[--n];
  return to;
}
