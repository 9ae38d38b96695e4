#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "geom/crs.h"

static wg_ctx *ctx;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  return 0;
}
static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

static const struct {
  const char *name;
  double lon, lat;
  const char *crs;
} places[] = {
    {"Beijing", 116.4, 39.9, "EPSG:4548"},      {"Nanling", 118.33, 30.9, "EPSG:4548"},
    {"Panjin", 122.07, 41.1, "EPSG:4550"},      {"Urumqi", 87.6, 43.8, "EPSG:4538"},
    {"Kashgar", 75.99, 39.47, "EPSG:4534"},     {"Sanya", 109.5, 18.25, "EPSG:4546"},
    {"Mohe", 122.5, 52.97, "EPSG:4550"},        {"Shenzhen", 114.06, 22.54, "EPSG:4547"},
    {"Dandong", 124.39, 40.13, "EPSG:4550"},    {"Suzhou", 120.57, 31.3, "EPSG:4549"},
    {"Lhasa", 91.1, 29.65, "EPSG:4539"},        {"Fuyuan", 134.3, 48.36, "EPSG:4554"},
    {"Hanoi", 105.85, 21.03, "EPSG:32648"},     {"Ulaanbaatar", 106.9, 47.9, "EPSG:32648"},
    {"Vladivostok", 131.9, 43.1, "EPSG:32652"}, {"Seoul", 127.0, 37.5, "EPSG:32652"},
    {"Taipei", 121.5, 25.04, "EPSG:32651"},     {"Tainan", 120.2, 23.0, "EPSG:32651"},
    {"Kathmandu", 85.3, 27.7, "EPSG:32645"},    {"Almaty", 76.9, 43.25, "EPSG:32643"},
    {"Sydney", 151.2, -33.9, "EPSG:32756"},     {"Longyearbyen", 15.6, 84.5, "EPSG:32661"},
    {"South Pole", 0, -89, "EPSG:32761"},       {"date line", 180, 10, "EPSG:32660"},
};

static void zone_of_place(void **s) {
  (void)s;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    char crs[64];
    double x = places[i].lon, y = places[i].lat;
    wg_crs_choose(x - 0.1, y - 0.1, x + 0.1, y + 0.1, crs);
    if (strcmp(crs, places[i].crs) != 0) fail_msg("%s: %s", places[i].name, crs);
    assert_int_equal(wg_crs_in_china(x, y), strncmp(crs, "EPSG:45", 7) == 0);
  }
}

/* Every chosen CRS is metric and holds its place: there and back within 0.1 mm. */
static void chosen_crs_works(void **s) {
  (void)s;
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    wg_transform *there, *back;
    wg_crs_info info;
    double p[2] = {places[i].lon, places[i].lat};
    assert_int_equal(wg_crs_describe(ctx, places[i].crs, &info), WG_OK);
    assert_true(info.metric && !info.geographic && info.wkt[0] && info.srid > 0);
    assert_string_equal(info.crs, places[i].crs);
    assert_int_equal(wg_transform_new(ctx, "EPSG:4326", places[i].crs, false, &there), WG_OK);
    assert_int_equal(wg_transform_new(ctx, places[i].crs, "EPSG:4326", false, &back), WG_OK);
    assert_true(wg_transform_points(there, p, 1));
    assert_true(fabs(p[0]) > 1000);
    assert_true(wg_transform_points(back, p, 1));
    assert_true(fabs(fabs(p[0]) - fabs(places[i].lon)) < 1e-9 / cos(p[1] * 0.0174533));
    assert_true(fabs(p[1] - places[i].lat) < 1e-9);
    wg_transform_free(there);
    wg_transform_free(back);
  }
}

/* 30.267 N 120.159 E, from the coordinates published for EPSG:4528 and 4549. */
static void known_point(void **s) {
  (void)s;
  wg_transform *t;
  double p[2] = {120.159, 30.267};
  assert_int_equal(wg_transform_new(ctx, "EPSG:4490", "EPSG:4549", false, &t), WG_OK);
  assert_true(wg_transform_points(t, p, 1));
  assert_true(fabs(p[0] - 515300.0941) < 1e-3 && fabs(p[1] - 3349722.3021) < 1e-3);
  wg_transform_free(t);
}

