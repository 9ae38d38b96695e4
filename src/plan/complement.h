/* complement.h - can what a part leaves be divided into parts within the bounds? */
#ifndef WG_PLAN_COMPLEMENT_H
#define WG_PLAN_COMPLEMENT_H

#include "plan/graph.h"
#include "plan/score.h"

typedef struct wg_complement {
  const wg_graph *g;
  const wg_score *s;
  uint32_t *seen, *queue;
  uint32_t stamp;
} wg_complement;

/* False when memory runs out. */
bool wg_complement_init(wg_complement *c, const wg_graph *g, const wg_score *s);
void wg_complement_free(wg_complement *c);

/* False if a connected piece of the graph without these nodes holds a number of households that is
 * no sum of numbers within the bounds: then no plan within the bounds has this
 * part. Pieces with a node above the upper bound pass. */
bool wg_complement_fits(wg_complement *c, const uint32_t *node, uint32_t n);

/* Is h a sum of one or more numbers within the bounds? */
bool wg_divides(const wg_score *s, int64_t h);

#endif
