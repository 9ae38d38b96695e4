/* atomgraph.h - atoms as graphs, one for every connected piece of a district. */
#ifndef WG_PLAN_ATOMGRAPH_H
#define WG_PLAN_ATOMGRAPH_H

#include "atoms/atoms.h"
#include "plan/graph.h"

/* A connected piece of a district's land outside exclusive zones. */
typedef struct wg_piece {
  uint32_t district;
  wg_u32vec atom; /* ascending; node i of the graph is atom[i] */
  wg_graph graph;
  double area_m2;
  int64_t households;
} wg_piece;

typedef struct wg_pieces {
  WG_VEC(wg_piece) piece; /* in order of their smallest atom */
} wg_pieces;              /* zeroed is empty */

wg_status wg_pieces_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                          wg_pieces *out);
void wg_pieces_free(wg_pieces *x);

#endif
