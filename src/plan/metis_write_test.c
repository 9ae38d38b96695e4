#include "plan/metis_write.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/rng.h"
#include "plan/metis.h"

/* What the file of n graphs holds. To be freed with free(). */
static char *written(const wg_graph *const *g, size_t n, double scale) {
  char *text = NULL;
  size_t size;
  FILE *f = open_memstream(&text, &size);
  assert_non_null(f);
  wg_metis_write(f, g, n, scale);
  assert_int_equal(fclose(f), 0);
  return text;
}

static void a_weight_is_whole_and_at_least_one(void **state) {
  (void)state;
  assert_int_equal(wg_metis_weight(12.34, 10), 123);
  assert_int_equal(wg_metis_weight(12.35, 100), 1235);
  assert_int_equal(wg_metis_weight(0.04, 10), 1);
  assert_int_equal(wg_metis_weight(0, 10), 1);
  assert_int_equal(wg_metis_weight(-500, 10), 1);
  assert_int_equal(wg_metis_weight(1e300, 10), INT64_C(1000000000000000));
}

static void graphs_stand_side_by_side(void **state) {
  (void)state;
  wg_graph path, lone, pair;
  const wg_graph_edge two[] = {{0, 1, 2.5, 3}, {1, 2, -8, 4}}, one[] = {{0, 1, 7, 1}};
  assert_true(wg_graph_build(3, (const int64_t[]){7, 0, 9}, two, 2, &path));
  assert_true(wg_graph_build(1, (const int64_t[]){5}, NULL, 0, &lone));
  assert_true(wg_graph_build(2, (const int64_t[]){1, 2}, one, 1, &pair));
  char *text = written((const wg_graph *const[]){&path, &lone, &pair}, 3, 10);
  assert_string_equal(text, "6 3 011\n7 2 25\n0 1 25 3 1\n9 2 1\n5\n1 6 70\n2 5 70\n");
  free(text);
  text = written(NULL, 0, 10);
  assert_string_equal(text, "0 0 011\n");
  free(text);
  wg_graph_free(&path);
  wg_graph_free(&lone);
  wg_graph_free(&pair);
}

/* A graph of random edges with whole costs. */
static void random_graph(uint64_t seed, wg_graph *g) {
  enum { N = 60 };
  wg_rng rng = wg_rng_init(seed, 0);
  int64_t households[N];
  wg_graph_edge edge[N * N];
  size_t ne = 0;
  for (uint32_t a = 0; a < N; a++) {
    households[a] = wg_rng_below(&rng, 300);
    for (uint32_t b = a + 1; b < N; b++)
      if (wg_rng_below(&rng, 10) == 0)
        edge[ne++] = (wg_graph_edge){a, b, 1 + wg_rng_below(&rng, 1000), 1};
  }
  assert_true(wg_graph_build(N, households, edge, ne, g));
}

static void what_is_written_reads_back(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 1; seed <= 20; seed++) {
    char path[] = "/tmp/wangge-metis-XXXXXX";
    wg_graph g, back;
    random_graph(seed, &g);
    FILE *f = fdopen(mkstemp(path), "w");
    assert_non_null(f);
    wg_metis_write(f, (const wg_graph *const[]){&g}, 1, 1);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(wg_metis_read(ctx, path, &back), WG_OK);
    unlink(path);
    assert_int_equal(g.n, back.n);
    assert_memory_equal(g.first, back.first, (g.n + 1) * sizeof *g.first);
    assert_memory_equal(g.to, back.to, g.first[g.n] * sizeof *g.to);
    assert_memory_equal(g.cost, back.cost, g.first[g.n] * sizeof *g.cost);
    for (uint32_t i = 0; i < g.n; i++)
      assert_int_equal(g.node[i].households, back.node[i].households);
    wg_graph_free(&g);
    wg_graph_free(&back);
  }
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_weight_is_whole_and_at_least_one),
      cmocka_unit_test(graphs_stand_side_by_side),
      cmocka_unit_test(what_is_written_reads_back),
  };
  return cmocka_run_group_tests_name("plan/metis_write", tests, NULL, NULL);
}
