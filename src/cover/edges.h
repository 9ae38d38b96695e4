/* edges.h - all edges of a coverage, each kept once with those who use it.
 *
 * An edge stands under its two vertices, a before b in the order of wg_xy_cmp.
 * Whoever runs a->b has the edge on his left side's border and is its `left`,
 * whoever runs b->a its `right`. In a sound coverage an inner edge has exactly
 * one of each, an edge of the outline exactly one of the two.
 */
#ifndef WG_COVER_EDGES_H
#define WG_COVER_EDGES_H

#include "cover/coverage.h"
#include "cover/recttree.h"

#define WG_NOBODY UINT32_MAX

typedef struct wg_edge {
  uint32_t a, b;            /* vertices */
  uint32_t left, right;     /* the first feature that runs a->b, b->a; or WG_NOBODY */
  uint32_t n_left, n_right; /* how often it is run a->b, b->a */
} wg_edge;

/* One more feature that runs an edge the way another does already. */
typedef struct wg_extra_use {
  uint32_t edge, feature;
  bool backward; /* b->a */
} wg_extra_use;

typedef struct wg_edges {
  WG_VEC(wg_xy) vertex;       /* distinct places */
  WG_VEC(uint32_t) corner;    /* vertex of each point of the coverage */
  WG_VEC(wg_edge) edge;       /* distinct, in order of first use */
  WG_VEC(wg_extra_use) extra; /* by edge, then by feature */
  wg_recttree tree;           /* over edge[] */
} wg_edges;                   /* zeroed is empty */

/* False when memory runs out. O(points). */
bool wg_edges_build(wg_edges *e, const wg_cover *c);
void wg_edges_free(wg_edges *e);

static inline wg_xy wg_edge_a(const wg_edges *e, uint32_t i) { return e->vertex.v[e->edge.v[i].a]; }
static inline wg_xy wg_edge_b(const wg_edges *e, uint32_t i) { return e->vertex.v[e->edge.v[i].b]; }
/* How much deeper the coverage is left of a->b than right of it. */
static inline int64_t wg_edge_net(const wg_edge *e) {
  return (int64_t)e->n_left - (int64_t)e->n_right;
}
/* Used once in all. */
static inline bool wg_edge_single(const wg_edge *e) { return e->n_left + e->n_right == 1; }
static inline bool wg_edge_same_way(const wg_edge *e) { return e->n_left > 1 || e->n_right > 1; }

/* Appends all features that run edge i, some perhaps twice. False when memory runs out. */
bool wg_edge_users(const wg_edges *e, uint32_t i, wg_ids *out);

/* A map from places to their vertex, kept only by those who ask for edges by place. */
typedef struct wg_places {
  uint32_t *slot; /* 1 + vertex, 0: free */
  uint64_t mask;
} wg_places;
bool wg_places_build(wg_places *p, const wg_edges *e);
void wg_places_free(wg_places *p);
uint32_t wg_places_find(const wg_places *p, const wg_edges *e, wg_xy at); /* or WG_NOBODY */

#endif
