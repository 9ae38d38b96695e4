#include "locate/pipeline.h"

#include <pthread.h>

#include "base/mem.h"

/* Jobs are a ring: [done, taken) are under way, of which [next, taken) no worker has begun. */
typedef struct {
  const wg_pipeline *p;
  void *const *jobs;
  size_t n_jobs;
  pthread_mutex_t lock;
  pthread_cond_t changed;  /* for workers: something to begin, or to stop */
  pthread_cond_t finished; /* for the owner: a job is finished */
  uint64_t taken, next, done;
  bool stop;
  bool *ready; /* per job of the ring: its work is done */
  wg_status *status;
} ring;

typedef struct {
  ring *r;
  unsigned worker;
  pthread_t thread;
} hand;

static void *work(void *user) {
  hand *h = user;
  ring *r = h->r;
  pthread_mutex_lock(&r->lock);
  for (;;) {
    while (r->next == r->taken && !r->stop) pthread_cond_wait(&r->changed, &r->lock);
    if (r->next == r->taken) break;
    size_t k = (size_t)(r->next++ % r->n_jobs);
    pthread_mutex_unlock(&r->lock);
    wg_status st = r->p->work(r->p->user, r->jobs[k], h->worker);
    pthread_mutex_lock(&r->lock);
    r->status[k] = st;
    r->ready[k] = true;
    pthread_cond_signal(&r->finished);
  }
  pthread_mutex_unlock(&r->lock);
  return NULL;
}

/* Waits for the oldest job and finishes it. */
static wg_status finish_one(ring *r) {
  size_t k = (size_t)(r->done % r->n_jobs);
  pthread_mutex_lock(&r->lock);
  while (!r->ready[k]) pthread_cond_wait(&r->finished, &r->lock);
  r->ready[k] = false;
  r->done++;
  pthread_mutex_unlock(&r->lock);
  WG_TRY(r->status[k]);
  return r->p->done(r->p->user, r->jobs[k]);
}

static void hand_out(ring *r) {
  pthread_mutex_lock(&r->lock);
  r->taken++;
  pthread_cond_signal(&r->changed);
  pthread_mutex_unlock(&r->lock);
}

static wg_status finish_all(ring *r) {
  while (r->done < r->taken) WG_TRY(finish_one(r));
  return WG_OK;
}

static wg_status feed(ring *r) {
  wg_taken taken = WG_TAKEN_BLOCK;
  while (taken != WG_TAKEN_END) {
    if (r->taken - r->done == r->n_jobs) WG_TRY(finish_one(r));
    bool idle = r->taken == r->done;
    wg_status st = r->p->take(r->p->user, r->jobs[r->taken % r->n_jobs], idle, &taken);
    if (st != WG_OK) { /* what was taken before comes first */
      WG_TRY(finish_all(r));
      return st;
    }
    if (taken == WG_TAKEN_BLOCK) hand_out(r);
    if (taken == WG_TAKEN_NOTHING_YET && !idle) WG_TRY(finish_one(r));
  }
  return finish_all(r);
}

static wg_status run_alone(const wg_pipeline *p, void *job) {
  for (;;) {
    wg_taken taken;
    WG_TRY(p->take(p->user, job, true, &taken));
    if (taken == WG_TAKEN_END) return WG_OK;
    if (taken == WG_TAKEN_NOTHING_YET) continue;
    WG_TRY(p->work(p->user, job, 0));
    WG_TRY(p->done(p->user, job));
  }
}

static void stop_all(ring *r, hand *hands, unsigned n) {
  pthread_mutex_lock(&r->lock);
  r->stop = true;
  r->taken = r->next; /* what nobody has begun is dropped */
  pthread_cond_broadcast(&r->changed);
  pthread_mutex_unlock(&r->lock);
  for (unsigned i = 0; i < n; i++) pthread_join(hands[i].thread, NULL);
}

wg_status wg_pipeline_run(wg_ctx *ctx, const wg_pipeline *p, unsigned threads, void *const *jobs,
                          size_t n_jobs) {
  if (threads < 2) return run_alone(p, jobs[0]);
  ring r = {.p = p, .jobs = jobs, .n_jobs = n_jobs};
  hand *hands = WG_NEW0(hand, threads);
  r.ready = WG_NEW0(bool, n_jobs);
  r.status = WG_NEW0(wg_status, n_jobs);
  wg_status st = hands && r.ready && r.status ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) {
    unsigned n = 0;
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.changed, NULL);
    pthread_cond_init(&r.finished, NULL);
    for (; n < threads; n++) {
      hands[n].r = &r, hands[n].worker = n;
      if (pthread_create(&hands[n].thread, NULL, work, &hands[n]) != 0) break;
    }
    st = n ? feed(&r) : run_alone(p, jobs[0]);
    stop_all(&r, hands, n);
    pthread_cond_destroy(&r.finished);
    pthread_cond_destroy(&r.changed);
    pthread_mutex_destroy(&r.lock);
  }
  wg_free(hands);
  wg_free(r.ready);
  wg_free(r.status);
  return st;
}
