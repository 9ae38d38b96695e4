#include "atoms/centroid.h"

#include "atoms/test_survey.h"

static void assert_near(wg_pt p, double x, double y, double by) {
  assert_true(fabs(p.x - x) <= by && fabs(p.y - y) <= by);
}

/* Two halves of a box, and a frame whose centre lies in its hole. */
static void plain_shapes(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t = {.frame = {.crs = "EPSG:4548", .srid = 4548}};
  wg_survey s;
  add_district(&t, "halves", 0, 0, 400 * M, 200 * M);
  put_box(&t.district_shape, 1000 * M, 0, 1400 * M, 400 * M);
  put_hole(&t.district_shape, 1100 * M, 200 * M, 1200 * M, 300 * M);
  end_district(&t, "frame", "frame");
  add_road(&t, 100 * M, 0, 100 * M, 200 * M);
  build_survey(ctx, &t, 600, &s);
  wg_pt *c = wg_atoms_centroids(&s.plane, &s.atoms);
  assert_non_null(c);
  assert_near(c[atom_at(&s, 50 * M, 50 * M)], 50 * M, 100 * M, 0);
  assert_near(c[atom_at(&s, 150 * M, 50 * M)], 250 * M, 100 * M, 0);
  /* (160,000 x (1200, 200) - 10,000 x (1150, 250)) / 150,000 */
  assert_near(c[atom_at(&s, 1010 * M, 50 * M)], 120333.3, 19666.7, 1);
  wg_free(c);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

/* Three times the integrals of x and y over a ring, as a sum of triangles from (0, 0). */
static void district_moments(const wg_town *t, uint32_t d, double *x, double *y) {
  const wg_shapes *s = &t->district_shape;
  uint32_t first = s->start.v[s->first.v[d]], end = s->start.v[s->first.v[d] + 1];
  *x = *y = 0;
  for (uint32_t k = first; k < end; k++) {
    wg_pt a = s->pt.v[k], b = s->pt.v[k + 1 < end ? k + 1 : first];
    double triangle = ((double)a.x * b.y - (double)b.x * a.y) / 2;
    *x += triangle * ((double)a.x + b.x);
    *y += triangle * ((double)a.y + b.y);
  }
}

/* The centroids of a district's atoms, weighed by area, give the district's own. */
static void atoms_balance_their_district(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_survey s;
  random_town(&t, 31, 4);
  build_survey(ctx, &t, 300, &s);
  wg_pt *c = wg_atoms_centroids(&s.plane, &s.atoms);
  assert_non_null(c);
  for (uint32_t d = 0; d < t.district.n; d++) {
    double area = 0, x = 0, y = 0, want_x, want_y;
    for (uint32_t i = 0; i < s.atoms.n; i++) {
      if (s.atoms.atom[i].district != d) continue;
      double w = (double)s.atoms.atom[i].area2 / 2;
      area += w, x += w * c[i].x, y += w * c[i].y;
    }
    district_moments(&t, d, &want_x, &want_y);
    assert_true(fabs(x - want_x / 3) < 2 * area && fabs(y - want_y / 3) < 2 * area); /* 2 cm */
  }
  wg_free(c);
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

static void no_memory_gives_null(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_town t;
  wg_survey s;
  random_town(&t, 32, 2);
  build_survey(ctx, &t, 300, &s);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1; at <= 2; at++) {
    wg_mem_fail_at(at);
    wg_pt *c = wg_atoms_centroids(&s.plane, &s.atoms);
    wg_mem_fail_at(0);
    assert_null(c);
    assert_int_equal(wg_mem_live(), live);
  }
  wg_survey_free(&s);
  wg_town_free(&t);
  wg_ctx_free(ctx);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(plain_shapes),
      cmocka_unit_test(atoms_balance_their_district),
      cmocka_unit_test(no_memory_gives_null),
  };
  return cmocka_run_group_tests_name("atoms/centroid", tests, NULL, NULL);
}
