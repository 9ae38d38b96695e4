/* Blocks of rows against a plain course over cells.h, row by row; every form of output. */
#include "locate/clerk.h"

#include <json-c/json.h>

#include "locate/coords.h"
#include "locate/ndjson.h"
#include "locate/test_mesh.h"

static wg_ctx *ctx;
static wg_gazetteer gazetteer;
static wg_polygons polygons;

/* Grids of 0.01 degrees around 118.3 E, 31.2 N; one code needs quotes, one is Chinese. */
static int setup(void **s) {
  (void)s;
  wg_locator l;
  mesh_shape m = {5, 4, 4, 5, 118.3, 31.2, 0.01, 0, 0.4};
  ctx = wg_ctx_new();
  mesh_make(&m, &polygons);
  polygons.code.v[3] = "a,\"b\"";
  polygons.code.v[7] = "网格7";
  mesh_finish(ctx, &polygons);
  if (wg_locator_build(ctx, &polygons, 0, &l) != WG_OK) return -1;
  return wg_gazetteer_add(&gazetteer, &l) ? 0 : -1;
}

static int teardown(void **s) {
  (void)s;
  wg_gazetteer_free(&gazetteer);
  wg_polygons_free(&polygons);
  wg_ctx_free(ctx);
  return 0;
}

/* ---- an office ------------------------------------------------------------------------------------- */

typedef struct {
  wg_head head;
  wg_office office;
} desk;

static void open_desk(desk *d, const char *text, size_t n, const wg_head_options *o, wg_form form) {
  *d = (desk){0};
  if (wg_head_read(ctx, text, n, true, o, &d->head) != WG_OK) fail_msg("%s", wg_error(ctx));
  d->office = (wg_office){
      .head = &d->head,
      .form = form,
      .placing = {.gazetteer = &gazetteer, .degrees = true, .border_m = 20, .tolerance_m = 50}};
  assert_int_equal(wg_csv_codes_make(ctx, &gazetteer, &d->head, &d->office.codes), WG_OK);
  d->office.tail_max = wg_csv_tail_max(&d->office.codes);
}

static void close_desk(desk *d) {
  wg_csv_codes_free(&d->office.codes);
  wg_head_free(&d->head);
}

/* ---- the plain course -------------------------------------------------------------------------------- */

static void add(wg_text *t, const char *s, size_t n) {
  assert_true(WG_VEC_RESERVE(t, n + 1));
  if (n) memcpy(t->v + t->n, s, n);
  t->n += n;
}

/* The cell's text as UTF-8; to be freed with free(). */
static char *text_of_cell(const desk *d, wg_cell c) {
  char *room = malloc(c.n + 1);
  wg_cell plain = wg_cell_text(c, room);
  wg_to_utf8 t;
  wg_text out = {0};
  assert_true(wg_to_utf8_open(&t, d->head.encoding));
  assert_true(wg_to_utf8_append(&t, plain.s, plain.n, &out));
  wg_to_utf8_close(&t);
  add(&out, "", 1);
  char *copy = strdup(out.v);
  WG_VEC_FREE(&out);
  free(room);
  return copy;
}

static wg_cell cell_at(const wg_cells *cells, int column) {
  return column >= 0 && (size_t)column < cells->n ? cells->v[column] : (wg_cell){"", 0};
}

static wg_located place_row(const desk *d, const wg_cells *cells) {
  double xy[2] = {NAN, NAN};
  char *x = text_of_cell(d, cell_at(cells, d->head.role[WG_ROLE_X])),
       *y = text_of_cell(d, cell_at(cells, d->head.role[WG_ROLE_Y]));
  uint8_t state = (uint8_t)wg_coord_two(x, strlen(x), y, strlen(y), xy);
  wg_placer p;
  wg_located r;
  assert_true(wg_placer_open(&p, &d->office.placing));
  wg_place_rows(&p, xy, &state, NULL, 1, &r);
  wg_placer_close(&p);
  free(x);
  free(y);
  return r;
}

static void plain_csv(const desk *d, const char *s, size_t n, wg_text *out) {
  const wg_head *h = &d->head;
  for (size_t at = h->body, length; at < n; at += length) {
    wg_cells cells = {0};
    bool ended;
    assert_true(wg_cells_split(&cells, s + at, n - at, h->delimiter, &length, &ended));
    size_t end = length - ended;
    if (end && s[at + end - 1] == '\r') end--;
    add(out, s + at, end);
    if (end) {
      wg_located r = place_row(d, &cells);
      char tail[300];
      for (size_t c = cells.n; c < h->column.n; c++) add(out, &h->delimiter, 1);
      add(out, tail, (size_t)(wg_csv_tail(&d->office.codes, &r, tail) - tail));
    }
    add(out, s + at + end, length - end);
    if (end && length == end) add(out, h->crlf ? "\r\n" : "\n", h->crlf ? 2 : 1);
    WG_VEC_FREE(&cells);
  }
}

