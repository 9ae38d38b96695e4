#include "locate/address_normal.h"

typedef struct sink {
  uint32_t *out;
  size_t n;
  bool gap, full;
} sink;

/* The next character of UTF-8; '.' for a byte that begins none. */
static uint32_t decode(const unsigned char **p, const unsigned char *end) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  const unsigned char *s = *p;
  uint32_t c = *s;
  size_t len = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
  *p = s + 1;
  if (len == 1) return c;
  if (c < 0xc2 || c > 0xf4 || (size_t)(end - s) < len) return '.';
  c &= 0x7fu >> len;
  for (size_t i = 1; i < len; i++) {
    if ((s[i] & 0xc0) != 0x80) return '.';
    c = c << 6 | (s[i] & 0x3f);
  }
  if (c < least[len] || c > 0x10ffff) return '.';
  *p = s + len;
  return c;
}

static uint32_t simplified(uint32_t c) {
  static const uint32_t pair[][2] = {
      {U'號', U'号'}, {U'樓', U'楼'}, {U'棟', U'栋'}, {U'單', U'单'}, {U'雙', U'双'},
      {U'層', U'层'}, {U'區', U'区'}, {U'東', U'东'}, {U'園', U'园'}, {U'門', U'门'},
      {U'兩', U'两'}, {U'縣', U'县'}, {U'鎮', U'镇'}, {U'鄉', U'乡'}, {U'裡', U'里'},
      {U'裏', U'里'}, {U'鄰', U'邻'}, {U'巿', U'市'}, {U'樁', U'桩'}, {U'廣', U'广'},
      {U'場', U'场'}, {U'廈', U'厦'}, {U'莊', U'庄'}, {U'組', U'组'}, {U'隊', U'队'},
      {U'間', U'间'}, {U'與', U'与'}, {U'對', U'对'}, {U'後', U'后'}, {U'舊', U'旧'}};
  for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
    if (pair[i][0] == c) return pair[i][1];
  return c;
}

/* Blanks, brackets, quotes and dots amid names: they mean nothing. */
static bool is_void(uint32_t c) {
  switch (c) {
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
    case '<':
    case '>':
    case '"':
    case '\'':
    case '*':
    case '_':
    case 0xa0:
    case 0xb7:
    case 0x30fb:
    case 0xfeff: return true;
    default:
      return c <= ' ' || (c >= 0x2000 && c <= 0x200f) || (c >= 0x2018 && c <= 0x201f) ||
             c == 0x3000 || (c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301b);
  }
}

static uint32_t fold_ascii(uint32_t c) {
  if (c >= 'A' && c <= 'Z') return c + ('a' - 'A');
  if (wg_is_alnum(c) || c == '#' || c == '-' || c == ',') return c;
  if (c == ';' || c == '/' || c == '&' || c == '+') return ',';
  return c == '~' ? '-' : '.';
}

static uint32_t fold_other(uint32_t c) {
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x301c || c == 0x2500) return '-';
  if (c == 0x3001) return ','; /* 、 */
  if (c == 0x3007) return c;   /* 〇 */
  if ((c >= 0x80 && c < 0xc0) || (c >= 0x2010 && c < 0x2070) || (c >= 0x3002 && c < 0x3021))
    return '.';
  if (c >= 0xfe10 && c < 0xfe50) return '.'; /* upright and small forms */
  return simplified(c);
}

/* 1 to 20 for ① to ⑳ and Ⅰ to Ⅻ, else 0. */
static uint32_t ringed(uint32_t c) {
  if (c >= 0x2460 && c <= 0x2473) return c - 0x2460 + 1;
  if (c >= 0x2160 && c <= 0x216b) return c - 0x2160 + 1;
  return c >= 0x2170 && c <= 0x217b ? c - 0x2170 + 1 : 0;
}

static void put(sink *k, uint32_t c) {
  bool apart = k->gap && k->n && wg_is_alnum(c) && wg_is_alnum(k->out[k->n - 1]);
  if (k->n + 2 > WG_ADDRESS_MAX) {
    k->full = true;
    return;
  }
  if (apart) k->out[k->n++] = ' ';
  k->out[k->n++] = c | (k->gap ? WG_GAP : 0);
  k->gap = false;
}

static void take(sink *k, uint32_t c) {
  uint32_t number = ringed(c);
  if (c >= 0xff01 && c <= 0xff5e) c -= 0xfee0;
  if (number) {
    if (number >= 10) put(k, '0' + number / 10);
    put(k, '0' + number % 10);
  } else if (is_void(c)) {
    k->gap = true;
  } else {
    put(k, c < 0x80 ? fold_ascii(c) : fold_other(c));
  }
}

