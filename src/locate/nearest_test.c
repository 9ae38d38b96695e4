/* The nearest boundary against measuring every edge, by formulas of this file's own. */
#include "locate/nearest.h"

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

/* ---- by measuring all ---------------------------------------------------------------------------- */

/* Metres a degree, by the radii of curvature of WGS 84. */
static void metres_at(double unit_m, double lat, double *mx, double *my) {
  const double a = 6378137, e2 = 0.00669437999014, turn = 3.14159265358979323846 / 180;
  double s = sin(lat * turn), w = sqrt(1 - e2 * s * s);
  *mx = unit_m > 0 ? unit_m : turn * a * cos(lat * turn) / w;
  *my = unit_m > 0 ? unit_m : turn * a * (1 - e2) / (w * w * w);
}

static double to_edge(wg_xy p, const double *a, double mx, double my) {
  double ax = (a[0] - p.x) * mx, ay = (a[1] - p.y) * my;
  double bx = (a[2] - p.x) * mx, by = (a[3] - p.y) * my;
  double dx = bx - ax, dy = by - ay, q = dx * dx + dy * dy;
  double t = q > 0 ? fmin(1, fmax(0, -(ax * dx + ay * dy) / q)) : 0;
  return hypot(ax + t * dx, ay + t * dy);
}

static double to_polygon(const wg_polygons *p, uint32_t i, double unit_m, wg_xy at) {
  double mx, my, best = INFINITY;
  metres_at(unit_m, at.y, &mx, &my);
  for (uint32_t r = p->first.v[i]; r < p->first.v[i + 1]; r++)
    for (uint32_t k = p->start.v[r]; k + 1 < p->start.v[r + 1]; k++)
      best = fmin(best, to_edge(at, p->xy.v + 2 * (size_t)k, mx, my));
  return best;
}

static bool left_out(const wg_locator *l, uint32_t i, uint32_t but) {
  return but != WG_NO_GRID && strcmp(wg_locator_text(l, i), wg_locator_text(l, but)) == 0;
}

/* `all`: distances to each. What is told is the least, of equal ones the lowest, but for rounding. */
static void is_nearest(const wg_locator *l, const double *all, wg_xy at, uint32_t but, double reach,
                       bool overlaps) {
  double least = INFINITY, slack;
  wg_nearest n = wg_find_nearest(l, at, but, reach);
  for (uint32_t i = 0; i < l->head->polygons; i++)
    if (!left_out(l, i, but) && all[i] < least) least = all[i];
  slack = 2e-6 * least + 1e-7;
  if (n.polygon == WG_NO_GRID) {
    if (least < reach - slack)
      fail_msg("%.17g %.17g reach %g: none, by all %.9g", at.x, at.y, reach, least);
    return;
  }
  assert_false(left_out(l, n.polygon, but));
  double own = all[n.polygon];
  if (own > least + slack || own > reach + slack)
    fail_msg("%.17g %.17g: polygon %u at %.9g, the nearest is at %.9g", at.x, at.y, n.polygon, own,
             least);
  if (fabs(n.m - own) > slack && !(overlaps && n.m == 0))
    fail_msg("%.17g %.17g: %.9g, by all %.9g", at.x, at.y, n.m, own);
  for (uint32_t i = 0; i < n.polygon; i++)
    if (!left_out(l, i, but)) assert_true(all[i] > least - slack);
}

static void all_distances(const wg_polygons *p, double unit_m, wg_xy at, double *all) {
  for (uint32_t i = 0; i < p->code.n; i++) all[i] = to_polygon(p, i, unit_m, at);
}

/* Points all over and beside edges, by reaches from far below a cell to many. */
static void nearest_as_by_all(wg_polygons *p, double unit_m, unsigned n, double step_m) {
  wg_locator l;
  wg_rng r = wg_rng_init(7, p->xy.n);
  mesh_finish(ctx, p);
  assert_int_equal(wg_locator_build(ctx, p, unit_m, &l), WG_OK);
  wg_rect b = mesh_bounds(p);
  double *all = WG_NEW(double, p->code.n + 1), mx, my;
  assert_non_null(all);
  metres_at(unit_m, b.y0, &mx, &my);
  for (unsigned i = 0; i < n; i++) {
    wg_xy at = {b.x0 + (b.x1 - b.x0) * (1.2 * wg_rng_unit(&r) - 0.1),
                b.y0 + (b.y1 - b.y0) * (1.2 * wg_rng_unit(&r) - 0.1)};
    if (i % 2) {
      const double *v = p->xy.v + 2 * (size_t)wg_rng_below(&r, (uint32_t)(p->xy.n / 2));
      at.x = v[0] + (wg_rng_unit(&r) - 0.5) * step_m / mx;
      at.y = v[1] + (wg_rng_unit(&r) - 0.5) * step_m / my;
    }
    all_distances(p, unit_m, at, all);
    uint32_t but = i % 3 ? mesh_find(p, at) : WG_NO_GRID;
    double reach = step_m * pow(10, 3 * wg_rng_unit(&r) - 2);
    is_nearest(&l, all, at, but, reach, l.head->overlaps > 0);
  }
  wg_free(all);
  wg_locator_release(&l);
  wg_polygons_free(p);
}

static void meshes(void **state) {
  (void)state;
  static const mesh_shape shapes[] = {{1, 8, 7, 6, 118.1, 31.2, 0.01, 0, 0.6},
                                      {2, 8, 8, 8, 562000, 3500000, 300, 0.01, 0.6},
                                      {3, 6, 5, 3, 10, -78, 0.01, 0, 0.5},
                                      {4, 6, 5, 3, -0.02, -0.02, 0.01, 0, 0.5},
                                      {5, 5, 5, 0, 0, 0, 100, 1, 0}};
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
    wg_polygons p = {0};
    mesh_make(&shapes[k], &p);
    nearest_as_by_all(&p, shapes[k].side < 1 ? 0 : 1, 1500, 100);
  }
}

