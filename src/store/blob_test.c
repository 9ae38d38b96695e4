/* The blob against SpatiaLite's own, and against every way of cutting it short. */
#include "store/test_town.h"

#include "store/blob.h"
#include "store/spatial.h"

static char dir[64];
static int make_dir(void **s) { return (void)s, test_folder(dir); }
static int drop_dir(void **s) { return (void)s, test_folder_remove(dir); }

static const double xy[] = {0, 0, 10.25, 0, 10, 10, 0,  10, 2,  2,
                            2, 3, 3,     3, 20, 0,  30, 0,  20, -5.5};
static const uint32_t start[] = {0, 4, 7, 10};
static const uint8_t hole[] = {0, 1, 0};

static void check_same_as_spatialite(const wg_db *db, wg_blob_type type, const wg_figure *r,
                                     const char *wkt) {
  wg_bytes mine = {0};
  wg_bounds box = wg_figure_bounds(r);
  sqlite3_stmt *s;
  assert_true(wg_blob_encode(&mine, 4548, type, r, &box));
  assert_int_equal(sqlite3_prepare_v2(db->h, "SELECT GeomFromText(?,4548)", -1, &s, NULL),
                   SQLITE_OK);
  sqlite3_bind_text(s, 1, wkt, -1, SQLITE_STATIC);
  assert_int_equal(sqlite3_step(s), SQLITE_ROW);
  assert_int_equal(sqlite3_column_bytes(s, 0), mine.n);
  assert_memory_equal(sqlite3_column_blob(s, 0), mine.v, mine.n);
  sqlite3_finalize(s);
  WG_VEC_FREE(&mine);
}

static void same_bytes_as_spatialite(void **state) {
  (void)state;
  char path[128];
  wg_ctx *ctx = wg_ctx_new();
  wg_db db;
  snprintf(path, sizeof path, "%s/blob.db", dir);
  fclose(fopen(path, "w"));
  assert_int_equal(wg_spatial_new(ctx, path, path, &db), WG_OK);
  check_same_as_spatialite(
      &db, WG_BLOB_MULTIPOLYGON, &(wg_figure){3, start, hole, xy},
      "MULTIPOLYGON(((0 0,10.25 0,10 10,0 10,0 0),(2 2,2 3,3 3,2 2)),((20 0,30 0,20 -5.5,20 0)))");
  check_same_as_spatialite(&db, WG_BLOB_POLYGON, &(wg_figure){2, start, hole, xy},
                           "POLYGON((0 0,10.25 0,10 10,0 10,0 0),(2 2,2 3,3 3,2 2))");
  check_same_as_spatialite(&db, WG_BLOB_MULTILINESTRING,
                           &(wg_figure){2, start, (const uint8_t[]){0, 0}, xy},
                           "MULTILINESTRING((0 0,10.25 0,10 10,0 10),(2 2,2 3,3 3))");
  check_same_as_spatialite(&db, WG_BLOB_POINT, &(wg_figure){1, (const uint32_t[]){4, 5}, hole, xy},
                           "POINT(2 2)");
  wg_db_close(&db);
  wg_ctx_free(ctx);
  assert_int_equal(wg_mem_live(), 0);
}

static void reads_back(void **state) {
  (void)state;
  wg_figure r = {3, start, hole, xy};
  wg_bounds box = wg_figure_bounds(&r);
  wg_bytes b = {0};
  wg_geom g = {0};
  assert_true(wg_blob_encode(&b, 1, WG_BLOB_MULTIPOLYGON, &r, &box));
  assert_int_equal(wg_blob_decode(b.v, b.n, &g), WG_BLOB_OK);
  assert_int_equal(g.hole.n, 3);
  assert_memory_equal(g.start.v, start, sizeof start);
  assert_memory_equal(g.hole.v, hole, sizeof hole);
  assert_memory_equal(g.xy.v, xy, sizeof xy);
  wg_geom_free(&g);
  WG_VEC_FREE(&b);
}

/* Cut anywhere, or with any byte set to 0xff, it is refused or read, never overrun. */
static void survives_damage(void **state) {
  (void)state;
  wg_figure r = {3, start, hole, xy};
  wg_bounds box = wg_figure_bounds(&r);
  wg_bytes b = {0};
  wg_geom g = {0};
  assert_true(wg_blob_encode(&b, 1, WG_BLOB_MULTIPOLYGON, &r, &box));
  for (size_t n = 0; n < b.n; n++) {
    unsigned char *cut = malloc(n ? n : 1); /* its end is watched by the address sanitizer */
    memcpy(cut, b.v, n);
    assert_int_equal(wg_blob_decode(cut, n, &g), WG_BLOB_BAD);
    if (n > 0) cut[n - 1] = 0xfe;
    assert_int_equal(wg_blob_decode(cut, n, &g), WG_BLOB_BAD);
    free(cut);
  }
  for (size_t i = 0; i < b.n; i++) {
    unsigned char kept = b.v[i];
    b.v[i] = 0xff;
    assert_int_not_equal(wg_blob_decode(b.v, b.n, &g), WG_BLOB_NOMEM);
    b.v[i] = kept;
  }
  wg_geom_free(&g);
  WG_VEC_FREE(&b);
  assert_int_equal(wg_mem_live(), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(same_bytes_as_spatialite),
      cmocka_unit_test(reads_back),
      cmocka_unit_test(survives_damage),
  };
  return cmocka_run_group_tests(tests, make_dir, drop_dir);
}
