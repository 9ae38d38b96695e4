#include "read/test_files.h"

#include "read/layer.h"
#include "read/text.h"

static wg_ctx *ctx;
static test_dir dir;
static char logged[4000];

static void listen(void *user, wg_log_level level, const char *line) {
  (void)user;
  size_t n = strlen(logged);
  snprintf(logged + n, sizeof logged - n, "%d %s\n", (int)level, line);
}

/* ---- a Shapefile of points, byte by byte ---------------------------------------------- */

typedef struct shapefile {
  const char *field;
  size_t width;
  unsigned ldid;
  const char *cpg; /* NULL: none */
  const char *const *value;
} shapefile;

static uint8_t bytes[8192];
static size_t n_bytes;

static void put(uint32_t v, int size, bool big) {
  for (int i = 0; i < size; i++) bytes[n_bytes++] = (uint8_t)(v >> 8 * (big ? size - 1 - i : i));
}

static void pad(size_t to, int with) {
  while (n_bytes < to) bytes[n_bytes++] = (uint8_t)with;
}

static void put_text(const char *s, size_t width, int with) {
  size_t n = strnlen(s, width);
  memcpy(bytes + n_bytes, s, n);
  n_bytes += n;
  pad(n_bytes + width - n, with);
}

static void write_dbf(const shapefile *f, uint32_t n) {
  n_bytes = 0;
  put(0x01016403, 4, false);
  put(n, 4, false);
  put(65, 2, false);
  put((uint32_t)f->width + 1, 2, false);
  pad(29, 0);
  put(f->ldid, 1, false);
  pad(32, 0);
  put_text(f->field, 11, 0);
  put('C', 1, false);
  pad(48, 0);
  put((uint32_t)f->width, 1, false);
  pad(64, 0);
  put('\r', 1, false);
  for (uint32_t i = 0; i < n; i++) {
    put(' ', 1, false);
    put_text(f->value[i], f->width, ' ');
  }
  test_file(&dir, "t.dbf", bytes, n_bytes);
}

static void shape_header(uint32_t length) {
  n_bytes = 0;
  put(9994, 4, true);
  pad(24, 0);
  put(length / 2, 4, true);
  put(1000, 4, false);
  put(1, 4, false);
  pad(100, 0);
}

static const char *write_shapefile(const shapefile *f) {
  uint32_t n = 0;
  while (f->value[n]) n++;
  write_dbf(f, n);
  shape_header(100 + 8 * n);
  for (uint32_t i = 0; i < n; i++) put(50 + 14 * i, 4, true), put(10, 4, true);
  test_file(&dir, "t.shx", bytes, n_bytes);
  char path[sizeof dir.file[0]];
  snprintf(path, sizeof path, "%.60s/t.cpg", dir.path);
  unlink(path);
  if (f->cpg) test_file(&dir, "t.cpg", f->cpg, strlen(f->cpg));
  shape_header(100 + 28 * n);
  for (uint32_t i = 0; i < n; i++) {
    put(i + 1, 4, true), put(10, 4, true), put(1, 4, false);
    pad(n_bytes + 16, 0);
  }
  return test_file(&dir, "t.shp", bytes, n_bytes);
}

/* ---- reading ------------------------------------------------------------------------------ */

/* "field|value|value|" of the layer. */
static char got[2000];

static wg_status reads(const char *path, const wg_layer_how *how, const char *encoding) {
  wg_layer *l;
  wg_feature f;
  bool more = true;
  *logged = 0;
  wg_status st = wg_layer_open(ctx, "buildings", path, how, &l);
  if (st != WG_OK) return st;
  if (encoding) assert_string_equal(wg_layer_encoding(l), encoding);
  snprintf(got, sizeof got, "%s|", wg_layer_field_name(l, 0));
  while ((st = wg_layer_next(ctx, l, &f, &more)) == WG_OK && more) {
    size_t n = strlen(got);
    wg_layer_text(l, 0); /* asked twice, counted once */
    snprintf(got + n, sizeof got - n, "%s|", wg_layer_text(l, 0));
  }
  wg_layer_close(l);
  return st;
}

static const char *const gbk[] = {"\xc7\xe5\xcb\xae\xcd\xe5\xc9\xe7\xc7\xf8", /* 清水湾社区 */
                                  "\xcd\xfb\xbd\xad\xc2\xb7", "Block A", NULL};
#define GBK_FIELD "\xc3\xfb\xb3\xc6" /* 名称 */
#define GBK_TEXTS "名称|清水湾社区|望江路|Block A|"

static void gbk_however_it_is_labelled(void **state) {
  (void)state;
  static const struct {
    unsigned ldid;
    const char *cpg, *log;
  } cases[] = {{0, NULL, "1 "},
               {0x57, NULL, "1 "},
               {0x4d, NULL, "1 "},
               {0, "GBK", "1 "},
               {0x57, "936\r\n", "1 "},
               {0x57, "UTF-8", "0 "},
               {0x57, "ISO-8859-1", "0 "},
               {0x4e, NULL, "0 "},
               {0x57, "klingon", "0 "}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    shapefile f = {GBK_FIELD, 20, cases[i].ldid, cases[i].cpg, gbk};
    assert_int_equal(reads(write_shapefile(&f), NULL, "GB18030"), WG_OK);
    assert_string_equal(got, GBK_TEXTS);
    assert_int_equal(strncmp(logged, cases[i].log, 2), 0);
    assert_non_null(strstr(logged, "GB18030"));
    assert_ptr_equal(strchr(logged, '\n'), strrchr(logged, '\n')); /* one line */
  }
}

