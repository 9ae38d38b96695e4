/* Sound coverages hold; each single mutation of one is found, under its right name. */
#include "cover/referee.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"

/* ---- a town of polygons to break ---- */

enum { SIDE = 7, POINTS = 24, POLYGONS = 2 * SIDE * SIDE + 8 };

typedef struct {
  wg_xy p[POINTS];      /* rings one after the other, not closed */
  uint32_t n[4], rings; /* points of each ring; a ring after the first is a hole ... */
  bool parts;           /* ... or a further part */
} polygon;

typedef struct {
  polygon poly[POLYGONS];
  uint32_t n;
  polygon district[4];
  uint32_t districts;
} town;

static polygon polygon_of(const wg_xy *p, uint32_t n) {
  polygon q = {.n = {n}, .rings = 1};
  memcpy(q.p, p, n * sizeof *p);
  return q;
}

/* Jittered quadrangles on multiples of 1/8 m far from the origin, so that the middle of
 * a side is a double. Every second one or so is cut into triangles. */
static wg_xy corner(uint64_t seed, int i, int j) {
  wg_rng r = wg_rng_init(seed, (uint64_t)(i * 100 + j));
  double jx = 0, jy = 0;
  if (i > 0 && i < SIDE) jx = (double)wg_rng_below(&r, 400) / 8 - 25;
  if (j > 0 && j < SIDE) jy = (double)wg_rng_below(&r, 400) / 8 - 25;
  return (wg_xy){500000 + 100.0 * i + jx, 3400000 + 100.0 * j + jy};
}

static town make_town(uint64_t seed) {
  town t = {0};
  wg_rng r = wg_rng_init(seed, 9999);
  for (int i = 0; i < SIDE; i++)
    for (int j = 0; j < SIDE; j++) {
      wg_xy q[4] = {corner(seed, i, j), corner(seed, i + 1, j), corner(seed, i + 1, j + 1),
                    corner(seed, i, j + 1)};
      if (wg_rng_below(&r, 2)) {
        wg_xy a[3] = {q[0], q[1], q[2]}, b[3] = {q[0], q[2], q[3]};
        t.poly[t.n++] = polygon_of(a, 3);
        t.poly[t.n++] = polygon_of(b, 3);
      } else {
        t.poly[t.n++] = polygon_of(q, 4);
      }
    }
  wg_xy o = corner(seed, 0, 0), e = corner(seed, SIDE, SIDE);
  wg_xy all[4] = {o, {e.x, o.y}, e, {o.x, e.y}};
  t.district[t.districts++] = polygon_of(all, 4);
  return t;
}

/* ---- judging it ---- */

static void add(wg_cover *c, const polygon *q) {
  double xy[2 * (POINTS + 4)];
  uint32_t start[5] = {0}, at = 0, from = 0;
  uint8_t hole[4];
  for (uint32_t k = 0; k < q->rings; k++) {
    for (uint32_t i = 0; i <= q->n[k]; i++, at++) {
      xy[2 * at] = q->p[from + i % q->n[k]].x;
      xy[2 * at + 1] = q->p[from + i % q->n[k]].y;
    }
    from += q->n[k];
    start[k + 1] = at;
    hole[k] = k > 0 && !q->parts;
  }
  assert_true(wg_cover_add(c, q->rings, start, hole, xy));
}

static wg_xy centre(const polygon *q) {
  wg_xy c = {0, 0};
  for (uint32_t i = 0; i < q->n[0]; i++) c.x += q->p[i].x / q->n[0], c.y += q->p[i].y / q->n[0];
  return c;
}

static const char *const codes[] = {"001", "002", "003", "004", "005",
                                    "006", "007", "008", "009", "010"};

/* Runs all steps. The faults' list stays in r until wg_referee_free. */
static wg_check_summary judge_into(const town *t, wg_referee *r, unsigned threads) {
  static wg_check_options none;
  wg_check_summary sum = {0};
  wg_ctx *ctx = wg_ctx_new();
  wg_ctx_set_threads(ctx, threads);
  *r = (wg_referee){.ctx = ctx, .o = &none, .sum = &sum, .min = 300, .max = 600, .crs = ""};
  for (uint32_t i = 0; i < t->n; i++) {
    char code[64];
    add(&r->grid, &t->poly[i]);
    wg_xy c = centre(&t->poly[i]);
    snprintf(code, sizeof code, "%.3f %.3f", c.x, c.y);
    wg_grid_row row = {
        .code = wg_arena_strdup(&r->strings, code), .parent = "", .status = "", .reason = ""};
    row.label = row.code;
    assert_true(WG_VEC_PUSH(&r->grid_row, row));
  }
  for (uint32_t i = 0; i < t->districts; i++) {
    add(&r->district, &t->district[i]);
    assert_true(WG_VEC_PUSH(&r->district_code, codes[i]));
  }
  r->has_code = true;
  assert_int_equal(wg_referee_judge(r), WG_OK);
  r->sum = NULL;
  r->ctx = NULL;
  wg_ctx_free(ctx);
  return sum;
}

