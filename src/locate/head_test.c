/* Tables as they come: what is made of their first bytes, and what is refused. */
#include "locate/head.h"

#include "read/test_files.h"

static wg_ctx *ctx;
static wg_head head;
static char said[4000];

static void listen(void *user, wg_log_level level, const char *line) {
  (void)user;
  if (level == WG_LOG_INFO && strlen(said) + strlen(line) + 2 < sizeof said)
    strcat(strcat(said, line), "\n");
}

static wg_status read_bytes(const char *s, size_t n, bool at_end, const wg_head_options *o) {
  wg_head_options none = {.input = "in.csv"};
  wg_head_free(&head);
  said[0] = 0;
  return wg_head_read(ctx, s, n, at_end, o ? o : &none, &head);
}

static void reads(const char *s, const wg_head_options *o) {
  if (read_bytes(s, strlen(s), true, o) != WG_OK) fail_msg("%s", wg_error(ctx));
}

static void refused(const char *s, const wg_head_options *o, wg_status st, const char *words) {
  assert_int_equal(read_bytes(s, strlen(s), true, o), st);
  if (!strstr(wg_error(ctx), words)) fail_msg("\"%s\" not in: %s", words, wg_error(ctx));
}

static void columns_are(const char *joined) {
  char got[400] = "";
  for (size_t i = 0; i < head.column.n; i++)
    snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s", i ? "|" : "", head.column.v[i]);
  assert_string_equal(got, joined);
}

/* "x=lng y=lat id=..." of the roles that have a column. */
static void roles_are(const char *want) {
  static const char *const names[] = {"x",    "y",       "one", "id",      "building",
                                      "code", "address", "at",  "category"};
  char got[400] = "";
  for (int k = 0; k < WG_ROLES; k++)
    if (head.role[k] >= 0)
      snprintf(got + strlen(got), sizeof got - strlen(got), "%s%s=%s", *got ? " " : "", names[k],
               head.column.v[head.role[k]]);
  assert_string_equal(got, want);
}

static void is_said(const char *words) {
  if (!strstr(said, words)) fail_msg("\"%s\" not in: %s", words, said);
}

/* ---- dialect ------------------------------------------------------------------------ */

static void plain_table(void **state) {
  (void)state;
  reads("id,lng,lat\n1,121.4,31.2\n", NULL);
  assert_int_equal(head.format, WG_TABLE_CSV);
  assert_int_equal(head.encoding, WG_ENC_UTF8);
  assert_true(head.delimiter == ',' && head.has_header && !head.crlf && head.bom == 0);
  assert_int_equal(head.header, 0);
  assert_int_equal(head.body, 11);
  columns_are("id|lng|lat");
  roles_are("x=lng y=lat id=id");
  is_said("x from column \"lng\"");
}

static void mark_crlf_quotes_and_blank_lines(void **state) {
  (void)state;
  static const char text[] =
      "\xef\xbb\xbf\r\n\" 事件\n编号 \",\"经度（WGS84）\",,纬度(度)\r\n1,2,3\r\n";
  reads(text, NULL);
  assert_true(head.crlf && head.has_header);
  assert_int_equal(head.bom, 3);
  assert_int_equal(head.header, 5);
  assert_int_equal(head.body, strlen(text) - 7);
  columns_are("事件\n编号|经度（WGS84）|3|纬度(度)");
  roles_are("x=经度（WGS84） y=纬度(度) id=事件\n编号");
}

