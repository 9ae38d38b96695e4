/* coords_fuzz.c - any bytes as coordinates: numbers or a refusal, and the fast way for plain decimals
 * never says other than the slow one. A zero byte parts the two cells. */
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "locate/coords.h"
#include "locate/number.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Means nothing, but is not for the fast way. */
#define BLANK "\xE3\x80\x80"
#define MOST 400

static void same(wg_coord_state a, const double *va, wg_coord_state b, const double *vb) {
  bool numbers = a == WG_COORD_OK || a == WG_COORD_ZERO;
  if (a != b || (numbers && memcmp(va, vb, 2 * sizeof *va) != 0)) abort();
  if (numbers && !(isfinite(va[0]) && isfinite(va[1]))) abort();
  if (a == WG_COORD_ZERO && (va[0] != 0 || va[1] != 0)) abort();
}

static void two(const char *x, size_t nx, const char *y, size_t ny) {
  char slow[MOST + 3] = BLANK;
  double v[2], w[2];
  memcpy(slow + 3, x, nx);
  wg_coord_state st = wg_coord_two(x, nx, y, ny, v);
  same(st, v, wg_coord_two(slow, nx + 3, y, ny, w), w);
}

static void one(const char *s, size_t n) {
  char slow[MOST + 3] = BLANK;
  memcpy(slow + 3, s, n);
  for (int k = 0; k < 2; k++) {
    double v[2], w[2];
    wg_coord_order order = k ? WG_COORD_LAT_LNG : WG_COORD_LNG_LAT;
    wg_coord_state st = wg_coord_one(s, n, order, v);
    same(st, v, wg_coord_one(slow, n + 3, order, w), w);
  }
}

/* Where strtod sees a number too: the same bits and the same end. */
static void number(const char *s, size_t n) {
  char text[MOST + 1] = "", *stop;
  const char *p = s;
  double got;
  memcpy(text, s, n);
  bool is = wg_number(&p, s + n, &got);
  double want = strtod(text, &stop), usual;
  if (wg_number_usual(s, n, &usual) && (p != s + n || usual != got)) abort();
  if (isspace((unsigned char)*text) || strpbrk(text, "xXnN"))
    return; /* blanks, words, hexadecimals */
  if (is != (stop > text) || p - s != stop - text) abort();
  if (is && memcmp(&got, &want, sizeof got) != 0) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  const char *s = (const char *)data, *gap = size ? memchr(s, 0, size) : NULL;
  if (size > MOST) return 0;
  size_t first = gap ? (size_t)(gap - s) : size;
  number(s, first);
  one(s, size);
  if (gap) two(s, first, gap + 1, size - first - 1);
  return 0;
}
