/* The cells behind a row, read back by cells.h; metres as printf() writes them. */
#include "locate/write_csv.h"

#include "locate/cells.h"
#include "locate/test_mesh.h"

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

/* A gazetteer whose codes are given, in their order. */
static void gazetteer_of(wg_gazetteer *g, const char *const *codes, size_t n) {
  wg_polygons p = {0};
  wg_locator l;
  for (size_t i = 0; i < n; i++) mesh_box_of(&p, codes[i], (double)i, 0, (double)i + 1, 1);
  mesh_finish(ctx, &p);
  assert_int_equal(wg_locator_build(ctx, &p, 1, &l), WG_OK);
  assert_true(wg_gazetteer_add(g, &l));
  wg_polygons_free(&p);
}

/* Written into room of exactly what is promised. */
static size_t tail_of(const wg_csv_codes *c, const wg_located *r, char **out) {
  size_t most = wg_csv_tail_max(c);
  *out = malloc(most);
  assert_non_null(*out);
  size_t n = (size_t)(wg_csv_tail(c, r, *out) - *out);
  assert_true(n <= most);
  return n;
}

static void cell_is(wg_cell c, const char *want) {
  char room[9000];
  wg_cell got = wg_cell_text(c, room);
  if (got.n != strlen(want) || memcmp(got.s, want, got.n) != 0)
    fail_msg("\"%.*s\", wanted \"%s\"", (int)got.n, got.s, want);
}

static void metres_as_printf(void **state) {
  (void)state;
  static const char *const codes[] = {"A"};
  wg_gazetteer g = {0};
  wg_csv_codes c;
  const wg_head h = {.delimiter = ','};
  gazetteer_of(&g, codes, 1);
  assert_int_equal(wg_csv_codes_make(ctx, &g, &h, &c), WG_OK);
  wg_rng r = wg_rng_init(1, 1);
  for (int i = 0; i < 300000; i++) {
    uint32_t bits = (uint32_t)wg_rng_next(&r);
    float m;
    memcpy(&m, &bits, sizeof m);
    if (i % 4 == 1) m = (float)wg_rng_below(&r, 2000000) / 200; /* halves of a centimetre */
    if (i % 4 == 2) m = (float)(30 * wg_rng_unit(&r));
    if (i % 4 == 3) m = (float)wg_rng_below(&r, 80000) / 8;
    m = fabsf(m);
    if (!(m < 1e13f)) continue;
    char want[80], tail[200];
    wg_located l = {0, WG_NO_GRID, m, NAN, WG_MATCH_BORDER};
    snprintf(want, sizeof want, ",A,border,%.2f,,", (double)m);
    *wg_csv_tail(&c, &l, tail) = 0;
    assert_string_equal(tail, want);
    l = (wg_located){0, WG_NO_GRID, NAN, m, WG_MATCH_NEAREST};
    snprintf(want, sizeof want, ",A,nearest,,,%.2f", (double)m);
    *wg_csv_tail(&c, &l, tail) = 0;
    assert_string_equal(tail, want);
  }
  wg_csv_codes_free(&c);
  wg_gazetteer_free(&g);
}

static void codes_are_quoted(void **state) {
  (void)state;
  static const char *const codes[] = {"",     " ",     "\"",  "\"\"a", "a b", "a\"b",  "a\nb",
                                      "a\rb", "a,b;c", "a;b", "a\tb",  "a|b", "网格一"};
  enum { N = sizeof codes / sizeof *codes };
  static const char delimiters[] = ",;\t|";
  wg_gazetteer g = {0};
  gazetteer_of(&g, codes, N);
  for (const char *d = delimiters; *d; d++) {
    wg_csv_codes c;
    const wg_head h = {.delimiter = *d};
    assert_int_equal(wg_csv_codes_make(ctx, &g, &h, &c), WG_OK);
    for (uint32_t i = 0; i <= N; i++)
      for (unsigned m = 0; m < WG_MATCHES; m++) {
        wg_located r = {i < N ? i : WG_NO_GRID, i < N ? N - 1 - i : WG_NO_GRID, 1.5f, 9999.995f,
                        (uint8_t)m};
        wg_cells cells = {0};
        size_t length;
        bool ended;
        char *tail;
        size_t n = tail_of(&c, &r, &tail);
        assert_true(wg_cells_split(&cells, tail, n, *d, &length, &ended));
        assert_int_equal(length, n);
        assert_int_equal(cells.n, 6); /* the first is the end of the row before */
        assert_int_equal(cells.v[0].n, 0);
        cell_is(cells.v[1], i < N ? wg_gazetteer_code(&g, i) : "");
        cell_is(cells.v[2], wg_match_word(m));
        cell_is(cells.v[3], "1.50");
        cell_is(cells.v[4], i < N ? wg_gazetteer_code(&g, N - 1 - i) : "");
        cell_is(cells.v[5], "10000.00");
        WG_VEC_FREE(&cells);
        free(tail);
      }
    wg_csv_codes_free(&c);
  }
  wg_gazetteer_free(&g);
}

