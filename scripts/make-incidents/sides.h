/* The sides of the polygons: rough lines between jittered corners, each made once for the two
 * polygons beside it, so that both get the very same doubles. */
#ifndef INCIDENTS_SIDES_H
#define INCIDENTS_SIDES_H

#include "area.h"

enum { SIDE_MOST = 26 }; /* points, both corners among them */

struct side {
  int count;
  double xy[2 * SIDE_MOST]; /* degrees, from the western or southern corner on */
};

/* The side that leaves corner i, j eastwards or northwards. */
void side_east(const struct area *area, int i, int j, struct side *side);
void side_north(const struct area *area, int i, int j, struct side *side);

#endif
