#include "locate/building_codes.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_MAX = 128 }; /* bytes that are compared */

typedef struct entry {
  const char *code;
  uint32_t building;
} entry;

struct wg_building_codes {
  wg_arena strings;
  WG_VEC(entry) entry; /* by code, then by building */
};

/* ---- how codes are written ------------------------------------------------------------ */

static bool digit(char c) { return c >= '0' && c <= '9'; }

/* The parts of D.DDDE+DD; false for anything else. */
typedef struct scientific {
  const char *decimals;
  size_t n, exponent;
} scientific;

static bool read_scientific(const char *s, scientific *x) {
  const char *at = s + 2;
  if (!digit(s[0]) || s[1] != '.') return false;
  x->decimals = at;
  while (digit(*at)) at++;
  x->n = (size_t)(at - x->decimals);
  if (*at != 'e' && *at != 'E') return false;
  at += at[1] == '+' ? 2 : 1;
  x->exponent = 0;
  const char *from = at;
  for (; digit(*at) && x->exponent < 100; at++)
    x->exponent = 10 * x->exponent + (size_t)(*at - '0');
  return at > from && !*at && x->n > 0 && x->exponent < CODE_MAX / 2;
}

bool wg_code_has_lost_digits(const char *code) {
  scientific x;
  return read_scientific(code, &x) && x.n < x.exponent;
}

static void expand(char *s) {
  scientific x;
  char out[CODE_MAX];
  if (!read_scientific(s, &x) || x.n > x.exponent) return;
  out[0] = s[0];
  memcpy(out + 1, x.decimals, x.n);
  memset(out + 1 + x.n, '0', x.exponent - x.n);
  out[1 + x.exponent] = 0;
  memcpy(s, out, x.exponent + 2);
}

/* 12.0 is 12, but V1.0 stays. */
static void drop_decimals(char *s) {
  size_t n = strspn(s, "0123456789");
  if (n && s[n] == '.' && s[n + 1] && s[n + 1 + strspn(s + n + 1, "0")] == 0) s[n] = 0;
}

static void fold(const char *from, char to[CODE_MAX]) {
  size_t n = 0;
  while (*from == ' ' || *from == '\t' || *from == '\'') from++;
  while (*from && n + 1 < CODE_MAX) {
    const unsigned char *u = (const unsigned char *)from;
    bool wide = u[0] == 0xef && (u[1] == 0xbc || (u[1] == 0xbd && u[2] <= 0x9e)) && u[2] >= 0x80;
    char c = *from;
    if (wide) c = (char)(u[1] == 0xbc ? u[2] - 0x80 + 0x20 : u[2] - 0x80 + 0x60);
    to[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    from += wide ? 3 : 1;
  }
  while (n && (to[n - 1] == ' ' || to[n - 1] == '\t')) n--;
  to[n] = 0;
  expand(to);
  drop_decimals(to);
}

/* ---- the index ------------------------------------------------------------------------ */

static int cmp(const void *pa, const void *pb) {
  const entry *a = pa, *b = pb;
  int c = strcmp(a->code, b->code);
  return c ? c : a->building < b->building ? -1 : a->building > b->building;
}

static bool fill(wg_building_codes *c, const wg_town *t) {
  char code[CODE_MAX];
  for (size_t b = 0; b < t->building.n; b++) {
    fold(t->building.v[b].id, code);
    if (!code[0]) continue;
    entry e = {wg_arena_strdup(&c->strings, code), (uint32_t)b};
    if (!e.code || !WG_VEC_PUSH(&c->entry, e)) return false;
  }
  if (c->entry.n) qsort(c->entry.v, c->entry.n, sizeof *c->entry.v, cmp);
  return true;
}

wg_building_codes *wg_building_codes_new(const wg_town *t) {
  wg_building_codes *c = WG_NEW0(wg_building_codes, 1);
  if (c && fill(c, t)) return c;
  wg_building_codes_free(c);
  return NULL;
}

void wg_building_codes_free(wg_building_codes *c) {
  if (!c) return;
  wg_arena_free(&c->strings);
  WG_VEC_FREE(&c->entry);
  wg_free(c);
}

bool wg_building_codes_find(const wg_building_codes *c, const char *code, wg_u32vec *out) {
  char folded[CODE_MAX];
  size_t low = 0, high = c->entry.n;
  fold(code, folded);
  while (low < high) {
    size_t mid = low + (high - low) / 2;
    if (strcmp(c->entry.v[mid].code, folded) < 0)
      low = mid + 1;
    else
      high = mid;
  }
  for (; folded[0] && low < c->entry.n && strcmp(c->entry.v[low].code, folded) == 0; low++)
    if (!WG_VEC_PUSH(out, c->entry.v[low].building)) return false;
  return true;
}
