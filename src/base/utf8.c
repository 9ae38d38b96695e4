#include "base/utf8.h"

#include <string.h>

size_t wg_utf8_length(const char *text, size_t n) {
  const unsigned char *s = (const unsigned char *)text;
  if (s[0] < 0x80) return 1;
  size_t len = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
  if (s[0] < 0xc2 || s[0] > 0xf4 || n < len) return 0;
  for (size_t i = 1; i < len; i++)
    if ((s[i] & 0xc0) != 0x80) return 0;
  if (s[0] == 0xe0 && s[1] < 0xa0) return 0; /* overlong */
  if (s[0] == 0xed && s[1] > 0x9f) return 0; /* surrogate */
  if (s[0] == 0xf0 && s[1] < 0x90) return 0; /* overlong */
  if (s[0] == 0xf4 && s[1] > 0x8f) return 0; /* above U+10FFFF */
  return len;
}

bool wg_utf8_valid(const char *s, size_t n) {
  for (size_t i = 0; i < n;) {
    size_t len = wg_utf8_length(s + i, n - i);
    if (len == 0) return false;
    i += len;
  }
  return true;
}

/* Characters of `len` bytes that change what a terminal shows of the others. */
static bool harmful(const unsigned char *s, size_t len) {
  if (len == 1) return s[0] < 0x20 || s[0] == 0x7f;
  if (len == 2) return s[0] == 0xc2 && s[1] < 0xa0; /* U+0080..U+009F */
  if (len != 3 || s[0] != 0xe2) return false;
  return (s[1] == 0x80 && (s[2] >= 0xa8 && s[2] <= 0xae)) || /* U+2028..U+202E */
         (s[1] == 0x81 && (s[2] >= 0xa6 && s[2] <= 0xa9));   /* U+2066..U+2069 */
}

/* The first bytes of a character whose others are missing. */
static bool cut_off(const char *s, size_t n) {
  unsigned char first = (unsigned char)s[0];
  size_t want = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  if (want <= n) return false;
  for (size_t i = 1; i < n; i++)
    if (((unsigned char)s[i] & 0xc0) != 0x80) return false;
  return true;
}

void wg_utf8_show(char *s) {
  size_t n = strlen(s), out = 0;
  for (size_t i = 0, len; i < n; i += len ? len : 1) {
    len = wg_utf8_length(s + i, n - i);
    if (len == 0 && cut_off(s + i, n - i)) break;
    if (len && !harmful((unsigned char *)s + i, len)) {
      memmove(s + out, s + i, len);
      out += len;
    } else {
      s[out++] = strchr("\t\n\r", s[i]) ? ' ' : '?';
    }
  }
  s[out] = 0;
}