/* ---- tables ------------------------------------------------------------------------------------------- */

/* Rows of all kinds; `gb`: with a byte pair of GB18030, else of UTF-8. */
static void make_table(wg_text *t, uint64_t seed, unsigned rows, bool crlf, bool gb) {
  static const char *const odd[] = {"",         "NULL",       "0",     "abc", "1e999",
                                    "118.32°E", "\"118.32\"", "31.2",  "-",   "\"31.21",
                                    " 118.3 ",  "\"\"",       "N31.21"};
  const char *end = crlf ? "\r\n" : "\n", *word = gb ? "\xb5\xd8\xd6\xb7" : "地址";
  const char *degree = gb ? "118\xa1\xe3\x31\x39\xa1\xe4" : "118°19′";
  wg_rng r = wg_rng_init(seed, 9);
  char s[300];
  add(t, s, (size_t)snprintf(s, sizeof s, "id,lng,lat,category,\"a \"\"b\"\"\"%s", end));
  for (unsigned i = 0; i < rows; i++) {
    char x[40], y[40];
    snprintf(x, sizeof x, "%.6f", 118.295 + 0.05 * wg_rng_unit(&r));
    snprintf(y, sizeof y, "%.6f", 31.195 + 0.05 * wg_rng_unit(&r));
    unsigned k = wg_rng_below(&r, 16);
    if (k == 0) snprintf(x, sizeof x, "%s", odd[wg_rng_below(&r, 13)]);
    if (k == 1) snprintf(y, sizeof y, "%s", odd[wg_rng_below(&r, 13)]);
    if (k == 2) snprintf(x, sizeof x, "%s", degree);
    if (k == 3) snprintf(x, sizeof x, "\"%.4f\"", 118.31);
    if (k == 4) memcpy(s, x, sizeof x), memcpy(x, y, sizeof x), memcpy(y, s, sizeof x);
    if (strchr(x, '"') && x[strlen(x) - 1] != '"') strcpy(x, "x");
    if (strchr(y, '"') && y[strlen(y) - 1] != '"') strcpy(y, "y");
    if (gb && strstr(x, "\xc2\xb0")) strcpy(x, degree);
    if (gb && strstr(y, "\xc2\xb0")) strcpy(y, "?");
    static const char *const ids[] = {"%u",         "\"%u\"", "\"a\"\"%u\"", "a\"\"%u", "\"%u\"z",
                                      "\"a\n,%u\"", ""};
    char id[40];
    snprintf(id, sizeof id, ids[wg_rng_below(&r, 7)], i);
    k = wg_rng_below(&r, 20);
    const char *rest = k == 0   ? ""
                       : k == 1 ? ",c,d,e"
                       : k == 2 ? ",\"c\r\n\",d"
                       : k == 3 ? ","
                                : ",c,d";
    int n = snprintf(s, sizeof s, "%s,%s,%s,%s%s%s", id, x, y,
                     k % 3    ? word
                     : k == 6 ? "\"x\"\"y\""
                              : "\"x\"",
                     rest,
                     wg_rng_below(&r, 30) ? end
                     : crlf               ? "\n"
                                          : "\r\n");
    if (k == 4) n = snprintf(s, sizeof s, "%s", end); /* a blank line */
    if (k == 5) n = snprintf(s, sizeof s, "%s%s", id[0] ? id : "1", end);
    add(t, s, (size_t)n);
  }
}

static const wg_head_options csv_of[] = {{.encoding = "utf-8"}, {.encoding = "gb18030"}};

/* All rows in blocks of about `step` bytes. */
static void handle_all(desk *d, const char *s, size_t n, size_t step, wg_clerk *c, wg_text *out) {
  wg_block_of_rows b = {0};
  for (size_t at = d->head.body; at < n; at += b.n) {
    size_t want = step;
    do {
      size_t most = n - at < want ? n - at : want;
      b.n = wg_rows_whole(s + at, most, d->head.delimiter, at + most == n);
      want *= 2;
    } while (b.n == 0);
    char *bytes = malloc(b.n); /* so that reading past it is seen */
    memcpy(bytes, s + at, b.n);
    b.bytes = bytes;
    assert_true(wg_clerk_handle(c, &b));
    add(out, b.out.v ? b.out.v : "", b.out.n);
    free(bytes);
  }
  WG_VEC_FREE(&b.out);
  WG_VEC_FREE(&b.record);
}

