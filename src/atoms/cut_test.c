#include "atoms/cut.h"

#include "atoms/block.h"
#include "atoms/group.h"
#include "atoms/sites.h"
#include "atoms/test_survey.h"

/* A block of its own: the border and dead ends given as lines, then its buildings. */
typedef struct {
  wg_ctx *ctx;
  wg_town t;
  wg_plane p; /* of the border alone */
  uint32_t face;
  uint32_t *building, *group;
  wg_segs cut;
} scene;

static void begin(scene *x, int32_t w, int32_t h) {
  *x = (scene){.ctx = wg_ctx_new()};
  add_district(&x->t, "a", 0, 0, w, h);
}

static void cut(scene *x, int64_t most) {
  uint32_t n = (uint32_t)x->t.building.n;
  wg_segs s = {0};
  assert_int_equal(wg_linework_base(x->ctx, &x->t, &s), WG_OK);
  build_plane(x->ctx, &s, &x->p);
  int64_t *area2 = WG_NEW(int64_t, x->p.nf);
  assert_non_null(area2);
  wg_plane_areas(&x->p, area2);
  x->face = 1;
  for (uint32_t f = 2; f < x->p.nf; f++)
    if (area2[f] > area2[x->face]) x->face = f;
  wg_free(area2);
  x->building = WG_NEW(uint32_t, n);
  x->group = WG_NEW(uint32_t, n);
  assert_true(x->building && x->group);
  for (uint32_t i = 0; i < n; i++) x->building[i] = i;
  wg_block b;
  assert_int_equal(wg_block_build(&x->t, &x->p, x->face, x->building, n, &b), WG_OK);
  assert_int_equal(wg_group_footprints(&x->t, &b, x->building, most, x->group), WG_OK);
  wg_block_free(&b);
  assert_int_equal(wg_cut_block(&x->t, &x->p, x->face, x->building, n, most, &x->cut), WG_OK);
}

static void end(scene *x) {
  wg_plane_free(&x->p);
  wg_town_free(&x->t);
  wg_free(x->building);
  wg_free(x->group);
  WG_VEC_FREE(&x->cut);
  wg_ctx_free(x->ctx);
}

/* Points along every cut: inside the block, and no deeper in a footprint than rounding. */
static void assert_cuts_keep_out(const scene *x, double slack) {
  for (size_t i = 0; i < x->cut.n; i++)
    for (int k = 1; k < 8; k++) {
      wg_seg g = x->cut.v[i];
      assert_int_equal(g.src, wg_sources_of(&x->t).cut);
      int64_t x2 = 2 * (int64_t)g.a.x + (int64_t)(g.b.x - g.a.x) * k / 4;
      int64_t y2 = 2 * (int64_t)g.a.y + (int64_t)(g.b.y - g.a.y) * k / 4;
      assert_true(depth_inside(&x->t.district_shape, 0, x2, y2) > -1);
      for (uint32_t b = 0; b < x->t.building.n; b++)
        assert_true(depth_inside(&x->t.building_shape, b, x2, y2) < slack);
    }
}

/* Border and cuts together: buildings share a face exactly when they share a group. */
static void assert_groups_have_faces(const scene *x) {
  wg_segs s = {0};
  wg_plane p;
  assert_int_equal(wg_linework_base(x->ctx, &x->t, &s), WG_OK);
  for (size_t i = 0; i < x->cut.n; i++) assert_true(WG_VEC_PUSH(&s, x->cut.v[i]));
  build_plane(x->ctx, &s, &p);
  uint32_t n = (uint32_t)x->t.building.n, *face = WG_NEW(uint32_t, n), groups = 0;
  assert_non_null(face);
  for (uint32_t b = 0; b < n; b++) {
    int64_t x2, y2;
    assert_true(wg_interior_point(&x->t.building_shape, b, &x2, &y2));
    assert_int_equal(wg_plane_locate(&p, x2, y2, &face[b]), WG_OK);
    groups += x->group[b] == b;
  }
  for (uint32_t b = 0; b < n; b++)
    for (uint32_t c = b + 1; c < n; c++)
      assert_true((face[b] == face[c]) == (x->group[b] == x->group[c]));
  assert_int_equal(p.nf - 1, groups); /* no piece of the block is left without a group */
  wg_free(face);
  wg_plane_free(&p);
}

