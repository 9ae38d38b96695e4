/* Registers as they are kept: titles, headers, totals, merged cells, numbers as texts. */
#include "read/register.h"
#include "read/gdal.h"
#include "read/register_columns.h"
#include "read/sheet.h"
#include "read/test_files.h"

static test_dir dir;
static wg_ctx *ctx;
static wg_import_options o;
static wg_register g;

static int setup(void **s) {
  (void)s;
  test_dir_make(&dir);
  ctx = wg_ctx_new();
  o = (wg_import_options){0};
  g = (wg_register){0};
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_register_close(&g);
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

static wg_status open_text(const char *text) {
  o.household_register = test_file(&dir, "r.csv", text, strlen(text));
  return wg_register_open(ctx, &o, &g);
}

static wg_register_row row_at(uint32_t row) {
  wg_register_row r;
  wg_register_row_read(&g, row, &r);
  return r;
}

static void numbers_are_read_as_people_write_them(void **state) {
  (void)state;
  static const struct {
    const char *text;
    bool whole;
    int64_t want; /* -1: no number */
    bool given;
  } rows[] = {
      {"12", true, 12000, true},    {"12.0", true, 12000, true}, {"1,234", true, 1234000, true},
      {"12户", true, 12000, true},  {"１２", true, 12000, true}, {"1.5", false, 1500, true},
      {"0.0004", false, 0, true},   {"1.5", true, -1, false},    {"", true, 0, false},
      {"-", true, 0, false},        {"—", false, 0, false},      {"无", true, 0, false},
      {"-3", true, -1, false},      {"四十", true, -1, false},   {"#REF!", true, -1, false},
      {"1E3", true, 1000000, true}, {"nan", false, -1, false},   {"0x10", true, -1, false},
      {"1e12", false, -1, false},   {"户", true, -1, false},     {"12 户 3", true, -1, false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    int64_t v;
    bool given, ok = wg_register_number_read(rows[i].text, rows[i].whole, &v, &given);
    if (ok != (rows[i].want >= 0)) fail_msg("\"%s\"", rows[i].text);
    if (ok) assert_int_equal(v, rows[i].want);
    if (ok) assert_int_equal(given, rows[i].given);
  }
}

static void title_header_totals_and_notes(void **state) {
  (void)state;
  assert_int_equal(open_text("某社区登记表,,,\n"
                             "序号,楼栋编号,户数(户),备注\n"
                             "1,B1,12,\n"
                             "小计,,12,\n"
                             "序号,楼栋编号,户数(户),备注\n"
                             "2,B2,x,\n"
                             " 合　计：,,\"1,012\",\n"
                             "制表人:某某,,,\n"),
                   WG_OK);
  assert_int_equal(g.header, 1);
  assert_true(g.keys == 1 && g.key[0].kind == WG_REGISTER_CODE && g.key[0].column[0] == 1);
  assert_true(g.counts == 1 && g.count[0].column == 2 && !g.rows);
  assert_string_equal(g.count[0].name, "households");
  assert_int_equal(row_at(2).kind, WG_REGISTER_ROW_DATA);
  assert_int_equal(row_at(2).number[0], 12000);
  assert_int_equal(row_at(3).kind, WG_REGISTER_ROW_SUBTOTAL);
  assert_int_equal(row_at(4).kind, WG_REGISTER_ROW_NOTE);
  assert_int_equal(row_at(5).kind, WG_REGISTER_ROW_BAD);
  assert_int_equal(row_at(6).kind, WG_REGISTER_ROW_TOTAL);
  assert_true(row_at(6).given[0] && row_at(6).number[0] == 1012000);
  assert_int_equal(row_at(7).kind, WG_REGISTER_ROW_NOTE);
}

static void usual_names_make_keys_and_counts(void **state) {
  (void)state;
  assert_int_equal(
      open_text("小区名称,楼栋号,标准地址,户数,人口,党员数,商铺数,电话\na,1,b,1,2,3,4,5\n"), WG_OK);
  assert_int_equal(g.keys, 2);
  assert_true(g.key[0].kind == WG_REGISTER_ADDRESS && g.key[0].column[1] == 1);
  assert_true(g.key[1].kind == WG_REGISTER_ADDRESS && g.key[1].column[0] == 2 &&
              g.key[1].column[1] == WG_REGISTER_NONE);
  static const char *const names[] = {"households", "population", "party_members", "shops"};
  assert_int_equal(g.counts, 4);
  for (uint32_t i = 0; i < 4; i++) assert_string_equal(g.count[i].name, names[i]);
  assert_true(g.count[1].whole && !g.count[2].whole);
}

static void options_name_columns(void **state) {
  (void)state;
  o.register_keys = (const char *const[]){"point=经 度,纬度,gcj02", "code=甲", "address=乙+丙"};
  o.n_register_keys = 3;
  o.register_counts = (const char *const[]){"rows=population", "丁=老人", "户数"};
  o.n_register_counts = 3;
  assert_int_equal(open_text("表\n甲,乙,丙,丁,经度,纬度,户数\n1,2,3,4,5,6,7\n"), WG_OK);
  assert_true(g.header == 1 && g.keys == 3 && g.counts == 3 && g.rows);
  assert_true(g.key[0].column[0] == 4 && g.key[0].column[1] == 5);
  assert_string_equal(g.key[0].crs, "gcj02");
  assert_true(g.key[2].column[0] == 1 && g.key[2].column[1] == 2);
  assert_true(g.count[0].column == WG_REGISTER_NONE && g.count[1].column == 3);
  assert_string_equal(g.count[0].name, "population");
  assert_string_equal(g.count[1].name, "老人");
  assert_string_equal(g.count[2].name, "households");
  assert_int_equal(row_at(2).number[0], 1000);
}

static void refused(const char *key, const char *count, wg_status want, const char *say) {
  o.n_register_keys = key != NULL;
  o.register_keys = &key;
  o.n_register_counts = count != NULL;
  o.register_counts = &count;
  assert_int_equal(open_text("楼栋编号,户数,地点\na,1,b\n"), want);
  if (!strstr(wg_error(ctx), say)) fail_msg("%s", wg_error(ctx));
}

static void wrong_options_are_refused(void **state) {
  (void)state;
  refused("code", NULL, WG_ERR_USAGE, "\"--key code\": give code=FIELD");
  refused("name=户数", NULL, WG_ERR_USAGE, "\"--key name=户数\"");
  refused("point=户数,地点", NULL, WG_ERR_USAGE, "point=X,Y,CRS");
  refused("code=编号", NULL, WG_ERR_USAGE, "\"编号\": no such column");
  refused("address=地点+号", NULL, WG_ERR_USAGE, "\"号\": no such column");
  refused(NULL, "人数", WG_ERR_USAGE, "row 1 has \"楼栋编号\", \"户数\", \"地点\"");
  o.n_register_keys = o.n_register_counts = 0;
  assert_int_equal(open_text("名,户数\na,1\n"), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "--key code=FIELD"));
  assert_int_equal(open_text("楼栋编号,名\na,1\n"), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "--register-count rows=households"));
  assert_int_equal(open_text("楼栋编号,户数\n"), WG_ERR_DATA);
  o.register_counts = (const char *const[]){"户数", "rows=Households"};
  o.n_register_counts = 2;
  assert_int_equal(open_text("楼栋编号,户数\na,1\n"), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "counted twice"));
}

