#include "locate/coord_text.h"

#include <stdint.h>

#define NOT_A_CHARACTER UINT32_MAX

/* The character at s, of *len bytes. Overlong forms and surrogates need no refusal here: no
 * character that is folded to anything has one. */
static uint32_t utf8(const char *s, size_t n, size_t *len) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  unsigned char c = (unsigned char)*s;
  *len = c < 0x80 ? 1 : c < 0xC0 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF8 ? 4 : 0;
  if (*len == 0 || *len > n) return NOT_A_CHARACTER;
  uint32_t cp = *len == 1 ? c : c & (0x7Fu >> *len);
  for (size_t i = 1; i < *len; i++) {
    if (((unsigned char)s[i] & 0xC0) != 0x80) return NOT_A_CHARACTER;
    cp = cp << 6 | ((unsigned char)s[i] & 0x3F);
  }
  return cp >= least[*len] ? cp : NOT_A_CHARACTER;
}

static char fold_ascii(uint32_t c) {
  if (c == '\t' || c == '\r' || c == '\n') return ' ';
  if (c == '\'') return WG_CH_MINUTE;
  if (c == '"') return WG_CH_SECOND;
  if (c >= 'a' && c <= 'z') return (char)(c - 'a' + 'A');
  return c >= ' ' && c < 0x7F ? (char)c : 0;
}

/* 0: no coordinate has it. */
static char fold_other(uint32_t c) {
  static const struct {
    uint32_t from;
    char to;
  } table[] = {
      {0x00A0, ' '},           {0x2002, ' '},           {0x2003, ' '},
      {0x2009, ' '},           {0x202F, ' '},           {0x3000, ' '},
      {0x00B0, WG_CH_DEGREE},  {0x00BA, WG_CH_DEGREE},  {0x02DA, WG_CH_DEGREE},
      {0x5EA6, WG_CH_DEGREE},  {0x00B4, WG_CH_MINUTE},  {0x02B9, WG_CH_MINUTE},
      {0x2018, WG_CH_MINUTE},  {0x2019, WG_CH_MINUTE},  {0x2032, WG_CH_MINUTE},
      {0x5206, WG_CH_MINUTE},  {0x02BA, WG_CH_SECOND},  {0x201C, WG_CH_SECOND},
      {0x201D, WG_CH_SECOND},  {0x2033, WG_CH_SECOND},  {0x79D2, WG_CH_SECOND},
      {0x4E1C, WG_CH_EAST},    {0x6771, WG_CH_EAST},    {0x897F, WG_CH_WEST},
      {0x5317, WG_CH_NORTH},   {0x5357, WG_CH_SOUTH},   {0x65E0, WG_CH_NOTHING},
      {0x7121, WG_CH_NOTHING}, {0x7A7A, WG_CH_NOTHING}, {0x2010, '-'},
      {0x2013, '-'},           {0x2014, '-'},           {0x2212, '-'},
      {0x3001, ','},
  };
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    if (table[i].from == c) return table[i].to;
  return 0;
}

static char fold_one(uint32_t c) {
  if (c < 0x80) return fold_ascii(c);
  if (c >= 0xFF01 && c <= 0xFF5E) return fold_ascii(c - 0xFF01 + '!');
  return fold_other(c);
}

/* 经 after 东 or 西, 纬 after 南 or 北: the word is one character already. */
static bool ends_word(uint32_t c, char before) {
  if (c == 0x7ECF || c == 0x7D93) return before == WG_CH_EAST || before == WG_CH_WEST;
  if (c == 0x7EAC || c == 0x7DEF) return before == WG_CH_NORTH || before == WG_CH_SOUTH;
  return false;
}

bool wg_coord_fold(const char *s, size_t n, wg_coord_text *out) {
  out->n = 0;
  for (size_t i = 0, len; i < n; i += len) {
    uint32_t c = utf8(s + i, n - i, &len);
    char before = out->n ? out->c[out->n - 1] : ' ';
    if (c == 0xFEFF || c == 0x200B || ends_word(c, before)) continue;
    char to = fold_one(c);
    if (to == 0) return false;
    if (to == ' ' && before == ' ') continue;
    if (to == WG_CH_MINUTE && before == WG_CH_MINUTE) {
      out->c[out->n - 1] = WG_CH_SECOND; /* written as two strokes */
      continue;
    }
    if (out->n == WG_COORD_TEXT_MAX) return false;
    out->c[out->n++] = to;
  }
  if (out->n && out->c[out->n - 1] == ' ') out->n--;
  return true;
}
