/* The rows of a register and the buildings of a town: by code, address and place; sums that add up. */
#include "locate/register_join.h"

#include <math.h>

#include "geom/crs.h"
#include "read/test_files.h"

static test_dir dir;
static wg_ctx *ctx;
static wg_import_options o;
static wg_town t;
static wg_joined j;

enum { M = 100 }; /* lattice units */

/* A building of 10 x 10 m at x, y metres. */
static void building(const char *id, const char *estate, const char *number, int32_t floors,
                     int32_t x, int32_t y) {
  wg_shapes *s = &t.building_shape;
  const int32_t c[][2] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  for (int i = 0; i < 4; i++)
    assert_true(wg_shapes_pt(s, (wg_pt){(x + c[i][0]) * M, (y + c[i][1]) * M}));
  assert_true(wg_shapes_end_ring(s, 0) && wg_shapes_end_feature(s));
  wg_building b = {.id = id,
                   .estate = estate,
                   .use = "",
                   .households = 9,
                   .population = -1,
                   .floors = floors,
                   .hh_source = WG_HH_FIELD,
                   .number = number,
                   .address = ""};
  assert_true(WG_VEC_PUSH(&t.building, b));
}

static int setup(void **s) {
  (void)s;
  wg_crs_info info;
  test_dir_make(&dir);
  ctx = wg_ctx_new();
  o = (wg_import_options){0};
  t = (wg_town){0};
  j = (wg_joined){0};
  assert_int_equal(wg_crs_describe(ctx, "EPSG:4548", &info), WG_OK);
  t.frame = (wg_frame){.origin_x = 500000, .origin_y = 3400000, .srid = 4548};
  memcpy(t.frame.crs, info.crs, sizeof t.frame.crs);
  memcpy(t.frame.wkt, info.wkt, sizeof t.frame.wkt);
  building("B1", "幸福小区", "1号楼", 6, 0, 0);      /* 0 */
  building("b2", "幸福小区", "2", 3, 100, 0);        /* 1 */
  building("110108001001", "丽景苑", "", 0, 200, 0); /* 2 */
  building("D", "东山村", "7", 1, 300, 0);           /* 3 */
  building("D", "东山村", "7", 1, 320, 0);           /* 4 */
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_joined_free(&j);
  wg_town_free(&t);
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

static wg_status join(const char *text) {
  o.household_register = test_file(&dir, "r.csv", text, strlen(text));
  return wg_register_join(ctx, &o, &t, &j);
}

static void keys(const char *const *v, size_t n) { o.register_keys = v, o.n_register_keys = n; }

static void adds_up(void) {
  for (uint64_t k = 0; k < j.summary.numbers; k++) {
    double sum = 0;
    for (int i = 0; i < WG_REGISTER_OUTCOMES; i++) sum += j.summary.number[k].sum[i];
    assert_true(sum == j.summary.number[k].total);
  }
  uint64_t rows = 0;
  for (int i = 0; i < WG_REGISTER_OUTCOMES; i++) rows += j.summary.outcome[i];
  assert_int_equal(rows, j.summary.rows);
}

static void listed(size_t i, uint32_t line, wg_register_outcome outcome, const char *text,
                   const char *reason, uint32_t n) {
  const wg_joined_row *x = &j.row.v[i];
  assert_true(i < j.row.n);
  assert_int_equal(x->line, line);
  assert_int_equal(x->outcome, outcome);
  assert_string_equal(x->text, text);
  if (!strstr(x->reason, reason)) fail_msg("\"%s\" lacks \"%s\"", x->reason, reason);
  assert_int_equal(x->n, n);
}

static void codes_in_all_their_forms(void **state) {
  (void)state;
  assert_int_equal(join("楼栋编码,户数,人口,党员数\n"
                        "b1 ,12,30,2\n"
                        "Ｂ２,5,,1.5\n"
                        "110108001001.0,3,,\n"
                        "1.10108001001E+11,4,,\n"
                        "1.10108E+11,5,,\n"
                        "D,6,,\n"
                        "X,7,,\n"
                        ",8,,\n"
                        "b1,x,,1\n"
                        "合计,,30,\n"),
                   WG_OK);
  adds_up();
  assert_int_equal(t.building.v[0].households, 12);
  assert_int_equal(t.building.v[0].population, 30);
  assert_int_equal(t.building.v[0].hh_source, WG_HH_REGISTER);
  assert_int_equal(t.building.v[2].households, 7);
  assert_int_equal(t.building.v[3].households, 9);
  assert_int_equal(t.building.v[3].hh_source, WG_HH_FIELD);
  assert_int_equal(t.numbers, 1);
  assert_string_equal(t.number[0].name, "party_members");
  assert_true(t.number[0].value.v[1] == 1.5 && t.number[0].value.n == 5);
  assert_int_equal(j.row.n, 5);
  listed(0, 6, WG_REGISTER_UNMATCHED, "1.10108E+11", "lost its last digits", 0);
  listed(1, 7, WG_REGISTER_AMBIGUOUS, "D", "several buildings have this code", 2);
  assert_true(j.candidate.v[j.row.v[1].first] == 3 && j.candidate.v[j.row.v[1].first + 1] == 4);
  listed(2, 8, WG_REGISTER_UNMATCHED, "X", "no building has this code", 0);
  listed(3, 9, WG_REGISTER_UNMATCHED, "", "names no building", 0);
  listed(4, 10, WG_REGISTER_BAD, "b1", "\"x\" in \"户数\" is no whole number", 1);
  const wg_register_summary *s = &j.summary;
  assert_true(s->rows == 9 && s->by_code == 4 && s->totals == 1);
  assert_true(s->buildings == 3 && s->buildings_kept == 2);
  assert_true(s->number[0].total == 50 && s->number[0].sum[WG_REGISTER_MATCHED] == 24);
  assert_true(s->number[0].kept == 18 && isnan(s->number[0].said) && s->number[1].said == 30);
}

static void addresses_and_estates_written_once(void **state) {
  (void)state;
  assert_int_equal(join("小区,楼栋号,户数\n"
                        "幸福小区,1,10\n"
                        ",二号楼,20\n"
                        ",3栋,30\n"
                        "丽景苑,,40\n"
                        "幸福小区,,50\n"
                        "东山村,7号楼,60\n"),
                   WG_OK);
  adds_up();
  assert_int_equal(t.building.v[0].households, 10);
  assert_int_equal(t.building.v[1].households, 20);
  assert_int_equal(t.building.v[2].households, 40);
  assert_int_equal(j.summary.filled, 1);
  assert_int_equal(j.summary.by_address, 3);
  listed(0, 4, WG_REGISTER_UNMATCHED, "幸福小区 3栋", "no building has this address", 0);
  listed(1, 6, WG_REGISTER_AMBIGUOUS, "幸福小区", "several buildings have this address", 2);
  assert_int_equal(j.candidate.v[j.row.v[1].first], 0);
  listed(2, 7, WG_REGISTER_AMBIGUOUS, "东山村 7号楼", "several", 2);
  assert_int_equal(j.candidate.v[j.row.v[2].first], 3);
}

static void estates_are_spread_where_asked(void **state) {
  (void)state;
  o.register_spread = true;
  assert_int_equal(join("小区,楼栋号,户数,人口\n幸福小区,,50,1\n"), WG_OK);
  adds_up();
  assert_int_equal(t.building.v[0].households, 33); /* 6 floors of 9 */
  assert_int_equal(t.building.v[1].households, 17);
  assert_int_equal(t.building.v[0].population, 1);
  assert_int_equal(t.building.v[1].population, 0);
  assert_true(j.summary.number[0].sum[WG_REGISTER_SPREAD] == 50);
}

static void places_inside_and_beside(void **state) {
  (void)state;
  keys((const char *const[]){"point=x,y,EPSG:4548"}, 1);
  assert_int_equal(join("x,y,户数\n"
                        "500005,3400005,1\n"
                        "500010,3400010,2\n"
                        "500117.5,3400005,4\n"
                        "500315,3400005,8\n"
                        "500150,3400005,16\n"
                        "east,3400005,32\n"),
                   WG_OK);
  adds_up();
  assert_int_equal(t.building.v[0].households, 3);
  assert_int_equal(t.building.v[1].households, 4);
  assert_int_equal(j.summary.nearest, 1);
  listed(0, 4, WG_REGISTER_MATCHED, "500117.5 3400005", "beside the footprint", 1);
  listed(1, 5, WG_REGISTER_AMBIGUOUS, "500315 3400005", "several buildings stand", 2);
  listed(2, 6, WG_REGISTER_UNMATCHED, "500150 3400005", "within 15 m", 0);
  listed(3, 7, WG_REGISTER_UNMATCHED, "east 3400005", "no place", 0);
}

/* A place in GCJ-02 is some 500 m away from itself. */
static void places_in_another_datum(void **state) {
  (void)state;
  wg_transform *to;
  double xy[2] = {500005, 3400005};
  char text[200];
  assert_int_equal(wg_transform_new(ctx, "EPSG:4548", "EPSG:4326", false, &to), WG_OK);
  assert_true(wg_transform_points(to, xy, 1));
  wg_transform_free(to);
  snprintf(text, sizeof text, "x,y,户数\n%.9f,%.9f,5\n", xy[0], xy[1]);
  keys((const char *const[]){"point=x,y,wgs84"}, 1);
  assert_int_equal(join(text), WG_OK);
  assert_int_equal(t.building.v[0].households, 5);
  wg_joined_free(&j);
  keys((const char *const[]){"point=x,y,gcj02"}, 1);
  assert_int_equal(join(text), WG_OK);
  assert_int_equal(j.summary.outcome[WG_REGISTER_UNMATCHED], 1);
}

static void the_first_key_that_matches_wins(void **state) {
  (void)state;
  keys((const char *const[]){"code=code", "address=estate+no"}, 2);
  assert_int_equal(
      join("code,estate,no,户数\nB1,幸福小区,2,1\nX,幸福小区,2,2\n,幸福小区,2,4\nX,Y,2,8\n"
           "D,Y,2,16\nY,东山村,7,32\n"),
      WG_OK);
  adds_up();
  assert_int_equal(t.building.v[0].households, 1);
  assert_int_equal(t.building.v[1].households, 6);
  assert_true(j.summary.by_code == 1 && j.summary.by_address == 2);
  listed(0, 5, WG_REGISTER_UNMATCHED, "X", "no building has this code", 0);
  listed(1, 6, WG_REGISTER_AMBIGUOUS, "D", "code", 2);
  listed(2, 7, WG_REGISTER_AMBIGUOUS, "东山村 7", "address", 2);
}

static void repeated_rows_count_once_and_parts_are_summed(void **state) {
  (void)state;
  assert_int_equal(join("序号,楼栋编码,单元,户数\n1,B1,1,5\n2,B1,2,5\n3,B1,1,5\n"), WG_OK);
  adds_up();
  assert_int_equal(t.building.v[0].households, 10);
  listed(0, 4, WG_REGISTER_DUPLICATE, "B1", "repeats", 1);
  assert_int_equal(j.row.n, 1);
}

static void rows_are_counted_and_the_rest_is_zero(void **state) {
  (void)state;
  o.register_counts = (const char *const[]){"rows=households", "人数=population"};
  o.n_register_counts = 2;
  o.register_zero = true;
  assert_int_equal(join("楼栋编码,户主,人数\nB1,a,3\nB1,a,3\nb2,b,\n"), WG_OK);
  adds_up();
  assert_int_equal(t.building.v[0].households, 2);
  assert_int_equal(t.building.v[0].population, 6);
  assert_int_equal(t.building.v[1].households, 1);
  assert_int_equal(t.building.v[2].households, 0);
  assert_int_equal(t.building.v[2].hh_source, WG_HH_NONE);
  assert_int_equal(t.building.v[2].population, -1);
  assert_true(j.row.n == 0 && j.summary.number[0].kept == 0);
}

static void a_number_of_the_layer_is_replaced(void **state) {
  (void)state;
  t.numbers = 1;
  t.number[0].name = "Shops";
  for (int i = 0; i < 5; i++) assert_true(WG_VEC_PUSH(&t.number[0].value, 3));
  assert_int_equal(join("楼栋编码,商铺数\nB1,10\n"), WG_OK);
  assert_int_equal(t.numbers, 1);
  assert_true(t.number[0].value.v[0] == 10 && t.number[0].value.v[1] == 3);
  assert_int_equal(t.building.v[0].households, 9);
  assert_true(j.summary.number[0].kept == 12);
}

static void households_in_any_case(void **state) {
  (void)state;
  o.register_counts = (const char *const[]){"n=Households"};
  o.n_register_counts = 1;
  assert_int_equal(join("楼栋编码,n\nB1,12\nb2,1.5\n"), WG_OK);
  assert_int_equal(t.building.v[0].households, 12);
  assert_int_equal(t.numbers, 0);
  listed(0, 3, WG_REGISTER_BAD, "b2", "no whole number", 1);
}

/* Repeated rows are not counted, but their sum is told. */
static void sums_have_an_end(void **state) {
  (void)state;
  enum { ROWS = 9100 };
  static const char line[] = "B1,1000000000\n";
  size_t n = sizeof line - 1;
  char *text = wg_alloc(ROWS * n + 64);
  assert_non_null(text);
  strcpy(text, "楼栋编码,shops\n");
  for (size_t i = 0, at = strlen(text); i < ROWS; i++, at += n) memcpy(text + at, line, n + 1);
  assert_int_equal(join(text), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "check that column"));
  wg_free(text);
}

