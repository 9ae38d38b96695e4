#include "plan/bundles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"
#include "plan/contract.h"

/* A lattice of w x h nodes; costs and lengths are random. */
static void lattice(wg_graph *g, uint32_t w, uint32_t h, const int64_t *households, wg_rng *r) {
  wg_graph_edge e[256];
  size_t n = 0;
  for (uint32_t v = 0; v < w * h; v++) {
    if (v % w + 1 < w) e[n++] = (wg_graph_edge){v, v + 1, 1 + wg_rng_below(r, 50), 10};
    if (v / w + 1 < h) e[n++] = (wg_graph_edge){v, v + w, 1 + wg_rng_below(r, 50), 10};
  }
  assert_true(wg_graph_build(w * h, households, e, n, g));
}

/* Cost of the edges between parts. */
static double cut_of(const wg_graph *g, const uint32_t *label) {
  double sum = 0;
  for (uint32_t v = 0; v < g->n; v++)
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (g->to[e] > v && label[v] != label[g->to[e]]) sum += g->cost[e];
  return sum;
}

/* Any plan of the small graph costs what it costs when led back to the large one. */
static void a_contracted_graph_scores_like_the_large_one(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 50; seed++) {
    wg_rng r = wg_rng_init(seed, 1);
    int64_t households[24];
    uint32_t group[24], small[6], label[24];
    wg_graph g, c;
    for (int i = 0; i < 24; i++) households[i] = wg_rng_below(&r, 90);
    lattice(&g, 6, 4, households, &r);
    for (uint32_t i = 0; i < 24; i++) group[i] = i < 6 ? i : wg_rng_below(&r, 6);
    for (uint32_t i = 0; i < 24; i++) g.node[i].at[0] = i, g.node[i].seeds = i % 3;
    for (uint32_t i = 0; i < 6; i++) small[i] = wg_rng_below(&r, 3);
    assert_true(wg_graph_contract(&g, group, 6, &c));
    wg_labels_expand(group, 24, small, label);
    double a = cut_of(&g, label), b = cut_of(&c, small);
    assert_true(a - b < 1e-9 && b - a < 1e-9);
    for (uint32_t i = 0; i < 6; i++) {
      wg_sums sum = {0};
      for (uint32_t v = 0; v < 24; v++)
        if (group[v] == i) {
          wg_sums_add(&sum, &g.node[v]);
          for (uint32_t e = g.first[v]; e < g.first[v + 1]; e++)
            if (group[g.to[e]] == i) sum.outline -= g.length_m[e];
        }
      assert_memory_equal(&sum, &c.node[i], sizeof sum);
      for (uint32_t e = c.first[i]; e < c.first[i + 1]; e++) {
        assert_true(c.to[e] != i && c.length_m[e] >= 10);
        assert_true(e == c.first[i] || c.to[e - 1] < c.to[e]);
      }
    }
    wg_graph_free(&g);
    wg_graph_free(&c);
  }
}

typedef struct {
  wg_graph g;
  wg_bundles u;
  int64_t together; /* what the last join would have held */
} scene;

/* 5 x 3 nodes of 10 households; the middle row holds 1, 2, 3, 4, 5 hundred. */
static void begin(scene *s, int64_t max) {
  wg_rng r = wg_rng_init(1, 1);
  int64_t households[15];
  for (int i = 0; i < 15; i++) households[i] = i / 5 == 1 ? 100 * (i % 5 + 1) : 10;
  lattice(&s->g, 5, 3, households, &r);
  assert_true(wg_bundles_init(&s->u, &s->g, max));
}

static void end(scene *s) {
  wg_bundles_free(&s->u);
  wg_graph_free(&s->g);
}

static wg_join join(scene *s, uint32_t between, uint32_t a, uint32_t b) {
  return wg_bundles_join(&s->u, (uint32_t[]){a, b}, 2, between, &s->together);
}

static bool together(const scene *s, uint32_t a, uint32_t b) {
  return wg_bundles_root(&s->u, a) == wg_bundles_root(&s->u, b);
}

static void neighbours_join_and_the_path_has_the_fewest_households(void **state) {
  (void)state;
  scene s;
  begin(&s, 600);
  assert_int_equal(join(&s, 0, 0, 1), WG_JOIN_DONE);
  assert_true(together(&s, 0, 1) && !together(&s, 0, 2));
  /* 5 and 9 are the ends of the middle row: over the rows beside it, not along it */
  assert_int_equal(join(&s, 10, 5, 7), WG_JOIN_DONE);
  assert_int_equal(s.together, 400);
  assert_false(together(&s, 5, 6));
  assert_true(together(&s, 5, 7));
  assert_true(together(&s, 5, 2) || together(&s, 5, 12));
  uint32_t group[15], n;
  wg_bundles_number(&s.u, group, &n);
  assert_int_equal(group[0], 0);
  for (uint32_t v = 0; v < 15; v++)
    for (uint32_t w = 0; w < v; w++) assert_int_equal(group[v] == group[w], together(&s, v, w));
  end(&s);
}

