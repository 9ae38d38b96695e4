#include "locate/angle.h"

#include <math.h>

#include "locate/coord_text.h"
#include "locate/number.h"

typedef enum kind { DEGREE, MINUTE, SECOND, COLON, NUMBER, HEMISPHERE } kind;

typedef struct token {
  kind kind;
  char letter;  /* of a hemisphere: one of NSEW; of a mark: D, M, S, or 0 for a sign */
  bool is_sign; /* the number has a sign, */
  bool minus;   /* and it is this one */
  double value; /* without the sign */
} token;

/* Two coordinates: three numbers with their marks and a letter each. */
#define TOKENS_MAX 14

typedef struct tokens {
  token t[TOKENS_MAX];
  size_t n;
} tokens;

static bool take_number(const char **p, const char *end, token *t) {
  *t = (token){.kind = NUMBER, .is_sign = **p == '+' || **p == '-', .minus = **p == '-'};
  if (!wg_number(p, end, &t->value) || !isfinite(t->value)) return false;
  t->value = fabs(t->value);
  return true;
}

/* S behind a number is seconds where the marks before were letters: 31d13m48s, but 31°13'48S. */
static bool s_is_seconds(const tokens *to) {
  const token *t = to->t + to->n;
  if (to->n < 4 || t[-2].kind != MINUTE) return false;
  return t[-2].letter == 'M' || t[-4].letter == 'D';
}

static bool take_letter(const tokens *to, char c, token *t) {
  bool behind_number = to->n && to->t[to->n - 1].kind == NUMBER;
  t->letter = c;
  t->kind = HEMISPHERE;
  if (behind_number && c == 'D') t->kind = DEGREE;
  if (behind_number && c == 'M') t->kind = MINUTE;
  if (behind_number && c == 'S' && s_is_seconds(to)) t->kind = SECOND;
  return t->kind != HEMISPHERE || c == 'N' || c == 'S' || c == 'E' || c == 'W';
}

static bool take_other(const tokens *to, char c, token *t) {
  *t = (token){0};
  switch (c) {
    case ':': t->kind = COLON; return true;
    case WG_CH_DEGREE: t->kind = DEGREE; return true;
    case WG_CH_MINUTE: t->kind = MINUTE; return true;
    case WG_CH_SECOND: t->kind = SECOND; return true;
    case WG_CH_EAST:
    case WG_CH_WEST:
    case WG_CH_NORTH:
    case WG_CH_SOUTH:
      t->kind = HEMISPHERE;
      t->letter = "EWNS"[c - WG_CH_EAST];
      return true;
    default: return take_letter(to, c, t);
  }
}

static bool starts_number(char c) {
  return (c >= '0' && c <= '9') || c == '.' || c == '+' || c == '-';
}

static bool tokenize(const char *s, size_t n, tokens *to) {
  const char *p = s, *end = s + n;
  bool apart = true; /* something stands between this and the last number */
  *to = (tokens){0};
  while (p < end) {
    if (*p == ' ') {
      apart = true;
      p++;
      continue;
    }
    if (to->n == TOKENS_MAX) return false;
    token *t = &to->t[to->n];
    if (starts_number(*p)) {
      if (!apart || !take_number(&p, end, t)) return false;
      apart = false;
    } else {
      if (!take_other(to, *p++, t)) return false;
      apart = true;
    }
    to->n++;
  }
  return true;
}

/* Degrees, minutes, seconds: the mark of the k-th, or a colon if another number follows. */
static bool is_mark(const token *t, size_t n, int k) {
  if (n == 0) return false;
  if (t->kind == COLON) return k < 2 && n > 1 && t[1].kind == NUMBER;
  return (int)t->kind == k;
}

/* The number t as the k-th part behind `before`. */
static bool is_part(const token *t, int k, double before) {
  return k == 0 || (!t->is_sign && t->value < 60 && before == floor(before));
}

static bool hemisphere(const token *t, char *letter) {
  if (t->kind != HEMISPHERE || *letter) return false;
  *letter = t->letter;
  return true;
}

static double angle_value(const double part[3], int k) {
  if (k == 1) return part[0];
  if (k == 2) return (part[0] * 60 + part[1]) / 60;
  return (part[0] * 3600 + part[1] * 60 + part[2]) / 3600;
}

/* All n tokens are one coordinate. *numbers: how many numbers it has. */
static bool angle_of(const token *t, size_t n, wg_angle *out, int *numbers) {
  double part[3] = {0};
  size_t i = 0;
  int k = 0;
  char letter = 0;
  if (n && hemisphere(t, &letter)) i++;
  bool minus = i < n && t[i].minus;
  for (; k < 3 && i < n && t[i].kind == NUMBER; k++) {
    if (!is_part(t + i, k, k ? part[k - 1] : 0)) return false;
    part[k] = t[i++].value;
    if (is_mark(t + i, n - i, k)) i++;
  }
  if (i < n && hemisphere(t + i, &letter)) i++;
  if (i < n || k == 0 || (letter && minus)) return false;
  out->value = angle_value(part, k);
  if (minus || letter == 'S' || letter == 'W') out->value = -out->value;
  out->axis = !letter ? WG_AXIS_UNSAID : letter == 'E' || letter == 'W' ? WG_AXIS_LON : WG_AXIS_LAT;
  *numbers = k;
  return true;
}

bool wg_angle_read(const char *s, size_t n, wg_angle *out) {
  tokens to;
  int numbers;
  return tokenize(s, n, &to) && angle_of(to.t, to.n, out, &numbers);
}

bool wg_angle_read_two(const char *s, size_t n, wg_angle out[2]) {
  tokens to;
  int any = 0, even = 0;
  if (!tokenize(s, n, &to)) return false;
  for (size_t cut = 1; cut < to.n; cut++) {
    wg_angle a, b;
    int na, nb;
    if (!angle_of(to.t, cut, &a, &na) || !angle_of(to.t + cut, to.n - cut, &b, &nb)) continue;
    any++;
    even += na == nb;
    if (na != nb && even) continue;
    out[0] = a;
    out[1] = b;
  }
  return even == 1 || (even == 0 && any == 1);
}
