/* Keys are found whatever stands around them, and only they. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "locate/keys.h"

static wg_key_result find(const wg_keys *k, wg_key_kind kind, const char *s, uint32_t *grid) {
  return wg_keys_find(k, kind, s, strlen(s), grid);
}

static void found_and_ambiguous(void **state) {
  (void)state;
  wg_keys *k = wg_keys_new();
  uint32_t g = 99;
  assert_non_null(k);
  assert_int_equal(find(k, WG_KEY_CODE, "x", &g), WG_KEY_NONE);
  assert_true(wg_keys_add(k, WG_KEY_CODE, "340223001001001", 4));
  assert_true(wg_keys_add(k, WG_KEY_BUILDING, " 楼1\t", 5));
  assert_true(wg_keys_add(k, WG_KEY_BUILDING, "twice", 6));
  assert_true(wg_keys_add(k, WG_KEY_BUILDING, "twice", 6));
  assert_true(wg_keys_add(k, WG_KEY_BUILDING, "torn", 7));
  assert_true(wg_keys_add(k, WG_KEY_BUILDING, "torn", 8));
  assert_true(wg_keys_add(k, WG_KEY_BUILDING, "torn", 7));
  assert_true(wg_keys_add(k, WG_KEY_BUILDING, "\xe3\x80\x80 ", 9)); /* nothing but blanks */
  assert_int_equal(find(k, WG_KEY_CODE, "\xef\xbb\xbf 340223001001001\r\n", &g), WG_KEY_FOUND);
  assert_int_equal(g, 4);
  assert_int_equal(find(k, WG_KEY_BUILDING, "340223001001001", &g), WG_KEY_NONE);
  assert_int_equal(find(k, WG_KEY_BUILDING, "\xe3\x80\x80楼1\xc2\xa0\xe3\x80\x80", &g),
                   WG_KEY_FOUND);
  assert_int_equal(g, 5);
  assert_int_equal(find(k, WG_KEY_BUILDING, "twice", &g), WG_KEY_FOUND);
  assert_int_equal(g, 6);
  assert_int_equal(find(k, WG_KEY_BUILDING, "torn", &g), WG_KEY_AMBIGUOUS);
  assert_int_equal(find(k, WG_KEY_BUILDING, "", &g), WG_KEY_NONE);
  assert_int_equal(find(k, WG_KEY_BUILDING, "tor", &g), WG_KEY_NONE);
  assert_int_equal(wg_keys_find(k, WG_KEY_BUILDING, "twice as", 5, &g), WG_KEY_FOUND);
  assert_int_equal(g, 6);
  wg_keys_free(k);
  assert_int_equal(wg_mem_live(), 0);
}

static bool fill(wg_keys *k) {
  char key[32];
  for (uint32_t i = 0; i < 3000; i++) {
    snprintf(key, sizeof key, "B%05u", i);
    if (!wg_keys_add(k, WG_KEY_BUILDING, key, i / 7)) return false;
  }
  return true;
}

static void many_keys(void **state) {
  (void)state;
  wg_keys *k = wg_keys_new();
  char key[32];
  uint32_t g;
  assert_true(k && fill(k));
  for (uint32_t i = 0; i < 3000; i++) {
    snprintf(key, sizeof key, "B%05u", i);
    assert_int_equal(find(k, WG_KEY_BUILDING, key, &g), WG_KEY_FOUND);
    assert_int_equal(g, i / 7);
  }
  assert_int_equal(find(k, WG_KEY_BUILDING, "B03000", &g), WG_KEY_NONE);
  wg_keys_free(k);
}

static void memory_runs_out(void **state) {
  (void)state;
  bool ok = false;
  for (uint64_t at = 1; !ok; at++) {
    wg_mem_fail_at(at);
    wg_keys *k = wg_keys_new();
    ok = k && fill(k);
    wg_mem_fail_at(0);
    wg_keys_free(k);
    assert_int_equal(wg_mem_live(), 0);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(found_and_ambiguous),
                                     cmocka_unit_test(many_keys),
                                     cmocka_unit_test(memory_runs_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
