/* Counts of rows are the same whoever counted what. */
#include "locate/census.h"

#include "base/rng.h"
#include "read/test_files.h"

enum { GRIDS = 7, CLERKS = 5 };

static void count_row(wg_census *t, wg_rng *r, unsigned categories) {
  wg_located l = {.grid = wg_rng_below(r, GRIDS + 2),
                  .match = (uint8_t)wg_rng_below(r, WG_MATCHES)};
  if (l.grid >= GRIDS) l.grid = WG_NO_GRID;
  wg_census_rows(t, &l, 1);
  uint32_t k = wg_rng_below(r, categories);
  char name[16] = "";
  size_t n = k ? (size_t)snprintf(name, sizeof name, "c%u", k % 97) : 0;
  if (k % 3 == 0 && n) name[0] = 0, n += k % 2; /* a byte of 0 within, and behind */
  if (categories > 1000) n = (size_t)snprintf(name, sizeof name, "%u", k);
  assert_true(wg_census_category_row(t, name, n, 1, l.grid != WG_NO_GRID));
}

static void assert_same(const wg_census *a, const wg_census *b) {
  assert_memory_equal(a->match, b->match, sizeof a->match);
  assert_memory_equal(a->grid, b->grid, GRIDS * sizeof *a->grid);
  assert_int_equal(a->rows, b->rows);
  assert_int_equal(a->located, b->located);
  assert_int_equal(a->category.n, b->category.n);
  for (size_t i = 0; i < a->category.n; i++) {
    const wg_census_category *x = &a->category.v[i], *y = &b->category.v[i];
    assert_int_equal(x->length, y->length);
    if (x->length) assert_memory_equal(x->name, y->name, x->length);
    assert_int_equal(x->rows, y->rows);
    assert_int_equal(x->located, y->located);
  }
}

/* The same rows by one clerk, and dealt out to some. */
static void dealt_out(unsigned rows, unsigned categories) {
  wg_census *one = wg_census_new(GRIDS), *all = wg_census_new(GRIDS), *clerk[CLERKS];
  wg_rng deal = wg_rng_init(2, categories);
  for (unsigned i = 0; i < CLERKS; i++) assert_non_null(clerk[i] = wg_census_new(GRIDS));
  for (unsigned i = 0; i < rows; i++) {
    wg_rng r = wg_rng_init(i, categories), same = r;
    count_row(one, &r, categories);
    count_row(clerk[wg_rng_below(&deal, CLERKS)], &same, categories);
  }
  for (unsigned i = CLERKS; i-- > 0;) assert_true(wg_census_merge(all, clerk[i]));
  assert_int_equal(one->more > 0, categories > WG_CENSUS_CATEGORIES);
  assert_int_equal(all->more > 0, one->more > 0);
  uint64_t sum = one->more;
  for (size_t i = 0; i < one->category.n; i++) sum += one->category.v[i].rows;
  assert_int_equal(sum, rows);
  assert_int_equal(one->rows, rows);
  wg_census_sort(one);
  wg_census_sort(all);
  assert_same(one, all);
  assert_int_equal(one->category.n > 0, categories <= WG_CENSUS_CATEGORIES);
  for (size_t i = 1; i < one->category.n; i++)
    assert_true(one->category.v[i - 1].rows >= one->category.v[i].rows);
  for (unsigned i = 0; i < CLERKS; i++) wg_census_free(clerk[i]);
  wg_census_free(one);
  wg_census_free(all);
}

static void the_same_whoever_counted(void **state) {
  (void)state;
  dealt_out(5000, 200);
  dealt_out(300, 200);
  dealt_out(30000, 4000);
  dealt_out(60000, 6000); /* more than are kept apart */
}

static void memory_may_run_out(void **state) {
  (void)state;
  int64_t live = wg_mem_live();
  bool ok = false;
  for (uint64_t k = 1; !ok; k++) {
    wg_mem_fail_at(k);
    wg_census *a = wg_census_new(3), *b = wg_census_new(3);
    ok = a && b && wg_census_category_row(a, "x", 1, 1, 1) && wg_census_merge(b, a);
    wg_mem_fail_at(0);
    wg_census_free(a);
    wg_census_free(b);
    assert_int_equal(wg_mem_live(), live);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_same_whoever_counted),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests_name("locate/census", tests, NULL, NULL);
}