static void identity_and_clone(void **s) {
  (void)s;
  wg_transform *t, *c;
  wg_crs_info info;
  assert_int_equal(wg_crs_describe(ctx, "EPSG:4548", &info), WG_OK);
  assert_int_equal(wg_transform_new(ctx, info.wkt, "EPSG:4548", false, &t), WG_OK);
  assert_true(wg_transform_is_identity(t));
  wg_transform_free(t);
  assert_int_equal(wg_transform_new(ctx, "EPSG:2877", "EPSG:32613", false, &t),
                   WG_OK); /* several operations */
  c = wg_transform_clone(t);
  assert_non_null(c);
  for (int i = 0; i < 100; i++) {
    double a[2] = {3110000 + 1000.0 * i, 1650000 + 900.0 * i}, b[2] = {a[0], a[1]};
    assert_true(wg_transform_points(t, a, 1) && wg_transform_points(c, b, 1));
    assert_memory_equal(a, b, sizeof a);
  }
  wg_transform_free(t);
  wg_transform_free(c);
}

static void unknown_shift(void **s) {
  (void)s;
  static const char *const refused[][2] = {{"EPSG:4214", "EPSG:4548"},
                                           {"EPSG:4610", "EPSG:4490"},
                                           {"EPSG:4555", "EPSG:4548"},
                                           {"EPSG:4214", "EPSG:4326"},
                                           {"EPSG:2435", "EPSG:4547"},
                                           {"EPSG:4548", "EPSG:4610"},
                                           {"+proj=utm +zone=50 +ellps=krass", "EPSG:4548"}};
  wg_transform *t;
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
    assert_int_equal(wg_transform_new(ctx, refused[i][0], refused[i][1], false, &t), WG_ERR_DATA);
    assert_null(t);
    assert_non_null(strstr(wg_error(ctx), "--allow-ballpark"));
    assert_int_equal(wg_transform_new(ctx, refused[i][0], refused[i][1], true, &t), WG_OK);
    wg_transform_free(t);
  }
  static const char *const fine[][2] = {{"EPSG:4326", "EPSG:4548"},  {"EPSG:4548", "EPSG:4326"},
                                        {"EPSG:3826", "EPSG:32651"}, {"EPSG:26918", "EPSG:32618"},
                                        {"EPSG:4230", "EPSG:32632"}, {"EPSG:31370", "EPSG:32631"},
                                        {"EPSG:2435", "EPSG:4214"}};
  for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
    assert_int_equal(wg_transform_new(ctx, fine[i][0], fine[i][1], false, &t), WG_OK);
    wg_transform_free(t);
  }
}

/* Parameters given by hand are used: the shift is some 60 m, not 0. */
static void own_parameters(void **s) {
  (void)s;
  wg_transform *t;
  double p[2] = {500000, 3400000};
  assert_int_equal(wg_transform_new(ctx,
                                    "+proj=tmerc +lon_0=117 +x_0=500000 +ellps=krass "
                                    "+towgs84=15.8,-154.4,-82.3,0,0,0,0 +units=m",
                                    "EPSG:4548", false, &t),
                   WG_OK);
  assert_true(wg_transform_points(t, p, 1));
  double moved = hypot(p[0] - 500000, p[1] - 3400000);
  assert_true(moved > 40 && moved < 200);
  wg_transform_free(t);
}

static void descriptions(void **s) {
  (void)s;
  wg_crs_info i;
  assert_int_equal(wg_crs_describe(ctx, "EPSG:4490", &i), WG_OK);
  assert_true(i.geographic && !i.metric && i.chinese && i.lon_min > 70 && i.lon_max < 140);
  assert_int_equal(wg_crs_describe(ctx, "EPSG:2877", &i), WG_OK);
  assert_true(!i.geographic && !i.metric && !i.chinese); /* feet */
  assert_int_equal(wg_crs_describe(ctx, "+proj=utm +zone=33 +datum=WGS84", &i), WG_OK);
  assert_true(i.metric && isnan(i.lon_min));
  assert_int_equal(wg_crs_describe(ctx, "EPSG:4326+5773", &i), WG_OK);
  assert_true(i.geographic && i.srid == 4326);
  assert_int_equal(wg_crs_describe(ctx, "gibberish", &i), WG_ERR_USAGE);
  assert_int_equal(wg_crs_describe(ctx, "", &i), WG_ERR_USAGE);
  assert_int_equal(wg_crs_describe(ctx,
                                   "PROJCS[\"CGCS2000_3_Degree_GK_CM_117E\",GEOGCS[\"GCS_China_"
                                   "Geodetic_Coordinate_System_2000\","
                                   "DATUM[\"D_China_2000\",SPHEROID[\"CGCS2000\",6378137.0,298."
                                   "257222101]],PRIMEM[\"Greenwich\",0.0],"
                                   "UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_"
                                   "Kruger\"],PARAMETER[\"False_Easting\",500000.0],"
                                   "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_"
                                   "Meridian\",117.0],PARAMETER[\"Scale_Factor\",1.0],"
                                   "PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]",
                                   &i),
                   WG_OK);
  assert_int_equal(i.srid, 4548);
  assert_true(i.chinese && i.metric);
}

