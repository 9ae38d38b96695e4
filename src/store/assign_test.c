/* Grids from wherever they stand, saved indexes, keys, and whole assignments. */
#include "store/test_incidents.h"

#include "locate/cells.h"
#include "store/keyring.h"
#include "store/open_grids.h"

static char dir[64], town_db[128], layer[128], saved[128], table[128], out[128];
static wg_ctx *ctx;
static char logged[4000];

static char *in_dir(char to[128], const char *name) {
  snprintf(to, 128, "%s/%s", dir, name);
  return to;
}

static void keep_log(void *user, wg_log_level level, const char *line) {
  (void)user, (void)level;
  size_t n = strlen(logged);
  snprintf(logged + n, sizeof logged - n, "%s\n", line);
}

static void write_file(const char *path, const char *bytes, size_t n) {
  FILE *f = fopen(path, "wb");
  assert_non_null(f);
  assert_int_equal(fwrite(bytes, 1, n, f), n);
  assert_int_equal(fclose(f), 0);
}

/* Two editions; in the second the first grid has a code behind the others. */
static int make_town(void) {
  wg_town town;
  wg_grids grids;
  test_town(&town);
  test_grids(&grids);
  wg_run first = {.min = 300, .max = 600, .valid_from = "2026-01-01"}, second = first;
  second.valid_from = "2026-06-01";
  bool ok = wg_workspace_create(ctx, town_db, &town, false) == WG_OK &&
            wg_workspace_write_grids(ctx, town_db, &town, &grids, &first) == WG_OK;
  grids.grid.v[0].code = "340223001001009";
  ok = ok && wg_workspace_write_grids(ctx, town_db, &town, &grids, &second) == WG_OK;
  test_town_free(&town);
  wg_grids_free(&grids);
  return ok ? 0 : -1;
}

static const char boxes[] =
    "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
    "\"urn:ogc:def:crs:EPSG::4548\"}},\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"nr\":\"B\",\"name\":\"x\"},\"geometry\":{\"type\":"
    "\"Polygon\",\"coordinates\":[[[562000,3500000],[563000,3500000],[563000,3501000],"
    "[562000,3501000],[562000,3500000]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"nr\":\"\",\"name\":\"x\"},\"geometry\":{\"type\":"
    "\"Polygon\",\"coordinates\":[[[0,0],[1,0],[1,1],[0,0]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"nr\":\"P\"},\"geometry\":{\"type\":\"Point\","
    "\"coordinates\":[1,2]}},"
    "{\"type\":\"Feature\",\"properties\":{\"nr\":\"A\",\"name\":\"x\"},\"geometry\":{\"type\":"
    "\"MultiPolygon\",\"coordinates\":[[[[562900,3500000],[564000,3500000],[564000,3501000],"
    "[562900,3501000],[562900,3500000]],[[563500,3500500],[563500,3500600],[563600,3500600],"
    "[563500,3500500]]],[[[565000,3500000],[566000,3500000],[566000,3501000],[565000,3500000]]]]"
    "}}]}";

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  if (test_folder_fast(dir)) return -1;
  in_dir(town_db, "town.db"), in_dir(layer, "grids.geojson"), in_dir(saved, "grids.wgi");
  in_dir(table, "rows.csv"), in_dir(out, "out.csv");
  write_file(layer, boxes, sizeof boxes - 1);
  return make_town();
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

/* ---- grids ------------------------------------------------------------------------------------------ */

static void make_index(const char *grids, const char *code, wg_index_summary *sum) {
  wg_index_options o;
  wg_index_options_init(&o);
  o.grids = grids, o.output = saved, o.code_field = code, o.overwrite = true;
  if (wg_index(ctx, &o, sum) != WG_OK) fail_msg("%s", wg_error(ctx));
}