static void what_one_grid_cannot_hold_is_not_joined(void **state) {
  (void)state;
  scene s;
  begin(&s, 600);
  assert_int_equal(join(&s, 10, 8, 9), WG_JOIN_TOO_LARGE);
  assert_int_equal(s.together, 900);
  assert_false(together(&s, 8, 9));
  s.u.sums[0].seeds = s.u.sums[1].seeds = 1;
  assert_int_equal(join(&s, 10, 0, 1), WG_JOIN_SEEDS);
  s.u.sums[10].apart[1] = s.u.sums[11].apart[1] = 4; /* two halves of one pair */
  s.u.sums[12].apart[1] = 1;                         /* half of another */
  assert_int_equal(join(&s, 10, 10, 11), WG_JOIN_APART);
  assert_int_equal(join(&s, 10, 11, 12), WG_JOIN_DONE);
  assert_false(together(&s, 10, 11));
  end(&s);
}

static void too_far_is_too_far(void **state) {
  (void)state;
  scene s;
  begin(&s, 600);
  assert_int_equal(join(&s, 2, 0, 4), WG_JOIN_NO_PATH); /* three in between */
  assert_false(together(&s, 0, 4));
  assert_int_equal(join(&s, 3, 0, 4), WG_JOIN_DONE);
  assert_true(together(&s, 0, 2));
  /* 580 households at both ends, and 30 in between */
  s.u.sums[wg_bundles_root(&s.u, 10)].households = 570;
  assert_int_equal(join(&s, 9, 10, 14), WG_JOIN_NO_PATH);
  end(&s);
}

/* One far away does not hinder the others. */
static void what_is_near_is_joined(void **state) {
  (void)state;
  scene s;
  int64_t all;
  begin(&s, 600);
  assert_int_equal(wg_bundles_join(&s.u, (uint32_t[]){0, 12, 14}, 3, 1, &all), WG_JOIN_NO_PATH);
  assert_int_equal(all, 30);
  assert_true(together(&s, 12, 14) && together(&s, 13, 14));
  assert_false(together(&s, 0, 12));
  end(&s);
}

/* Bundles are connected and fit, whatever is asked for. */
static void bundles_are_connected_and_fit(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 100; seed++) {
    wg_rng r = wg_rng_init(seed, 3);
    int64_t households[48], sum[48] = {0}, all;
    uint32_t group[48], n, up[48];
    wg_graph g;
    wg_bundles u;
    for (int i = 0; i < 48; i++) households[i] = wg_rng_below(&r, 120);
    lattice(&g, 8, 6, households, &r);
    assert_true(wg_bundles_init(&u, &g, 400));
    for (int i = 0; i < 12; i++) {
      uint32_t node[3];
      for (int k = 0; k < 3; k++) node[k] = wg_rng_below(&r, 48);
      wg_bundles_join(&u, node, 3, wg_rng_below(&r, 5), &all);
    }
    wg_bundles_number(&u, group, &n);
    for (uint32_t v = 0; v < 48; v++) sum[group[v]] += households[v], up[v] = v;
    for (int round = 0; round < 48; round++)
      for (uint32_t v = 0; v < 48; v++)
        for (uint32_t e = g.first[v]; e < g.first[v + 1]; e++)
          if (group[g.to[e]] == group[v] && up[g.to[e]] < up[v]) up[v] = up[g.to[e]];
    for (uint32_t v = 0; v < 48; v++) {
      assert_int_equal(up[v], wg_bundles_root(&u, v));
      assert_true(sum[group[v]] <= 400);
    }
    wg_bundles_free(&u);
    wg_graph_free(&g);
  }
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  wg_join last = WG_JOIN_NOMEM;
  for (uint64_t at = 1; last != WG_JOIN_DONE; at++) {
    wg_rng r = wg_rng_init(1, 1);
    int64_t households[15] = {0}, all;
    uint32_t group[15], n;
    wg_graph g, c = {0};
    wg_bundles u = {0};
    lattice(&g, 5, 3, households, &r);
    wg_mem_fail_at(at);
    last = wg_bundles_init(&u, &g, 600) ? wg_bundles_join(&u, (uint32_t[]){0, 4, 14}, 3, 9, &all)
                                        : WG_JOIN_NOMEM;
    if (last == WG_JOIN_DONE) {
      wg_bundles_number(&u, group, &n);
      if (!wg_graph_contract(&g, group, n, &c)) last = WG_JOIN_NOMEM;
    }
    wg_mem_fail_at(0);
    wg_bundles_free(&u);
    wg_graph_free(&g);
    wg_graph_free(&c);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at < 100);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_contracted_graph_scores_like_the_large_one),
      cmocka_unit_test(neighbours_join_and_the_path_has_the_fewest_households),
      cmocka_unit_test(what_one_grid_cannot_hold_is_not_joined),
      cmocka_unit_test(too_far_is_too_far),
      cmocka_unit_test(what_is_near_is_joined),
      cmocka_unit_test(bundles_are_connected_and_fit),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/bundles", tests, NULL, NULL);
}
