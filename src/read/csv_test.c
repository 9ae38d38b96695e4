#include "read/csv.h"

#include "read/test_files.h"

static wg_ctx *ctx;
static test_dir dir;

static wg_status read_text(const char *text, size_t n, wg_csv *t) {
  return wg_csv_read(ctx, "list", test_file(&dir, "t.csv", text, n), t);
}

static void assert_row(const wg_csv *t, uint32_t row, uint32_t line, const char *joined) {
  char got[200] = "";
  for (uint32_t i = 0; i < wg_csv_cells(t, row); i++)
    snprintf(got + strlen(got), sizeof got - strlen(got), "%s[%s]", i ? " " : "",
             wg_csv_cell(t, row, i));
  assert_string_equal(got, joined);
  assert_int_equal(t->line.v[row], line);
}

static void rows_cells_and_lines(void **state) {
  (void)state;
  static const char text[] =
      "\xef\xbb\xbf"
      "a, b ,c\r\n"
      "\r\n"
      "\"x, \"\"y\"\"\" ,\"two\nlines\"\n"
      " , ,\n"
      "last,";
  wg_csv t;
  assert_int_equal(read_text(text, sizeof text - 1, &t), WG_OK);
  assert_int_equal(wg_csv_rows(&t), 3);
  assert_row(&t, 0, 1, "[a] [b] [c]");
  assert_row(&t, 1, 3, "[x, \"y\"] [two\nlines]");
  assert_row(&t, 2, 6, "[last] []");
  assert_string_equal(wg_csv_cell(&t, 2, 7), "");
  wg_csv_free(&t);
  assert_int_equal(read_text("", 0, &t), WG_OK);
  assert_int_equal(wg_csv_rows(&t), 0);
  wg_csv_free(&t);
}

static void spreadsheets_save_gbk(void **state) {
  (void)state;
  wg_csv t;
  assert_int_equal(read_text("\xc2\xa5\xb1\xe0\xba\xc5\n", 7, &t), WG_OK);
  assert_row(&t, 0, 1, "[楼编号]");
  wg_csv_free(&t);
}

static void refused(const char *text, size_t n, wg_status st, const char *say) {
  wg_csv t;
  assert_int_equal(read_text(text, n, &t), st);
  assert_non_null(strstr(wg_error(ctx), say));
}

static void what_is_no_csv_is_refused(void **state) {
  (void)state;
  wg_csv t;
  refused("a\n\"b\nc\n", 7, WG_ERR_DATA, "line 2: a quote is not closed");
  refused("a\n\"b\"c\n", 7, WG_ERR_DATA, "line 2: text behind a closing quote");
  refused("a\0b", 3, WG_ERR_DATA, "is no text");
  assert_int_equal(wg_csv_read(ctx, "list", dir.path, &t), WG_ERR_IO);
  assert_int_equal(wg_csv_read(ctx, "list", "/nowhere.csv", &t), WG_ERR_IO);
  assert_non_null(strstr(wg_error(ctx), "\"/nowhere.csv\" (list)"));
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  const char *path = test_file(&dir, "t.csv", "a,\"b\"\nc\n", 8);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t at = 1; st != WG_OK; at++) {
    wg_csv t;
    wg_mem_fail_at(at);
    st = wg_csv_read(ctx, "list", path, &t);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    if (st == WG_OK) wg_csv_free(&t);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at < 50);
  }
}

static int set_up(void **state) {
  (void)state;
  test_dir_make(&dir);
  return (ctx = wg_ctx_new()) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  test_dir_remove(&dir);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_cells_and_lines),
      cmocka_unit_test(spreadsheets_save_gbk),
      cmocka_unit_test(what_is_no_csv_is_refused),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("read/csv", tests, set_up, tear_down);
}
