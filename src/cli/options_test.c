/* Tests of the option table: what is stored, what is refused, and in which words. */
#include "cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

typedef struct target {
  const char *workspace, *second, *output;
  bool dry;
  int verbose, progress;
  int64_t min;
  uint64_t seed;
  unsigned threads;
  double m2;
  opt_list list;
} target;

#define AT(m) offsetof(target, m)

static const opt_row rows[] = {
    OPERAND("TOWN.db", AT(workspace), "first"),
    OPERAND_MAYBE("SECOND", AT(second), "second"),
    HEADING("values"),
    NEEDED_LETTER('o', OPT_STRING, "output", "OUT", AT(output), "a text"),
    LETTER('n', OPT_FLAG, "dry-run", NULL, AT(dry), "a flag"),
    LETTER('v', OPT_COUNT, "verbose", NULL, AT(verbose), "a count"),
    OPTION(OPT_CHOICE, "progress", "auto|always|never", AT(progress), "a choice"),
    OPTION(OPT_INT64, "min", "N", AT(min), "a whole number"),
    OPTION(OPT_UINT64, "seed", "N", AT(seed), "a natural number"),
    OPTION(OPT_UINT, "threads", "N", AT(threads), "a small natural number"),
    OPTION(OPT_REAL, "m2", "M2", AT(m2), "a number"),
    OPTION(OPT_LIST, "barriers", "LAYER", AT(list), "a list"),
};

typedef struct parsed {
  target t;
  bool ok, complete;
  char error[256];
} parsed;

/* Parses words separated by single blanks. */
static parsed parse(const char *line) {
  static char text[512];
  char *argv[32];
  int argc = 0;
  parsed p = {0};
  snprintf(text, sizeof text, "%s", line);
  for (char *w = strtok(text, " "); w; w = strtok(NULL, " ")) argv[argc++] = w;
  opt_set set = {rows, sizeof rows / sizeof *rows, &p.t};
  p.ok = opt_parse(&set, 1, argc, argv, p.error, sizeof p.error);
  if (p.ok) p.complete = opt_check_required(&set, 1, p.error, sizeof p.error);
  return p;
}

static void release(parsed *p) {
  opt_set set = {rows, sizeof rows / sizeof *rows, &p->t};
  opt_free(&set);
}

static void stores_every_kind(void **state) {
  (void)state;
  parsed p = parse(
      "a.db -o out.png --dry-run -v -v --progress=never --min -5 --seed 18446744073709551615 "
      "--threads 8 --m2 97.5 --barriers x --barriers=y");
  assert_true(p.ok && p.complete);
  assert_string_equal(p.t.workspace, "a.db");
  assert_string_equal(p.t.output, "out.png");
  assert_true(p.t.dry);
  assert_int_equal(p.t.verbose, 2);
  assert_int_equal(p.t.progress, 2);
  assert_int_equal(p.t.min, -5);
  assert_true(p.t.seed == UINT64_MAX);
  assert_int_equal(p.t.threads, 8);
  assert_true(p.t.m2 == 97.5);
  assert_int_equal(p.t.list.n, 2);
  assert_string_equal(p.t.list.v[0], "x");
  assert_string_equal(p.t.list.v[1], "y");
  release(&p);
}

static void order_and_spelling_do_not_matter(void **state) {
  (void)state;
  static const char *const same[] = {"-oz a b --min 3", "a --min=3 b --output z",
                                     "--min 3 -o z -- a b", "a -nvo z --min 3 b",
                                     "--output=z a --min 3 -- b"};
  for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
    parsed p = parse(same[i]);
    assert_true(p.ok && p.complete);
    assert_string_equal(p.t.workspace, "a");
    assert_string_equal(p.t.second, "b");
    assert_string_equal(p.t.output, "z");
    assert_int_equal(p.t.min, 3);
  }
}

static void after_two_dashes_all_are_operands(void **state) {
  (void)state;
  parsed p = parse("-o z -- --min -n");
  assert_true(p.ok && p.complete);
  assert_string_equal(p.t.workspace, "--min");
  assert_string_equal(p.t.second, "-n");
  assert_false(p.t.dry);
}

