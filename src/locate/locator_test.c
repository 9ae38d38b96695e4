/* Look-ups against looking at every polygon by exact predicates: any coverage, any point. */
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

/* ---- points that are asked for ------------------------------------------------------------------- */

typedef WG_VEC(wg_xy) points;

static void push(points *v, double x, double y) { assert_true(WG_VEC_PUSH(v, ((wg_xy){x, y}))); }

static void push_around(points *v, double x, double y) {
  push(v, x, y);
  push(v, nextafter(x, INFINITY), y);
  push(v, nextafter(x, -INFINITY), y);
  push(v, x, nextafter(y, INFINITY));
  push(v, x, nextafter(y, -INFINITY));
}

/* Vertices, the middles of edges and places along them, and a last bit beside; all over the box. */
static void choose(const wg_polygons *p, size_t most, points *v) {
  wg_rng r = wg_rng_init(99, p->xy.n);
  wg_rect b = mesh_bounds(p);
  double w = b.x1 - b.x0, h = b.y1 - b.y0;
  size_t n = p->xy.n / 2, step = n / most + 1;
  for (size_t i = 0; i + 1 < n; i += step) {
    const double *a = p->xy.v + 2 * i;
    push_around(v, a[0], a[1]);
    push_around(v, (a[0] + a[2]) / 2, (a[1] + a[3]) / 2);
    double t = wg_rng_unit(&r);
    push_around(v, a[0] + t * (a[2] - a[0]), a[1] + t * (a[3] - a[1]));
    push(v, a[0], a[3]);
  }
  for (size_t i = 0; i < 2 * most; i++)
    push(v, b.x0 + w * (1.1 * wg_rng_unit(&r) - 0.05), b.y0 + h * (1.1 * wg_rng_unit(&r) - 0.05));
  const double odd[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300, 1e17, 0, -0.0, b.x0, b.y1, 4e9};
  for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
    for (size_t k = 0; k < sizeof odd / sizeof *odd; k++) push(v, odd[i], odd[k]);
}

/* ---- what holds of every coverage ------------------------------------------------------------------ */

static void finds_as_by_all(const wg_polygons *p, const wg_locator *l, size_t most) {
  points v = {0};
  choose(p, most, &v);
  uint32_t *grid = WG_NEW(uint32_t, v.n), *portable = WG_NEW(uint32_t, v.n), one;
  assert_true(grid && portable);
  wg_locator_find(l, &v.v->x, v.n, grid);
  wg_locator_find_portable(l, &v.v->x, v.n, portable);
  assert_memory_equal(grid, portable, v.n * sizeof *grid);
  for (size_t i = 0; i < v.n; i++) {
    uint32_t want = mesh_find(p, v.v[i]);
    if (grid[i] != want)
      fail_msg("%.17g %.17g: polygon %d, by all %d", v.v[i].x, v.v[i].y, (int)grid[i], (int)want);
    if (i % 7) continue;
    wg_locator_find(l, &v.v[i].x, 1, &one);
    assert_int_equal(one, want);
  }
  wg_free(grid);
  wg_free(portable);
  WG_VEC_FREE(&v);
}

static void assert_same_memory(const wg_locator *a, const wg_locator *b) {
  assert_int_equal(a->head->bytes, b->head->bytes);
  assert_memory_equal(a->head, b->head, a->head->bytes);
}

static void same_bytes_always(const wg_polygons *p, double unit_m, const wg_locator *l) {
  static const unsigned threads[] = {2, 8};
  for (size_t k = 0; k < 2; k++) {
    wg_locator other;
    ctx->threads = threads[k];
    assert_int_equal(wg_locator_build(ctx, p, unit_m, &other), WG_OK);
    assert_same_memory(l, &other);
    wg_locator_release(&other);
  }
  ctx->threads = 1;
  wg_polygons shuffled = {0};
  wg_locator other;
  mesh_shuffled(p, 3, &shuffled);
  mesh_finish(ctx, &shuffled);
  assert_int_equal(wg_locator_build(ctx, &shuffled, unit_m, &other), WG_OK);
  assert_same_memory(l, &other);
  wg_locator_release(&other);
  wg_polygons_free(&shuffled);
}

