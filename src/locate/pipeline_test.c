/* Blocks in order whatever the threads do; failures of each stage. */
#include "locate/pipeline.h"

#include "base/rng.h"
#include "read/test_files.h"

enum { JOBS = 24, THREADS = 8 };

typedef struct {
  unsigned number;
  uint64_t result;
} job;

typedef struct {
  unsigned blocks, taken, done;
  unsigned fail_take, fail_work, fail_done; /* number of the block; UINT32_MAX: none */
  bool hesitates;                           /* nothing is there now and then */
  unsigned said_nothing;
  int busy[THREADS]; /* 1: the worker has a job */
  wg_rng rng;
} night;

static wg_ctx *ctx;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  return ctx ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return 0;
}

static wg_status take(void *user, void *at, bool wait, wg_taken *taken) {
  night *n = user;
  job *j = at;
  if (n->taken == n->fail_take)
    return wg_fail(ctx, WG_ERR_IO, "block %u cannot be taken", n->taken);
  *taken = n->taken == n->blocks ? WG_TAKEN_END : WG_TAKEN_BLOCK;
  if (n->hesitates && !wait && wg_rng_below(&n->rng, 3) == 0) {
    n->said_nothing++;
    *taken = WG_TAKEN_NOTHING_YET;
  }
  if (*taken == WG_TAKEN_BLOCK) *j = (job){.number = n->taken++};
  return WG_OK;
}

static wg_status work(void *user, void *at, unsigned worker) {
  night *n = user;
  job *j = at;
  assert_true(worker < THREADS);
  n->busy[worker]++; /* one job at a time, as TSan would see too */
  assert_int_equal(n->busy[worker], 1);
  j->result = j->number;
  for (unsigned k = 0; k < 1 + j->number % 7 * 300; k++) j->result = wg_mix64(j->result + 1);
  n->busy[worker]--;
  return j->number == n->fail_work ? WG_ERR_DATA : WG_OK;
}

static wg_status done(void *user, void *at) {
  night *n = user;
  job *j = at;
  uint64_t want = j->number;
  if (j->number == n->fail_done)
    return wg_fail(ctx, WG_ERR_USAGE, "block %u cannot be kept", j->number);
  for (unsigned k = 0; k < 1 + j->number % 7 * 300; k++) want = wg_mix64(want + 1);
  assert_int_equal(j->number, n->done);
  assert_int_equal(j->result, want);
  n->done++;
  return WG_OK;
}

static wg_status run(night *n, unsigned threads, size_t jobs) {
  job jobs_of[JOBS];
  void *ring[JOBS];
  const wg_pipeline p = {n, take, work, done};
  for (unsigned i = 0; i < JOBS; i++) ring[i] = &jobs_of[i];
  n->rng = wg_rng_init(n->blocks, threads);
  return wg_pipeline_run(ctx, &p, threads, ring, jobs);
}

#define NO_FAILURE .fail_take = UINT32_MAX, .fail_work = UINT32_MAX, .fail_done = UINT32_MAX

static void all_in_order(void **state) {
  (void)state;
  static const unsigned blocks[] = {0, 1, 2, 25, 100};
  for (unsigned threads = 1; threads <= THREADS; threads += threads < 3 ? 1 : 5)
    for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
      for (size_t jobs = 1; jobs <= JOBS; jobs = jobs * 3 + 2)
        for (unsigned hesitates = 0; hesitates < 2; hesitates++) {
          night n = {.blocks = blocks[k], .hesitates = hesitates, NO_FAILURE};
          assert_int_equal(run(&n, threads, jobs), WG_OK);
          assert_int_equal(n.taken, blocks[k]);
          assert_int_equal(n.done, blocks[k]);
          if (threads == 1) assert_int_equal(n.said_nothing, 0); /* it is always waited for */
        }
}

/* The first failure in the order of the blocks; what is before it is done, nothing behind it. */
static void failures(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= THREADS; threads += threads < 3 ? 1 : 5)
    for (unsigned at = 0; at < 40; at += 13)
      for (unsigned hesitates = 0; hesitates < 2; hesitates++) {
        night t = {.blocks = 40, .hesitates = hesitates, NO_FAILURE}, w = t, d = t, two = t;
        t.fail_take = w.fail_work = d.fail_done = at;
        two.fail_work = at, two.fail_done = at + 1, two.fail_take = at + 2;
        assert_int_equal(run(&t, threads, JOBS), WG_ERR_IO);
        assert_int_equal(t.done, at);
        assert_int_equal(run(&w, threads, JOBS), WG_ERR_DATA);
        assert_int_equal(w.done, at);
        assert_int_equal(run(&d, threads, JOBS), WG_ERR_USAGE);
        assert_int_equal(d.done, at);
        assert_int_equal(run(&two, threads, JOBS), WG_ERR_DATA);
        assert_int_equal(two.done, at);
      }
}

/* Takes a block only when all before it are answered, as a program that waits for us does. */
typedef struct {
  unsigned taken, done;
} dialogue;

static wg_status ask(void *user, void *at, bool wait, wg_taken *taken) {
  dialogue *d = user;
  (void)at;
  *taken = d->taken == 50 ? WG_TAKEN_END : WG_TAKEN_BLOCK;
  if (d->done < d->taken) {
    assert_false(wait); /* or neither would ever go on */
    *taken = WG_TAKEN_NOTHING_YET;
  } else if (*taken == WG_TAKEN_BLOCK) {
    d->taken++;
  }
  return WG_OK;
}

static wg_status think(void *user, void *at, unsigned worker) {
  (void)user, (void)at, (void)worker;
  return WG_OK;
}

static wg_status answer(void *user, void *at) {
  dialogue *d = user;
  (void)at;
  d->done++;
  return WG_OK;
}

static void answers_before_it_waits(void **state) {
  (void)state;
  for (unsigned threads = 1; threads <= THREADS; threads += threads < 3 ? 1 : 5) {
    dialogue d = {0};
    char rooms[JOBS];
    void *ring[JOBS];
    for (unsigned i = 0; i < JOBS; i++) ring[i] = &rooms[i];
    const wg_pipeline p = {&d, ask, think, answer};
    assert_int_equal(wg_pipeline_run(ctx, &p, threads, ring, JOBS), WG_OK);
    assert_int_equal(d.done, 50);
  }
}

static void memory_may_run_out(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    night n = {.blocks = 30, NO_FAILURE};
    wg_mem_fail_at(k);
    st = run(&n, 3, 9);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK ? n.done == 30 : st == WG_ERR_NOMEM && n.taken == 0);
    assert_int_equal(wg_mem_live(), live);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_in_order),
      cmocka_unit_test(failures),
      cmocka_unit_test(answers_before_it_waits),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/pipeline", tests, setup, teardown);
}
