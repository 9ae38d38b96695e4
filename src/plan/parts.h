/* parts.h - a plan under construction: which part each node is in.
 *
 * Invariant (wg_parts_check): every part is non-empty and connected, members and
 * labels agree, weights are the sums of the members' households.
 */
#ifndef WG_PLAN_PARTS_H
#define WG_PLAN_PARTS_H

#include "geom/boxtree.h"
#include "plan/graph.h"
#include "plan/score.h"

typedef struct wg_part {
  wg_u32vec node;
  wg_sums sum;
  uint32_t home;    /* the part of the plan before that this one carries on, or WG_NO_HOME */
  uint32_t changed; /* the sweep that changed it last */
} wg_part;

#define WG_NO_HOME UINT32_MAX

typedef struct wg_parts {
  const wg_graph *g;
  uint32_t *label; /* per node */
  WG_VEC(wg_part) part;
  const uint32_t
      *prior;  /* per node: its part in the plan before, or WG_NO_HOME; NULL: no such plan */
  double keep; /* price of a household that leaves its prior part */
} wg_parts;

/* Takes labels 0..n-1 for granted to be in use. */
bool wg_parts_init(wg_parts *p, const wg_graph *g, const uint32_t *label, uint32_t n);
void wg_parts_free(wg_parts *p);
/* An empty part more; false when memory runs out. */
bool wg_parts_add(wg_parts *p);
/* Removes the empty part i: the last one takes its number. */
void wg_parts_drop(wg_parts *p, uint32_t i);
/* Empties part i; its nodes are in no part until they are put into one. */
void wg_parts_clear(wg_parts *p, uint32_t i);
bool wg_parts_put(wg_parts *p, uint32_t part, uint32_t node);

/* Parts that share a border with part i, ascending. */
bool wg_parts_neighbours(const wg_parts *p, uint32_t i, wg_u32vec *out);
/* Binds the plan to one before; every part takes the home that it keeps most of. */
bool wg_parts_settle(wg_parts *p, const uint32_t *prior, double keep);

/* Price of node v in a part with that home. */
static inline double wg_parts_stray(const wg_parts *p, uint32_t v, uint32_t home) {
  if (!p->prior || p->prior[v] == WG_NO_HOME || p->prior[v] == home) return 0;
  return p->keep * (double)p->g->node[v].households;
}

/* Everything part i pays but its borders. */
double wg_parts_cost(const wg_parts *p, const wg_score *s, uint32_t i);

/* Score of the whole plan (plan/score.h). */
double wg_parts_score(const wg_parts *p, const wg_score *s);
/* True when the invariant holds. */
bool wg_parts_check(const wg_parts *p);

#endif
