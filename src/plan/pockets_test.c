/* Pockets and units, against taking every node away by hand. */
#include "plan/pockets.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/dsu.h"
#include "base/rng.h"
#include "plan/units.h"

enum { MOST = 14 };

static void random_net(uint64_t seed, wg_graph *g, wg_net *x) {
  wg_rng r = wg_rng_init(seed, 9);
  uint32_t n = 1 + wg_rng_below(&r, MOST), node[MOST], number[MOST];
  int64_t households[MOST];
  wg_graph_edge e[MOST * MOST];
  size_t k = 0;
  for (uint32_t v = 0; v < n; v++) {
    households[v] = wg_rng_below(&r, 3) ? wg_rng_below(&r, 200) : 0;
    node[v] = v;
    number[v] = UINT32_MAX;
  }
  for (uint32_t a = 0; a < n; a++)
    for (uint32_t b = a + 1; b < n; b++)
      if (b == a + 1 + wg_rng_below(&r, 2) * wg_rng_below(&r, 3) || (b == a + 1))
        e[k++] = (wg_graph_edge){a, b, 1, 1};
  assert_true(wg_graph_build(n, households, e, k, g));
  assert_true(wg_net_of(g, node, n, number, x));
}

/* Joined without node v. */
static void join_without(const wg_net *x, uint32_t v, uint32_t *up) {
  wg_dsu_init(up, x->n);
  for (uint32_t a = 0; a < x->n; a++)
    for (uint32_t e = x->first[a]; e < x->first[a + 1]; e++)
      if (a != v && x->to[e] != v) wg_dsu_join(up, a, x->to[e]);
}

static void pockets_are_what_falls_apart(void **state) {
  (void)state;
  unsigned cuts = 0;
  for (uint64_t seed = 0; seed < 400; seed++) {
    wg_graph g;
    wg_net x;
    wg_pockets p;
    wg_pocket_list l = {0};
    random_net(seed, &g, &x);
    assert_true(wg_pockets_find(&x, &p));
    for (uint32_t at = 0; at < x.n; at++) {
      uint32_t up[MOST], all = 0;
      wg_u32vec node = {0};
      join_without(&x, p.node[at], up);
      assert_true(wg_pockets_at(&p, at, &l));
      cuts += l.n > 1;
      for (size_t k = 0; k < l.n; k++) {
        int64_t sum = 0;
        node.n = 0;
        assert_true(wg_pocket_nodes(&p, at, &l, k, &node));
        assert_int_equal(node.n, wg_pocket_size(&p, &l, k));
        for (size_t i = 0; i < node.n; i++) {
          assert_int_equal(wg_dsu_find(up, node.v[i]), wg_dsu_find(up, node.v[0]));
          sum += x.households[node.v[i]];
        }
        assert_int_equal(sum, l.v[k].households);
        all += (uint32_t)node.n;
      }
      assert_int_equal(all, x.n - 1);
      uint32_t roots = 0;
      for (uint32_t v = 0; v < x.n; v++) roots += v != p.node[at] && wg_dsu_find(up, v) == v;
      assert_int_equal(roots, l.n);
      WG_VEC_FREE(&node);
    }
    WG_VEC_FREE(&l);
    wg_pockets_free(&p);
    wg_net_free(&x);
    wg_graph_free(&g);
  }
  assert_true(cuts > 100);
}

/* Nodes of one unit: joined by a pocket below min, or both empty land. */
static void units_are_what_stays_together(void **state) {
  (void)state;
  const wg_range b = {150, 300};
  for (uint64_t seed = 0; seed < 400; seed++) {
    wg_graph g;
    wg_net x;
    wg_pockets p;
    wg_units u;
    uint32_t want[MOST];
    random_net(seed, &g, &x);
    assert_true(wg_pockets_find(&x, &p));
    assert_true(wg_units_make(&x, &p, b, &u));
    wg_dsu_init(want, x.n);
    for (uint32_t v = 0; v < x.n; v++) {
      uint32_t up[MOST];
      int64_t sum[MOST] = {0};
      join_without(&x, v, up);
      for (uint32_t w = 0; w < x.n; w++) sum[wg_dsu_find(up, w)] += x.households[w];
      for (uint32_t w = 0; w < x.n; w++)
        if (w != v && sum[wg_dsu_find(up, w)] < b.min) wg_dsu_join(want, v, w);
    }
    int64_t sum[MOST] = {0}, got = 0;
    for (uint32_t v = 0; v < x.n; v++) sum[wg_dsu_find(want, v)] += x.households[v];
    for (uint32_t v = 0; v < x.n; v++)
      for (uint32_t w = 0; w < x.n; w++)
        if (sum[wg_dsu_find(want, v)] > 0)
          assert_true((u.of[v] == u.of[w]) == (wg_dsu_find(want, v) == wg_dsu_find(want, w)));
    for (uint32_t i = 0; i < u.net.n; i++) got += u.net.households[i];
    assert_int_equal(got, p.sum[x.n]);
    wg_units_free(&u);
    wg_pockets_free(&p);
    wg_net_free(&x);
    wg_graph_free(&g);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pockets_are_what_falls_apart),
      cmocka_unit_test(units_are_what_stays_together),
  };
  return cmocka_run_group_tests_name("plan/pockets", tests, NULL, NULL);
}
