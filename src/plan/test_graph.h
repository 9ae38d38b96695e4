/* test_graph.h - random towns as graphs, and what must hold of every plan on them. */
#ifndef WG_PLAN_TEST_GRAPH_H
#define WG_PLAN_TEST_GRAPH_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"
#include "plan/firstplan.h"
#include "plan/parts.h"
#include "plan/regions.h"

/* A node in the lattice's column x and row y: a square of 10 m or so, every fifth without households. */
static inline wg_sums random_node(wg_rng *r, uint32_t x, uint32_t y, uint32_t most) {
  wg_sums s = {.households = wg_rng_below(r, 5) ? wg_rng_below(r, most) : 0,
               .criterion = {wg_rng_below(r, most), wg_rng_below(r, 3)},
               .outline = 10 + wg_rng_unit(r),
               .mass = 50 + 100 * wg_rng_unit(r)};
  double dx = 10.0 * x, dy = 10.0 * y;
  s.at[0] = s.mass * dx;
  s.at[1] = s.mass * dy;
  s.inertia = s.mass * (dx * dx + dy * dy) + s.mass * s.mass / 6;
  return s;
}

/* Every tenth border is one that is wanted. */
static inline wg_graph_edge random_edge(wg_rng *r, uint32_t a, uint32_t b) {
  double length = 5 + 10 * wg_rng_unit(r), factor = 0.8 + 6 * wg_rng_unit(r);
  return (wg_graph_edge){a, b, wg_rng_below(r, 10) ? length * factor : -length, length};
}

/* A w x h lattice, planar, with some diagonals; one node in `holes` is missing (0: none), so that it may
 * fall into pieces. Up to `most` - 1 households a node. */
static inline void random_town(uint64_t seed, uint32_t w, uint32_t h, uint32_t holes, uint32_t most,
                               wg_graph *g) {
  wg_rng r = wg_rng_init(seed, 77);
  uint32_t *id = WG_NEW(uint32_t, w * h), n = 0;
  wg_sums *node = WG_NEW(wg_sums, w * h);
  int64_t *households = WG_NEW0(int64_t, w * h);
  WG_VEC(wg_graph_edge) e = {0};
  assert_true(id && node && households);
  for (uint32_t i = 0; i < w * h; i++) {
    id[i] = holes && wg_rng_below(&r, holes) == 0 ? UINT32_MAX : n;
    if (id[i] == n) node[n++] = random_node(&r, i % w, i / w, most);
  }
  for (uint32_t i = 0; i < w * h; i++) {
    const bool east = i % w + 1 < w, south = i / w + 1 < h;
    const uint32_t next[3] = {
        east ? id[i + 1] : UINT32_MAX, south ? id[i + w] : UINT32_MAX,
        east && south && wg_rng_below(&r, 4) == 0 ? id[i + w + 1] : UINT32_MAX};
    for (int k = 0; k < 3 && id[i] != UINT32_MAX; k++)
      if (next[k] != UINT32_MAX) assert_true(WG_VEC_PUSH(&e, random_edge(&r, id[i], next[k])));
  }
  assert_true(wg_graph_build(n, households, e.v, e.n, g));
  memcpy(g->node, node, n * sizeof *node);
  for (uint32_t v = 0; v < n; v++)
    for (uint32_t k = g->first[v]; k < g->first[v + 1]; k++) g->node[v].outline += g->length_m[k];
  WG_VEC_FREE(&e);
  wg_free(id);
  wg_free(node);
  wg_free(households);
}

/* A path of n nodes; cost[i] is the border between i and i + 1. */
static inline void path_of(uint32_t n, const int64_t *households, const double *cost, wg_graph *g) {
  wg_graph_edge e[64];
  assert_true(n <= 64);
  for (uint32_t i = 0; i + 1 < n; i++) e[i] = (wg_graph_edge){i, i + 1, cost[i], 10};
  assert_true(wg_graph_build(n, households, e, n - 1, g));
}

/* Every term but seeds. */
static inline wg_score every_term(void) {
  return (wg_score){.min = 300,
                    .max = 600,
                    .target = 450,
                    .balance = 500,
                    .shape = 200,
                    .outline = 100,
                    .criterion = {{.target = 450, .tolerance = 0.1, .weight = 30},
                                  {.target = 9, .tolerance = 0.2, .weight = 5}}};
}

static inline uint32_t pieces_of(const wg_graph *g) {
  uint32_t *label = WG_NEW(uint32_t, g->n), k = 0;
  assert_non_null(label);
  memset(label, 0xff, g->n * sizeof *label);
  assert_true(wg_grow_parts(g, label, &k));
  wg_free(label);
  return k;
}

