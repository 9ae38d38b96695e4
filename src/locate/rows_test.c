#define _GNU_SOURCE /* memrchr */
/* Rows by the number of quotes, byte by byte, and as cells.h reads them: all the same. */
#include "locate/rows.h"

#include "base/rng.h"
#include "locate/cells.h"
#include "locate/rows_scan.h"
#include "read/test_files.h"

/* The scanner's portable course, also where the processor has a better one. */
static inline void masks_of(const char *bytes, char delimiter, wg_row_masks *m) {
  *m = wg_row_masks_of_tail(bytes, 64, delimiter);
}
static inline uint64_t quotes_of(const char *bytes) {
  return wg_row_masks_of_tail(bytes, 64, ',').quote;
}
#define SCAN scan_portably
#define WHOLE whole_portably
#include "locate/rows_scan_body.h"
#undef SCAN

static wg_rows fast, slow, portable;
static wg_cells cells;

static int teardown(void **s) {
  (void)s;
  wg_rows_free(&fast);
  wg_rows_free(&slow);
  wg_rows_free(&portable);
  WG_VEC_FREE(&cells);
  return 0;
}

static void assert_same(const wg_u32vec *a, const wg_u32vec *b, size_t n) {
  assert_true(a->n >= n && b->n >= n);
  if (n) assert_memory_equal(a->v, b->v, n * sizeof *a->v);
}

/* Every row and cell of `slow` is what wg_cells_split finds; the end of a row without its CR. */
static void as_cells(const char *s, size_t n, char delimiter) {
  size_t at = 0, length;
  bool ended;
  uint32_t row = 0, from = 0, to = 0;
  for (; at < n; at += length, row++) {
    cells.n = 0;
    assert_true(wg_cells_split(&cells, s + at, n - at, delimiter, &length, &ended));
    assert_true(row < wg_rows_count(&slow));
    assert_int_equal(wg_row_start(&slow, row), at);
    assert_int_equal(wg_row_end(&slow, row), at + length - ended);
    assert_int_equal(wg_row_cells(&slow, row), cells.n);
    for (uint32_t c = 0; c < cells.n; c++) {
      assert_true(wg_row_cell(&slow, row, c, &from, &to));
      bool cr = c + 1 == cells.n && ended && to > from && s[to - 1] == '\r';
      assert_ptr_equal(s + from, cells.v[c].s);
      assert_int_equal(to - from - cr, cells.v[c].n);
    }
    assert_false(wg_row_cell(&slow, row, (uint32_t)cells.n, &from, &to));
  }
  assert_int_equal(row, wg_rows_count(&slow));
}

static void all_the_same(const char *s, size_t n, char delimiter) {
  assert_true(wg_rows_scan(s, n, delimiter, &fast));
  assert_true(wg_rows_scan_slowly(s, n, delimiter, &slow));
  assert_int_equal(fast.mark.n, slow.mark.n);
  assert_int_equal(fast.line.n, slow.line.n);
  assert_same(&fast.mark, &slow.mark, slow.mark.n);
  assert_same(&fast.line, &slow.line, slow.line.n);
  as_cells(s, n, delimiter);
  wg_scan_result r = scan_portably(s, n, delimiter, &portable);
  assert_int_not_equal(r, WG_SCAN_NOMEM);
  if (r == WG_SCAN_STRAY_QUOTE) return;
  assert_true(slow.line.n - portable.line.n <= 1); /* the end of the block is not its own */
  assert_same(&portable.mark, &slow.mark, portable.mark.n);
  assert_same(&portable.line, &slow.line, portable.line.n);
}

/* What ends in front of `n`: the last row of the text that cells.h finds ended. */
static void whole_ends_a_row(const char *s, size_t n, char delimiter) {
  size_t at = 0, length, want = 0;
  bool ended = true;
  while (at < n && ended) {
    assert_true(wg_cells_split(NULL, s + at, n - at, delimiter, &length, &ended));
    at += length;
    if (ended && s[at - 1] == '\n') want = at;
  }
  size_t p = whole_portably(s, n, delimiter);
  if (p != WG_STRAY) assert_int_equal(p, want);
  assert_int_equal(wg_rows_whole(s, n, delimiter, false), want);
  assert_int_equal(wg_rows_whole(s, n, delimiter, true), n);
}

