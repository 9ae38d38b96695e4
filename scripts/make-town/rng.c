#include "rng.h"

static uint64_t scramble(uint64_t z) {
  z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
  return z ^ (z >> 31);
}

uint64_t hash2(uint64_t a, uint64_t b) {
  return scramble(scramble(a + UINT64_C(0x9e3779b97f4a7c15)) ^
                  (b * UINT64_C(0xd1342543de82ef95) + 1));
}

uint64_t hash3(uint64_t a, uint64_t b, uint64_t c) { return hash2(hash2(a, b), c); }

double hash_unit(uint64_t hash) { return (double)(hash >> 11) * 0x1.0p-53; }

uint64_t rng_next(struct rng *rng) {
  rng->state += UINT64_C(0x9e3779b97f4a7c15);
  return scramble(rng->state);
}

double rng_unit(struct rng *rng) { return hash_unit(rng_next(rng)); }

double rng_range(struct rng *rng, double low, double high) {
  return low + (high - low) * rng_unit(rng);
}

int rng_int(struct rng *rng, int low, int high) {
  return low + (int)(rng_next(rng) % (uint64_t)(high - low + 1));
}

int rng_chance(struct rng *rng, double probability) { return rng_unit(rng) < probability; }