/* Takes the polygons over. Returns the head for further questions. */
static wg_index_head holds_of(wg_polygons *p, double unit_m, size_t most) {
  wg_locator l;
  ctx->threads = 1;
  mesh_finish(ctx, p);
  if (wg_locator_build(ctx, p, unit_m, &l) != WG_OK) fail_msg("%s", wg_error(ctx));
  for (uint32_t i = 0; i < p->code.n; i++)
    assert_string_equal(wg_locator_text(&l, i), p->code.v[i]);
  assert_string_equal(l.crs, p->crs);
  assert_string_equal(l.source, p->source);
  finds_as_by_all(p, &l, most);
  same_bytes_always(p, unit_m, &l);
  wg_index_head head = *l.head;
  wg_locator_release(&l);
  wg_polygons_free(p);
  return head;
}

/* ---- coverages -------------------------------------------------------------------------------------- */

static void matched_meshes(void **state) {
  (void)state;
  static const mesh_shape shapes[] = {
      {1, 6, 5, 6, 118.1, 31.2, 0.01, 0, 0.6},      {2, 9, 7, 3, 562000, 3500000, 300, 0.01, 0.6},
      {3, 5, 5, 8, 39562000, 3500000, 250, 0, 0.5}, {4, 8, 8, 0, -4, -4, 1, 0.125, 0.5},
      {5, 4, 4, 12, -1e7, 9.9e6, 5000, 1, 0.4},     {6, 7, 3, 2, -0.005, -0.003, 0.001, 0, 0.7},
      {7, 5, 5, 4, 1e-9, 1e-9, 1e-9, 0, 0.6},       {8, 10, 9, 0, 0, 0, 1, 1, 0}};
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
    wg_polygons p = {0};
    mesh_make(&shapes[k], &p);
    wg_index_head h = holds_of(&p, (double)(k % 2), 600);
    const mesh_shape *m = &shapes[k];
    uint64_t sides = (m->nx * (m->ny - 1) + m->ny * (m->nx - 1)) * (uint64_t)(m->points + 1);
    assert_int_equal(h.edges_shared, sides); /* each inner one is held once */
    assert_int_equal(h.overlaps, 0);
  }
}

/* Holes that others fill or leave open, islands in holes, codes of several parts and features. */
static void holes_and_parts(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_add(&p, "B");
  mesh_box(&p, 0, 0, 10, 10);
  mesh_box(&p, 2, 2, 5, 5);
  mesh_box(&p, 3, 3, 4, 4); /* an island in the hole */
  mesh_box(&p, 6, 6, 8, 8); /* stays open */
  mesh_box(&p, 20, 0, 22, 9);
  mesh_add(&p, "A");
  mesh_box(&p, 2, 2, 5, 5);
  mesh_box(&p, 3, 3, 4, 4);
  mesh_box_of(&p, "B", 10, 0, 12, 10);
  mesh_box_of(&p, "C", 12, 0, 20, 9.5);
  mesh_add(&p, "D"); /* no ring at all */
  holds_of(&p, 1, 500);
}

/* A code's parts touch at corners and along sides; rings of one polygon run along each other. */
static void touching_rings(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_add(&p, "A");
  for (int i = 0; i < 5; i++)
    for (int j = 0; j < 5; j++)
      if ((i + j) % 2) mesh_box(&p, i, j, i + 1, j + 1);
  mesh_add(&p, "B");
  for (int i = 0; i < 5; i++) mesh_box(&p, i, -1, i + 1, 0); /* common sides cancel */
  mesh_box(&p, 5, -1, 7, 7);
  mesh_box(&p, 5, 2, 6, 3); /* a hole at the edge */
  holds_of(&p, 1, 500);
}