static void other_units(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_shape m = {6, 5, 5, 4, 2e6, 1e6, 900, 0, 0.5};
  mesh_make(&m, &p);
  nearest_as_by_all(&p, 0.3048, 1000, 100);
}

/* Gaps, holes, several parts: the boundary counts wherever it is. */
static void gaps_and_holes(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_add(&p, "B");
  mesh_box(&p, 0, 0, 1000, 1000);
  mesh_box(&p, 200, 200, 800, 800);
  mesh_box(&p, 1500, 0, 1800, 700);
  mesh_box_of(&p, "A", 300, 300, 700, 600);
  mesh_box_of(&p, "C", 1100, 0, 1400, 900);
  nearest_as_by_all(&p, 1, 1500, 300);
}

static void overlaps(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(8, 0);
  wg_polygons p = {0};
  for (unsigned i = 0; i < 40; i++) {
    char code[16];
    snprintf(code, sizeof code, "%02u", i);
    mesh_add(&p, code);
    mesh_blob(&p, &r, (wg_xy){1000 * wg_rng_unit(&r), 1000 * wg_rng_unit(&r)},
              300 * wg_rng_unit(&r), 0.4, 3 + wg_rng_below(&r, 30));
  }
  nearest_as_by_all(&p, 1, 1500, 50);
}

/* Crowds and finer tables. */
static void stars_and_fine_tables(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(9, 0);
  wg_polygons p = {0};
  for (unsigned i = 0; i < 30; i++) {
    char code[16];
    double a = 0.20943951023931953 * i, b = 0.20943951023931953 * ((i + 1) % 30);
    snprintf(code, sizeof code, "%02u", i);
    mesh_add(&p, code);
    mesh_ring(&p, (const double[]){0, 0, 500 * cos(a), 500 * sin(a), 500 * cos(b), 500 * sin(b)},
              3);
  }
  mesh_add(&p, "fine");
  mesh_blob(&p, &r, (wg_xy){700, 700}, 5, 0.3, 3000);
  mesh_box_of(&p, "beside", 705.5, 690, 760, 710);
  nearest_as_by_all(&p, 1, 1500, 20);
}

/* Edges shorter than a cell's unit in a coverage that is large: they are measured too. */
static void tiny_edges(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(10, 0);
  wg_polygons p = {0};
  mesh_box_of(&p, "A", 0, 0, 1e6, 1e6);
  mesh_box_of(&p, "Z", 1.6e6, 0, 2e6, 1e6);
  for (int i = 0; i < 40; i++) {
    char code[16];
    snprintf(code, sizeof code, "%02d", i);
    mesh_add(&p, code);
    wg_xy c = {1e6 + 6e5 * wg_rng_unit(&r), 1e6 * wg_rng_unit(&r)};
    mesh_blob(&p, &r, c, pow(10, 1 - i % 6), 0.4, 3 + (unsigned)i % 5);
  }
  nearest_as_by_all(&p, 1, 1500, 20);
}

/* Parts of one grid written as features of their own: between them there is no border. */
static void codes_of_several_polygons(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_shape m = {12, 8, 8, 4, 0, 0, 100, 0, 0.5};
  mesh_make(&m, &p);
  static const char *const codes[] = {"A", "B", "C"};
  for (size_t i = 0; i < p.code.n; i++) p.code.v[i] = codes[(i / 3 + i / 8) % 3];
  nearest_as_by_all(&p, 1, 1500, 60);
}

/* On a common border both are at 0; the one that has it is left out. */
static void on_a_border(void **state) {
  (void)state;
  wg_polygons p = {0};
  wg_locator l;
  mesh_box_of(&p, "A", 0, 0, 10, 10);
  mesh_box_of(&p, "B", 10, 0, 20, 10);
  mesh_finish(ctx, &p);
  assert_int_equal(wg_locator_build(ctx, &p, 1, &l), WG_OK);
  for (int i = 0; i <= 10; i++) {
    wg_nearest n = wg_find_nearest(&l, (wg_xy){10, i}, 0, 1);
    assert_int_equal(n.polygon, 1);
    assert_true(n.m == 0);
    n = wg_find_nearest(&l, (wg_xy){10, i}, WG_NO_GRID, 1);
    assert_int_equal(n.polygon, 0);
    n = wg_find_nearest(&l, (wg_xy){9, i}, 0, 1); /* exactly as far as the reach */
    assert_int_equal(n.polygon, 1);
    assert_true(n.m == 1);
  }
  static const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300};
  for (size_t i = 0; i < 5; i++)
    for (size_t k = 0; k < 5; k++)
      assert_int_equal(wg_find_nearest(&l, (wg_xy){odd[i], odd[k]}, WG_NO_GRID, 100).polygon,
                       WG_NO_GRID);
  wg_locator_release(&l);
  wg_polygons_free(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(meshes),         cmocka_unit_test(other_units),
      cmocka_unit_test(gaps_and_holes), cmocka_unit_test(overlaps),
      cmocka_unit_test(tiny_edges),     cmocka_unit_test(stars_and_fine_tables),
      cmocka_unit_test(on_a_border),    cmocka_unit_test(codes_of_several_polygons),
  };
  return cmocka_run_group_tests_name("locate/nearest", tests, setup, teardown);
}
