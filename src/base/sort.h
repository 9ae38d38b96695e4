/* sort.h - a stable radix sort of (key, value) pairs, for millions of them. */
#ifndef WG_BASE_SORT_H
#define WG_BASE_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wg_kv {
  uint64_t key;
  uint32_t val;
} wg_kv;

/* Sorts a[0..n) by key ascending, equal keys in their old order. O(n) per byte of
 * key that varies; needs n pairs of scratch. False when memory runs out. */
bool wg_sort_kv(wg_kv *a, size_t n);

/* Sorts plain 64-bit keys ascending. */
bool wg_sort_u64(uint64_t *a, size_t n);

#endif
