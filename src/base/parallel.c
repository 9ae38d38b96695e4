#include "base/parallel.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/mem.h"

typedef struct {
  wg_task_fn *run;
  void *user;
  size_t n;
  _Atomic size_t next;
  pthread_mutex_t lock; /* guards the two fields below */
  size_t failed_item;
  wg_status failed;
} job;

typedef struct {
  job *j;
  unsigned worker;
  pthread_t id;
} lane;

static void note_failure(job *j, size_t item, wg_status st) {
  pthread_mutex_lock(&j->lock);
  if (j->failed == WG_OK || item < j->failed_item) {
    j->failed = st;
    j->failed_item = item;
  }
  pthread_mutex_unlock(&j->lock);
  atomic_store(&j->next, j->n); /* hand out nothing more; lower items are under way already */
}

static bool step(job *j, unsigned worker) {
  size_t item = atomic_fetch_add(&j->next, 1);
  if (item >= j->n) return false;
  wg_status st = j->run(j->user, item, worker);
  if (st != WG_OK) note_failure(j, item, st);
  return true;
}

static void *drive(void *arg) {
  lane *l = arg;
  while (step(l->j, l->worker)) {}
  return NULL;
}

static void drive_and_report(wg_ctx *ctx, const char *stage, job *j) {
  size_t seen = 0;
  while (step(j, 0)) {
    if (!stage || (++seen & 63) != 0) continue;
    size_t at = atomic_load(&j->next);
    wg_progress(ctx, stage, (double)(at < j->n ? at : j->n) / (double)j->n);
  }
}

wg_status wg_parallel_for(wg_ctx *ctx, const char *stage, size_t n, wg_task_fn *run, void *user) {
  if (n == 0) return WG_OK;
  unsigned lanes = ctx->threads < n ? ctx->threads : (unsigned)n;
  job j = {.run = run, .user = user, .n = n, .failed = WG_OK};
  lane *l = WG_NEW0(lane, lanes);
  if (!l) return wg_nomem(ctx);
  pthread_mutex_init(&j.lock, NULL);
  if (stage) wg_progress(ctx, stage, 0);
  unsigned started = 1; /* lane 0 is this thread */
  for (; started < lanes; started++) {
    l[started] = (lane){.j = &j, .worker = started};
    if (pthread_create(&l[started].id, NULL, drive, &l[started]) != 0) break;
  }
  drive_and_report(ctx, stage, &j);
  for (unsigned i = 1; i < started; i++) pthread_join(l[i].id, NULL);
  pthread_mutex_destroy(&j.lock);
  wg_free(l);
  if (stage) wg_progress(ctx, stage, 1);
  if (j.failed == WG_ERR_NOMEM) return wg_nomem(ctx);
  return j.failed;
}
