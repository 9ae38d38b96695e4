#include "locate/ndjson.h"

#include "read/test_files.h"

static wg_ctx *ctx;
static wg_head head;
static wg_ndjson *rows;
static wg_row_texts t;

/* A reader for a table whose first line is this. */
static void open_for(const char *first, const wg_head_options *o) {
  wg_ndjson_free(rows);
  wg_head_free(&head);
  wg_head_options none = {0};
  if (wg_head_read(ctx, first, strlen(first), true, o ? o : &none, &head) != WG_OK)
    fail_msg("%s", wg_error(ctx));
  assert_non_null(rows = wg_ndjson_new(&head));
}

static void line_is(const char *line, wg_line what) {
  assert_int_equal(wg_ndjson_row(rows, line, strlen(line), &t), what);
}

static void text_is(wg_role role, const char *want) {
  assert_int_equal(t.text[role].n, strlen(want));
  assert_memory_equal(t.text[role].s, want, strlen(want));
}

static void members_of_every_type(void **state) {
  (void)state;
  open_for("{\"id\":1,\"lng\":1,\"lat\":2,\"address\":\"\",\"time\":0}", NULL);
  line_is(
      "{\"id\":9007199254740993,\"lng\":121.4737021,\"lat\":31.20,\"address\":\"\\u5730\\\"x\","
      "\"time\":null}\r\n",
      WG_LINE_OBJECT);
  text_is(WG_ROLE_ID, "9007199254740993");
  text_is(WG_ROLE_X, "121.4737021");
  text_is(WG_ROLE_Y, "31.20"); /* as written */
  text_is(WG_ROLE_ADDRESS, "地\"x");
  text_is(WG_ROLE_AT, "");
  text_is(WG_ROLE_CODE, "");
  line_is("\x1e {\"lat\":\"31.5\",\"lng\":1e2,\"time\":true,\"address\":{\"a\":[]}} ",
          WG_LINE_OBJECT);
  text_is(WG_ROLE_ID, "");
  text_is(WG_ROLE_X, "1e2");
  text_is(WG_ROLE_Y, "31.5");
  text_is(WG_ROLE_AT, "true");
  text_is(WG_ROLE_ADDRESS, "{\"a\":[]}");
}

static void nested_members_and_arrays(void **state) {
  (void)state;
  wg_head_options o = {.field = {[WG_ROLE_ONE] = "place.at", [WG_ROLE_ID] = "a.b"}};
  open_for("{\"place\":{\"at\":[1,2]},\"a.b\":1}", &o);
  line_is("{\"place\":{\"at\":[121.47,31.2,5]},\"a\":{\"b\":7}}", WG_LINE_OBJECT);
  text_is(WG_ROLE_ONE, "121.47,31.2");
  text_is(WG_ROLE_ID, "7");
  line_is(
      "{\"place\":{\"at\":{\"type\":\"Point\",\"coordinates\":[\"1.50\",\"2\"]}},\"a.b\":8,\"a\":"
      "{\"b\":7}}",
      WG_LINE_OBJECT);
  text_is(WG_ROLE_ONE, "1.50,2");
  text_is(WG_ROLE_ID, "8");
  line_is("{\"place\":{\"at\":[[1,2],[3,4]]}}", WG_LINE_OBJECT);
  text_is(WG_ROLE_ONE, "[[1,2],[3,4]]");
  line_is("{\"place\":5,\"a\":null}", WG_LINE_OBJECT);
  text_is(WG_ROLE_ONE, "");
}

#define POINT(x, y) "\"geometry\":{\"type\":\"Point\",\"coordinates\":[" x "," y "]}"

static void features(void **state) {
  (void)state;
  open_for("{\"type\":\"Feature\"," POINT("1", "2") ",\"id\":1,\"properties\":{\"address\":\"\"}}",
           NULL);
  line_is(
      "{\"type\":\"Feature\",\"id\":5,\"properties\":{\"address\":\"x\"}," POINT("1.5", "2.5") "}",
      WG_LINE_OBJECT);
  text_is(WG_ROLE_ONE, "1.5,2.5");
  text_is(WG_ROLE_ADDRESS, "x");
  text_is(WG_ROLE_ID, "5");
  line_is("{\"type\":\"Feature\",\"properties\":{\"id\":6},\"geometry\":null}", WG_LINE_OBJECT);
  text_is(WG_ROLE_ONE, "");
  text_is(WG_ROLE_ID, "6");
  line_is("{\"type\":\"Feature\",\"id\":7,\"properties\":null}", WG_LINE_OBJECT);
  text_is(WG_ROLE_ID, "7");
}

