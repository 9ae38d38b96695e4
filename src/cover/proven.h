/* proven.h - what is known of how good each district's plan is, for the summary. */
#ifndef WG_COVER_PROVEN_H
#define WG_COVER_PROVEN_H

#include "plan/plan.h"

/* Fills proofs, districts_optimal and the gaps. */
wg_status wg_proven_list(wg_ctx *ctx, const wg_town *t, const wg_pieces *pieces,
                         const wg_plan *plan, wg_partition_summary *sum);

#endif
