/* Tests of what commands print with: JSON, tables, help and manual pages. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "cli/help.h"
#include "cli/json.h"
#include "cli/table.h"

/* What a print function wrote; freed by the caller. */
typedef struct memo {
  FILE *out;
  char *text;
  size_t n;
} memo;

static memo *open_memo(void) {
  memo *m = calloc(1, sizeof *m);
  assert_non_null(m);
  m->out = open_memstream(&m->text, &m->n);
  return m;
}

static char *close_memo(memo *m) {
  fclose(m->out);
  char *text = m->text;
  free(m);
  return text;
}

static void json_is_one_line(void **state) {
  (void)state;
  memo *m = open_memo();
  json j = json_begin(m->out);
  json_string(&j, "name", "网\"格\\\n\x01");
  json_string(&j, "none", NULL);
  json_bool(&j, "holds", true);
  json_uint(&j, "n", UINT64_MAX);
  json_real(&j, "third", 1.0 / 3);
  json_real(&j, "tenth", 0.1);
  json_real(&j, "nan", NAN);
  json_end(&j);
  char *text = close_memo(m);
  assert_string_equal(text,
                      "{\"name\":\"网\\\"格\\\\\\u000a\\u0001\",\"none\":null,\"holds\":true,"
                      "\"n\":18446744073709551615,\"third\":0.3333333333333333,\"tenth\":0.1,"
                      "\"nan\":null}\n");
  free(text);
}

static void reals_read_back(void **state) {
  (void)state;
  uint64_t s = 1;
  for (int i = 0; i < 2000; i++) {
    s = s * 6364136223846793005u + 1442695040888963407u;
    double v;
    memcpy(&v, &s, sizeof v);
    if (!isfinite(v)) continue;
    memo *m = open_memo();
    json j = json_begin(m->out);
    json_real(&j, "v", v);
    char *text = close_memo(m);
    assert_true(strtod(text + 5, NULL) == v);
    free(text);
  }
}

static void chinese_takes_two_columns(void **state) {
  (void)state;
  assert_int_equal(text_width(""), 0);
  assert_int_equal(text_width("grid"), 4);
  assert_int_equal(text_width("网格grid"), 8);
  assert_int_equal(text_width("（甲）"), 6);
  assert_int_equal(text_width("é"), 1);
  assert_int_equal(text_width("𠀋"), 2);
  assert_true(text_width("\xe7\xbd") >= 1); /* cut off: no overrun */
}

static void table_lines_up(void **state) {
  (void)state;
  table t = table_new("lrl");
  static const char *const cell[] = {"东塘社区", "1", "ok", "west", "1,234", "", "x", "22", "long"};
  for (size_t i = 0; i < 9; i++) table_cell(&t, "%s", cell[i]);
  memo *m = open_memo();
  table_print(&t, m->out, "  ");
  table_free(&t);
  char *text = close_memo(m);
  assert_string_equal(text,
                      "  东塘社区      1  ok\n"
                      "  west      1,234\n"
                      "  x            22  long\n");
  free(text);
  assert_int_equal(wg_mem_live(), 0);
}

static void table_survives_lack_of_memory(void **state) {
  (void)state;
  for (uint64_t at = 1; at < 8; at++) {
    wg_mem_fail_at(at);
    table t = table_new("l");
    for (int i = 0; i < 5; i++) table_cell(&t, "cell %d", i);
    wg_mem_fail_at(0);
    memo *m = open_memo();
    table_print(&t, m->out, "");
    free(close_memo(m));
    table_free(&t);
    assert_int_equal(wg_mem_live(), 0);
  }
}

static void counts_are_grouped(void **state) {
  (void)state;
  assert_string_equal(text_count(0).s, "0");
  assert_string_equal(text_count(999).s, "999");
  assert_string_equal(text_count(1000).s, "1,000");
  assert_string_equal(text_count(87911).s, "87,911");
  assert_string_equal(text_count(UINT64_MAX).s, "18,446,744,073,709,551,615");
}

/* "--dry-run" as a manual page writes it. */
static void roff_name(const char *name, char *out) {
  out += sprintf(out, "\\-\\-");
  for (; *name; name++) out += sprintf(out, *name == '-' ? "\\%c" : "%c", *name);
}

/* Every option stands in the help and in the manual page of its command. */
static void help_and_manual_know_every_option(void **state) {
  (void)state;
  for (size_t i = 0; cli_commands[i]; i++) {
    const cli_command *c = cli_commands[i];
    memo *h = open_memo(), *r = open_memo();
    help_command(h->out, c);
    man_command(r->out, c);
    char *help = close_memo(h), *man = close_memo(r);
    for (size_t k = 0; k < c->n_rows; k++) {
      if (!c->rows[k].name) continue;
      char text[80];
      snprintf(text, sizeof text, "--%s", c->rows[k].name);
      assert_non_null(strstr(help, text));
      roff_name(c->rows[k].name, text);
      assert_non_null(strstr(man, text));
    }
    assert_non_null(strstr(help, "examples:"));
    assert_non_null(strstr(help, "exit codes:"));
    assert_non_null(strstr(man, ".SH OPTIONS"));
    assert_non_null(strstr(man, ".SH EXAMPLES"));
    free(help);
    free(man);
  }
}

static void help_fits_into_ninety_columns(void **state) {
  (void)state;
  for (size_t i = 0; cli_commands[i]; i++) {
    memo *m = open_memo();
    help_command(m->out, cli_commands[i]);
    char *help = close_memo(m);
    for (char *line = strtok(help, "\n"); line; line = strtok(NULL, "\n")) {
      assert_true(text_width(line) <= 92);
    }
    free(help);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(json_is_one_line),
      cmocka_unit_test(reals_read_back),
      cmocka_unit_test(chinese_takes_two_columns),
      cmocka_unit_test(table_lines_up),
      cmocka_unit_test(table_survives_lack_of_memory),
      cmocka_unit_test(counts_are_grouped),
      cmocka_unit_test(help_and_manual_know_every_option),
      cmocka_unit_test(help_fits_into_ninety_columns),
  };
  return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