static wg_check_summary judge(const town *t) {
  wg_referee r;
  wg_check_summary sum = judge_into(t, &r, 2);
  wg_referee_free(&r);
  return sum;
}

static bool clean(const wg_check_summary *s) {
  return !s->invalid && !s->multipart && !s->empty && !s->edges_same_direction &&
         !s->edges_crossing && !s->edges_unmatched_inner && !s->gaps && !s->overlaps &&
         !s->grids_across_districts && s->missing_area_m2 <= 1e-4 * s->district_area_m2 &&
         s->excess_area_m2 <= 1e-4 * s->district_area_m2;
}

static double area_of(const polygon *q) {
  double a = fabs(wg_ring_area(q->p, q->n[0]));
  for (uint32_t k = 1, from = q->n[0]; k < q->rings; from += q->n[k++])
    a -= fabs(wg_ring_area(q->p + from, q->n[k]));
  return a;
}

/* One polygon away from the border of the town, so that faults of it are inside. */
static uint32_t inner_polygon(const town *t, wg_rng *r) {
  for (;;) {
    uint32_t i = wg_rng_below(r, t->n);
    bool inside = true;
    for (uint32_t k = 0; k < t->poly[i].n[0]; k++) {
      wg_xy p = t->poly[i].p[k], o = t->district[0].p[0], e = t->district[0].p[2];
      if (p.x == o.x || p.y == o.y || p.x == e.x || p.y == e.y) inside = false;
    }
    if (inside) return i;
  }
}

/* ---- what holds ---- */

static void sound_towns_hold(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 30; seed++) {
    town t = make_town(seed);
    wg_check_summary s = judge(&t);
    assert_true(clean(&s) && s.holds);
    assert_int_equal(s.grids, t.n);
    assert_true(fabs(s.district_area_m2 - 490000) < 1e-3);
    assert_true(s.missing_area_m2 == 0 && s.excess_area_m2 == 0);
  }
}

static void turn(polygon *q, wg_rng *r) {
  uint32_t n = q->n[0], by = wg_rng_below(r, n);
  wg_xy p[POINTS];
  bool back = wg_rng_below(r, 2);
  for (uint32_t i = 0; i < n; i++) p[i] = q->p[(back ? n - i : i) % n];
  for (uint32_t i = 0; i < n; i++) q->p[i] = p[(i + by) % n];
}

static void shuffle(town *t, wg_rng *r) {
  for (uint32_t i = t->n; i > 1; i--) {
    uint32_t k = wg_rng_below(r, i);
    polygon q = t->poly[k];
    t->poly[k] = t->poly[i - 1];
    t->poly[i - 1] = q;
  }
}

/* The order of features, where rings begin, which way they run and the number of
 * threads show nowhere, faults included. */
static void order_does_not_show(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 10; seed++) {
    town t = make_town(seed);
    wg_rng r = wg_rng_init(seed, 1);
    t.poly[inner_polygon(&t, &r)].p[1].x += 7.3; /* something to find */
    t.poly[t.n++] = t.poly[inner_polygon(&t, &r)];
    wg_referee a, b;
    wg_check_summary sa = judge_into(&t, &a, 1);
    for (uint32_t i = 0; i < t.n; i++) turn(&t.poly[i], &r);
    shuffle(&t, &r);
    wg_check_summary sb = judge_into(&t, &b, 8);
    assert_memory_equal(&sa, &sb, sizeof sa);
    assert_int_equal(a.faults.list.n, b.faults.list.n);
    assert_true(a.faults.list.n > 4);
    for (size_t i = 0; i < a.faults.list.n; i++) {
      const wg_fault *p = &a.faults.list.v[i], *q = &b.faults.list.v[i];
      assert_int_equal(p->kind, q->kind);
      assert_true(wg_xy_eq(p->at, q->at) && p->measure == q->measure);
      assert_int_equal(p->n_grids, q->n_grids);
    }
    wg_referee_free(&a);
    wg_referee_free(&b);
  }
}

