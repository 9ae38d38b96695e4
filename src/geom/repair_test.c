/* The exact test never calls an invalid polygon simple (GEOS is the second
 * opinion), and what was repaired is valid, on the lattice and keeps its area. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "geom/repair.h"

static wg_repairer *repairer;

static int setup(void **s) {
  (void)s;
  repairer = wg_repairer_new();
  return repairer ? 0 : 1;
}
static int teardown(void **s) {
  (void)s;
  wg_repairer_free(repairer);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

static wg_rings rings_of(const wg_shapes *s) {
  return (wg_rings){s->pt.v, s->start.v, s->hole.v, wg_shapes_rings(s)};
}

static bool simple(const wg_shapes *s) {
  wg_valid v = {0};
  bool yes;
  assert_true(wg_valid_simple(&v, rings_of(s), &yes));
  wg_valid_free(&v);
  return yes;
}

static wg_repair_result repair(const wg_shapes *s, wg_shapes *out, char why[64]) {
  wg_pt where;
  return wg_repair_polygon(repairer, rings_of(s), out, why, &where);
}

static void ring(wg_shapes *s, uint8_t hole, uint32_t n, const int32_t *xy) {
  for (uint32_t i = 0; i < n; i++) assert_true(wg_shapes_pt(s, (wg_pt){xy[2 * i], xy[2 * i + 1]}));
  assert_true(wg_shapes_end_ring(s, hole));
}
#define RING(s, hole, ...) \
  ring(s, hole, sizeof((int32_t[]){__VA_ARGS__}) / 8, (const int32_t[]){__VA_ARGS__})

/* Judged by the exact test and by GEOS. */
static void judged(wg_shapes *s, bool is_simple, wg_repair_result result, const char *reason) {
  char why[64];
  wg_shapes out = {0};
  assert_true(wg_shapes_end_feature(s));
  assert_int_equal(simple(s), is_simple);
  assert_int_equal(repair(s, &out, why), result);
  if (result == WG_REPAIR_FIXED) assert_non_null(strstr(why, reason));
  wg_shapes_free(&out);
  wg_shapes_free(s);
  *s = (wg_shapes){0};
}

static void one_ring(void **state) {
  (void)state;
  wg_shapes s = {0};
  RING(&s, 0, 0, 0, 10, 0, 10, 10, 0, 10);
  judged(&s, true, WG_REPAIR_VALID, "");
  RING(&s, 0, 0, 0, 0, 10, 10, 10, 10, 0); /* clockwise is fine */
  judged(&s, true, WG_REPAIR_VALID, "");
  RING(&s, 0, 0, 0, 10, 10, 10, 0, 0, 10); /* bow tie */
  judged(&s, false, WG_REPAIR_FIXED, "self-intersection");
  RING(&s, 0, 0, 0, 10, 0, 20, 0, 10, 0, 10, 10); /* spike */
  judged(&s, false, WG_REPAIR_FIXED, "self-intersection");
  RING(&s, 0, 0, 0, 10, 0, 10, 10, 5, 0, 0, 10); /* touches its own side */
  judged(&s, false, WG_REPAIR_FIXED, "self-intersection");
  RING(&s, 0, 0, 0, 10, 0, 0, 0, 10, 0); /* nothing but a line */
  judged(&s, false, WG_REPAIR_LOST, "");
}

static void holes_and_parts(void **state) {
  (void)state;
  wg_shapes s = {0};
  RING(&s, 0, 0, 0, 10, 0, 10, 10, 0, 10);
  RING(&s, 1, 2, 2, 2, 4, 4, 4, 4, 2);
  RING(&s, 0, 20, 0, 30, 0, 30, 10);
  judged(&s, true, WG_REPAIR_VALID, "");
  RING(&s, 0, 0, 0, 10, 0, 10, 10, 0, 10); /* a part in the hole of another */
  RING(&s, 1, 1, 1, 1, 9, 9, 9, 9, 1);
  RING(&s, 0, 3, 3, 5, 3, 5, 5);
  judged(&s, true, WG_REPAIR_VALID, "");
  RING(&s, 0, 0, 0, 10, 0, 10, 10, 0, 10); /* hole outside */
  RING(&s, 1, 22, 2, 22, 4, 24, 4);
  judged(&s, false, WG_REPAIR_FIXED, "hole");
  RING(&s, 0, 0, 0, 20, 0, 20, 20, 0, 20); /* part within a part */
  RING(&s, 0, 3, 3, 5, 3, 5, 5);
  judged(&s, false, WG_REPAIR_FIXED, "nested");
  RING(&s, 0, 0, 0, 20, 0, 20, 20, 0, 20); /* hole within a hole */
  RING(&s, 1, 1, 1, 1, 9, 9, 9, 9, 1);
  RING(&s, 1, 3, 3, 3, 5, 5, 5);
  judged(&s, false, WG_REPAIR_FIXED, "nested");
  RING(&s, 0, 0, 0, 20, 0, 20, 20, 0, 20); /* hole touching the outline: valid, GEOS knows */
  RING(&s, 1, 0, 10, 5, 12, 5, 8);
  judged(&s, false, WG_REPAIR_VALID, "");
  RING(&s, 0, 0, 0, 10, 0, 10, 10, 0, 10); /* parts that share a side */
  RING(&s, 0, 10, 0, 20, 0, 20, 10, 10, 10);
  judged(&s, false, WG_REPAIR_FIXED, "self-intersection");
}