/* ---- numerals ------------------------------------------------------------------ */

/* 0 to 9, 10 for 十, 20 廿, 30 卅, 100 百, 1000 千; -1 for anything else. */
static int numeral(uint32_t c) {
  switch (wg_plain(c)) {
    case U'〇':
    case U'零': return 0;
    case U'一': return 1;
    case U'二':
    case U'两': return 2;
    case U'三': return 3;
    case U'四': return 4;
    case U'五': return 5;
    case U'六': return 6;
    case U'七': return 7;
    case U'八': return 8;
    case U'九': return 9;
    case U'十': return 10;
    case U'廿': return 20;
    case U'卅': return 30;
    case U'百': return 100;
    case U'千': return 1000;
    default: return -1;
  }
}

bool wg_is_numeral(uint32_t c) { return numeral(c) >= 0; }

static bool digits_value(const uint32_t *s, size_t n, uint32_t *value) {
  *value = 0;
  for (size_t i = 0; i < n; i++) *value = *value * 10 + (uint32_t)numeral(s[i]);
  return n <= 6;
}

/* 一百零三: each unit smaller than the one before; 一百二, which means 120, is refused. */
static bool units_value(const uint32_t *s, size_t n, uint32_t *value) {
  int unit = 10000, digit = -1;
  bool zero = false;
  *value = 0;
  for (size_t i = 0; i < n; i++) {
    int v = numeral(s[i]), u = v == 20 || v == 30 ? 10 : v;
    if (v == 0) {
      if (zero || digit >= 0) return false;
      zero = true;
    } else if (v < 10) {
      if (digit >= 0) return false;
      digit = v;
    } else {
      if (u >= unit || (digit < 0 && u >= 100) || (v != u && digit >= 0)) return false;
      *value += (uint32_t)(v == u ? u * (digit < 0 ? 1 : digit) : v);
      unit = u;
      digit = -1;
      zero = false;
    }
  }
  if (digit >= 0 && unit > 10 && !zero) return false;
  if (digit >= 0) *value += (uint32_t)digit;
  return digit >= 0 || !zero;
}

bool wg_numeral_value(const uint32_t *s, size_t n, uint32_t *value) {
  for (size_t i = 0; i < n; i++)
    if (numeral(s[i]) >= 10) return units_value(s, n, value);
  return n > 0 && digits_value(s, n, value);
}

/* ---- numbers in names ------------------------------------------------------------ */

static bool ends_name_number(uint32_t c) {
  switch (wg_plain(c)) {
    case U'期':
    case U'段':
    case U'区':
    case U'村':
    case U'组':
    case U'队': return true;
    default: return false;
  }
}

static bool ascii_value(const uint32_t *s, size_t n, uint32_t *value) {
  *value = 0;
  for (size_t i = 0; i < n && i < 7; i++) *value = *value * 10 + (wg_plain(s[i]) - '0');
  return n < 7;
}

/* Turns the numbers before 期 and the like into one character each. */
static size_t join_numbers(uint32_t *s, size_t n) {
  size_t to = 0;
  for (size_t i = 0; i < n;) {
    bool ascii = wg_is_digit(s[i]);
    size_t e = i;
    uint32_t value, first = s[i];
    while (e < n && (ascii ? wg_is_digit(s[e]) : wg_is_numeral(s[e]))) e++;
    if (e > i && e < n && ends_name_number(s[e]) &&
        (ascii ? ascii_value(s + i, e - i, &value) : wg_numeral_value(s + i, e - i, &value))) {
      if (to && wg_plain(s[to - 1]) == U'第') first |= s[--to] & WG_GAP;
      s[to++] = WG_NUMERAL | value | (first & WG_GAP);
      i = e;
      continue;
    }
    for (e += e == i; i < e; i++) s[to++] = s[i];
  }
  return to;
}

size_t wg_address_fold(const char *text, size_t n, uint32_t *out) {
  sink k = {.out = out};
  const unsigned char *p = (const unsigned char *)text, *end = p + n;
  while (p < end && !k.full) take(&k, decode(&p, end));
  while (k.full && k.n && (wg_is_alnum(out[k.n - 1]) || wg_is_numeral(out[k.n - 1])))
    k.n--; /* no half numbers */
  return join_numbers(out, k.n);
}
