/* What is written is read back with json-c. */
#include "locate/write_json.h"

#include <json-c/json.h>
#include <math.h>

#include "base/rng.h"
#include "locate/json_read.h"
#include "locate/json_text.h"
#include "read/test_files.h"

static wg_ctx *ctx;
static wg_text out;

static const wg_located at_border = {
    .grid = 3, .neighbour = 4, .border_m = 1.25f, .distance_m = NAN, .match = WG_MATCH_BORDER};
static const wg_located nowhere = {.grid = WG_NO_GRID,
                                   .neighbour = WG_NO_GRID,
                                   .border_m = NAN,
                                   .distance_m = NAN,
                                   .match = WG_MATCH_OUTSIDE};
static const wg_answer border = {&at_border, "A\"1", "B网"}, outside = {&nowhere, NULL, NULL};

#define BORDER                                                                          \
  "\"grid_code\":\"A\\\"1\",\"match\":\"border\",\"border_m\":1.25,\"neighbour_code\":" \
  "\"B网\",\"distance_m\":null}"
#define OUTSIDE                                                                         \
  "\"grid_code\":null,\"match\":\"outside\",\"border_m\":null,\"neighbour_code\":null," \
  "\"distance_m\":null}"

static void out_is(const char *want) {
  assert_true(WG_VEC_PUSH(&out, 0));
  assert_string_equal(out.v, want);
  out.n = 0;
}

/* The table's second line as JSON; the first is its header. */
static bool write_row(const char *table, wg_text *to, const wg_answer *a) {
  wg_head h;
  wg_head_options o = {.header = WG_HEADER_YES, .encoding = strchr(table, 0xb5) ? "gbk" : NULL};
  wg_cells cells = {0};
  size_t length;
  bool ended, ok = false;
  if (wg_head_read(ctx, table, strlen(table), true, &o, &h) != WG_OK) {
    if (strstr(wg_error(ctx), "memory")) return false;
    fail_msg("%s", wg_error(ctx));
  }
  wg_json_rows *j = wg_json_rows_new(&h);
  if (j &&
      wg_cells_split(&cells, table + h.body, strlen(table + h.body), h.delimiter, &length, &ended))
    ok = wg_json_row(j, to, cells.v, cells.n, a);
  WG_VEC_FREE(&cells);
  wg_json_rows_free(j);
  wg_head_free(&h);
  return ok;
}

static void row_is(const char *table, const char *want) {
  out.n = 0;
  assert_true(write_row(table, &out, &border));
  out_is(want);
}

static void rows(void **state) {
  (void)state;
  row_is("id,lng,lat,a\n7,1.50,2,\"x \"\"y\"\"\nz\"\n",
         "{\"id\":\"7\",\"lng\":\"1.50\",\"lat\":\"2\",\"a\":\"x \\\"y\\\"\\nz\"," BORDER);
  row_is("lng,lat,a,b\n,\"\", \n",
         "{\"lng\":null,\"lat\":null,\"a\":\" \",\"b\":null," BORDER); /* cells are missing */
  row_is("lng,lat\n1,2,3,\n",
         "{\"lng\":\"1\",\"lat\":\"2\",\"extra_3\":\"3\",\"extra_4\":null," BORDER);
  row_is("lng,lat,\"q\"\"\\\",match,a,a,a_2,A\n1,2,3,4,5,6,7,8\n",
         "{\"lng\":\"1\",\"lat\":\"2\",\"q\\\"\\\\\":\"3\",\"match_2\":\"4\",\"a\":\"5\",\"a_2\":"
         "\"6\","
         "\"a_2_2\":\"7\",\"A\":\"8\"," BORDER);
  row_is("lng,lat,\xb5\xd8\xd6\xb7\n1,2,12\xba\xc5\xa5\n",
         "{\"lng\":\"1\",\"lat\":\"2\",\"地址\":\"12号\xef\xbf\xbd\"," BORDER);
  out.n = 0;
  assert_true(write_row("lng,lat\n,\n", &out, &outside));
  out_is("{\"lng\":null,\"lat\":null," OUTSIDE);
}

/* Any bytes: what json-c reads back is the same text, but for U+FFFD. */
static void strings_read_back(void **state) {
  (void)state;
  wg_rng rng = wg_rng_init(7, 0);
  for (int round = 0; round < 20000; round++) {
    char s[40];
    size_t n = wg_rng_below(&rng, sizeof s);
    for (size_t i = 0; i < n; i++) {
      uint64_t kind = wg_rng_below(&rng, 8);
      s[i] = (char)(kind ? 0x20 + wg_rng_below(&rng, 0x5f) : 1 + wg_rng_below(&rng, 255));
    }
    wg_to_utf8 t;
    wg_text want = {0};
    assert_true(wg_to_utf8_open(&t, WG_ENC_UTF8) && wg_to_utf8_append(&t, s, n, &want));
    out.n = 0;
    assert_true(wg_put_json(&out, s, n) && WG_VEC_PUSH(&out, 0));
    json_object *o = json_tokener_parse(out.v);
    assert_true(json_object_is_type(o, json_type_string));
    assert_int_equal(json_object_get_string_len(o), want.n);
    if (want.n) assert_memory_equal(json_object_get_string(o), want.v, want.n);
    json_object_put(o);
    WG_VEC_FREE(&want);
  }
}

static void control_characters(void **state) {
  (void)state;
  out.n = 0;
  assert_true(wg_put_json(&out, "\0\x01\x1f\t\r\x7f/", 7));
  out_is("\"\\u0000\\u0001\\u001f\\t\\r\x7f/\"");
}

