#include "cover/product.h"

#include "atoms/test_survey.h"
#include "cover/missed.h"
#include "cover/test_polygons.h"

typedef struct {
  wg_ctx *ctx;
  wg_survey s;
  wg_pieces pieces;
  wg_plan plan;
  wg_grids g;
  wg_partition_options o;
} run_of;

static wg_status try_partition(wg_ctx *ctx, const wg_town *t, int64_t min, int64_t max, run_of *x) {
  *x = (run_of){.ctx = ctx};
  wg_partition_options_init(&x->o);
  x->o.min = min;
  x->o.max = max;
  WG_TRY(wg_survey_build(ctx, t, max, WG_MEDIAN_MIDDLE, &x->s));
  WG_TRY(wg_pieces_build(ctx, t, &x->s.plane, &x->s.atoms, &x->o, &x->pieces));
  WG_TRY(wg_plan_build(ctx, t, &x->s.atoms, &x->pieces, &x->o, &x->plan));
  return wg_product_build(ctx, t, &x->s, &x->pieces, &x->plan, &x->o, &x->g);
}

static void partition(wg_ctx *ctx, const wg_town *t, int64_t min, int64_t max, run_of *x) {
  assert_int_equal(try_partition(ctx, t, min, max, x), WG_OK);
  check_survey(ctx, t, &x->s);
}

static void clear(run_of *x) {
  wg_survey_free(&x->s);
  wg_pieces_free(&x->pieces);
  wg_plan_free(&x->plan);
  wg_grids_free(&x->g);
}

/* ---- properties ----------------------------------------------------------- */

/* Edges run once lie on the border of the districts, two units of rounding allowed. */
static void assert_outline(const wg_town *t, const runs *v) {
  const wg_shapes *s = &t->district_shape;
  for (size_t i = 0; i < v->n; i++) {
    double x = ((double)v->v[i].a.x + v->v[i].b.x) / 2, y = ((double)v->v[i].a.y + v->v[i].b.y) / 2;
    double best = INFINITY;
    for (uint32_t r = 0; r < wg_shapes_rings(s); r++)
      for (uint32_t k = s->start.v[r], end = s->start.v[r + 1]; k < end; k++)
        best = fmin(
            best, segment_distance(s->pt.v[k], s->pt.v[k + 1 < end ? k + 1 : s->start.v[r]], x, y));
    assert_true(best < 2.5);
  }
}

static void assert_tiles(wg_ctx *ctx, const wg_town *t, const wg_grids *g, double slack2) {
  runs outline = {0};
  assert_int_equal(wg_shapes_count(&g->shape), g->grid.n);
  assert_valid_polygons(&g->shape);
  assert_edges_cancel(ctx, &g->shape, &outline);
  assert_outline(t, &outline);
  WG_VEC_FREE(&outline);
  for (uint32_t d = 0; d < t->district.n; d++) {
    int64_t sum = 0;
    for (uint32_t i = 0; i < g->grid.n; i++)
      if (g->grid.v[i].district == d) sum += wg_shapes_area2(&g->shape, i);
    assert_true(fabs((double)(sum - wg_shapes_area2(&t->district_shape, d))) <= slack2);
  }
  for (uint32_t i = 0; i < g->grid.n; i++) { /* one part each */
    assert_int_equal(g->shape.hole.v[g->shape.first.v[i]], 0);
    for (uint32_t r = g->shape.first.v[i] + 1; r < g->shape.first.v[i + 1]; r++)
      assert_int_equal(g->shape.hole.v[r], 1);
  }
}

/* Is the building's interior point deep in the grid that counts it? `in_two`: it stands in two
 * districts, so that the point may be in the other one's. */
static void assert_building_inside(const run_of *x, const wg_town *t, uint32_t b) {
  int64_t x2, y2;
  uint32_t f;
  uint32_t i = x->g.building_grid.v[b];
  assert_true(i != WG_NO_GRID && i < x->g.grid.n);
  assert_true(wg_interior_point(&t->building_shape, b, &x2, &y2));
  if (depth_inside(&t->building_shape, b, x2, y2) < 3) return;
  assert_int_equal(wg_plane_locate(&x->s.plane, x2, y2, &f), WG_OK);
  if (x->s.territory.district[f] != x->g.grid.v[i].district) return;
  assert_true(covers_point(&x->g.shape, i, x2, y2));
}

