/* The path of an edge from cell to cell. */
#include "locate/trace.h"

#include <math.h>

#include "base/rng.h"
#include "read/test_files.h"

enum { NX = 13, NY = 9, MOST = 400 };

typedef struct {
  uint32_t i, j;
  wg_stretch s;
} visit;

typedef struct {
  visit v[MOST];
  unsigned n;
} visits;

static void keep(void *user, uint32_t i, uint32_t j, const wg_stretch *s) {
  visits *to = user;
  assert_true(to->n < MOST && i < NX && j < NY);
  to->v[to->n++] = (visit){i, j, *s};
}

static bool in_cell(const visit *v) {
  const double x[] = {v->s.ax, v->s.bx}, y[] = {v->s.ay, v->s.by};
  for (unsigned k = 0; k < 2; k++)
    if (x[k] < v->i || x[k] > v->i + 1.0 || y[k] < v->j || y[k] > v->j + 1.0) return false;
  return true;
}

/* From one piece to the next over a side that both have, at the very same place. */
static void assert_joined(const visit *a, const visit *b) {
  static const int di[] = {0, -1, 1, 0, 0}, dj[] = {0, 0, 0, -1, 1};
  static const uint8_t other[] = {WG_SIDE_NONE, WG_SIDE_EAST, WG_SIDE_WEST, WG_SIDE_NORTH,
                                  WG_SIDE_SOUTH};
  assert_true(a->s.out >= WG_SIDE_WEST && a->s.out <= WG_SIDE_NORTH);
  assert_int_equal(b->s.in, other[a->s.out]);
  assert_int_equal((int)b->i - (int)a->i, di[a->s.out]);
  assert_int_equal((int)b->j - (int)a->j, dj[a->s.out]);
  assert_true(a->s.bx == b->s.ax && a->s.by == b->s.ay);
}

static bool visited(const visits *all, double x, double y) {
  uint32_t i = x >= NX ? NX - 1 : (uint32_t)x, j = y >= NY ? NY - 1 : (uint32_t)y;
  for (unsigned k = 0; k < all->n; k++)
    if (all->v[k].i == i && all->v[k].j == j) return true;
  return false;
}

static void is_a_path(const wg_stretch *s, wg_rng *r) {
  static visits all, path;
  all.n = path.n = 0;
  wg_trace(s, NX, NY, keep, &all);
  for (unsigned k = 0; k < all.n; k++) {
    assert_true(in_cell(&all.v[k]));
    if (all.v[k].s.in != WG_SIDE_NEAR)
      path.v[path.n++] = all.v[k];
    else
      assert_int_equal(all.v[k].s.out, WG_SIDE_NEAR);
  }
  assert_true(path.n > 0);
  const visit *first = &path.v[0], *last = &path.v[path.n - 1];
  assert_int_equal(first->s.in, WG_SIDE_NONE);
  assert_int_equal(last->s.out, WG_SIDE_NONE);
  assert_true(first->s.ax == s->ax && first->s.ay == s->ay && last->s.bx == s->bx &&
              last->s.by == s->by);
  for (unsigned k = 1; k < path.n; k++) assert_joined(&path.v[k - 1], &path.v[k]);
  unsigned steps =
      (unsigned)abs((int)last->i - (int)first->i) + (unsigned)abs((int)last->j - (int)first->j);
  assert_int_equal(path.n, steps + 1); /* no way about */
  for (int k = 0; k < 20; k++) {
    double t = wg_rng_unit(r);
    assert_true(visited(&all, s->ax + t * (s->bx - s->ax), s->ay + t * (s->by - s->ay)));
  }
}

/* Some on sides and corners of cells, or a last bit beside. */
static double coordinate(wg_rng *r, unsigned n) {
  double v = n * wg_rng_unit(r);
  switch (wg_rng_below(r, 5)) {
    case 0: return rint(v);
    case 1: return nextafter(rint(v), wg_rng_below(r, 2) ? 0 : n);
    case 2: return fmin(n, fmax(0, rint(v) + 1e-7 * (wg_rng_unit(r) - 0.5)));
    default: return v;
  }
}

static void random_stretches(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(1, 1);
  for (int round = 0; round < 60000; round++) {
    wg_stretch s = {coordinate(&r, NX), coordinate(&r, NY), coordinate(&r, NX),
                    coordinate(&r, NY), WG_SIDE_NONE,       WG_SIDE_NONE};
    if (round % 5 == 0) s.bx = s.ax;
    if (round % 7 == 0) s.by = s.ay;
    if (round % 11 == 0) s.by = s.ay + 1e-9 * (wg_rng_unit(&r) - 0.5);
    s.by = fmin(NY, fmax(0, s.by));
    if (s.ax > s.bx || (s.ax == s.bx && s.ay > s.by))
      s = (wg_stretch){s.bx, s.by, s.ax, s.ay, WG_SIDE_NONE, WG_SIDE_NONE};
    is_a_path(&s, &r);
  }
}

/* What runs along a side is told to the cells on both. */
static void along_a_side(void **state) {
  (void)state;
  for (int k = -2; k <= 2; k++)
    for (int upright = 0; upright < 2; upright++) {
      static visits all;
      double at = 4 + k * 1e-9;
      wg_stretch s =
          upright ? (wg_stretch){at, 1.5, at, 6.5, 0, 0} : (wg_stretch){1.5, at, 6.5, at, 0, 0};
      all.n = 0;
      wg_trace(&s, NX, NY, keep, &all);
      for (double t = 1.6; t < 6.5; t += 0.9) {
        assert_true(upright ? visited(&all, 3.5, t) : visited(&all, t, 3.5));
        assert_true(upright ? visited(&all, 4.5, t) : visited(&all, t, 4.5));
      }
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_stretches),
      cmocka_unit_test(along_a_side),
  };
  return cmocka_run_group_tests_name("locate/trace", tests, NULL, NULL);
}
