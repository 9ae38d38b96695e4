/* certificate.h - why no plan of a graph keeps all its grids within the bounds.
 *
 * Only cheap exact arguments are tried: where there is no fact, nothing is known.
 */
#ifndef WG_PLAN_CERTIFICATE_H
#define WG_PLAN_CERTIFICATE_H

#include "plan/facts.h"
#include "plan/graph.h"

typedef struct wg_claim {
  wg_range bounds;
  uint32_t grids; /* number of grids wanted; 0: free */
  int64_t proven; /* least miss of any plan by another proof, such as an exhaustive search; or 0 */
} wg_claim;

/* A graph that is not connected is judged piece by piece; a number of grids is one for the whole
 * graph. Near-linear in its size. False when memory runs out. */
bool wg_certify(const wg_graph *g, const wg_claim *claim, wg_facts *out);

#endif