/* A saved index says what the grids that it was made of say. */
static void as_saved(const char *grids, const char *code) {
  wg_locator *a, *b;
  wg_index_summary sum;
  make_index(grids, code, &sum);
  assert_int_equal(wg_grids_kind_of(saved), WG_GRIDS_INDEX);
  assert_int_equal(wg_locator_open(ctx, grids, code, &a), WG_OK);
  assert_int_equal(wg_locator_open(ctx, saved, NULL, &b), WG_OK);
  assert_int_equal(wg_locator_count(a), sum.polygons);
  assert_int_equal(wg_locator_count(b), sum.polygons);
  assert_string_equal(wg_locator_crs(a), "EPSG:4548");
  assert_string_equal(wg_locator_crs(b), "EPSG:4548");
  assert_string_equal(sum.crs, "EPSG:4548");
  for (uint32_t i = 0; i < sum.polygons; i++)
    assert_string_equal(wg_locator_code(a, i), wg_locator_code(b, i));
  wg_rng r = wg_rng_init(1, 1);
  unsigned found = 0;
  for (int i = 0; i < 5000; i++) {
    double xy[2] = {561900 + 5000 * wg_rng_unit(&r), 3499900 + 2200 * wg_rng_unit(&r)};
    uint32_t x, y;
    wg_locate(a, xy, 1, &x);
    wg_locate(b, xy, 1, &y);
    assert_int_equal(x, y);
    found += x != WG_NO_GRID;
  }
  assert_true(found > 1000 && found < 4500);
  wg_locator_close(a);
  wg_locator_close(b);
}

static void grids_from_everywhere(void **state) {
  (void)state;
  wg_index_summary sum;
  assert_int_equal(wg_grids_kind_of(town_db), WG_GRIDS_WORKSPACE);
  assert_int_equal(wg_grids_kind_of(layer), WG_GRIDS_LAYER);
  assert_int_equal(wg_grids_kind_of("/absent"), WG_GRIDS_LAYER);
  as_saved(town_db, NULL);
  make_index(town_db, NULL, &sum);
  assert_int_equal(sum.edition, 2);
  assert_int_equal(sum.codes, 3);
  assert_int_equal(sum.overlaps, 0);
  wg_ctx_set_log(ctx, keep_log, NULL);
  *logged = 0;
  as_saved(layer, "nr");
  assert_non_null(strstr(logged, "1 features are no polygons"));
  assert_non_null(strstr(logged, "1 polygons have no code"));
  assert_non_null(strstr(logged, "polygons overlap, \"A\" and \"B\""));
  wg_ctx_set_log(ctx, NULL, NULL);
  make_index(layer, "nr", &sum);
  assert_int_equal(sum.polygons, 2);
  assert_true(sum.overlaps > 0);
  assert_string_equal(sum.overlap[0], "A");
  assert_string_equal(sum.overlap[1], "B");
  wg_locator_close(NULL);
}

static void index_fails(const char *grids, const char *code, const char *to, bool over,
                        wg_status want, const char *say) {
  wg_index_options o = {.grids = grids, .output = to, .code_field = code, .overwrite = over};
  wg_index_summary sum;
  wg_status st = wg_index(ctx, &o, &sum);
  if (st != want) fail_msg("status %d: %s", st, wg_error(ctx));
  if (!strstr(wg_error(ctx), say)) fail_msg("%s", wg_error(ctx));
}

static void what_makes_no_index(void **state) {
  (void)state;
  wg_index_summary sum;
  char path[128];
  make_index(town_db, NULL, &sum);
  index_fails(NULL, NULL, saved, true, WG_ERR_USAGE, "GRIDS");
  index_fails(town_db, NULL, NULL, true, WG_ERR_USAGE, "-o FILE.wgi");
  index_fails(town_db, NULL, "-", true, WG_ERR_USAGE, "-o FILE.wgi");
  index_fails(saved, NULL, in_dir(path, "x.wgi"), true, WG_ERR_USAGE, "is an index already");
  index_fails(town_db, NULL, saved, false, WG_ERR_IO, "exists");
  index_fails(town_db, "code", in_dir(path, "x.wgi"), true, WG_ERR_USAGE, "leave --code out");
  index_fails(layer, "absent", in_dir(path, "x.wgi"), true, WG_ERR_USAGE, "absent");
  index_fails(layer, NULL, in_dir(path, "x.wgi"), true, WG_ERR_USAGE, "--code FIELD");
  index_fails("/absent.shp", NULL, in_dir(path, "x.wgi"), true, WG_ERR_IO, "absent.shp");
  index_fails(town_db, NULL, in_dir(path, "absent/x.wgi"), true, WG_ERR_IO, "absent");
  assert_int_not_equal(access(in_dir(path, "x.wgi"), F_OK), 0);
}

