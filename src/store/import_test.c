/* wg_import from layers on disk to a workspace that reads back. */
#include "store/test_town.h"

static char dir[64];
static wg_ctx *ctx;

static const char *in_dir(char out[128], const char *name) {
  snprintf(out, 128, "%s/%s", dir, name);
  return out;
}

static void put_file(const char *name, const char *features) {
  char path[128];
  FILE *f = fopen(in_dir(path, name), "w");
  assert_non_null(f);
  fprintf(f, "{\"type\":\"FeatureCollection\",\"features\":[%s]}", features);
  fclose(f);
}

#define FEATURE(props, type, coords)                                                \
  "{\"type\":\"Feature\",\"properties\":{" props "},\"geometry\":{\"type\":\"" type \
  "\",\"coordinates\":" coords "}}"

static int setup(void **s) {
  (void)s;
  if (test_folder(dir)) return -1;
  ctx = wg_ctx_new();
  put_file("d.geojson",
           FEATURE("\"code\":\"340223001001\",\"name\":\"x\"", "Polygon",
                   "[[[118.3,30.9],[118.32,30.9],[118.32,30.92],[118.3,30.92],[118.3,30.9]]]"));
  put_file("b.geojson",
           FEATURE("\"households\":12", "Polygon",
                   "[[[118.301,30.901],[118.302,30.901],[118.302,30.902],[118.301,30.901]]"
                   "]") "," FEATURE("\"households\":9", "Point", "[118.303,30.903]"));
  put_file("r.geojson", FEATURE("\"name\":\"a\"", "LineString", "[[118.3,30.91],[118.32,30.91]]"));
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

static wg_status import_to(const char *workspace, bool dry_run, bool strict,
                           wg_import_summary *sum) {
  char d[128], b[128], r[128];
  wg_import_options o;
  wg_import_options_init(&o);
  o.workspace = workspace, o.dry_run = dry_run, o.strict = strict;
  o.districts = in_dir(d, "d.geojson"), o.buildings = in_dir(b, "b.geojson"),
  o.roads = in_dir(r, "r.geojson");
  return wg_import(ctx, &o, sum);
}

static void writes_what_it_read(void **state) {
  (void)state;
  char path[128];
  wg_import_summary sum;
  wg_town t;
  assert_int_equal(import_to(in_dir(path, "a.db"), false, false, &sum), WG_OK);
  assert_true(sum.districts == 1 && sum.buildings == 1 && sum.roads == 1 && sum.rejected == 1 &&
              sum.households == 12);
  assert_string_equal(sum.crs, "EPSG:4548");
  assert_int_equal(wg_workspace_read_town(ctx, path, true, &t), WG_OK);
  assert_true(t.district.n == 1 && t.building.n == 1 && t.line.n == 1 && t.reject.n == 1);
  assert_int_equal(t.building.v[0].households, 12);
  wg_town_free(&t);
  wg_import_summary_free(&sum);
  assert_int_equal(import_to(path, false, false, &sum), WG_ERR_IO); /* exists */
  wg_import_summary_free(&sum);
}

static void dry_run_writes_nothing(void **state) {
  (void)state;
  char path[128];
  wg_import_summary sum;
  assert_int_equal(import_to(in_dir(path, "dry.db"), true, false, &sum), WG_OK);
  assert_int_equal(sum.buildings, 1);
  assert_int_not_equal(access(path, F_OK), 0);
  wg_import_summary_free(&sum);
}

static void strict_refuses_rejects(void **state) {
  (void)state;
  char path[128];
  wg_import_summary sum;
  assert_int_equal(import_to(in_dir(path, "strict.db"), false, true, &sum), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "b.geojson"));
  assert_int_equal(sum.rejected, 1);
  assert_int_not_equal(access(path, F_OK), 0);
  wg_import_summary_free(&sum);
}