static void standard_addresses_lead_to_buildings(void **state) {
  (void)state;
  assert_true(WG_VEC_PUSH(&t.place, ((wg_place){"人民路8号", {105 * M, 5 * M}})));
  assert_int_equal(join("地址,户数\n人民路8号2单元301室,6\n"), WG_OK);
  assert_int_equal(t.building.v[1].households, 6);
}

static void memory_may_run_out(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  keys((const char *const[]){"code=a", "address=b+c", "point=x,y,EPSG:4548"}, 3);
  for (uint64_t k = 1; st == WG_ERR_NOMEM; k++) {
    wg_mem_fail_at(k);
    st = join("a,b,c,x,y,商铺数\nB1,幸福小区,,500005,3400005,1\nQ,幸福小区,,1,1,1\n");
    wg_mem_fail_at(0);
    wg_joined_free(&j);
    for (uint32_t i = 0; i < t.numbers; i++) WG_VEC_FREE(&t.number[i].value);
    wg_arena_free(&t.strings);
    t.numbers = 0;
    assert_int_equal(wg_mem_live(), live);
  }
  assert_int_equal(st, WG_OK);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {
      T(codes_in_all_their_forms),
      T(addresses_and_estates_written_once),
      T(estates_are_spread_where_asked),
      T(places_inside_and_beside),
      T(places_in_another_datum),
      T(the_first_key_that_matches_wins),
      T(repeated_rows_count_once_and_parts_are_summed),
      T(rows_are_counted_and_the_rest_is_zero),
      T(a_number_of_the_layer_is_replaced),
      T(households_in_any_case),
      T(sums_have_an_end),
      T(standard_addresses_lead_to_buildings),
      T(memory_may_run_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
