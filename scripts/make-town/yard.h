/* What surrounds a gated block: shops on the street, a wall with gates, a ring path. */
#ifndef TOWN_YARD_H
#define TOWN_YARD_H

#include "site.h"

/* The inner ground of a block in site metres. */
struct yard {
  double x0, y0, x1, y1;
  int shops[4];   /* sides with a row of shops */
  int gates[4];   /* sides with a gate */
  double gate[4]; /* x or y of it */
  int walled;
};

/* Decides the sides; `shop_chance` on larger roads. */
struct yard plan_yard(struct site *site, double shop_chance, int walled);

/* Draws shops, walls and paths. */
void build_yard(struct site *site, const struct yard *yard);

#endif