/* Two districts of 2 km with 3 m of overlap and a third that leaves a gap of 2 m. */
static void put_faulty(void) {
  put_file("f.geojson",
           FEATURE("\"code\":\"A\"", "Polygon",
                   "[[[118.3,30.9],[118.32,30.9],[118.32,30.92],[118.3,30.92],[118.3,30.9]]"
                   "]") "," FEATURE("\"code\":\"B\"", "Polygon",
                                    "[[[118.31997,30.9],[118.34,30.9],[118.34,30.92],[118."
                                    "31997,30.92],"
                                    "[118.31997,30.9]]]") "," FEATURE("\"code\":\"C\"", "Polygon",
                                                                      "[[[118.3,30.92],["
                                                                      "118.301,30.92],[118."
                                                                      "301,30.92002],[118."
                                                                      "339,30.92002],"
                                                                      "[118.339,30.92],["
                                                                      "118.34,30.92],[118."
                                                                      "34,30.93],[118.3,30."
                                                                      "93],[118.3,30.92]]"
                                                                      "]"));
}

static void faults_of_districts_are_told_and_mended(void **state) {
  (void)state;
  char d[128], path[128], faults[128];
  wg_import_options o;
  wg_import_summary sum;
  wg_town t;
  put_faulty();
  wg_import_options_init(&o);
  o.districts = in_dir(d, "f.geojson"), o.workspace = in_dir(path, "faulty.db");
  o.faults_out = in_dir(faults, "faults.gpkg"), o.dry_run = true;
  assert_int_equal(wg_import(ctx, &o, &sum), WG_OK);
  assert_int_not_equal(access(faults, F_OK), 0);
  wg_import_summary_free(&sum);
  o.dry_run = false;
  assert_int_equal(wg_import(ctx, &o, &sum), WG_OK);
  assert_int_equal(access(faults, F_OK), 0);
  /* beside the two there are slivers of borders that are straight in degrees only */
  assert_int_equal(sum.district_gaps + sum.district_overlaps, sum.n_faults);
  assert_string_equal(sum.faults[0].kind, "gap");
  assert_string_equal(sum.faults[0].rule, "longest border");
  assert_true(sum.faults[0].area_m2 > 5000);
  assert_int_equal(sum.district_gaps_left, 0);
  assert_int_equal(sum.n_changes, 3);
  double gained = 0, lost = 0;
  for (size_t i = 0; i < sum.n_changes; i++) {
    const wg_district_change *c = &sum.changes[i];
    assert_true(fabs(c->area_before_m2 + c->gained_m2 - c->lost_m2 - c->area_after_m2) < 1e-3);
    gained += c->gained_m2, lost += c->lost_m2;
  }
  assert_true(fabs(gained - sum.district_gap_m2) < 50 && gained > 1000); /* 4 km of 1 cm lattice */
  assert_true(fabs(lost - sum.district_overlap_m2) < 50 && lost > 1000);
  assert_int_equal(wg_workspace_read_town(ctx, o.workspace, true, &t), WG_OK);
  for (uint32_t i = 0; i < 3; i++)
    assert_true(fabs(wg_area_m2(wg_shapes_area2(&t.district_shape, i)) -
                     sum.changes[i].area_after_m2) < 1e-3);
  assert_true(t.mended);
  wg_town_free(&t);
  wg_import_summary_free(&sum);
}

static void options_are_checked(void **state) {
  (void)state;
  wg_import_options o;
  wg_import_summary sum;
  wg_import_options_init(&o);
  assert_int_equal(wg_import(ctx, &o, &sum), WG_ERR_USAGE);
  o.workspace = "/nowhere/at/all/x.db";
  assert_int_equal(wg_import(ctx, &o, &sum), WG_ERR_USAGE);
  o.districts = o.buildings = o.roads = "/nowhere/x.gpkg";
  assert_int_equal(wg_import(ctx, &o, &sum), WG_ERR_IO); /* the output, before any input */
  assert_non_null(strstr(wg_error(ctx), "/nowhere/at/all"));
  o.buildings = o.roads = NULL, o.household_register = "/nowhere/x.csv";
  assert_int_equal(wg_import(ctx, &o, &sum), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "--buildings"));
  o.household_register = NULL;
  o.sliver_width_m = -1;
  assert_int_equal(wg_import(ctx, &o, &sum), WG_ERR_USAGE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_what_it_read),
      cmocka_unit_test(dry_run_writes_nothing),
      cmocka_unit_test(strict_refuses_rejects),
      cmocka_unit_test(faults_of_districts_are_told_and_mended),
      cmocka_unit_test(options_are_checked),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
