/* From coordinates to grids: what each kind of row gets. */
#include "locate/place.h"

#include "geom/gcj02.h"
#include "locate/nearest.h"
#include "locate/test_mesh.h"

static wg_ctx *ctx;
static wg_gazetteer degrees, metres; /* two editions; one */

static void add_edition(wg_gazetteer *g, const mesh_shape *m, double unit_m) {
  wg_polygons p = {0};
  wg_locator l;
  mesh_make(m, &p);
  mesh_finish(ctx, &p);
  assert_int_equal(wg_locator_build(ctx, &p, unit_m, &l), WG_OK);
  assert_true(wg_gazetteer_add(g, &l));
  wg_polygons_free(&p);
}

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  add_edition(&degrees, &(mesh_shape){1, 3, 3, 3, 118.3, 31.2, 0.01, 0, 0.4}, 0);
  add_edition(&degrees, &(mesh_shape){2, 5, 5, 3, 118.3, 31.2, 0.006, 0, 0.4}, 0);
  add_edition(&metres, &(mesh_shape){3, 6, 6, 3, 600000, 3450000, 400, 0, 0.4}, 1);
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_gazetteer_free(&degrees);
  wg_gazetteer_free(&metres);
  wg_ctx_free(ctx);
  return 0;
}

static wg_placing plain(void) {
  return (wg_placing){.gazetteer = &degrees, .degrees = true, .border_m = 10, .tolerance_m = 30};
}

/* One row; *at becomes its place in the grids' CRS. */
static wg_located place_at(const wg_placing *how, wg_coord_state state, double *at) {
  wg_placer p;
  wg_located r;
  uint8_t s = (uint8_t)state;
  assert_true(wg_placer_open(&p, how));
  wg_place_rows(&p, at, &s, NULL, 1, &r);
  wg_placer_close(&p);
  return r;
}

static wg_located place(const wg_placing *how, double x, double y) {
  double at[2] = {x, y};
  return place_at(how, WG_COORD_OK, at);
}

static void same(wg_located a, wg_located b) {
  assert_int_equal(a.grid, b.grid);
  assert_int_equal(a.neighbour, b.neighbour);
  assert_int_equal(a.match, b.match);
  assert_true(a.border_m == b.border_m || (isnan(a.border_m) && isnan(b.border_m)));
  assert_true(a.distance_m == b.distance_m || (isnan(a.distance_m) && isnan(b.distance_m)));
}

/* Nothing is said but the match. */
static void is_only(wg_located r, wg_match match) {
  same(r, (wg_located){WG_NO_GRID, WG_NO_GRID, NAN, NAN, (uint8_t)match});
}

static wg_xy random_in(wg_rng *r, double share) {
  return (wg_xy){118.315 + 0.03 * share * (wg_rng_unit(r) - 0.5),
                 31.215 + 0.03 * share * (wg_rng_unit(r) - 0.5)};
}

/* ---- where a row is ------------------------------------------------------------------------------ */

static void inside_border_nearest_outside(void **state) {
  (void)state;
  wg_placing how = plain();
  const wg_gazetteer_edition *e = &degrees.edition.v[1];
  wg_rng r = wg_rng_init(1, 1);
  unsigned seen[WG_MATCHES] = {0};
  for (int i = 0; i < 20000; i++) {
    wg_xy at = random_in(&r, 1.2);
    uint32_t polygon;
    wg_locator_find(&e->locator, &at.x, 1, &polygon);
    wg_nearest other = wg_find_nearest(&e->locator, at, polygon, polygon == WG_NO_GRID ? 30 : 10);
    wg_located want = {WG_NO_GRID, WG_NO_GRID, NAN, NAN, WG_MATCH_OUTSIDE};
    bool near = other.polygon != WG_NO_GRID;
    if (polygon != WG_NO_GRID) {
      want.grid = e->base + polygon;
      want.match = near ? WG_MATCH_BORDER : WG_MATCH_INSIDE;
      if (near) want.neighbour = e->base + other.polygon, want.border_m = (float)other.m;
    } else if (near) {
      want =
          (wg_located){e->base + other.polygon, WG_NO_GRID, NAN, (float)other.m, WG_MATCH_NEAREST};
    }
    wg_located got = place(&how, at.x, at.y);
    same(got, want);
    seen[got.match]++;
  }
  for (wg_match m = WG_MATCH_INSIDE; m <= WG_MATCH_OUTSIDE; m++) assert_true(seen[m] > 100);
  assert_int_equal(e->base, 9);
  how.border_m = how.tolerance_m = 0;
  for (int i = 0; i < 5000; i++) {
    wg_xy at = random_in(&r, 1.2);
    wg_located got = place(&how, at.x, at.y);
    assert_int_equal(got.match, got.grid == WG_NO_GRID ? WG_MATCH_OUTSIDE : WG_MATCH_INSIDE);
    assert_true(isnan(got.border_m) && isnan(got.distance_m));
  }
}

