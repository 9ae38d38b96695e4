#include "plan/subgraph.h"

#include "plan/test_graph.h"

static void load_all(wg_sub *s, const wg_graph *g) {
  assert_true(wg_sub_init(s, g));
  wg_sub_clear(s);
  for (uint32_t v = 0; v < g->n; v++) assert_true(wg_sub_add(s, v));
  assert_true(wg_sub_close(s));
}

/* Parents come before children, one level up, and are neighbours at the border's price. */
static void a_tree_spans_all_nodes(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 10; seed++) {
    wg_graph g;
    wg_sub s;
    bool connected;
    wg_rng r = wg_rng_init(seed, 1);
    random_town(seed, 11, 9, 0, 60, &g);
    load_all(&s, &g);
    assert_int_equal(s.edge.n, g.first[g.n] / 2);
    assert_true(wg_sub_tree(&s, &r, &connected) && connected);
    assert_int_equal(s.order.n, g.n);
    assert_int_equal(s.order.v[0], 0);
    uint8_t *seen = WG_NEW0(uint8_t, g.n);
    assert_non_null(seen);
    seen[0] = 1;
    for (uint32_t k = 1; k < g.n; k++) {
      uint32_t v = s.order.v[k], up = s.parent.v[v], e = g.first[v];
      assert_true(!seen[v] && seen[up]);
      seen[v] = 1;
      assert_int_equal(s.depth.v[v], s.depth.v[up] + 1);
      while (e < g.first[v + 1] && g.to[e] != up) e++;
      assert_true(e < g.first[v + 1] && g.cost[e] == s.up_cost.v[v]);
    }
    wg_free(seen);
    wg_sub_free(&s);
    wg_graph_free(&g);
  }
}

/* Of a triangle's edges the tree leaves one out: the likelier, the less its border costs; one that is wanted
 * nearly always. */
static void cheap_and_wanted_borders_are_left_out(void **state) {
  (void)state;
  enum { DRAWS = 2000 };
  const double wanted[] = {5, 0, -0.5, -50}; /* of a border of 10 m */
  for (int i = 0; i < 4; i++) {
    wg_graph g;
    wg_sub s;
    wg_rng r = wg_rng_init(4, 1);
    const wg_graph_edge e[] = {{0, 1, wanted[i], 10}, {0, 2, 70, 10}, {1, 2, 70, 10}};
    assert_true(wg_graph_build(3, (const int64_t[]){1, 1, 1}, e, 3, &g));
    load_all(&s, &g);
    int out = 0;
    for (int k = 0; k < DRAWS; k++) {
      bool connected;
      assert_true(wg_sub_tree(&s, &r, &connected));
      out += s.parent.v[1] == 2;
    }
    assert_true(out > DRAWS * (i == 0 ? 80 : 97) / 100);
    wg_sub_free(&s);
    wg_graph_free(&g);
  }
}

static void pieces_have_no_tree(void **state) {
  (void)state;
  wg_graph g;
  wg_sub s;
  bool connected = true;
  wg_rng r = wg_rng_init(4, 1);
  assert_true(wg_graph_build(3, (const int64_t[]){1, 1, 1}, &(wg_graph_edge){0, 2, 1, 1}, 1, &g));
  load_all(&s, &g);
  assert_false(wg_sub_tree(&s, &r, &connected));
  assert_false(connected);
  wg_sub_free(&s);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_tree_spans_all_nodes),
      cmocka_unit_test(cheap_and_wanted_borders_are_left_out),
      cmocka_unit_test(pieces_have_no_tree),
  };
  return cmocka_run_group_tests_name("plan/subgraph", tests, NULL, NULL);
}
