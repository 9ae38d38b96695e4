/* rim.h - the outer border of a face as one ring, without dead ends, and its ends.
 *
 * An end of a long face is a short stretch of its outline where this turns back: the
 * crossing at the end of a median, the tip where two carriageways meet, the bridge or
 * the source of a river. The outline between two ends is a side.
 */
#ifndef WG_ATOMS_RIM_H
#define WG_ATOMS_RIM_H

#include "plane/plane.h"

typedef struct wg_end {
  uint32_t from, to; /* corners; the same for a tip */
  double length_m;
} wg_end;

typedef struct wg_rim {
  uint32_t n;
  uint32_t *h; /* half-edges around the face, counter-clockwise; corner i is the start of h[i] */
  double *at;  /* n + 1: metres from corner 0 to corner i; at[n] is the whole length */
  WG_VEC(wg_end) end; /* ascending by from, apart from each other */
} wg_rim;             /* zeroed is empty */

/* n is 0 where the outer border is no single ring: a lane leads to an island inside. False when
 * memory runs out. */
bool wg_rim_build(const wg_plane *p, uint32_t face, wg_rim *out);
void wg_rim_free(wg_rim *o);

/* Finds the ends; width_m: mean width of the face. A stretch of up to twice the width, in which the
 * outline turns by more than WG_END_TURN, as seen over one width before and behind it. */
#define WG_END_TURN 2.3 /* radians: 132 degrees */
bool wg_rim_find_ends(const wg_plane *p, wg_rim *o, double width_m);

/* Metres along the outline from corner i on to corner j. */
double wg_rim_between(const wg_rim *o, uint32_t i, uint32_t j);

#endif
