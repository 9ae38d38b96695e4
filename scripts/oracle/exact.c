#include "exact.h"

#include <limits.h>
#include <math.h>

enum { COORDINATES = 6, MANTISSA_BITS = 53 };

void exact_init(struct exact *e) {
  for (int i = 0; i < COORDINATES; i++) mpz_init(e->value[i]);
  mpz_inits(e->left, e->right, NULL);
}

void exact_clear(struct exact *e) {
  for (int i = 0; i < COORDINATES; i++) mpz_clear(e->value[i]);
  mpz_clears(e->left, e->right, NULL);
}

/* A double is a whole number times a power of two: all six become whole numbers of the least
 * power among them. */
static void to_integers(struct exact *e, const double *coordinate) {
  double mantissa[COORDINATES];
  int power[COORDINATES], least = INT_MAX;
  for (int i = 0; i < COORDINATES; i++) {
    mantissa[i] = ldexp(frexp(coordinate[i], &power[i]), MANTISSA_BITS);
    power[i] -= MANTISSA_BITS;
    if (mantissa[i] != 0 && power[i] < least) least = power[i];
  }
  for (int i = 0; i < COORDINATES; i++) {
    mpz_set_d(e->value[i], mantissa[i]);
    if (mantissa[i] != 0) mpz_mul_2exp(e->value[i], e->value[i], (mp_bitcnt_t)(power[i] - least));
  }
}

int exact_side(struct exact *e, const double a[2], const double b[2], const double p[2]) {
  const double coordinate[COORDINATES] = {a[0], a[1], b[0], b[1], p[0], p[1]};
  mpz_t *v = e->value;
  to_integers(e, coordinate);
  for (int i = 2; i < COORDINATES; i++) mpz_sub(v[i], v[i], v[i % 2]);
  mpz_mul(e->left, v[2], v[5]);
  mpz_mul(e->right, v[3], v[4]);
  return mpz_cmp(e->left, e->right) > 0 ? 1 : mpz_cmp(e->left, e->right) < 0 ? -1 : 0;
}
