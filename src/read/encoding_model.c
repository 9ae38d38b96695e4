#include "read/encoding_model.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "read/encoding_common.h"
#include "read/text.h"

/* ---- making -------------------------------------------------------------------- */

static const struct {
  const char *name, *common;
  wg_script script;
} wide[] = {{"UTF-8", "", WG_SCRIPT_UTF8},
            {"GB18030", WG_COMMON_SIMPLIFIED, WG_SCRIPT_GB18030},
            {"BIG5", WG_COMMON_TRADITIONAL, WG_SCRIPT_BIG5},
            {"BIG5-HKSCS", WG_COMMON_TRADITIONAL, WG_SCRIPT_HKSCS},
            {"CP949", WG_COMMON_HANGUL, WG_SCRIPT_KOREAN},
            {"CP932", WG_COMMON_JAPANESE, WG_SCRIPT_SHIFT_JIS},
            {"EUC-JP", WG_COMMON_JAPANESE, WG_SCRIPT_EUC_JP}};

/* Marks those of the characters that the encoding has as two bytes. */
static void mark_common(wg_model *m, const char *text) {
  size_t n = strlen(text), length;
  iconv_t cd = iconv_open(m->name, "UTF-8");
  if (cd == (iconv_t)-1) return;
  for (size_t i = 0; i < n; i += length) {
    unsigned char two[16];
    char *from = (char *)(uintptr_t)(text + i), *to = (char *)two;
    length = wg_utf8_length(text + i, n - i);
    size_t left = length, room = sizeof two;
    iconv(cd, NULL, NULL, NULL, NULL);
    if (iconv(cd, &from, &left, &to, &room) == (size_t)-1) continue;
    iconv(cd, NULL, NULL, &to, &room);
    if (room != sizeof two - 2) continue;
    unsigned at = (unsigned)two[0] << 8 | two[1];
    m->common[at / 64] |= UINT64_C(1) << at % 64;
  }
  iconv_close(cd);
}

static uint32_t code_point(const unsigned char *s, size_t length) {
  if (length == 2) return (s[0] & 0x1fu) << 6 | (s[1] & 0x3fu);
  if (length == 3) return (s[0] & 0x0fu) << 12 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3fu);
  if (length == 4)
    return (s[0] & 7u) << 18 | (s[1] & 0x3fu) << 12 | (s[2] & 0x3fu) << 6 | (s[3] & 0x3fu);
  return s[0];
}

/* The upper half; false: it has characters of several bytes. */
static bool read_letters(wg_model *m) {
  iconv_t cd = iconv_open("UTF-8", m->name);
  if (cd == (iconv_t)-1) return false;
  bool several = false;
  for (unsigned c = 128; c < 256; c++) {
    char byte = (char)c, *from = &byte;
    unsigned char out[16];
    char *to = (char *)out;
    size_t left = 1, room = sizeof out;
    iconv(cd, NULL, NULL, NULL, NULL);
    bool good = iconv(cd, &from, &left, &to, &room) != (size_t)-1;
    several = several || (!good && errno == EINVAL);
    iconv(cd, NULL, NULL, &to, &room); /* what was held back for a combining character */
    if (good && room < sizeof out)
      m->letter[c - 128] = code_point(out, wg_utf8_length((char *)out, sizeof out - room));
  }
  iconv_close(cd);
  return !several;
}

void wg_model_make(wg_model *m, const char *name) {
  *m = (wg_model){.script = WG_SCRIPT_OTHER};
  snprintf(m->name, sizeof m->name, "%s", name);
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
    if (strcmp(name, wide[i].name) == 0) {
      m->script = wide[i].script;
      mark_common(m, wide[i].common);
      return;
    }
  if (read_letters(m)) m->script = WG_SCRIPT_LETTERS;
}

/* ---- weighing ------------------------------------------------------------------- */

typedef struct character {
  size_t length; /* 0: the bytes are no character */
  uint32_t cost;
  bool cut; /* the text ends within it */
} character;

typedef const unsigned char *bytes;

static const character none = {0};

static bool between(unsigned c, unsigned low, unsigned high) { return c >= low && c <= high; }
static bool ascii_letter(unsigned c) { return between(c | 32, 'a', 'z'); }

static bool common(const wg_model *m, bytes s) {
  unsigned at = (unsigned)s[0] << 8 | s[1];
  return m->common[at / 64] >> at % 64 & 1;
}

static character two(uint32_t cost) { return (character){2, cost, false}; }
static character cut(size_t n) { return (character){n, WG_BITS(16), true}; }

