/* Tests of inspect: what files are, and that one bad file leaves the others alone. */
#include <math.h>
#include <sys/stat.h>

#include "read/test_files.h"

#define CODE "\"社区代码\":\"340223001001\""

static const char districts[] = TEST_BOX(CODE, 626000, 3422000, 627000, 3423000);
static const char buildings[] = TEST_BOX("\"HS\":12,\"ZCS\":6", 626010, 3422010, 626030, 3422020);
static const char roads[] = TEST_LINE("\"DLDJ\":\"主干路\"", 625000, 3422500, 628000, 3422500);
static const char places[] = TEST_POINT("\"标准地址\":\"人民路1号\"", 626020, 3422020);

static wg_ctx *ctx;

static wg_inspection inspect(const char *const *files, size_t n) {
  wg_inspect_options o;
  wg_inspection in;
  wg_inspect_options_init(&o);
  o.files = files;
  o.n_files = n;
  assert_int_equal(wg_inspect(ctx, &o, &in), WG_OK);
  return in;
}

static bool notes_have(const wg_inspection *in, const char *part) {
  for (size_t i = 0; i < in->n_notes; i++)
    if (strstr(in->notes[i], part)) return true;
  return false;
}

static const wg_inspected_field *field(const wg_inspected_layer *l, const char *name) {
  for (size_t i = 0; i < l->n_fields; i++)
    if (strcmp(l->fields[i].name, name) == 0) return &l->fields[i];
  fail_msg("no field %s", name);
  return NULL;
}

