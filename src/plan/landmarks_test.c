#include "plan/landmarks.h"

#include <time.h>

#include "plan/test_graph.h"

/* Number of the piece of each node. */
static uint32_t *pieces(const wg_graph *g, uint32_t *k) {
  uint32_t *piece = WG_NEW(uint32_t, g->n);
  assert_non_null(piece);
  memset(piece, 0xff, g->n * sizeof *piece);
  *k = 0;
  assert_true(wg_grow_parts(g, piece, k));
  return piece;
}

/* An axis is a distance in edges: 0 somewhere in each piece, elsewhere one more than at the nearest neighbour. */
static void assert_axis_is_distance(const wg_graph *g, int axis) {
  for (uint32_t v = 0; v < g->n; v++) {
    double d = g->node[v].at[axis], least = INFINITY;
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      least = fmin(least, g->node[g->to[e]].at[axis]);
    assert_true(d == 0 || d == least + 1);
    assert_true(least == INFINITY || least >= d - 1);
  }
}

/* The landmark of each piece is farther from the ones before than any node of its piece. */
static void assert_landmarks_far(const wg_graph *g, int axis, const uint32_t *piece, uint32_t k) {
  double *far = WG_NEW0(double, k), *mark = WG_NEW(double, k);
  assert_true(far && mark);
  for (uint32_t i = 0; i < k; i++) mark[i] = -1;
  for (uint32_t v = 0; v < g->n; v++) {
    double least = INFINITY;
    for (int i = 0; i < axis; i++) least = fmin(least, g->node[v].at[i]);
    far[piece[v]] = fmax(far[piece[v]], least);
    if (g->node[v].at[axis] != 0) continue;
    assert_true(mark[piece[v]] == -1); /* only one */
    mark[piece[v]] = least;
  }
  for (uint32_t i = 0; i < k; i++) assert_true(mark[i] >= 0 && (axis == 0 || mark[i] == far[i]));
  wg_free(far);
  wg_free(mark);
}

static void axes_are_distances_from_far_landmarks(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 10; seed++) {
    wg_graph g;
    uint32_t k;
    random_town(seed, 17, 12, seed % 2 ? 3 : 8, 60, &g); /* also pieces, single nodes */
    assert_true(wg_landmarks_place(&g));
    uint32_t *piece = pieces(&g, &k);
    for (int axis = 0; axis < WG_AXES; axis++) {
      assert_axis_is_distance(&g, axis);
      assert_landmarks_far(&g, axis, piece, k);
    }
    for (uint32_t v = 0; v < g.n; v++) {
      double square = 1.0 / 6;
      for (int i = 0; i < WG_AXES; i++) square += g.node[v].at[i] * g.node[v].at[i];
      assert_true(g.node[v].mass == 1 && near(g.node[v].inertia, square));
    }
    wg_free(piece);
    wg_graph_free(&g);
  }
}

/* Households and the rest stay; a second call changes nothing. */
static void only_places_change(void **state) {
  (void)state;
  wg_graph g;
  random_town(2, 9, 9, 6, 60, &g);
  wg_sums *before = WG_NEW(wg_sums, g.n), *once = WG_NEW(wg_sums, g.n);
  assert_true(before && once);
  memcpy(before, g.node, g.n * sizeof *before);
  assert_true(wg_landmarks_place(&g));
  memcpy(once, g.node, g.n * sizeof *once);
  assert_true(wg_landmarks_place(&g));
  assert_memory_equal(once, g.node, g.n * sizeof *once);
  for (uint32_t v = 0; v < g.n; v++) {
    before[v].mass = once[v].mass;
    before[v].inertia = once[v].inertia;
    memcpy(before[v].at, once[v].at, sizeof before[v].at);
    assert_same_sums(&before[v], &once[v]);
  }
  wg_free(before);
  wg_free(once);
  wg_graph_free(&g);
}

/* The first two landmarks of a path are its ends. */
static void a_path_is_measured_from_its_ends(void **state) {
  (void)state;
  wg_graph g;
  path_of(5, (const int64_t[]){1, 1, 1, 1, 1}, (const double[]){1, 1, 1, 1}, &g);
  assert_true(wg_landmarks_place(&g));
  for (uint32_t v = 0; v < 5; v++) {
    assert_true(g.node[v].at[0] == 4 - v);
    assert_true(g.node[v].at[1] == v);
  }
  wg_graph_free(&g);
}

/* w x h nodes of a lattice from its column x and row y, as a part. */
static wg_sums block(const wg_graph *g, uint32_t x, uint32_t y, uint32_t w, uint32_t h) {
  wg_sums s = {0};
  for (uint32_t i = 0; i < w * h; i++) wg_sums_add(&s, &g->node[(y + i / w) * 20 + x + i % w]);
  s.households = 1;
  return s;
}

/* The score sees which of two parts of 36 nodes is the rounder one, anywhere. */
static void blocks_are_rounder_than_strips(void **state) {
  (void)state;
  wg_graph g;
  WG_VEC(wg_graph_edge) e = {0};
  int64_t households[400] = {0};
  for (uint32_t i = 0; i < 400; i++) {
    if (i % 20 != 19) assert_true(WG_VEC_PUSH(&e, ((wg_graph_edge){i, i + 1, 1, 1})));
    if (i < 380) assert_true(WG_VEC_PUSH(&e, ((wg_graph_edge){i, i + 20, 1, 1})));
  }
  assert_true(wg_graph_build(400, households, e.v, e.n, &g) && wg_landmarks_place(&g));
  wg_score score = {.min = 0, .max = 9, .target = 1, .shape = 1};
  for (uint32_t x = 0; x <= 8; x += 4)
    for (uint32_t y = 0; y <= 8; y += 4) {
      wg_sums square = block(&g, x, y, 6, 6), oblong = block(&g, x, y, 9, 4),
              strip = block(&g, x, y, 12, 3);
      double round = wg_part_cost(&score, &square), longer = wg_part_cost(&score, &oblong);
      assert_true(round < longer && longer < wg_part_cost(&score, &strip));
    }
  WG_VEC_FREE(&e);
  wg_graph_free(&g);
}

/* A graph of many pieces takes no longer than one of few. */
static void many_pieces_are_placed(void **state) {
  (void)state;
  enum { N = 300000 };
  wg_graph g;
  int64_t *households = WG_NEW0(int64_t, N);
  assert_non_null(households);
  assert_true(wg_graph_build(N, households, NULL, 0, &g));
  clock_t began = clock();
  assert_true(wg_landmarks_place(&g));
  assert_true(clock() - began < 10 * CLOCKS_PER_SEC);
  assert_true(near(g.node[N - 1].inertia, 1.0 / 6));
  wg_free(households);
  wg_graph_free(&g);
}

static bool place(void *user) { return wg_landmarks_place(user); }

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_graph g;
  random_town(4, 8, 8, 5, 30, &g);
  fail_each(place, &g);
  wg_graph_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(axes_are_distances_from_far_landmarks),
      cmocka_unit_test(only_places_change),
      cmocka_unit_test(a_path_is_measured_from_its_ends),
      cmocka_unit_test(blocks_are_rounder_than_strips),
      cmocka_unit_test(many_pieces_are_placed),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plan/landmarks", tests, NULL, NULL);
}
