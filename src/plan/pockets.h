/* pockets.h - what a connected net falls into when one node is taken away.
 *
 * By depth-first search with low points (Hopcroft and Tarjan 1973). A node's pockets
 * are the connected pieces of the net without it: one, or more at a cut vertex.
 */
#ifndef WG_PLAN_POCKETS_H
#define WG_PLAN_POCKETS_H

#include "plan/net.h"

/* Places number the nodes in order of visit; a subtree is a run of places. */
typedef struct wg_pockets {
  uint32_t n;
  uint32_t *node;   /* per place */
  uint32_t *parent; /* per place: the parent's place; 0 at the root */
  uint32_t *end;    /* per place: one past its subtree */
  uint32_t *low;    /* per place: least place that its subtree reaches by one edge */
  int64_t *sum;     /* n + 1: households of the places before */
} wg_pockets;       /* zeroed is empty */

typedef struct wg_pocket {
  uint32_t first, end; /* places; with `rest`: all but the node's and its other pockets' */
  int64_t households;
  bool rest;
} wg_pocket;

typedef WG_VEC(wg_pocket) wg_pocket_list;

/* False when memory runs out. */
bool wg_pockets_find(const wg_net *x, wg_pockets *out);
void wg_pockets_free(wg_pockets *p);

/* The pockets of the node at a place. */
bool wg_pockets_at(const wg_pockets *p, uint32_t place, wg_pocket_list *out);
/* Number of nodes in pocket k of the list made for the place. */
uint32_t wg_pocket_size(const wg_pockets *p, const wg_pocket_list *l, size_t k);
/* Appends its nodes. */
bool wg_pocket_nodes(const wg_pockets *p, uint32_t place, const wg_pocket_list *l, size_t k,
                     wg_u32vec *out);

#endif
