#include "atoms/span.h"

#include "base/dsu.h"
#include "plane/test_town.h"

enum { W = 7, H = 5, CELL = 1000 };

typedef struct {
  wg_ctx *ctx;
  wg_plane p;
  uint32_t *face, *district, *zone, *owner, *up, unit[8];
} cells;

/* A board of 7 x 5 cells, one district. */
static void begin(cells *x) {
  *x = (cells){.ctx = wg_ctx_new()};
  wg_segs s = {0};
  for (int32_t i = 0; i <= W; i++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{i * CELL, 0}, {i * CELL, H * CELL}, 0})));
  for (int32_t j = 0; j <= H; j++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{0, j * CELL}, {W * CELL, j * CELL}, 0})));
  build_plane(x->ctx, &s, &x->p);
  uint32_t nf = x->p.nf;
  x->district = WG_NEW0(uint32_t, nf);
  x->zone = WG_NEW(uint32_t, nf);
  x->owner = WG_NEW(uint32_t, nf);
  x->up = WG_NEW(uint32_t, nf);
  memset(x->zone, 0xff, nf * sizeof(uint32_t));
  memset(x->owner, 0xff, nf * sizeof(uint32_t));
  x->district[0] = UINT32_MAX;
  wg_dsu_init(x->up, nf);
  wg_dsu_init(x->unit, 8);
}

static uint32_t cell(const cells *x, int32_t i, int32_t j) {
  return face_at(&x->p, i * CELL + CELL / 2, j * CELL + CELL / 2);
}

static void span(cells *x) {
  wg_span s = {&x->p, x->district, x->zone, x->owner, x->unit, x->up};
  assert_true(wg_span_parts(&s, 8));
}

static uint32_t joined(const cells *x, uint32_t f) {
  uint32_t n = 0;
  for (uint32_t g = 0; g < x->p.nf; g++) n += wg_dsu_find(x->up, g) == wg_dsu_find(x->up, f);
  return n;
}

static void end(cells *x) {
  wg_plane_free(&x->p);
  wg_free(x->district);
  wg_free(x->zone);
  wg_free(x->owner);
  wg_free(x->up);
  wg_ctx_free(x->ctx);
}

static bool together(const cells *x, uint32_t f, uint32_t g) {
  return wg_dsu_find(x->up, f) == wg_dsu_find(x->up, g);
}

static void the_way_between_parts_is_a_shortest_one(void **state) {
  (void)state;
  cells x;
  begin(&x);
  x.owner[cell(&x, 1, 1)] = x.owner[cell(&x, 4, 2)] = 3;
  span(&x);
  assert_true(together(&x, cell(&x, 1, 1), cell(&x, 4, 2)));
  assert_int_equal(joined(&x, cell(&x, 1, 1)), 5);
  assert_int_equal(joined(&x, cell(&x, 6, 4)), 1);
  end(&x);
}

static void parts_in_two_districts_stay_apart(void **state) {
  (void)state;
  cells x;
  begin(&x);
  for (int32_t j = 0; j < H; j++) x.district[cell(&x, 3, j)] = 1;
  x.owner[cell(&x, 1, 1)] = x.owner[cell(&x, 5, 1)] = 3; /* district 1 lies between */
  span(&x);
  assert_false(together(&x, cell(&x, 1, 1), cell(&x, 5, 1)));
  assert_int_equal(joined(&x, cell(&x, 1, 1)), 1);
  end(&x);
}

static void the_way_goes_around_zones(void **state) {
  (void)state;
  cells x;
  begin(&x);
  for (int32_t j = 0; j < H - 1; j++) x.zone[cell(&x, 3, j)] = 0;
  x.owner[cell(&x, 2, 0)] = x.owner[cell(&x, 4, 0)] = 3;
  span(&x);
  assert_true(together(&x, cell(&x, 2, 0), cell(&x, 4, 0)));
  assert_int_equal(joined(&x, cell(&x, 2, 0)), 11); /* 4 up, 2 across, 4 down, and the start */
  for (int32_t j = 0; j < H - 1; j++) assert_int_equal(joined(&x, cell(&x, 3, j)), 1);
  end(&x);
}

static void many_parts_and_units_come_together(void **state) {
  (void)state;
  cells x;
  begin(&x);
  wg_dsu_join(x.unit, 2, 5); /* buildings 2 and 5 overlap */
  const uint32_t f[] = {cell(&x, 0, 0), cell(&x, 6, 0), cell(&x, 0, 4), cell(&x, 6, 4)};
  for (int i = 0; i < 4; i++) x.owner[f[i]] = i % 2 ? 2 : 5;
  x.owner[cell(&x, 3, 2)] = 7;
  span(&x);
  for (int i = 1; i < 4; i++) assert_true(together(&x, f[0], f[i]));
  end(&x);
}

static void no_memory_is_said_and_leaks_nothing(void **state) {
  (void)state;
  cells x;
  begin(&x);
  x.owner[cell(&x, 1, 1)] = x.owner[cell(&x, 4, 2)] = 3;
  int64_t live = wg_mem_live();
  wg_span s = {&x.p, x.district, x.zone, x.owner, x.unit, x.up};
  bool ok = false;
  for (uint64_t at = 1; !ok; at++) {
    wg_mem_fail_at(at);
    ok = wg_span_parts(&s, 8);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at > 2 || !ok);
  }
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_way_between_parts_is_a_shortest_one),
      cmocka_unit_test(parts_in_two_districts_stay_apart),
      cmocka_unit_test(the_way_goes_around_zones),
      cmocka_unit_test(many_parts_and_units_come_together),
      cmocka_unit_test(no_memory_is_said_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("atoms/span", tests, NULL, NULL);
}
