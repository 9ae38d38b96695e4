/* Layers of several formats, and files that must be refused with a sentence that helps. */
#include "read/test_files.h"

#include <gdal.h>
#include <ogr_srs_api.h>

#include "read/layer.h"

static test_dir dir;
static wg_ctx *ctx;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  test_dir_make(&dir);
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

static wg_layer *open_ok(const char *role, const char *spec) {
  wg_layer *l = NULL;
  wg_status st = wg_layer_open(ctx, role, spec, NULL, &l);
  if (st != WG_OK) fail_msg("%s", wg_error(ctx));
  return l;
}

/* Opening or reading fails with this status and these words. */
static void refused(const char *role, const char *spec, wg_status want, const char *words) {
  wg_layer *l = NULL;
  wg_feature f;
  bool more = true;
  wg_status st = wg_layer_open(ctx, role, spec, NULL, &l);
  while (st == WG_OK && more) st = wg_layer_next(ctx, l, &f, &more);
  wg_layer_close(l);
  assert_int_equal(st, want);
  if (!strstr(wg_error(ctx), words)) fail_msg("\"%s\" not in: %s", words, wg_error(ctx));
}

static uint32_t count(const char *role, const char *spec) {
  wg_layer *l = open_ok(role, spec);
  wg_feature f;
  bool more;
  uint32_t n = 0;
  for (;; n++) {
    assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
    if (!more) break;
  }
  wg_layer_close(l);
  return n;
}

/* Makes a data set of 50 squares through GDAL; layers are separated by blanks. */
static const char *make(const char *driver, const char *name, const char *layers) {
  static char path[160];
  char list[80], *save;
  snprintf(path, sizeof path, "%s/%s", dir.path, name);
  snprintf(list, sizeof list, "%s", layers);
  GDALAllRegister();
  GDALDatasetH ds = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
  assert_non_null(ds);
  for (char *l = strtok_r(list, " ", &save); l; l = strtok_r(NULL, " ", &save)) {
    OGRSpatialReferenceH srs = OSRNewSpatialReference(NULL);
    OSRImportFromEPSG(srs, 4548);
    OGRLayerH h = GDALDatasetCreateLayer(ds, l, srs, wkbPolygon, NULL);
    OSRRelease(srs);
    OGRFieldDefnH fd = OGR_Fld_Create("hh", OFTInteger);
    OGR_L_CreateField(h, fd, 1);
    OGR_Fld_Destroy(fd);
    for (int i = 0; i < 50; i++) {
      char wkt[160], *p = wkt;
      snprintf(wkt, sizeof wkt, "POLYGON((%d 0,%d 0,%d 1,%d 1,%d 0))", i, i + 1, i + 1, i, i);
      OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(h));
      OGRGeometryH g;
      OGR_G_CreateFromWkt(&p, NULL, &g);
      OGR_F_SetGeometryDirectly(f, g);
      OGR_F_SetFieldInteger(f, 0, i);
      assert_int_equal(OGR_L_CreateFeature(h, f), OGRERR_NONE);
      OGR_F_Destroy(f);
    }
  }
  GDALClose(ds);
  return path;
}

static void cut(const char *path, long keep_percent) {
  FILE *f = fopen(path, "rb");
  fseek(f, 0, SEEK_END);
  long n = ftell(f);
  fclose(f);
  assert_int_equal(truncate(path, n * keep_percent / 100), 0);
}

static void geometry_of_every_kind(void **s) {
  (void)s;
  const char *path = test_geojson(
      &dir, "kinds.geojson", TEST_GK117,
      TEST_POINT("\"n\":1", 1, 2) ",\n" TEST_LINE("\"n\":2.5", 0, 0, 3, 4) ",\n" TEST_GEOMETRY(
          "\"n\":\"7\"", "MultiPolygon",
          "[[[[0,0],[9,0],[9,9],[0,0]],[[4,1],[5,1],[5,2],[4,1]]],[[[20,0],[21,0],[21,1],[20,0]"
          "]]]") ",\n{\"type\":\"Feature\",\"properties\":{\"n\":null},\"geometry\":null}");
  static const wg_geom_type want[] = {WG_GEOM_POINT, WG_GEOM_LINE, WG_GEOM_POLYGON, WG_GEOM_NONE};
  static const uint32_t rings[] = {1, 1, 3, 0}, points[] = {1, 2, 12, 0};
  static const char *const text[] = {"1", "2.5", "7", ""};
  wg_layer *l = open_ok("any", path);
  wg_feature f;
  bool more;
  for (int i = 0; i < 4; i++) {
    assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
    assert_true(more);
    assert_int_equal(f.type, want[i]);
    assert_int_equal(f.n_rings, rings[i]);
    assert_int_equal(f.start[f.n_rings], points[i]);
    assert_string_equal(wg_layer_text(l, wg_layer_find_field(l, "N")), text[i]);
    double v;
    assert_int_equal(wg_layer_number(l, 0, &v), i < 3);
    if (i == 1) assert_true(f.xy[2] == 3 && f.xy[3] == 4 && v == 2.5);
    if (i == 2) assert_true(!f.hole[0] && f.hole[1] && !f.hole[2]);
  }
  assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
  assert_false(more);
  assert_non_null(strstr(wg_layer_crs_wkt(l), "CM 117E"));
  wg_layer_close(l);
}

