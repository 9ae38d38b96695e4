/* Crossings and edge matching against all pairs; the index against a plain scan. */
#include "cover/crossings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/rng.h"

/* Random triangles with corners on a small lattice: many touch, overlap and repeat. */
static void fill(wg_cover *c, wg_rng *r, uint32_t n, uint32_t size) {
  for (uint32_t i = 0; i < n; i++) {
    double xy[8];
    for (int k = 0; k < 6; k++) xy[k] = wg_rng_below(r, size);
    xy[6] = xy[0];
    xy[7] = xy[1];
    const uint32_t start[2] = {0, 4};
    const uint8_t hole[1] = {0};
    assert_true(wg_cover_add(c, 1, start, hole, xy));
  }
}

static bool pair_meets(const wg_edges *e, uint32_t i, uint32_t j) {
  wg_xy a = wg_edge_a(e, i), b = wg_edge_b(e, i), c = wg_edge_a(e, j), d = wg_edge_b(e, j);
  if (!wg_exact_meet(a, b, c, d)) return false;
  wg_xy shared, p, q;
  if (wg_xy_eq(a, c))
    shared = a, p = b, q = d;
  else if (wg_xy_eq(a, d))
    shared = a, p = b, q = c;
  else if (wg_xy_eq(b, c))
    shared = b, p = a, q = d;
  else if (wg_xy_eq(b, d))
    shared = b, p = a, q = c;
  else
    return true;
  return wg_exact_on_segment(p, shared, q) || wg_exact_on_segment(q, shared, p);
}

static void against_all_pairs(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 40; seed++) {
    wg_rng r = wg_rng_init(seed, 0);
    wg_cover c = {0};
    wg_edges e = {0};
    fill(&c, &r, 60, seed % 2 ? 12 : 200);
    assert_true(wg_edges_build(&e, &c));
    uint64_t want = 0;
    for (uint32_t i = 0; i < e.edge.n; i++)
      for (uint32_t j = 0; j < i; j++) want += pair_meets(&e, i, j);
    for (unsigned threads = 1; threads <= 8; threads += 7) {
      wg_ctx *ctx = wg_ctx_new();
      wg_ctx_set_threads(ctx, threads);
      wg_crossings x = {0};
      assert_int_equal(wg_crossings_find(ctx, &e, &x), WG_OK);
      assert_int_equal(x.count, want);
      assert_int_equal(x.pair.n, want < 4096 ? want : 4096);
      wg_crossings_free(&x);
      wg_ctx_free(ctx);
    }
    wg_edges_free(&e);
    wg_cover_free(&c);
  }
}

/* Every use of an edge is counted once, on its side. */
static void uses_add_up(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(5, 0);
  wg_cover c = {0};
  wg_edges e = {0};
  fill(&c, &r, 500, 6);
  assert_true(wg_edges_build(&e, &c));
  size_t uses = 0, users = 0, same_way = 0;
  wg_ids ids = {0};
  for (uint32_t i = 0; i < e.edge.n; i++) {
    const wg_edge *g = &e.edge.v[i];
    assert_true(wg_xy_cmp(wg_edge_a(&e, i), wg_edge_b(&e, i)) < 0);
    uses += g->n_left + g->n_right;
    ids.n = 0;
    assert_true(wg_edge_users(&e, i, &ids));
    assert_int_equal(ids.n, g->n_left + g->n_right);
    users += ids.n;
    if (g->n_left > 1) same_way += g->n_left - 1;
    if (g->n_right > 1) same_way += g->n_right - 1;
  }
  assert_int_equal(uses, c.pt.n);
  assert_int_equal(users, c.pt.n);
  assert_true(same_way > 100);
  assert_int_equal(same_way, e.extra.n);
  WG_VEC_FREE(&ids);
  wg_edges_free(&e);
  wg_cover_free(&c);
}

static void index_against_scan(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(6, 0);
  for (uint32_t n = 0; n < 700; n = n * 2 + 1) {
    wg_rect box[700];
    for (uint32_t i = 0; i < n; i++) {
      wg_xy p = {wg_rng_unit(&r) * 100, wg_rng_unit(&r) * 100};
      box[i] = wg_rect_of(p, (wg_xy){p.x + wg_rng_unit(&r) * 9, p.y + wg_rng_unit(&r) * 9});
    }
    wg_recttree t = {0};
    assert_true(wg_recttree_build(&t, box, n));
    for (int q = 0; q < 50; q++) {
      wg_xy p = {wg_rng_unit(&r) * 100, wg_rng_unit(&r) * 100};
      wg_rect query = wg_rect_of(p, (wg_xy){p.x + 20, p.y + 5});
      wg_ids hits = {0};
      assert_true(wg_recttree_query(&t, query, &hits));
      uint8_t seen[700] = {0};
      for (size_t k = 0; k < hits.n; k++) seen[hits.v[k]]++;
      for (uint32_t i = 0; i < n; i++) assert_int_equal(seen[i], wg_rect_meet(box[i], query));
      WG_VEC_FREE(&hits);
    }
    wg_recttree_free(&t);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(against_all_pairs),
      cmocka_unit_test(uses_add_up),
      cmocka_unit_test(index_against_scan),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
