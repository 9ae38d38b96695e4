#include "locate/keys.h"

#include <string.h>

#include "base/mem.h"

#define MANY UINT32_MAX /* no index of a grid */

typedef struct entry {
  const char *key; /* NULL: free */
  uint32_t n, grid;
  uint32_t hash;
  uint8_t kind;
} entry;

struct wg_keys {
  wg_arena strings;
  entry *slot;
  size_t slots, used; /* slots is a power of two, or 0 */
};

wg_keys *wg_keys_new(void) { return WG_NEW0(wg_keys, 1); }

void wg_keys_free(wg_keys *k) {
  if (!k) return;
  wg_arena_free(&k->strings);
  wg_free(k->slot);
  wg_free(k);
}

/* Bytes of a blank that s begins with: ASCII, U+00A0, U+3000, U+FEFF. */
static size_t blank(const char *s, size_t n) {
  static const char *const wide[] = {"\xc2\xa0", "\xe3\x80\x80", "\xef\xbb\xbf"};
  if (n && (unsigned char)*s <= ' ') return 1;
  for (int i = 0; i < 3; i++) {
    size_t m = strlen(wide[i]);
    if (n >= m && memcmp(s, wide[i], m) == 0) return m;
  }
  return 0;
}

static void trim(const char **s, size_t *n) {
  for (size_t b; (b = blank(*s, *n)) > 0;) *s += b, *n -= b;
  for (size_t m = 1; m <= 3 && m <= *n; m++)
    if (blank(*s + *n - m, m) == m) *n -= m, m = 0;
}

static uint32_t hash(wg_key_kind kind, const char *s, size_t n) {
  uint64_t h = UINT64_C(0xcbf29ce484222325) + (uint64_t)kind;
  for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)s[i]) * UINT64_C(0x100000001b3);
  return (uint32_t)(h ^ h >> 32);
}

/* Where the entry is, or the free place where it would be. */
static entry *locate(const wg_keys *k, const entry *e) {
  size_t i = e->hash & (k->slots - 1);
  for (; k->slot[i].key; i = (i + 1) & (k->slots - 1)) {
    const entry *x = &k->slot[i];
    if (x->hash == e->hash && x->n == e->n && x->kind == e->kind && !memcmp(x->key, e->key, e->n))
      break;
  }
  return &k->slot[i];
}

static bool widen(wg_keys *k) {
  wg_keys wide = {.slots = k->slots ? 2 * k->slots : 64};
  wide.slot = WG_NEW0(entry, wide.slots);
  if (!wide.slot) return false;
  for (size_t i = 0; i < k->slots; i++)
    if (k->slot[i].key) *locate(&wide, &k->slot[i]) = k->slot[i];
  wg_free(k->slot);
  k->slot = wide.slot;
  k->slots = wide.slots;
  return true;
}

static entry entry_of(wg_key_kind kind, const char *key, size_t n) {
  trim(&key, &n);
  return (entry){.key = key, .n = (uint32_t)n, .hash = hash(kind, key, n), .kind = (uint8_t)kind};
}

bool wg_keys_add(wg_keys *k, wg_key_kind kind, const char *key, uint32_t grid) {
  entry e = entry_of(kind, key, strlen(key));
  if (e.n == 0) return true;
  if (2 * (k->used + 1) > k->slots && !widen(k)) return false;
  entry *at = locate(k, &e);
  if (at->key) {
    if (at->grid != grid) at->grid = MANY;
    return true;
  }
  e.key = wg_arena_strndup(&k->strings, e.key, e.n);
  e.grid = grid;
  if (!e.key) return false;
  *at = e;
  k->used++;
  return true;
}

wg_key_result wg_keys_find(const wg_keys *k, wg_key_kind kind, const char *key, size_t n,
                           uint32_t *grid) {
  entry e = entry_of(kind, key, n);
  if (e.n == 0 || k->slots == 0) return WG_KEY_NONE;
  const entry *at = locate(k, &e);
  if (!at->key) return WG_KEY_NONE;
  if (at->grid == MANY) return WG_KEY_AMBIGUOUS;
  *grid = at->grid;
  return WG_KEY_FOUND;
}
