#include "locate/to_utf8.h"

#include "read/test_files.h"

static void converts(wg_encoding from, const char *s, const char *want) {
  wg_to_utf8 t;
  wg_text out = {0};
  assert_true(wg_to_utf8_open(&t, from));
  assert_true(wg_to_utf8_append(&t, "<", 1, &out));
  assert_true(wg_to_utf8_append(&t, s, strlen(s), &out));
  assert_true(wg_to_utf8_append(&t, ">", 2, &out));
  assert_int_equal(strlen(out.v), strlen(want) + 2);
  assert_memory_equal(out.v + 1, want, strlen(want));
  WG_VEC_FREE(&out);
  wg_to_utf8_close(&t);
}

#define BAD "\xef\xbf\xbd"

static void what_is_none_is_replaced(void **state) {
  (void)state;
  converts(WG_ENC_UTF8, "", "");
  converts(WG_ENC_UTF8, "plain text of some length", "plain text of some length");
  converts(WG_ENC_UTF8, "地址 12号", "地址 12号");
  converts(WG_ENC_UTF8, "a\xffz\xe5\x9c", "a" BAD "z" BAD BAD);
  converts(WG_ENC_GB18030, "12\xba\xc5\xa5", "12号" BAD);
  converts(WG_ENC_GB18030, "\xb5\xd8\xd6\xb7", "地址");
  converts(WG_ENC_GB18030, "\xff\xb5\xd8\xff", BAD "地" BAD);
  converts(WG_ENC_GB18030, "\x95\x34\xb2\x35|", "\xf0\xa0\xae\xb7|"); /* 𠮷: four bytes each */
}

static void samples(void **state) {
  (void)state;
  static const char utf8[] = "地a\xf0\xa0\xae\xb7é";
  static const char gb[] =
      "\xb5\xd8"
      "a\x95\x34\xb2\x35\xba\xc5";
  size_t bad = 0;
  assert_true(wg_utf8_sample(utf8, sizeof utf8 - 1, true, &bad));
  for (size_t n = 0; n < sizeof utf8; n++) /* wherever it is cut */
    assert_true(wg_utf8_sample(utf8, n, false, &bad));
  assert_false(wg_utf8_sample(utf8, 2, true, &bad));
  assert_int_equal(bad, 0);
  assert_false(wg_utf8_sample("ab\xe0\x9f", 4, false, &bad)); /* overlong, however it goes on */
  assert_int_equal(bad, 2);
  assert_false(wg_utf8_sample("ab\xff", 3, false, &bad));
  assert_false(
      wg_utf8_sample("\xe5\x9c"
                     "a",
                     3, false, &bad));
  assert_true(wg_gb18030_sample(gb, sizeof gb - 1, true, &bad));
  for (size_t n = 0; n < sizeof gb; n++) assert_true(wg_gb18030_sample(gb, n, false, &bad));
  assert_false(wg_gb18030_sample(gb, sizeof gb - 2, true, &bad));
  assert_int_equal(bad, 7);
  assert_false(
      wg_gb18030_sample("abc\xff"
                        "def",
                        7, false, &bad));
  assert_int_equal(bad, 3);
}

static void memory_runs_out(void **state) {
  (void)state;
  static const char *const texts[] = {"plain", "地", "a\xff"};
  for (int from = 0; from < 2; from++)
    for (size_t k = 0; k < 3; k++) {
      wg_to_utf8 t;
      wg_text out = {0};
      assert_true(wg_to_utf8_open(&t, (wg_encoding)from));
      wg_mem_fail_at(1);
      assert_false(wg_to_utf8_append(&t, texts[k], strlen(texts[k]), &out));
      wg_mem_fail_at(0);
      wg_to_utf8_close(&t);
      WG_VEC_FREE(&out);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_none_is_replaced),
      cmocka_unit_test(samples),
      cmocka_unit_test(memory_runs_out),
  };
  return cmocka_run_group_tests_name("locate/to_utf8", tests, NULL, NULL);
}