static void utf8_labelled_gbk(void **state) {
  (void)state;
  static const char *const values[] = {"清水湾社区", NULL};
  shapefile f = {"名称", 20, 0, "GBK", values};
  assert_int_equal(reads(write_shapefile(&f), NULL, "UTF-8"), WG_OK);
  assert_string_equal(got, "名称|清水湾社区|");
  assert_non_null(strstr(logged, "its .cpg says \"GBK\", but"));
}

static void the_option_wins(void **state) {
  (void)state;
  shapefile f = {GBK_FIELD, 20, 0, NULL, gbk};
  const char *path = write_shapefile(&f);
  assert_int_equal(reads(path, &(wg_layer_how){.encoding = "euc-kr"}, "CP949"), WG_OK);
  assert_string_not_equal(got, GBK_TEXTS);
  assert_int_equal(reads(path, &(wg_layer_how){.encoding = "klingon"}, NULL), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "klingon"));
}

static void filters_are_in_utf8(void **state) {
  (void)state;
  shapefile f = {GBK_FIELD, 20, 0, NULL, gbk};
  const char *path = write_shapefile(&f);
  assert_int_equal(reads(path, &(wg_layer_how){.where = "\"名称\" = '望江路'"}, NULL), WG_OK);
  assert_string_equal(got, "名称|望江路|");
  assert_int_equal(reads(path, &(wg_layer_how){.where = "\"名称\" LIKE '清%'"}, NULL), WG_OK);
  assert_string_equal(got, "名称|清水湾社区|");
  static const char csv[] =
      GBK_FIELD ",lng,lat\n\xc7\xe5\xcb\xae\xcd\xe5,117,30\n\xcd\xfb\xbd\xad\xc2\xb7,117,31\n";
  path = test_file(&dir, "t.csv", csv, sizeof csv - 1);
  assert_int_equal(reads(path, &(wg_layer_how){.where = "\"名称\" = '望江路'"}, "GB18030"), WG_OK);
  assert_string_equal(got, "名称|望江路|");
  wg_layer_how lacking = {.where = "\"名称\" = '望江路'", .encoding = "CP1252"};
  assert_int_equal(reads(path, &lacking, NULL), WG_ERR_USAGE);
}

static void texts_are_cut_by_the_field(void **state) {
  (void)state;
  static const char *const values[] = {"清水湾社区", "望江", NULL};
  shapefile f = {"小区名称", 10, 0, "UTF-8", values};
  assert_int_equal(reads(write_shapefile(&f), NULL, "UTF-8"), WG_OK);
  assert_string_equal(got, "小区名|清水湾|望江|");
  assert_non_null(strstr(logged, "end within a character, which was left out: 1;"));
}

static void bad_bytes_are_said_once(void **state) {
  (void)state;
  static const char *const values[] = {"清水湾社区", "望\xff江", "\xff", "一\x01", NULL};
  shapefile f = {"n", 20, 0, NULL, values};
  assert_int_equal(reads(write_shapefile(&f), NULL, "UTF-8"), WG_OK);
  assert_string_equal(got, "n|清水湾社区|望\xef\xbf\xbd江|\xef\xbf\xbd|一\xef\xbf\xbd|");
  assert_true(wg_utf8_valid(got, strlen(got)));
  assert_non_null(strstr(logged, "no characters of UTF-8: 3;"));
}

/* Of formats that are UTF-8 an encoding given for all layers is not taken. */
static void geojson_is_utf8(void **state) {
  (void)state;
  const char *path =
      test_geojson(&dir, "t.geojson", TEST_GK117, TEST_POINT("\"n\":\"望江路\"", 1, 2));
  assert_int_equal(reads(path, &(wg_layer_how){.encoding = "Big5"}, "UTF-8"), WG_OK);
  assert_string_equal(got, "n|望江路|");
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  shapefile f = {GBK_FIELD, 20, 0, "GBK", gbk};
  const char *path = write_shapefile(&f);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t at = 1; st != WG_OK; at++) {
    wg_mem_fail_at(at);
    st = reads(path, &(wg_layer_how){.where = "\"名称\" <> ''"}, NULL);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at < 200);
  }
  assert_string_equal(got, GBK_TEXTS);
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
  return wg_mem_live() == 0 ? 0 : -1;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(gbk_however_it_is_labelled),
                                     cmocka_unit_test(utf8_labelled_gbk),
                                     cmocka_unit_test(the_option_wins),
                                     cmocka_unit_test(filters_are_in_utf8),
                                     cmocka_unit_test(texts_are_cut_by_the_field),
                                     cmocka_unit_test(bad_bytes_are_said_once),
                                     cmocka_unit_test(geojson_is_utf8),
                                     cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests_name("read/layer_texts", tests, set_up, tear_down);
}