/* Rows well formed, but for `stray` of them. */
static size_t make_text(wg_rng *r, char *s, size_t n, char delimiter, bool well_formed) {
  static const char any[] = "\"\",,\n\r\nab\"";
  if (!well_formed) {
    for (size_t i = 0; i < n; i++) s[i] = any[wg_rng_below(r, sizeof any - 1)];
    for (size_t i = 0; i < n; i++)
      if (s[i] == ',') s[i] = delimiter;
    return n;
  }
  size_t at = 0;
  while (at < n) {
    unsigned k = wg_rng_below(r, 12);
    char cell[24];
    int m = 0;
    if (k < 8) m = (int)k % 5;
    memset(cell, 'x', sizeof cell);
    if (k >= 8) {
      static const char in[] = "a\"\",\n\rb";
      cell[m++] = '"';
      for (unsigned i = wg_rng_below(r, 7); i > 0; i--) {
        char c = in[wg_rng_below(r, sizeof in - 1)];
        cell[m++] = c;
        if (c == '"') cell[m++] = c;
      }
      cell[m++] = '"';
    }
    cell[m++] = wg_rng_below(r, 4) ? delimiter : '\n';
    for (int i = 0; i < m && at < n; i++) s[at++] = cell[i];
  }
  return n;
}

static void random_texts(void **state) {
  (void)state;
  static const char delimiters[] = ",\t;|";
  wg_rng r = wg_rng_init(1, 1);
  for (int round = 0; round < 60000; round++) {
    size_t n = wg_rng_below(&r, round % 16 ? 200 : 700);
    char *s = malloc(n + 1),
         d = delimiters[wg_rng_below(&r, 4)]; /* so that reading past it is seen */
    assert_non_null(s);
    make_text(&r, s, n, d, round & 1);
    all_the_same(s, n, d);
    whole_ends_a_row(s, n, d);
    free(s);
  }
}

/* Each prefix of a text, and each of its ends: all lengths and places in blocks of 64. */
static void prefixes_and_ends(void **state) {
  (void)state;
  enum { N = 330 };
  wg_rng r = wg_rng_init(2, 1);
  char text[N];
  for (int round = 0; round < 12; round++) {
    make_text(&r, text, N, ',', round & 1);
    for (size_t n = 0; n <= N; n++) {
      char *s = malloc(n + 1);
      assert_non_null(s);
      memcpy(s, text, n);
      all_the_same(s, n, ',');
      whole_ends_a_row(s, n, ',');
      memcpy(s, text + N - n, n);
      all_the_same(s, n, ',');
      free(s);
    }
  }
}

/* One thing at each place of three blocks, nothing else there. */
static void one_sign_at_a_time(void **state) {
  (void)state;
  static const char *const signs[] = {"\"",  "\n",   ",",     "\r\n",   "\"\"",
                                      ",\"", "\"\n", "\"\",", ",\"\n\""};
  for (size_t n = 62; n <= 194; n += 11)
    for (size_t k = 0; k < sizeof signs / sizeof *signs; k++)
      for (size_t at = 0, m = strlen(signs[k]); at + m <= n; at++) {
        char s[200];
        memset(s, 'x', sizeof s);
        memcpy(s + at, signs[k], m);
        all_the_same(s, n, ',');
        whole_ends_a_row(s, n, ',');
      }
}

static void lines_are_single_cells(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(3, 1);
  char s[300];
  for (int round = 0; round < 2000; round++) {
    size_t n = wg_rng_below(&r, sizeof s), lines = 0;
    make_text(&r, s, n, ',', false);
    assert_true(wg_rows_scan_lines(s, n, &fast));
    for (size_t i = 0; i < n; i++)
      if (s[i] == '\n' || i + 1 == n) {
        assert_int_equal(wg_row_end(&fast, (uint32_t)lines), s[i] == '\n' ? i : n);
        assert_int_equal(wg_row_cells(&fast, (uint32_t)lines), 1);
        lines++;
      }
    assert_int_equal(wg_rows_count(&fast), lines);
  }
}

static void memory_may_run_out(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(4, 1);
  char s[5000];
  for (int stray = 0; stray < 2; stray++) {
    make_text(&r, s, sizeof s, ',', !stray);
    bool ok = false;
    int64_t live = wg_mem_live();
    for (uint64_t k = 1; !ok; k++) {
      wg_rows rows = {0}, lines = {0};
      wg_mem_fail_at(k);
      ok = wg_rows_scan(s, sizeof s, ',', &rows) && wg_rows_scan_lines(s, sizeof s, &lines);
      wg_mem_fail_at(0);
      wg_rows_free(&rows);
      wg_rows_free(&lines);
      assert_int_equal(wg_mem_live(), live);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_texts),       cmocka_unit_test(prefixes_and_ends),
      cmocka_unit_test(one_sign_at_a_time), cmocka_unit_test(lines_are_single_cells),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/rows", tests, NULL, teardown);
}
