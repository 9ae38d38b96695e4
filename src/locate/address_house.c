#include "locate/address_house.h"

typedef struct input {
  const uint32_t *s;
  size_t n;
} input;

static uint32_t at(const input *in, size_t i) { return i < in->n ? wg_plain(in->s[i]) : 0; }

/* 1 to 10 for 甲 to 癸, 11 to 15 for 东 南 西 北 中, else 0. */
static uint8_t prefix_code(uint32_t c) {
  static const uint32_t word[] = U"甲乙丙丁戊己庚辛壬癸东南西北中";
  for (unsigned i = 0; i < WG_HOUSE_SIDES; i++)
    if (word[i] == c) return (uint8_t)(i + 1);
  return 0;
}

static size_t prefix(const input *in, size_t i, wg_house *h) {
  unsigned k = 0;
  uint8_t code = prefix_code(at(in, i));
  if (code) {
    h->prefix[0] = code;
    return i + 1;
  }
  while (k < 2 && wg_is_letter(at(in, i + k))) {
    h->prefix[k] = (uint8_t)at(in, i + k);
    k++;
  }
  bool hyphen = k && at(in, i + k) == '-' && wg_is_digit(at(in, i + k + 1)); /* */
  return i + k + hyphen;
}

static size_t digits(const input *in, size_t i, wg_house *h) {
  size_t e = i;
  uint32_t v = 0;
  while (e - i < 8 && wg_is_digit(at(in, e))) v = v * 10 + (at(in, e++) - '0');
  if (e == i || e - i > 6) return e == i ? i : SIZE_MAX;
  h->value = v + 1;
  if (wg_is_letter(at(in, e)) && !wg_is_alnum(at(in, e + 1))) h->suffix = (uint8_t)at(in, e++);
  return e;
}

static size_t numerals(const input *in, size_t i, wg_house *h) {
  size_t e = i;
  uint32_t v;
  while (e - i < 9 && wg_is_numeral(at(in, e))) e++;
  if (e == i) return i;
  if (!wg_numeral_value(in->s + i, e - i, &v)) return SIZE_MAX;
  h->value = v + 1;
  return e;
}

size_t wg_house_at(const uint32_t *s, size_t n, size_t i, wg_house *h, bool *in_words) {
  const input row = {s, n}, *in = &row;
  *h = (wg_house){0};
  size_t b = i + (at(in, i) == U'第'), p = prefix(in, b, h), e = digits(in, p, h);
  if (e == p && (!h->prefix[0] || h->prefix[0] <= WG_HOUSE_SIDES)) {
    e = numerals(in, p, h);
    *in_words |= e > p;
  }
  if (e == SIZE_MAX || (e == b)) return i;
  if (e > p && wg_is_alnum(at(in, e))) return i; /* amid a word */
  return e;
}
