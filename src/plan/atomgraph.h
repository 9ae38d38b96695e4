/* atomgraph.h - atoms as graphs, one for every connected piece of a district.
 *
 * At first node i of a piece's graph is its atom i. What is kept together is contracted later
 * (plan/wishes.h): then `node` tells the node of each atom.
 *
 * From here on "households" of nodes, pieces, bounds and proofs are whatever grids share: households,
 * or the steps of a town's weights (plan/weigh.h). */
#ifndef WG_PLAN_ATOMGRAPH_H
#define WG_PLAN_ATOMGRAPH_H

#include "plan/bounds.h"
#include "plan/contact.h"
#include "plan/graph.h"
#include "plan/score.h"

/* What is wanted of the grids of a piece; zeroed: the bounds of the options, nothing else. */
typedef struct wg_order {
  int64_t min, max; /* households a grid; max 0: as the options say */
  int64_t mean;     /* wanted households a grid; 0: the middle of the bounds */
  uint32_t grids;   /* wanted number; 0: free */
  bool seeded;      /* every grid holds one seed */
  struct {
    double tolerance, weight; /* weight in multiples of the score's balance; 0: not asked for */
  } criterion[WG_CRITERIA];
  uint32_t *prior; /* per node: its grid in the edition before, or WG_NO_PART; NULL: none */
  uint32_t priors; /* prior parts: 0 .. priors-1 */
  double keep;     /* price of a household that leaves its prior part */
} wg_order;

/* A connected piece of a district's land outside exclusive zones and locked grids. */
typedef struct wg_piece {
  uint32_t district;
  wg_u32vec atom; /* ascending */
  uint32_t *node; /* per atom: its node of the graph; NULL: node i is atom[i] */
  wg_graph graph;
  double area_m2;
  int64_t households;
  wg_order order;
} wg_piece;

static inline uint32_t wg_piece_node(const wg_piece *p, uint32_t i) {
  return p->node ? p->node[i] : i;
}

typedef struct wg_pieces {
  WG_VEC(wg_piece) piece; /* in order of their smallest atom */
  const uint32_t *locked; /* per atom: the locked grid that keeps it, or WG_NO_ONE; NULL: none */
  const wg_grid_bounds *bounds; /* per district; NULL: those of the options */
  wg_contacts contacts;         /* of all atoms; the graphs' edges come from them */
} wg_pieces;                    /* zeroed is empty */

/* An edge costs its border's price, less what an uncrossed barrier there is worth (plan/score.h). */
wg_status wg_pieces_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, const wg_atoms *a,
                          const wg_partition_options *o, wg_pieces *out);
/* The same around locked grids; `locked` as in wg_pieces, kept by reference. */
wg_status wg_pieces_build_around(wg_ctx *ctx, const wg_town *t, const wg_plane *p,
                                 const wg_atoms *a, const wg_partition_options *o,
                                 const uint32_t *locked, wg_pieces *out);
void wg_pieces_free(wg_pieces *x);

#endif
