/* place.h - the grid of one building, and whether a border cuts it.
 *
 * Nearly every building lies in one grid with no border near; that is decided
 * by exact predicates alone. The rest is settled by ever dearer means:
 *
 *   1. no grid edge meets the building's box                  -> whole
 *   2. the edges that do leave all of the building but 1 % of its area on one
 *      side of their lines                                    -> whole
 *   3. areas measured with GEOS: the largest part is 98 % or more -> whole
 */
#ifndef WG_COVER_PLACE_H
#define WG_COVER_PLACE_H

#include "cover/referee.h"

#define WG_WHOLE_SHARE 0.98

typedef struct wg_placing {
  uint32_t grid; /* or WG_NOBODY */
  bool cut;
  double share; /* of the building in `grid`; 1 where not measured */
} wg_placing;

/* Scratch of one thread; zeroed to begin with. */
typedef struct wg_place_scratch {
  wg_ids hits, which;
} wg_place_scratch;
void wg_place_scratch_free(wg_place_scratch *s);

wg_status wg_place_building(const wg_referee *r, uint32_t i, wg_place_scratch *s, wg_placing *out);

#endif