/* ---- keys ----------------------------------------------------------------------------------------------- */

static wg_located ask(const wg_keyring *k, const char *building, const char *code,
                      const char *address) {
  wg_cell text[WG_ROLES] = {0};
  text[WG_ROLE_BUILDING] = (wg_cell){building, strlen(building)};
  text[WG_ROLE_CODE] = (wg_cell){code, strlen(code)};
  text[WG_ROLE_ADDRESS] = (wg_cell){address, strlen(address)};
  wg_located r = {WG_NO_GRID, WG_NO_GRID, NAN, NAN, WG_MATCH_NO_COORDINATE};
  wg_keyring_ask(k, text, &r);
  return r;
}

static void keys_in_their_order(void **state) {
  (void)state;
  wg_gazetteer g = {0};
  wg_edition_list list;
  wg_keyring k;
  assert_int_equal(wg_editions_read(ctx, town_db, &list), WG_OK);
  assert_int_equal(wg_open_editions(ctx, town_db, &list, &g), WG_OK);
  assert_int_equal(g.grids, 6);
  for (int with = 0; with < 2; with++) {
    assert_int_equal(wg_keyring_make(ctx, &g, with ? town_db : NULL, &k), WG_OK);
    wg_located r = ask(&k, "", " 340223001001009 ", "");
    assert_int_equal(r.match, WG_MATCH_CODE);
    assert_string_equal(wg_gazetteer_code(&g, r.grid), "340223001001009");
    assert_true(r.grid >= 3); /* of the edition in force */
    r = ask(&k, "楼1", "340223001001002", "");
    assert_int_equal(r.match, with ? WG_MATCH_BUILDING : WG_MATCH_CODE);
    assert_string_equal(wg_gazetteer_code(&g, r.grid),
                        with ? "340223001001009" : "340223001001002");
    r = ask(&k, "absent", "340223001001001", "幸福小区12栋"); /* the code is of an edition before */
    assert_int_equal(r.match, with ? WG_MATCH_ADDRESS : WG_MATCH_NO_COORDINATE);
    if (with) assert_string_equal(wg_gazetteer_code(&g, r.grid), "340223001001009");
    r = ask(&k, "", "", "无处");
    assert_int_equal(r.match, WG_MATCH_NO_COORDINATE);
    assert_int_equal(r.grid, WG_NO_GRID);
    wg_keyring_free(&k);
  }
  wg_editions_free(&list);
  wg_gazetteer_free(&g);
}

/* ---- assignments -------------------------------------------------------------------------------------- */

/* `rows` incidents of the town, in its CRS; some anywhere, some without coordinates. */
static void make_table(unsigned rows, const char *header) {
  FILE *f = fopen(table, "wb");
  wg_rng r = wg_rng_init(rows, 8);
  assert_non_null(f);
  fprintf(f, "%s\n", header);
  for (unsigned i = 0; i < rows; i++) {
    fprintf(f, "GD-%u,", i);
    if (wg_rng_below(&r, 20)) {
      fprintf(f, "%.2f,%.2f", 561990 + 2020 * wg_rng_unit(&r), 3499990 + 2020 * wg_rng_unit(&r));
    } else {
      fputs(i % 2 ? "," : "x,NULL", f);
    }
    fprintf(f, ",2026-%02u-11 08:00,%s\n", 1 + wg_rng_below(&r, 12),
            i % 3 ? "市容" : "\"a, \"\"b\"\"\"");
  }
  assert_int_equal(fclose(f), 0);
}