/* A hole filled by another grid, and one that touches its exterior in a point. */
static void islands_hold(void **state) {
  (void)state;
  town t = make_town(3);
  wg_rng r = wg_rng_init(3, 2);
  polygon *q = &t.poly[inner_polygon(&t, &r)];
  wg_xy c = centre(q), v = q->p[0];
  wg_xy island[3] = {v, c, {(c.x + q->p[1].x) / 2, (c.y + q->p[1].y) / 2}};
  q->rings = 2;
  q->n[1] = 3;
  memcpy(q->p + q->n[0], island, sizeof island);
  town open = t;
  t.poly[t.n++] = polygon_of(island, 3);
  wg_check_summary s = judge(&t);
  assert_true(clean(&s) && s.holds);
  s = judge(&open);
  assert_false(s.holds);
  assert_int_equal(s.gaps, 1);
  assert_int_equal(s.edges_unmatched_inner, 3);
  assert_true(fabs(s.gap_area_m2 - area_of(&t.poly[t.n - 1])) < 1e-6);
  /* unless the district has the hole as well */
  open.district[0].rings = 2;
  open.district[0].n[1] = 3;
  memcpy(open.district[0].p + 4, island, sizeof island);
  s = judge(&open);
  assert_true(clean(&s) && s.holds);
}

/* ---- what does not ---- */

#define FOR_SEEDS(t, r, i)                                           \
  for (uint64_t seed_ = 0; seed_ < 20; seed_++)                      \
    for (struct {                                                    \
           town t;                                                   \
           wg_rng r;                                                 \
           uint32_t i;                                               \
           int once;                                                 \
         } m_ = {.t = make_town(seed_), .r = wg_rng_init(seed_, 7)}; \
         !m_.once && (m_.i = inner_polygon(&m_.t, &m_.r), true); m_.once = 1)

static void moved_vertex(void **state) {
  (void)state;
  const double step[] = {1e-8, 1e-3, 0};
  for (int k = 0; k < 3; k++) FOR_SEEDS(t, r, i) {
      wg_xy *p = &m_.t.poly[m_.i].p[1];
      p->x = step[k] > 0 ? p->x + step[k] : nextafter(p->x, INFINITY); /* or by the last digit */
      wg_check_summary s = judge(&m_.t);
      assert_false(s.holds);
      assert_true(s.edges_unmatched_inner >= 4);
      if (step[k] > 0) assert_true(s.gaps + s.overlaps >= 1);
      assert_int_equal(s.invalid, 0);
      assert_int_equal(s.edges_same_direction, 0);
    }
}

static void deleted(void **state) {
  (void)state;
  FOR_SEEDS(t, r, i) {
    double area = area_of(&m_.t.poly[m_.i]);
    uint32_t n = m_.t.poly[m_.i].n[0];
    m_.t.poly[m_.i] = m_.t.poly[--m_.t.n];
    wg_check_summary s = judge(&m_.t);
    assert_false(s.holds);
    assert_int_equal(s.gaps, 1);
    assert_int_equal(s.overlaps, 0);
    assert_int_equal(s.edges_unmatched_inner, n);
    assert_true(fabs(s.gap_area_m2 - area) < 1e-6);
    assert_true(fabs(s.missing_area_m2 - area) < 1e-6);
  }
}

/* At the border no gap arises, but area is missing. */
static void deleted_at_border(void **state) {
  (void)state;
  town t = make_town(4);
  double area = area_of(&t.poly[0]);
  t.poly[0] = t.poly[--t.n];
  wg_check_summary s = judge(&t);
  assert_false(s.holds);
  assert_int_equal(s.gaps, 0);
  assert_true(fabs(s.missing_area_m2 - area) < 1e-6);
}

static void doubled(void **state) {
  (void)state;
  FOR_SEEDS(t, r, i) {
    polygon q = m_.t.poly[m_.i];
    m_.t.poly[m_.t.n++] = q;
    wg_check_summary s = judge(&m_.t);
    assert_false(s.holds);
    assert_int_equal(s.edges_same_direction, q.n[0]);
    assert_int_equal(s.overlaps, 1);
    assert_true(fabs(s.overlap_area_m2 - area_of(&q)) < 1e-6);
  }
}

