/* criteria.h - further numbers of the buildings that grids are to share evenly. */
#ifndef WG_PLAN_CRITERIA_H
#define WG_PLAN_CRITERIA_H

#include "plan/where.h"

typedef struct wg_criterion_wish {
  uint32_t which; /* of the town's numbers */
  double tolerance, weight;
} wg_criterion_wish;

typedef struct wg_criteria {
  wg_criterion_wish wish[WG_CRITERIA];
  uint32_t n;
} wg_criteria; /* zeroed is empty */

/* Reads "FIELD:TOLERANCE[:WEIGHT]", tolerance a share ("0.3") or "30%". WG_ERR_USAGE where one is
 * malformed, given twice, or of a field that was not imported. */
wg_status wg_criteria_read(wg_ctx *ctx, const wg_town *t, const wg_partition_options *o,
                           wg_criteria *out);

/* Sums of the nodes, and what is ordered of every piece. Graphs are not contracted yet. */
void wg_criteria_set(const wg_criteria *c, const wg_town *t, const wg_atoms *a, const wg_where *w,
                     wg_pieces *x);

#endif
