#include "base/parallel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/rng.h"

enum { N = 5000 };

typedef struct {
  _Atomic uint32_t runs[N];
  _Atomic uint32_t busy[16]; /* per worker: running now */
  uint32_t fail_every;       /* items k * fail_every - 1 fail with status 1 + k % 3 */
  unsigned threads;
  _Atomic bool broken;
} work;

static wg_status run(void *user, size_t item, unsigned worker) {
  work *w = user;
  if (worker >= w->threads || atomic_fetch_add(&w->busy[worker], 1) != 0) w->broken = true;
  atomic_fetch_add(&w->runs[item], 1);
  uint64_t spin = wg_mix64(item);
  for (uint32_t i = 0; i < spin % 500; i++) spin = wg_mix64(spin);
  if (spin == 42) w->broken = true; /* keeps the loop */
  atomic_fetch_sub(&w->busy[worker], 1);
  if (w->fail_every && (item + 1) % w->fail_every == 0)
    return item + 1 == w->fail_every ? WG_ERR_DATA : WG_ERR_IO;
  return WG_OK;
}

static void every_item_runs_once(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (unsigned threads = 1; threads <= 8; threads *= 2) {
    work *w = WG_NEW0(work, 1);
    w->threads = threads;
    wg_ctx_set_threads(ctx, threads);
    assert_int_equal(wg_parallel_for(ctx, NULL, N, run, w), WG_OK);
    for (size_t i = 0; i < N; i++) assert_int_equal(w->runs[i], 1);
    assert_false(w->broken);
    wg_free(w);
  }
  wg_ctx_free(ctx);
}

static void the_lowest_failing_item_wins(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (unsigned threads = 1; threads <= 8; threads *= 2)
    for (uint32_t every = 1; every < 60; every++) {
      work *w = WG_NEW0(work, 1);
      w->threads = threads;
      w->fail_every = every;
      wg_ctx_set_threads(ctx, threads);
      assert_int_equal(wg_parallel_for(ctx, NULL, N, run, w), WG_ERR_DATA);
      for (size_t i = 0; i < every; i++)
        assert_int_equal(w->runs[i], 1); /* none before is skipped */
      assert_false(w->broken);
      wg_free(w);
    }
  wg_ctx_free(ctx);
}

static void no_items_no_calls(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  assert_int_equal(wg_parallel_for(ctx, "x", 0, run, NULL), WG_OK);
  wg_ctx_free(ctx);
}

typedef struct {
  double last;
  uint32_t calls;
  bool falls;
} seen;

static void note(void *user, const char *stage, double share) {
  seen *s = user;
  assert_string_equal(stage, "counting");
  s->falls = s->falls || share < s->last || share < 0 || share > 1;
  s->last = share;
  s->calls++;
}

static void progress_rises_to_one(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  seen s = {0};
  work *w = WG_NEW0(work, 1);
  w->threads = 3;
  wg_ctx_set_threads(ctx, 3);
  wg_ctx_set_progress(ctx, note, &s);
  assert_int_equal(wg_parallel_for(ctx, "counting", N, run, w), WG_OK);
  assert_true(s.calls >= 2 && !s.falls && s.last == 1);
  wg_free(w);
  wg_ctx_free(ctx);
}

static void no_memory_is_said(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  work *w = WG_NEW0(work, 1);
  int64_t live = wg_mem_live();
  wg_mem_fail_at(1);
  assert_int_equal(wg_parallel_for(ctx, NULL, N, run, w), WG_ERR_NOMEM);
  wg_mem_fail_at(0);
  assert_int_equal(wg_mem_live(), live);
  assert_non_null(strstr(wg_error(ctx), "memory"));
  wg_free(w);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_item_runs_once), cmocka_unit_test(the_lowest_failing_item_wins),
      cmocka_unit_test(no_items_no_calls),    cmocka_unit_test(progress_rises_to_one),
      cmocka_unit_test(no_memory_is_said),
  };
  return cmocka_run_group_tests_name("base/parallel", tests, NULL, NULL);
}