static void shifted(void **state) {
  (void)state;
  FOR_SEEDS(t, r, i) {
    polygon *q = &m_.t.poly[m_.i];
    for (uint32_t k = 0; k < q->n[0]; k++) q->p[k].x += 3.1, q->p[k].y += 1.7;
    wg_check_summary s = judge(&m_.t);
    assert_false(s.holds);
    assert_true(s.edges_crossing > 0);
    assert_true(s.gaps + s.overlaps >= 2);
    assert_true(s.overlap_area_m2 > 1 && s.gap_area_m2 > 1);
    assert_true(fabs(s.overlap_area_m2 - s.gap_area_m2) < 1e-6); /* it took what it left */
  }
}

/* A vertex in the middle of one side, for one of the two neighbours only. */
static void lone_vertex(void **state) {
  (void)state;
  FOR_SEEDS(t, r, i) {
    polygon *q = &m_.t.poly[m_.i];
    wg_xy mid = {(q->p[0].x + q->p[1].x) / 2, (q->p[0].y + q->p[1].y) / 2};
    assert_int_equal(wg_exact_orient(q->p[0], q->p[1], mid), 0);
    memmove(q->p + 2, q->p + 1, (q->n[0]++ - 1) * sizeof(wg_xy));
    q->p[1] = mid;
    wg_referee ref;
    wg_check_summary s = judge_into(&m_.t, &ref, 2);
    assert_false(s.holds);
    assert_int_equal(s.edges_crossing, 2);
    assert_int_equal(s.edges_unmatched_inner, 3);
    assert_int_equal(s.gaps + s.overlaps + s.invalid, 0);
    bool found = false;
    for (size_t k = 0; k < ref.faults.list.n; k++)
      if (ref.faults.list.v[k].kind == WG_FAULT_CROSSING)
        found = wg_xy_eq(ref.faults.list.v[k].at, mid);
    assert_true(found);
    wg_referee_free(&ref);
  }
}

static void nested(void **state) {
  (void)state;
  FOR_SEEDS(t, r, i) {
    wg_xy c = centre(&m_.t.poly[m_.i]);
    wg_xy p[3] = {c, {c.x + 1, c.y}, {c.x, c.y + 1}};
    m_.t.poly[m_.t.n++] = polygon_of(p, 3);
    wg_check_summary s = judge(&m_.t);
    assert_false(s.holds);
    assert_int_equal(s.edges_crossing + s.edges_same_direction, 0); /* no edge tells */
    assert_int_equal(s.overlaps, 1);
    assert_int_equal(s.edges_unmatched_inner, 3);
    assert_true(fabs(s.overlap_area_m2 - 0.5) < 1e-6);
  }
}

static void bow_tie(void **state) {
  (void)state;
  unsigned seen = 0;
  FOR_SEEDS(t, r, i) {
    polygon *q = &m_.t.poly[m_.i];
    if (q->n[0] < 4) continue;
    wg_xy p = q->p[1];
    q->p[1] = q->p[2];
    q->p[2] = p;
    wg_check_summary s = judge(&m_.t);
    assert_false(s.holds);
    assert_int_equal(s.invalid, 1);
    assert_true(s.edges_crossing > 0);
    seen++;
  }
  assert_true(seen > 3);
}

static void multipart(void **state) {
  (void)state;
  town t = make_town(5);
  polygon *q = &t.poly[0], *far = &t.poly[t.n - 1];
  memcpy(q->p + q->n[0], far->p, far->n[0] * sizeof(wg_xy));
  q->n[1] = far->n[0];
  q->rings = 2;
  q->parts = true;
  t.n--;
  wg_check_summary s = judge(&t);
  assert_false(s.holds);
  assert_int_equal(s.multipart, 1);
  assert_int_equal(s.invalid + s.gaps + s.overlaps + s.edges_unmatched_inner, 0);
}

static void hole(void **state) {
  (void)state;
  FOR_SEEDS(t, r, i) {
    polygon *q = &m_.t.poly[m_.i];
    wg_xy c = centre(q), p[3] = {c, {c.x + 1, c.y}, {c.x, c.y + 1}};
    memcpy(q->p + q->n[0], p, sizeof p);
    q->n[1] = 3;
    q->rings = 2;
    wg_check_summary s = judge(&m_.t);
    assert_false(s.holds);
    assert_int_equal(s.gaps, 1);
    assert_int_equal(s.invalid, 0);
    assert_true(fabs(s.gap_area_m2 - 0.5) < 1e-6);
  }
}