static void assert_counts(const run_of *x, const wg_town *t) {
  int64_t *households = WG_NEW0(int64_t, x->g.grid.n);
  uint32_t *buildings = WG_NEW0(uint32_t, x->g.grid.n);
  assert_true(households && buildings);
  assert_int_equal(x->g.building_grid.n, t->building.n);
  for (uint32_t b = 0; b < t->building.n; b++) {
    if (x->g.building_grid.v[b] == WG_NO_GRID) continue;
    households[x->g.building_grid.v[b]] += t->building.v[b].households;
    buildings[x->g.building_grid.v[b]]++;
  }
  for (uint32_t i = 0; i < x->g.grid.n; i++) {
    const wg_grid *g = &x->g.grid.v[i];
    assert_int_equal(g->households, households[i]);
    assert_int_equal(g->buildings, buildings[i]);
    bool comprehensive = g->kind == WG_GRID_COMPREHENSIVE;
    bool in = g->households >= x->o.min && g->households <= x->o.max;
    assert_int_equal(strcmp(g->status, "ok") == 0, comprehensive && in);
    assert_int_equal(*g->reason == 0, comprehensive && in);
    assert_true(fabs(g->area_m2 - (double)wg_shapes_area2(&x->g.shape, i) / 2 / M / M) < 1e-3);
    assert_true(g->compactness > 0 && g->compactness <= 1);
    assert_string_equal(g->parent_code, t->district.v[g->district].code);
    assert_int_equal(strncmp(g->code, g->parent_code, strlen(g->parent_code)), 0);
    if (i) assert_true(strcmp(x->g.grid.v[i - 1].code, g->code) < 0);
  }
  wg_free(households);
  wg_free(buildings);
}

static void random_towns_are_tiled(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 100; seed < 106; seed++) {
    wg_town t;
    run_of x;
    random_town(&t, seed, 6);
    partition(ctx, &t, 100, 200, &x);
    assert_true(x.g.grid.n > 20);
    assert_tiles(ctx, &t, &x.g, 2 * 4 * 1000.0 * M);
    assert_counts(&x, &t);
    for (uint32_t b = 0; b < t.building.n; b++) assert_building_inside(&x, &t, b);
    clear(&x);
    wg_town_free(&t);
  }
  wg_ctx_free(ctx);
}

static void assert_same_grids(const wg_grids *a, const wg_grids *b) {
  assert_int_equal(a->grid.n, b->grid.n);
  assert_int_equal(a->shape.pt.n, b->shape.pt.n);
  assert_memory_equal(a->shape.pt.v, b->shape.pt.v, a->shape.pt.n * sizeof(wg_pt));
  assert_memory_equal(a->shape.start.v, b->shape.start.v, a->shape.start.n * sizeof(uint32_t));
  assert_memory_equal(a->shape.first.v, b->shape.first.v, a->shape.first.n * sizeof(uint32_t));
  for (size_t i = 0; i < a->grid.n; i++) {
    assert_string_equal(a->grid.v[i].code, b->grid.v[i].code);
    assert_string_equal(a->grid.v[i].name, b->grid.v[i].name);
    assert_string_equal(a->grid.v[i].reason, b->grid.v[i].reason);
    assert_int_equal(a->grid.v[i].households, b->grid.v[i].households);
  }
}

static void threads_do_not_show(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  run_of one, four;
  random_town(&t, 42, 6);
  wg_ctx_set_threads(ctx, 1);
  partition(ctx, &t, 100, 200, &one);
  wg_ctx_set_threads(ctx, 4);
  partition(ctx, &t, 100, 200, &four);
  assert_same_grids(&one.g, &four.g);
  assert_memory_equal(one.g.building_grid.v, four.g.building_grid.v,
                      t.building.n * sizeof(uint32_t));
  clear(&one);
  clear(&four);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Lines in another order: the same grids, codes and names. (Buildings come in canonical order:
 * their numbers decide between equal distances.) */
static void order_of_lines_does_not_show(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 50; seed < 53; seed++) {
    wg_town t, u;
    run_of a, b;
    random_town(&t, seed, 4);
    random_town(&u, seed, 4);
    wg_shapes_free(&u.line_shape);
    u.line.n = 0;
    for (uint32_t i = (uint32_t)t.line.n; i-- > 0;)
      assert_true(wg_shapes_copy_feature(&u.line_shape, &t.line_shape, i) &&
                  WG_VEC_PUSH(&u.line, t.line.v[i]));
    partition(ctx, &t, 100, 200, &a);
    partition(ctx, &u, 100, 200, &b);
    assert_same_grids(&a.g, &b.g);
    clear(&a);
    clear(&b);
    wg_town_free(&t);
    wg_town_free(&u);
  }
  wg_ctx_free(ctx);
}

