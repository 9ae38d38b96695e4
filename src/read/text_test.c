#include "read/test_files.h"

#include "read/hstore.h"
#include "read/text.h"

static void utf8_rules(void **s) {
  (void)s;
  static const struct {
    const char *text;
    bool valid;
  } cases[] = {{"", true},
               {"abc", true},
               {"网格", true},
               {"\xf0\xa0\xae\xb7", true},
               {"\xc0\xaf", false},
               {"\xe0\x80\xaf", false},
               {"\xed\xa0\x80", false},
               {"\xf4\x90\x80\x80", false},
               {"\xe7\xbd", false},
               {"\x80", false},
               {"\xff", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_int_equal(wg_utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid);
}

/* The fewest digits that read back. */
static void shortest_decimals(void **s) {
  (void)s;
  static const double values[] = {0.1, 1, -2.5, 1e22, 121.4737021, 0.30000000000000004};
  static const char *const want[] = {"0.1",   "1",           "-2.5",
                                     "1e+22", "121.4737021", "0.30000000000000004"};
  for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
    char text[WG_SHORTEST_CAP];
    wg_text_shortest(text, values[i]);
    assert_string_equal(text, want[i]);
  }
}

static void numbers(void **s) {
  (void)s;
  double v;
  assert_true(wg_text_number(" 3.5 ", &v) && v == 3.5);
  assert_true(wg_text_number("-2", &v) && v == -2);
  assert_false(wg_text_number("", &v));
  assert_false(wg_text_number("3;4", &v));
  assert_false(wg_text_number("3层", &v));
  assert_false(wg_text_number("nan", &v));
  assert_false(wg_text_number("1e999", &v));
}

static void folding_and_parts(void **s) {
  (void)s;
  char f[16];
  wg_text_fold(f, sizeof f, "Road_Class No.");
  assert_string_equal(f, "roadclassno");
  wg_text_fold(f, 4, "ABCDEF");
  assert_string_equal(f, "abc");
  assert_true(wg_text_has("Main RAILway", "rail"));
  assert_false(wg_text_has("rai", "rail"));
}

static void tags(void **s) {
  (void)s;
  wg_text v = {0};
  static const char t[] = "\"layer\"=>\"-1\",\"na\\\"me\"=>\"a \\\\ b, \"\"=>\"x\"";
  assert_true(wg_hstore_get("\"a\"=>\"1\",\"layer\"=>\"-1\"", "layer", &v));
  assert_string_equal(v.v, "-1");
  assert_true(wg_hstore_get("\"ab\"=>\"1\"", "a", &v));
  assert_string_equal(v.v, "");
  assert_true(wg_hstore_get("\"k\"=>\"a \\\"q\\\" \\\\ b\"", "k", &v));
  assert_string_equal(v.v, "a \"q\" \\ b");
  for (size_t n = 0; n < sizeof t; n++) { /* any broken text is survived */
    char part[64];
    snprintf(part, sizeof part, "%.*s", (int)n, t);
    assert_true(wg_hstore_get(part, "nothing", &v));
    assert_string_equal(v.v, "");
  }
  WG_VEC_FREE(&v);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(utf8_rules),
                                     cmocka_unit_test(shortest_decimals), cmocka_unit_test(numbers),
                                     cmocka_unit_test(folding_and_parts), cmocka_unit_test(tags)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