static void bad_points_show(void **s) {
  (void)s;
  wg_transform *t;
  double p[6] = {117, 30, NAN, 1, 117, 31};
  assert_int_equal(wg_transform_new(ctx, "EPSG:4490", "EPSG:4548", false, &t), WG_OK);
  assert_false(wg_transform_points(t, p, 3));
  assert_true(isfinite(p[0]) && !isfinite(p[2]) && isfinite(p[4]));
  wg_transform_free(t);
  assert_int_equal(wg_transform_new_lonlat(ctx, "EPSG:2435", &t), WG_OK); /* never refused */
  double q[2] = {500000, 3400000};
  assert_true(wg_transform_points(t, q, 1));
  assert_true(fabs(q[0] - 114) < 1e-6 && fabs(q[1] - 30.7) < 0.1);
  wg_transform_free(t);
}

/* As ESRI writes .prj files: the datum by another name, no numbers of the register. */
#define ESRI(name, gcs, datum, spheroid, easting, meridian)                                        \
  "PROJCS[\"" name "\",GEOGCS[\"" gcs "\",DATUM[\"" datum "\",SPHEROID[" spheroid                  \
  "]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],PROJECTION[\"Gauss_Kruger\"]" \
  ","                                                                                              \
  "PARAMETER[\"False_Easting\"," easting                                                           \
  "],PARAMETER[\"False_Northing\",0.0],"                                                           \
  "PARAMETER[\"Central_Meridian\"," meridian                                                       \
  "],PARAMETER[\"Scale_Factor\",1.0],PARAMETER[\"Latitude_Of_Origin\",0.0],UNIT[\"Meter\",1.0]]"
#define CGCS                                                   \
  "GCS_China_Geodetic_Coordinate_System_2000", "D_China_2000", \
      "\"CGCS2000\",6378137.0,298.257222101"
#define XIAN "GCS_Xian_1980", "D_Xian_1980", "\"Xian_1980\",6378140.0,298.257"
#define BEIJING "GCS_Beijing_1954", "D_Beijing_1954", "\"Krasovsky_1940\",6378245.0,298.3"
#define ESRI_OF(name, datum, easting, meridian) ESRI_EXPAND(name, datum, easting, meridian)
#define ESRI_EXPAND(...) ESRI(__VA_ARGS__)

static void esri_names(void **s) {
  (void)s;
  static const struct {
    const char *wkt, *crs;
  } prj[] = {
      {ESRI_OF("CGCS2000_3_Degree_GK_Zone_39", CGCS, "39500000.0", "117.0"), "EPSG:4527"},
      {ESRI_OF("CGCS2000_3_Degree_GK_CM_117E", CGCS, "500000.0", "117.0"), "EPSG:4548"},
      {ESRI_OF("CGCS2000_GK_Zone_20", CGCS, "20500000.0", "117.0"), "EPSG:4498"},
      {ESRI_OF("Xian_1980_3_Degree_GK_CM_117E", XIAN, "500000.0", "117.0"), "EPSG:2384"},
      {ESRI_OF("Xian_1980_3_Degree_GK_Zone_39", XIAN, "39500000.0", "117.0"), "EPSG:2363"},
      {ESRI_OF("Beijing_1954_3_Degree_GK_CM_117E", BEIJING, "500000.0", "117.0"), "EPSG:2436"},
      {ESRI_OF("Beijing_1954_3_Degree_GK_Zone_39", BEIJING, "39500000.0", "117.0"), "EPSG:2415"}};
  for (size_t i = 0; i < sizeof prj / sizeof *prj; i++) {
    wg_crs_info info;
    assert_int_equal(wg_crs_describe(ctx, prj[i].wkt, &info), WG_OK);
    assert_string_equal(info.crs, prj[i].crs);
  }
}

/* A town's own meridian: no number, but the datum is still known, and still refused. */
static void esri_of_no_number(void **s) {
  (void)s;
  static const char *const prj[] = {ESRI_OF("town", XIAN, "500000.0", "118.5"),
                                    ESRI_OF("town", BEIJING, "500000.0", "118.5")};
  for (int i = 0; i < 2; i++) {
    wg_transform *t;
    assert_int_equal(wg_transform_new(ctx, prj[i], "EPSG:4548", false, &t), WG_ERR_DATA);
    assert_non_null(strstr(wg_error(ctx), "--source-crs @FILE"));
  }
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {T(zone_of_place),      T(chosen_crs_works), T(known_point),
                                     T(identity_and_clone), T(unknown_shift),    T(own_parameters),
                                     T(descriptions),       T(bad_points_show),  T(esri_names),
                                     T(esri_of_no_number)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