static wg_assign_options options(const char *grids) {
  wg_assign_options o;
  wg_assign_options_init(&o);
  o.grids = grids, o.input = table, o.output = out, o.overwrite = true;
  o.crs = "EPSG:4548", o.x = "x", o.y = "y", o.at = "at", o.category = "category";
  return o;
}

static void assign(const wg_assign_options *o, wg_assign_summary *sum) {
  if (wg_assign(ctx, o, sum) != WG_OK) fail_msg("%s", wg_error(ctx));
}

/* Counts that belong together; codes in order, each once. */
static void adds_up(const wg_assign_summary *sum) {
  uint64_t by_match = 0, by_grid = 0, by_category = 0;
  for (unsigned m = 0; m < WG_MATCH_KINDS; m++) by_match += sum->match[m];
  for (size_t i = 0; i < sum->n_grid; i++) {
    by_grid += sum->grid[i].rows;
    if (i && strcmp(sum->grid[i - 1].name, sum->grid[i].name) >= 0)
      fail_msg("%s before %s", sum->grid[i - 1].name, sum->grid[i].name);
  }
  for (size_t i = 0; i < sum->n_category; i++) by_category += sum->category[i].rows;
  assert_int_equal(by_match, sum->rows);
  assert_int_equal(by_grid, sum->located);
  if (sum->n_category) assert_int_equal(by_category, sum->rows);
}

static void same_bytes_by_any_threads(void **state) {
  (void)state;
  static const char *const formats[] = {"csv", "jsonl", "geojson"};
  char first[128];
  wg_index_summary made;
  make_index(town_db, NULL, &made);
  make_table(24000, "id,x,y,at,category");
  for (unsigned way = 0; way < 5; way++) {
    wg_assign_options o = options(way ? town_db : saved);
    o.format = formats[way % 3];
    o.at_time = way == 4;
    in_dir(first, "first.out");
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
      wg_assign_summary sum;
      o.output = threads == 1 ? first : out;
      ctx->threads = threads;
      assign(&o, &sum);
      assert_int_equal(sum.rows, 24000);
      assert_true(sum.located > 20000);
      assert_int_equal(sum.edition, 2);
      assert_int_equal(sum.n_category, 2);
      assert_string_equal(sum.category[1].name, "a, \"b\"");
      assert_string_equal(sum.crs, "EPSG:4548");
      assert_int_equal(sum.n_grid, way == 4 ? 4 : 3);
      adds_up(&sum);
      wg_assign_summary_free(&sum);
      if (threads > 1) assert_same_file(out, first);
    }
  }
  ctx->threads = 1;
}

static void assert_output(const char *want) {
  size_t n;
  char *got = (char *)slurp(out, &n);
  assert_string_equal(got, want);
  free(got);
}

static void id_and_code_only(void **state) {
  (void)state;
  wg_assign_summary sum;
  wg_assign_options o = options(town_db);
  o.codes_only = true;
  o.at = o.category = NULL;
  static const char plain[] = "x,y,\"a,\"\"b\"\"\"\r\n562500,3501000,\"7,\"\"8\"\"\"\r\n1,2,\r\n";
  write_file(table, plain, sizeof plain - 1);
  o.id = "3";
  assign(&o, &sum);
  assert_output("\"a,\"\"b\"\"\",grid_code\r\n\"7,\"\"8\"\"\",340223001001009\r\n,\r\n");
  wg_assign_summary_free(&sum);
  static const char gb[] = "\xb1\xe0\xba\xc5,x,y\n\xb5\xd8,562500,3501000\n";
  write_file(table, gb, sizeof gb - 1);
  o.id = "1", o.encoding = "gb18030";
  assign(&o, &sum);
  assert_output("\xb1\xe0\xba\xc5,grid_code\n\xb5\xd8,340223001001009\n");
  wg_assign_summary_free(&sum);
}

