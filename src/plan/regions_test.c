#include "plan/regions.h"

#include "plan/test_graph.h"

/* Connected regions 0 .. k-1 in which each piece of the graph is whole or cut into some of about that size. */
static void assert_regions(const wg_graph *g, const uint32_t *weight, uint32_t most, uint32_t size,
                           const uint32_t *region, uint32_t k) {
  assert_labels(g, region, k);
  uint64_t *mass = WG_NEW0(uint64_t, k);
  uint8_t *bordered = WG_NEW0(uint8_t, k);
  assert_true(mass && bordered);
  for (uint32_t v = 0; v < g->n; v++) mass[region[v]] += weight ? weight[v] : 1;
  /* a small one has no neighbour, or none but small ones */
  for (uint32_t v = 0; v < g->n; v++)
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (region[g->to[e]] != region[v] && mass[region[g->to[e]]] >= size / 2)
        bordered[region[v]] = 1;
  uint32_t large = 0;
  for (uint32_t i = 0; i < k; i++) {
    assert_false(bordered[i] && mass[i] < size / 2);
    large += mass[i] > size + most;
  }
  assert_true(large * 3 <= k); /* swallowed what found no room */
  wg_free(mass);
  wg_free(bordered);
}

static void regions_are_connected_and_of_a_size(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    wg_graph g;
    wg_rng r = wg_rng_init(seed, 2);
    random_town(seed, 30, 24, seed % 4 ? 9 : 3, 60, &g);
    uint32_t *region = WG_NEW(uint32_t, g.n), *weight = WG_NEW(uint32_t, g.n), k, again;
    uint8_t *first = WG_NEW(uint8_t, g.n);
    assert_true(region && weight && first);
    for (uint32_t v = 0; v < g.n; v++) {
      weight[v] = 1 + wg_rng_below(&r, 4);
      first[v] = wg_rng_below(&r, 6) == 0;
    }
    const uint32_t *w = seed % 2 ? weight : NULL, size = seed % 3 ? 50 : 90;
    assert_true(wg_regions_grow(&g, w, seed % 5 ? first : NULL, size, region, &k));
    assert_regions(&g, w, 4, size, region, k);
    uint32_t *twice = WG_NEW(uint32_t, g.n);
    assert_true(twice && wg_regions_grow(&g, w, seed % 5 ? first : NULL, size, twice, &again));
    assert_int_equal(k, again);
    assert_memory_equal(region, twice, g.n * sizeof *region);
    wg_free(twice);
    wg_free(region);
    wg_free(weight);
    wg_free(first);
    wg_graph_free(&g);
  }
}

/* A path in regions of 4 from the left: two nodes left over are half of one and stay, a single one joins. */
static void what_found_no_room_joins(void **state) {
  (void)state;
  const int64_t households[10] = {0};
  const double cost[10] = {0};
  const uint32_t expect[] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 2};
  for (uint32_t n = 9; n <= 10; n++) {
    wg_graph g;
    uint32_t region[10], k;
    path_of(n, households, cost, &g);
    assert_true(wg_regions_grow(&g, NULL, NULL, 4, region, &k));
    assert_int_equal(k, n == 9 ? 2 : 3);
    for (uint32_t v = 0; v < n; v++) assert_int_equal(region[v], n == 9 && v == 8 ? 1 : expect[v]);
    wg_graph_free(&g);
  }
}

/* Unmarked, the regions of a path of 12 meet behind node 5. */
static void regions_start_where_told(void **state) {
  (void)state;
  const int64_t households[12] = {0};
  const double cost[12] = {0};
  const uint8_t first[12] = {[5] = 1, [6] = 1};
  wg_graph g;
  uint32_t region[12], k;
  path_of(12, households, cost, &g);
  assert_true(wg_regions_grow(&g, NULL, NULL, 6, region, &k));
  assert_true(region[5] != region[6]);
  assert_true(wg_regions_grow(&g, NULL, first, 6, region, &k));
  for (uint32_t v = 0; v < 12; v++) assert_int_equal(region[v], v > 7); /* 2 to 7; 0 and 1 join */
  wg_graph_free(&g);
}

static void heavy_nodes_are_full_regions(void **state) {
  (void)state;
  const int64_t households[5] = {0};
  const double cost[5] = {0};
  const uint32_t weight[] = {3, 3, 50, 3, 3};
  wg_graph g;
  uint32_t region[5], k;
  path_of(5, households, cost, &g);
  assert_true(wg_regions_grow(&g, weight, (const uint8_t[]){0, 0, 1, 0, 0}, 6, region, &k));
  assert_int_equal(k, 3);
  assert_memory_equal(region, ((const uint32_t[]){1, 1, 0, 2, 2}), sizeof region);
  wg_graph_free(&g);
}

static bool regions(void *user) {
  uint32_t region[144], k;
  return wg_regions_grow(user, NULL, NULL, 10, region, &k);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 12, 12, 5, 30, &g);
  fail_each(regions, &g);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(regions_are_connected_and_of_a_size),
      cmocka_unit_test(what_found_no_room_joins),
      cmocka_unit_test(regions_start_where_told),
      cmocka_unit_test(heavy_nodes_are_full_regions),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/regions", tests, NULL, NULL);
}