static void delimiters(void **state) {
  (void)state;
  reads("id\tlng\tlat\n1\t121.4\t31.2\n", NULL);
  assert_int_equal(head.delimiter, '\t');
  reads("id;address;x;y\n1;a, b;121.4;31.2\n2;c, d, e;121.4;31.2\n", NULL);
  assert_int_equal(head.delimiter, ';');
  reads("id|lng|lat\n1|121.4|31.2\n", NULL);
  assert_int_equal(head.delimiter, '|');
  reads("id,\"a;b;c\",lng,lat\n1,\"x\ty\",121.4,31.2\n", NULL);
  assert_int_equal(head.delimiter, ',');
  reads("sep=;\r\nid;x;y\r\n1;2;3\r\n", NULL);
  assert_int_equal(head.delimiter, ';');
  assert_int_equal(head.header, 7);
  columns_are("id|x|y");
  reads("address\n幸福路1号\n", NULL);
  columns_are("address");
  wg_head_options o = {.input = "in.csv", .delimiter = ';'};
  reads("address,x;lng;lat\n", &o);
  columns_are("address,x|lng|lat");
  o.delimiter = 'x';
  refused("a,b\n", &o, WG_ERR_USAGE, "'x' is no delimiter");
}

static void gb18030(void **state) {
  (void)state;
  wg_head_options o = {.input = "in.csv", .delimiter = '|'};
  static const char text[] = "\xb1\xe0\xba\xc5,\xbe\xad\xb6\xc8,\xce\xb3\xb6\xc8\n1,121.4,31.2\n";
  reads(text, NULL);
  assert_int_equal(head.encoding, WG_ENC_GB18030);
  columns_are("编号|经度|纬度");
  roles_are("x=经度 y=纬度 id=编号");
  refused(text, &o, WG_ERR_USAGE, "part of characters in GB18030");
  o = (wg_head_options){.encoding = "UTF8"};
  refused(text, &o, WG_ERR_USAGE, "no column is known");
  o.encoding = "latin1";
  refused(text, &o, WG_ERR_USAGE, "\"latin1\" is no known encoding");
  o.encoding = "gbk";
  reads("\xbe\xad\xb6\xc8,\xce\xb3\xb6\xc8\n", &o);
  columns_are("经度|纬度");
  refused("lng,lat\n\xff,1\n", NULL, WG_ERR_DATA, "not UTF-8 (byte 8) and not GB18030 (byte 8)");
}

static void character_cut_at_the_sample_end(void **state) {
  (void)state;
  static const char text[] = "lng,lat,地址\n1.5,2.5,幸福";
  for (size_t n = 16; n < sizeof text; n++) {
    assert_int_equal(read_bytes(text, n, false, NULL), WG_OK);
    assert_int_equal(head.encoding, WG_ENC_UTF8);
    roles_are("x=lng y=lat address=地址");
  }
}

static void nothing_in_it(void **state) {
  (void)state;
  static const char *const empty[] = {"", "\xef\xbb\xbf", "\n\r\n\n", "\xef\xbb\xbf\n"};
  for (size_t k = 0; k < 4; k++) {
    reads(empty[k], NULL);
    assert_int_equal(head.column.n, 0);
    assert_int_equal(head.body, strlen(empty[k]));
    assert_false(head.has_header);
  }
  reads("lng,lat", NULL); /* a header alone, and no line end */
  assert_true(head.has_header);
  assert_int_equal(head.body, 7);
}

static void what_is_no_table(void **state) {
  (void)state;
  static const char utf16[] = "\xff\xfei\0d\0";
  static const char bare[] = "i\0d\0,\0x\0\n\0";
  refused("PK\3\4....", NULL, WG_ERR_DATA, "\"in.csv\" is a zip archive or a spreadsheet");
  refused("\xd0\xcf\x11\xe0", NULL, WG_ERR_DATA, "old spreadsheet");
  refused("\x1f\x8b\x08", NULL, WG_ERR_DATA, "gzip");
  refused("SQLite format 3", NULL, WG_ERR_DATA, "database");
  refused("a,b\r1,2\r3,4\r", NULL, WG_ERR_DATA, "CR alone");
  assert_int_equal(read_bytes(utf16, 6, true, NULL), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "UTF-16; save it as CSV in UTF-8"));
  assert_int_equal(read_bytes(bare, 10, true, NULL), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "UTF-16"));
  assert_int_equal(read_bytes("\"lng,lat\n1,2\n", 13, false, NULL), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "is a quote not closed"));
}

/* ---- header -------------------------------------------------------------------------- */

