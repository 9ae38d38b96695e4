/* rng.h - seeded random numbers: splitmix64 (Steele, Lea, Flood 2014).
 * State is one word; the same seed gives the same numbers everywhere. */
#ifndef WG_BASE_RNG_H
#define WG_BASE_RNG_H

#include <stdint.h>

typedef struct wg_rng {
  uint64_t s;
} wg_rng;

static inline uint64_t wg_mix64(uint64_t z) {
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/* An independent stream for each (seed, stream) pair. */
static inline wg_rng wg_rng_init(uint64_t seed, uint64_t stream) {
  return (wg_rng){wg_mix64(seed * UINT64_C(0x9e3779b97f4a7c15) + wg_mix64(stream + 1))};
}

static inline uint64_t wg_rng_next(wg_rng *r) {
  return wg_mix64(r->s += UINT64_C(0x9e3779b97f4a7c15));
}

/* 0 .. n-1, n > 0, by multiplication (bias below 2^-32 for n < 2^32). */
static inline uint32_t wg_rng_below(wg_rng *r, uint32_t n) {
  return (uint32_t)(((wg_rng_next(r) >> 32) * n) >> 32);
}

/* [0, 1) with 53 bits. */
static inline double wg_rng_unit(wg_rng *r) { return (double)(wg_rng_next(r) >> 11) * 0x1p-53; }

#endif
