/* assign_into.h - located rows on their way into the workspace, in batches. */
#ifndef WG_STORE_ASSIGN_INTO_H
#define WG_STORE_ASSIGN_INTO_H

#include "store/assign_setup.h"

typedef struct wg_into wg_into;

/* Reads the input once, for its digest: a known input is a known run (incidents.h). */
wg_status wg_into_open(wg_ctx *ctx, wg_assignment *a, wg_into **out);
/* In the order of the blocks. */
wg_status wg_into_add(wg_ctx *ctx, wg_into *t, const wg_block_of_rows *b);
wg_status wg_into_finish(wg_ctx *ctx, wg_into *t, wg_assign_summary *sum);
void wg_into_close(wg_into *t); /* NULL is fine */

#endif