/* ---- spreadsheets ---------------------------------------------------------------------- */

static void put_text(OGRLayerH l, const char *a, const char *b) {
  OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(l));
  OGR_F_SetFieldString(f, 0, a);
  if (b) OGR_F_SetFieldString(f, 1, b);
  assert_int_equal(OGR_L_CreateFeature(l, f), OGRERR_NONE);
  OGR_F_Destroy(f);
}

static OGRLayerH add_sheet(GDALDatasetH ds, const char *name, const char *a, const char *b) {
  OGRLayerH l = GDALDatasetCreateLayer(ds, name, NULL, wkbNone, NULL);
  assert_non_null(l);
  for (int i = 0; i < 2; i++) {
    OGRFieldDefnH f = OGR_Fld_Create(i ? b : a, OFTString);
    assert_int_equal(OGR_L_CreateField(l, f, TRUE), OGRERR_NONE);
    OGR_Fld_Destroy(f);
  }
  return l;
}

static const char *spreadsheet(const char *name, const char *driver) {
  const char *path = test_file(&dir, name, "", 0);
  remove(path);
  if (GDALGetDriverCount() == 0) GDALAllRegister();
  GDALDatasetH ds = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL);
  assert_non_null(ds);
  put_text(add_sheet(ds, "说明", "a", "b"), "登记说明", NULL);
  OGRLayerH l = add_sheet(ds, "登记", "楼栋编号", "户数");
  put_text(l, "0012", "7");
  put_text(l, "B\"2", " 1,5 ");
  GDALClose(ds);
  return path;
}

