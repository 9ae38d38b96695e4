/* The GeoJSON text itself, byte by byte. */
#include "store/test_town.h"

#include "store/geojson.h"

static wg_ctx *ctx;
static int setup(void **s) { return (void)s, (ctx = wg_ctx_new()) ? 0 : -1; }
static int teardown(void **s) { return (void)s, wg_ctx_free(ctx), 0; }

/* One grid whose coordinates are given in quanta, round about null island. */
static void make_table(wg_grids *g, wg_coords *c, wg_town *town, wg_table *t) {
  static const int64_t q[] = {-1, -1, 18000000000, 0, 0, 9000000000, 5, 5, 1, 7, 7, 1};
  *g = (wg_grids){0};
  *c = (wg_coords){.scale = 1e8};
  *town = (wg_town){0};
  wg_grid grid = {"01",
                  "a\"b\\c\n\x01/é格\x7f",
                  WG_GRID_COMPREHENSIVE,
                  5,
                  0,
                  "p\xff",
                  12,
                  -1,
                  3,
                  0.005,
                  1234.5,
                  0.99996,
                  "ok",
                  "",
                  "",
                  NAN,
                  0.126,
                  -1,
                  17,
                  12.5};
  assert_true(WG_VEC_PUSH(&g->grid, grid));
  for (size_t i = 0; i < 12; i++) assert_true(WG_VEC_PUSH(&c->q, q[i]));
  assert_true(WG_VEC_PUSH(&c->start, 0) && WG_VEC_PUSH(&c->start, 3) && WG_VEC_PUSH(&c->start, 6));
  assert_true(WG_VEC_PUSH(&c->hole, 0) && WG_VEC_PUSH(&c->hole, 1));
  assert_true(WG_VEC_PUSH(&c->first, 0) && WG_VEC_PUSH(&c->first, 2));
  assert_true(wg_table_of("grids", town, g, t));
  t->coords = c;
}

static const char want[] =
    "{\"type\":\"FeatureCollection\",\"name\":\"grids\",\n"
    "\"bbox\":[-0.00000001,-0.00000001,180.00000000,90.00000000],\n"
    "\"features\":[\n"
    "{\"type\":\"Feature\",\"id\":\"01\",\"properties\":{\"grid_code\":\"01\","
    "\"grid_name\":\"a\\\"b\\\\c\\u000a\\u0001/é格\\u007f\",\"kind\":\"comprehensive\",\"level\":5,"
    "\"parent_code\":\"p\xef\xbf\xbd\",\"households\":12,\"population\":null,\"buildings\":3,"
    "\"area_m2\":0.01,\"perimeter_m\":1234.50,\"compactness\":1.0000,\"status\":\"ok\",\"reason\":"
    "\"\",\"certificate\":\"\",\"border_on_lines\":null,\"crossing_m\":0.13,\"walkable\":null,"
    "\"score\":17.00,\"weight\":12.500},"
    "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[-0.00000001,-0.00000001],[180.00000000,"
    "0.00000000],"
    "[0.00000000,90.00000000],[-0.00000001,-0.00000001]],[[0.00000005,0.00000005],[0.00000001,0."
    "00000007],"
    "[0.00000007,0.00000001],[0.00000005,0.00000005]]]}}\n]}\n";

static void text_is_exact(void **state) {
  (void)state;
  wg_grids g;
  wg_coords c;
  wg_town town;
  wg_table t;
  char *text = NULL;
  size_t n = 0;
  uint64_t bytes = 0;
  make_table(&g, &c, &town, &t);
  FILE *f = open_memstream(&text, &n);
  assert_int_equal(wg_geojson_write(ctx, f, "x", &t, &bytes), WG_OK);
  fclose(f);
  assert_string_equal(text, want);
  assert_int_equal(bytes, n);
  free(text);
  wg_coords_free(&c);
  wg_grids_free(&g);
}

/* Both ways a full disk shows: on write of much, on the last flush of little. */
static void full_disk_is_an_error(void **state) {
  (void)state;
  for (uint32_t copies = 1; copies <= 2000; copies += 1999) {
    wg_grids g;
    wg_coords c;
    wg_town town;
    wg_table t;
    uint64_t bytes = 0;
    make_table(&g, &c, &town, &t);
    for (uint32_t i = 1; i < copies; i++) {
      wg_grid again = g.grid.v[0];
      assert_true(WG_VEC_PUSH(&g.grid, again));
      for (int k = 0; k < 6; k++) assert_true(WG_VEC_PUSH(&c.q, k * k) && WG_VEC_PUSH(&c.q, k));
      assert_true(WG_VEC_PUSH(&c.start, 6 * i + 3) && WG_VEC_PUSH(&c.start, 6 * i + 6));
      assert_true(WG_VEC_PUSH(&c.hole, 0) && WG_VEC_PUSH(&c.hole, 1) &&
                  WG_VEC_PUSH(&c.first, 2 * i + 2));
    }
    assert_true(wg_table_of("grids", &town, &g, &t));
    t.coords = &c;
    FILE *full = fopen("/dev/full", "w");
    assert_non_null(full);
    assert_int_equal(wg_geojson_write(ctx, full, "out.geojson", &t, &bytes), WG_ERR_IO);
    assert_non_null(
        strstr(wg_error(ctx), "\"out.geojson\" cannot be written (No space left on device)"));
    fclose(full);
    wg_coords_free(&c);
    wg_grids_free(&g);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(text_is_exact),
                                     cmocka_unit_test(full_disk_is_an_error)};
  return cmocka_run_group_tests(tests, setup, teardown);
}
