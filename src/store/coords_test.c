/* Neighbours stay joined through splitting, transforming and rounding. */
#include "store/test_town.h"

#include "base/rng.h"
#include "store/coords.h"

static wg_ctx *ctx;
static wg_frame frame;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  test_frame(&frame, "EPSG:4548", 562000, 3500000);
  return ctx ? 0 : -1;
}
static int teardown(void **s) { return (void)s, wg_ctx_free(ctx), 0; }

static void make(const wg_shapes *s, const char *crs, double scale, wg_coords *c) {
  wg_transform *t;
  assert_int_equal(wg_transform_new(ctx, frame.crs, crs, true, &t), WG_OK);
  assert_int_equal(wg_coords_make(ctx, &frame, s, t, scale, c), WG_OK);
  wg_transform_free(t);
}

/* Number of directed edges of feature i that feature j has the other way round. */
static size_t shared_edges(const wg_coords *c, uint32_t i, uint32_t j) {
  size_t hits = 0;
  for (uint32_t r = c->first.v[i]; r < c->first.v[i + 1]; r++)
    for (uint32_t k = c->start.v[r]; k < c->start.v[r + 1]; k++) {
      const int64_t *a = c->q.v + 2 * k,
                    *b = c->q.v + 2 * (k + 1 < c->start.v[r + 1] ? k + 1 : c->start.v[r]);
      for (uint32_t v = c->first.v[j]; v < c->first.v[j + 1]; v++)
        for (uint32_t m = c->start.v[v]; m < c->start.v[v + 1]; m++) {
          const int64_t *x = c->q.v + 2 * m,
                        *y = c->q.v + 2 * (m + 1 < c->start.v[v + 1] ? m + 1 : c->start.v[v]);
          hits += a[0] == y[0] && a[1] == y[1] && b[0] == x[0] && b[1] == x[1];
        }
    }
  return hits;
}

static bool proven(const wg_coords *c) {
  bool holds;
  uint32_t at;
  assert_int_equal(wg_coords_prove(ctx, c, &holds, &at), WG_OK);
  return holds;
}

/* Two bends of 1000.55 m between grids 1 and 2: 6 pieces each; round the hole of
 * 600 x 300 m: 3 + 2 + 3 + 2. */
static void borders_split_alike(void **state) {
  (void)state;
  static const struct {
    const char *crs;
    double scale;
  } to[] = {{"EPSG:4326", 1e8}, {"EPSG:4490", 1e9}, {"EPSG:4549", 1e4}, {"EPSG:3857", 1e4}};
  wg_grids g;
  test_grids(&g);
  for (size_t i = 0; i < 4; i++) {
    wg_coords c;
    make(&g.shape, to[i].crs, to[i].scale, &c);
    assert_int_equal(shared_edges(&c, 0, 1), 12);
    assert_int_equal(shared_edges(&c, 1, 2), 10);
    assert_true(proven(&c));
    wg_coords_free(&c);
  }
  wg_grids_free(&g);
}

static void own_crs_changes_nothing(void **state) {
  (void)state;
  wg_grids g;
  wg_coords c;
  test_grids(&g);
  make(&g.shape, "EPSG:4548", 1e4, &c);
  assert_int_equal(c.q.n, 2 * g.shape.pt.n);
  for (size_t k = 0; k < g.shape.pt.n; k++) {
    assert_int_equal(c.q.v[2 * k], (562000 * INT64_C(100) + g.shape.pt.v[k].x) * 100);
    assert_int_equal(c.q.v[2 * k + 1], (3500000 * INT64_C(100) + g.shape.pt.v[k].y) * 100);
  }
  wg_coords_free(&c);
  wg_grids_free(&g);
}

