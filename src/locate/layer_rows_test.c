#include "locate/layer_rows.h"

#include "read/test_files.h"

static wg_ctx *ctx;
static test_dir dir;
static char warned[400];

static void listen(void *user, wg_log_level level, const char *line) {
  (void)user;
  if (level == WG_LOG_WARN) snprintf(warned, sizeof warned, "%s", line);
}

/* Reads a layer, `step` bytes at a time, into text. */
static wg_status read_all(const char *path, size_t step, char *text, size_t cap, char *crs) {
  wg_layer_rows *r;
  size_t n = 0, some = 1;
  wg_status st = wg_layer_rows_open(ctx, path, &r);
  if (st != WG_OK) return st;
  while (st == WG_OK && some) {
    assert_true(n + step < cap);
    st = wg_layer_rows_read(ctx, r, text + n, step, &some);
    n += some;
  }
  text[n] = 0;
  if (crs) snprintf(crs, 200, "%.199s", wg_layer_rows_crs(r));
  wg_layer_rows_close(r);
  return st;
}

static void points_become_rows(void **state) {
  (void)state;
  static const char want[] =
      "x,y,id,n,\"a,b\"\n"
      "121.4737021,31.2,a,1.5,\"say \"\"hi\"\",\nthen go\"\n"
      "0.30000000000000004,-1e-07,,,地址\n"
      ",,b,2,\n"
      ",,c,3,\n"
      "5,6,d,4,\n";
  char text[1000], crs[200];
  const char *path = test_geojson(
      &dir, "points.geojson", TEST_GK117,
      TEST_POINT("\"id\":\"a\",\"n\":1.5,\"a,b\":\"say \\\"hi\\\",\\nthen go\"", 121.4737021,
                 31.2) "," TEST_POINT("\"a,b\":\"地址\"", 0.30000000000000004,
                                      -1e-7) ",{\"type\":\"Feature\",\"properties\":{\"id\":\"b\","
                                             "\"n\":2},\"geometry\":null}"
                                             "," TEST_GEOMETRY("\"id\":\"c\",\"n\":3", "Point",
                                                               "[]") "," TEST_GEOMETRY("\"id\":"
                                                                                       "\"d\","
                                                                                       "\"n\":4",
                                                                                       "MultiPoint",
                                                                                       "[[5,6],[7,"
                                                                                       "8]]"));
  for (size_t step = 1; step < 100; step += 13) {
    warned[0] = 0;
    assert_int_equal(read_all(path, step, text, sizeof text, crs), WG_OK);
    assert_string_equal(text, want);
    assert_non_null(strstr(warned, "1 features have several points"));
  }
  assert_non_null(strstr(crs, "CM 117E"));
}

static void what_is_no_point_is_refused(void **state) {
  (void)state;
  char text[400];
  const char *path =
      test_geojson(&dir, "lines.geojson", TEST_GK117,
                   TEST_POINT("\"id\":1", 1, 2) "," TEST_LINE("\"id\":2", 0, 0, 3, 4));
  assert_int_equal(read_all(path, 50, text, sizeof text, NULL), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "is no point; give a layer of points"));
  assert_int_equal(read_all("/nowhere.gpkg", 50, text, sizeof text, NULL), WG_ERR_IO);
}

static void tables_by_their_path(void **state) {
  (void)state;
  static const char *const tables[] = {"-",          "in.csv",     "a.b/IN.CSV", "x.tsv",
                                       "x.txt",      "x.ndjson",   "x.geojsonl", "x.jsonl.gz",
                                       "x.csv.gz",   "/dev/stdin", "/dev/fd/63", "../nightly",
                                       "x.gpkg/list"};
  static const char *const layers[] = {"x.geojson", "x.json",      "x.gpkg", "x.gpkg:incidents",
                                       "x.shp.zip", "PG:dbname=a", "x.csvx", "x.db"};
  for (size_t k = 0; k < sizeof tables / sizeof *tables; k++)
    if (!wg_is_table_path(tables[k])) fail_msg("%s", tables[k]);
  for (size_t k = 0; k < sizeof layers / sizeof *layers; k++)
    if (wg_is_table_path(layers[k])) fail_msg("%s", layers[k]);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  char text[400];
  const char *path =
      test_geojson(&dir, "p.geojson", TEST_GK117, TEST_POINT("\"id\":\"a,b\"", 1, 2));
  wg_status st = WG_ERR_NOMEM;
  int64_t live = wg_mem_live();
  for (uint64_t at = 1; st != WG_OK; at++) {
    wg_mem_fail_at(at);
    st = read_all(path, 50, text, sizeof text, NULL);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at < 100);
  }
  assert_string_equal(text, "x,y,id\n1,2,\"a,b\"\n");
}

static int set_up(void **state) {
  (void)state;
  test_dir_make(&dir);
  if (!(ctx = wg_ctx_new())) return -1;
  wg_ctx_set_log(ctx, listen, NULL);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(points_become_rows),
      cmocka_unit_test(what_is_no_point_is_refused),
      cmocka_unit_test(tables_by_their_path),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("locate/layer_rows", tests, set_up, tear_down);
}
