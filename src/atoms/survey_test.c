#include "atoms/test_survey.h"

static void random_towns_hold(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  for (uint64_t seed = 0; seed < 12; seed++) {
    wg_town t;
    wg_survey s;
    random_town(&t, seed, 4);
    build_survey(ctx, &t, 600, &s);
    for (uint32_t d = 0; d < t.district.n; d++) { /* snapped vertices move by half a unit at most */
      double off = (double)(atoms_area2(&s, d) - wg_shapes_area2(&t.district_shape, d));
      assert_true(fabs(off) < 2 * 4 * 600.0 * M);
    }
    for (uint32_t b = 0; b < t.building.n; b++) assert_true(s.atoms.of_building[b] != WG_NO_ONE);
    wg_survey_free(&s);
    wg_town_free(&t);
  }
  wg_ctx_free(ctx);
}

static void assert_same_survey(const wg_survey *a, const wg_survey *b) {
  const wg_noded *x = &a->plane.lines, *y = &b->plane.lines;
  assert_int_equal(x->nv, y->nv);
  assert_int_equal(x->ne, y->ne);
  assert_int_equal(a->plane.nf, b->plane.nf);
  assert_int_equal(a->atoms.n, b->atoms.n);
  assert_memory_equal(x->v, y->v, x->nv * sizeof *x->v);
  assert_memory_equal(x->end, y->end, 2 * x->ne * sizeof *x->end);
  assert_memory_equal(x->src, y->src, x->src_first[x->ne] * sizeof *x->src);
  assert_memory_equal(a->plane.face, b->plane.face, 2 * x->ne * sizeof *a->plane.face);
  assert_memory_equal(a->atoms.atom, b->atoms.atom, a->atoms.n * sizeof *a->atoms.atom);
  assert_memory_equal(a->atoms.of_face, b->atoms.of_face, a->plane.nf * sizeof(uint32_t));
}

