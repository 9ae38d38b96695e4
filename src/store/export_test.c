/* Every format: reads back through OGR with shared borders intact, the same bytes
 * each time, and never over a file without leave. */
#include "store/test_town.h"

#include <gdal.h>
#include <ogr_api.h>
#include <sys/stat.h>
#include <time.h>

#include "store/sql.h"

static char dir[64], workspace[128];
static wg_ctx *ctx;
static char warning[256];

static void on_log(void *user, wg_log_level level, const char *line) {
  (void)user;
  if (level == WG_LOG_WARN) snprintf(warning, sizeof warning, "%s", line);
}

static const char *in_dir(char out[128], const char *name) {
  snprintf(out, 128, "%s/%s", dir, name);
  return out;
}

static int setup(void **s) {
  (void)s;
  wg_town town;
  wg_grids grids;
  wg_run run = {.min = 300, .max = 600, .seed = 1};
  if (test_folder(dir)) return -1;
  GDALAllRegister();
  ctx = wg_ctx_new();
  wg_ctx_set_log(ctx, on_log, NULL);
  test_town(&town);
  test_grids(&grids);
  in_dir(workspace, "town.db");
  assert_int_equal(wg_workspace_create(ctx, workspace, &town, false), WG_OK);
  assert_int_equal(wg_workspace_write_grids(ctx, workspace, &town, &grids, &run), WG_OK);
  wg_town_free(&town);
  wg_grids_free(&grids);
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static wg_status export_to(const char *output, const char *layer, const char *crs, bool overwrite,
                           wg_export_summary *sum) {
  wg_export_options o;
  wg_export_options_init(&o);
  o.workspace = workspace, o.output = output, o.crs = crs, o.overwrite = overwrite;
  if (layer) o.layer = layer;
  return wg_export(ctx, &o, sum);
}

static const char *const extensions[] = {"geojson", "json", "sqlite", "db", "gpkg", "fgb", "shp"};
enum { FORMATS = sizeof extensions / sizeof *extensions };

/* ---- borders ---------------------------------------------------------------- */

typedef struct {
  double x0, y0, x1, y1;
  char code[32];
} edge;
typedef WG_VEC(edge) edges;

static void collect_ring(OGRGeometryH ring, const char *code, edges *e) {
  for (int i = 0; i + 1 < OGR_G_GetPointCount(ring); i++) {
    edge x = {OGR_G_GetX(ring, i), OGR_G_GetY(ring, i), OGR_G_GetX(ring, i + 1),
              OGR_G_GetY(ring, i + 1), ""};
    snprintf(x.code, sizeof x.code, "%s", code);
    assert_true(WG_VEC_PUSH(e, x));
  }
}

static void collect_edges(const char *path, edges *e) {
  GDALDatasetH ds = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  assert_non_null(ds);
  OGRLayerH layer = GDALDatasetGetLayer(ds, 0);
  for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)); OGR_F_Destroy(f)) {
    int at = OGR_F_GetFieldIndex(f, "grid_code");
    if (at < 0) at = OGR_F_GetFieldIndex(f, "GRIDCODE");
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    for (int r = 0; r < OGR_G_GetGeometryCount(g); r++)
      collect_ring(OGR_G_GetGeometryRef(g, r), OGR_F_GetFieldAsString(f, at), e);
  }
  GDALClose(ds);
}

/* Edges that a grid of another code has the other way round, bit for bit. */
static size_t joined(const edges *e) {
  size_t n = 0;
  for (size_t i = 0; i < e->n; i++)
    for (size_t j = 0; j < e->n; j++) {
      const edge *a = &e->v[i], *b = &e->v[j];
      n += a->x0 == b->x1 && a->y0 == b->y1 && a->x1 == b->x0 && a->y1 == b->y0 &&
           strcmp(a->code, b->code) != 0;
    }
  return n;
}