static void bad_and_blank_lines(void **state) {
  (void)state;
  static const char *const bad[] = {
      "x",         "{",        "{\"id\":1",   "{\"id\":1}x",   "{\"id\":1}{}",      "[1]",
      "\"id\"",    "{'id':1}", "{\"id\":1,}", "{\"id\":\xff}", "{\"id\":\"\xff\"}", "null",
      "{\"a\":01}"};
  open_for("{\"id\":1,\"lng\":1,\"lat\":2}", NULL);
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
    if (wg_ndjson_row(rows, bad[k], strlen(bad[k]), &t) != WG_LINE_BAD) fail_msg("%s", bad[k]);
    text_is(WG_ROLE_ID, "");
  }
  assert_int_equal(wg_ndjson_row(rows, "{\"id\":1}\0}", 10, &t), WG_LINE_BAD);
  line_is("", WG_LINE_BLANK);
  line_is(" \r\n", WG_LINE_BLANK);
  line_is("{\"id\":NaN}", WG_LINE_OBJECT);
  text_is(WG_ROLE_ID, "NaN");
  line_is("{\"id\":123456789012345678901234567890}", WG_LINE_BAD); /* not another number instead */
}

static void depth_and_length_are_limited(void **state) {
  (void)state;
  enum { DEEP = 100000 };
  char *deep = malloc(2 * DEEP + 16), *p = deep;
  assert_non_null(deep);
  open_for("{\"id\":1,\"lng\":1,\"lat\":2}", NULL);
  p += sprintf(p, "{\"id\":");
  for (int i = 0; i < DEEP; i++) *p++ = '[';
  for (int i = 0; i < DEEP; i++) *p++ = ']';
  *p++ = '}';
  assert_int_equal(wg_ndjson_row(rows, deep, (size_t)(p - deep), &t), WG_LINE_BAD);
  free(deep);
  size_t n = (size_t)WG_NDJSON_LINE_MAX + 1;
  char *longer = malloc(n);
  assert_non_null(longer);
  memset(longer, ' ', n);
  memcpy(longer, "{\"id\":1", 7);
  longer[n - 2] = '}';
  assert_int_equal(wg_ndjson_row(rows, longer, n - 1, &t), WG_LINE_OBJECT);
  assert_int_equal(wg_ndjson_row(rows, longer, n, &t), WG_LINE_BAD);
  free(longer);
}

/* The line with @ where members go, and a comma before it where they need one. */
static void goes_to(const char *line, const char *want) {
  char got[300];
  line_is(line, WG_LINE_OBJECT);
  snprintf(got, sizeof got, "%.*s%s@%s", (int)t.at, line, t.comma ? "," : "", line + t.at);
  assert_string_equal(got, want);
}

static void where_members_go(void **state) {
  (void)state;
  open_for("{\"id\":1,\"lng\":1,\"lat\":2}", NULL);
  goes_to("{}", "{@}");
  goes_to(" { } \r\n", " { @} \r\n");
  goes_to("{\"id\":\"}\" }\r", "{\"id\":\"}\" ,@}\r");
  goes_to("{\"type\":\"Feature\",\"properties\":{}}", "{\"type\":\"Feature\",\"properties\":{@}}");
  goes_to(
      "{\"a\":{\"properties\":{}},\"p\":\"properties\",\"properties\" : "
      "{\"a\":[{}],\"b\":\"}\\\"}\"}"
      ",\"type\":\"Feature\"}",
      "{\"a\":{\"properties\":{}},\"p\":\"properties\",\"properties\" : "
      "{\"a\":[{}],\"b\":\"}\\\"}\",@}"
      ",\"type\":\"Feature\"}");
  goes_to("{\"properties\":{\"a\":1},\"properties\":{},\"type\":\"Feature\"}",
          "{\"properties\":{\"a\":1},\"properties\":{@},\"type\":\"Feature\"}");
  goes_to("{\"properties\":{},\"pr\\u006fperties\":{},\"type\":\"Feature\"}",
          "{\"properties\":{},\"pr\\u006fperties\":{},\"type\":\"Feature\",@}");
  goes_to("{\"type\":\"Feature\",\"properties\":null}",
          "{\"type\":\"Feature\",\"properties\":null,@}");
  goes_to("{\"type\":\"other\",\"properties\":{}}", "{\"type\":\"other\",\"properties\":{},@}");
}

static void memory_runs_out(void **state) {
  (void)state;
  wg_head_options o = {.field = {[WG_ROLE_ONE] = "at"}};
  open_for("{\"at\":[1,2]}", &o);
  int64_t live = wg_mem_live();
  wg_mem_fail_at(1);
  assert_null(wg_ndjson_new(&head));
  wg_mem_fail_at(1);
  line_is("{\"at\":[1,2]}", WG_LINE_NOMEM);
  wg_mem_fail_at(0);
  assert_int_equal(wg_mem_live(), live);
}

static int set_up(void **state) {
  (void)state;
  return (ctx = wg_ctx_new()) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  wg_ndjson_free(rows);
  wg_head_free(&head);
  wg_ctx_free(ctx);
  return wg_mem_live() == 0 ? 0 : -1;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(members_of_every_type),
      cmocka_unit_test(nested_members_and_arrays),
      cmocka_unit_test(features),
      cmocka_unit_test(bad_and_blank_lines),
      cmocka_unit_test(depth_and_length_are_limited),
      cmocka_unit_test(where_members_go),
      cmocka_unit_test(memory_runs_out),
  };
  return cmocka_run_group_tests_name("locate/ndjson", tests, set_up, tear_down);
}
