/* On which side of a line a point lies, by integers of any length: no rounding anywhere. */
#ifndef ORACLE_EXACT_H
#define ORACLE_EXACT_H

#include <gmp.h>

/* Numbers to reckon with, one a thread. */
struct exact {
  mpz_t value[6], left, right;
};

void exact_init(struct exact *e);
void exact_clear(struct exact *e);

/* The sign of (b - a) x (p - a): 1 left of the line from a to b, 0 on it, -1 right of it. Any
 * finite doubles will do. */
int exact_side(struct exact *e, const double a[2], const double b[2], const double p[2]);

#endif
