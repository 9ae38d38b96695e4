#include "locate/address.h"

#include <string.h>

#include "locate/address_library.h"
#include "locate/address_split.h"
#include "locate/address_words.h"

wg_addresses *wg_addresses_new(void) { return WG_NEW0(wg_addresses, 1); }

void wg_addresses_free(wg_addresses *a) {
  if (!a) return;
  wg_address_tree_free(&a->tree);
  wg_free(a);
}

/* ---- numbers below a name ------------------------------------------------------- */

static uint32_t put_number(wg_address_tree *t, uint32_t node, wg_level_kind kind, wg_house h,
                           wg_tree_entry entry) {
  uint32_t child = wg_tree_put(t, node, wg_house_key(kind, h));
  if (child) wg_tree_mark(t, child, entry);
  return child;
}

static bool put_span(wg_address_tree *t, uint32_t node, const wg_level *l, const wg_house_span *x,
                     wg_tree_entry entry) {
  wg_house h = x->from;
  bool wide = x->to - x->from.value > WG_SPAN_MAX;
  for (uint32_t v = x->from.value; v <= x->to; v = wide && v < x->to ? x->to : v + 1) {
    h.value = v;
    bool skip = l->step == 2 && x->to > x->from.value && (v - 1) % 2 != l->odd;
    if (!skip && !put_number(t, node, l->kind, h, entry)) return false;
  }
  return true;
}

static bool put_chain(wg_address_tree *t, uint32_t node, const wg_chain *c, wg_tree_entry entry) {
  for (unsigned i = 0; i < c->n; i++) {
    const wg_level *l = &c->level[i];
    const wg_house_span *x = &l->item[0];
    if (l->n > 1 || x->to != x->from.value) { /* it is the last */
      for (unsigned k = 0; k < l->n; k++)
        if (!put_span(t, node, l, &l->item[k], entry)) return false;
      return true;
    }
    node = put_number(t, node, l->kind, x->from, entry);
    if (!node) return false;
    if (x->sub && !put_number(t, node, WG_LEVEL_SUB, (wg_house){.value = x->sub}, entry))
      return false;
  }
  return true;
}

/* ---- names ---------------------------------------------------------------------- */

/* 锦绣家园小区 is 锦绣家园, too; 幸福小区 stays. */
static size_t without_estate(const uint32_t *s, size_t n) {
  bool is = n >= 5 && wg_plain(s[n - 2]) == U'小' && wg_plain(s[n - 1]) == U'区';
  return is ? n - 2 : n;
}

static bool put_name(wg_addresses *a, const uint32_t *s, size_t n, const wg_chain *c,
                     wg_tree_entry entry) {
  uint32_t node = 0;
  n = without_estate(s, n);
  if (!wg_words_name(s, n)) return true;
  for (size_t i = 0; i < n; i++) {
    node = wg_tree_put(&a->tree, node, wg_plain(s[i]));
    if (!node) return false;
  }
  wg_tree_mark(&a->tree, node, entry);
  a->tree.node.v[node].common = wg_words_generic(s, n);
  return put_chain(&a->tree, node, c, entry);
}

/* The name as written, or from its last area but one; and without any area. */
static bool put_names(wg_addresses *a, const uint32_t *s, size_t n, const wg_chain *c,
                      uint32_t grid) {
  size_t before = 0, last = 0;
  for (size_t next; (next = wg_words_area(s, n, last)) != last;) {
    if (wg_words_generic(s + next, n - next)) break;
    before = last;
    last = next;
  }
  wg_tree_entry entry = {grid, last == 0};
  if (last != before && !put_name(a, s + last, n - last, c, entry)) return false;
  return put_name(a, s + before, n - before, c, entry);
}

/* ---- entries ---------------------------------------------------------------------- */

static bool put_address(wg_addresses *a, const uint32_t *s, size_t n, uint32_t grid) {
  wg_address_part part[WG_ADDRESS_PARTS];
  unsigned parts = wg_address_split(s, n, part);
  for (unsigned k = 0; k < parts; k++)
    if (!put_names(a, s + part[k].name, part[k].end - part[k].name, &part[k].chain, grid))
      return false;
  return true;
}

/* An estate and what may be a number in it, "12" or "南楼" or "幸福小区12栋". */
static bool put_estate(wg_addresses *a, const uint32_t *estate, size_t n, const uint32_t *number,
                       size_t m, uint32_t grid) {
  uint32_t both[2 * WG_ADDRESS_MAX];
  wg_chain none = {.n = 0}, c;
  if (m > n && memcmp(estate, number, n * sizeof *estate) == 0) number += n, m -= n;
  if (wg_chain_at(number, m, 0, WG_CHAIN_FIELD, &c)) return put_names(a, estate, n, &c, grid);
  memcpy(both, estate, n * sizeof *both);
  memcpy(both + n, number, m * sizeof *both);
  return put_names(a, both, n + m, &none, grid) && put_names(a, estate, n, &none, grid);
}

static size_t fold(const char *s, uint32_t *out) {
  return s ? wg_address_fold(s, strlen(s), out) : 0;
}

bool wg_addresses_add(wg_addresses *a, const char *address, const char *estate, const char *number,
                      uint32_t grid) {
  uint32_t whole[WG_ADDRESS_MAX], name[WG_ADDRESS_MAX], house[WG_ADDRESS_MAX];
  size_t n = fold(address, whole), e = fold(estate, name), h = fold(number, house);
  wg_chain c;
  if (n && !put_address(a, whole, n, grid)) return false;
  if (!e) return true;
  if (h) return put_estate(a, name, e, house, h, grid);
  if (n && wg_chain_at(whole, n, 0, WG_CHAIN_FIELD, &c)) /* "12号楼" and no more */
    return put_estate(a, name, e, whole, n, grid);
  return put_address(a, name, e, grid);
}

void wg_addresses_finish(wg_addresses *a) {
  for (size_t i = 0; i < a->tree.slots; i++) {
    const wg_tree_slot *s = &a->tree.slot[i];
    size_t c = s->key % WG_ADDRESS_FIRSTS;
    if (s->child && s->parent == 0) a->first[c / 8] |= (uint8_t)(1u << c % 8);
  }
}
