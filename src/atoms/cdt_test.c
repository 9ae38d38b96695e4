#include "atoms/cdt.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/rng.h"
#include "plane/node.h"

static void assert_triangulation(const wg_cdt *t, const wg_noded *n) {
  uint32_t seen = 0;
  for (uint32_t h = 0; h < 3 * t->nt; h++) {
    uint32_t g = t->twin[h];
    if (h % 3 == 0)
      assert_true(wg_orient(t->v[t->org[h]], t->v[t->org[h + 1]], t->v[t->org[h + 2]]) > 0);
    if (g == WG_NO_TWIN) continue;
    assert_int_equal(t->twin[g], h);
    assert_int_equal(t->org[g], t->org[wg_cdt_next(h)]);
    assert_int_equal(t->con[g], t->con[h]);
    if (t->con[h] == WG_NO_CON || g < h) continue;
    uint32_t a = n->end[2 * t->con[h]], b = n->end[2 * t->con[h] + 1];
    assert_true((t->org[h] == a && t->org[g] == b) || (t->org[h] == b && t->org[g] == a));
    seen++;
  }
  assert_int_equal(seen, n->ne);          /* every edge of the input stands in the triangulation */
  assert_int_equal(t->nt, 2 * t->nv + 1); /* Euler: three rim edges */
}

static void random_edges_are_kept(void **state) {
  (void)state;
  for (uint32_t seed = 0; seed < 60; seed++) {
    wg_rng r = wg_rng_init(seed, 0);
    wg_seg s[120];
    uint32_t span = seed % 3 == 0 ? 60 : seed % 3 == 1 ? 5000 : 4000000;
    for (uint32_t i = 0; i < 120; i++) {
      wg_pt a = {(int32_t)wg_rng_below(&r, span), (int32_t)wg_rng_below(&r, span)};
      uint32_t reach = i < 20 ? span : span / 8 + 1;
      s[i] = (wg_seg){
          a, {a.x + (int32_t)wg_rng_below(&r, reach), a.y + (int32_t)wg_rng_below(&r, reach)}, i};
    }
    wg_noded n;
    assert_int_equal(wg_node(NULL, s, 120, &n), WG_OK);
    wg_cdt t;
    assert_int_equal(wg_cdt_build(n.v, n.nv, n.end, n.ne, &t), WG_OK);
    assert_triangulation(&t, &n);
    wg_cdt_free(&t);
    wg_noded_free(&n);
  }
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_pt v[64];
  for (int i = 0; i < 64; i++) v[i] = (wg_pt){(i % 8) * 10, (i / 8) * 10};
  uint32_t edge[] = {0, 10, 63, 53, 7, 14};
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_cdt t;
    wg_mem_fail_at(at);
    wg_status st = wg_cdt_build(v, 64, edge, 3, &t);
    wg_mem_fail_at(0);
    if (st == WG_OK) wg_cdt_free(&t);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_edges_are_kept),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("atoms/cdt", tests, NULL, NULL);
}