static void random_overlaps(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(11, 0);
  for (unsigned round = 0; round < 6; round++) {
    wg_polygons p = {0};
    double scale = round % 2 ? 1000 : 0.01, x = round % 2 ? 4e5 : 118;
    for (unsigned i = 0; i < 12u << round % 3; i++) {
      char code[16];
      snprintf(code, sizeof code, "%u", wg_rng_below(&r, 20)); /* some codes twice */
      mesh_add(&p, code);
      wg_xy c = {x + scale * wg_rng_unit(&r), 30 + scale * wg_rng_unit(&r)};
      mesh_blob(&p, &r, c, scale * 0.3 * wg_rng_unit(&r), 0.5, 3 + wg_rng_below(&r, 40));
    }
    assert_true(holds_of(&p, round % 2, 500).overlaps > 0);
  }
}

/* Three and more run along the same edges, one behind another, in sets that differ. */
static void edges_of_many(void **state) {
  (void)state;
  wg_polygons p = {0};
  char code[16];
  for (unsigned i = 0; i < 66; i++) {
    double top = 10 + i;
    snprintf(code, sizeof code, "%03u", i);
    mesh_add(&p, code);
    if (i == 0) mesh_ring(&p, (const double[]){0, 0, 1, 0.25, 2, 0, 2, top, 0, top}, 5);
    if (i == 1 || i == 64) mesh_ring(&p, (const double[]){0, 0, 1, 0.25, 0, top}, 3);
    if (i == 2 || i == 33) mesh_ring(&p, (const double[]){1, 0.25, 2, 0, 2, top}, 3);
    if (i > 2 && i != 33 && i != 64) mesh_box(&p, 10 + i, 3, 11 + i, 4);
  }
  holds_of(&p, 1, 1000);
}

static void duplicates(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_shape m = {21, 4, 4, 5, 0, 0, 100, 0, 0.5};
  mesh_make(&m, &p);
  mesh_make(&m, &p);
  mesh_make(&m, &p);
  assert_true(holds_of(&p, 1, 600).overlaps > 0);
}

/* Spikes, the same vertex twice, edges there and back, rings without area, all beside good ones. */
static void degenerate_rings(void **state) {
  (void)state;
  wg_polygons p = {0};
  mesh_add(&p, "a");
  mesh_ring(&p, (const double[]){0, 0, 4, 0, 4, 0, 4, 4, 9, 9, 4, 4, 0, 4, 0, 2, -3, 2, 0, 2}, 10);
  mesh_add(&p, "b");
  mesh_ring(&p, (const double[]){4, 0, 8, 0, 8, 4, 4, 4}, 4);
  mesh_add(&p, "c");
  mesh_ring(&p, (const double[]){1, 5, 3, 7, 5, 9}, 3);
  mesh_add(&p, "d");
  mesh_ring(&p, (const double[]){-2, -2, -2, -2, -2, -2}, 3);
  mesh_add(&p, "e");
  mesh_ring(&p, (const double[]){5, 5, 9, 5, 5, 9, 9, 9}, 4); /* a bow tie */
  mesh_add(&p, "f");
  mesh_ring(&p, (const double[]){-5, 0, -5, 6, -5, 3, -5, 8, -5, -1}, 5);
  mesh_add(&p, "g");
  mesh_box(&p, 10, 0, 12, 2);
  mesh_box(&p, 10, 0, 12, 2); /* the same ring twice: nothing is left inside */
  mesh_add(&p, "h");
  for (int i = 0; i < 3; i++) mesh_box(&p, 14, 0, 16, 2);
  holds_of(&p, 1, 500);
}

/* Polygons smaller than a cell's unit, in a coverage that is large. */
static void tiny_polygons(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(31, 0);
  wg_polygons p = {0};
  char code[16];
  mesh_box_of(&p, "A", 0, 0, 1e6, 1e6);
  mesh_box_of(&p, "Z", 1e6, 0, 2e6, 1e6);
  for (int i = 0; i < 60; i++) {
    double x = 2e6 * wg_rng_unit(&r), y = 1.2e6 * wg_rng_unit(&r), s = pow(10, -(i % 9));
    snprintf(code, sizeof code, "%02d", i);
    mesh_add(&p, code);
    mesh_blob(&p, &r, (wg_xy){x, y}, s, 0.4, 3 + (unsigned)i % 9);
  }
  holds_of(&p, 1, 500);
}

