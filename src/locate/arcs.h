/* arcs.h - each edge once, and the edges of every polygon, while an index is built. */
#ifndef WG_LOCATE_ARCS_H
#define WG_LOCATE_ARCS_H

#include "locate/locator.h"
#include "locate/tile.h"

/* Of a share of the polygons: [from, to). Points and arcs count from the share's own beginning;
 * in the memory the shares follow each other. */
typedef struct wg_arc_share {
  uint32_t from, to;
  WG_VEC(wg_xy) point;
  WG_VEC(wg_arc) arc;
  wg_u32vec use;       /* arcs of each polygon, polygon by polygon; counted through all shares */
  wg_u32vec use_count; /* per polygon */
  uint32_t points_before, arcs_before;
  uint64_t shared; /* edges that run along another */
} wg_arc_share;

enum { WG_ARC_SHARES = 64 };

typedef struct wg_arcs {
  wg_arc_share share[WG_ARC_SHARES];
  uint32_t *place; /* per edge that is kept: its first point, counted through all shares */
  uint32_t points, arcs;
  size_t uses;
  uint64_t shared;
} wg_arcs; /* zeroed is empty */

/* mate: per point of `p`; share[k] .. share[k + 1] - 1: the polygons of share k. Several threads, the
 * same result for any number. */
wg_status wg_arcs_make(wg_ctx *ctx, const wg_polygons *p, const wg_mate *mate,
                       const uint32_t share[WG_ARC_SHARES + 1], wg_arcs *out);
void wg_arcs_free(wg_arcs *a);
/* Copies points, arcs, uses and the first use of each polygon to where they belong. */
void wg_arcs_copy(const wg_arcs *a, wg_xy *points, wg_arc *arcs, uint32_t *uses,
                  uint32_t *use_start);

#endif