/* EPSG:4326 says latitude first; we say longitude first. */
static void easting_first(void **s) {
  (void)s;
  wg_layer *l = open_ok(
      "any", test_geojson(&dir, "axes.geojson", "EPSG::4326", TEST_POINT("", 118.5, 30.25)));
  wg_feature f;
  bool more;
  assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
  assert_true(f.xy[0] == 118.5 && f.xy[1] == 30.25);
  wg_layer_close(l);
}

static void layer_by_name_role_and_fit(void **s) {
  (void)s;
  char spec[200];
  const char *path = make("GPKG", "many.gpkg", "other buildings roads");
  wg_layer *l = open_ok("buildings", path);
  assert_string_equal(wg_layer_name(l), "buildings");
  wg_layer_close(l);
  snprintf(spec, sizeof spec, "%s:ROADS", path);
  l = open_ok("buildings", spec);
  assert_string_equal(wg_layer_name(l), "roads");
  assert_int_equal(wg_layer_count(l), 50);
  wg_layer_close(l);
  l = open_ok("zones", path); /* nothing fits by name: the first that fits */
  assert_string_equal(wg_layer_name(l), "other");
  wg_layer_close(l);
  snprintf(spec, sizeof spec, "%s:nothing", path);
  refused("roads", spec, WG_ERR_DATA, "the file has \"other\", \"buildings\", \"roads\"");
}

static void filter(void **s) {
  (void)s;
  const char *path = make("GPKG", "filter.gpkg", "a");
  wg_layer *l;
  wg_feature f;
  bool more;
  uint32_t n = 0;
  assert_int_equal(wg_layer_open(ctx, "buildings", path, &(wg_layer_how){.where = "hh < 7"}, &l),
                   WG_OK);
  while (wg_layer_next(ctx, l, &f, &more) == WG_OK && more) n++;
  assert_int_equal(n, 7);
  wg_layer_close(l);
  assert_int_equal(
      wg_layer_open(ctx, "buildings", path, &(wg_layer_how){.where = "nofield < 7"}, &l),
      WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "nofield"));
}

static void refusals(void **s) {
  (void)s;
  refused("roads", "/nowhere/x.shp", WG_ERR_IO, "no such file");
  refused("roads", "http://127.0.0.1/x.geojson", WG_ERR_IO, "no such file");
  refused("roads", "{\"type\":\"Point\",\"coordinates\":[1,2]}", WG_ERR_IO, "no such file");
  refused("roads", "/vsicurl/http://127.0.0.1/x.geojson", WG_ERR_USAGE, "/vsizip/");
  refused("roads", "/vsizip//vsicurl/http://127.0.0.1/x.zip", WG_ERR_USAGE, "/vsizip/");
  static const char vrt[] =
      "<OGRVRTDataSource><OGRVRTLayer name=\"passwd\"><SrcDataSource>/etc/passwd"
      "</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>";
  refused("roads", test_file(&dir, "vrt.geojson", vrt, strlen(vrt)), WG_ERR_DATA, "no vector file");
  refused("roads", test_file(&dir, "noise.gpkg", "noise", 5), WG_ERR_DATA, "no vector file");
  static const char table[] = "a,b\n1,2\n";
  refused("roads", test_file(&dir, "table.csv", table, strlen(table)), WG_ERR_DATA, "lon and lat");
}

static void cut_files(void **s) {
  (void)s;
  char shp[200];
  const char *path = make("ESRI Shapefile", "cut.shp", "cut");
  assert_int_equal(count("buildings", path), 50);
  snprintf(shp, sizeof shp, "%s", path);
  cut(shp, 50);
  refused("buildings", shp, WG_ERR_DATA, "truncated");
  path = make("ESRI Shapefile", "cut2.shp", "cut2");
  snprintf(shp, sizeof shp, "%s", path);
  memcpy(shp + strlen(shp) - 3, "dbf", 3);
  cut(shp, 50);
  refused("buildings", path, WG_ERR_DATA, "its .dbf has");
  assert_int_equal(remove(shp), 0);
  memcpy(shp + strlen(shp) - 3, "shx", 3);
  assert_int_equal(remove(shp), 0);
  refused("buildings", path, WG_ERR_DATA, ".shx is missing");
  path = make("GPKG", "cut.gpkg", "cut");
  cut(path, 60);
  refused("buildings", path, WG_ERR_DATA, "cut.gpkg");
  path = make("FlatGeobuf", "cut.fgb", "cut");
  assert_int_equal(count("buildings", path), 50);
  cut(path, 70);
  refused("buildings", path, WG_ERR_DATA, "cut.fgb");
  path = make("GeoJSON", "cut.geojson", "cut");
  cut(path, 70);
  refused("buildings", path, WG_ERR_DATA, "cut.geojson");
}