static void borders_stay_joined(void **state) {
  (void)state;
  for (int i = 0; i < FORMATS; i++) {
    char path[128], name[32];
    wg_export_summary sum;
    edges e = {0};
    snprintf(name, sizeof name, "joined%d.%s", i, extensions[i]);
    assert_int_equal(export_to(in_dir(path, name), NULL, NULL, false, &sum), WG_OK);
    assert_int_equal(sum.features, 3);
    assert_true(sum.bytes > 500);
    assert_string_equal(sum.crs, i < 2 ? "EPSG:4326" : "EPSG:4490");
    collect_edges(path, &e);
    assert_int_equal(joined(&e), 2 * (12 + 10)); /* as counted in coords_test.c */
    WG_VEC_FREE(&e);
  }
}

/* ---- the rest ----------------------------------------------------------------- */

static void values_arrive(void **state) {
  (void)state;
  for (int i = 0; i < FORMATS; i++) {
    char path[128], name[32];
    wg_export_summary sum;
    bool shp = strcmp(extensions[i], "shp") == 0;
    snprintf(name, sizeof name, "values%d.%s", i, extensions[i]);
    assert_int_equal(export_to(in_dir(path, name), NULL, NULL, false, &sum), WG_OK);
    GDALDatasetH ds = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
    OGRLayerH layer = GDALDatasetGetLayer(ds, 0);
    if (!shp) assert_string_equal(OGR_L_GetName(layer), "grids");
    OGR_L_SetAttributeFilter(layer,
                             shp ? "GRIDCODE='340223001001003'" : "grid_code='340223001001003'");
    OGRFeatureH f = OGR_L_GetNextFeature(layer);
    assert_non_null(f);
    assert_string_equal(
        OGR_F_GetFieldAsString(f, OGR_F_GetFieldIndex(f, shp ? "GNAME" : "grid_name")),
        "校\\园\t\"1\"");
    assert_string_equal(OGR_F_GetFieldAsString(f, OGR_F_GetFieldIndex(f, shp ? "GKIND" : "kind")),
                        "exclusive");
    assert_int_equal(
        OGR_F_GetFieldAsInteger64(f, OGR_F_GetFieldIndex(f, shp ? "HHOLDS" : "households")), 412);
    assert_true(OGR_F_GetFieldAsDouble(f, OGR_F_GetFieldIndex(f, shp ? "AREA_M2" : "area_m2")) ==
                2000000.13);
    assert_true(
        OGR_F_GetFieldAsDouble(f, OGR_F_GetFieldIndex(f, shp ? "COMPACT" : "compactness")) == 0.7);
    OGR_F_Destroy(f);
    OGR_L_SetAttributeFilter(layer, shp ? "POP IS NULL" : "population IS NULL");
    assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 1);
    GDALClose(ds);
  }
}

static void next_second(void) {
  for (time_t t = time(NULL); time(NULL) == t;) usleep(20000);
}

/* Also over an existing file. */
static void same_bytes_at_any_time(void **state) {
  (void)state;
  char a[128], b[128], name[32];
  wg_export_summary sum;
  static const char *const parts[] = {"geojson", "sqlite", "gpkg", "fgb", "shp",
                                      "shx",     "dbf",    "prj",  "cpg"};
  assert_int_equal(mkdir(in_dir(a, "one"), 0777), 0);
  assert_int_equal(mkdir(in_dir(a, "two"), 0777), 0);
  for (int pass = 0; pass < 3; pass++) {
    for (int i = 0; i < 5; i++) {
      snprintf(name, sizeof name, "%s/g.%s", pass ? "two" : "one", parts[i]);
      assert_int_equal(export_to(in_dir(a, name), NULL, NULL, pass == 2, &sum), WG_OK);
    }
    for (int i = 0; i < 9 && pass; i++) {
      snprintf(name, sizeof name, "one/g.%s", parts[i]);
      in_dir(a, name);
      snprintf(name, sizeof name, "two/g.%s", parts[i]);
      assert_same_file(a, in_dir(b, name));
    }
    if (pass < 2) next_second();
  }
}