/* Axis-parallel borders are exact: the areas agree to the last square centimetre. */
static void districts_are_tiled_exactly(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  run_of x;
  wg_rng r = wg_rng_init(4, 4);
  add_district(&t, "1", 0, 0, 400 * M + 7, 600 * M);
  add_district(&t, "2", 400 * M + 7, 0, 900 * M, 300 * M + 3);
  add_district(&t, "3", 400 * M + 7, 300 * M + 3, 900 * M, 600 * M);
  for (int32_t i = 0; i < 9; i++) add_road(&t, i * 111 * M, -M, i * 108 * M + 77, 601 * M);
  for (int32_t i = 0; i < 6; i++) add_road(&t, -M, i * 111 * M, 901 * M, i * 97 * M + 33);
  for (int32_t i = 0; i < 3; i++)
    for (int32_t j = 0; j < 3; j++)
      add_random_block(&t, &r, i * 300 * M, j * 200 * M, (i + 1) * 300 * M, (j + 1) * 200 * M);
  add_zone(&t, "z", 396 * M, 103 * M, 503 * M, 202 * M);
  partition(ctx, &t, 100, 200, &x);
  assert_tiles(ctx, &t, &x.g, 0);
  assert_counts(&x, &t);
  clear(&x);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* ---- special shapes ------------------------------------------------------- */

static void a_grid_around_a_zone_has_a_hole(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  run_of x;
  add_district(&t, "1", 0, 0, 400 * M, 400 * M);
  add_zone(&t, "school", 150 * M, 150 * M, 250 * M, 250 * M);
  add_building(&t, 400, 20 * M, 20 * M, 40 * M, 40 * M);
  partition(ctx, &t, 300, 600, &x);
  assert_int_equal(x.g.grid.n, 2);
  assert_tiles(ctx, &t, &x.g, 0);
  for (uint32_t i = 0; i < 2; i++)
    assert_int_equal(x.g.shape.first.v[i + 1] - x.g.shape.first.v[i],
                     x.g.grid.v[i].kind == WG_GRID_EXCLUSIVE ? 1 : 2);
  clear(&x);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Two zones that touch at a vertex, and one that touches the district's border in a point. */
static void zones_touching_in_points(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  run_of x;
  add_district(&t, "1", 0, 0, 400 * M, 400 * M);
  add_zone(&t, "a", 100 * M, 100 * M, 200 * M, 200 * M);
  add_zone(&t, "b", 200 * M, 200 * M, 300 * M, 300 * M);
  put_ring(&t.zone_shape, 0, XY(0, 50 * M, 60 * M, 20 * M, 60 * M, 80 * M));
  end_zone(&t, "c");
  add_building(&t, 400, 320 * M, 20 * M, 340 * M, 40 * M);
  partition(ctx, &t, 300, 600, &x);
  assert_int_equal(x.g.grid.n, 4);
  assert_tiles(ctx, &t, &x.g, 0);
  clear(&x);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Zones in a closed chain of corners: the land inside is a piece of its own. */
static void zones_that_cut_off_a_piece(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  run_of x;
  add_district(&t, "1", 0, 0, 400 * M, 400 * M);
  add_zone(&t, "n", 150 * M, 250 * M, 250 * M, 300 * M);
  add_zone(&t, "s", 150 * M, 100 * M, 250 * M, 150 * M);
  add_zone(&t, "w", 100 * M, 150 * M, 150 * M, 250 * M);
  add_zone(&t, "e", 250 * M, 150 * M, 300 * M, 250 * M);
  add_building(&t, 400, 320 * M, 20 * M, 340 * M, 40 * M);
  add_building(&t, 40, 190 * M, 190 * M, 210 * M, 210 * M);
  partition(ctx, &t, 300, 600, &x);
  assert_int_equal(x.g.grid.n, 6);
  assert_tiles(ctx, &t, &x.g, 0);
  assert_string_equal(x.g.grid.v[x.g.building_grid.v[1]].status, "below_min");
  clear(&x);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void a_district_of_two_parts_with_a_hole(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  run_of x;
  put_box(&t.district_shape, 0, 0, 400 * M, 400 * M);
  put_hole(&t.district_shape, 100 * M, 100 * M, 200 * M, 200 * M);
  put_box(&t.district_shape, 600 * M, 0, 700 * M, 100 * M);
  end_district(&t, "1", "a");
  add_district(&t, "2", 100 * M, 100 * M, 200 * M, 200 * M);
  add_building(&t, 400, 320 * M, 20 * M, 340 * M, 40 * M);
  add_building(&t, 40, 620 * M, 20 * M, 640 * M, 40 * M);
  add_building(&t, 500, 120 * M, 120 * M, 140 * M, 140 * M);
  partition(ctx, &t, 300, 600, &x);
  assert_int_equal(x.g.grid.n, 3);
  assert_tiles(ctx, &t, &x.g, 0);
  clear(&x);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void the_summary_adds_up(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  run_of x;
  wg_partition_summary sum;
  random_town(&t, 77, 5);
  partition(ctx, &t, 100, 200, &x);
  wg_product_sum(&t, &x.s, &x.plan, &x.g, &sum);
  int64_t all = 0;
  for (size_t b = 0; b < t.building.n; b++) all += t.building.v[b].households;
  assert_int_equal(sum.households, all);
  assert_int_equal(sum.grids, x.g.grid.n);
  assert_int_equal(sum.in_bounds + sum.below + sum.above + sum.exclusive_grids, sum.grids);
  assert_int_equal(sum.districts, 4);
  assert_true(sum.households_min <= sum.households_mean &&
              sum.households_mean <= sum.households_max);
  assert_true(sum.inner_border_on_lines_share >= 0 && sum.inner_border_on_lines_share <= 1);
  assert_true(sum.inner_border_m > 0);
  clear(&x);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void the_summary_lists_what_misses(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  run_of x;
  wg_partition_summary sum = {0};
  add_district(&t, "1", 0, 0, 400 * M, 400 * M);
  add_building(&t, 700, 20 * M, 20 * M, 40 * M, 40 * M);
  add_building(&t, 400, 320 * M, 20 * M, 340 * M, 40 * M);
  add_district(&t, "2", 500 * M, 0, 600 * M, 100 * M);
  add_building(&t, 40, 520 * M, 20 * M, 540 * M, 40 * M);
  partition(ctx, &t, 300, 600, &x);
  assert_int_equal(wg_missed_list(ctx, &t, &x.g, &sum), WG_OK);
  assert_int_equal(sum.n_missed, 2);
  assert_int_equal(sum.certified, 2);
  assert_int_equal(sum.unproven, 0);
  assert_string_equal(sum.missed[0].certificate, "building_above_max");
  assert_int_equal(sum.missed[0].households, 700);
  assert_string_equal(sum.missed[1].certificate, "district_below_min");
  assert_string_equal(sum.missed[1].status, "below_min");
  assert_non_null(strstr(sum.missed[1].reason, "only 40 households"));
  wg_partition_summary_free(&sum);
  assert_null(sum.missed);
  wg_mem_fail_at(1);
  assert_int_equal(wg_missed_list(ctx, &t, &x.g, &sum), WG_ERR_NOMEM);
  wg_mem_fail_at(0);
  clear(&x);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Every allocation after the survey fails once. */
static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_ctx_set_threads(ctx, 1);
  wg_town t = {0};
  run_of x = {.ctx = ctx};
  add_district(&t, "1", 0, 0, 400 * M, 200 * M);
  add_zone(&t, "z", 300 * M, 20 * M, 350 * M, 70 * M);
  for (int32_t i = 0; i < 6; i++)
    add_building(&t, 150, (20 + 40 * i) * M, 20 * M, (40 + 40 * i) * M, 40 * M);
  wg_partition_options_init(&x.o);
  assert_int_equal(wg_survey_build(ctx, &t, x.o.max, WG_MEDIAN_MIDDLE, &x.s), WG_OK);
  int64_t live = wg_mem_live();
  uint64_t at = 1;
  for (;; at++) {
    x.pieces = (wg_pieces){0};
    x.plan = (wg_plan){0};
    x.g = (wg_grids){0};
    wg_mem_fail_at(at);
    wg_status st = wg_pieces_build(ctx, &t, &x.s.plane, &x.s.atoms, &x.o, &x.pieces);
    if (st == WG_OK) st = wg_plan_build(ctx, &t, &x.s.atoms, &x.pieces, &x.o, &x.plan);
    if (st == WG_OK) st = wg_product_build(ctx, &t, &x.s, &x.pieces, &x.plan, &x.o, &x.g);
    wg_mem_fail_at(0);
    wg_pieces_free(&x.pieces);
    wg_plan_free(&x.plan);
    wg_grids_free(&x.g);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  assert_true(at > 20);
  wg_survey_free(&x.s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_towns_are_tiled),
      cmocka_unit_test(threads_do_not_show),
      cmocka_unit_test(order_of_lines_does_not_show),
      cmocka_unit_test(districts_are_tiled_exactly),
      cmocka_unit_test(a_grid_around_a_zone_has_a_hole),
      cmocka_unit_test(zones_touching_in_points),
      cmocka_unit_test(zones_that_cut_off_a_piece),
      cmocka_unit_test(a_district_of_two_parts_with_a_hole),
      cmocka_unit_test(the_summary_adds_up),
      cmocka_unit_test(the_summary_lists_what_misses),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("cover/product", tests, NULL, NULL);
}
