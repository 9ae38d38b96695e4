#include "store/when.h"

#include <stdbool.h>
#include <string.h>

enum { HOUR_MS = 3600000, MINUTE_MS = 60000, DAY_MS = 86400000, CHINA_MS = 8 * HOUR_MS };

typedef struct {
  const char *p, *end;
} cursor;

static bool digit(const cursor *c) { return c->p < c->end && *c->p >= '0' && *c->p <= '9'; }
static bool at(const cursor *c, char want) { return c->p < c->end && *c->p == want; }

static bool skip(cursor *c, const char *what) {
  size_t n = strlen(what);
  if ((size_t)(c->end - c->p) < n || memcmp(c->p, what, n) != 0) return false;
  c->p += n;
  return true;
}

static void skip_blanks(cursor *c) {
  while (at(c, ' ') || at(c, '\t')) c->p++;
}

/* A number of least to most digits. */
static bool number(cursor *c, int least, int most, int *out) {
  int n = 0;
  for (*out = 0; n < most && digit(c); n++) *out = *out * 10 + (*c->p++ - '0');
  return n >= least && !digit(c);
}

/* Exactly so many digits, of more that follow. */
static int take(cursor *c, int digits) {
  int v = 0;
  for (int i = 0; i < digits; i++) v = v * 10 + (*c->p++ - '0');
  return v;
}

/* Days since 1970-01-01; years begin in March, so that a leap day comes last. */
static bool day_ms(int y, int m, int d, int64_t *ms) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
  if (y < 1 || m < 1 || m > 12 || d < 1 || d > days[m - 1] + (m == 2 && leap)) return false;
  int64_t of = m > 2 ? y : y - 1, month = (m + 9) % 12;
  int64_t day = 365 * of + of / 4 - of / 100 + of / 400 + (153 * month + 2) / 5 + d - 1;
  *ms = (day - 719468) * DAY_MS;
  return true;
}

/* 24:00 is the end of the day; a leap second is the second after. */
static bool clock_ms(int h, int m, int s, int64_t *ms) {
  *ms = (int64_t)h * HOUR_MS + m * MINUTE_MS + s * 1000;
  return m <= 59 && s <= 60 && *ms <= DAY_MS;
}

/* ".25": milliseconds, the rest is cut off. */
static bool fraction(cursor *c, int64_t *ms) {
  int unit = 100;
  if (!skip(c, ".") && !skip(c, ",")) return true;
  if (!digit(c)) return false;
  for (; digit(c); unit /= 10) *ms += unit * (*c->p++ - '0');
  return true;
}

static bool clock_time(cursor *c, int64_t *ms) {
  int h, m, s = 0;
  if (!number(c, 1, 2, &h) || !skip(c, ":") || !number(c, 2, 2, &m)) return false;
  if (skip(c, ":") && !number(c, 2, 2, &s)) return false;
  return clock_ms(h, m, s, ms) && fraction(c, ms);
}

/* *ahead = what local time is ahead of UTC. */
static bool zone(cursor *c, int64_t *ahead) {
  int h, m = 0;
  *ahead = CHINA_MS;
  skip_blanks(c);
  if (skip(c, "Z") || skip(c, "z")) return *ahead = 0, true;
  bool west = at(c, '-');
  if (!west && !at(c, '+')) return true;
  c->p++;
  if (c->end - c->p < 2 || !digit(c) || c->p[1] < '0' || c->p[1] > '9') return false;
  h = take(c, 2);
  bool colon = skip(c, ":");
  if ((colon || digit(c)) && !number(c, 2, 2, &m)) return false;
  *ahead = (int64_t)h * HOUR_MS + m * MINUTE_MS;
  if (west) *ahead = -*ahead;
  return h <= 15 && m <= 59;
}

/* What may follow a day. */
static bool rest_of(cursor *c, int64_t *ms) {
  int64_t clock = 0, ahead = CHINA_MS;
  bool t = skip(c, "T") || skip(c, "t");
  if (!t) skip_blanks(c);
  if ((t || digit(c)) && (!clock_time(c, &clock) || !zone(c, &ahead))) return false;
  *ms += clock - ahead;
  return true;
}

static wg_when with_separators(cursor *c, int64_t *ms) {
  static const char *const sep[][3] = {
      {"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}};
  int y, m, d;
  if (!number(c, 4, 4, &y)) return WG_WHEN_BAD;
  for (size_t i = 0; i < sizeof sep / sizeof *sep; i++) {
    if (!skip(c, sep[i][0])) continue;
    bool ok = number(c, 1, 2, &m) && skip(c, sep[i][1]) && number(c, 1, 2, &d) &&
              skip(c, sep[i][2]) && day_ms(y, m, d, ms) && rest_of(c, ms);
    return ok ? WG_WHEN_OK : WG_WHEN_BAD;
  }
  return WG_WHEN_BAD;
}

/* Digits alone, of day and time: `n` of them. */
static bool compact(cursor *c, int64_t *ms, int n) {
  int64_t clock = 0;
  int y = take(c, 4), m = take(c, 2), d = take(c, 2);
  if (!day_ms(y, m, d, ms)) return false;
  if (n >= 12) {
    int h = take(c, 2), min = take(c, 2), s = n >= 14 ? take(c, 2) : 0;
    if (!clock_ms(h, min, s, &clock)) return false;
    if (n == 17) clock += take(c, 3);
  }
  *ms += clock - CHINA_MS;
  return true;
}

static wg_when digits_alone(cursor *c, int n, int64_t *ms) {
  if (n == 10 || n == 13) {
    int64_t v = 0;
    while (digit(c)) v = v * 10 + (*c->p++ - '0');
    *ms = n == 10 ? v * 1000 : v;
    return fraction(c, n == 10 ? ms : &v) ? WG_WHEN_OK : WG_WHEN_BAD;
  }
  bool known = n == 8 || n == 12 || n == 14 || n == 17;
  return known && compact(c, ms, n) ? WG_WHEN_OK : WG_WHEN_BAD;
}

/* 9/2/2017, 09-02-2017, 23.02.2017 and so on. */
static bool year_last(cursor c) {
  int v;
  for (int i = 0; i < 2; i++) {
    if (!number(&c, 1, 2, &v)) return false;
    if (!at(&c, '/') && !at(&c, '-') && !at(&c, '.')) return false;
    c.p++;
  }
  return digit(&c);
}

wg_when wg_when_parse(const char *s, size_t n, int64_t *ms) {
  cursor c = {s, s + n};
  *ms = 0;
  skip_blanks(&c);
  while (c.end > c.p && strchr(" \t\r\n", c.end[-1])) c.end--;
  if (c.p == c.end) return WG_WHEN_NONE;
  if (year_last(c)) return WG_WHEN_UNCLEAR;
  cursor d = c;
  while (digit(&d)) d.p++;
  long run = d.p - c.p;
  wg_when w = run >= 8 && run <= 17 ? digits_alone(&c, (int)run, ms) : with_separators(&c, ms);
  return w == WG_WHEN_OK && c.p != c.end ? WG_WHEN_BAD : w;
}
