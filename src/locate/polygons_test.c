/* Rings as added, polygons in order of their codes, exact cover through shared arcs. */
#include "locate/polygons.h"

#include "locate/covers.h"
#include "locate/test_mesh.h"

static wg_ctx *ctx;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  return ctx ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return 0;
}

static void rings_as_added(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_add(&p, "B");
  mesh_ring(&p, (const double[]){0, 0, 1, 0, 1, 1}, 3);
  mesh_ring(&p, (const double[]){5, 5, 6, 5, 6, 6, 5, 5}, 4); /* closed already */
  mesh_ring(&p, (const double[]){5, 5, 6, 5, 5, 5}, 3);       /* there and back: two edges */
  mesh_ring(&p, (const double[]){7, 7, 8, 8}, 2);
  mesh_ring(&p, NULL, 0);
  mesh_add(&p, "C");
  mesh_box_of(&p, "A", 2, 2, 3, 3);
  mesh_finish(ctx, &p);
  assert_int_equal(p.code.n, 3);
  for (uint32_t i = 0; i < 3; i++) assert_int_equal(p.code.v[i][0], 'A' + (int)i);
  static const uint32_t first[] = {0, 1, 3, 3}, start[] = {0, 5, 9, 13};
  static const double xy[] = {2, 2, 3, 2, 3, 3, 2, 3, 2, 2, 0, 0, 1,
                              0, 1, 1, 0, 0, 5, 5, 6, 5, 6, 6, 5, 5};
  assert_int_equal(p.first.n, 4);
  assert_memory_equal(p.first.v, first, sizeof first);
  assert_int_equal(p.start.n, 4);
  assert_memory_equal(p.start.v, start, sizeof start);
  assert_int_equal(p.xy.n, 26);
  assert_memory_equal(p.xy.v, xy, sizeof xy);
  wg_polygons_free(&p);
  assert_null(p.xy.v);
}

/* Bytes count, not locales: "10" before "9", Latin before Chinese. Equal codes go by their points. */
static void in_order_whatever_order_they_come(void **state) {
  (void)state;
  static const char *const codes[] = {"", "10", "10", "9", "A", "a", "a", "a", "网格1", "网格10"};
  wg_polygons p = {0};
  for (unsigned i = 0; i < 10; i++) {
    mesh_box_of(&p, codes[i], i, 0, i + 1, 1);
    if (i == 4) mesh_box(&p, 50, 50, 51, 51);
  }
  mesh_finish(ctx, &p);
  for (uint64_t seed = 0; seed < 50; seed++) {
    wg_polygons s = {0};
    mesh_shuffled(&p, seed, &s);
    mesh_finish(ctx, &s);
    assert_int_equal(s.xy.n, p.xy.n);
    assert_memory_equal(s.xy.v, p.xy.v, p.xy.n * sizeof *p.xy.v);
    assert_memory_equal(s.first.v, p.first.v, p.first.n * sizeof *p.first.v);
    assert_memory_equal(s.start.v, p.start.v, p.start.n * sizeof *p.start.v);
    for (uint32_t i = 0; i < 10; i++) assert_string_equal(s.code.v[i], codes[i]);
    wg_polygons_free(&s);
  }
  wg_polygons_free(&p);
}

/* The arcs of an index, which are held once, are the polygons' rings again. */
static void arcs_are_the_rings(void **state) {
  (void)state;
  for (int round = 0; round < 3; round++) {
    wg_polygons p = {0};
    wg_locator l;
    wg_rng r = wg_rng_init(9, (uint64_t)round);
    mesh_shape m = {9, 4, 4, 30, 0, 0, 100, 1, 0.5};
    mesh_make(&m, &p);
    if (round) mesh_make(&m, &p); /* each twice */
    if (round == 2) {
      mesh_add(&p, "spike");
      mesh_ring(&p, (const double[]){0, 0, 9, 1, 9, 9, 30, 31, 60, 60, 30, 31, 9, 9, 1, 9}, 8);
    }
    mesh_finish(ctx, &p);
    assert_int_equal(wg_locator_build(ctx, &p, 1, &l), WG_OK);
    for (uint32_t i = 0; i < p.code.n; i++)
      for (int k = 0; k < 300; k++) {
        const double *v = p.xy.v + 2 * (size_t)wg_rng_below(&r, (uint32_t)(p.xy.n / 2));
        wg_xy at = {k % 2 ? v[0] : 420 * wg_rng_unit(&r) - 10,
                    k % 3 ? v[1] : 420 * wg_rng_unit(&r) - 10};
        assert_int_equal(wg_covers(&l, i, at), mesh_covers(&p, i, at));
      }
    wg_locator_release(&l);
    wg_polygons_free(&p);
  }
}

static void memory_may_run_out(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  bool ok = false;
  for (uint64_t k = 1; !ok; k++) {
    wg_polygons p = {0};
    static const double box[] = {0, 0, 1, 0, 1, 1};
    wg_mem_fail_at(k);
    ok = wg_polygons_add(&p, "B") && wg_polygons_add_ring(&p, box, 3) && wg_polygons_add(&p, "A") &&
         wg_polygons_add_ring(&p, box, 3) && wg_polygons_finish(ctx, &p) == WG_OK;
    wg_mem_fail_at(0);
    wg_polygons_free(&p);
    assert_int_equal(wg_mem_live(), live);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rings_as_added),
      cmocka_unit_test(in_order_whatever_order_they_come),
      cmocka_unit_test(arcs_are_the_rings),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/polygons", tests, setup, teardown);
}
