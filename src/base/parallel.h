/* parallel.h - a loop over independent items on several threads.
 *
 * Items are handed out in index order, one at a time. `run` must write only to
 * places that belong to its item (or to `worker`'s scratch), so the result is
 * the same for any number of threads. If items fail, the status of the lowest
 * failing index wins.
 */
#ifndef WG_BASE_PARALLEL_H
#define WG_BASE_PARALLEL_H

#include "base/ctx.h"

/* worker: 0 .. ctx->threads-1, the thread that runs the item. */
typedef wg_status wg_task_fn(void *user, size_t item, unsigned worker);

/* Runs run(user, 0..n-1). Reports progress of `stage` (NULL: silent) from the
 * calling thread. On failure the context's error is the generic sentence of the
 * status unless the task's owner sets a better one afterwards. */
wg_status wg_parallel_for(wg_ctx *ctx, const char *stage, size_t n, wg_task_fn *run, void *user);

#endif