static void add_star(wg_polygons *p, wg_xy c, double radius, unsigned n) {
  for (unsigned i = 0; i < n; i++) {
    char code[16];
    double a = 6.283185307179586 * i / n, b = 6.283185307179586 * ((i + 1) % n) / n;
    snprintf(code, sizeof code, "%05u", i);
    mesh_add(p, code);
    mesh_ring(p,
              (const double[]){c.x, c.y, c.x + radius * cos(a), c.y + radius * sin(a),
                               c.x + radius * cos(b), c.y + radius * sin(b)},
              3);
  }
}

/* More polygons meet at a point than a block can name, however fine the table. */
static void stars(void **state) {
  (void)state;
  static const unsigned n[] = {7, 8, 12, 100};
  static const wg_xy at[] = {{0, 0}, {118.3, 31.1}, {4e7, 3.5e6}};
  for (size_t k = 0; k < 4; k++)
    for (size_t i = 0; i < 3; i++) {
      wg_polygons p = {0};
      add_star(&p, at[i], i == 1 ? 0.001 : 100, n[k]);
      holds_of(&p, i != 1, 300);
    }
}

static void many_vertices_in_a_small_place(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(41, 0);
  for (int round = 0; round < 2; round++) {
    wg_polygons p = {0};
    wg_xy c = {round ? 4e5 : 118, round ? 3.5e6 : 31};
    double radius = round ? 1e-3 : 1e-5, large = round ? 1e5 : 1;
    mesh_add(&p, "b");
    mesh_blob(&p, &r, c, radius, 0.3, 20000);
    mesh_add(&p, "c");
    mesh_blob(&p, &r, (wg_xy){c.x + radius, c.y}, radius, 0.3, 4000);
    mesh_box_of(&p, "d", c.x - large, c.y - large, c.x + large, c.y + large);
    holds_of(&p, round > 0, 60);
  }
}

/* The finest tables are as fine as the coordinates: points a few last bits apart, near 0 finer ones. */
static void as_fine_as_the_coordinates(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(43, 0);
  static const double spread[] = {4000, 60000, 2e6};
  for (int round = 0; round < 6; round++) {
    wg_polygons p = {0};
    double far = 1e6 * (round < 3 ? 1 : 40), ulp = nextafter(far, INFINITY) - far;
    double s = ulp * spread[round % 3];
    wg_xy c = {-3.7, 11.3};
    mesh_box_of(&p, "y", -10, 0, far, far);
    mesh_box_of(&p, "z", -30, -10, -10, far / 3);
    for (int i = 0; i < 400; i++) {
      char code[16];
      snprintf(code, sizeof code, "%03d", i);
      mesh_add(&p, code);
      wg_xy at = {c.x + s * wg_rng_unit(&r), c.y + s * wg_rng_unit(&r)};
      mesh_blob(&p, &r, at, s * 0.1, 0.7, 3 + wg_rng_below(&r, 20));
    }
    holds_of(&p, 1, 400);
  }
}

static void long_and_thin(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(51, 0);
  for (int round = 0; round < 4; round++) {
    wg_polygons p = {0};
    for (int i = 0; i < 40; i++) {
      char code[16];
      double y = i * 0.5, w = 1e-3 * (i % 5), slope = round % 2 ? 0.37 : 0;
      snprintf(code, sizeof code, "%02d", (i * 13) % 40);
      mesh_add(&p, code);
      double e = 800 * (1 + wg_rng_unit(&r));
      double xy[] = {0, y, e, y + slope * e, e, y + w + slope * e, 0, y + w};
      for (int k = 0; round > 1 && k < 8; k += 2) { /* upright */
        double x = xy[k];
        xy[k] = xy[k + 1], xy[k + 1] = x;
      }
      mesh_ring(&p, xy, 4);
    }
    holds_of(&p, 1, 300);
  }
}