/* Two triangles that cross in shared vertices only: edges alone do not tell, depth does. */
static void star(void **state) {
  (void)state;
  const wg_xy up[9] = {{0, 0}, {4, 0}, {8, 0}, {12, 0}, {10, 4}, {8, 8}, {6, 12}, {4, 8}, {2, 4}};
  const wg_xy down[9] = {{2, 4},   {4, 0},  {6, -4}, {8, 0},  {10, 4},
                         {14, 12}, {6, 12}, {4, 12}, {-2, 12}};
  town t = {.n = 2, .districts = 1};
  t.poly[0] = polygon_of(up, 9);
  const wg_xy lower[6] = {down[1], down[2], down[3], {8, 3}, {6, 5}, {4, 3}};
  t.poly[1] = polygon_of(lower, 6);
  t.district[0] = polygon_of(up, 9);
  wg_check_summary s = judge(&t);
  /* `lower` enters through two vertices of `up`: in by one, out by the other; it also runs
   * along (4 0)-(8 0) from below nowhere, so no edge is shared */
  assert_false(s.holds);
  assert_int_equal(s.edges_crossing + s.edges_same_direction, 0);
  assert_int_equal(s.overlaps, 1);
}

static void against_districts(void **state) {
  (void)state;
  town t = make_town(8), u = t;
  for (int k = 0; k < 4; k++) u.district[0].p[k].x += 1; /* the district stands 1 m aside */
  wg_check_summary s = judge(&u);
  assert_false(s.holds);
  assert_true(fabs(s.missing_area_m2 - 700) < 1e-6 && fabs(s.excess_area_m2 - 700) < 1e-6);
  u = t;
  for (int k = 0; k < 4; k++) u.district[0].p[k].x += 1e-3; /* below 0.01 % */
  s = judge(&u);
  assert_true(s.holds);
  /* two districts with a border through the grids */
  u = t;
  wg_xy o = t.district[0].p[0], e = t.district[0].p[2];
  wg_xy west[4] = {o, {o.x + 350, o.y}, {o.x + 350, e.y}, {o.x, e.y}};
  wg_xy east[4] = {west[1], {e.x, o.y}, e, west[2]};
  u.district[0] = polygon_of(west, 4);
  u.district[1] = polygon_of(east, 4);
  u.districts = 2;
  s = judge(&u);
  assert_false(s.holds);
  assert_true(s.grids_across_districts >= SIDE && s.grids_across_districts < 6 * SIDE);
  assert_int_equal(s.gaps + s.overlaps + s.edges_unmatched_inner, 0);
}

/* The districts' own sliver is a gap of the grids that leave it open; a lake is none. */
static void slivers_of_districts(void **state) {
  (void)state;
  for (int lake = 0; lake < 2; lake++) {
    double w = lake ? 20 : 0.01;
    wg_xy ring[4] = {{500000, 3400000}, {500300, 3400000}, {500300, 3400300}, {500000, 3400300}};
    wg_xy open[4] = {
        {500100, 3400100}, {500100 + w, 3400100}, {500100 + w, 3400200}, {500100, 3400200}};
    town t = {.n = 1, .districts = 1};
    t.poly[0] = polygon_of(ring, 4);
    memcpy(t.poly[0].p + 4, open, sizeof open);
    t.poly[0].n[1] = 4;
    t.poly[0].rings = 2;
    t.district[0] = t.poly[0];
    wg_check_summary s = judge(&t);
    assert_int_equal(s.holds, lake);
    assert_int_equal(s.gaps, !lake);
  }
}

/* ---- single polygons ---- */

static uint32_t flags_of(const polygon *q) {
  town t = {.n = 1, .districts = 1};
  t.poly[0] = *q;
  wg_xy box[4] = {{-1, -1}, {101, -1}, {101, 101}, {-1, 101}};
  t.district[0] = polygon_of(box, 4);
  wg_referee r;
  judge_into(&t, &r, 1);
  uint32_t f = r.grid.flags.v[0];
  wg_referee_free(&r);
  return f;
}

static polygon with_ring(polygon q, const wg_xy *p, uint32_t n, bool part) {
  uint32_t from = 0;
  for (uint32_t k = 0; k < q.rings; k++) from += q.n[k];
  memcpy(q.p + from, p, n * sizeof *p);
  q.n[q.rings++] = n;
  q.parts = part;
  return q;
}