static void csv_columns(void **s) {
  (void)s;
  static const char points[] = "id,经度,纬度\n1,118.5,30.5\n2,118.6,30.6\n";
  wg_layer *l = open_ok("incidents", test_file(&dir, "p.csv", points, strlen(points)));
  wg_feature f;
  bool more;
  assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
  assert_int_equal(f.type, WG_GEOM_POINT);
  assert_true(f.xy[0] == 118.5 && f.xy[1] == 30.5);
  wg_layer_close(l);
  static const char wkt[] = "id,wkt\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n";
  l = open_ok("buildings", test_file(&dir, "w.csv", wkt, strlen(wkt)));
  assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
  assert_int_equal(f.type, WG_GEOM_POLYGON);
  assert_string_equal(wg_layer_crs_wkt(l), "");
  assert_int_equal(wg_layer_find_field(l, "wkt"), -1);
  wg_layer_close(l);
}

/* 小区 in GB18030, as a CSV from a Chinese desktop holds it. */
static void gb18030_csv(void **s) {
  (void)s;
  static const char csv[] = "\xd0\xa1\xc7\xf8,lon,lat\n\xd0\xa1\xc7\xf8,1,2\n";
  wg_layer *l = open_ok("incidents", test_file(&dir, "gb.csv", csv, strlen(csv)));
  wg_feature f;
  bool more;
  assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
  assert_string_equal(wg_layer_field_name(l, 0), "小区");
  assert_string_equal(wg_layer_text(l, 0), "小区");
  wg_layer_close(l);
}

static void limits(void **s) {
  (void)s;
  const char *path = test_geojson(&dir, "l.geojson", "EPSG:4548",
                                  TEST_POINT("", 1, 2) "," TEST_POINT("", 3, 4) "," TEST_GEOMETRY(
                                      "", "MultiPoint", "[[1,2],[3,4]]"));
  static const struct {
    wg_limits limits;
    const char *option; /* NULL: it passes */
  } cases[] = {{{.features = 3, .vertices = 4}, NULL},
               {{.features = 2}, "--max-features"},
               {{.vertices = 3}, "--max-vertices"}};
  for (size_t i = 0; i < 3; i++) {
    wg_layer *l;
    wg_feature f;
    bool more = true;
    wg_status st = WG_OK;
    assert_int_equal(
        wg_layer_open(ctx, "seeds", path, &(wg_layer_how){.limits = cases[i].limits}, &l), WG_OK);
    while (st == WG_OK && more) st = wg_layer_next(ctx, l, &f, &more);
    assert_int_equal(st, cases[i].option ? WG_ERR_DATA : WG_OK);
    if (cases[i].option) assert_non_null(strstr(wg_error(ctx), cases[i].option));
    wg_layer_close(l);
  }
}

/* What stands in a name is a name: no path, no SQL, no second separator. */
static void names_that_mean_harm(void **s) {
  (void)s;
  static const char *const names[] = {"../../x", "a\"; DROP TABLE geometry_columns; --", "a:b",
                                      "it's"};
  char *plain[] = {(char[]){"LAUNDER=NO"}, NULL};
  char path[128], spec[256];
  snprintf(path, sizeof path, "%s/names.sqlite", dir.path);
  GDALAllRegister();
  GDALDatasetH ds = GDALCreate(GDALGetDriverByName("SQLite"), path, 0, 0, 0, GDT_Unknown, NULL);
  assert_non_null(ds);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    OGRLayerH out = GDALDatasetCreateLayer(ds, names[i], NULL, wkbPoint, plain);
    OGRFieldDefnH field = OGR_Fld_Create(names[i], OFTString);
    assert_int_equal(OGR_L_CreateField(out, field, TRUE), OGRERR_NONE);
    OGR_Fld_Destroy(field);
    OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(out));
    OGR_F_SetFieldString(f, 0, names[i]);
    assert_int_equal(OGR_L_CreateFeature(out, f), OGRERR_NONE);
    OGR_F_Destroy(f);
  }
  GDALClose(ds);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    wg_feature f;
    bool more;
    snprintf(spec, sizeof spec, "%s:%s", path, names[i]);
    wg_layer *l = open_ok("seeds", spec);
    assert_string_equal(wg_layer_name(l), names[i]);
    assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
    assert_true(more);
    assert_string_equal(wg_layer_field_name(l, wg_layer_fields(l) - 1), names[i]);
    assert_string_equal(wg_layer_text(l, wg_layer_fields(l) - 1), names[i]);
    wg_layer_close(l);
  }
}