static void header_or_not(void **state) {
  (void)state;
  wg_head_options yes = {.header = WG_HEADER_YES}, no = {.header = WG_HEADER_NO};
  reads("2019,lng,lat\n1,2,3\n", NULL); /* a known name, so the number is one too */
  assert_true(head.has_header);
  reads("a,121.4737,31.2304\nb,121.4737,31.2304\n", NULL);
  assert_false(head.has_header);
  assert_int_equal(head.header, 0);
  assert_int_equal(head.body, 0);
  columns_are("1|2|3");
  reads("address,121.4737,31.2304\n", NULL); /* precise numbers are no names */
  assert_false(head.has_header);
  yes.field[WG_ROLE_X] = "1.5", yes.field[WG_ROLE_Y] = "2.5";
  reads("1.5,2.5\n3,4\n", &yes);
  assert_true(head.has_header);
  columns_are("1.5|2.5");
  no.field[WG_ROLE_X] = "2", no.field[WG_ROLE_Y] = "3", no.field[WG_ROLE_ADDRESS] = "1";
  reads("a,lng,lat,\nb,c,d,e\n", &no);
  assert_false(head.has_header);
  roles_are("x=2 y=3 address=1");
}

static void columns_without_names(void **state) {
  (void)state;
  wg_head_options o = {.input = "in.csv", .field = {[WG_ROLE_ADDRESS] = "2"}};
  reads("1,a,121.4737,31.2304,5\n2,b,NULL,31.2305,7.25\n", NULL);
  roles_are("x=3 y=4");
  is_said("column 3 is taken for x, 4 for y");
  reads("31.2304,121.4737\n", NULL);
  roles_are("x=2 y=1");
  reads("7;a;121.4737,31.2304\n8;b;121.4737,31.2304\n", NULL);
  roles_are("one=3");
  refused("0.1234,51.5678\n", NULL, WG_ERR_USAGE, "give --x and --y");
  refused("1.1234,121.5678,31.5678\n", NULL, WG_ERR_USAGE, "give --x and --y");
  refused("121.5678,31.5678,POINT(1 2)\n", &(wg_head_options){.field = {"1"}}, WG_ERR_USAGE,
          "give --x and --y");
  reads("5,a\n6,b\n", &o);
  roles_are("address=2");
  refused("5,6\n", NULL, WG_ERR_USAGE, "no column is known as a coordinate");
}

/* ---- columns -------------------------------------------------------------------------- */

static void names_as_they_come(void **state) {
  (void)state;
  static const struct {
    const char *header, *roles;
  } cases[] = {
      {"Month,Longitude,Latitude,Location,LSOA code,Crime type",
       "x=Longitude y=Latitude address=Location at=Month category=Crime type"},
      {"DATE,TIME,LATITUDE,LONGITUDE,LOCATION,UNIQUE KEY",
       "x=LONGITUDE y=LATITUDE id=UNIQUE KEY address=LOCATION at=DATE"},
      {"工单编号,上报时间,大类,事发地址,楼栋编号,网格编码,经度,纬度",
       "x=经度 y=纬度 id=工单编号 building=楼栋编号 code=网格编码 address=事发地址 at=上报时间 "
       "category=大类"},
      {"X,Y,lng,lat", "x=lng y=lat"},
      {"code,网格代码,地址", "code=网格代码 address=地址"},
      {"order_id,case_name,location.name,location.longitude,location.latitude,create_time",
       "x=location.longitude y=location.latitude id=order_id at=create_time"},
      {"ORDERID,ZXDHZB,ZXDZZB,DZMC", "x=ZXDHZB y=ZXDZZB id=ORDERID address=DZMC"},
      {"编号,坐标", "one=坐标 id=编号"},
      {"編號,時間,經度,緯度,類別,地點", "x=經度 y=緯度 id=編號 address=地點 at=時間 category=類別"},
      {"lng,lat,grid_code,match", "x=lng y=lat code=grid_code"},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    reads(cases[k].header, NULL);
    roles_are(cases[k].roles);
  }
}

