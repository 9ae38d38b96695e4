/* Tests of names as words of a shell command: the shell itself gives them back. */
#include "read/quote.h"
#include "base/rng.h"
#include "read/test_files.h"

static test_dir folder;

/* What bash makes of the quoted word. */
static void comes_back(const char *word) {
  wg_text quoted = {0};
  char command[4096], got[512] = "";
  assert_true(wg_quote(&quoted, word) && wg_text_append(&quoted, "", 1));
  assert_true(wg_utf8_valid(quoted.v, quoted.n - 1));
  int length = snprintf(command, sizeof command, "printf %%s %s\n", quoted.v);
  const char *script = test_file(&folder, "script", command, (size_t)length);
  snprintf(command, sizeof command, "LC_ALL=C.UTF-8 bash %s", script);
  FILE *p = popen(command, "r");
  assert_non_null(p);
  size_t n = fread(got, 1, sizeof got - 1, p);
  got[n] = 0;
  assert_int_equal(pclose(p), 0);
  assert_string_equal(got + (*word == '-' ? 2 : 0), word);
  WG_VEC_FREE(&quoted);
}

static void plain_names_stay(void **state) {
  (void)state;
  wg_text t = {0};
  assert_true(wg_quote(&t, "资料/社区.gpkg:楼栋") && wg_text_append(&t, "", 1));
  assert_string_equal(t.v, "资料/社区.gpkg:楼栋");
  t.n = 0;
  assert_true(wg_quote(&t, "-x.shp") && wg_text_append(&t, "", 1));
  assert_string_equal(t.v, "./-x.shp");
  WG_VEC_FREE(&t);
}

static void hard_names_come_back(void **state) {
  (void)state;
  static const char *const names[] = {"a b",
                                      "it's",
                                      "\"x\"",
                                      "$HOME",
                                      "`id`",
                                      "a;b",
                                      "*?[a]",
                                      "~",
                                      "",
                                      "a\\b",
                                      "a\nb'c",
                                      "\xc9\xe7.shp",
                                      "\x01"
                                      "7\x7f",
                                      "!!",
                                      "#x",
                                      "'",
                                      "\\'",
                                      "x\t'\\\xff\\",
                                      "-- a",
                                      "楼 栋"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) comes_back(names[i]);
}

static void any_bytes_come_back(void **state) {
  (void)state;
  wg_rng rng = wg_rng_init(3, 0);
  for (int round = 0; round < 40; round++) {
    char word[64];
    size_t n = 1 + (size_t)(wg_rng_next(&rng) % 60);
    for (size_t i = 0; i < n; i++) word[i] = (char)(1 + wg_rng_next(&rng) % 255);
    word[n] = 0;
    comes_back(word);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_names_stay),
      cmocka_unit_test(hard_names_come_back),
      cmocka_unit_test(any_bytes_come_back),
  };
  test_dir_make(&folder);
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  test_dir_remove(&folder);
  return failed;
}