/* A file may say where its CRS is to be fetched. */
static void nothing_is_fetched(void **s) {
  (void)s;
  static const char json[] =
      "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"link\",\"properties\":{\"href\":"
      "\"http://127.0.0.1:9/x.prj\",\"type\":\"esriwkt\"}},\"features\":[" TEST_BOX(
          "", 118, 30, 118.1, 30.1) "]}";
  refused("roads", test_file(&dir, "link.geojson", json, strlen(json)), WG_ERR_DATA,
          "it asks for \"http://127.0.0.1:9/x.prj\", and nothing is fetched");
}

static int strays;
static void CPL_STDCALL on_stray(CPLErr level, CPLErrorNum number, const char *text) {
  (void)number, (void)text;
  strays += level == CE_Failure;
}

/* GDAL may have to read a file to count its features. */
static void counting_prints_nothing(void **s) {
  (void)s;
  enum { LONG = 11 << 20 }; /* longer than any line that GDAL reads of a CSV file */
  char *csv = malloc(LONG);
  assert_non_null(csv);
  memset(csv, 'x', LONG);
  memcpy(csv, "a,wkt\n", 6);
  wg_layer *l = open_ok("roads", test_file(&dir, "long.csv", csv, LONG));
  free(csv);
  CPLPushErrorHandler(on_stray);
  strays = 0;
  wg_layer_count(l);
  CPLPopErrorHandler();
  wg_layer_close(l);
  assert_int_equal(strays, 0);
}

static void openstreetmap(void **s) {
  (void)s;
  static const char osm[] =
      "<osm version=\"0.6\"><node id=\"1\" lat=\"30\" lon=\"118\"/><node id=\"2\" lat=\"30\" "
      "lon=\"118.001\"/>"
      "<node id=\"3\" lat=\"30.001\" lon=\"118.001\"/><node id=\"4\" lat=\"30.001\" lon=\"118\"/>"
      "<way id=\"10\"><nd ref=\"1\"/><nd ref=\"2\"/><tag k=\"highway\" v=\"service\"/><tag "
      "k=\"layer\" v=\"-1\"/></way>"
      "<way id=\"11\"><nd ref=\"3\"/><nd ref=\"4\"/><tag k=\"power\" v=\"line\"/></way>"
      "<way id=\"12\"><nd ref=\"1\"/><nd ref=\"2\"/><nd ref=\"3\"/><nd ref=\"4\"/><nd ref=\"1\"/>"
      "<tag k=\"building\" v=\"apartments\"/><tag k=\"building:levels\" v=\"6\"/></way></osm>";
  const char *path = test_file(&dir, "town.osm", osm, strlen(osm));
  assert_int_equal(count("roads", path), 1); /* the power line is none */
  wg_layer *l = open_ok("buildings", path);
  wg_feature f;
  bool more;
  double levels;
  assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
  assert_int_equal(f.type, WG_GEOM_POLYGON);
  int field = wg_layer_find_field(l, "building:levels");
  assert_true(field >= 0 && wg_layer_field_is_tag(l, field));
  assert_true(wg_layer_number(l, field, &levels) && levels == 6);
  assert_string_equal(wg_layer_text(l, wg_layer_find_field(l, "layer")), "");
  wg_layer_close(l);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(geometry_of_every_kind, setup, teardown),
      cmocka_unit_test_setup_teardown(easting_first, setup, teardown),
      cmocka_unit_test_setup_teardown(layer_by_name_role_and_fit, setup, teardown),
      cmocka_unit_test_setup_teardown(filter, setup, teardown),
      cmocka_unit_test_setup_teardown(refusals, setup, teardown),
      cmocka_unit_test_setup_teardown(cut_files, setup, teardown),
      cmocka_unit_test_setup_teardown(csv_columns, setup, teardown),
      cmocka_unit_test_setup_teardown(gb18030_csv, setup, teardown),
      cmocka_unit_test_setup_teardown(limits, setup, teardown),
      cmocka_unit_test_setup_teardown(names_that_mean_harm, setup, teardown),
      cmocka_unit_test_setup_teardown(nothing_is_fetched, setup, teardown),
      cmocka_unit_test_setup_teardown(counting_prints_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(openstreetmap, setup, teardown),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