static void roles_are_found_whatever_the_file_is_called(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {test_geojson(&d, "a.geojson", TEST_GK117, districts),
                         test_geojson(&d, "b.geojson", TEST_GK117, buildings),
                         test_geojson(&d, "c.geojson", TEST_GK117, roads),
                         test_geojson(&d, "d.geojson", TEST_GK117, places)};
  wg_inspection in = inspect(files, 4);
  static const char *const want[] = {"districts", "buildings", "roads", "addresses"};
  assert_int_equal(in.n, 4);
  for (size_t i = 0; i < 4; i++) assert_string_equal(in.layers[i].role, want[i]);
  assert_true(in.complete);
  assert_non_null(strstr(in.command, "--addresses"));
  assert_string_equal(in.layers[0].crs, "EPSG:4548");
  assert_true(fabs(in.layers[0].lon_min - 118.318) < 0.01);
  assert_string_equal(field(&in.layers[1], "ZCS")->taken_as, "floors");
  assert_string_equal(field(&in.layers[1], "HS")->taken_as, "");
  assert_string_equal(field(&in.layers[2], "DLDJ")->option, "road-class-field");
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void a_bad_file_leaves_the_others_alone(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {"/nowhere/at/all.shp", test_file(&d, "x.gpkg", "no database", 11),
                         test_geojson(&d, "c.geojson", TEST_GK117, roads)};
  wg_inspection in = inspect(files, 3);
  assert_int_equal(in.n, 3);
  assert_int_equal(in.unreadable, 2);
  assert_non_null(strstr(in.layers[0].error, "no such file"));
  assert_true(*in.layers[1].error);
  assert_string_equal(in.layers[2].error, "");
  assert_int_equal(in.layers[2].features, 1);
  assert_false(in.complete);
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* A number that may be households is for the planner to name, not for us to take. */
static void fields_that_resemble_are_only_told(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {test_geojson(
      &d, "楼栋.geojson", TEST_GK117,
      TEST_BOX("\"居民户数2020\":12,\"住户姓名\":\"x\"", 626010, 3422010, 626030, 3422020))};
  wg_inspection in = inspect(files, 1);
  assert_true(notes_have(&in, "\"居民户数2020\""));
  assert_true(notes_have(&in, "--households-field"));
  assert_false(notes_have(&in, "住户姓名"));
  assert_null(strstr(in.command, "-field"));
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void shifted_coordinates_are_known_by_name_only(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {test_geojson(&d, "社区_GCJ02.geojson", TEST_GK117, districts),
                         test_geojson(&d, "小区点.geojson", TEST_GK117, places)};
  wg_inspection in = inspect(files, 2);
  assert_true(notes_have(&in, "--source-crs districts=gcj02"));
  assert_null(strstr(in.command, "gcj02 "));
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* Points cannot be buildings, whatever they are called. */
static void the_wrong_geometry_is_told(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {
      test_geojson(&d, "楼栋.geojson", TEST_GK117, TEST_POINT("\"x\":1", 626020, 3422020))};
  wg_inspection in = inspect(files, 1);
  assert_string_equal(in.layers[0].role, "unknown");
  assert_non_null(strstr(in.layers[0].role_why, "buildings are not made of points"));
  assert_string_equal(in.command, "");
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void a_folder_gives_its_vector_files_in_order(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  test_geojson(&d, "b.geojson", TEST_GK117, buildings);
  test_geojson(&d, "a.geojson", TEST_GK117, districts);
  test_file(&d, "other.json", "{}", 2);
  test_file(&d, "readme.txt", "x", 1);
  const char *files[] = {d.path};
  wg_inspection in = inspect(files, 1);
  assert_int_equal(in.n, 2);
  assert_string_equal(in.layers[0].role, "districts");
  assert_string_equal(in.layers[1].role, "buildings");
  assert_int_equal(in.skipped, 1);
  assert_int_equal(in.unreadable, 0);
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* What layers without a CRS look like is proposed by the place of the one that has one. */
static void the_place_of_one_layer_helps_another(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  static const char csv[] =
      "wkt,ZCS\n\"POLYGON((626010 3422010,626030 3422010,626030 3422020,626010 3422010))\",6\n";
  const char *alone[] = {test_file(&d, "b.csv", csv, sizeof csv - 1)};
  const char *both[] = {alone[0], test_geojson(&d, "a.geojson", TEST_GK117, districts)};
  wg_inspection in = inspect(alone, 1);
  assert_string_equal(in.layers[0].crs_guess, "");
  assert_non_null(strstr(in.command, "EPSG:NUMBER"));
  assert_false(in.complete);
  wg_inspection_free(&in);
  in = inspect(both, 2);
  assert_string_equal(in.layers[0].crs_guess, "EPSG:4548");
  assert_non_null(strstr(in.command, "--source-crs EPSG:4548"));
  assert_true(notes_have(&in, "carries no CRS"));
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* Nobody can tell what six digits are in; eight digits tell where the town is. */
static void a_clear_proposal_helps_another(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  static const char six[] =
      "wkt,ZCS\n\"POLYGON((626010 3422010,626030 3422010,626030 3422020,626010 3422010))\",6\n";
  static const char eight[] =
      "wkt,SQDM\n\"POLYGON((39626000 3422000,39627000 3422000,39627000 3423000,39626000 "
      "3422000))\",1\n";
  const char *files[] = {test_file(&d, "a.csv", six, sizeof six - 1),
                         test_file(&d, "b.csv", eight, sizeof eight - 1)};
  wg_inspection in = inspect(files, 2);
  assert_string_equal(in.layers[1].crs_guess, "EPSG:4527");
  assert_string_equal(in.layers[0].crs_guess, "EPSG:4548");
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* Three in a row: 2 m between the first two, 50 m of the third over the second. */
#define ROW                                                                          \
  TEST_BOX("\"社区代码\":\"1\"", 626000, 3422000, 626300, 3422300)                   \
  "," TEST_BOX("\"社区代码\":\"2\"", 626302, 3422000, 626600, 3422300) "," TEST_BOX( \
      "\"社区代码\":\"3\"", 626550, 3422000, 626900, 3422300)
/* Above and below, so that what lies between is closed in. */
#define LIDS                                                       \
  TEST_BOX("\"社区代码\":\"4\"", 626000, 3422300, 626900, 3422400) \
  "," TEST_BOX("\"社区代码\":\"5\"", 626000, 3421900, 626900, 3422000)

static void faults_of_districts_are_those_of_import(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {test_geojson(&d, "社区.geojson", TEST_GK117, ROW "," LIDS)};
  wg_inspection in = inspect(files, 1);
  const wg_inspected_coverage *c = &in.layers[0].coverage;
  assert_true(c->measured && c->refused);
  assert_int_equal(c->gaps, 1);
  assert_true(fabs(c->gap_m2 - 600) < 1e-6);
  assert_int_equal(c->gaps_left, 0);
  assert_int_equal(c->overlaps, 1);
  assert_int_equal(c->overlaps_refused, 1);
  assert_true(fabs(c->overlap_refused_m2 - 15000) < 1e-6);
  assert_int_equal(c->n_faults, 2);
  assert_string_equal(c->faults[0].kind, "overlap"); /* what the planner must decide comes first */
  assert_string_equal(c->faults[0].districts, "2, 3");
  assert_string_equal(c->faults[0].rule, "refused");
  assert_string_equal(c->faults[1].given_to, "1");
  assert_string_equal(c->crs, "EPSG:4548");
  assert_true(notes_have(&in, "--district-priority"));
  assert_false(in.complete);
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void what_import_refuses_is_told(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {
      test_geojson(&d, "社区.geojson", TEST_GK117,
                   TEST_BOX("\"社区代码\":\"1\",\"社区名称\":\"甲\"", 626000, 3422000, 626300,
                            3422300) "," TEST_BOX("\"社区代码\":\"1\",\"社区名称\":\"乙\"", 626300,
                                                  3422000, 626600, 3422300))};
  wg_inspection in = inspect(files, 1);
  const wg_inspected_coverage *c = &in.layers[0].coverage;
  assert_true(!c->measured && c->refused);
  assert_non_null(strstr(c->note, "stands at two districts"));
  assert_true(notes_have(&in, "import refuses it as it is"));
  assert_false(in.complete);
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* Of the layers of two towns the command takes those of one. */
static void layers_elsewhere_are_left_out(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {
      test_geojson(&d, "社区.geojson", TEST_GK117, districts),
      test_geojson(&d, "楼栋远.geojson", TEST_GK117,
                   TEST_BOX("\"户数\":1", 426010, 3422010, 426030, 3422020) "," TEST_BOX(
                       "\"户数\":1", 426110, 3422010, 426130, 3422020)),
      test_geojson(&d, "楼栋近.geojson", TEST_GK117,
                   TEST_BOX("\"户数\":1", 626010, 3422010, 626030, 3422020))};
  wg_inspection in = inspect(files, 3);
  assert_non_null(strstr(in.command, "楼栋近"));
  assert_null(strstr(in.command, "楼栋远"));
  assert_true(notes_have(&in, "lies elsewhere"));
  wg_inspection_free(&in);
  in = inspect(files, 2);
  assert_non_null(strstr(in.command, "--buildings BUILDINGS"));
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* The command is tried: what import finds of the layers together is known before. */
static void the_command_is_tried(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {test_geojson(&d, "社区.geojson", TEST_GK117, districts),
                         test_geojson(&d, "楼栋.geojson", TEST_GK117,
                                      TEST_BOX("\"户数\":1", 627500, 3422010, 627530, 3422020))};
  wg_inspection in = inspect(files, 2);
  assert_true(notes_have(&in, "no building touches any district"));
  assert_false(in.complete);
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void doubts_about_fields_are_told(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {
      test_geojson(&d, "社区.geojson", TEST_GK117,
                   TEST_BOX(CODE, 626000, 3422000, 626500, 3423000) "," TEST_BOX(
                       CODE, 626500, 3422000, 627000, 3423000)),
      test_geojson(&d, "楼栋.geojson", TEST_GK117,
                   TEST_BOX("\"户数\":\"约50户\"", 626010, 3422010, 626030, 3422020))};
  wg_inspection in = inspect(files, 2);
  assert_true(notes_have(&in, "not all its values are numbers"));
  assert_true(notes_have(&in, "holds the same code in several of the 2 features"));
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void areas_with_households_may_stand_in_for_buildings(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {
      test_geojson(&d, "社区.geojson", TEST_GK117, districts),
      test_geojson(&d, "a.geojson", TEST_GK117,
                   TEST_BOX("\"户数\":30,\"区划代码\":\"7\"", 626000, 3422000, 627000, 3422500))};
  wg_inspection in = inspect(files, 2);
  assert_true(notes_have(&in, "areas with households"));
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

/* Households without a field that tells whose: the planner must say. */
static void a_register_needs_a_key(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  static const char keyed[] = "楼栋编号,户数\nB1,12\n", bare[] = "批次,户数\n1,12\n";
  const char *files[] = {test_geojson(&d, "社区.geojson", TEST_GK117, districts),
                         test_file(&d, "台账.csv", keyed, sizeof keyed - 1),
                         test_file(&d, "人口.csv", bare, sizeof bare - 1)};
  wg_inspection in = inspect(files, 3);
  assert_non_null(strstr(in.command, "台账.csv"));
  assert_null(strstr(in.command, "人口.csv"));
  assert_true(notes_have(&in, "--register-key"));
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void values_are_counted(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  const char *files[] = {test_geojson(
      &d, "b.geojson", TEST_GK117,
      TEST_BOX("\"n\":3,\"t\":\"甲\"", 0, 0, 10, 10) "," TEST_BOX(
          "\"n\":-4,\"t\":\"\"", 20, 0, 30, 10) "," TEST_BOX("\"n\":3,\"t\":null", 40, 0, 50, 10))};
  wg_inspection in = inspect(files, 1);
  const wg_inspected_field *n = field(&in.layers[0], "n"), *t = field(&in.layers[0], "t");
  assert_true(n->numeric && n->min == -4 && n->max == 3 && n->filled == 3 && n->distinct == 2);
  assert_true(!t->numeric && t->filled == 1 && isnan(t->min));
  assert_string_equal(t->sample[0], "甲");
  assert_string_equal(t->sample[1], "");
  wg_inspection_free(&in);
  test_dir_remove(&d);
}

static void no_file_is_a_usage_error(void **state) {
  (void)state;
  wg_inspect_options o;
  wg_inspection in;
  wg_inspect_options_init(&o);
  assert_int_equal(wg_inspect(ctx, &o, &in), WG_ERR_USAGE);
  wg_inspection_free(&in);
}

static void memory_may_run_out(void **state) {
  (void)state;
  test_dir d;
  test_dir_make(&d);
  test_geojson(&d, "a.geojson", TEST_GK117, districts);
  test_file(&d, "b.gpkg", "no database", 11);
  static const char csv[] = "wkt,ZCS\n\"POLYGON((1 2,30 2,30 12,1 2))\",6\n";
  test_file(&d, "c.csv", csv, sizeof csv - 1);
  const char *files[] = {d.path};
  wg_inspect_options o;
  wg_inspect_options_init(&o);
  o.files = files;
  o.n_files = 1;
  for (uint64_t at = 1;; at++) {
    wg_inspection in;
    int64_t live = wg_mem_live();
    wg_mem_fail_at(at);
    wg_status st = wg_inspect(ctx, &o, &in);
    wg_mem_fail_at(0);
    wg_inspection_free(&in);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  test_dir_remove(&d);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(roles_are_found_whatever_the_file_is_called),
      cmocka_unit_test(a_bad_file_leaves_the_others_alone),
      cmocka_unit_test(fields_that_resemble_are_only_told),
      cmocka_unit_test(shifted_coordinates_are_known_by_name_only),
      cmocka_unit_test(the_wrong_geometry_is_told),
      cmocka_unit_test(a_folder_gives_its_vector_files_in_order),
      cmocka_unit_test(the_place_of_one_layer_helps_another),
      cmocka_unit_test(a_clear_proposal_helps_another),
      cmocka_unit_test(faults_of_districts_are_those_of_import),
      cmocka_unit_test(what_import_refuses_is_told),
      cmocka_unit_test(layers_elsewhere_are_left_out),
      cmocka_unit_test(the_command_is_tried),
      cmocka_unit_test(doubts_about_fields_are_told),
      cmocka_unit_test(areas_with_households_may_stand_in_for_buildings),
      cmocka_unit_test(a_register_needs_a_key),
      cmocka_unit_test(values_are_counted),
      cmocka_unit_test(no_file_is_a_usage_error),
      cmocka_unit_test(memory_may_run_out),
  };
  ctx = wg_ctx_new();
  if (!ctx) return 1;
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  wg_ctx_free(ctx);
  return failed;
}