/* Rows and cells of GB 2312 from 0xa1: level 1 is rows 16-55, level 2 rows 56-87. */
static character gb18030(const wg_model *m, bytes s, size_t n) {
  if (!between(s[0], 0x81, 0xfe)) return none;
  if (n == 1) return cut(1);
  if (between(s[1], 0x30, 0x39)) { /* four bytes: Unicode's rest */
    if (n >= 3 && !between(s[2], 0x81, 0xfe)) return none;
    if (n < 4) return cut(n);
    bool assigned = s[0] <= 0x84 || between(s[0], 0x90, 0xe3);
    return between(s[3], 0x30, 0x39) && assigned ? (character){4, WG_BITS(30), false} : none;
  }
  if (!between(s[1], 0x40, 0xfe) || s[1] == 0x7f) return none;
  if (common(m, s)) return two(WG_BITS(10));
  if (s[1] < 0xa1 || between(s[0], 0x81, 0xa0)) return two(WG_BITS(21)); /* GBK/3, 4, 5 */
  if (between(s[0], 0xb0, 0xd7))
    return two(s[0] == 0xd7 && s[1] > 0xf9 ? WG_BITS(28) : WG_BITS(13.5));
  if (between(s[0], 0xd8, 0xf7)) return two(WG_BITS(18));
  if (s[0] == 0xa1 || s[0] == 0xa3) return two(WG_BITS(13)); /* punctuation, full-width ASCII */
  return two(s[0] <= 0xa9 ? WG_BITS(17) : WG_BITS(28));
}

/* The frequent characters are 0xa440-0xc67e, the others 0xc940-0xf9d5. */
static character big5(const wg_model *m, bytes s, size_t n) {
  if (!between(s[0], 0x87, 0xfe)) return none;
  if (n == 1) return cut(1);
  if (!between(s[1], 0x40, 0x7e) && !between(s[1], 0xa1, 0xfe)) return none;
  unsigned at = (unsigned)s[0] << 8 | s[1];
  if (common(m, s)) return two(WG_BITS(10));
  if (between(at, 0xa440, 0xc67e)) return two(WG_BITS(14));
  if (between(at, 0xc940, 0xf9d5)) return two(WG_BITS(18.5));
  if (s[0] == 0xa1) return two(WG_BITS(14));
  if (between(s[0], 0xa2, 0xa3) || s[0] == 0xf9) return two(WG_BITS(17 + 9 * (s[0] == 0xf9)));
  return m->script == WG_SCRIPT_HKSCS ? two(WG_BITS(26)) : none;
}

/* Hangul of KS X 1001 are rows 16-40, hanja rows 42-93. */
static character korean(const wg_model *m, bytes s, size_t n) {
  if (!between(s[0], 0x81, 0xfe)) return none;
  if (n == 1) return cut(1);
  bool inner = between(s[1], 0xa1, 0xfe);
  bool outer = between(s[1] & ~32u, 'A', 'Z') || between(s[1], 0x81, 0xa0);
  if (inner && common(m, s)) return two(WG_BITS(9));
  if (inner && between(s[0], 0xb0, 0xc8)) return two(WG_BITS(13));
  if ((inner && s[0] <= 0xa0) || (outer && s[0] <= 0xc6)) return two(WG_BITS(20));
  if (!inner) return none;
  if (between(s[0], 0xca, 0xfd)) return two(WG_BITS(20));
  return two(between(s[0], 0xa1, 0xa3) ? WG_BITS(14) : s[0] <= 0xac ? WG_BITS(18) : WG_BITS(28));
}

static character shift_jis(const wg_model *m, bytes s, size_t n) {
  if (between(s[0], 0xa1, 0xdf)) return (character){1, WG_BITS(12), false}; /* half-width kana */
  if (!between(s[0], 0x81, 0x9f) && !between(s[0], 0xe0, 0xfc)) return none;
  if (n == 1) return cut(1);
  if (!between(s[1], 0x40, 0xfc) || s[1] == 0x7f) return none;
  unsigned at = (unsigned)s[0] << 8 | s[1];
  if (common(m, s)) return two(WG_BITS(9.5));
  if (between(at, 0x8240, 0x8396)) return two(WG_BITS(12));
  if (between(at, 0x889f, 0x9872)) return two(WG_BITS(14));
  return two(s[0] == 0x81 ? WG_BITS(13) : at <= 0xeaa4 ? WG_BITS(19) : WG_BITS(26));
}

