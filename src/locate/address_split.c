#include "locate/address_split.h"

#include "locate/address_words.h"

static bool is_mark(uint32_t c) {
  c = wg_plain(c);
  return c == '-' || c == ',' || c == '.' || c == ' ' || c == '#';
}

static void trim(const uint32_t *s, wg_address_part *p) {
  while (p->name < p->end && is_mark(s[p->name])) p->name++;
  while (p->end > p->name && is_mark(s[p->end - 1])) p->end--;
}

/* Is s[p] in the midst of a number or a Latin word? */
static bool amid(const uint32_t *s, size_t p) {
  if (wg_is_alnum(s[p]) && wg_is_alnum(s[p - 1])) return !(s[p] & WG_GAP);
  return wg_is_numeral(s[p]) && wg_is_numeral(s[p - 1]);
}

/* The first place from `search` on where a name that begins at `from` is followed by a number. */
static bool split(const uint32_t *s, size_t n, size_t from, size_t search, wg_address_part *out) {
  for (size_t p = search; p < n; p++) {
    *out = (wg_address_part){.name = from, .end = p};
    if (p == from || amid(s, p)) continue;
    trim(s, out);
    if (out->end < out->name + 2) continue;
    bool road = wg_words_road(s + out->name, out->end - out->name);
    if (wg_chain_at(s, n, p, road ? WG_CHAIN_ROAD : WG_CHAIN_ESTATE, &out->chain)) return true;
  }
  return false;
}

static bool generic(const uint32_t *s, const wg_address_part *p) {
  return wg_words_generic(s + p->name, p->end - p->name);
}

/* Does the number belong to the name, as in 建设三号小区3栋? Then another name's words follow
 * that are none by themselves, or a number in Chinese stands amid words. */
static bool in_name(const uint32_t *s, size_t n, const wg_address_part *p) {
  wg_address_part next;
  size_t rest = p->chain.end;
  const wg_level *l = &p->chain.level[0];
  if (wg_words_road(s + p->name, p->end - p->name)) return false;
  if (split(s, n, rest, rest, &next)) return l->in_words || generic(s, &next);
  return l->kind == WG_LEVEL_DOOR && n - rest > 1 && wg_words_generic(s + rest, n - rest);
}

/* A name without a number: the whole address, or an estate at its end. */
static bool name_only(const uint32_t *s, size_t n, size_t from, wg_address_part *out) {
  *out = (wg_address_part){.name = from, .end = n};
  out->chain.n = 0;
  trim(s, out);
  return from == 0 || wg_words_estate(s + out->name, out->end - out->name);
}

unsigned wg_address_split(const uint32_t *s, size_t n, wg_address_part *out) {
  size_t from = 0, search = 0;
  unsigned k = 0;
  while (k < WG_ADDRESS_PARTS && from < n) {
    wg_address_part *p = &out[k];
    if (!split(s, n, from, search, p)) return k + name_only(s, n, from, p);
    if (k && generic(s, p)) return k; /* 宿舍3栋 behind 中山路12号 says little */
    size_t rest = p->chain.end;
    while (rest < n && is_mark(s[rest])) rest++; /* 黄山路58号;向石南路101号 */
    bool last = wg_words_tail(s, n, rest);
    if (!last && in_name(s, n, p)) {
      search = rest;
      continue;
    }
    k++;
    if (last) return k;
    from = search = rest;
  }
  return k;
}
