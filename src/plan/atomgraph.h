/* atomgraph.h - atoms as graphs, one for every connected piece of a district. */
#ifndef WG_PLAN_ATOMGRAPH_H
#define WG_PLAN_ATOMGRAPH_H

#include "plan/contact.h"
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
  wg_contacts contacts;   /* of all atoms; the graphs' edges come from them */
} wg_pieces;              /* zeroed is empty */

/* An edge costs its border's price, less what an uncrossed barrier there is worth (plan/score.h). */
wg_status wg_pieces_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                          const wg_partition_options *o, wg_pieces *out);
void wg_pieces_free(wg_pieces *x);

#endif
