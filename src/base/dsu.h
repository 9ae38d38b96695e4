/* dsu.h - disjoint sets; the smallest member stands for its set. */
#ifndef WG_BASE_DSU_H
#define WG_BASE_DSU_H

#include <stdint.h>

static inline void wg_dsu_init(uint32_t *up, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) up[i] = i;
}

static inline uint32_t wg_dsu_find(uint32_t *up, uint32_t i) {
  while (up[i] != i) i = up[i] = up[up[i]];
  return i;
}

/* Joins the sets of a and b; returns their common root. */
static inline uint32_t wg_dsu_join(uint32_t *up, uint32_t a, uint32_t b) {
  a = wg_dsu_find(up, a);
  b = wg_dsu_find(up, b);
  return a < b ? (up[b] = a) : (up[a] = b);
}

#endif