static void assert_same_text(const wg_text *a, const wg_text *b) {
  size_t k = 0, line = 0;
  while (k < a->n && k < b->n && a->v[k] == b->v[k])
    if (a->v[k++] == '\n') line = k;
  if (k < a->n || k < b->n)
    fail_msg("they differ at %zu:\n%.*s\n%.*s", k, (int)(a->n - line < 200 ? a->n - line : 200),
             a->v + line, (int)(b->n - line < 200 ? b->n - line : 200), b->v + line);
}

static void csv_rows(void **state) {
  (void)state;
  for (unsigned round = 0; round < 24; round++) {
    wg_text t = {0}, want = {0};
    desk d;
    make_table(&t, round, 200, round & 1, round & 2);
    if (round % 5 == 0) t.n -= round & 1 ? 2 : 1; /* the last line has no end */
    open_desk(&d, t.v, t.n, &csv_of[round >> 1 & 1], WG_FORM_CSV);
    assert_int_equal(d.head.crlf, round & 1);
    plain_csv(&d, t.v, t.n, &want);
    for (size_t step = 50; step < 100000; step *= 7) {
      wg_text got = {0};
      wg_clerk *c = wg_clerk_new(&d.office);
      assert_non_null(c);
      handle_all(&d, t.v, t.n, step, c, &got);
      assert_same_text(&got, &want);
      wg_clerk_free(c);
      WG_VEC_FREE(&got);
    }
    close_desk(&d);
    WG_VEC_FREE(&t);
    WG_VEC_FREE(&want);
  }
}

/* Without what was added the bytes are those that came in. */
static void bytes_stay(void **state) {
  (void)state;
  static const char text[] =
      "lng,lat,t\r\n118.31,31.21,\"q\"\"\n\r\n, x\"\r\n\r\n118.32,31.22,y\n\n ,,\r\n118.33,31.23,z";
  static const char want[] =
      "118.31,31.21,\"q\"\"\n\r\n, x\"|\r\n\r\n118.32,31.22,y|\n\n ,,|\r\n118.33,31.23,z|\r\n";
  desk d;
  wg_text got = {0}, cut = {0};
  open_desk(&d, text, sizeof text - 1, &csv_of[0], WG_FORM_CSV);
  wg_clerk *c = wg_clerk_new(&d.office);
  handle_all(&d, text, sizeof text - 1, 1 << 16, c, &got);
  assert_int_equal(wg_clerk_census(c)->rows, 4);
  assert_int_equal(wg_clerk_census(c)->ragged, 0);
  for (size_t at = 0, length; at < got.n; at += length) {
    wg_cells cells = {0};
    bool ended;
    assert_true(wg_cells_split(&cells, got.v + at, got.n - at, ',', &length, &ended));
    size_t end = length - (ended ? 1 : 0);
    if (end && got.v[at + end - 1] == '\r') end--;
    if (cells.n == 8) {
      size_t to = (size_t)(cells.v[3].s - got.v) - 1;
      add(&cut, got.v + at, to - at);
      add(&cut, "|", 1);
    } else {
      assert_int_equal(end, 0);
    }
    add(&cut, got.v + at + end, length - end);
    WG_VEC_FREE(&cells);
  }
  add(&cut, "", 1);
  assert_string_equal(cut.v, want);
  wg_clerk_free(c);
  close_desk(&d);
  WG_VEC_FREE(&got);
  WG_VEC_FREE(&cut);
}

/* ---- codes, records ------------------------------------------------------------------------------------ */

static void ids_and_codes(void **state) {
  (void)state;
  wg_text t = {0}, got = {0}, want = {0};
  desk d;
  make_table(&t, 77, 400, false, false);
  open_desk(&d, t.v, t.n, &csv_of[0], WG_FORM_CODES);
  wg_clerk *c = wg_clerk_new(&d.office);
  handle_all(&d, t.v, t.n, 3000, c, &got);
  for (size_t at = d.head.body, length; at < t.n; at += length) {
    wg_cells cells = {0};
    bool ended;
    char code[100];
    assert_true(wg_cells_split(&cells, t.v + at, t.n - at, ',', &length, &ended));
    if (length > 2 || (length == 2 && t.v[at] != '\r')) {
      wg_located r = place_row(&d, &cells);
      add(&want, cells.v[0].s, cells.v[0].n);
      add(&want, ",", 1);
      add(&want, code, (size_t)(wg_csv_code(&d.office.codes, r.grid, code) - code));
      add(&want, "\n", 1);
    }
    WG_VEC_FREE(&cells);
  }
  assert_same_text(&got, &want);
  wg_clerk_free(c);
  close_desk(&d);
  WG_VEC_FREE(&t);
  WG_VEC_FREE(&got);
  WG_VEC_FREE(&want);
}