static void a_dash_is_an_operand_and_a_value(void **state) {
  (void)state;
  parsed p = parse("- -o -");
  assert_true(p.ok && p.complete);
  assert_string_equal(p.t.workspace, "-");
  assert_string_equal(p.t.output, "-");
}

static void refuses_in_plain_words(void **state) {
  (void)state;
  static const struct {
    const char *line, *error;
  } cases[] = {
      {"--mni 3", "\"--mni\": no such option; did you mean \"--min\"?"},
      {"--barrier x", "\"--barrier\": no such option; did you mean \"--barriers\"?"},
      {"--elephant", "\"--elephant\": no such option"},
      {"--", "\"TOWN.db\" is missing"},
      {"a", "\"--output OUT\" is missing"},
      {"-x", "\"-x\": no such option"},
      {"a b c", "\"c\" is one operand too many"},
      {"--min", "\"--min\" needs a value: --min N"},
      {"--output --min 3", "\"--output\" needs a value: --output OUT"},
      {"-o", "\"-o\" needs a value: -o OUT"},
      {"--output=", "\"--output\" has an empty value"},
      {"--dry-run=yes", "\"--dry-run\" takes no value"},
      {"--min 3x", "\"--min 3x\": must be a whole number"},
      {"--min 9223372036854775808", "\"--min 9223372036854775808\": must be a whole number"},
      {"--seed -1", "\"--seed -1\": must be a whole number, 0 or more"},
      {"--threads 1000001", "\"--threads 1000001\": must be at most 1000000"},
      {"--m2 nan", "\"--m2 nan\": must be a number"},
      {"--m2 1e999", "\"--m2 1e999\": must be a number"},
      {"--progress sometimes", "\"--progress sometimes\": give one of auto|always|never"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    parsed p = parse(cases[i].line);
    assert_false(p.ok && p.complete);
    assert_string_equal(p.error, cases[i].error);
    release(&p);
  }
}

static void long_arguments_do_not_overflow(void **state) {
  (void)state;
  static char word[9000];
  memset(word, 'a', sizeof word - 1);
  word[0] = word[1] = '-';
  char *argv[] = {word}, error[80];
  target t = {0};
  opt_set set = {rows, sizeof rows / sizeof *rows, &t};
  assert_false(opt_parse(&set, 1, 1, argv, error, sizeof error));
  assert_true(strlen(error) < sizeof error);
}

static void out_of_memory_is_an_error(void **state) {
  (void)state;
  wg_mem_fail_at(1);
  parsed p = parse("a -o z --barriers x");
  wg_mem_fail_at(0);
  assert_false(p.ok);
  release(&p);
  assert_int_equal(wg_mem_live(), 0);
}

static void distance_is_a_metric_on_words(void **state) {
  (void)state;
  static const char *const w[] = {"",       "a",      "import",    "imprt",
                                  "improt", "export", "partition", "check"};
  enum { N = sizeof w / sizeof *w };
  for (int i = 0; i < N; i++) {
    assert_int_equal(opt_distance(w[i], w[i]), 0);
    assert_int_equal(opt_distance("", w[i]), strlen(w[i]));
    for (int j = 0; j < N; j++) {
      assert_int_equal(opt_distance(w[i], w[j]), opt_distance(w[j], w[i]));
      if (i != j) assert_true(opt_distance(w[i], w[j]) > 0);
    }
  }
  assert_int_equal(opt_distance("import", "improt"), 1);
  assert_int_equal(opt_distance("import", "imprt"), 1);
  assert_true(opt_resembles("parttion", "partition"));
  assert_false(opt_resembles("draw", "check"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(stores_every_kind),
      cmocka_unit_test(order_and_spelling_do_not_matter),
      cmocka_unit_test(after_two_dashes_all_are_operands),
      cmocka_unit_test(a_dash_is_an_operand_and_a_value),
      cmocka_unit_test(refuses_in_plain_words),
      cmocka_unit_test(long_arguments_do_not_overflow),
      cmocka_unit_test(out_of_memory_is_an_error),
      cmocka_unit_test(distance_is_a_metric_on_words),
  };
  return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
