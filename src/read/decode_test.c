#include "read/test_files.h"

#include "read/decode.h"

static wg_text out;

static wg_decoded decode(const char *encoding, const char *bytes, size_t n, const char *want) {
  wg_decoder d;
  wg_decoded how;
  assert_true(wg_decoder_open(&d, encoding));
  assert_true(wg_decode(&d, bytes, n, &out, &how));
  wg_decoder_close(&d);
  if (want) assert_string_equal(out.v, want);
  return how;
}

static void good_texts(void **state) {
  (void)state;
  static const char *const cases[][3] = {{"GB18030", "\xcd\xf8\xb8\xf1", "网格"},
                                         {"GB18030", "\x95\x34\xb2\x35\x82\x30\xab\x33", "𠮷㙍"},
                                         {"BIG5-HKSCS", "\xbb\x4f\xa5\x5f\xa5\xab", "臺北市"},
                                         {"CP949", "\xbd\xc5\xc3\xcc\xb5\xbf", "신촌동"},
                                         {"CP1252", "Caf\xe9", "Café"},
                                         {"UTF-8", "网格 A1\t\r\n", "网格 A1\t\r\n"},
                                         {"GB18030", "", ""}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_decoded how = decode(cases[i][0], cases[i][1], strlen(cases[i][1]), cases[i][2]);
    assert_int_equal(how.bad, 0);
    assert_false(how.cut);
  }
}

static void bad_bytes_are_counted(void **state) {
  (void)state;
  assert_int_equal(decode("UTF-8", "a\xff\xc0z", 4, "a\xef\xbf\xbd\xef\xbf\xbdz").bad, 2);
  assert_int_equal(decode("GB18030", "\xcd\xf8\xff\xb8\xf1", 5, NULL).bad, 1);
  assert_int_equal(decode("UTF-8", "\xed\xa0\x80", 3, NULL).bad, 3); /* half of a surrogate pair */
}

/* What JSON and XML do not take. */
static void control_characters(void **state) {
  (void)state;
  assert_int_equal(decode("UTF-8", "a\0b\x1b\x7f", 5, NULL).bad, 3);
  assert_string_equal(out.v,
                      "a\xef\xbf\xbd"
                      "b\xef\xbf\xbd\xef\xbf\xbd");
  assert_int_equal(decode("GB18030", "\xcd\xf8\x01", 3, "网\xef\xbf\xbd").bad, 1);
  assert_int_equal(decode("UTF-8", "\xef\xbf\xbf", 3, "\xef\xbf\xbd").bad, 1);
}

static void the_end_cuts_a_character(void **state) {
  (void)state;
  static const struct {
    const char *encoding, *bytes;
  } cases[] = {{"UTF-8", "网\xe6\xa0"},        {"UTF-8", "网\xf0\xa0\xae"},
               {"GB18030", "\xcd\xf8\xb8"},    {"GB18030", "\xcd\xf8\x95\x34\xca"},
               {"BIG5-HKSCS", "\xba\xf4\xae"}, {"CP949", "\xda\xd1\xb0"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    wg_decoded how = decode(cases[i].encoding, cases[i].bytes, strlen(cases[i].bytes), NULL);
    assert_true(how.cut);
    assert_int_equal(how.bad, 0);
    assert_int_equal(out.n, 4); /* one character of three bytes, and the 0 */
  }
}

static bool clean(const char *s, size_t n) {
  for (size_t i = 0; i < n; i++)
    if ((unsigned char)s[i] < 0x20 && !strchr("\t\r\n", s[i])) return false;
  return wg_utf8_valid(s, n);
}

static void any_bytes_become_clean_utf8(void **state) {
  (void)state;
  static const char *const in[] = {"UTF-8", "GB18030", "BIG5-HKSCS", "CP949",
                                   "CP932", "CP1252",  "TCVN"};
  unsigned seed = 7;
  for (size_t k = 0; k < sizeof in / sizeof *in; k++)
    for (int round = 0; round < 3000; round++) {
      char noise[13];
      size_t n = (size_t)(rand_r(&seed) % 14);
      for (size_t i = 0; i < n && i < 13; i++) noise[i] = (char)(rand_r(&seed) % 256);
      decode(in[k], noise, n < 13 ? n : 13, NULL);
      assert_true(clean(out.v, out.n - 1));
    }
}

static void there_and_back(void **state) {
  (void)state;
  wg_decoder d;
  bool lacks;
  assert_true(wg_decoder_open(&d, "GB18030"));
  assert_true(wg_encode(&d, "名称 = '网格'", &out, &lacks));
  assert_string_equal(out.v, "\xc3\xfb\xb3\xc6 = '\xcd\xf8\xb8\xf1'");
  wg_decoder_close(&d);
  assert_true(wg_decoder_open(&d, "CP1252"));
  assert_false(wg_encode(&d, "名称", &out, &lacks));
  assert_true(lacks);
  wg_decoder_close(&d);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  wg_decoder d;
  wg_decoded how;
  WG_VEC_FREE(&out);
  assert_true(wg_decoder_open(&d, "GB18030"));
  bool done = false;
  for (uint64_t at = 1; !done; at++) {
    wg_mem_fail_at(at);
    done = wg_decode(&d, "\xcd\xf8\xff\xb8\xf1", 5, &out, &how);
    wg_mem_fail_at(0);
    WG_VEC_FREE(&out);
    assert_true(at < 20);
  }
  wg_decoder_close(&d);
  assert_int_equal(wg_mem_live(), 0);
}

static int tear_down(void **state) {
  (void)state;
  WG_VEC_FREE(&out);
  return wg_mem_live() == 0 ? 0 : -1;
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(good_texts),
                                     cmocka_unit_test(bad_bytes_are_counted),
                                     cmocka_unit_test(control_characters),
                                     cmocka_unit_test(the_end_cuts_a_character),
                                     cmocka_unit_test(any_bytes_become_clean_utf8),
                                     cmocka_unit_test(there_and_back),
                                     cmocka_unit_test(every_allocation_may_fail)};
  return cmocka_run_group_tests_name("read/decode", tests, NULL, tear_down);
}