static void text_is(const wg_block_of_rows *b, const uint32_t span[2], const desk *d, wg_cell c) {
  char *want = text_of_cell(d, c);
  if (span[1] != strlen(want) || memcmp(b->out.v + span[0], want, span[1]) != 0)
    fail_msg("\"%.*s\", wanted \"%s\"", (int)span[1], b->out.v + span[0], want);
  free(want);
}

static void records(void **state) {
  (void)state;
  for (unsigned gb = 0; gb < 2; gb++) {
    wg_text t = {0};
    desk d;
    make_table(&t, 78 + gb, 500, gb, gb);
    open_desk(&d, t.v, t.n, &csv_of[gb], WG_FORM_INCIDENTS);
    wg_clerk *c = wg_clerk_new(&d.office);
    wg_block_of_rows b = {.bytes = t.v + d.head.body, .n = t.n - d.head.body};
    assert_true(wg_clerk_handle(c, &b));
    uint32_t row = 0;
    uint64_t located = 0;
    for (size_t at = d.head.body, length; at < t.n; at += length) {
      wg_cells cells = {0};
      bool ended;
      assert_true(wg_cells_split(&cells, t.v + at, t.n - at, ',', &length, &ended));
      if (cells.n > 1 || cells.v[0].n) {
        assert_true(row < b.record.n);
        const wg_record *got = &b.record.v[row];
        wg_located want = place_row(&d, &cells);
        assert_int_equal(got->row, row);
        assert_int_equal(got->located.grid, want.grid);
        assert_int_equal(got->located.match, want.match);
        assert_int_equal(got->located.neighbour, want.neighbour);
        assert_true(isfinite(got->x) || want.grid == WG_NO_GRID);
        text_is(&b, got->id, &d, cells.v[0]);
        text_is(&b, got->category, &d, cell_at(&cells, 3));
        located += want.grid != WG_NO_GRID;
        row++;
      }
      WG_VEC_FREE(&cells);
    }
    assert_int_equal(b.record.n, row);
    assert_int_equal(wg_clerk_census(c)->located, located);
    assert_int_equal(wg_clerk_census(c)->rows, row);
    assert_int_equal(wg_clerk_census(c)->category.n, 4); /* x, x"y, the word, none */
    unsigned doubled = 0;
    for (size_t i = 0; i < 4; i++) {
      const wg_census_category *k = &wg_clerk_census(c)->category.v[i];
      doubled += k->length == 3 && memcmp(k->name, "x\"y", 3) == 0;
    }
    assert_int_equal(doubled, 1);
    assert_true(located > row / 2);
    wg_clerk_free(c);
    close_desk(&d);
    WG_VEC_FREE(&b.out);
    WG_VEC_FREE(&b.record);
    WG_VEC_FREE(&t);
  }
}

/* ---- JSON ------------------------------------------------------------------------------------------------ */

static const char *member(json_object *o, const char *name) {
  json_object *v;
  assert_true(json_object_object_get_ex(o, name, &v));
  return v ? json_object_get_string(v) : NULL;
}

/* A line of output for each row, with its code; features are such objects in a frame. */
static void json_rows(void **state) {
  (void)state;
  for (wg_form form = WG_FORM_JSON; form <= WG_FORM_GEOJSON; form++) {
    wg_text t = {0}, got = {0};
    desk d;
    make_table(&t, 80, 300, true, form == WG_FORM_JSON);
    open_desk(&d, t.v, t.n, &csv_of[form == WG_FORM_JSON], form);
    wg_clerk *c = wg_clerk_new(&d.office);
    handle_all(&d, t.v, t.n, 5000, c, &got);
    add(&got, "", 1);
    const char *line = got.v;
    for (size_t at = d.head.body, length; at < t.n; at += length) {
      wg_cells cells = {0};
      bool ended;
      assert_true(wg_cells_split(&cells, t.v + at, t.n - at, ',', &length, &ended));
      if (cells.n > 1 || cells.v[0].n) {
        wg_located want = place_row(&d, &cells);
        if (form == WG_FORM_GEOJSON) assert_memory_equal(line, ",\n", 2), line += 2;
        const char *end = line + strcspn(line, "\n");
        char *one = strndup(line, (size_t)(end - line));
        json_object *o = json_tokener_parse(one), *row = o;
        assert_non_null(o);
        if (form == WG_FORM_GEOJSON) assert_true(json_object_object_get_ex(o, "properties", &row));
        assert_string_equal(member(row, "match"), wg_match_word(want.match));
        if (want.grid == WG_NO_GRID)
          assert_null(member(row, "grid_code"));
        else
          assert_string_equal(member(row, "grid_code"), wg_gazetteer_code(&gazetteer, want.grid));
        json_object_put(o);
        free(one);
        line = form == WG_FORM_JSON ? end + 1 : *end ? end - 1 : end; /* back to the comma */
      }
      WG_VEC_FREE(&cells);
    }
    assert_int_equal(*line, 0);
    wg_clerk_free(c);
    close_desk(&d);
    WG_VEC_FREE(&t);
    WG_VEC_FREE(&got);
  }
}

