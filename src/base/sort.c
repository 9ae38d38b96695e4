#include "base/sort.h"

#include <string.h>

#include "base/mem.h"

enum { SMALL = 512 }; /* pairs whose scratch fits on the stack */

/* Bits in which any two keys differ: bytes without them need no pass. */
static uint64_t varying_bits(const wg_kv *a, size_t n) {
  uint64_t all = 0;
  for (size_t i = 1; i < n; i++) all |= a[i].key ^ a[0].key;
  return all;
}

static void kv_pass(const wg_kv *from, wg_kv *to, size_t n, unsigned shift) {
  size_t at[256] = {0};
  for (size_t i = 0; i < n; i++) at[(from[i].key >> shift) & 255]++;
  size_t sum = 0;
  for (unsigned b = 0; b < 256; b++) {
    size_t c = at[b];
    at[b] = sum;
    sum += c;
  }
  for (size_t i = 0; i < n; i++) to[at[(from[i].key >> shift) & 255]++] = from[i];
}

static void kv_insertion(wg_kv *a, size_t n) {
  for (size_t i = 1; i < n; i++) {
    wg_kv x = a[i];
    size_t j = i;
    for (; j > 0 && a[j - 1].key > x.key; j--) a[j] = a[j - 1];
    a[j] = x;
  }
}

bool wg_sort_kv(wg_kv *a, size_t n) {
  if (n < 48) {
    kv_insertion(a, n);
    return true;
  }
  wg_kv small[SMALL], *tmp = n <= SMALL ? small : WG_NEW(wg_kv, n);
  if (!tmp) return false;
  wg_kv *from = a, *to = tmp;
  uint64_t bits = varying_bits(a, n);
  for (unsigned shift = 0; shift < 64; shift += 8) {
    if (((bits >> shift) & 255) == 0) continue;
    kv_pass(from, to, n, shift);
    wg_kv *swap = from;
    from = to;
    to = swap;
  }
  if (from != a) memcpy(a, from, n * sizeof *a);
  if (tmp != small) wg_free(tmp);
  return true;
}

static void u64_pass(const uint64_t *from, uint64_t *to, size_t n, unsigned shift) {
  size_t at[256] = {0};
  for (size_t i = 0; i < n; i++) at[(from[i] >> shift) & 255]++;
  size_t sum = 0;
  for (unsigned b = 0; b < 256; b++) {
    size_t c = at[b];
    at[b] = sum;
    sum += c;
  }
  for (size_t i = 0; i < n; i++) to[at[(from[i] >> shift) & 255]++] = from[i];
}

bool wg_sort_u64(uint64_t *a, size_t n) {
  uint64_t *tmp = WG_NEW(uint64_t, n);
  if (!tmp) return false;
  uint64_t bits = 0;
  for (size_t i = 1; i < n; i++) bits |= a[i] ^ a[0];
  uint64_t *from = a, *to = tmp;
  for (unsigned shift = 0; shift < 64; shift += 8) {
    if (((bits >> shift) & 255) == 0) continue;
    u64_pass(from, to, n, shift);
    uint64_t *swap = from;
    from = to;
    to = swap;
  }
  if (from != a) memcpy(a, from, n * sizeof *a);
  wg_free(tmp);
  return true;
}
