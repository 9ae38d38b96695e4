#include "atoms/moments.h"

#include "atoms/test_survey.h"

typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_survey s;
  wg_moments *m;
} scene;

static void measure(scene *x) {
  build_survey(x->ctx, &x->t, 600, &x->s);
  x->m = WG_NEW(wg_moments, x->s.atoms.n);
  assert_non_null(x->m);
  wg_atom_moments(&x->s.plane, &x->s.atoms, x->m);
}

static void end(scene *x) {
  wg_free(x->m);
  wg_survey_free(&x->s);
  wg_town_free(&x->t);
  wg_ctx_free(x->ctx);
}

static void assert_near(double a, double b) { assert_true(fabs(a - b) <= 1e-9 * fabs(b) + 1e-6); }

/* About (0, 0), whatever place the atom is measured from. */
static wg_moments from_origin(const scene *x, uint32_t a) {
  const wg_atom *k = &x->s.atoms.atom[a];
  return wg_moments_moved(x->m[a], (double)k->cx * WG_UNIT_M, (double)k->cy * WG_UNIT_M);
}

/* A rectangle w x h at (x0, y0): mass, and w h (w^2 + h^2) / 12 + distance^2. */
static wg_moments rectangle(double x0, double y0, double w, double h) {
  double cx = x0 + w / 2, cy = y0 + h / 2, area = w * h;
  return (wg_moments){area, area * cx, area * cy,
                      area * ((w * w + h * h) / 12 + cx * cx + cy * cy)};
}

static void assert_moments(wg_moments got, wg_moments want) {
  assert_near(got.area, want.area);
  assert_near(got.x, want.x);
  assert_near(got.y, want.y);
  assert_near(got.inertia, want.inertia);
}

static void a_rectangle_has_its_textbook_moments(void **state) {
  (void)state;
  scene x = {.ctx = wg_ctx_new()};
  add_district(&x.t, "1", 1000 * M, 2000 * M, 1300 * M, 2100 * M);
  measure(&x);
  assert_int_equal(x.s.atoms.n, 1);
  assert_moments(from_origin(&x, 0), rectangle(1000, 2000, 300, 100));
  end(&x);
}

static void an_l_shape_is_the_sum_of_two_rectangles(void **state) {
  (void)state;
  scene x = {.ctx = wg_ctx_new()};
  put_ring(&x.t.district_shape, 0,
           XY(0, 0, 400 * M, 0, 400 * M, 100 * M, 100 * M, 100 * M, 100 * M, 500 * M, 0, 500 * M));
  end_district(&x.t, "1", "L");
  measure(&x);
  assert_int_equal(x.s.atoms.n, 1);
  wg_moments a = rectangle(0, 0, 400, 100), b = rectangle(0, 100, 100, 400);
  assert_moments(from_origin(&x, 0),
                 (wg_moments){a.area + b.area, a.x + b.x, a.y + b.y, a.inertia + b.inertia});
  end(&x);
}

static void the_hole_of_a_ring_is_left_out(void **state) {
  (void)state;
  scene x = {.ctx = wg_ctx_new()};
  put_box(&x.t.district_shape, 0, 0, 300 * M, 300 * M);
  put_hole(&x.t.district_shape, 100 * M, 100 * M, 200 * M, 200 * M);
  end_district(&x.t, "1", "ring");
  measure(&x);
  assert_int_equal(x.s.atoms.n, 1);
  wg_moments a = rectangle(0, 0, 300, 300), b = rectangle(100, 100, 100, 100);
  assert_moments(from_origin(&x, 0),
                 (wg_moments){a.area - b.area, a.x - b.x, a.y - b.y, a.inertia - b.inertia});
  end(&x);
}

/* All atoms of a district together have the district's own moments. */
static void atoms_add_up_to_their_district(void **state) {
  (void)state;
  scene x = {.ctx = wg_ctx_new()};
  random_town(&x.t, 5, 4);
  measure(&x);
  for (uint32_t d = 0; d < x.t.district.n; d++) {
    wg_moments sum = {0}, border = {0};
    for (uint32_t a = 0; a < x.s.atoms.n; a++) {
      if (x.s.atoms.atom[a].district != d) continue;
      wg_moments m = from_origin(&x, a);
      sum = (wg_moments){sum.area + m.area, sum.x + m.x, sum.y + m.y, sum.inertia + m.inertia};
    }
    const wg_plane *p = &x.s.plane;
    for (uint32_t h = 0; h < 2 * p->lines.ne; h++) {
      if (x.s.territory.district[p->face[h]] != d) continue;
      wg_pt a = wg_plane_org(p, h), b = wg_plane_dst(p, h);
      wg_moments_edge(&border, a.x * WG_UNIT_M, a.y * WG_UNIT_M, b.x * WG_UNIT_M, b.y * WG_UNIT_M);
    }
    assert_moments(sum, border);
  }
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_rectangle_has_its_textbook_moments),
      cmocka_unit_test(an_l_shape_is_the_sum_of_two_rectangles),
      cmocka_unit_test(the_hole_of_a_ring_is_left_out),
      cmocka_unit_test(atoms_add_up_to_their_district),
  };
  return cmocka_run_group_tests_name("atoms/moments", tests, NULL, NULL);
}
