#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void shown(const char *from, const char *to) {
  char s[64];
  snprintf(s, sizeof s, "%s", from);
  wg_utf8_show(s);
  assert_string_equal(s, to);
}

static void what_is_harmless_stays(void **state) {
  (void)state;
  shown("", "");
  shown("plain \"text\"", "plain \"text\"");
  shown("东苑 \xf0\xa0\xae\xb7", "东苑 \xf0\xa0\xae\xb7");
}

static void what_a_terminal_obeys_does_not(void **state) {
  (void)state;
  shown("a\x1b[2Jb", "a?[2Jb");
  shown(
      "a\xc2\x9b"
      "2Jb",
      "a?2Jb");
  shown("line\nline\r\tend", "line line  end");
  shown(
      "\xe2\x80\xae"
      "gpj.exe",
      "?gpj.exe");
  shown("\x7f", "?");
}

static void bytes_that_are_no_text(void **state) {
  (void)state;
  shown("\xb6\xab\xff x", "??? x");
  shown("ab\xe4\xb8", "ab"); /* cut in the middle of a character */
  shown("ab\xe4\xb8\"", "ab??\"");
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_harmless_stays),
                                     cmocka_unit_test(what_a_terminal_obeys_does_not),
                                     cmocka_unit_test(bytes_that_are_no_text)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