static void empty_input(void **state) {
  (void)state;
  static const char *const formats[] = {"csv", "jsonl", "geojson"};
  wg_assign_summary sum;
  write_file(table, "", 0);
  for (unsigned k = 0; k < 3; k++) {
    wg_assign_options o = options(town_db);
    o.x = o.y = o.at = o.category = NULL;
    o.format = formats[k];
    assign(&o, &sum);
    assert_int_equal(sum.rows, 0);
    wg_assign_summary_free(&sum);
    if (k < 2) assert_output("");
  }
  wg_assign_options o = options(town_db);
  o.x = o.y = o.at = o.category = o.output = NULL;
  o.into = true;
  assign(&o, &sum);
  wg_assign_summary_free(&sum);
}

/* Into the workspace: again it changes nothing; more batches than one. */
static void into_the_workspace(void **state) {
  (void)state;
  char copy[128], command[300];
  in_dir(copy, "copy.db");
  snprintf(command, sizeof command, "cp '%s' '%s'", town_db, copy);
  assert_int_equal(system(command), 0);
  make_table(3000, "id,x,y,at,category");
  wg_assign_options o = options(copy);
  o.output = NULL, o.into = true, o.id = "id";
  wg_assign_summary sum, again;
  assign(&o, &sum);
  assert_int_equal(sum.inserted, 3000);
  adds_up(&sum);
  char *before = dump(copy, incident_tables[0]);
  ctx->threads = 4;
  assign(&o, &again);
  ctx->threads = 1;
  assert_int_equal(again.unchanged, 3000);
  assert_int_equal(again.inserted + again.replaced + again.superseded, 0);
  assert_memory_equal(again.match, sum.match, sizeof sum.match);
  assert_dump(copy, incident_tables[0], before);
  free(before);
  char want[100];
  snprintf(want, sizeof want, "3000|%llu\n", (unsigned long long)sum.located);
  assert_dump(copy, "SELECT count(*),count(grid_code) FROM incidents", want);
  assert_dump(copy, "SELECT category FROM incidents WHERE incident_id='GD-3'", "a, \"b\"\n");
  wg_assign_summary_free(&sum);
  wg_assign_summary_free(&again);
}

static void refused(const wg_assign_options *o, wg_status want, const char *say) {
  wg_assign_summary sum;
  wg_status st = wg_assign(ctx, o, &sum);
  if (st != want) fail_msg("status %d: %s", st, wg_error(ctx));
  if (!strstr(wg_error(ctx), say)) fail_msg("%s", wg_error(ctx));
  wg_assign_summary_free(&sum);
}

static void what_does_not_fit(void **state) {
  (void)state;
  make_table(5, "id,x,y,at,category");
  wg_assign_options o = options(town_db);
#define WITH(change, say)              \
  do {                                 \
    wg_assign_options with = o;        \
    change;                            \
    refused(&with, WG_ERR_USAGE, say); \
  } while (0)
  WITH(with.grids = NULL, "GRIDS");
  WITH(with.input = NULL, "IN");
  WITH(with.output = NULL, "-o OUT");
  WITH(with.into = true, "not both");
  WITH((with.into = true, with.output = NULL, with.codes_only = true), "--codes-only");
  WITH(with.border_m = -1, "--border");
  WITH(with.border_m = (double)NAN, "--border");
  WITH(with.tolerance_m = 10001, "--tolerance");
  WITH((with.into = true, with.output = NULL, with.grids = layer), "no workspace");
  WITH((with.at_time = true, with.grids = layer), "no workspace");
  WITH(with.header = "maybe", "--header");
  WITH(with.delimiter = "::", "--delimiter");
  WITH(with.delimiter = "", "--delimiter");
  WITH(with.format = "xml", "--format");
  WITH((with.format = "jsonl", with.codes_only = true), "--codes-only");
  WITH(with.crs = "no crs", "no crs");
  WITH(with.crs = NULL, "no degrees");
  WITH(with.x = "absent", "absent");
#undef WITH
  write_file(out, "old", 3);
  o.overwrite = false;
  refused(&o, WG_ERR_IO, "exists");
  o.overwrite = true;
  o.grids = "/absent.shp", o.code_field = "x";
  refused(&o, WG_ERR_IO, "absent.shp");
  o = options(town_db);
  o.input = "/absent.csv";
  refused(&o, WG_ERR_IO, "absent.csv");
}