static void one_column_by_its_values(void **state) {
  (void)state;
  reads("id,location\n1,\"121.4737,31.2304\"\n2,NULL\n", NULL);
  roles_are("one=location id=id");
  assert_int_equal(head.order, WG_COORD_LNG_LAT);
  reads("id,location\n1,12 Main St\n2,5 Elm St\n", NULL);
  roles_are("id=id address=location");
  reads("id,lng,lat,location\n1,1,2,\"(2, 1)\"\n", NULL);
  roles_are("x=lng y=lat id=id");
  reads("id,geom\n1,POINT (121.4737 31.2304)\n", NULL);
  roles_are("one=geom id=id");
  reads("id;coordinates\n1;(31.2304, 121.4737)\n", NULL);
  assert_int_equal(head.order, WG_COORD_LAT_LNG);
  is_said("taken for lat,lng by its values");
  reads("id;lnglat\n1;31.2304,121.4737\n", NULL); /* the name says otherwise */
  assert_int_equal(head.order, WG_COORD_LNG_LAT);
  reads("id;latlng\n1;31.2304,51.4737\n", NULL);
  assert_int_equal(head.order, WG_COORD_LAT_LNG);
  reads("id;坐标\n1;31.2304,51.4737\n", NULL);
  assert_int_equal(head.order, WG_COORD_LNG_LAT);
  is_said("say so if it is not");
  wg_head_options o = {.order = "lat,lng"};
  reads("id;lnglat\n1;31.2304,121.4737\n", &o);
  assert_int_equal(head.order, WG_COORD_LAT_LNG);
  o.order = "north first";
  refused("id;lnglat\n", &o, WG_ERR_USAGE, "\"north first\" is no order");
  reads("id;one\n1;E121°28'25\" N31°13'49\"\n",
        &(wg_head_options){.field = {[WG_ROLE_ONE] = "ONE"}});
  roles_are("one=one id=id");
}

static void columns_as_given(void **state) {
  (void)state;
  wg_head_options o = {.input = "in.csv", .field = {"B", "3"}};
  reads("a,b,c,lng,lat\n", &o);
  roles_are("x=b y=c");
  o.field[WG_ROLE_CATEGORY] = "nothing";
  refused("a,b,c\n", &o, WG_ERR_USAGE,
          "\"nothing\": no such column in \"in.csv\" (category); it has \"a\", \"b\", \"c\"");
  o = (wg_head_options){.field = {"a", [WG_ROLE_ONE] = "b"}};
  refused("a,b,c\n", &o, WG_ERR_USAGE, "--xy names one column");
  o = (wg_head_options){.input = "in.csv", .field = {"a"}};
  refused("a,b,c\n", &o, WG_ERR_USAGE, "--x names a column, but --y does not");
  reads("a,b,lat\n", &o);
  roles_are("x=a y=lat");
  o.field[WG_ROLE_Y] = "1";
  refused("a,b,lat\n", &o, WG_ERR_USAGE, "both name column \"a\"");
  o.field[WG_ROLE_Y] = "4";
  refused("a,b,lat\n", &o, WG_ERR_USAGE, "\"4\": no such column");
  refused(",date,district,street\n", NULL, WG_ERR_USAGE, "it has \"1\", \"date\", \"district\"");
}

/* ---- JSON lines ------------------------------------------------------------------------- */

static void json_lines(void **state) {
  (void)state;
  reads(
      "\xef\xbb\xbf{\"id\":1,\"a\":{\"b\":2},\"t\":null}\r\n{\"id\":2,\"location\":{\"lng\":1.5,"
      "\"lat\":2,"
      "\"address\":\"x\"}}\r\n",
      NULL);
  assert_int_equal(head.format, WG_TABLE_NDJSON);
  assert_true(head.crlf && !head.has_header);
  assert_int_equal(head.body, 3);
  columns_are("id|a.b|t|location.lng|location.lat|location.address");
  roles_are("x=location.lng y=location.lat id=id address=location.address");
  reads(
      "{\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\":\"Point\",\"coordinates\":[51.5,31.2]}"
      ","
      "\"properties\":{\"大类\":\"噪音\"}}\n",
      NULL);
  columns_are("geometry.coordinates|大类|id");
  roles_are("one=geometry.coordinates id=id category=大类");
  assert_int_equal(head.order, WG_COORD_LNG_LAT);
  reads("{broken\n{\"lnglat\":[121.5,31.2],\"address\":\"x\"}", NULL);
  roles_are("one=lnglat address=address");
  wg_head_options o = {.format = WG_TABLE_NDJSON, .field = {"a.x", "a.y"}};
  reads("{\"a\":{\"x\":1,\"y\":2}}", &o);
  roles_are("x=a.x y=a.y");
  reads("", &o);
  assert_int_equal(head.column.n, 0);
}

