#include "read/text.h"
#include "read/gdal.h"

#include <math.h>
#include <string.h>

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