/* Each allocation fails once: a sentence, nothing leaked, the old output stays. */
static void memory_may_run_out(void **state) {
  (void)state;
  wg_index_summary made;
  make_index(town_db, NULL, &made);
  make_table(40, "id,x,y,at,category");
  for (unsigned way = 0; way < 4; way++) {
    wg_assign_options o = options(way == 3 ? town_db : saved);
    static const char *const formats[] = {"csv", "jsonl", "geojson", "csv"};
    o.format = formats[way];
    o.code = "id";
    o.at_time = way == 3;
    ctx->threads = 2;
    int64_t live = wg_mem_live();
    wg_status st = WG_ERR_NOMEM;
    for (uint64_t k = 1; st != WG_OK; k += way == 3 ? 37 : way ? 5 : 1) {
      wg_assign_summary sum;
      write_file(out, "old", 3);
      wg_mem_fail_at(k);
      st = wg_assign(ctx, &o, &sum);
      wg_mem_fail_at(0);
      if (st != WG_OK && st != WG_ERR_NOMEM) fail_msg("%d: %s", st, wg_error(ctx));
      assert_true(st == WG_OK || strstr(wg_error(ctx), "memory"));
      if (st != WG_OK) assert_output("old");
      wg_assign_summary_free(&sum);
      if (wg_mem_live() != live) fail_msg("allocation %d of way %u leaks", (int)k, way);
    }
    ctx->threads = 1;
  }
}

static void memory_for_grids_may_run_out(void **state) {
  (void)state;
  for (int way = 0; way < 3; way++) {
    int64_t live = wg_mem_live();
    wg_status st = WG_ERR_NOMEM;
    for (uint64_t k = 1; st != WG_OK; k++) {
      wg_index_options o = {.grids = way ? town_db : layer, .output = saved, .overwrite = true};
      wg_index_summary sum;
      wg_locator l = {0};
      wg_gazetteer g = {0};
      wg_keyring ring = {0};
      if (!way) o.code_field = "nr";
      wg_mem_fail_at(k);
      if (way < 2) {
        st = wg_index(ctx, &o, &sum);
      } else {
        st = wg_open_grids(ctx, town_db, NULL, &l);
        if (st == WG_OK && !wg_gazetteer_add(&g, &l)) {
          wg_locator_release(&l);
          st = WG_ERR_NOMEM;
        } else if (st == WG_OK) {
          st = wg_keyring_make(ctx, &g, town_db, &ring);
        }
      }
      wg_mem_fail_at(0);
      wg_keyring_free(&ring);
      wg_gazetteer_free(&g);
      if (st != WG_OK && st != WG_ERR_NOMEM) fail_msg("%d: %s", st, wg_error(ctx));
      if (wg_mem_live() != live) fail_msg("allocation %d of way %d leaks", (int)k, way);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grids_from_everywhere), cmocka_unit_test(what_makes_no_index),
      cmocka_unit_test(keys_in_their_order),   cmocka_unit_test(same_bytes_by_any_threads),
      cmocka_unit_test(id_and_code_only),      cmocka_unit_test(empty_input),
      cmocka_unit_test(into_the_workspace),    cmocka_unit_test(what_does_not_fit),
      cmocka_unit_test(memory_may_run_out),    cmocka_unit_test(memory_for_grids_may_run_out),
  };
  return cmocka_run_group_tests_name("store/assign", tests, setup, teardown);
}
