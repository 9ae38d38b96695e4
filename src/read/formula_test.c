#include "read/test_files.h"

#include <math.h>

#include "read/formula.h"

static wg_ctx *ctx;

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  return ctx ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return 0;
}

static const char *const names[] = {"shops", "党员数", "a \"b\"; --", "Population"};
static const double numbers[] = {5, 7, 11, 99};
static const wg_formula_row building = {"L01", 40, NAN, 6, 250.25, "东塘", "住宅", numbers};

static wg_status evaluate(const char *text, double *value) {
  wg_formula *f;
  wg_status st = wg_formula_new(ctx, "--weight", text, names, 4, &f);
  if (st == WG_OK) st = wg_formula_value(ctx, f, &building, value);
  wg_formula_free(f);
  return st;
}

static void expressions_have_values(void **s) {
  (void)s;
  static const struct {
    const char *text;
    double want;
  } list[] = {{"households", 40},
              {"households + 0.2*shops", 41},
              {"HouseHolds*2 - floors", 74},
              {"户数 + 党员数", 47},
              {"\"党员数\" + \"a \"\"b\"\"; --\"", 18},
              {"area_m2", 250.25},
              {"households / 3", 40.0 / 3},
              {"coalesce(population, 3*households)", 120},
              {"max(floors, shops, 3) + min(floors, shops)", 11},
              {"case when estate = '东塘' then 2 else 1 end * households", 80},
              {"iif(use like '%宅%', households, 0)", 40},
              {"round(area_m2 / 100) + abs(-1) + length(estate)", 6},
              {"households between 10 and 50", 1},
              {"households in (40, 50)", 1},
              {"length('a;b--c/*?:@(')", 12},
              {"households * (1 + (2 * (3)))", 280}};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    double got = -1;
    if (evaluate(list[i].text, &got) != WG_OK) fail_msg("%s", wg_error(ctx));
    if (fabs(got - list[i].want) > 1e-9) fail_msg("%s is %g", list[i].text, got);
  }
}

/* The town's own columns come first: a further number of the same name stays behind. */
static void unknown_is_null(void **s) {
  (void)s;
  static const char *const list[] = {"population", "population + households", "households / 0",
                                     "null", "nullif(floors, 6)"};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    double got = 0;
    assert_int_equal(evaluate(list[i], &got), WG_OK);
    if (!isnan(got)) fail_msg("%s is %g", list[i], got);
  }
}

static void refused(const char *text, wg_status want, const char *why) {
  double got;
  wg_status st = evaluate(text, &got);
  if (st != want || !strstr(wg_error(ctx), why))
    fail_msg("%.60s: %d %s", text, (int)st, wg_error(ctx));
}

static void slips_of_the_pen_are_told(void **s) {
  (void)s;
  refused("", WG_ERR_USAGE, "it is empty");
  refused("  ", WG_ERR_USAGE, "it is empty");
  refused("households + shps", WG_ERR_USAGE, "no such column: shps");
  refused("households + shps", WG_ERR_USAGE,
          "population, floors, area_m2, estate, use, \"shops\", \"党员数\"");
  refused("\"shps\" + 1", WG_ERR_USAGE, "no such column: shps");
  refused("households +", WG_ERR_USAGE, "syntax error");
  refused("households floors", WG_ERR_USAGE, "syntax error");
  refused("households, floors", WG_ERR_USAGE, "row value misused");
  refused("(households", WG_ERR_USAGE, "brackets");
  refused("households) + (1", WG_ERR_USAGE, "brackets");
  refused("'abc", WG_ERR_USAGE, "quotation mark");
  refused("max(households)", WG_ERR_USAGE, "misuse of aggregate");
  refused("estate", WG_ERR_DATA, "a text for building \"L01\"");
  refused("1e308 * 10 * households", WG_ERR_DATA, "not finite for building \"L01\"");
}

static void nothing_else_is_reached(void **s) {
  (void)s;
  static const char *const list[] = {
      "(select 1)",
      "(select count(*) from sqlite_master)",
      "exists (select 1)",
      "households in (select 1)",
      "households in (values (1),(2))",
      "households in sqlite_master",
      "households in json_each('[40]')",
      "households) from (select 1 as households, 1 as households) --",
      "households) from (select 1 as households) /*",
      "1; drop table buildings",
      "?1",
      ":a",
      "@a",
      "$a",
      "load_extension('x')",
      "random()",
      "randomblob(1000000000)",
      "zeroblob(1000000000)",
      "printf('%1000000000d', 1)",
      "readfile('/etc/passwd')",
      "sqlite_version()",
      "datetime('now')",
      "current_timestamp",
      "sum(households)",
      "count(*)",
      "row_number() over ()",
      "sum(households) over ()",
      "raise(abort, 'x')",
      "households match 'x'",
      "households regexp 'x'"};
  for (size_t i = 0; i < sizeof list / sizeof *list; i++)
    refused(list[i], WG_ERR_USAGE, "--weight");
}

/* "((...(1)...))" and "1+1+...": ended by a limit, in no time. */
static void depth_and_length_are_bounded(void **s) {
  (void)s;
  char text[2 * WG_FORMULA_MOST];
  size_t n = WG_FORMULA_MOST / 2 - 1;
  memset(text, '(', n);
  text[n] = '1';
  memset(text + n + 1, ')', n);
  text[2 * n + 1] = 0;
  refused(text, WG_ERR_USAGE, "stack overflow");
  for (size_t i = 0; i < n; i++) memcpy(text + 2 * i, "-+", 2);
  memcpy(text + 2 * n - 1, "1", 2);
  refused(text, WG_ERR_USAGE, "--weight");
  for (size_t i = 0; i < sizeof text; i++) text[i] = "1+"[i % 2];
  text[sizeof text - 1] = 0;
  refused(text, WG_ERR_USAGE, "too long");
}

/* Also where a long text is cut for the message. */
static void messages_are_whole_characters(void **s) {
  (void)s;
  char text[400] = "";
  for (int i = 0; i < 90; i++) strcat(text, i % 2 ? "户" : "数");
  for (size_t skip = 0; skip < 3; skip++) {
    char shifted[410];
    snprintf(shifted, sizeof shifted, "%.*s%s", (int)skip, "xy", text);
    int n = wg_formula_shown(shifted);
    assert_true(n > 196 && n <= 200);
    assert_int_equal((n - (int)skip) % 3, 0);
  }
  assert_int_equal(wg_formula_shown("abc"), 3);
}

static void memory_may_run_out(void **s) {
  (void)s;
  for (uint64_t at = 1;; at++) {
    double got = 0;
    wg_mem_fail_at(at);
    wg_status st = evaluate("households", &got);
    wg_mem_fail_at(0);
    if (st == WG_OK) {
      assert_true(at > 1);
      return;
    }
    assert_int_equal(st, WG_ERR_NOMEM);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(expressions_have_values),
      cmocka_unit_test(unknown_is_null),
      cmocka_unit_test(slips_of_the_pen_are_told),
      cmocka_unit_test(nothing_else_is_reached),
      cmocka_unit_test(depth_and_length_are_bounded),
      cmocka_unit_test(messages_are_whole_characters),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("read/formula", tests, setup, teardown);
}