static void one_thread_gives_what_four_give(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_survey one, four;
  random_town(&t, 3, 5);
  wg_ctx_set_threads(ctx, 1);
  build_survey(ctx, &t, 600, &one);
  wg_ctx_set_threads(ctx, 4);
  build_survey(ctx, &t, 600, &four);
  assert_same_survey(&one, &four);
  wg_survey_free(&one);
  wg_survey_free(&four);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* The numbers of lines and buildings are not seen in the arrangement or in the atoms'
 * shapes as long as no two measures are equal. */
static void order_of_lines_does_not_matter(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t, u;
  wg_survey a, b;
  random_town(&t, 5, 4);
  random_town(&u, 5, 4);
  wg_shapes_free(&u.line_shape);
  u.line.n = 0;
  for (uint32_t i = (uint32_t)t.line.n; i-- > 0;) {
    assert_true(wg_shapes_copy_feature(&u.line_shape, &t.line_shape, i));
    assert_true(WG_VEC_PUSH(&u.line, t.line.v[i]));
  }
  build_survey(ctx, &t, 600, &a);
  build_survey(ctx, &u, 600, &b);
  assert_int_equal(a.plane.lines.nv, b.plane.lines.nv);
  assert_memory_equal(a.plane.lines.v, b.plane.lines.v, a.plane.lines.nv * sizeof(wg_pt));
  assert_int_equal(a.atoms.n, b.atoms.n);
  assert_memory_equal(a.atoms.atom, b.atoms.atom, a.atoms.n * sizeof(wg_atom));
  wg_survey_free(&a);
  wg_survey_free(&b);
  wg_town_free(&t);
  wg_town_free(&u);
  wg_ctx_free(ctx);
}

/* Moving a town by whole lattice units moves its atoms and changes next to nothing else (the
 * middles of triangles are rounded towards the origin). */
static void a_shifted_town_has_the_same_atoms(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t, u;
  wg_survey a, b;
  random_town(&t, 8, 4);
  random_town(&u, 8, 4);
  wg_shapes *all[] = {&u.district_shape, &u.building_shape, &u.line_shape, &u.zone_shape};
  for (size_t i = 0; i < 4; i++)
    for (size_t k = 0; k < all[i]->pt.n; k++) all[i]->pt.v[k].x -= 1234567, all[i]->pt.v[k].y -= 89;
  build_survey(ctx, &t, 600, &a);
  build_survey(ctx, &u, 600, &b);
  assert_int_equal(a.plane.nf, b.plane.nf);
  assert_int_equal(a.atoms.n, b.atoms.n);
  for (uint32_t i = 0; i < a.atoms.n; i++) {
    assert_true(llabs(a.atoms.atom[i].area2 - b.atoms.atom[i].area2) < 2 * M * M);
    assert_int_equal(a.atoms.atom[i].households, b.atoms.atom[i].households);
  }
  wg_survey_free(&a);
  wg_survey_free(&b);
  wg_town_free(&t);
  wg_town_free(&u);
  wg_ctx_free(ctx);
}

static void a_block_of_few_households_stays_whole(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_survey s;
  add_district(&t, "a", 0, 0, 200 * M, 200 * M);
  add_building(&t, 50, 20 * M, 20 * M, 40 * M, 40 * M);
  add_building(&t, 100, 60 * M, 20 * M, 80 * M, 40 * M);
  build_survey(ctx, &t, 600, &s); /* 600 / 4 = 150 is not exceeded */
  assert_int_equal(s.atoms.n, 1);
  wg_survey_free(&s);
  t.building.v[1].households = 101;
  build_survey(ctx, &t, 600, &s);
  assert_int_equal(s.atoms.n, 2);
  assert_int_equal(atoms_area2(&s, 0), wg_shapes_area2(&t.district_shape, 0));
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void a_town_without_lines_buildings_or_zones(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {0};
  wg_survey s;
  add_district(&t, "a", -7, -7, 200 * M, 200 * M);
  build_survey(ctx, &t, 600, &s);
  assert_int_equal(s.atoms.n, 1);
  assert_int_equal(s.atoms.atom[0].households, 0);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Every allocation fails once: WG_ERR_NOMEM comes out, nothing stays live. */
static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_ctx_set_threads(ctx, 1);
  wg_town t = {0};
  add_district(&t, "a", 0, 0, 200 * M, 100 * M);
  add_district(&t, "b", 200 * M, 0, 400 * M, 100 * M);
  add_building(&t, 400, 195 * M, 20 * M, 210 * M, 40 * M);
  add_building(&t, 400, 60 * M, 20 * M, 80 * M, 40 * M);
  put_box(&t.building_shape, 100 * M, 20 * M, 110 * M, 40 * M);
  put_box(&t.building_shape, 130 * M, 20 * M, 140 * M, 40 * M);
  end_building(&t, 10);
  add_road(&t, 120 * M, 0, 120 * M, 99 * M);
  add_zone(&t, "z", 300 * M, 20 * M, 350 * M, 70 * M);
  int64_t live = wg_mem_live();
  uint64_t at = 1;
  for (;; at++) {
    wg_survey s;
    wg_mem_fail_at(at);
    wg_status st = wg_survey_build(ctx, &t, 600, WG_MEDIAN_MIDDLE, &s);
    wg_mem_fail_at(0);
    if (st == WG_OK) {
      wg_survey_free(&s);
      break;
    }
    assert_int_equal(st, WG_ERR_NOMEM);
    assert_int_equal(wg_mem_live(), live);
  }
  assert_true(at > 100);
  assert_int_equal(wg_mem_live(), live);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_towns_hold),
      cmocka_unit_test(one_thread_gives_what_four_give),
      cmocka_unit_test(order_of_lines_does_not_matter),
      cmocka_unit_test(a_shifted_town_has_the_same_atoms),
      cmocka_unit_test(a_block_of_few_households_stays_whole),
      cmocka_unit_test(a_town_without_lines_buildings_or_zones),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("atoms/survey", tests, NULL, NULL);
}