/* A vertex depends on its point alone, not on its place in the ring or batch. */
static void start_of_ring_does_not_matter(void **state) {
  (void)state;
  wg_rng rng = wg_rng_init(3, 1);
  for (int trial = 0; trial < 20; trial++) {
    wg_shapes s = {0};
    int32_t xy[12], turned[12];
    static const int32_t base[] = {0, 0, 5, 0, 6, 3, 5, 6, 0, 6, -1, 3};
    for (int i = 0; i < 12; i++) xy[i] = base[i] * KM + (int32_t)wg_rng_below(&rng, KM / 2);
    for (int i = 0; i < 6; i++) memcpy(turned + 2 * i, xy + 2 * ((i + 2) % 6), 2 * sizeof *xy);
    add_ring(&s, 0, 6, xy);
    assert_true(wg_shapes_end_feature(&s));
    add_ring(&s, 0, 6, turned);
    assert_true(wg_shapes_end_feature(&s));
    wg_coords c;
    make(&s, "EPSG:4326", 1e9, &c);
    assert_int_equal(c.start.v[1], c.start.v[2] - c.start.v[1]);
    assert_false(proven(&c)); /* the same polygon twice overlaps itself */
    uint64_t sum[2] = {0, 0};
    for (uint32_t r = 0; r < 2; r++)
      for (uint32_t k = c.start.v[r]; k < c.start.v[r + 1]; k++)
        sum[r] += wg_mix64((uint64_t)c.q.v[2 * k] ^ wg_mix64((uint64_t)c.q.v[2 * k + 1]));
    assert_true(sum[0] == sum[1]);
    wg_coords_free(&c);
    wg_shapes_free(&s);
  }
}

static int area_sign(const wg_coords *c, uint32_t r) {
  const int64_t *q = c->q.v + 2 * (size_t)c->start.v[r];
  uint32_t n = c->start.v[r + 1] - c->start.v[r];
  double a = 0;
  for (uint32_t i = 0, j = n - 1; i < n; j = i++)
    a += (double)(q[2 * j] - q[0]) * (double)(q[2 * i + 1] - q[1]) -
         (double)(q[2 * i] - q[0]) * (double)(q[2 * j + 1] - q[1]);
  return (a > 0) - (a < 0);
}

/* Also when a ring comes the wrong way round. */
static void exteriors_turn_left(void **state) {
  (void)state;
  wg_shapes s = {0};
  wg_coords c;
  add_ring(&s, 0, 4, (const int32_t[]){0, 0, 0, KM, KM, KM, KM, 0}); /* clockwise */
  add_ring(&s, 1, 3, (const int32_t[]){10, 10, 900, 10, 10, 900});   /* counter-clockwise */
  assert_true(wg_shapes_end_feature(&s));
  make(&s, "EPSG:4326", 1e8, &c);
  assert_int_equal(area_sign(&c, 0), 1);
  assert_int_equal(area_sign(&c, 1), -1);
  wg_coords_free(&c);
  wg_shapes_free(&s);
}

/* With coarse quanta vertices fall together: they are merged, a hole that
 * vanishes goes, a polygon that does is an error. */
static void collapsed_rings(void **state) {
  (void)state;
  wg_shapes s = {0};
  wg_coords c;
  add_ring(&s, 0, 5, (const int32_t[]){0, 0, 3, 0, KM, 0, KM, KM, 0, KM});
  add_box_hole(&s, 40000, 40000, 40003, 40003);
  assert_true(wg_shapes_end_feature(&s));
  make(&s, "EPSG:4549", 1, &c);
  assert_int_equal(c.hole.n, 1);
  assert_true(proven(&c));
  wg_coords_free(&c);
  add_box(&s, 50000, 50000, 50003, 50003);
  assert_true(wg_shapes_end_feature(&s));
  wg_transform *t;
  assert_int_equal(wg_transform_new(ctx, frame.crs, "EPSG:4549", true, &t), WG_OK);
  assert_int_equal(wg_coords_make(ctx, &frame, &s, t, 1, &c), WG_ERR_DATA);
  wg_coords_free(&c);
  wg_transform_free(t);
  wg_shapes_free(&s);
}

/* An edge of exactly 200 m stays whole, one a centimetre longer is halved. */
static void split_length(void **state) {
  (void)state;
  wg_shapes s = {0};
  wg_coords c;
  add_box(&s, 0, 0, 20000, 20001);
  assert_true(wg_shapes_end_feature(&s));
  make(&s, "EPSG:4326", 1e8, &c);
  assert_int_equal(c.q.n / 2, 6);
  wg_coords_free(&c);
  wg_shapes_free(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(borders_split_alike),
      cmocka_unit_test(own_crs_changes_nothing),
      cmocka_unit_test(start_of_ring_does_not_matter),
      cmocka_unit_test(exteriors_turn_left),
      cmocka_unit_test(collapsed_rings),
      cmocka_unit_test(split_length),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