static const wg_sheet_how how = {0};

static void sheets_are_read_as_text(void **state) {
  (void)state;
  static const struct {
    const char *name, *driver;
  } kinds[] = {{"a.xlsx", "XLSX"}, {"b.ods", "ODS"}};
  for (size_t i = 0; i < 2; i++) {
    char spec[200];
    wg_csv t;
    bool typed = false;
    const char *path = spreadsheet(kinds[i].name, kinds[i].driver);
    snprintf(spec, sizeof spec, "%s:登记", path);
    assert_int_equal(wg_sheet_read(ctx, "register", spec, &how, &typed, &t), WG_OK);
    assert_true(typed && wg_csv_rows(&t) == 3);
    assert_string_equal(wg_csv_cell(&t, 0, 1), "户数");
    assert_string_equal(wg_csv_cell(&t, 1, 0), "0012");
    assert_string_equal(wg_csv_cell(&t, 2, 0), "B\"2");
    assert_string_equal(wg_csv_cell(&t, 2, 1), "1,5");
    assert_int_equal(t.line.v[2], 3);
    wg_csv_free(&t);
    snprintf(spec, sizeof spec, "%s:别的", path);
    assert_int_equal(wg_sheet_read(ctx, "register", spec, &how, NULL, &t), WG_ERR_USAGE);
    assert_non_null(strstr(wg_error(ctx), "\"别的\": no such sheet"));
    assert_non_null(strstr(wg_error(ctx), "\"登记\""));
    assert_int_equal(wg_sheet_read(ctx, "register", path, &how, NULL, &t), WG_OK);
    assert_string_equal(wg_csv_cell(&t, 1, 0), "登记说明");
    wg_csv_free(&t);
  }
}

/* The same bytes are 小区名称 in GB18030, hangul in EUC-KR. */
static void the_encoding_is_as_told(void **state) {
  (void)state;
  static const char text[] = "code,households,\xd0\xa1\xc7\xf8\xc3\xfb\xb3\xc6\nB1,3,\n";
  const char *const of_it = "register=EUC-KR", *const of_layers = "EUC-KR",
                    *const none = "register=x";
  o.register_keys = (const char *const[]){"code=code"}, o.n_register_keys = 1;
  o.encodings = &of_it, o.n_encodings = 1;
  assert_int_equal(open_text(text), WG_OK);
  assert_string_equal(wg_csv_cell(&g.sheet, 0, 2), "鬼혐츰냔");
  wg_register_close(&g);
  o.encodings = &of_layers;
  assert_int_equal(open_text(text), WG_OK);
  assert_string_equal(wg_csv_cell(&g.sheet, 0, 2), "小区名称");
  wg_register_close(&g);
  o.encodings = &none;
  assert_int_equal(open_text(text), WG_ERR_USAGE);
}

static void no_spreadsheet_is_refused(void **state) {
  (void)state;
  wg_csv t;
  const char *vrt = "<OGRVRTDataSource><OGRVRTLayer name=\"x\"/></OGRVRTDataSource>";
  const char *path = test_file(&dir, "v.xlsx", vrt, strlen(vrt));
  assert_int_equal(wg_sheet_read(ctx, "register", path, &how, NULL, &t), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "is no spreadsheet"));
  assert_int_equal(wg_sheet_read(ctx, "register", "/no/such.xlsx", &how, NULL, &t), WG_ERR_IO);
}

static void memory_may_run_out(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st == WG_ERR_NOMEM; k++) {
    wg_mem_fail_at(k);
    st = open_text("小区名称,楼栋号,户数\na,\"1,2\",1\n");
    wg_mem_fail_at(0);
    wg_register_close(&g);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_int_equal(st, WG_OK);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {
      T(numbers_are_read_as_people_write_them),
      T(title_header_totals_and_notes),
      T(usual_names_make_keys_and_counts),
      T(options_name_columns),
      T(wrong_options_are_refused),
      T(sheets_are_read_as_text),
      T(the_encoding_is_as_told),
      T(no_spreadsheet_is_refused),
      T(memory_may_run_out),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
