#include <math.h>
#include <string.h>

#include "read/register.h"
#include "read/text.h"
#include "read/town.h"

/* ---- numbers ---------------------------------------------------------------------- */

static bool among(const char *text, const char *const *words, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (strcmp(text, words[i]) == 0) return true;
  return false;
}

static bool is_blank(const char *s) {
  static const char *const words[] = {"", "-", "--", "—", "——", "－", "/", "\\", "无"};
  return among(s, words, sizeof words / sizeof *words);
}

/* Bytes of the character at s, where it may stand in or behind a number without meaning: a separator of
 * thousands, a unit. */
static size_t passed_over(const char *s, bool behind) {
  static const char *const units[] = {"户", "人", "家", "个", "间", "名"};
  if (*s == ',' || *s == ' ') return 1;
  if (strncmp(s, "，", 3) == 0) return 3;
  for (size_t i = 0; behind && i < sizeof units / sizeof *units; i++)
    if (strcmp(s, units[i]) == 0) return 3;
  return 0;
}

/* Digits, signs and points as ASCII; false where it is too long for a number. */
static bool plain(const char *s, char *to, size_t cap) {
  size_t n = 0;
  while (*s) {
    size_t skip = passed_over(s, n > 0);
    const unsigned char *u = (const unsigned char *)s;
    bool wide = u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x8b && u[2] <= 0x99; /* ＋ .. ９ */
    if (n + 1 >= cap) return false;
    if (!skip) to[n++] = wide ? (char)(u[2] - 0x8b + '+') : *s;
    s += skip ? skip : wide ? 3 : 1;
  }
  to[n] = 0;
  return true;
}

bool wg_register_number_read(const char *text, bool whole, int64_t *out, bool *given) {
  char s[64];
  double v;
  *out = 0;
  *given = !is_blank(text);
  if (!*given) return true;
  if (!plain(text, s, sizeof s) || s[strspn(s, "0123456789+-.eE")]) return false;
  if (!wg_text_number(s, &v) || !(v >= 0 && v <= WG_NUMBER_MAX)) return false;
  if (whole && v != floor(v)) return false;
  *out = llround(v * 1000);
  return true;
}

/* ---- rows that are no data -------------------------------------------------------- */

/* Copies without blanks, also wide ones, and colons. */
static void squeeze(const char *s, char *to, size_t cap) {
  size_t n = 0;
  while (*s && n + 1 < cap) {
    bool wide = strncmp(s, "\u3000", 3) == 0 || strncmp(s, "：", 3) == 0;
    if (!wide && !strchr(" \t\r\n:", *s)) to[n++] = *s >= 'A' && *s <= 'Z' ? (char)(*s + 32) : *s;
    s += wide ? 3 : 1;
  }
  to[n] = 0;
}

static bool ends_with(const char *s, const char *end) {
  size_t n = strlen(s), k = strlen(end);
  return n >= k && strcmp(s + n - k, end) == 0;
}

static wg_register_row_kind total_kind(const char *cell) {
  static const char *const whole[] = {"合计", "总计",     "总合计", "总数",       "共计", "合計",
                                      "總計", "全部合计", "total",  "grandtotal", "sum",  "totals"};
  static const char *const part[] = {"小计", "小計", "合计", "合計", "subtotal"};
  char s[96];
  squeeze(cell, s, sizeof s);
  if (among(s, whole, sizeof whole / sizeof *whole)) return WG_REGISTER_ROW_TOTAL;
  for (size_t i = 0; i < sizeof part / sizeof *part; i++)
    if (ends_with(s, part[i])) return WG_REGISTER_ROW_SUBTOTAL;
  return WG_REGISTER_ROW_DATA;
}

/* By the first cell that is not blank, and by those of the keys. */
static wg_register_row_kind kind_of(const wg_register *g, uint32_t row) {
  uint32_t n = wg_csv_cells(&g->sheet, row), i = 0;
  while (i < n && !*wg_csv_cell(&g->sheet, row, i)) i++;
  wg_register_row_kind kind = total_kind(wg_csv_cell(&g->sheet, row, i));
  for (uint32_t k = 0; k < g->keys && kind == WG_REGISTER_ROW_DATA; k++)
    for (int c = 0; c < 2 && kind == WG_REGISTER_ROW_DATA; c++)
      kind = total_kind(wg_register_cell(g, row, g->key[k].column[c]));
  return kind;
}

static bool has_key(const wg_register *g, uint32_t row) {
  for (uint32_t k = 0; k < g->keys; k++)
    for (int c = 0; c < 2; c++)
      if (*wg_register_cell(g, row, g->key[k].column[c])) return true;
  return false;
}

static bool single_cell(const wg_register *g, uint32_t row) {
  unsigned n = 0;
  for (uint32_t i = 0; i < wg_csv_cells(&g->sheet, row); i++)
    n += *wg_csv_cell(&g->sheet, row, i) != 0;
  return n <= 1;
}

/* Each printed page begins with it. */
static bool repeats_header(const wg_register *g, uint32_t row) {
  uint32_t n = wg_csv_cells(&g->sheet, g->header);
  for (uint32_t i = 0; i < n; i++)
    if (strcmp(wg_csv_cell(&g->sheet, g->header, i), wg_csv_cell(&g->sheet, row, i)) != 0)
      return false;
  return true;
}

void wg_register_row_read(const wg_register *g, uint32_t row, wg_register_row *out) {
  bool any = false;
  *out = (wg_register_row){.kind = kind_of(g, row)};
  bool data = out->kind == WG_REGISTER_ROW_DATA;
  for (uint32_t k = 0; k < g->counts; k++) {
    const wg_register_count *c = &g->count[k];
    if (c->column < 0) {
      out->number[k] = data ? 1000 : 0;
      continue;
    }
    const char *cell = wg_register_cell(g, row, c->column);
    if (!wg_register_number_read(cell, c->whole, &out->number[k], &out->given[k])) {
      out->given[k] = false; /* said by nobody */
      if (out->kind != WG_REGISTER_ROW_DATA) continue;
      out->kind = WG_REGISTER_ROW_BAD;
      out->bad = k;
    }
    any = any || out->given[k];
  }
  if (!data) return;
  bool counted = any || (g->rows && !single_cell(g, row));
  if ((!counted && !has_key(g, row)) || repeats_header(g, row)) out->kind = WG_REGISTER_ROW_NOTE;
}
