/* What the numbers of layers are taken for: told, proposed, contradicted, shifted, by parameters. */
#include "read/source_crs.h"

#include <math.h>

#include "geom/crs.h"
#include "geom/gcj02.h"
#include "read/test_files.h"
#include "read/town.h"

static test_dir dir;
static wg_ctx *ctx;
static wg_town town;
static wg_import_summary sum;
static wg_import_options o;
static const char *list[8];
static char said[20000];

static void keep_line(void *user, wg_log_level level, const char *line) {
  (void)user, (void)level;
  size_t n = strlen(said);
  snprintf(said + n, sizeof said - n, "%s\n", line);
}

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  wg_ctx_set_log(ctx, keep_line, NULL);
  said[0] = 0;
  test_dir_make(&dir);
  o = (wg_import_options){.m2_per_household = 100, .floors_default = 3, .source_crs = list};
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_town_free(&town);
  town = (wg_town){0};
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

/* ---- layers: the same town in any CRS, as CSV without one or as GeoJSON that says one ----------- */

/* Corners of boxes in metres of EPSG:4548. */
typedef struct box {
  double x0, y0, x1, y1;
} box;
static const box districts[] = {{625000, 3422000, 626000, 3423000},
                                {626000, 3422000, 627000, 3423000}};
static const box houses[] = {{625100, 3422100, 625120, 3422150},
                             {625200, 3422100, 625220, 3422150},
                             {626300, 3422300, 626320.5, 3422350}};
static const box street[] = {{625990, 3422000, 626000, 3423000}};

typedef void way_fn(double xy[2]); /* from degrees */

static void same(double xy[2]) { (void)xy; }
static void to_gcj02(double xy[2]) { wg_wgs84_to_gcj02(xy); }
static void to_bd09(double xy[2]) {
  wg_wgs84_to_gcj02(xy);
  wg_gcj02_to_bd09(xy);
}

/* The boxes in `crs`, a further step behind it, columns swapped or not, as WKT or GeoJSON. */
static void write_rings(char *out, size_t cap, const box *b, size_t n, const char *crs, way_fn *way,
                        bool swap, bool json) {
  wg_transform *t;
  size_t at = 0;
  assert_int_equal(wg_transform_new(ctx, "EPSG:4548", crs, true, &t), WG_OK);
  for (size_t i = 0; i < n; i++) {
    double ring[5][2] = {{b[i].x0, b[i].y0},
                         {b[i].x1, b[i].y0},
                         {b[i].x1, b[i].y1},
                         {b[i].x0, b[i].y1},
                         {b[i].x0, b[i].y0}};
    at +=
        (size_t)snprintf(out + at, cap - at,
                         json ? "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"34022300100%zu"
                                "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
                              : "%s34022300100%zu,\"POLYGON((",
                         i && json ? "," : "", i);
    assert_true(wg_transform_points(t, ring[0], 5));
    for (int k = 0; k < 5; k++) {
      way(ring[k]);
      double x = ring[k][swap], y = ring[k][!swap];
      at += (size_t)snprintf(out + at, cap - at, json ? "%s[%.12f,%.12f]" : "%s%.12f %.12f",
                             k ? "," : "", x, y);
    }
    at += (size_t)snprintf(out + at, cap - at, json ? "]]}}" : "))\"\n");
  }
  wg_transform_free(t);
}

static const char *csv(const char *name, const box *b, size_t n, const char *crs, bool swap) {
  char text[4000] = "code,wkt\n";
  write_rings(text + strlen(text), sizeof text - 20, b, n, crs, same, swap, false);
  return test_file(&dir, name, text, strlen(text));
}

static const char *geojson(const char *name, const box *b, size_t n, way_fn *way, bool swap) {
  char text[6000];
  write_rings(text, sizeof text, b, n, "EPSG:4490", way, swap, true);
  return test_geojson(&dir, name, swap ? "OGC:1.3:CRS84" : "EPSG::4490", text);
}

static void as_csv(const char *crs, bool swap) {
  o.districts = csv("d.csv", districts, 2, crs, swap);
  o.buildings = csv("b.csv", houses, 3, crs, swap);
  o.roads = csv("r.csv", street, 1, crs, swap);
}

static void as_geojson(way_fn *way, bool swap) {
  o.districts = geojson("d.geojson", districts, 2, way, swap);
  o.buildings = geojson("b.geojson", houses, 3, way, swap);
  o.roads = geojson("r.geojson", street, 1, way, swap);
}

