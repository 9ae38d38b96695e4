#include "cli/table.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

table table_new(const char *align) { return (table){.align = align}; }

void table_free(table *t) {
  for (size_t i = 0; i < t->cell.n; i++) wg_free(t->cell.v[i]);
  WG_VEC_FREE(&t->cell);
}

void table_cell(table *t, const char *format, ...) {
  char text[512];
  va_list ap;
  va_start(ap, format);
  vsnprintf(text, sizeof text, format, ap);
  va_end(ap);
  char *copy = t->failed ? NULL : wg_strdup(text);
  if (!copy || !WG_VEC_PUSH(&t->cell, copy)) {
    wg_free(copy);
    t->failed = true;
  }
}

/* Decodes one character; a broken byte counts as itself. */
static uint32_t decode(const char **s) {
  const unsigned char *p = (const unsigned char *)*s;
  int more = *p >= 0xf0 ? 3 : *p >= 0xe0 ? 2 : *p >= 0xc0 ? 1 : 0;
  uint32_t c = more ? *p & (0x3fu >> more) : *p;
  p++;
  for (; more && (*p & 0xc0) == 0x80; more--) c = c << 6 | (*p++ & 0x3f);
  *s = (const char *)p;
  return c;
}

/* East Asian wide: Hangul Jamo, CJK and kana, Hangul, compatibility, fullwidth, planes 2-3. */
static int columns(uint32_t c) {
  if (c >= 0x300 && c <= 0x36f) return 0; /* combining marks */
  bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
              (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
              (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
              (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x20000 && c <= 0x3fffd);
  return wide ? 2 : 1;
}

int text_width(const char *s) {
  int n = 0;
  while (*s) n += columns(decode(&s));
  return n;
}

static void print_row(const table *t, FILE *out, char *const *cell, size_t n, const int *width) {
  size_t last = n;
  while (last > 0 && !*cell[last - 1]) last--;
  for (size_t c = 0; c < last; c++) {
    int pad = width[c] - text_width(cell[c]);
    bool right = t->align[c] == 'r', end = c + 1 == last;
    fprintf(out, "%s%*s%s%*s", c ? "  " : "", right ? pad : 0, "", cell[c], right || end ? 0 : pad,
            "");
  }
  putc('\n', out);
}

void table_print(const table *t, FILE *out, const char *indent) {
  size_t columns_n = strlen(t->align);
  int width[TABLE_COLUMNS_MAX] = {0};
  for (size_t i = 0; i < t->cell.n; i++) {
    int w = text_width(t->cell.v[i]);
    if (w > width[i % columns_n]) width[i % columns_n] = w;
  }
  for (size_t i = 0; i < t->cell.n; i += columns_n) {
    size_t n = t->cell.n - i < columns_n ? t->cell.n - i : columns_n;
    fputs(indent, out);
    print_row(t, out, t->cell.v + i, n, width);
  }
}

count_text text_count(uint64_t n) {
  char digits[24];
  count_text out;
  int len = snprintf(digits, sizeof digits, "%" PRIu64, n), k = 0;
  for (int i = 0; i < len; i++) {
    if (i && (len - i) % 3 == 0) out.s[k++] = ',';
    out.s[k++] = digits[i];
  }
  out.s[k] = 0;
  return out;
}

count_text text_whole(double x) { return text_count((uint64_t)llround(x)); }
