#include "plane/node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"

static void random_segments(wg_rng *r, wg_seg *s, size_t n, uint32_t span) {
  for (size_t i = 0; i < n; i++) {
    s[i].a = (wg_pt){(int32_t)wg_rng_below(r, span), (int32_t)wg_rng_below(r, span)};
    s[i].b = (wg_pt){(int32_t)wg_rng_below(r, span), (int32_t)wg_rng_below(r, span)};
    s[i].src = (uint32_t)i;
  }
}

/* Squared distance of p to segment ab, times |ab|^2, against (1/2)^2: exact in int128. */
static bool nearer_than_half(wg_pt a, wg_pt b, wg_pt p) {
  __int128 len2 = wg_dist2(a, b);
  __int128 t = ((__int128)p.x - a.x) * (b.x - a.x) + ((__int128)p.y - a.y) * (b.y - a.y);
  if (t <= 0 || t >= len2) return false; /* an end is nearest: lattice points are 1 apart */
  __int128 c = wg_cross(a, b, p);
  return 8 * c * c < len2; /* distance < 1/sqrt(8), inside every orientation's half pixel */
}

static void assert_planar(const wg_noded *n) {
  for (uint32_t e = 0; e < n->ne; e++) {
    wg_pt a = n->v[n->end[2 * e]], b = n->v[n->end[2 * e + 1]];
    for (uint32_t f = 0; f < e; f++) {
      wg_pt c = n->v[n->end[2 * f]], d = n->v[n->end[2 * f + 1]];
      bool cross = wg_orient(a, b, c) * wg_orient(a, b, d) < 0 &&
                   wg_orient(c, d, a) * wg_orient(c, d, b) < 0;
      assert_false(cross);
    }
    for (uint32_t v = 0; v < n->nv; v++)
      if (v != n->end[2 * e] && v != n->end[2 * e + 1])
        assert_false(nearer_than_half(a, b, n->v[v]));
  }
}

/* Every source's edges form a walk from its rounded start to its end: odd degree
 * at exactly those two vertices (or none when they coincide). */
static void assert_sources_connect(const wg_noded *n, const wg_seg *s, size_t count) {
  uint32_t *deg = WG_NEW(uint32_t, n->nv);
  for (size_t i = 0; i < count; i++) {
    memset(deg, 0, n->nv * sizeof *deg);
    for (uint32_t e = 0; e < n->ne; e++)
      for (uint32_t k = n->src_first[e]; k < n->src_first[e + 1]; k++)
        if (n->src[k] == i) {
          deg[n->end[2 * e]]++;
          deg[n->end[2 * e + 1]]++;
        }
    for (uint32_t v = 0; v < n->nv; v++) {
      bool is_end = wg_pt_eq(n->v[v], s[i].a) != wg_pt_eq(n->v[v], s[i].b);
      assert_int_equal(deg[v] & 1, is_end);
    }
  }
  wg_free(deg);
}

static void planar_for_any_span(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 30; seed++) {
    wg_rng r = wg_rng_init(seed, 0);
    wg_seg s[48];
    random_segments(&r, s, 48, seed % 3 == 0 ? 40 : seed % 3 == 1 ? 1000 : 100000000);
    wg_noded n;
    assert_int_equal(wg_node(NULL, s, 48, &n), WG_OK);
    assert_planar(&n);
    assert_sources_connect(&n, s, 48);
    wg_noded_free(&n);
  }
}

static void order_and_threads_do_not_matter(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(7, 0);
  enum { N = 400 };
  wg_seg *s = WG_NEW(wg_seg, N);
  random_segments(&r, s, N, 3000);
  wg_noded a, b;
  wg_ctx *ctx = wg_ctx_new();
  wg_ctx_set_threads(ctx, 8);
  assert_int_equal(wg_node(NULL, s, N, &a), WG_OK);
  for (size_t i = N - 1; i > 0; i--) {
    size_t j = wg_rng_below(&r, (uint32_t)i + 1);
    wg_seg t = s[i];
    s[i] = s[j];
    s[j] = t;
  }
  for (size_t i = 0; i < N; i += 2) { /* direction does not matter either */
    wg_pt t = s[i].a;
    s[i].a = s[i].b;
    s[i].b = t;
  }
  assert_int_equal(wg_node(ctx, s, N, &b), WG_OK);
  assert_int_equal(a.nv, b.nv);
  assert_int_equal(a.ne, b.ne);
  assert_memory_equal(a.v, b.v, a.nv * sizeof *a.v);
  assert_memory_equal(a.end, b.end, 2 * a.ne * sizeof *a.end);
  assert_memory_equal(a.src_first, b.src_first, (a.ne + 1) * sizeof *a.src_first);
  assert_memory_equal(a.src, b.src, a.src_first[a.ne] * sizeof *a.src);
  wg_noded_free(&a);
  wg_noded_free(&b);
  wg_ctx_free(ctx);
  wg_free(s);
}

static void duplicates_and_points_collapse(void **state) {
  (void)state;
  wg_seg s[] = {
      {{0, 0}, {100, 0}, 0}, {{100, 0}, {0, 0}, 1}, {{50, 0}, {150, 0}, 2}, {{9, 9}, {9, 9}, 3}};
  wg_noded n;
  assert_int_equal(wg_node(NULL, s, 4, &n), WG_OK);
  assert_int_equal(n.ne, 3); /* 0-50, 50-100, 100-150 */
  assert_int_equal(n.src_first[2] - n.src_first[1], 3);
  wg_noded_free(&n);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(3, 0);
  wg_seg s[40];
  random_segments(&r, s, 40, 500);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at += 1 + at / 50) {
    wg_noded n;
    wg_mem_fail_at(at);
    wg_status st = wg_node(NULL, s, 40, &n);
    wg_mem_fail_at(0);
    if (st == WG_OK) wg_noded_free(&n);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(planar_for_any_span),
      cmocka_unit_test(order_and_threads_do_not_matter),
      cmocka_unit_test(duplicates_and_points_collapse),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("plane/node", tests, NULL, NULL);
}