static void tell(const char *a, const char *b, const char *c) {
  list[0] = a, list[1] = b, list[2] = c;
  o.n_source_crs = a ? b ? c ? 3 : 2 : 1 : 0;
}

static void read_ok(void) {
  wg_town_free(&town);
  if (wg_town_read(ctx, &o, &town, &sum) != WG_OK) fail_msg("%s", wg_error(ctx));
}

static void refused(const char *words) {
  wg_town_free(&town);
  assert_int_equal(wg_town_read(ctx, &o, &town, &sum), WG_ERR_DATA);
  if (!strstr(wg_error(ctx), words)) fail_msg("\"%s\" not in: %s", words, wg_error(ctx));
}

static void is_said(const char *words) {
  if (!strstr(said, words)) fail_msg("\"%s\" not in: %s", words, said);
}

/* Every district and house where it is in metres of EPSG:4548, within `m`. */
static void in_place(double m) {
  assert_int_equal(town.district.n, 2);
  assert_int_equal(town.building.n, 3);
  for (uint32_t i = 0; i < 3; i++) {
    const wg_shapes *s = &town.building_shape;
    bool found = false;
    for (uint32_t p = s->start.v[s->first.v[i]]; p < s->start.v[s->first.v[i] + 1]; p++) {
      double x = wg_frame_x(&town.frame, s->pt.v[p].x), y = wg_frame_y(&town.frame, s->pt.v[p].y);
      for (int k = 0; k < 3; k++) found |= hypot(x - houses[k].x0, y - houses[k].y0) <= m;
    }
    assert_true(found);
  }
}

/* ---- told and confirmed ------------------------------------------------------------------------- */

static void told_for_all_or_one(void **s) {
  (void)s;
  as_csv("EPSG:4548", false);
  tell("EPSG:4548", NULL, NULL);
  read_ok();
  in_place(0.006);
  is_said("d.csv\" (districts) carries no CRS; taken as EPSG:4548");
  o.buildings = csv("b.csv", houses, 3, "EPSG:4490", false);
  tell("EPSG:4548", "buildings=EPSG:4490", NULL);
  read_ok();
  in_place(0.006);
  o.buildings = csv("b.csv", houses, 3, "EPSG:4527", true);
  tell("EPSG:4548", "buildings=swapped:EPSG:4527", NULL);
  read_ok();
  in_place(0.006);
}

static void crs_confirms(void **s) {
  (void)s;
  as_csv("EPSG:4548", false);
  o.crs = "EPSG:4548";
  read_ok();
  in_place(0.006);
  as_csv("EPSG:4490", false);
  o.crs = "EPSG:4490"; /* degrees: confirms, but the working CRS is chosen */
  read_ok();
  in_place(0.006);
  assert_string_equal(town.frame.crs, "EPSG:4548");
  o.crs = "EPSG:4549"; /* with a CRS told: the working CRS alone */
  tell("EPSG:4490", NULL, NULL);
  read_ok();
  assert_string_equal(town.frame.crs, "EPSG:4549");
}

static void proposed(void **s) {
  (void)s;
  as_csv("EPSG:4548", false);
  refused("d.csv\" (districts) carries no CRS; its numbers look like EPSG:4547 (");
  assert_non_null(strstr(wg_error(ctx), ", or EPSG:4548;")); /* the other meridian of Anhui */
  if (!strstr(wg_error(ctx), "confirm with --crs EPSG:NUMBER or --source-crs"))
    fail_msg("%s", wg_error(ctx));
  tell("districts=EPSG:4548", NULL, NULL);
  refused("b.csv\" (buildings) carries no CRS; its numbers look like EPSG:4548 (");
  assert_non_null(strstr(wg_error(ctx), "confirm with --source-crs buildings=EPSG:4548"));
  o.buildings = csv("b.csv", houses, 3, "EPSG:4527", true);
  refused("look like swapped:EPSG:4527 (columns swapped");
  tell(NULL, NULL, NULL);
  as_csv("EPSG:4490", true);
  refused("look like swapped:EPSG:4490 (");
}

