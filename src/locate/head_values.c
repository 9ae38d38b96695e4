#include "locate/head_values.h"

#include <string.h>

#include "read/text.h"

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
static bool digit(char c) { return c >= '0' && c <= '9'; }

static wg_cell trim(wg_cell c) {
  while (c.n && blank(*c.s)) c.s++, c.n--;
  while (c.n && blank(c.s[c.n - 1])) c.n--;
  return c;
}

static bool is(wg_cell c, const char *word) {
  return c.n == strlen(word) && memcmp(c.s, word, c.n) == 0;
}

static bool says_nothing(wg_cell c) {
  static const char *const words[] = {"NULL", "null", "None", "NaN", "nan", "N/A",
                                      "NA",   "-",    "--",   "\\N", "无",  "空"};
  if (c.n == 0) return true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (is(c, words[i])) return true;
  return false;
}

/* Sign, digits, point, digits, exponent. */
static bool number(wg_cell c, wg_look *look) {
  char copy[64];
  size_t i = 0, digits = 0, behind = 0;
  if (i < c.n && (c.s[i] == '-' || c.s[i] == '+')) i++;
  for (; i < c.n && digit(c.s[i]); i++) digits++;
  if (i < c.n && c.s[i] == '.')
    for (i++; i < c.n && digit(c.s[i]); i++) behind++;
  if (digits + behind == 0) return false;
  if (i < c.n && (c.s[i] == 'e' || c.s[i] == 'E')) {
    i++;
    if (i < c.n && (c.s[i] == '-' || c.s[i] == '+')) i++;
    if (i == c.n || !digit(c.s[i])) return false;
    while (i < c.n && digit(c.s[i])) i++;
  }
  size_t n = c.n < sizeof copy ? c.n : sizeof copy - 1; /* the rest decides nothing here */
  memcpy(copy, c.s, n);
  copy[n] = 0;
  look->decimals = behind > 99 ? 99 : (int)behind;
  return i == c.n && wg_text_number(copy, &look->value);
}

/* Digits and what stands between them in an angle, with at least one mark. */
static bool degrees(wg_cell c) {
  static const char *const marks[] = {"°",  "º",  "′", "″",    "'",    "\"",   "’",   "”", "度",
                                      "分", "秒", "d", "m",    "s",    "N",    "S",   "E", "W",
                                      "n",  "e",  "w", "东经", "西经", "北纬", "南纬"};
  size_t digits = 0, marked = 0;
  while (c.n) {
    size_t used = 0;
    for (size_t k = 0; k < sizeof marks / sizeof *marks && used == 0; k++) {
      size_t n = strlen(marks[k]);
      if (n <= c.n && memcmp(c.s, marks[k], n) == 0) used = n;
    }
    marked += used != 0;
    digits += digit(*c.s);
    if (used == 0 && (digit(*c.s) || strchr(" .+-", *c.s)) && *c.s) used = 1;
    if (used == 0) return false;
    c.s += used, c.n -= used;
  }
  return digits && marked && marked < 8;
}

/* The length of the separator at c: a comma or semicolon, also full-width; or blanks. */
static size_t separator(wg_cell c, bool blanks) {
  if (blanks) return blank(*c.s);
  if (*c.s == ',' || *c.s == ';') return 1;
  return c.n >= 3 && (memcmp(c.s, "，", 3) == 0 || memcmp(c.s, "；", 3) == 0) ? 3 : 0;
}

/* Takes the part before the next separator off c. */
static wg_cell part(wg_cell *c, bool blanks) {
  wg_cell p = {c->s, 0};
  size_t n = 0;
  while (p.n < c->n && (n = separator((wg_cell){c->s + p.n, c->n - p.n}, blanks)) == 0) p.n++;
  c->s += p.n + n, c->n -= p.n + n;
  *c = trim(*c);
  return trim(p);
}

static bool one_angle(wg_cell c, double *value) {
  wg_look l = {0};
  *value = 0;
  if (!number(c, &l)) return degrees(c);
  *value = l.value;
  return true;
}

static bool two_angles(wg_cell c, bool blanks, size_t at_most, double two[2]) {
  double more;
  if (!one_angle(part(&c, blanks), &two[0]) || c.n == 0) return false;
  if (!one_angle(part(&c, blanks), &two[1])) return false;
  for (size_t k = 2; c.n; k++)
    if (k == at_most || !one_angle(part(&c, blanks), &more)) return false;
  return true;
}

static bool takes(wg_cell *c, const char *word) {
  size_t n = strlen(word);
  for (size_t i = 0; i < n; i++)
    if (i >= c->n || (c->s[i] | 32) != (word[i] | 32)) return false;
  c->s += n, c->n -= n;
  *c = trim(*c);
  return true;
}

/* POINT (x y), POINT Z (x y z), SRID=4326;POINT(x y) */
static bool wkt_point(wg_cell c) {
  double two[2];
  if (takes(&c, "srid=")) part(&c, false);
  if (!takes(&c, "point")) return false;
  while (takes(&c, "z") || takes(&c, "m")) continue;
  if (c.n < 2 || *c.s != '(' || c.s[c.n - 1] != ')') return false;
  return two_angles(trim((wg_cell){c.s + 1, c.n - 2}), true, 4, two);
}

static bool brackets(wg_cell *c) {
  if (c->n < 2 || !strchr("([{", *c->s) || !*c->s || !strchr(")]}", c->s[c->n - 1])) return false;
  *c = trim((wg_cell){c->s + 1, c->n - 2});
  return true;
}

wg_look wg_look_at(wg_cell c) {
  wg_look l = {0};
  c = trim(c);
  l.blank = says_nothing(c);
  if (l.blank) return l;
  l.number = number(c, &l);
  if (l.number) return l;
  l.wkt = l.pair = wkt_point(c);
  if (l.wkt) return l;
  brackets(&c);
  l.pair = two_angles(c, false, 3, l.two) || two_angles(c, true, 2, l.two);
  if (!l.pair) l.degrees = degrees(c);
  return l;
}
