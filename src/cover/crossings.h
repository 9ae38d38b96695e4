/* crossings.h - edges that meet where they have no common vertex.
 *
 * In a sound coverage two edges have at most an end point in common, and it is
 * an end of both. A pair that has more in common crosses, overlaps along a
 * line, or touches: the T-junction, where a vertex of one lies inside the other.
 * Exact, by leaves of the edges' index: O(n log n) for edges of similar length;
 * runs on all threads of the context.
 */
#ifndef WG_COVER_CROSSINGS_H
#define WG_COVER_CROSSINGS_H

#include "base/parallel.h"
#include "cover/edges.h"

typedef struct wg_crossing {
  uint32_t e, f; /* edges */
  wg_xy at;
} wg_crossing;

typedef struct wg_crossings {
  uint64_t count;           /* pairs */
  WG_VEC(wg_crossing) pair; /* at most 4,096 a stretch of 1,024 edges are listed */
  wg_ids selves;            /* features that cross themselves; may repeat */
} wg_crossings;             /* zeroed is empty */

wg_status wg_crossings_find(wg_ctx *ctx, const wg_edges *e, wg_crossings *out);
void wg_crossings_free(wg_crossings *c);

#endif