static void assert_groups_within(const scene *x, int64_t most) {
  uint32_t n = (uint32_t)x->t.building.n;
  for (uint32_t b = 0; b < n; b++) {
    int64_t sum = 0, single = x->t.building.v[b].households;
    for (uint32_t c = 0; c < n; c++)
      sum += x->group[c] == x->group[b] ? x->t.building.v[c].households : 0;
    assert_true(sum <= most || sum == single || single == 0);
  }
}

static void random_houses_apart(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 60; seed++) {
    wg_rng r = wg_rng_init(seed, 2);
    scene x;
    begin(&x, 200 * M + jitter(&r, 50 * M), 150 * M + jitter(&r, 50 * M));
    for (int32_t gx = 5 * M; gx < 130 * M; gx += 24 * M)
      for (int32_t gy = 4 * M; gy < 80 * M; gy += 18 * M) {
        int32_t a = gx + jitter(&r, 2 * M), b = gy + jitter(&r, 2 * M);
        put_ring(&x.t.building_shape, 0,
                 XY(a, b, a + 12 * M + jitter(&r, 3 * M), b + jitter(&r, 3 * M),
                    a + 12 * M + jitter(&r, 3 * M), b + 9 * M, a + jitter(&r, M), b + 9 * M));
        end_building(&x.t, (int32_t)wg_rng_below(&r, 30));
      }
    cut(&x, seed % 3 ? 40 : 1);
    assert_true(x.cut.n > 0);
    assert_cuts_keep_out(&x, 1.5);
    assert_groups_have_faces(&x);
    assert_groups_within(&x, seed % 3 ? 40 : 1);
    end(&x);
  }
}

static void houses_that_touch(void **state) {
  (void)state;
  scene x;
  begin(&x, 200 * M, 100 * M);
  for (int32_t i = 0; i < 6; i++)
    for (int32_t j = 0; j < 2; j++) /* two rows back to back */
      add_building(&x.t, 30, (40 + 15 * i) * M, (30 + 12 * j) * M, (55 + 15 * i) * M,
                   (42 + 12 * j) * M);
  cut(&x, 30);
  assert_cuts_keep_out(&x, 1.5);
  assert_groups_have_faces(&x);
  end(&x);
}

/* Common walls of unequal length, off the lattice's axes: T junctions on slanted walls. */
static void slanted_rows_that_touch(void **state) {
  (void)state;
  scene x;
  begin(&x, 200 * M, 200 * M);
  for (int32_t i = 0; i < 5; i++) {
    int32_t a = 4000 + 1511 * i, b = 5000 + 377 * i, c = a + 1511, d = b + 377;
    put_ring(&x.t.building_shape, 0, XY(a, b, c, d, c - 250, d + 1002, a - 250, b + 1002));
    end_building(&x.t, 20);
  }
  cut(&x, 20);
  assert_cuts_keep_out(&x, 1.5);
  assert_groups_have_faces(&x);
  end(&x);
}

static void overlaps_stay_together(void **state) {
  (void)state;
  scene x;
  begin(&x, 200 * M, 100 * M);
  add_building(&x.t, 90, 30 * M, 30 * M, 60 * M, 60 * M);
  add_building(&x.t, 90, 50 * M, 50 * M, 80 * M, 80 * M);
  add_building(&x.t, 90, 120 * M, 30 * M, 150 * M, 60 * M);
  add_building(&x.t, 90, 130 * M, 40 * M, 140 * M, 50 * M); /* on the ground of the third */
  cut(&x, 10);
  assert_int_equal(x.group[0], x.group[1]);
  assert_int_equal(x.group[2], x.group[3]);
  assert_true(x.group[0] != x.group[2]);
  assert_cuts_keep_out(&x, 1.5);
  assert_groups_have_faces(&x);
  end(&x);
}

static void a_building_in_a_yard_may_be_a_group(void **state) {
  (void)state;
  scene x;
  begin(&x, 200 * M, 100 * M);
  put_box(&x.t.building_shape, 30 * M, 20 * M, 120 * M, 80 * M);
  put_hole(&x.t.building_shape, 50 * M, 35 * M, 100 * M, 65 * M);
  end_building(&x.t, 100);
  add_building(&x.t, 100, 70 * M, 45 * M, 80 * M, 55 * M);
  cut(&x, 10);
  assert_true(x.group[0] != x.group[1]);
  assert_cuts_keep_out(&x, 1.5);
  assert_groups_have_faces(&x);
  end(&x);
}

