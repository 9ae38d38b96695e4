/* Seeded random numbers: a splitmix stream and a position hash. */
#ifndef TOWN_RNG_H
#define TOWN_RNG_H

#include <stdint.h>

struct rng {
  uint64_t state;
};

/* One splitmix64 scramble of the two words: the base of everything random here. */
uint64_t hash2(uint64_t a, uint64_t b);
uint64_t hash3(uint64_t a, uint64_t b, uint64_t c);

/* The hash as a fraction in [0, 1). */
double hash_unit(uint64_t hash);

uint64_t rng_next(struct rng *rng);
double rng_unit(struct rng *rng);
double rng_range(struct rng *rng, double low, double high);

/* An integer in [low, high], both ends included. */
int rng_int(struct rng *rng, int low, int high);
int rng_chance(struct rng *rng, double probability);

#endif