static void what_is_no_place(void **state) {
  (void)state;
  wg_placing how = plain();
  double at[2] = {0, 0};
  is_only(place_at(&how, WG_COORD_ZERO, at), WG_MATCH_NO_COORDINATE);
  assert_true(isnan(at[0]) && isnan(at[1]));
  at[0] = 118.315, at[1] = 31.215; /* left over from something: not to be looked at */
  is_only(place_at(&how, WG_COORD_NONE, at), WG_MATCH_NO_COORDINATE);
  assert_true(isnan(at[0]) && isnan(at[1]));
  at[0] = 118.315, at[1] = 31.215;
  is_only(place_at(&how, WG_COORD_BAD, at), WG_MATCH_BAD_COORDINATE);
  assert_true(isnan(at[0]) && isnan(at[1]));
  is_only(place(&how, 180.5, 31.215), WG_MATCH_BAD_COORDINATE);
  is_only(place(&how, 118.315, -90.01), WG_MATCH_BAD_COORDINATE);
  is_only(place(&how, 1e300, 1e300), WG_MATCH_BAD_COORDINATE);
  is_only(place(&how, INFINITY, 0), WG_MATCH_BAD_COORDINATE);
  is_only(place(&how, 0, 31.215), WG_MATCH_OUTSIDE);
  is_only(place(&how, -180, 90), WG_MATCH_OUTSIDE);
  how.degrees = false;
  is_only(place(&how, 1e300, 1e300), WG_MATCH_OUTSIDE);
}

/* 0,0 is nothing, unless there is a grid. */
static void a_grid_at_zero(void **state) {
  (void)state;
  wg_gazetteer g = {0};
  double at[2] = {0, 0};
  add_edition(&g, &(mesh_shape){7, 2, 2, 0, -0.01, -0.01, 0.01, 0, 0.3}, 0);
  wg_placing how = plain();
  how.gazetteer = &g;
  wg_located r = place_at(&how, WG_COORD_ZERO, at);
  assert_int_not_equal(r.grid, WG_NO_GRID);
  assert_true(at[0] == 0 && at[1] == 0);
  wg_gazetteer_free(&g);
}

static void swapped_rows(void **state) {
  (void)state;
  wg_placing how = plain(), fix = plain();
  fix.fix_swapped = true;
  wg_rng r = wg_rng_init(2, 2);
  for (int i = 0; i < 3000; i++) {
    wg_xy p = random_in(&r, 0.8);
    double at[2] = {p.y, p.x}, fixed[2] = {p.y, p.x};
    wg_located want = place(&how, p.x, p.y);
    is_only(place_at(&how, WG_COORD_OK, at), WG_MATCH_SWAPPED);
    assert_true(at[0] == p.x && at[1] == p.y);
    want.match = WG_MATCH_SWAPPED;
    same(place_at(&fix, WG_COORD_OK, fixed), want);
    assert_true(fixed[0] == p.x && fixed[1] == p.y);
  }
  is_only(place(&fix, 31.215, 100),
          WG_MATCH_BAD_COORDINATE); /* no latitude, and no grid the other way */
}

/* ---- datums, CRS ------------------------------------------------------------------------------------ */

static void datums(void **state) {
  (void)state;
  wg_placing how = plain(), gcj = plain(), bd = plain();
  wg_transform *from_gcj, *from_bd;
  assert_int_equal(wg_transform_new(ctx, "gcj02", "EPSG:4326", false, &from_gcj), WG_OK);
  assert_int_equal(wg_transform_new(ctx, "bd09", "EPSG:4326", false, &from_bd), WG_OK);
  gcj.transform = from_gcj, bd.transform = from_bd;
  wg_rng r = wg_rng_init(3, 3);
  unsigned found = 0;
  for (int i = 0; i < 3000; i++) {
    wg_xy p = random_in(&r, 1.2);
    double g[2] = {p.x, p.y}, b[2], turned[2];
    wg_located want = place(&how, p.x, p.y);
    if (want.match == WG_MATCH_BORDER || want.match == WG_MATCH_NEAREST) continue; /* to 0.01 mm */
    if (want.match == WG_MATCH_OUTSIDE) want = place(&gcj, 100, 10);
    found += want.grid != WG_NO_GRID;
    wg_wgs84_to_gcj02(g);
    memcpy(b, g, sizeof g);
    wg_gcj02_to_bd09(b);
    turned[0] = g[1], turned[1] = g[0];
    if (want.match == WG_MATCH_INSIDE)
      is_only(place_at(&gcj, WG_COORD_OK, turned), WG_MATCH_SWAPPED);
    same(place_at(&gcj, WG_COORD_OK, g), want);
    same(place_at(&bd, WG_COORD_OK, b), want);
    assert_true(fabs(g[0] - p.x) < 1e-9 && fabs(b[1] - p.y) < 1e-8);
  }
  assert_true(found > 1000);
  wg_transform_free(from_gcj);
  wg_transform_free(from_bd);
}

