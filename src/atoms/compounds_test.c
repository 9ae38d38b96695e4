#include "atoms/compounds.h"

#include "plane/test_town.h"

static wg_ctx *ctx;

static void add_estate(wg_town *t, const char *name, int32_t x0, int32_t y0, int32_t x1,
                       int32_t y1) {
  put_box(&t->estate_shape, x0 * M, y0 * M, x1 * M, y1 * M);
  assert_true(wg_shapes_end_feature(&t->estate_shape));
  assert_true(WG_VEC_PUSH(&t->estate, (wg_estate){name}));
}

/* A house of 10 m. */
static void add_house(wg_town *t, int32_t x, int32_t y) {
  add_building(t, 5, x * M, y * M, (x + 10) * M, (y + 10) * M);
}

static const char *estate_of(const wg_town *t, uint32_t b) { return t->building.v[b].estate; }

static void the_smallest_area_names_the_building(void **state) {
  (void)state;
  wg_town t = {0};
  wg_import_summary sum = {0};
  add_estate(&t, "all", 0, 0, 300, 300);
  add_estate(&t, "court", 100, 100, 200, 200);
  add_house(&t, 10, 10);   /* in one */
  add_house(&t, 150, 150); /* in both */
  add_house(&t, 400, 10);  /* in none */
  add_house(&t, 293, 20);  /* most of it inside */
  t.building.v[0].estate = "from its field";
  t.building.v[2].estate = "kept";
  assert_int_equal(wg_compounds_assign(ctx, &t, false, &sum), WG_OK);
  assert_string_equal(estate_of(&t, 0), "all");
  assert_string_equal(estate_of(&t, 1), "court");
  assert_string_equal(estate_of(&t, 2), "kept");
  assert_string_equal(estate_of(&t, 3), "all");
  assert_int_equal(sum.estate_buildings, 3);
  wg_town_free(&t);
}

/* A wall around 100 m x 100 m at x, open for `gate` metres in the south. */
static void add_walls(wg_town *t, int32_t x, int32_t gate) {
  int32_t a = x + 50 - gate / 2;
  add_line(t, WG_LINE_WALL, 0, XY(a * M, 0, x * M, 0, x * M, 100 * M, (x + 50) * M, 100 * M));
  add_line(t, WG_LINE_WALL, 0,
           XY((a + gate) * M, 0, (x + 100) * M, 0, (x + 100) * M, 100 * M, (x + 50) * M, 100 * M));
}

static void walls_close_in_a_compound(void **state) {
  (void)state;
  wg_town t = {0};
  wg_import_summary sum = {0};
  add_walls(&t, 0, 12);
  add_walls(&t, 200, 40);                                         /* no gate is that wide */
  add_line(&t, WG_LINE_LOCAL, 0, XY(0, 50 * M, 100 * M, 50 * M)); /* no wall */
  add_house(&t, 10, 10);
  add_house(&t, 80, 80);
  add_house(&t, 250, 50);
  add_house(&t, 500, 50);
  add_house(&t, 60, 30);
  t.building.v[4].estate = "its own";
  assert_int_equal(wg_compounds_assign(ctx, &t, true, &sum), WG_OK);
  assert_string_equal(estate_of(&t, 0), "W001");
  assert_string_equal(estate_of(&t, 1), "W001");
  assert_string_equal(estate_of(&t, 2), "");
  assert_string_equal(estate_of(&t, 3), "");
  assert_string_equal(estate_of(&t, 4), "its own");
  assert_int_equal(sum.walled, 1);
  assert_int_equal(sum.estate_buildings, 2);
  wg_town_free(&t);
}

static void a_square_kilometre_is_no_compound(void **state) {
  (void)state;
  wg_town t = {0};
  wg_import_summary sum = {0};
  add_line(&t, WG_LINE_WALL, 0, XY(0, 0, 1100 * M, 0, 1100 * M, 1100 * M, 0, 1100 * M, 0, 0));
  add_house(&t, 10, 10);
  assert_int_equal(wg_compounds_assign(ctx, &t, true, &sum), WG_OK);
  assert_string_equal(estate_of(&t, 0), "");
  wg_town_free(&t);
}

static void without_a_wall_it_says_so(void **state) {
  (void)state;
  wg_town t = {0};
  wg_import_summary sum = {0};
  add_road(&t, 0, 0, 100 * M, 0);
  add_house(&t, 10, 10);
  assert_int_equal(wg_compounds_assign(ctx, &t, true, &sum), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "--barriers"));
  wg_town_free(&t);
}

static void memory_may_run_out(void **state) {
  (void)state;
  bool done = false;
  for (uint64_t k = 1; !done; k++) {
    wg_town t = {0};
    wg_import_summary sum = {0};
    add_walls(&t, 0, 12);
    add_estate(&t, "e", 0, 0, 50, 50);
    add_house(&t, 10, 10);
    add_house(&t, 80, 80);
    wg_mem_fail_at(k);
    wg_status st = wg_compounds_assign(ctx, &t, true, &sum);
    wg_mem_fail_at(0);
    assert_true(st == WG_OK || st == WG_ERR_NOMEM);
    done = st == WG_OK;
    wg_town_free(&t);
  }
}

static int set_up(void **state) {
  (void)state;
  ctx = wg_ctx_new();
  return ctx ? 0 : -1;
}

static int tear_down(void **state) {
  (void)state;
  wg_ctx_free(ctx);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_smallest_area_names_the_building),
      cmocka_unit_test(walls_close_in_a_compound),
      cmocka_unit_test(a_square_kilometre_is_no_compound),
      cmocka_unit_test(without_a_wall_it_says_so),
      cmocka_unit_test(memory_may_run_out),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
