#include "locate/cells.h"

#include "read/test_files.h"

/* Splits one row; the cells' texts joined by |, and the bytes of the row. */
static size_t split(const char *s, char delimiter, char *joined) {
  wg_cells cells = {0};
  char room[200];
  size_t length, n = 0;
  bool ended;
  assert_true(wg_cells_split(&cells, s, strlen(s), delimiter, &length, &ended));
  for (size_t i = 0; i < cells.n; i++) {
    assert_true(cells.v[i].n < sizeof room);
    wg_cell c = wg_cell_text(cells.v[i], room);
    if (i) joined[n++] = '|';
    memcpy(joined + n, c.s, c.n);
    n += c.n;
  }
  joined[n] = 0;
  assert_int_equal(ended, length > 0 && s[length - 1] == '\n');
  WG_VEC_FREE(&cells);
  return length;
}

static void rows(void **state) {
  (void)state;
  static const struct {
    const char *row;
    char delimiter;
    const char *cells;
    size_t length;
  } cases[] = {
      {"a,b,c\nnext", ',', "a|b|c", 6},
      {"a,b,c\r\nnext", ',', "a|b|c", 7},
      {"a,,\n", ',', "a||", 4},
      {"", ',', "", 0},
      {"\n", ',', "", 1},
      {"a;b,c", ';', "a|b,c", 5},
      {"a\tb\r\n", '\t', "a|b", 5},
      {"\"a,b\",\"c\nd\",e\nf", ',', "a,b|c\nd|e", 14},
      {"\"say \"\"hi\"\"\",\"\"\n", ',', "say \"hi\"|", 16},
      {"5\" pipe,x\n", ',', "5\" pipe|x", 10},
      {"\"a\" b,c\n", ',', "a b|c", 8},
      {"\"a\"\"b\" \"c\",d\n", ',', "a\"b \"c\"|d", 13},
      {"\"open,\nnever closed", ',', "open,\nnever closed", 19},
      {"\"", ',', "", 1},
      {"\"\"\"", ',', "\"", 3},
      {"\"x\"\r\n", ',', "x", 5},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    char joined[200];
    assert_int_equal(split(cases[k].row, cases[k].delimiter, joined), cases[k].length);
    assert_string_equal(joined, cases[k].cells);
  }
}

static void passing_over(void **state) {
  (void)state;
  size_t length;
  bool ended;
  int64_t live = wg_mem_live();
  assert_true(wg_cells_split(NULL, "a,\"\n\",b\nc", 9, ',', &length, &ended));
  assert_true(length == 8 && ended);
  assert_true(wg_cells_split(NULL, "a,\"b\n", 5, ',', &length, &ended));
  assert_true(length == 5 && !ended); /* the line ends within quotes */
  assert_int_equal(wg_mem_live(), live);
  wg_cells cells = {0};
  wg_mem_fail_at(1);
  assert_false(wg_cells_split(&cells, "a,b", 3, ',', &length, &ended));
  wg_mem_fail_at(0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows),
      cmocka_unit_test(passing_over),
  };
  return cmocka_run_group_tests_name("locate/cells", tests, NULL, NULL);
}
