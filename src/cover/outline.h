/* outline.h - what is left of a coverage when matched edges cancel, and the proof.
 *
 * Where two features run an edge in opposite directions it cancels. The arcs left
 * form closed chains. The depth of a place (how many features cover it) changes
 * at arcs only: by one, deeper on the arc's left.
 *
 * The proof, all of it exact, for edges of which no two cross and none is run
 * twice the same way:
 *   1. round every vertex arcs leave and arrive in turns, so that depth takes
 *      two values d and d+1 there;
 *   2. the chains are cut into loops that keep to one side, along which both
 *      depths are constant; a ray from one place of each loop says d = 0.
 * Then the depth is 0 or 1 everywhere: no feature overlaps another.
 */
#ifndef WG_COVER_OUTLINE_H
#define WG_COVER_OUTLINE_H

#include "base/parallel.h"
#include "cover/edges.h"

typedef struct wg_arc {
  uint32_t from, to; /* vertices */
  uint32_t edge;
} wg_arc;

typedef struct wg_outline {
  WG_VEC(wg_arc) arc; /* an edge of net k stands k times */
  uint32_t *first;    /* per vertex + 1: its leaving arcs in leave[] */
  uint32_t *leave;    /* arcs by vertex they leave */
  wg_recttree tree;   /* over arc[] */
} wg_outline;         /* zeroed is empty */

/* False when memory runs out. */
bool wg_outline_build(wg_outline *o, const wg_edges *e);
void wg_outline_free(wg_outline *o);

/* Depth of the place p: the winding number of the arcs round it. *on_arc when p
 * lies on an arc (the depth is then without meaning). Exact. */
bool wg_outline_depth(const wg_outline *o, const wg_edges *e, wg_xy p, int64_t *depth,
                      bool *on_arc);

/* The proof above; *proven only tells of 1 and 2, the caller knows whether edges cross. */
wg_status wg_outline_prove(wg_ctx *ctx, const wg_outline *o, const wg_edges *e, bool *proven);

#endif
