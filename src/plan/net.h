/* net.h - a lean graph for proofs: households and neighbours, no prices. */
#ifndef WG_PLAN_NET_H
#define WG_PLAN_NET_H

#include "base/u32vec.h"
#include "plan/graph.h"

typedef struct wg_net {
  uint32_t n;
  int64_t *households;
  uint32_t *first, *to; /* neighbours, as in wg_graph; each once, in no order of meaning */
  uint8_t *open;        /* 1: has a neighbour outside the net */
} wg_net;               /* zeroed is empty */

/* The net of n nodes of g: node i of the net is node[i]. number: scratch, one a node
 * of g, all UINT32_MAX before and after. False when memory runs out. */
bool wg_net_of(const wg_graph *g, const uint32_t *node, uint32_t n, uint32_t *number, wg_net *out);

/* Nodes of one label become one; labels 0..n-1 are all in use. */
bool wg_net_contract(const wg_net *x, const uint32_t *label, uint32_t n, wg_net *out);

int64_t wg_net_sum(const wg_net *x);
void wg_net_free(wg_net *x);

#endif
