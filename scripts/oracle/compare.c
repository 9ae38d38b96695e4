#include "compare.h"

#include <pthread.h>
#include <string.h>

enum { BATCH = 4096, THREADS_MOST = 64 };

struct worker {
  const struct job *job;
  unsigned number;
  struct exact exact;
  struct report report;
  pthread_t thread;
};

static const char *code_of(const struct job *job, struct answer answer) {
  return answer.count ? job->covers->layer->polygon[answer.first].code : NULL;
}

static int same(const char *a, const char *b) { return a && b ? strcmp(a, b) == 0 : a == b; }

static void judge(struct worker *w, enum kind kind, const double p[2], const char *got) {
  struct answer answer = covers_point(w->job->covers, &w->exact, p);
  struct report *report = &w->report;
  struct tally *tally = &report->tally[kind];
  const char *expected = code_of(w->job, answer);
  tally->total++;
  tally->covered[answer.count < 2 ? answer.count : 2]++;
  tally->unanswered += expected && !got;
  if (same(expected, got))
    tally->agreeing++;
  else if (report->differences < SHOWN_MOST)
    report->difference[report->differences++] = (struct difference){{p[0], p[1]}, expected, got};
}

static void run_batch(struct worker *w, enum kind kind, uint64_t from, size_t n) {
  const struct job *job = w->job;
  double xy[2 * BATCH];
  uint32_t grid[BATCH];
  for (size_t i = 0; i < n; i++) sample(job->covers->layer, job->seed, kind, from + i, &xy[2 * i]);
  wg_locate(job->locator, xy, n, grid);
  for (size_t i = 0; i < n; i++)
    judge(w, kind, &xy[2 * i],
          grid[i] == UINT32_MAX ? NULL : wg_locator_code(job->locator, grid[i]));
}

/* Every so-many-eth batch of each kind. */
static void *work(void *argument) {
  struct worker *w = argument;
  uint64_t stride = (uint64_t)w->job->threads * BATCH;
  exact_init(&w->exact);
  for (enum kind kind = 0; kind < KINDS; kind++) {
    uint64_t count = w->job->count[kind];
    for (uint64_t from = (uint64_t)w->number * BATCH; from < count; from += stride)
      run_batch(w, kind, from, count - from < BATCH ? (size_t)(count - from) : BATCH);
  }
  exact_clear(&w->exact);
  return NULL;
}

static void add_tally(struct tally *sum, const struct tally *t) {
  sum->total += t->total;
  sum->agreeing += t->agreeing;
  for (int i = 0; i < 3; i++) sum->covered[i] += t->covered[i];
  sum->unanswered += t->unanswered;
}

static void add_report(struct report *sum, const struct report *r) {
  for (int kind = 0; kind < KINDS; kind++) add_tally(&sum->tally[kind], &r->tally[kind]);
  for (int i = 0; i < r->differences && sum->differences < SHOWN_MOST; i++)
    sum->difference[sum->differences++] = r->difference[i];
}

int compare_all(const struct job *job, struct report *report) {
  static struct worker worker[THREADS_MOST];
  unsigned started = 0;
  *report = (struct report){0};
  for (; started < job->threads && started < THREADS_MOST; started++) {
    worker[started] = (struct worker){.job = job, .number = started};
    if (pthread_create(&worker[started].thread, NULL, work, &worker[started])) break;
  }
  for (unsigned i = 0; i < started; i++) {
    pthread_join(worker[i].thread, NULL);
    add_report(report, &worker[i].report);
  }
  return started == job->threads ? 0 : -1;
}
