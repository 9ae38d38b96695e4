/* missed.h - the grids out of bounds, as a list of the summary. */
#ifndef WG_COVER_MISSED_H
#define WG_COVER_MISSED_H

#include "base/ctx.h"
#include "plan/grids.h"
#include "read/town.h"

/* Fills sum->missed, n_missed, certified and unproven; free with wg_partition_summary_free(). */
wg_status wg_missed_list(wg_ctx *ctx, const wg_town *t, const wg_grids *g,
                         wg_partition_summary *sum);

#endif
