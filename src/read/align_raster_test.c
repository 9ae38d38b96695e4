/* Cells, points and counts against plain loops. */
#include "read/test_files.h"

#include <math.h>

#include "base/rng.h"
#include "geom/valid.h"
#include "read/align_raster.h"
#include "read/align_surface.h"

enum { SIDE = 60 };

static void add_ring(wg_shapes *s, const wg_pt *p, uint32_t n, uint8_t hole) {
  for (uint32_t i = 0; i < n; i++) assert_true(wg_shapes_pt(s, p[i]));
  assert_true(wg_shapes_end_ring(s, hole));
}

static void add_box(wg_shapes *s, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  add_ring(s, (wg_pt[]){{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, 4, 0);
  assert_true(wg_shapes_end_feature(s));
}

static wg_align_raster raster_new(int32_t cell) {
  wg_align_raster r = {.min = {-3000, -3000}, .cell = cell, .nx = SIDE, .ny = SIDE};
  r.full = WG_NEW0(uint8_t, SIDE * SIDE);
  r.flip = WG_NEW0(uint8_t, SIDE * SIDE);
  assert_non_null(r.full);
  assert_non_null(r.flip);
  return r;
}

static void raster_free(wg_align_raster *r) {
  wg_free(r->full);
  wg_free(r->flip);
}

/* Even-odd over all rings, at the centre of the cell; -1: too near a border to be asked. */
static int inside(const wg_shapes *s, wg_pt p) {
  int in = 0;
  for (uint32_t r = 0; r < wg_shapes_rings(s); r++) {
    int side = wg_ring_side(s->pt.v + s->start.v[r], s->start.v[r + 1] - s->start.v[r], p);
    if (side == 0) return -1;
    in ^= side > 0;
  }
  return in;
}

static void polygons_fill_cells(void **state) {
  (void)state;
  wg_rng rng = wg_rng_init(7, 0);
  unsigned full = 0;
  for (int t = 0; t < 200; t++) {
    wg_shapes s = {0};
    wg_align_raster r = raster_new(100);
    wg_pt p[7];
    for (int k = 0; k < 7; k++)
      p[k] = (wg_pt){(int32_t)wg_rng_below(&rng, 8000) - 4000,
                     (int32_t)wg_rng_below(&rng, 8000) - 4000};
    add_ring(&s, p, 4, 0);
    add_ring(&s, p + 4, 3, 1); /* anywhere: only parity counts */
    assert_true(wg_shapes_end_feature(&s));
    wg_align_fill(&r, &s, 0, wg_shapes_box(&s, 0));
    for (int32_t y = 0; y < SIDE; y++)
      for (int32_t x = 0; x < SIDE; x++) {
        int want = inside(&s, (wg_pt){-3000 + x * 100 + 50, -3000 + y * 100 + 50});
        if (want >= 0) assert_int_equal(r.full[y * SIDE + x], want);
        assert_int_equal(r.flip[y * SIDE + x], 0);
        full += r.full[y * SIDE + x];
      }
    wg_shapes_free(&s);
    raster_free(&r);
  }
  assert_true(full > 100000);
}

static void lines_fill_what_they_pass(void **state) {
  (void)state;
  wg_shapes s = {0};
  wg_align_raster r = raster_new(100);
  add_ring(&s, (wg_pt[]){{-200000000, 50}, {200000000, 50}}, 2, 0);
  assert_true(wg_shapes_end_feature(&s));
  wg_align_trace(&r, &s, 0, 2);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) assert_int_equal(r.full[y * SIDE + x], y >= 28 && y <= 32);
  wg_shapes_free(&s);
  raster_free(&r);
}

static void clipping(void **state) {
  (void)state;
  wg_box box = {{0, 0}, {100, 100}};
  double t0, t1;
  assert_true(wg_align_clip(box, (wg_pt){-100, 50}, (wg_pt){300, 50}, &t0, &t1));
  assert_true(t0 == 0.25 && t1 == 0.5);
  assert_true(wg_align_clip(box, (wg_pt){10, 10}, (wg_pt){90, 90}, &t0, &t1));
  assert_true(t0 == 0 && t1 == 1);
  assert_false(wg_align_clip(box, (wg_pt){-100, 50}, (wg_pt){50, 300}, &t0, &t1));
  assert_false(wg_align_clip(box, (wg_pt){0, 101}, (wg_pt){100, 101}, &t0, &t1));
}

/* A street of 1 km and houses along it, 3 km east of the box's corner. */
static void points_along_a_line(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_shapes street = {0}, houses = {0};
  add_ring(&street, (wg_pt[]){{450000, 20000}, {550000, 20000}}, 2, 0);
  assert_true(wg_shapes_end_feature(&street));
  for (int k = 0; k < 20; k++) add_box(&houses, 450000 + 5000 * k, 21000, 452000 + 5000 * k, 22000);
  wg_align_lines l = {&street, false, &houses, {{100000, 0}, {900000, 100000}}};
  wg_align_points p = {0};
  assert_int_equal(wg_align_points_take(ctx, &l, WG_ALIGN_SQUARES, &p), WG_OK);
  assert_int_equal(p.square.n, 2); /* they begin at 100000, and each is 200000 wide */
  assert_int_equal(p.pt.n, 250);   /* one in 4 m */
  uint32_t seen = 0;
  for (size_t s = 0; s < p.square.n; s++) {
    assert_int_equal(p.square.v[s].first, seen);
    for (uint32_t i = p.square.v[s].first; i < p.square.v[s].last; i++, seen++) {
      assert_int_equal(p.pt.v[i].y, 20000);
      assert_in_range(p.pt.v[i].x - p.square.v[s].min.x, 0, WG_ALIGN_SQUARE);
    }
  }
  assert_int_equal(seen, 250);
  wg_align_points_free(&p);
  assert_int_equal(wg_align_points_take(ctx, &l, 1, &p), WG_OK);
  assert_int_equal(p.square.n, 1);
  assert_int_equal(p.square.v[0].min.x, 300000); /* 50 m more street, and as many houses */
  wg_align_points_free(&p);
  wg_shapes_free(&street);
  wg_shapes_free(&houses);
  wg_ctx_free(ctx);
}

/* Every count of a surface, by asking for each point and shift; for any number of threads. */
static void surface_counts(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_shapes houses = {0};
  wg_align_points p = {0};
  wg_rng rng = wg_rng_init(3, 0);
  for (int k = 0; k < 40; k++) {
    int32_t x = (int32_t)wg_rng_below(&rng, 390) * 800, y = (int32_t)wg_rng_below(&rng, 190) * 800;
    add_box(&houses, x, y, x + 8000,
            y + 5600); /* on the edges of cells: what a cell holds is plain */
  }
  for (uint32_t s = 0; s < 2; s++) {
    wg_align_square q = {{(int32_t)s * WG_ALIGN_SQUARE, 0}, s * 400, s * 400 + 400};
    assert_true(WG_VEC_PUSH(&p.square, q));
    for (int k = 0; k < 400; k++) {
      wg_pt at = {q.min.x + (int32_t)wg_rng_below(&rng, WG_ALIGN_SQUARE),
                  (int32_t)wg_rng_below(&rng, WG_ALIGN_SQUARE)};
      assert_true(WG_VEC_PUSH(&p.pt, at));
    }
  }
  wg_align_ground g = {.of = {&houses}};
  for (unsigned threads = 1; threads <= 3; threads += 2) {
    wg_align_surface s = {.cell = 800, .reach = 3, .at = {1600, -800}};
    wg_ctx_set_threads(ctx, threads);
    assert_int_equal(wg_align_surface_make(ctx, &p, &g, &s), WG_OK);
    uint32_t all = 0;
    for (int32_t j = -3; j <= 3; j++)
      for (int32_t i = -3; i <= 3; i++) {
        uint32_t want = 0;
        for (size_t k = 0; k < p.pt.n; k++) {
          wg_pt c = {(p.pt.v[k].x / 800) * 800 + 400 + 1600 + i * 800,
                     (p.pt.v[k].y / 800) * 800 + 400 - 800 + j * 800};
          bool on = false;
          for (uint32_t h = 0; h < 40 && !on; h++)
            on = wg_box_meet(wg_shapes_box(&houses, h), wg_box_of(c, c));
          want += on;
        }
        assert_int_equal(wg_align_count(&s, i, j), want);
        all += want;
      }
    assert_true(all > 500);
    wg_free(s.count);
  }
  wg_align_points_free(&p);
  wg_shapes_free(&houses);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(polygons_fill_cells), cmocka_unit_test(lines_fill_what_they_pass),
      cmocka_unit_test(clipping), cmocka_unit_test(points_along_a_line),
      cmocka_unit_test(surface_counts)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
