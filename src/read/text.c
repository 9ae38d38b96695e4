#include "read/text.h"
#include "read/gdal.h"

#include <iconv.h>
#include <math.h>
#include <string.h>

static bool append(wg_text *out, const char *s, size_t n) {
  if (n == 0) return true; /* and no memcpy to a NULL */
  if (!WG_VEC_RESERVE(out, n)) return false;
  memcpy(out->v + out->n, s, n);
  out->n += n;
  return true;
}

/* Room for the worst case is reserved first: one GB18030 byte pair gives 3 bytes. */
static bool from_gb18030(wg_text *out, const char *s, size_t n, bool *converted) {
  *converted = false;
  if (!WG_VEC_RESERVE(out, 3 * n + 1)) return false;
  iconv_t cd = iconv_open("UTF-8", "GB18030");
  if (cd == (iconv_t)-1) return true;
  char *from = (char *)(uintptr_t)s, *to = out->v;
  size_t left = n, room = out->cap;
  *converted = iconv(cd, &from, &left, &to, &room) != (size_t)-1 && left == 0;
  iconv_close(cd);
  out->n = *converted ? out->cap - room : 0;
  return true;
}

static bool with_replacements(wg_text *out, const char *s, size_t n) {
  for (size_t i = 0; i < n;) {
    size_t len = wg_utf8_length(s + i, n - i);
    if (!(len ? append(out, s + i, len) : append(out, "\xef\xbf\xbd", 3))) return false;
    i += len ? len : 1;
  }
  return true;
}

bool wg_text_set(wg_text *out, const char *s) {
  size_t n = strlen(s);
  bool done = wg_utf8_valid(s, n);
  out->n = 0;
  if (done) {
    if (!append(out, s, n)) return false;
  } else if (!from_gb18030(out, s, n, &done) || (!done && !with_replacements(out, s, n))) {
    return false;
  }
  return append(out, "", 1);
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