static void one_polygon_or_one_line(void **state) {
  (void)state;
  static const double box[][4] = {{0, 0, 1, 1},
                                  {118, 31, 118.5, 31.25},
                                  {4e7, 3e6, 4e7, 4e6},
                                  {4e7, 3e6, 4.1e7, 3e6},
                                  {7, 7, 7, 7},
                                  {1e-30, 1e-30, 2e-30, 2e-30},
                                  {-1e90, -1e90, 1e90, 1e90},
                                  {0, 0, 0, 0},
                                  {4e7, 3e6, 4e7 + 1e-7, 3e6 + 2e-7}};
  for (size_t k = 0; k < sizeof box / sizeof *box; k++) {
    wg_polygons p = {0};
    mesh_box_of(&p, "", box[k][0], box[k][1], box[k][2], box[k][3]);
    holds_of(&p, 1, 50);
  }
  for (int upright = 0; upright < 2; upright++) {
    wg_polygons p = {0};
    for (int i = 0; i < 300; i++) {
      char code[16];
      snprintf(code, sizeof code, "%03d", 299 - i);
      mesh_add(&p, code);
      double a = 500000 + i, b = a + 1;
      mesh_ring(&p,
                upright ? (const double[]){3, a, 4, a, 4, b, 3, b}
                        : (const double[]){a, 3, b, 3, b, 4, a, 4},
                4);
    }
    holds_of(&p, 1, 700);
  }
}

/* ---- what is refused --------------------------------------------------------------------------------- */

static void refused(double x, double y, const char *say) {
  wg_polygons p = {0};
  wg_locator l;
  mesh_add(&p, "A");
  mesh_ring(&p, (const double[]){0, 0, 1, 0, x, y}, 3);
  mesh_finish(ctx, &p);
  assert_int_equal(wg_locator_build(ctx, &p, 1, &l), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), say));
  assert_null(l.memory);
  wg_polygons_free(&p);
}

static void what_cannot_be_used(void **state) {
  (void)state;
  refused(NAN, 0, "coordinate");
  refused(1, INFINITY, "coordinate");
  refused(1, 1e120, "coordinate");
  refused(1e-120, 1, "coordinate");
  wg_polygons p = {0};
  wg_locator l;
  mesh_finish(ctx, &p);
  assert_int_equal(wg_locator_build(ctx, &p, 1, &l), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "\"mesh\" has no polygon"));
  wg_polygons_free(&p);
}

/* Each allocation fails once. */
static void memory_may_run_out(void **state) {
  (void)state;
  wg_polygons p = {0};
  wg_rng r = wg_rng_init(61, 0);
  mesh_shape m = {61, 6, 6, 4, 0, 0, 100, 0, 0.5};
  mesh_make(&m, &p);
  mesh_add(&p, "fine");
  mesh_blob(&p, &r, (wg_xy){50, 50}, 0.1, 0.5, 900);
  add_star(&p, (wg_xy){250, 250}, 1, 20);
  mesh_finish(ctx, &p);
  wg_locator whole;
  ctx->threads = 1;
  assert_int_equal(wg_locator_build(ctx, &p, 1, &whole), WG_OK);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_locator l;
    wg_mem_fail_at(k);
    st = wg_locator_build(ctx, &p, 1, &l);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || (st == WG_ERR_NOMEM && !l.memory));
    if (st == WG_OK) assert_same_memory(&l, &whole);
    if (st != WG_OK) assert_non_null(strstr(wg_error(ctx), "memory"));
    wg_locator_release(&l);
    assert_int_equal(wg_mem_live(), live);
  }
  wg_locator_release(&whole);
  wg_polygons_free(&p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(matched_meshes),
      cmocka_unit_test(holes_and_parts),
      cmocka_unit_test(touching_rings),
      cmocka_unit_test(random_overlaps),
      cmocka_unit_test(edges_of_many),
      cmocka_unit_test(duplicates),
      cmocka_unit_test(degenerate_rings),
      cmocka_unit_test(tiny_polygons),
      cmocka_unit_test(stars),
      cmocka_unit_test(many_vertices_in_a_small_place),
      cmocka_unit_test(as_fine_as_the_coordinates),
      cmocka_unit_test(long_and_thin),
      cmocka_unit_test(one_polygon_or_one_line),
      cmocka_unit_test(what_cannot_be_used),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/locator", tests, setup, teardown);
}