static void json_that_is_no_lines(void **state) {
  (void)state;
  refused("[\n {\"lng\":1,\"lat\":2}\n]\n", NULL, WG_ERR_DATA, "no JSON object a line");
  refused("{\"type\":\"FeatureCollection\",\"features\":[]}\n", NULL, WG_ERR_DATA, ".geojson");
  refused("{\n\"lng\": 1\n}\n", NULL, WG_ERR_DATA, "jq -c");
  refused("{\"\xbe\xad\xb6\xc8\":1}\n", NULL, WG_ERR_DATA, "JSON is in UTF-8 always");
  refused("{\"a\":1}\n", NULL, WG_ERR_USAGE, "it has \"a\"");
  reads("[121.4737,31.2304]\n[121.4737,31.2304]\n", &(wg_head_options){.delimiter = ';'});
  assert_int_equal(head.format, WG_TABLE_CSV);
  roles_are("one=1");
}

/* ---- memory ------------------------------------------------------------------------------ */

static void every_allocation_may_fail(void **state) {
  (void)state;
  static const char *const texts[] = {
      "id,location\n1,\"121.4737,31.2304\"\n",
      "\xb1\xe0\xba\xc5,\xbe\xad\xb6\xc8,\xce\xb3\xb6\xc8\n1,121.4,31.2\n",
      "a,121.4737,31.2304\n",
      "{\"a\":[1,2],\"location\":{\"lng\":1.5,\"lat\":2}}\n",
  };
  for (size_t k = 0; k < 4; k++) {
    wg_status st = WG_ERR_NOMEM;
    wg_head_free(&head);
    int64_t live = wg_mem_live();
    for (uint64_t at = 1; st != WG_OK; at++) {
      wg_mem_fail_at(at);
      st = wg_head_read(ctx, texts[k], strlen(texts[k]), true, &(wg_head_options){0}, &head);
      wg_mem_fail_at(0);
      assert_true(st == WG_OK || st == WG_ERR_NOMEM);
      if (st == WG_OK) wg_head_free(&head);
      assert_int_equal(wg_mem_live(), live);
      assert_true(at < 200);
    }
  }
}

static int set_up(void **state) {
  (void)state;
  if (!(ctx = wg_ctx_new())) return -1;
  wg_ctx_set_log(ctx, listen, NULL);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  wg_head_free(&head);
  wg_ctx_free(ctx);
  return wg_mem_live() == 0 ? 0 : -1;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_table),
      cmocka_unit_test(mark_crlf_quotes_and_blank_lines),
      cmocka_unit_test(delimiters),
      cmocka_unit_test(gb18030),
      cmocka_unit_test(character_cut_at_the_sample_end),
      cmocka_unit_test(nothing_in_it),
      cmocka_unit_test(what_is_no_table),
      cmocka_unit_test(header_or_not),
      cmocka_unit_test(columns_without_names),
      cmocka_unit_test(names_as_they_come),
      cmocka_unit_test(one_column_by_its_values),
      cmocka_unit_test(columns_as_given),
      cmocka_unit_test(json_lines),
      cmocka_unit_test(json_that_is_no_lines),
      cmocka_unit_test(every_allocation_may_fail),
  };
  return cmocka_run_group_tests_name("locate/head", tests, set_up, tear_down);
}