static void another_crs(void **state) {
  (void)state;
  wg_transform *there, *back;
  assert_int_equal(wg_transform_new(ctx, "EPSG:4326", "EPSG:4548", true, &there), WG_OK);
  assert_int_equal(wg_transform_new(ctx, "EPSG:4548", "EPSG:4326", true, &back), WG_OK);
  wg_placing direct = {.gazetteer = &metres, .border_m = 10, .tolerance_m = 30};
  wg_placing how = {.gazetteer = &metres, .transform = there, .degrees = true, .border_m = 10};
  wg_rng r = wg_rng_init(4, 4);
  unsigned found = 0;
  for (int i = 0; i < 2000; i++) {
    double p[2] = {600000 + 2400 * wg_rng_unit(&r), 3450000 + 2400 * wg_rng_unit(&r)}, lonlat[2];
    memcpy(lonlat, p, sizeof p);
    assert_true(wg_transform_points(back, lonlat, 1));
    wg_located want = place(&direct, p[0], p[1]);
    if (want.match != WG_MATCH_INSIDE) continue;
    found++;
    double turned[2] = {lonlat[1], lonlat[0]};
    same(place_at(&how, WG_COORD_OK, lonlat), want);
    assert_true(fabs(lonlat[0] - p[0]) < 1e-5 && fabs(lonlat[1] - p[1]) < 1e-5);
    is_only(place_at(&how, WG_COORD_OK, turned), WG_MATCH_SWAPPED);
  }
  assert_true(found > 1000);
  is_only(place(&how, -60, -90), WG_MATCH_OUTSIDE); /* where the projection fails */
  wg_transform_free(there);
  wg_transform_free(back);
}

/* ---- many rows ---------------------------------------------------------------------------------------- */

/* Many at once, of both editions, are what they are one by one. */
static void many_rows_of_all_editions(void **state) {
  (void)state;
  enum { N = 2000 };
  static double xy[2 * N], one[2];
  static uint8_t states[N], edition[N];
  static wg_located all[N], got;
  wg_placing how = plain();
  wg_rng r = wg_rng_init(5, 5);
  for (unsigned i = 0; i < N; i++) {
    wg_xy p = random_in(&r, 1.2);
    bool turn = wg_rng_below(&r, 9) == 0;
    xy[2 * i] = turn ? p.y : p.x, xy[2 * i + 1] = turn ? p.x : p.y;
    states[i] = wg_rng_below(&r, 5) ? WG_COORD_OK : (uint8_t)wg_rng_below(&r, WG_COORD_BAD + 1);
    edition[i] = wg_rng_below(&r, 2) & 1;
  }
  for (int with = 0; with < 2; with++) {
    static double moved[2 * N];
    wg_placer p;
    memcpy(moved, xy, sizeof xy);
    assert_true(wg_placer_open(&p, &how));
    for (size_t at = 0, n; at < N; at += n) {
      n = N - at < 700 ? N - at : 700;
      wg_place_rows(&p, moved + 2 * at, states + at, with ? edition + at : NULL, n, all + at);
    }
    unsigned first = 0, second = 0;
    for (unsigned i = 0; i < N; i++) {
      memcpy(one, xy + 2 * i, sizeof one);
      wg_place_rows(&p, one, states + i, with ? edition + i : NULL, 1, &got);
      same(all[i], got);
      assert_memory_equal(one, moved + 2 * i, sizeof one);
      if (got.grid == WG_NO_GRID) continue;
      bool last = got.grid >= 9;
      assert_int_equal(last, with ? edition[i] : 1);
      assert_string_equal(wg_gazetteer_code(&degrees, got.grid),
                          wg_locator_text(&degrees.edition.v[last].locator, got.grid - 9u * last));
      last ? second++ : first++;
    }
    assert_true(second > 300 && (first > 300) == with);
    wg_placer_close(&p);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(inside_border_nearest_outside),
      cmocka_unit_test(what_is_no_place),
      cmocka_unit_test(a_grid_at_zero),
      cmocka_unit_test(swapped_rows),
      cmocka_unit_test(datums),
      cmocka_unit_test(another_crs),
      cmocka_unit_test(many_rows_of_all_editions),
  };
  return cmocka_run_group_tests_name("locate/place", tests, setup, teardown);
}
