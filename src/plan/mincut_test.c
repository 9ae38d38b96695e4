#include "plan/mincut.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/rng.h"

enum { N = 9 };

/* A random network, kept apart from the state under test. */
typedef struct {
  uint32_t first[N + 1], to[N * N], back[N * N];
  double cost[N * N], charge[N];
  uint8_t state[N];
} model;

static void make_model(wg_rng *r, model *m) {
  double c[N][N] = {{0}};
  for (uint32_t u = 0; u < N; u++)
    for (uint32_t v = u + 1; v < N; v++)
      if (wg_rng_below(r, 2)) c[u][v] = c[v][u] = wg_rng_below(r, 100) + 0.5;
  uint32_t k = 0;
  for (uint32_t u = 0; u < N; u++) {
    m->first[u] = k;
    for (uint32_t v = 0; v < N; v++)
      if (c[u][v] > 0) {
        m->cost[k] = c[u][v];
        m->to[k++] = v;
      }
    m->charge[u] = (double)wg_rng_below(r, 300) - 150;
    m->state[u] = WG_CUT_OPEN;
  }
  m->first[N] = k;
  for (uint32_t u = 0; u < N; u++)
    for (uint32_t e = m->first[u]; e < m->first[u + 1]; e++)
      for (uint32_t b = m->first[m->to[e]]; b < m->first[m->to[e] + 1]; b++)
        if (m->to[b] == u) m->back[e] = b;
}

static double value_of(const model *m, uint32_t set) {
  double x = 0;
  for (uint32_t u = 0; u < N; u++) {
    if (!(set >> u & 1)) continue;
    x += m->charge[u];
    for (uint32_t e = m->first[u]; e < m->first[u + 1]; e++)
      if (!(set >> m->to[e] & 1)) x += m->cost[e];
  }
  return x;
}

/* Least value of all sets that the states allow, with `in` taken in or `out` left out as well. */
static double least_of(const model *m, uint32_t in) {
  double least = INFINITY;
  for (uint32_t set = 0; set < 1u << N; set++) {
    bool fits = (set & in) == in;
    for (uint32_t u = 0; u < N; u++)
      if (m->state[u] != WG_CUT_OPEN) fits = fits && (set >> u & 1) == (m->state[u] == WG_CUT_IN);
    if (fits) least = fmin(least, value_of(m, set));
  }
  return least;
}

/* Decides nodes and changes charges in random order; the cut must follow. */
static void cuts_equal_exhaustive_search(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 300; seed++) {
    wg_rng r = wg_rng_init(seed, 1);
    model m;
    make_model(&r, &m);
    wg_cut_net net = {.n = N, .first = m.first, .to = m.to, .back = m.back};
    wg_cut c, copy;
    uint32_t queue[N], from[N];
    assert_true(wg_cut_init(&c, &net) && wg_cut_init(&copy, &net));
    for (uint32_t u = 0; u < N; u++) wg_cut_charge(&c, u, m.charge[u]);
    for (uint32_t e = 0; e < m.first[N]; e++) c.room[e] = m.cost[e];
    for (int step = 0; step < 8; step++) {
      assert_true(c.value <= least_of(&m, 0) + 1e-6);
      wg_cut_run(&c, &net, INFINITY, queue, from);
      assert_true(fabs(c.value - least_of(&m, 0)) < 1e-4);
      uint32_t chosen = 0, u = wg_rng_below(&r, N);
      for (uint32_t v = 0; v < N; v++)
        if (m.state[v] == WG_CUT_IN || (m.state[v] == WG_CUT_OPEN && from[v] != UINT32_MAX))
          chosen |= 1u << v;
      assert_true(fabs(value_of(&m, chosen) - c.value) < 1e-4);
      for (uint32_t v = 0; v < N; v++) /* what is left of a charge bounds sets with the node */
        if (c.state[v] == WG_CUT_OPEN)
          assert_true(c.value + fmax(0, -c.excess[v]) <= least_of(&m, 1u << v) + 1e-4);
      if (m.state[u] != WG_CUT_OPEN) continue;
      wg_cut_copy(&copy, &c, &net); /* the copy must do as well */
      wg_cut swap = c;
      c = copy;
      copy = swap;
      uint32_t kind = wg_rng_below(&r, 3);
      if (kind == 0) {
        double more = (double)wg_rng_below(&r, 200) - 100;
        m.charge[u] += more;
        wg_cut_charge(&c, u, more);
      } else {
        m.state[u] = kind == 1 ? WG_CUT_IN : WG_CUT_OUT;
        kind == 1 ? wg_cut_take_in(&c, &net, u) : wg_cut_leave_out(&c, &net, u);
      }
    }
    wg_cut_free(&c);
    wg_cut_free(&copy);
  }
}

/* Stopped early, the value still is a bound. */
static void enough_is_enough(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(5, 1);
  model m;
  make_model(&r, &m);
  for (uint32_t u = 0; u < N; u++) m.charge[u] = u % 2 ? 1000 : -1000;
  wg_cut_net net = {.n = N, .first = m.first, .to = m.to, .back = m.back};
  wg_cut c;
  uint32_t queue[N], from[N];
  assert_true(wg_cut_init(&c, &net));
  for (uint32_t u = 0; u < N; u++) wg_cut_charge(&c, u, m.charge[u]);
  for (uint32_t e = 0; e < m.first[N]; e++) c.room[e] = m.cost[e];
  double start = c.value, least = least_of(&m, 0);
  assert_true(start < least);
  wg_cut_run(&c, &net, start + 1, queue, from);
  assert_true(c.value > start + 1 && c.value < least);
  wg_cut_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cuts_equal_exhaustive_search),
      cmocka_unit_test(enough_is_enough),
  };
  return cmocka_run_group_tests_name("plan/mincut", tests, NULL, NULL);
}
