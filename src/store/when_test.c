/* Times from text. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <setjmp.h>

#include <cmocka.h>

#include "base/rng.h"
#include "store/when.h"

static wg_when parse(const char *s, int64_t *ms) { return wg_when_parse(s, strlen(s), ms); }

static void assert_when(const char *s, int64_t want) {
  int64_t ms;
  wg_when w = parse(s, &ms);
  if (w != WG_WHEN_OK || ms != want)
    fail_msg("\"%s\": state %d, %lld, not %lld", s, w, (long long)ms, (long long)want);
}

/* 2026-07-01T00:00 in China is 2026-06-30T16:00Z = 1782835200 (date -d). */
static void one_moment_in_many_forms(void **state) {
  (void)state;
  const int64_t day = INT64_C(1782835200000), morning = day + (8 * 60 + 30) * 60000;
  static const char *const days[] = {"2026-07-01",
                                     "2026/7/1",
                                     " 2026.07.1\r\n",
                                     "2026年7月1日",
                                     "20260701",
                                     "2026-07-01 00:00",
                                     "2026-06-30 24:00",
                                     "20260701000000",
                                     "2026-06-30T16:00Z",
                                     "2026-06-30T16:00:00z",
                                     "2026-06-30 12:00 -0400",
                                     "2026-07-01T01:00+09",
                                     "1782835200",
                                     "1782835200.0",
                                     "1782835200000",
                                     "202607010000"};
  for (size_t i = 0; i < sizeof days / sizeof *days; i++) assert_when(days[i], day);
  static const char *const mornings[] = {
      "2026-07-01 08:30", "2026-07-01T08:30:00", "2026-07-01T08:30:00+08:00",
      "2026/7/1 8:30:00", "2026-07-01T08:30Z",   "2026年07月01日 08:30",
      "202607010830",     "1782865800"};
  for (size_t i = 0; i < sizeof mornings / sizeof *mornings; i++)
    assert_when(mornings[i], i == 4 ? morning + 8 * 3600000 : morning);
  assert_when("20151223000000", INT64_C(1450800000000));
  assert_when("2026-07-01 08:30:00.257999", morning + 257);
  assert_when("2026-07-01T08:30:00,25", morning + 250);
  assert_when("20260701083000042", morning + 42);
  assert_when("1782865800.5", morning + 500);
  assert_when("2026-07-01 08:29:60", morning);
}

static void what_is_no_time(void **state) {
  (void)state;
  static const char *const bad[] = {"soon",
                                    "2026",
                                    "2026-07",
                                    "2026-13-01",
                                    "2026-02-29",
                                    "1900-02-29",
                                    "2026-07-01x",
                                    "2026-07-01 25:00",
                                    "2026-07-01 24:01",
                                    "2026-07-01 8",
                                    "2026-07-01 08:3",
                                    "2026-07-01 08:60",
                                    "2026-07-01T",
                                    "2026-07-01 08:30 ?",
                                    "2026-07-01 08:30+8",
                                    "2026-07-01 08:30:00.",
                                    "2026-07/01",
                                    "2026年7月",
                                    "123456789",
                                    "20260732",
                                    "20260701250000",
                                    "0000-01-01",
                                    "2026-07-01 08:30:61",
                                    "-2026-07-01",
                                    "123456789012345678",
                                    "2026-07-01 08:30+16:00",
                                    "12345678901",
                                    "1782865800000.",
                                    "２０２６-07-01"};
  int64_t ms;
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    if (parse(bad[i], &ms) != WG_WHEN_BAD) fail_msg("\"%s\" was taken for a time", bad[i]);
  static const char *const unclear[] = {"09/02/2017", "9/2/2017 03:04:05 PM", "23-02-2017",
                                        "01.02.26", "26-07-01"};
  for (size_t i = 0; i < sizeof unclear / sizeof *unclear; i++)
    assert_int_equal(parse(unclear[i], &ms), WG_WHEN_UNCLEAR);
  assert_int_equal(parse("", &ms), WG_WHEN_NONE);
  assert_int_equal(parse(" \t ", &ms), WG_WHEN_NONE);
}

/* Against the C library, over all years. */
static void every_day_is_right(void **state) {
  (void)state;
  wg_rng rng = wg_rng_init(3, 1);
  for (int i = 0; i < 20000; i++) {
    int64_t second = (int64_t)(wg_rng_next(&rng) % UINT64_C(315537897600)) - INT64_C(62135596800);
    time_t t = (time_t)second;
    struct tm tm;
    char text[64];
    assert_non_null(gmtime_r(&t, &tm));
    snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900, tm.tm_mon + 1,
             tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    assert_when(text, second * 1000);
  }
}

/* A text need not end with NUL, and nothing behind it is looked at. */
static void any_beginning_is_safe(void **state) {
  (void)state;
  static const char *const texts[] = {"2026-07-01T08:30:00.250+08:00", "2026年07月01日 08:30 +0800",
                                      "20260701083000250", "1782865800.5", "09/02/2017"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    for (size_t n = 0; n <= strlen(texts[i]); n++) {
      char cut[64];
      int64_t a, b;
      memset(cut, '7', sizeof cut);
      memcpy(cut, texts[i], n);
      wg_when wa = wg_when_parse(cut, n, &a);
      cut[n] = 0;
      assert_int_equal(wa, parse(cut, &b));
      assert_true(a == b || wa != WG_WHEN_OK);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_moment_in_many_forms),
      cmocka_unit_test(what_is_no_time),
      cmocka_unit_test(every_day_is_right),
      cmocka_unit_test(any_beginning_is_safe),
  };
  return cmocka_run_group_tests_name("store/when", tests, NULL, NULL);
}