/* A star-shaped ring, sometimes with two points exchanged, on a coarse lattice. */
static void noise(wg_rng *g, wg_shapes *s) {
  static const int dx[] = {8, 6, 0, -6, -8, -6, 0, 6}, dy[] = {0, 6, 8, 6, 0, -6, -8, -6};
  int32_t xy[80];
  uint32_t n = 3 + wg_rng_below(g, 37);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = i * 8 / n;
    int32_t r = 1 + (int32_t)wg_rng_below(g, 6);
    xy[2 * i] = dx[k] * r + (int32_t)wg_rng_below(g, 5);
    xy[2 * i + 1] = dy[k] * r + (int32_t)wg_rng_below(g, 5);
    if (i && xy[2 * i] == xy[2 * i - 2] && xy[2 * i + 1] == xy[2 * i - 1]) xy[2 * i]++;
  }
  if (xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1]) xy[0] += 2;
  ring(s, 0, n, xy);
  assert_true(wg_shapes_end_feature(s));
}

static void geos_agrees(void **state) {
  (void)state;
  wg_rng g = wg_rng_init(1, 1);
  int n_simple = 0, n_fixed = 0;
  for (int k = 0; k < 20000; k++) {
    wg_shapes s = {0}, out = {0}, again = {0};
    char why[64];
    noise(&g, &s);
    bool yes = simple(&s);
    wg_repair_result r = repair(&s, &out, why);
    /* one ring: simple is valid, neither more nor less */
    assert_int_equal(yes, r == WG_REPAIR_VALID);
    n_simple += yes;
    if (r == WG_REPAIR_FIXED) {
      n_fixed++;
      assert_int_equal(repair(&out, &again, why), WG_REPAIR_VALID);
    }
    wg_shapes_free(&s);
    wg_shapes_free(&out);
    wg_shapes_free(&again);
  }
  assert_true(n_simple > 500 && n_fixed > 500); /* the noise is worth its name */
}

static void bow_tie_keeps_both_wings(void **state) {
  (void)state;
  wg_shapes s = {0}, out = {0};
  char why[64];
  RING(&s, 0, 0, 0, 100, 100, 100, 0, 0, 100);
  assert_true(wg_shapes_end_feature(&s));
  assert_int_equal(repair(&s, &out, why), WG_REPAIR_FIXED);
  assert_int_equal(wg_shapes_rings(&out), 2);
  int64_t area = 0;
  for (uint32_t r = 0; r < 2; r++) {
    const wg_pt *p = out.pt.v + out.start.v[r];
    assert_int_equal(out.start.v[r + 1] - out.start.v[r], 3);
    area += llabs((long long)wg_cross(p[0], p[1], p[2]));
  }
  assert_int_equal(area, 2 * 5000);
  wg_shapes_free(&s);
  wg_shapes_free(&out);
}

static void sides_of_a_ring(void **state) {
  (void)state;
  static const wg_pt r[] = {{0, 0}, {10, 0}, {10, 10}, {5, 5}, {0, 10}};
  assert_int_equal(wg_ring_side(r, 5, (wg_pt){5, 2}), 1);
  assert_int_equal(wg_ring_side(r, 5, (wg_pt){5, 7}), -1);
  assert_int_equal(wg_ring_side(r, 5, (wg_pt){5, 5}), 0);
  assert_int_equal(wg_ring_side(r, 5, (wg_pt){3, 0}), 0);
  assert_int_equal(wg_ring_side(r, 5, (wg_pt){11, 0}), -1);
  assert_int_equal(wg_ring_side(r, 5, (wg_pt){-1, 10}), -1);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {T(one_ring), T(holes_and_parts), T(geos_agrees),
                                     T(bow_tie_keeps_both_wings), T(sides_of_a_ring)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
