#include "read/text.h"
#include "read/gdal.h"

#include <math.h>
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

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

bool wg_text_append(wg_text *out, const char *s, size_t n) {
  if (!WG_VEC_RESERVE(out, n)) return false;
  if (n) memcpy(out->v + out->n, s, n);
  out->n += n;
  return true;
}

void wg_text_fold(char *to, size_t cap, const char *from) {
  size_t n = 0;
  for (; *from && n + 1 < cap; from++)
    if (!strchr(" _-.\t\r\n", *from)) to[n++] = lower(*from);
  to[n] = 0;
}

bool wg_text_has(const char *text, const char *part) {
  for (; *text; text++) {
    size_t i = 0;
    while (part[i] && lower(text[i]) == lower(part[i])) i++;
    if (!part[i]) return true;
  }
  return !*part;
}

bool wg_text_number(const char *text, double *out) {
  char *end;
  double v = CPLStrtod(text, &end); /* strtod would follow the locale */
  if (end == text || !isfinite(v)) return false;
  while (*end == ' ' || *end == '\t' || *end == '\r') end++;
  if (*end) return false;
  *out = v;
  return true;
}

void wg_text_shortest(char to[WG_SHORTEST_CAP], double v) {
  for (int digits = 15; digits <= 17; digits++) {
    CPLsnprintf(to, WG_SHORTEST_CAP, "%.*g", digits, v);
    if (CPLAtof(to) == v) return;
  }
}
