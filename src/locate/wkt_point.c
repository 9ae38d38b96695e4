#include "locate/wkt_point.h"

#include <math.h>
#include <string.h>

#include "locate/number.h"

static bool take(const char **p, const char *end, const char *word) {
  size_t n = strlen(word);
  if ((size_t)(end - *p) < n || memcmp(*p, word, n) != 0) return false;
  *p += n;
  return true;
}

static bool take_blank(const char **p, const char *end) { return take(p, end, " "); }

bool wg_wkt_begins(const char *s, size_t n) {
  const char *p = s;
  return take(&p, s + n, "POINT") || take(&p, s + n, "SRID=");
}

static bool skip_srid(const char **p, const char *end) {
  double srid;
  if (!take(p, end, "SRID=")) return true;
  if (!wg_number(p, end, &srid) || !take(p, end, ";")) return false;
  take_blank(p, end);
  return true;
}

/* NAN is what some programs write for an empty point. */
static bool take_ordinate(const char **p, const char *end, double *out) {
  *out = NAN;
  return take(p, end, "NAN") || (wg_number(p, end, out) && isfinite(*out));
}

/* Two to four numbers up to the closing bracket. */
static bool ordinates(const char **p, const char *end, double xy[2]) {
  double v[4];
  int n = 0;
  bool apart = true;
  take_blank(p, end);
  while (!take(p, end, ")")) {
    if (n == 4 || !apart || !take_ordinate(p, end, &v[n++])) return false;
    apart = take_blank(p, end);
  }
  if (n < 2 || isnan(v[0]) != isnan(v[1])) return false;
  memcpy(xy, v, 2 * sizeof *xy);
  return true;
}

bool wg_wkt_point(const char *s, size_t n, double xy[2]) {
  const char *p = s, *end = s + n;
  if (!skip_srid(&p, end) || !take(&p, end, "POINT")) return false;
  take_blank(&p, end);
  take(&p, end, "Z");
  take(&p, end, "M");
  take_blank(&p, end);
  if (take(&p, end, "EMPTY")) {
    xy[0] = xy[1] = NAN;
    return p == end;
  }
  return take(&p, end, "(") && ordinates(&p, end, xy) && p == end;
}