static void numbers(void **state) {
  (void)state;
  static const float metres[] = {0,       0.004f, 0.005f,    0.125f,  0.375f,   1,
                                 29.999f, 30,     99999.99f, -0.004f, -12.345f, 1e9f};
  for (size_t k = 0; k < sizeof metres / sizeof *metres; k++) {
    char want[40];
    snprintf(want, sizeof want, "%.2f", metres[k] == -0.004f ? 0.0 : (double)metres[k]);
    out.n = 0;
    assert_true(wg_put_metres(&out, metres[k]));
    out_is(want);
  }
  assert_true(wg_put_metres(&out, NAN) && wg_put_metres(&out, INFINITY) &&
              wg_put_metres(&out, 1e30f));
  out_is("nullnullnull");
}

static void feature_at(double x, double y, const char *geometry) {
  char want[300];
  snprintf(want, sizeof want, ",\n{\"type\":\"Feature\",\"geometry\":%s,\"properties\":{}}",
           geometry);
  out.n = 0;
  assert_true(wg_geojson_begin(&out, (double[]){x, y}) && WG_VEC_PUSH(&out, '{') &&
              WG_VEC_PUSH(&out, '}') && wg_geojson_end(&out));
  out_is(want);
}

static void places(void **state) {
  (void)state;
  feature_at(121.4737021, 31.2303904,
             "{\"type\":\"Point\",\"coordinates\":[121.4737021,31.2303904]}");
  feature_at(-0.1, 51, "{\"type\":\"Point\",\"coordinates\":[-0.1,51]}");
  feature_at(-0.000000001, 0.123456789, "{\"type\":\"Point\",\"coordinates\":[0,0.12345679]}");
  feature_at(100, -0.00000001, "{\"type\":\"Point\",\"coordinates\":[100,-0.00000001]}");
  feature_at(500123.456, 3349722.3021,
             "{\"type\":\"Point\",\"coordinates\":[500123.456,3349722.3021]}");
  feature_at(NAN, 1, "null");
  feature_at(1, -INFINITY, "null");
  feature_at(1e300, 1, "null");
  out.n = 0;
  assert_true(wg_geojson_begin(&out, NULL));
  out_is(",\n{\"type\":\"Feature\",\"geometry\":null,\"properties\":");
}

/* Blocks of any sizes, also empty ones, make one document. */
static void collections(void **state) {
  (void)state;
  static const int blocks[][4] = {{0, 0, 0, 0}, {2, 0, 1, 0}, {0, 0, 3, 1}};
  for (int k = 0; k < 3; k++) {
    wg_text file = {0};
    int features = 0;
    bool first = true;
    for (const char *s = WG_GEOJSON_HEAD; *s; s++) assert_true(WG_VEC_PUSH(&file, *s));
    for (int b = 0; b < 4; b++) {
      out.n = 0;
      for (int i = 0; i < blocks[k][b]; i++, features++)
        assert_true(wg_geojson_begin(&out, (double[]){1, 2}) &&
                    write_row("lng,lat\n1,2\n", &out, &border) && wg_geojson_end(&out));
      for (size_t i = first && out.n; i < out.n; i++) assert_true(WG_VEC_PUSH(&file, out.v[i]));
      first = first && out.n == 0;
    }
    for (const char *s = WG_GEOJSON_FOOT; *s; s++) assert_true(WG_VEC_PUSH(&file, *s));
    struct json_tokener *reader = wg_json_reader(8);
    json_object *o = wg_json_object(reader, wg_json_trim(file.v, file.n)), *list;
    assert_true(json_object_object_get_ex(o, "features", &list));
    assert_int_equal(json_object_array_length(list), features);
    json_object_put(o);
    json_tokener_free(reader);
    WG_VEC_FREE(&file);
  }
  out.n = 0;
}

static void line_is(const char *line, wg_line what, const wg_row_texts *t, const char *want) {
  out.n = 0;
  assert_true(wg_json_line(&out, line, strlen(line), what, t, &border));
  out_is(want);
}

static void lines(void **state) {
  (void)state;
  line_is("{\"a\": 1}\r", WG_LINE_OBJECT, &(wg_row_texts){.at = 7, .comma = true},
          "{\"a\": 1," BORDER "\r");
  line_is("{}", WG_LINE_OBJECT, &(wg_row_texts){.at = 1}, "{" BORDER);
  line_is(" ", WG_LINE_BLANK, &(wg_row_texts){0}, " ");
  line_is("[1,\"\xff\"\r", WG_LINE_BAD, &(wg_row_texts){0},
          "{\"line\":\"[1,\\\"\xef\xbf\xbd\\\"\"," BORDER "\r");
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  bool ok = false;
  for (uint64_t at = 1; !ok; at++) {
    wg_text to = {0};
    int64_t live = wg_mem_live();
    wg_mem_fail_at(at);
    ok = write_row("lng,lat,\xb5\xd8\xd6\xb7\n1,\"\"\"2\",12\xba\xc5\n", &to, &border) &&
         wg_geojson_begin(&to, NULL) && wg_geojson_end(&to) &&
         wg_json_line(&to, "x", 1, WG_LINE_BAD, NULL, &border) && wg_put_metres(&to, 1);
    wg_mem_fail_at(0);
    WG_VEC_FREE(&to);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at < 200);
  }
}

static int set_up(void **state) {
  (void)state;
  return (ctx = wg_ctx_new()) ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  WG_VEC_FREE(&out);
  wg_ctx_free(ctx);
  return wg_mem_live() == 0 ? 0 : -1;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows),
      cmocka_unit_test(strings_read_back),
      cmocka_unit_test(control_characters),
      cmocka_unit_test(numbers),
      cmocka_unit_test(places),
      cmocka_unit_test(collections),
      cmocka_unit_test(lines),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("locate/write_json", tests, set_up, tear_down);
}