static void other_layers(void **state) {
  (void)state;
  char path[128];
  wg_export_summary sum;
  for (int i = 0; i < FORMATS; i++) {
    char name[32];
    snprintf(name, sizeof name, "b%d.%s", i, extensions[i]);
    assert_int_equal(export_to(in_dir(path, name), "buildings", NULL, false, &sum), WG_OK);
    assert_int_equal(sum.features, 4);
    snprintf(name, sizeof name, "d%d.%s", i, extensions[i]);
    assert_int_equal(export_to(in_dir(path, name), "districts", NULL, false, &sum), WG_OK);
    assert_int_equal(sum.features, 2);
  }
  GDALDatasetH ds = GDALOpenEx(in_dir(path, "b4.gpkg"), GDAL_OF_VECTOR, NULL, NULL, NULL);
  OGRLayerH layer = GDALDatasetGetLayer(ds, 0);
  OGR_L_SetAttributeFilter(
      layer, "grid_code='340223001001003' AND hh_source='none' OR grid_code IS NULL AND floors=33");
  assert_int_equal(OGR_L_GetFeatureCount(layer, TRUE), 2);
  GDALClose(ds);
}

static void spatialite_index_is_valid(void **state) {
  (void)state;
  char path[128];
  wg_export_summary sum;
  wg_db db;
  int64_t n;
  assert_int_equal(export_to(in_dir(path, "index.sqlite"), NULL, "EPSG:4548", false, &sum), WG_OK);
  assert_int_equal(wg_db_open(ctx, path, SQLITE_OPEN_READONLY, &db), WG_OK);
  assert_int_equal(wg_db_number(ctx, &db, "SELECT rtreecheck('idx_grids_geom')='ok'", 0, &n),
                   WG_OK);
  assert_int_equal(n, 1);
  assert_int_equal(wg_db_number(ctx, &db, "SELECT srid FROM geometry_columns", 0, &n), WG_OK);
  assert_int_equal(n, 4548);
  wg_db_close(&db);
}

static void wrong_options(void **state) {
  (void)state;
  char path[128];
  wg_export_summary sum;
  in_dir(path, "w.geojson");
  assert_int_equal(export_to(path, "roads", NULL, false, &sum), WG_ERR_USAGE);
  assert_int_equal(export_to(path, NULL, "EPSG:4548", false, &sum), WG_ERR_USAGE);
  assert_int_equal(export_to(path, NULL, "nonsense", false, &sum), WG_ERR_USAGE);
  assert_int_equal(export_to(path, NULL, "EPSG:4490", false, &sum), WG_OK);
  assert_string_equal(sum.crs, "EPSG:4490");
  assert_int_equal(export_to(in_dir(path, "w.xyz"), NULL, NULL, false, &sum), WG_ERR_USAGE);
  assert_int_equal(export_to(in_dir(path, "nowhere/w.gpkg"), NULL, NULL, false, &sum), WG_ERR_IO);
  assert_int_equal(export_to(workspace, NULL, NULL, true, &sum), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "is a wangge workspace"));
}

static void overwriting_needs_leave(void **state) {
  (void)state;
  for (int i = 0; i < FORMATS; i++) {
    char path[128], name[32];
    wg_export_summary sum;
    snprintf(name, sizeof name, "over%d.%s", i, extensions[i]);
    FILE *f = fopen(in_dir(path, name), "w");
    fputs("something else, long enough to look like a file of its own", f);
    fclose(f);
    assert_int_equal(export_to(path, NULL, NULL, false, &sum), WG_ERR_IO);
    assert_non_null(strstr(wg_error(ctx), "--overwrite"));
    assert_int_equal(export_to(path, NULL, NULL, true, &sum), WG_OK);
  }
}

