/* tally.h - a plan's score by terms, grid by grid, and what its borders run on. */
#ifndef WG_PLAN_TALLY_H
#define WG_PLAN_TALLY_H

#include "plan/atomgraph.h"
#include "plan/walk.h"

typedef struct wg_grid_tally {
  double on_m[WG_BORDER_CLASSES]; /* border with other grids of its district, zones included */
  wg_part_terms terms;            /* zero for exclusive zones */
  double border;                  /* half the price of its border with other comprehensive grids */
  double crossings;               /* price of closed barrier between its atoms */
  wg_walk walk;
  uint32_t estates_split; /* estates it shares with other grids */
} wg_grid_tally;

typedef struct wg_tally {
  wg_grid_tally *grid;            /* per grid of the plan */
  double on_m[WG_BORDER_CLASSES]; /* each border once */
  wg_score_terms score;
  uint64_t estates, estates_split;
} wg_tally; /* zeroed is empty */

/* The grids of a plan before it is one. */
typedef struct wg_tally_of {
  const uint32_t *of_atom;
  uint32_t grids;
  const wg_score *score; /* per piece */
} wg_tally_of;

/* All terms of grid i: they add up to the score of the plan. */
double wg_tally_score(const wg_tally *x, uint32_t i);

/* False when memory runs out. */
bool wg_tally_build(const wg_town *t, const wg_atoms *a, const wg_pieces *pieces,
                    const wg_partition_options *o, const wg_tally_of *plan, wg_tally *out);
void wg_tally_free(wg_tally *x);

#endif
