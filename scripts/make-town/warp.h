/* The bending of the drawing board: the town is laid out on straight lines
 * (u, v) and then turned, curved and meandered onto the map (x, y). */
#ifndef TOWN_WARP_H
#define TOWN_WARP_H

#include "model.h"

enum { WAVES = 2 };

struct wave {
  double height, per_metre, phase;
};

struct warp {
  struct wave along[WAVES], across[WAVES], meander[WAVES];
  double cosine, sine, mid_u, mid_v;
  const double *river_v; /* axes of the rivers on the board */
  int river_count;
};

/* A rigid frame on the map: buildings keep their right angles in it. */
struct frame {
  struct pt at;
  double cosine, sine;
};

void warp_init(struct warp *warp, uint64_t seed);
struct pt warp_at(const struct warp *warp, double u, double v);

/* Frame at (u, v) whose x axis runs along u, or with `upright` whose y axis runs along v. */
struct frame frame_at(const struct warp *warp, double u, double v, int upright);
struct pt frame_point(const struct frame *frame, double x, double y);

/* Metres on the map for a metre on the board: along u, and straight across it. */
void stretch_at(const struct warp *warp, double u, double v, double *along, double *across);

#endif