/* A plan before: regions of about `size` nodes, every tenth node in none. */
static inline uint32_t *random_prior(const wg_graph *g, uint32_t size, uint64_t seed) {
  wg_rng r = wg_rng_init(seed, 3);
  uint32_t *prior = WG_NEW(uint32_t, g->n), k;
  assert_true(prior && wg_regions_grow(g, NULL, NULL, size, prior, &k));
  for (uint32_t v = 0; v < g->n; v++)
    if (wg_rng_below(&r, 10) == 0) prior[v] = WG_NO_HOME;
  return prior;
}

/* A first plan of graph g by one tree, in p; settled on the plan before unless that is NULL. */
static inline void start_plan(const wg_graph *g, const wg_score *s, uint64_t seed,
                              const uint32_t *prior, double keep, wg_parts *p) {
  uint32_t *label = WG_NEW(uint32_t, g->n), k;
  assert_true(label && wg_first_plan(&(wg_problem){.graph = g, .score = *s}, seed, 1, label, &k));
  assert_true(wg_parts_init(p, g, label, k));
  if (prior) assert_true(wg_parts_settle(p, prior, keep));
  wg_free(label);
}

static inline bool near(double a, double b) { return fabs(a - b) <= 1e-6 * (1 + fabs(b)); }

static inline void assert_same_sums(const wg_sums *a, const wg_sums *b) {
  assert_true(a->households == b->households && a->seeds == b->seeds);
  for (int i = 0; i < WG_CRITERIA; i++) assert_true(a->criterion[i] == b->criterion[i]);
  for (int i = 0; i < WG_APART_WORDS; i++) assert_true(a->apart[i] == b->apart[i]);
  assert_true(near(a->outline, b->outline) && near(a->mass, b->mass));
  for (int i = 0; i < WG_AXES; i++) assert_true(near(a->at[i], b->at[i]));
  assert_true(near(a->inertia, b->inertia));
}

/* The invariant, and every part's sums as they are by its members one by one. */
static inline void assert_plan(const wg_parts *p) {
  const wg_graph *g = p->g;
  assert_true(wg_parts_check(p));
  wg_sums *sum = WG_NEW0(wg_sums, p->part.n);
  assert_non_null(sum);
  for (uint32_t v = 0; v < g->n; v++) {
    wg_sums_add(&sum[p->label[v]], &g->node[v]);
    for (uint32_t e = g->first[v]; e < g->first[v + 1]; e++)
      if (p->label[g->to[e]] == p->label[v]) sum[p->label[v]].outline -= g->length_m[e];
  }
  for (uint32_t i = 0; i < p->part.n; i++) assert_same_sums(&p->part.v[i].sum, &sum[i]);
  wg_free(sum);
}

/* Labels 0 .. parts-1, each of one connected part. */
static inline void assert_labels(const wg_graph *g, const uint32_t *label, uint32_t parts) {
  wg_parts p;
  for (uint32_t v = 0; v < g->n; v++) assert_true(label[v] < parts);
  assert_true(wg_parts_init(&p, g, label, parts));
  assert_plan(&p);
  wg_parts_free(&p);
}

/* Score of the plan in these labels. */
static inline double score_of_labels(const wg_graph *g, const wg_score *s, const uint32_t *label,
                                     uint32_t parts) {
  wg_parts p;
  assert_true(wg_parts_init(&p, g, label, parts));
  double score = wg_parts_score(&p, s);
  wg_parts_free(&p);
  return score;
}

/* Equal but for the numbers of the parts. */
static inline bool same_plan(const uint32_t *a, const uint32_t *b, uint32_t n, uint32_t parts) {
  uint32_t *to = WG_NEW(uint32_t, parts), *from = WG_NEW(uint32_t, parts);
  assert_true(to && from);
  memset(to, 0xff, parts * sizeof *to);
  memset(from, 0xff, parts * sizeof *from);
  bool same = true;
  for (uint32_t v = 0; v < n && same; v++) {
    if (to[a[v]] == UINT32_MAX) to[a[v]] = b[v];
    if (from[b[v]] == UINT32_MAX) from[b[v]] = a[v];
    same = to[a[v]] == b[v] && from[b[v]] == a[v];
  }
  wg_free(to);
  wg_free(from);
  return same;
}

/* Every allocation of run() fails in turn: run() says false and leaves nothing behind. */
static inline void fail_each(bool (*run)(void *), void *user) {
  int64_t live = wg_mem_live();
  uint64_t failed = 0;
  for (uint64_t at = 1; at <= failed + 20; at++) {
    wg_mem_fail_at(at);
    bool ok = run(user);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    if (ok) continue;
    assert_int_equal(at, failed + 1); /* a failure before it was not swallowed */
    failed = at;
  }
  assert_true(failed > 0);
}

#endif