/* Codes of all lengths; GB18030 takes two bytes or four where UTF-8 takes three or four. */
static void lengths_and_encodings(void **state) {
  (void)state;
  for (size_t n = 0; n < 140; n += n < 70 ? 1 : 23) {
    char code[600] = "", gb[600] = "";
    for (size_t i = 0; i < n; i++) {
      strcat(code, i % 5 == 1 ? "\xe5\x9c\xb0" : i % 5 == 2 ? "\xf0\xa0\x80\x80" : "x");
      strcat(gb, i % 5 == 1 ? "\xb5\xd8" : i % 5 == 2 ? "\x95\x32\x82\x36" : "x");
    }
    const char *const codes[] = {code, "b"};
    wg_gazetteer g = {0};
    gazetteer_of(&g, codes, 2);
    for (unsigned k = 0; k < 2; k++) {
      const wg_head h = {.delimiter = ',', .encoding = k ? WG_ENC_GB18030 : WG_ENC_UTF8};
      uint32_t at = strcmp(code, "b") > 0;
      wg_csv_codes c;
      char *tail;
      assert_int_equal(wg_csv_codes_make(ctx, &g, &h, &c), WG_OK);
      wg_located r = {at, at, 0, 9e12f, WG_MATCH_BAD_COORDINATE};
      size_t m = tail_of(&c, &r, &tail);
      char want[1400];
      const char *as = k ? gb : code;
      snprintf(want, sizeof want, ",%s,bad_coordinate,0.00,%s,%.2f", as, as, (double)9e12f);
      assert_int_equal(m, strlen(want));
      assert_memory_equal(tail, want, m);
      free(tail);
      wg_csv_codes_free(&c);
    }
    wg_gazetteer_free(&g);
  }
}

static void a_code_too_long(void **state) {
  (void)state;
  char *code = calloc(1, 6000);
  memset(code, 'c', 5000);
  const char *const codes[] = {code};
  const wg_head h = {.delimiter = ','};
  wg_gazetteer g = {0};
  wg_csv_codes c;
  gazetteer_of(&g, codes, 1);
  assert_int_equal(wg_csv_codes_make(ctx, &g, &h, &c), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "5000 bytes"));
  wg_csv_codes_free(&c);
  wg_gazetteer_free(&g);
  free(code);
}

static void names(void **state) {
  (void)state;
  wg_csv_codes c = {.delimiter = ';'};
  wg_text t = {0};
  assert_true(wg_csv_tail_names(&c, &t) && WG_VEC_PUSH(&t, 0));
  assert_string_equal(t.v, ";grid_code;match;border_m;neighbour_code;distance_m");
  WG_VEC_FREE(&t);
}

static void memory_may_run_out(void **state) {
  (void)state;
  static const char *const codes[] = {"a", "网\"格"};
  const wg_head h = {.delimiter = ',', .encoding = WG_ENC_GB18030};
  wg_gazetteer g = {0};
  gazetteer_of(&g, codes, 2);
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_OK; k++) {
    wg_csv_codes c;
    wg_mem_fail_at(k);
    st = wg_csv_codes_make(ctx, &g, &h, &c);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    wg_csv_codes_free(&c);
    assert_int_equal(wg_mem_live(), live);
  }
  wg_gazetteer_free(&g);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(metres_as_printf),
      cmocka_unit_test(codes_are_quoted),
      cmocka_unit_test(lengths_and_encodings),
      cmocka_unit_test(a_code_too_long),
      cmocka_unit_test(names),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/write_csv", tests, setup, teardown);
}