static void json_lines(void **state) {
  (void)state;
  static const char text[] =
      "{\"id\":1,\"lng\":118.315,\"lat\":31.215}\n\n{\"lng\":\"118.32\",\"lat\":null,\"t\":[1]}\r\n"
      "no object\n{\"lat\":31.22,\"id\":\"b\",\"lng\":118.325 } \n{\"lng\":118.335,\"lat\":31.235}";
  desk d;
  wg_text got = {0};
  open_desk(&d, text, sizeof text - 1, &csv_of[0], WG_FORM_JSON);
  wg_clerk *c = wg_clerk_new(&d.office);
  wg_block_of_rows b = {.bytes = text + d.head.body, .n = sizeof text - 1 - d.head.body};
  assert_true(wg_clerk_handle(c, &b));
  add(&got, b.out.v, b.out.n);
  add(&got, "", 1);
  static const char *const begins[] = {
      "{\"id\":1,\"lng\":118.315,\"lat\":31.215,", "{\"lng\":\"118.32\",\"lat\":null,\"t\":[1],",
      "{", "{\"lat\":31.22,\"id\":\"b\",\"lng\":118.325", "{\"lng\":118.335,\"lat\":31.235,"};
  static const bool found[] = {true, false, false, true, true};
  char *line = got.v;
  for (size_t i = 0; i < 5; i++) {
    char *end = strchr(line, '\n');
    assert_non_null(end);
    *end = 0;
    assert_int_equal(strncmp(line, begins[i], strlen(begins[i])), 0);
    json_object *o = json_tokener_parse(line);
    assert_non_null(o);
    assert_int_equal(member(o, "grid_code") != NULL, found[i]);
    json_object_put(o);
    line = end + 1;
  }
  assert_int_equal(*line, 0);
  assert_int_equal(b.rows, 5);
  wg_clerk_free(c);
  close_desk(&d);
  WG_VEC_FREE(&b.out);
  WG_VEC_FREE(&got);
}

/* ---- memory ------------------------------------------------------------------------------------------------ */

/* Each allocation fails once: no output then, or all of it. */
static void memory_may_run_out(void **state) {
  (void)state;
  for (wg_form form = WG_FORM_CSV; form <= WG_FORM_INCIDENTS; form++) {
    wg_text t = {0}, want = {0};
    desk d;
    static const char degrees[] = "id,lng,lat,category\n1,118\xa1\xe3\x31\x39\xa1\xe4,31.21,x\n";
    if (form % 2)
      make_table(&t, 90, 60, false, true);
    else
      add(&t, degrees, sizeof degrees - 1);
    open_desk(&d, t.v, t.n, &csv_of[1], form);
    int64_t live = wg_mem_live();
    wg_clerk *first = wg_clerk_new(&d.office);
    handle_all(&d, t.v, t.n, 1 << 20, first, &want);
    wg_clerk_free(first);
    bool ok = false;
    for (uint64_t k = 1; !ok; k++) {
      wg_block_of_rows b = {.bytes = t.v + d.head.body, .n = t.n - d.head.body};
      wg_mem_fail_at(k);
      wg_clerk *c = wg_clerk_new(&d.office);
      ok = c && wg_clerk_handle(c, &b);
      wg_mem_fail_at(0);
      if (ok) assert_same_text(&b.out, &want);
      wg_clerk_free(c);
      WG_VEC_FREE(&b.out);
      WG_VEC_FREE(&b.record);
    }
    WG_VEC_FREE(&want);
    assert_int_equal(wg_mem_live(), live);
    close_desk(&d);
    WG_VEC_FREE(&t);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(csv_rows),           cmocka_unit_test(bytes_stay),
      cmocka_unit_test(ids_and_codes),      cmocka_unit_test(records),
      cmocka_unit_test(json_rows),          cmocka_unit_test(json_lines),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/clerk", tests, setup, teardown);
}
