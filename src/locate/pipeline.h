/* pipeline.h - blocks taken in order, worked on by several threads, finished in order.
 *
 * take and done are called by the calling thread only, and they alone may use the context. While the
 * workers are busy the next blocks are taken; where nothing can be taken yet, all that is under way
 * is finished first. So a program that waits for our answer before it writes on gets it.
 */
#ifndef WG_LOCATE_PIPELINE_H
#define WG_LOCATE_PIPELINE_H

#include "base/ctx.h"
#include "locate/intake.h"

typedef struct wg_pipeline {
  void *user;
  wg_status (*take)(void *user, void *job, bool wait, wg_taken *taken);
  wg_status (*work)(void *user, void *job, unsigned worker); /* 0 .. threads - 1 */
  wg_status (*done)(void *user, void *job);
} wg_pipeline;

/* Jobs are used again and again; some more than threads are good. The first failure in the order of
 * the blocks is returned; what was finished before it stays. A failure of `work` has to be worded by the
 * caller. */
wg_status wg_pipeline_run(wg_ctx *ctx, const wg_pipeline *p, unsigned threads, void *const *jobs,
                          size_t n_jobs);

#endif
