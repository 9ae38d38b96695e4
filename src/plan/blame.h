/* blame.h - which fact explains each part of a plan that misses the bounds. */
#ifndef WG_PLAN_BLAME_H
#define WG_PLAN_BLAME_H

#include "plan/facts.h"
#include "plan/graph.h"

#define WG_NO_FACT UINT32_MAX

typedef struct wg_blame {
  uint32_t fact; /* that no plan holds the bounds here, or WG_NO_FACT: not known, or within them */
  bool least;    /* nor does any miss them by less here */
} wg_blame;

/* label: the part of every node; out: one a part. Parts and facts that share households hang
 * together; where such parts miss by no more than such facts force, that is the least.
 * False when memory runs out. */
bool wg_blame_parts(const wg_graph *g, wg_range b, const wg_facts *f, const uint32_t *label,
                    uint32_t parts, wg_blame *out);

#endif
