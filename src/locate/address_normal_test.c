/* What folding makes equal, and numerals. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "locate/address_normal.h"

static uint32_t a[WG_ADDRESS_MAX], b[WG_ADDRESS_MAX];

static bool same(const char *x, const char *y) {
  size_t n = wg_address_fold(x, strlen(x), a), m = wg_address_fold(y, strlen(y), b);
  for (size_t i = 0; i < n && n == m; i++)
    if (wg_plain(a[i]) != wg_plain(b[i])) return false;
  return n == m;
}

static void forms_that_are_one(void **state) {
  (void)state;
  static const char *const pairs[][2] = {{"ＡＢ１２－３，栋", "ab12-3,栋"},
                                         {"（幸福）【小区】", "幸福小区"},
                                         {"幸福 小区\t12\r\n栋", "幸福小区12栋"},
                                         {"12號樓", "12号楼"},
                                         {"1、3；5/7", "1,3,5,7"},
                                         {"⑫栋Ⅱ", "12栋2"},
                                         {"一—二–三〜四~五−六", "一-二-三-四-五-六"},
                                         {"和顺第二期", "和顺2期"},
                                         {"和顺Ⅱ期", "和顺二期"},
                                         {"十二村", "12村"},
                                         {"12 3单元", "12(3)单元"},
                                         {"。！？：", "...."}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
    if (!same(pairs[i][0], pairs[i][1])) fail_msg("%s is not %s", pairs[i][0], pairs[i][1]);
  assert_false(same("五一路", "51路"));
  assert_false(same("八一小区", "81小区"));
  assert_false(same("12 3", "123"));
}

static void bytes_that_are_no_text(void **state) {
  (void)state;
  static const char *const bad[] = {"\x80", "\xc0\xaf", "\xe5\xb9", "\xf8\x88", "\xf4\x90\x80\x80"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    size_t n = wg_address_fold(bad[i], strlen(bad[i]), a);
    assert_int_equal(n, strlen(bad[i]));
    for (size_t k = 0; k < n; k++) assert_int_equal(a[k], '.');
  }
  assert_int_equal(wg_address_fold("\xf0\xa0\x80\x80", 4, a), 1); /* beyond the basic plane */
  assert_int_equal(a[0], 0x20000);
}

static void gaps_are_marked(void **state) {
  (void)state;
  assert_int_equal(wg_address_fold("幸 福", 7, a), 2);
  assert_true(a[1] & WG_GAP && !(a[0] & WG_GAP));
}

static void the_cut_is_no_half_number(void **state) {
  (void)state;
  char text[3 * WG_ADDRESS_MAX];
  memset(text, '7', sizeof text);
  assert_int_equal(wg_address_fold(text, sizeof text, a), 0);
  memset(text, '-', WG_ADDRESS_MAX - 9);
  assert_int_equal(wg_address_fold(text, sizeof text, a), WG_ADDRESS_MAX - 9);
}

/* The value, or -1. */
static int value(const char *s) {
  uint32_t v;
  size_t n = wg_address_fold(s, strlen(s), a);
  return wg_numeral_value(a, n, &v) ? (int)v : -1;
}

static void numerals(void **state) {
  (void)state;
  static const struct {
    const char *s;
    int v;
  } known[] = {{"一", 1},          {"十", 10},
               {"十二", 12},       {"二十", 20},
               {"二十一", 21},     {"一百", 100},
               {"一百零三", 103},  {"一百一十", 110},
               {"两百", 200},      {"一二三", 123},
               {"一〇三", 103},    {"廿四", 24},
               {"卅", 30},         {"百", -1},
               {"一百二", -1},     {"十百", -1},
               {"二三十", -1},     {"零", 0},
               {"一千零五", 1005}, {"十十", -1},
               {"一百零", -1},     {"一二三四五六七", -1}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (value(known[i].s) != known[i].v) fail_msg("%s is %d", known[i].s, value(known[i].s));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(forms_that_are_one), cmocka_unit_test(bytes_that_are_no_text),
      cmocka_unit_test(gaps_are_marked), cmocka_unit_test(the_cut_is_no_half_number),
      cmocka_unit_test(numerals)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