/* Groups on both sides of a dead end meet there and the way around its end is cut too. */
static void a_dead_end_counts_as_border(void **state) {
  (void)state;
  scene x;
  begin(&x, 200 * M, 200 * M);
  add_road(&x.t, 100 * M, 0, 100 * M, 150 * M);
  add_building(&x.t, 50, 60 * M, 40 * M, 80 * M, 60 * M);
  add_building(&x.t, 50, 120 * M, 40 * M, 140 * M, 60 * M);
  cut(&x, 50);
  assert_cuts_keep_out(&x, 1.5);
  assert_groups_have_faces(&x);
  for (size_t i = 0; i < x.cut.n; i++) { /* the road itself is there already */
    wg_seg g = x.cut.v[i];
    assert_false(g.a.x == 100 * M && g.b.x == 100 * M && g.a.y < 150 * M && g.b.y < 150 * M);
  }
  end(&x);
}

static void a_block_with_an_island(void **state) {
  (void)state;
  scene x;
  begin(&x, 200 * M, 200 * M);
  add_line(&x.t, WG_LINE_LOCAL, 0,
           XY(80 * M, 80 * M, 120 * M, 80 * M, 120 * M, 120 * M, 80 * M, 120 * M, 80 * M, 80 * M));
  add_building(&x.t, 50, 20 * M, 20 * M, 40 * M, 40 * M);
  add_building(&x.t, 50, 160 * M, 160 * M, 180 * M, 180 * M);
  cut(&x, 50);
  assert_cuts_keep_out(&x, 1.5);
  assert_true(x.cut.n > 0);
  end(&x);
}

static void houses_a_centimetre_apart(void **state) {
  (void)state;
  scene x;
  begin(&x, 100 * M, 100 * M);
  add_building(&x.t, 50, 20 * M, 40 * M, 40 * M, 60 * M);
  add_building(&x.t, 50, 40 * M + 1, 40 * M, 60 * M, 60 * M);
  add_building(&x.t, 50, 60 * M + 2, 40 * M, 80 * M, 60 * M);
  cut(&x, 50);
  assert_cuts_keep_out(&x, 2);
  assert_groups_have_faces(&x);
  end(&x);
}

static void one_building_or_none_gives_no_cut(void **state) {
  (void)state;
  scene x;
  begin(&x, 100 * M, 100 * M);
  add_building(&x.t, 500, 20 * M, 40 * M, 40 * M, 60 * M);
  cut(&x, 50);
  assert_int_equal(x.cut.n, 0);
  assert_int_equal(wg_cut_block(&x.t, &x.p, x.face, NULL, 0, 50, &x.cut), WG_OK);
  assert_int_equal(x.cut.n, 0);
  end(&x);
}

/* What was asked for exactly fits: no cut. */
static void one_group_gives_no_cut(void **state) {
  (void)state;
  scene x;
  begin(&x, 100 * M, 100 * M);
  add_building(&x.t, 20, 20 * M, 40 * M, 40 * M, 60 * M);
  add_building(&x.t, 30, 60 * M, 40 * M, 80 * M, 60 * M);
  cut(&x, 50);
  assert_int_equal(x.cut.n, 0);
  end(&x);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  scene x;
  begin(&x, 100 * M, 100 * M);
  add_building(&x.t, 20, 20 * M, 40 * M, 40 * M, 60 * M);
  add_building(&x.t, 30, 39 * M, 40 * M, 80 * M, 60 * M);
  add_building(&x.t, 30, 20 * M, 70 * M, 80 * M, 80 * M);
  cut(&x, 30);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_segs out = {0};
    wg_mem_fail_at(at);
    wg_status st = wg_cut_block(&x.t, &x.p, x.face, x.building, 3, 30, &out);
    wg_mem_fail_at(0);
    WG_VEC_FREE(&out);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  end(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_houses_apart),
      cmocka_unit_test(houses_that_touch),
      cmocka_unit_test(slanted_rows_that_touch),
      cmocka_unit_test(overlaps_stay_together),
      cmocka_unit_test(a_building_in_a_yard_may_be_a_group),
      cmocka_unit_test(a_dead_end_counts_as_border),
      cmocka_unit_test(a_block_with_an_island),
      cmocka_unit_test(houses_a_centimetre_apart),
      cmocka_unit_test(one_building_or_none_gives_no_cut),
      cmocka_unit_test(one_group_gives_no_cut),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("atoms/cut", tests, NULL, NULL);
}