/* Level 1 is rows 16-47, level 2 rows 48-84. */
static character euc_jp(const wg_model *m, bytes s, size_t n) {
  if (s[0] == 0x8f && n >= 3) return (character){3, WG_BITS(30), false};
  if (s[0] != 0x8e && !between(s[0], 0xa1, 0xfe)) return none;
  if (n == 1) return cut(1);
  if (!between(s[1], 0xa1, 0xfe)) return none;
  if (common(m, s)) return two(WG_BITS(9.5));
  if (between(s[0], 0xa4, 0xa5)) return two(WG_BITS(12));
  if (between(s[0], 0xb0, 0xcf)) return two(WG_BITS(14));
  return two(between(s[0], 0xa1, 0xa3)   ? WG_BITS(13)
             : between(s[0], 0xd0, 0xf4) ? WG_BITS(19)
                                         : WG_BITS(28));
}

static character utf8(bytes s, size_t n, uint32_t before) {
  size_t length = wg_utf8_length((const char *)s, n);
  if (length == 0 && n < 4) {
    size_t whole = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2, k = 1;
    while (k < n && (s[k] & 0xc0) == 0x80) k++;
    return between(s[0], 0xc2, 0xf4) && n < whole && k == n ? cut(n) : none;
  }
  if (length == 2)
    return two(wg_letter_cost(code_point(s, 2), before, n > 2 && ascii_letter(s[2])));
  return (character){length, length == 3 ? WG_BITS(13) : WG_BITS(24), false};
}

static character letter(const wg_model *m, bytes s, size_t n, uint32_t before) {
  uint32_t c = m->letter[s[0] - 128];
  if (c < 0xa0) return none;
  return (character){1, wg_letter_cost(c, before, n > 1 && ascii_letter(s[1])), false};
}

static character next(const wg_model *m, bytes s, size_t n, uint32_t before) {
  switch (m->script) {
    case WG_SCRIPT_UTF8: return utf8(s, n, before);
    case WG_SCRIPT_GB18030: return gb18030(m, s, n);
    case WG_SCRIPT_HKSCS:
    case WG_SCRIPT_BIG5: return big5(m, s, n);
    case WG_SCRIPT_KOREAN: return korean(m, s, n);
    case WG_SCRIPT_SHIFT_JIS: return shift_jis(m, s, n);
    case WG_SCRIPT_EUC_JP: return euc_jp(m, s, n);
    case WG_SCRIPT_LETTERS: return letter(m, s, n, before);
    case WG_SCRIPT_OTHER: break;
  }
  return (character){1, WG_BITS(7), false};
}

static uint32_t seen(const wg_model *m, bytes s, size_t length) {
  if (m->script == WG_SCRIPT_LETTERS) return m->letter[s[0] - 128];
  return m->script == WG_SCRIPT_UTF8 ? code_point(s, length) : 0x4e00;
}

/* All that iconv can tell. */
static uint32_t bad_bytes(const char *name, const char *text, size_t n) {
  char drop[1024], *from = (char *)(uintptr_t)text;
  uint32_t bad = 0;
  iconv_t cd = iconv_open("UTF-8", name);
  while (n && cd != (iconv_t)-1) {
    char *to = drop;
    size_t room = sizeof drop;
    if (iconv(cd, &from, &n, &to, &room) != (size_t)-1 || errno == E2BIG) continue;
    if (errno == EINVAL) break;
    bad++, from++, n--;
  }
  if (cd != (iconv_t)-1) iconv_close(cd);
  return bad;
}

wg_weighed wg_model_weigh(const wg_model *m, const char *text, size_t n) {
  wg_weighed w = {0};
  if (m->script == WG_SCRIPT_OTHER) {
    w.bad = bad_bytes(m->name, text, n);
    w.cost = w.bad * WG_BITS(30);
  }
  uint32_t before = 0;
  for (size_t i = 0, length; i < n; i += length) {
    bytes s = (bytes)text + i;
    length = 1;
    if (*s < 0x80) {
      w.cost += WG_BITS(6);
      before = *s;
      continue;
    }
    character c = next(m, s, n - i, before);
    w.characters++;
    w.cut = c.cut;
    w.bad += c.length == 0;
    w.wide = w.wide || (!c.cut && c.length >= 3);
    w.cost += c.length ? c.cost : WG_BITS(30);
    /* a two-byte character that takes a letter of a word as its second byte */
    if (c.length == 2 && ascii_letter(before) && s[1] < 0x80) w.cost += WG_BITS(4);
    if (c.length) length = c.length;
    before = c.length && !c.cut ? seen(m, s, length) : 0;
  }
  return w;
}
