#include "read/test_files.h"

#include "read/encoding_name.h"

static void named(const char *given, const char *want) {
  char name[WG_ENCODING_NAME];
  assert_true(wg_encoding_named(given, name));
  assert_string_equal(name, want);
}

static void what_cpg_files_hold(void **state) {
  (void)state;
  static const char *const cases[][2] = {{"UTF-8", "UTF-8"},
                                         {"utf8", "UTF-8"},
                                         {"65001", "UTF-8"},
                                         {"GBK", "GB18030"},
                                         {"936", "GB18030"},
                                         {"CP936", "GB18030"},
                                         {"OEM 936", "GB18030"},
                                         {"ANSI 936", "GB18030"},
                                         {"gb2312", "GB18030"},
                                         {"windows-936", "GB18030"},
                                         {"Big5", "BIG5"},
                                         {"950", "BIG5"},
                                         {"EUC-KR", "CP949"},
                                         {"949", "CP949"},
                                         {"ISO 88591", "CP1252"},
                                         {"ISO-8859-1", "CP1252"},
                                         {"88591", "CP1252"},
                                         {"ISO 88592", "ISO-8859-2"},
                                         {"ISO-8859-15", "ISO-8859-15"},
                                         {"1251", "CP1251"},
                                         {"ANSI 1252", "CP1252"},
                                         {"shift_jis", "CP932"},
                                         {"866", "CP866"},
                                         {"KOI8-R", "KOI8-R"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) named(cases[i][0], cases[i][1]);
}

static void no_names(void **state) {
  (void)state;
  static const char *const cases[] = {"",
                                      "klingon",
                                      "UTF-16",
                                      "UTF-16LE",
                                      "UCS-4",
                                      "HZ-GB-2312",
                                      "GBK//IGNORE",
                                      "99999",
                                      "IBM037",
                                      "a name that is far too long for an encoding",
                                      "<!DOCTYPE html>",
                                      "\xff\xfe"};
  char name[WG_ENCODING_NAME];
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    assert_false(wg_encoding_named(cases[i], name));
}

static void language_drivers(void **state) {
  (void)state;
  assert_string_equal(wg_encoding_of_ldid(0x4d), "GB18030");
  assert_string_equal(wg_encoding_of_ldid(0x7a), "GB18030");
  assert_string_equal(wg_encoding_of_ldid(0x4f), "BIG5");
  assert_string_equal(wg_encoding_of_ldid(0x79), "CP949");
  assert_null(wg_encoding_of_ldid(0));
  assert_null(wg_encoding_of_ldid(0x57));
  for (unsigned i = 0; i < 256; i++) { /* each is the name used inside */
    char name[WG_ENCODING_NAME];
    const char *of = wg_encoding_of_ldid(i);
    if (of) assert_true(wg_encoding_named(of, name) && strcmp(of, name) == 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_cpg_files_hold),
                                     cmocka_unit_test(no_names),
                                     cmocka_unit_test(language_drivers)};
  return cmocka_run_group_tests_name("read/encoding_name", tests, NULL, NULL);
}