static void polygons(void **state) {
  (void)state;
  const wg_xy square[4] = {{0, 0}, {100, 0}, {100, 100}, {0, 100}};
  const wg_xy in[4] = {{10, 10}, {20, 10}, {20, 20}, {10, 20}};
  const wg_xy deeper[4] = {{12, 12}, {18, 12}, {18, 18}, {12, 18}};
  const wg_xy apart[4] = {{200, 0}, {300, 0}, {300, 100}, {200, 100}};
  const wg_xy corner_hole[3] = {{0, 0}, {20, 10}, {10, 20}};
  const wg_xy chord[4] = {{0, 0}, {60, 50}, {100, 100}, {50, 60}};
  const wg_xy spike[5] = {{0, 0}, {100, 0}, {100, 100}, {150, 150}, {100, 100}};
  const wg_xy eight[6] = {{0, 0}, {50, 50}, {100, 0}, {100, 100}, {50, 50}, {0, 100}};
  polygon s = polygon_of(square, 4);
  polygon q = s;
  assert_int_equal(flags_of(&q), 0);
  q = with_ring(s, in, 4, false);
  assert_int_equal(flags_of(&q), 0);
  q = with_ring(q, deeper, 4, false);
  assert_int_equal(flags_of(&q), WG_BAD_NESTING);
  q = with_ring(s, apart, 4, false);
  assert_int_equal(flags_of(&q), WG_BAD_NESTING);
  q = with_ring(s, apart, 4, true);
  assert_int_equal(flags_of(&q), WG_BAD_MULTIPART);
  q = with_ring(s, in, 4, true);
  assert_int_equal(flags_of(&q), WG_BAD_MULTIPART | WG_BAD_NESTING);
  q = with_ring(with_ring(s, in, 4, false), in, 4, false);
  assert_int_equal(flags_of(&q), WG_BAD_REPEATED | WG_BAD_TOUCH);
  q = with_ring(s, corner_hole, 3, false);
  assert_int_equal(flags_of(&q), 0);
  q = with_ring(s, chord, 4, false);
  assert_int_equal(flags_of(&q), WG_BAD_TOUCH); /* the hole cuts the interior in two */
  q = polygon_of(spike, 5);
  assert_int_equal(flags_of(&q), WG_BAD_REPEATED | WG_BAD_TOUCH);
  q = polygon_of(eight, 6);
  assert_int_equal(flags_of(&q), WG_BAD_TOUCH);
}

static void unusable_rings(void **state) {
  (void)state;
  const uint32_t start[3] = {0, 5, 8};
  const uint8_t holes[2] = {0, 1};
  double xy[16] = {0, 0, 9, 0, 9, 9, 0, 9, 0, 0, 1, 1, 2, 2, 1, 1};
  wg_cover c = {0};
  assert_true(wg_cover_add(&c, 2, start, holes, xy)); /* the hole has two places */
  xy[8] = 1;
  assert_true(wg_cover_add(&c, 1, start, holes, xy)); /* not closed */
  xy[2] = NAN;
  assert_true(wg_cover_add(&c, 1, start, holes, xy));
  assert_true(wg_cover_add(&c, 0, start, holes, xy));
  assert_int_equal(c.flags.v[0], WG_BAD_SHORT);
  assert_int_equal(c.flags.v[1], WG_BAD_UNCLOSED);
  assert_int_equal(c.flags.v[2], WG_BAD_UNCLOSED | WG_BAD_NUMBER | WG_BAD_EMPTY);
  assert_int_equal(c.flags.v[3], WG_BAD_EMPTY);
  assert_int_equal(wg_cover_rings(&c), 2);
  wg_cover_free(&c);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(sound_towns_hold),
      cmocka_unit_test(order_does_not_show),
      cmocka_unit_test(islands_hold),
      cmocka_unit_test(moved_vertex),
      cmocka_unit_test(deleted),
      cmocka_unit_test(deleted_at_border),
      cmocka_unit_test(doubled),
      cmocka_unit_test(shifted),
      cmocka_unit_test(lone_vertex),
      cmocka_unit_test(nested),
      cmocka_unit_test(bow_tie),
      cmocka_unit_test(multipart),
      cmocka_unit_test(hole),
      cmocka_unit_test(star),
      cmocka_unit_test(against_districts),
      cmocka_unit_test(slivers_of_districts),
      cmocka_unit_test(polygons),
      cmocka_unit_test(unusable_rings),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
