/* mincut.h - the cheapest set of nodes, while ever more nodes are decided.
 *
 * For a set T of nodes let its value be
 *
 *   constant + sum over nodes of T of their charge + sum over edges that leave T of their cost
 *
 * (costs >= 0, charges of any sign). The least value over all T that hold the nodes taken in and none
 * of those left out is a minimum cut. Flow found earlier stays when a node is decided or a
 * charge changes (Kohli and Torr 2007), so that a search pays for the difference only.
 *
 * `value` never exceeds the least value, whatever flow has been found so far; wg_cut_run
 * makes it equal but for rounding.
 */
#ifndef WG_PLAN_MINCUT_H
#define WG_PLAN_MINCUT_H

#include "base/mem.h"

/* What many states share. Arc e of node u leads to to[e]; back[e] is the same edge seen from there. */
typedef struct wg_cut_net {
  uint32_t n;
  const uint32_t *first, *to, *back;
} wg_cut_net;

enum { WG_CUT_OPEN, WG_CUT_IN, WG_CUT_OUT };

typedef struct wg_cut {
  double value;
  double *excess; /* per node: what it costs to leave it out (> 0) or to take it in (< 0) */
  double *room;   /* per arc: what it still costs to take in its tail but not its head */
  uint8_t *state; /* per node: WG_CUT_... */
} wg_cut;

/* One block of memory with everything of a state, to be freed by wg_cut_free. Nodes are
 * open, charges and costs 0. False when memory runs out. */
bool wg_cut_init(wg_cut *c, const wg_cut_net *net);
void wg_cut_free(wg_cut *c);
void wg_cut_copy(wg_cut *to, const wg_cut *from, const wg_cut_net *net);

/* Adds to the charge of an open node. */
void wg_cut_charge(wg_cut *c, uint32_t u, double charge);
void wg_cut_take_in(wg_cut *c, const wg_cut_net *net, uint32_t u);
void wg_cut_leave_out(wg_cut *c, const wg_cut_net *net, uint32_t u);

/* Pushes flow until `value` is the least value or exceeds `enough`. queue, from: scratch, n each;
 * afterwards from[u] != UINT32_MAX marks the open nodes of the smallest T that has the least value. */
void wg_cut_run(wg_cut *c, const wg_cut_net *net, double enough, uint32_t *queue, uint32_t *from);

#endif