/* A text longer than a DBF field is cut between characters, and that is said. */
static void long_reason_in_shapefile(void **state) {
  (void)state;
  char path[128], kept[128];
  wg_export_summary sum;
  sqlite3 *db;
  strcpy(kept, workspace);
  in_dir(workspace, "long.db");
  char command[300];
  snprintf(command, sizeof command, "cp '%s' '%s'", kept, workspace);
  assert_int_equal(system(command), 0);
  assert_int_equal(sqlite3_open(workspace, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  assert_int_equal(
      sqlite3_exec(db, "UPDATE grids SET reason=replace(hex(zeroblob(50)),'0','户') WHERE id=2", 0,
                   0, 0),
      SQLITE_OK);
  sqlite3_close(db);
  warning[0] = 0;
  assert_int_equal(export_to(in_dir(path, "long.shp"), NULL, NULL, false, &sum), WG_OK);
  assert_non_null(strstr(warning, "254"));
  GDALDatasetH ds = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  OGRFeatureH f = OGR_L_GetFeature(GDALDatasetGetLayer(ds, 0), 1);
  assert_int_equal(strlen(OGR_F_GetFieldAsString(f, OGR_F_GetFieldIndex(f, "REASON"))), 252);
  OGR_F_Destroy(f);
  GDALClose(ds);
  strcpy(workspace, kept);
}

static void overlapping_grids_are_not_exported(void **state) {
  (void)state;
  char path[128], kept[128], command[300];
  wg_export_summary sum;
  sqlite3 *db;
  strcpy(kept, workspace);
  in_dir(workspace, "overlap.db");
  snprintf(command, sizeof command, "cp '%s' '%s'", kept, workspace);
  assert_int_equal(system(command), 0);
  assert_int_equal(sqlite3_open(workspace, &db), SQLITE_OK);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0);
  assert_int_equal(
      sqlite3_exec(db, "UPDATE grids SET geom=(SELECT geom FROM grids WHERE id=1) WHERE id=2", 0, 0,
                   0),
      SQLITE_OK);
  sqlite3_close(db);
  assert_int_equal(export_to(in_dir(path, "overlap.gpkg"), NULL, NULL, false, &sum), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "wangge check"));
  assert_int_not_equal(access(path, F_OK), 0);
  strcpy(workspace, kept);
}

static int files_in_dir(void) {
  char command[128], line[32] = "";
  snprintf(command, sizeof command, "ls -A '%s' | wc -l", dir);
  FILE *p = popen(command, "r");
  assert_non_null(fgets(line, sizeof line, p));
  pclose(p);
  return atoi(line);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  static const char *const names[] = {"f.geojson", "f.sqlite", "f.fgb"};
  for (int i = 0; i < 3; i++) {
    char path[128];
    wg_export_summary sum;
    int before = files_in_dir();
    int64_t live = wg_mem_live();
    wg_status st = WG_ERR_NOMEM;
    for (uint64_t k = 1; st != WG_OK; k += 9) {
      wg_mem_fail_at(k);
      st = export_to(in_dir(path, names[i]), NULL, NULL, false, &sum);
      wg_mem_fail_at(0);
      assert_true(st == WG_OK || st == WG_ERR_NOMEM ||
                  st == WG_ERR_USAGE); /* CRS parsing says USAGE */
      assert_int_equal(wg_mem_live(), live);
      assert_int_equal(files_in_dir(), before + (st == WG_OK));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(borders_stay_joined),
      cmocka_unit_test(values_arrive),
      cmocka_unit_test(same_bytes_at_any_time),
      cmocka_unit_test(other_layers),
      cmocka_unit_test(spatialite_index_is_valid),
      cmocka_unit_test(wrong_options),
      cmocka_unit_test(overwriting_needs_leave),
      cmocka_unit_test(long_reason_in_shapefile),
      cmocka_unit_test(overlapping_grids_are_not_exported),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
