#include "plan/metis.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Writes text to a new file and reads it as a graph. */
static wg_status read_text(wg_ctx *ctx, const char *text, wg_graph *g) {
  char path[] = "/tmp/wangge-metis-XXXXXX";
  int fd = mkstemp(path);
  assert_true(fd >= 0);
  assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
  close(fd);
  wg_status st = wg_metis_read(ctx, path, g);
  unlink(path);
  return st;
}

static void weights_and_edges_are_read(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_graph g;
  assert_int_equal(read_text(ctx, "% a path\n3 2 011\n7 2 10\n0 1 10 3 4\n9 2 4\n", &g), WG_OK);
  assert_int_equal(g.n, 3);
  assert_int_equal(g.node[0].households + 10 * g.node[1].households + 100 * g.node[2].households,
                   907);
  assert_int_equal(g.first[3], 4);
  assert_int_equal(g.to[g.first[1]], 0);
  assert_true(g.cost[g.first[1]] == 10 && g.cost[g.first[1] + 1] == 4);
  wg_graph_free(&g);
  assert_int_equal(read_text(ctx, "2 1\n2\n1\n", &g), WG_OK); /* no weights: all 1 */
  assert_true(g.node[0].households == 1 && g.cost[0] == 1);
  wg_graph_free(&g);
  assert_int_equal(read_text(ctx, "2 0 010\n5\n6\n", &g), WG_OK); /* nodes without neighbours */
  wg_graph_free(&g);
  wg_ctx_free(ctx);
}

static void faults_are_named(void **state) {
  (void)state;
  static const struct {
    const char *text, *message;
  } cases[] = {
      {"", "line 1: is missing"},
      {"three two\n", "line 1: is no METIS header"},
      {"2 1 012\n", "line 1: has an unknown format"},
      {"2 1 011 2\n", "asks for several weights"},
      {"2 1 011\n5 2 1\n", "line 3: is missing"},
      {"2 1 011\n5 3 1\n5 1 1\n", "line 2: names a neighbour that is no node"},
      {"2 1 011\n5 1 1\n5 1 1\n", "line 2: joins a node to itself"},
      {"2 1 011\n5 2\n5 1 1\n", "line 2: lacks an edge's weight"},
      {"2 1 011\nx 2 1\n5 1 1\n", "line 2: lacks the node's weight"},
      {"2 1 011\n-5 2 1\n5 1 1\n", "line 2: lacks the node's weight"},
      {"2 1 011\n1.5 2 1\n5 1 1\n", "line 2: has a node weight that is not a whole number"},
      {"2 1 011\n5 2 1\n5 1 2\n", "edge of nodes 1 and 2"},
      {"2 2 011\n5 2 1\n5 1 1\n", "promises 2 edges, the lines hold 2 ends"},
      {"3 1 011\n5 2 1\n5\n5\n", "the lines hold 1 ends"},
  };
  wg_ctx *ctx = wg_ctx_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_graph g;
    assert_int_equal(read_text(ctx, cases[i].text, &g), WG_ERR_DATA);
    if (!strstr(wg_error(ctx), cases[i].message)) print_message("%s\n", wg_error(ctx));
    assert_non_null(strstr(wg_error(ctx), cases[i].message));
  }
  wg_graph g;
  assert_int_equal(wg_metis_read(ctx, "/nonexistent/x.graph", &g), WG_ERR_IO);
  wg_ctx_free(ctx);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_graph g;
    wg_mem_fail_at(at);
    wg_status st = read_text(ctx, "3 2 011\n7 2 10\n0 1 10 3 4\n9 2 4\n", &g);
    wg_mem_fail_at(0);
    if (st == WG_OK) wg_graph_free(&g);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(weights_and_edges_are_read),
      cmocka_unit_test(faults_are_named),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("plan/metis", tests, NULL, NULL);
}
