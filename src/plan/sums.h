/* sums.h - what a part's score depends on, besides its border: sums over its nodes.
 *
 * The sums of a part that gains or loses nodes follow by adding or subtracting theirs; no
 * part has to be walked again. Only the outline needs the common borders too.
 */
#ifndef WG_PLAN_SUMS_H
#define WG_PLAN_SUMS_H

#include <stdint.h>

enum {
  WG_AXES = 4,
  WG_CRITERIA = 2, /* further balanced criteria, besides households */
  WG_APART_WORDS = 2,
  WG_APART_MOST = 32 * WG_APART_WORDS /* pairs of nodes that must not share a part */
};

typedef struct wg_sums {
  int64_t households; /* >= 0 */
  int64_t criterion[WG_CRITERIA];
  int64_t seeds; /* points of which every part must hold exactly one */
  uint64_t
      apart[WG_APART_WORDS]; /* two bits a pair, 1 at each of its two nodes: a sum of 2 is both */
  double outline;     /* m; a sum over nodes holds their common borders twice: take those off */
  double mass;        /* area, m2; or one a node */
  double at[WG_AXES]; /* mass x place, m3; graphs without places: see plan/landmarks.h */
  double inertia;     /* mass x squared distance from the origin + own inertia, m4 */
} wg_sums;

static inline void wg_sums_add(wg_sums *a, const wg_sums *b) {
  a->households += b->households;
  for (int i = 0; i < WG_CRITERIA; i++) a->criterion[i] += b->criterion[i];
  a->seeds += b->seeds;
  for (int i = 0; i < WG_APART_WORDS; i++) a->apart[i] += b->apart[i];
  a->outline += b->outline;
  a->mass += b->mass;
  for (int i = 0; i < WG_AXES; i++) a->at[i] += b->at[i];
  a->inertia += b->inertia;
}

static inline void wg_sums_take(wg_sums *a, const wg_sums *b) {
  a->households -= b->households;
  for (int i = 0; i < WG_CRITERIA; i++) a->criterion[i] -= b->criterion[i];
  a->seeds -= b->seeds;
  for (int i = 0; i < WG_APART_WORDS; i++) a->apart[i] -= b->apart[i];
  a->outline -= b->outline;
  a->mass -= b->mass;
  for (int i = 0; i < WG_AXES; i++) a->at[i] -= b->at[i];
  a->inertia -= b->inertia;
}

#endif