static void contradicted(void **s) {
  (void)s;
  static const struct {
    const char *in, *told, *words;
    bool swap;
  } cases[] = {{"EPSG:4490", "EPSG:4548", "look like EPSG:4490", false},
               {"EPSG:4548", "EPSG:4490", ", or EPSG:4548;", false},
               {"EPSG:4548", "EPSG:4548", ", or swapped:EPSG:4548;", true},
               {"EPSG:4527", "EPSG:4548", "look like EPSG:4527", false},
               {"EPSG:4548", "EPSG:4527", ", or EPSG:4548;", false},
               {"EPSG:4490", "EPSG:4490", "look like swapped:EPSG:4490", true},
               {"EPSG:4548", "gcj02", "do not fit its CRS, \"gcj02\"", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    as_csv(cases[i].in, cases[i].swap);
    tell(cases[i].told, NULL, NULL);
    refused(cases[i].words);
    assert_non_null(strstr(wg_error(ctx), "do not fit its CRS"));
  }
  as_geojson(same, true); /* a GeoJSON file with latitude first */
  tell(NULL, NULL, NULL);
  refused("say what they are with --source-crs districts=swapped:EPSG:4490");
  tell("districts=swapped:EPSG:4490", "buildings=swapped:EPSG:4490", "roads=swapped:EPSG:4490");
  read_ok();
  in_place(0.006);
}

/* ---- map services ------------------------------------------------------------------------------- */

static void declared_shift(void **s) {
  (void)s;
  as_geojson(same, false);
  read_ok();
  in_place(0.006);
  as_geojson(to_gcj02, false);
  read_ok(); /* nothing tells it from WGS 84 */
  tell("gcj02", NULL, NULL);
  said[0] = 0;
  read_ok();
  in_place(0.016);
  is_said("d.geojson\" (districts) is in degrees; taken as gcj02");
  is_said("b.geojson\" (buildings) is in degrees; taken as gcj02");
  is_said("r.geojson\" (roads) is in degrees; taken as gcj02");
  as_geojson(to_bd09, false);
  tell("BD09", NULL, NULL);
  read_ok();
  in_place(0.016);
  o.districts = test_geojson(&dir, "plain.geojson", TEST_GK117,
                             TEST_BOX("", 625000, 3422000, 626000, 3423000) "," TEST_BOX(
                                 "", 626000, 3422000, 627000, 3423000));
  read_ok(); /* metres stay what they are */
  in_place(0.016);
  as_geojson(same, false);
  o.buildings = geojson("b.geojson", houses, 3, to_gcj02, false);
  tell("buildings=gcj02", NULL, NULL);
  read_ok();
  in_place(0.016);
}

/* ---- parameters --------------------------------------------------------------------------------- */

#define PLANE                                                                            \
  "method = 4-parameter\ncrs = EPSG:2384\ntarget = EPSG:4548\nconvention = east_north\n" \
  "dx = 100\ndy = -50\nrotation_deg = 0\nscale_ppm = 0\n"

static char at_file[200];

static const char *parameter_file(const char *text) {
  snprintf(at_file, sizeof at_file, "@%s", test_file(&dir, "p.txt", text, strlen(text)));
  return at_file;
}

/* The town 100 m west and 50 m north, as if on Xian 1980; degrees of it by EPSG:4610. */
static const char *moved(const char *name, const box *b, size_t n, const char *crs, bool json) {
  box m[3];
  char text[6000] = "code,wkt\n";
  for (size_t i = 0; i < n; i++)
    m[i] = (box){b[i].x0 - 100, b[i].y0 + 50, b[i].x1 - 100, b[i].y1 + 50};
  if (!json) return csv(name, m, n, "EPSG:4548", false);
  wg_transform *t;
  size_t at = 0;
  assert_int_equal(wg_transform_new(ctx, "EPSG:2384", crs, false, &t), WG_OK);
  for (size_t i = 0; i < n; i++) {
    double r[5][2] = {{m[i].x0, m[i].y0},
                      {m[i].x1, m[i].y0},
                      {m[i].x1, m[i].y1},
                      {m[i].x0, m[i].y1},
                      {m[i].x0, m[i].y0}};
    assert_true(wg_transform_points(t, r[0], 5));
    at += (size_t)snprintf(
        text + at, sizeof text - at,
        "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"34022300100%zu\"},\"geometry\":{"
        "\"type\":"
        "\"Polygon\",\"coordinates\":[[[%.12f,%.12f],[%.12f,%.12f],[%.12f,%.12f],[%.12f,%.12f],"
        "[%.12f,%.12f]]]}}",
        i ? "," : "", i, r[0][0], r[0][1], r[1][0], r[1][1], r[2][0], r[2][1], r[3][0], r[3][1],
        r[4][0], r[4][1]);
  }
  wg_transform_free(t);
  char urn[40];
  snprintf(urn, sizeof urn, "EPSG::%s", crs + 5);
  return test_geojson(&dir, name, urn, text);
}

static void by_parameters(void **s) {
  (void)s;
  o.districts = moved("d.csv", districts, 2, NULL, false);        /* says nothing */
  o.buildings = moved("b.geojson", houses, 3, "EPSG:4610", true); /* degrees on the datum */
  o.roads = moved("r.geojson", street, 1, "EPSG:2363", true);     /* another plane on it */
  tell("districts=EPSG:2384", NULL, NULL);
  refused("no published parameters join their datums");
  assert_non_null(strstr(wg_error(ctx), "--source-crs @FILE"));
  assert_non_null(strstr(wg_error(ctx), "d.csv"));
  tell(parameter_file(PLANE), NULL, NULL);
  read_ok();
  in_place(0.006);
  is_said("p.txt");
  assert_string_equal(town.frame.crs, "EPSG:4548");
  o.buildings = geojson("b.geojson", houses, 3, same, false); /* another datum: not by parameters */
  read_ok();
  in_place(0.006);
  box m[3];
  for (int i = 0; i < 3; i++)
    m[i] = (box){houses[i].x0 - 100, houses[i].y0 + 50, houses[i].x1 - 100, houses[i].y1 + 50};
  o.buildings = csv("b.csv", m, 3, "EPSG:4548", false);
  read_ok();
  in_place(0.006);
}

static void fits_are_summed_up(void **s) {
  (void)s;
  static const char control[] =
      "from_x,from_y,to_x,to_y\n624900,3422050,625000,3422000\n625900,3422050,626000,3422000\n"
      "624900,3423050,625000,3423000.02\n";
  test_file(&dir, "control.csv", control, strlen(control));
  o.districts = moved("d.csv", districts, 2, NULL, false);
  o.buildings = moved("b.csv", houses, 3, NULL, false);
  o.roads = moved("r.csv", street, 1, NULL, false);
  tell(parameter_file("method = fit-4\ntarget = EPSG:4548\npoints = control.csv\n"), NULL, NULL);
  read_ok();
  in_place(0.03);
  assert_int_equal(sum.control_points, 3);
  assert_true(sum.control_max_m > 0.001 && sum.control_max_m < 0.02);
  assert_true(sum.control_rms_m > 0 && sum.control_rms_m <= sum.control_max_m);
}

static void the_option(void **s) {
  (void)s;
  const char *const twice[] = {"EPSG:4490", "gcj02"}, *const role[] = {"roads=gcj02", "roads=bd09"};
  const char *const fine[] = {"+proj=tmerc +lon_0=1", "roads=gcj02", "zones=gcj02"};
  const char *const empty[] = {"roads="}, *const other[] = {"building=gcj02"},
                    *const table[] = {"register=gcj02"};
  assert_int_equal(wg_source_crs_check(ctx, fine, 3), WG_OK);
  assert_int_equal(wg_source_crs_check(ctx, twice, 2), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "second one for all layers"));
  assert_int_equal(wg_source_crs_check(ctx, role, 2), WG_ERR_USAGE);
  assert_int_equal(wg_source_crs_check(ctx, empty, 1), WG_ERR_USAGE);
  assert_int_equal(wg_source_crs_check(ctx, other, 1), WG_ERR_USAGE);
  assert_int_equal(wg_source_crs_check(ctx, table, 1), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "--key point"));
}

static void memory_runs_out(void **s) {
  (void)s;
  o.districts = moved("d.csv", districts, 2, NULL, false);
  o.buildings = moved("b.csv", houses, 3, NULL, false);
  o.roads = moved("r.csv", street, 1, NULL, false);
  tell(parameter_file("method = 4-parameter\ntarget = EPSG:4548\nconvention = east_north\n"
                      "dx = 100\ndy = -50\nrotation_deg = 0\nscale_ppm = 0\n"),
       NULL, NULL);
  wg_ctx_set_threads(ctx, 1);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_mem_fail_at(k);
    st = wg_town_read(ctx, &o, &town, &sum);
    wg_mem_fail_at(0);
    wg_town_free(&town);
    town = (wg_town){0};
    assert_int_equal(wg_mem_live(), live);
    if (st != WG_OK && st != WG_ERR_NOMEM)
      fail_msg("allocation %llu: %s", (unsigned long long)k, wg_error(ctx));
  }
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {T(told_for_all_or_one), T(crs_confirms),   T(proposed),
                                     T(contradicted),        T(declared_shift), T(by_parameters),
                                     T(fits_are_summed_up),  T(the_option),     T(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
