/* Asks for every point twice, wangge and covers.h, and counts. */
#ifndef ORACLE_COMPARE_H
#define ORACLE_COMPARE_H

#include "covers.h"
#include "samples.h"
#include "wangge.h"

enum { SHOWN_MOST = 10 };

struct tally {
  uint64_t total, agreeing;
  uint64_t covered[3]; /* by no polygon, by one, by several */
  uint64_t unanswered; /* covered, but wangge named none */
};

struct difference {
  double p[2];
  const char *expected, *got; /* codes; NULL none */
};

struct job {
  const struct covers *covers;
  const wg_locator *locator;
  uint64_t seed, count[KINDS];
  unsigned threads;
};

struct report {
  struct tally tally[KINDS];
  struct difference difference[SHOWN_MOST]; /* some of them */
  int differences;
};

/* 0, or -1 when a thread cannot be started. */
int compare_all(const struct job *job, struct report *report);

#endif
