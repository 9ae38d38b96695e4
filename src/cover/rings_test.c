#include "cover/rings.h"

#include "base/dsu.h"
#include "cover/test_polygons.h"

/* A board of w x h cells of `size` units; the labels are given as text, row by row from the
 * north: '.' none, 'a' 0, 'b' 1, ... */
typedef struct {
  wg_ctx *ctx;
  wg_plane p;
  uint32_t *label;
  wg_shapes out;
  int32_t w, h, size;
} board;

static void lay_out(board *x, const char *text, int32_t size) {
  *x = (board){.ctx = wg_ctx_new(), .size = size};
  x->w = (int32_t)strcspn(text, "\n");
  x->h = (int32_t)((strlen(text) + 1) / ((size_t)x->w + 1));
  wg_segs s = {0};
  for (int32_t i = 0; i <= x->w; i++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{i * size, 0}, {i * size, x->h * size}, 0})));
  for (int32_t j = 0; j <= x->h; j++)
    assert_true(WG_VEC_PUSH(&s, ((wg_seg){{0, j * size}, {x->w * size, j * size}, 0})));
  build_plane(x->ctx, &s, &x->p);
  x->label = WG_NEW(uint32_t, x->p.nf);
  assert_non_null(x->label);
  x->label[0] = WG_UNLABELLED;
  for (int32_t i = 0; i < x->w; i++)
    for (int32_t j = 0; j < x->h; j++) {
      char c = text[(x->h - 1 - j) * (x->w + 1) + i];
      uint32_t f = face_at(&x->p, i * size + size / 2, j * size + size / 2);
      x->label[f] = c == '.' ? WG_UNLABELLED : (uint32_t)(c - 'a');
    }
}

static void build(board *x, uint32_t n) {
  assert_int_equal(wg_rings_build(x->ctx, &x->p, x->label, n, NULL, &x->out), WG_OK);
  assert_int_equal(wg_shapes_count(&x->out), n);
}

static void clear(board *x) {
  wg_plane_free(&x->p);
  wg_free(x->label);
  wg_shapes_free(&x->out);
  wg_ctx_free(x->ctx);
}

static void assert_areas(const board *x, uint32_t n) {
  int64_t *area2 = WG_NEW(int64_t, x->p.nf), *sum = WG_NEW0(int64_t, n);
  assert_true(area2 && sum);
  wg_plane_areas(&x->p, area2);
  for (uint32_t f = 0; f < x->p.nf; f++)
    if (x->label[f] != WG_UNLABELLED) sum[x->label[f]] += area2[f];
  for (uint32_t i = 0; i < n; i++) assert_int_equal(sum[i], wg_shapes_area2(&x->out, i));
  wg_free(area2);
  wg_free(sum);
}

static void assert_sound(board *x, uint32_t n) {
  runs outline = {0};
  build(x, n);
  if (x->size > 2) assert_areas(x, n); /* steps of one unit count as straight */
  assert_valid_polygons(&x->out);
  assert_edges_cancel(x->ctx, &x->out, &outline);
  WG_VEC_FREE(&outline);
}

static uint32_t rings_of(const board *x, uint32_t i) {
  return x->out.first.v[i + 1] - x->out.first.v[i];
}

static void a_square_has_four_vertices(void **state) {
  (void)state;
  board x;
  lay_out(&x, "aaaa\naaaa\naaaa", 700);
  assert_sound(&x, 1);
  assert_int_equal(x.out.pt.n, 4);
  clear(&x);
}

static void a_ring_has_a_hole(void **state) {
  (void)state;
  board x;
  lay_out(&x, "aaa\naba\naaa", 1000);
  assert_sound(&x, 2);
  assert_int_equal(rings_of(&x, 0), 2);
  assert_int_equal(x.out.hole.v[1], 1);
  clear(&x);
}

static void a_hole_may_stay_empty(void **state) {
  (void)state;
  board x;
  lay_out(&x, "aaaaa\na.a.a\naaaaa", 1000);
  assert_sound(&x, 1);
  assert_int_equal(rings_of(&x, 0), 3);
  clear(&x);
}

static void a_ring_pinched_at_a_vertex(void **state) {
  (void)state;
  board x;
  lay_out(&x, "aac\naba\naaa", 1000); /* the hole touches the exterior at a corner */
  assert_sound(&x, 3);
  assert_int_equal(rings_of(&x, 0), 2);
  clear(&x);
  lay_out(&x, "aaaa\nab.a\na.ca\naaaa", 1000); /* holes that touch each other */
  assert_sound(&x, 3);
  clear(&x);
  lay_out(&x, "aaaaa\nab.ca\na.f.a\nad.ea\naaaaa", 1000);
  build(&x, 6);
  assert_areas(&x, 6);
  clear(&x);
}

static void labels_that_touch_at_a_vertex(void **state) {
  (void)state;
  board x;
  lay_out(&x, "ab\ncd", 1000);
  assert_sound(&x, 4);
  clear(&x);
  lay_out(&x, "aab\nabb\naab", 1000);
  assert_sound(&x, 2);
  clear(&x);
}

/* Faces of one label grown from random cells: always connected, so one part each. */
static void random_boards_tile(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 40; seed++) {
    wg_rng r = wg_rng_init(seed, 4);
    char text[20 * 21];
    for (int i = 0; i < 20 * 21; i++) text[i] = i % 21 == 20 ? '\n' : '.';
    text[20 * 21 - 1] = 0;
    uint32_t n = 2 + wg_rng_below(&r, 9);
    for (uint32_t k = 0; k < n; k++) {
      uint32_t at;
      do at = wg_rng_below(&r, 20) * 21 + wg_rng_below(&r, 20);
      while (text[at] != '.');
      text[at] = (char)('a' + k);
    }
    for (int step = 0; step < 4000 + (int)seed * 300; step++) { /* some stay unlabelled */
      int at = (int)(wg_rng_below(&r, 20) * 21 + wg_rng_below(&r, 20));
      int to = at + (int[]){-21, 21, -1, 1}[wg_rng_below(&r, 4)];
      if (to < 0 || to >= 20 * 21 - 1 || text[to] == '\n' || text[to] != '.') continue;
      text[to] = text[at];
    }
    board x;
    lay_out(&x, text, seed % 2 ? 100 : 1);
    assert_sound(&x, n);
    for (uint32_t i = 0; i < n; i++)
      for (uint32_t k = x.out.first.v[i] + 1; k < x.out.first.v[i + 1]; k++)
        assert_int_equal(x.out.hole.v[k], 1);
    clear(&x);
  }
}

/* Gives every connected piece of a label a label of its own; returns their number. */
static uint32_t split_labels(board *x) {
  uint32_t *up = WG_NEW(uint32_t, x->p.nf), *next = WG_NEW(uint32_t, x->p.nf), n = 0;
  assert_true(up && next);
  wg_dsu_init(up, x->p.nf);
  for (uint32_t h = 0; h < 2 * x->p.lines.ne; h++)
    if (x->label[x->p.face[h]] == x->label[x->p.face[h ^ 1]])
      wg_dsu_join(up, x->p.face[h], x->p.face[h ^ 1]);
  for (uint32_t f = 0; f < x->p.nf; f++) {
    uint32_t root = wg_dsu_find(up, f);
    next[f] = x->label[f] == WG_UNLABELLED ? WG_UNLABELLED : root == f ? n++ : next[root];
  }
  wg_free(up);
  wg_free(x->label);
  x->label = next;
  return n;
}

/* Labels strewn at random: pinched vertices, holes, holes that touch. */
static void random_labels_tile(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 40; seed++) {
    wg_rng r = wg_rng_init(seed, 5);
    char text[9 * 31];
    for (int i = 0; i < 9 * 31; i++)
      text[i] = i % 31 == 30 ? '\n' : (char)('a' + (wg_rng_below(&r, 5) < 2));
    text[9 * 31 - 1] = 0;
    board x;
    lay_out(&x, text, 100);
    assert_sound(&x, split_labels(&x));
    clear(&x);
  }
}

/* Random lines: borders off the lattice's axes, with vertices that are left out. */
static void random_arrangements_tile(void **state) {
  (void)state;
  for (uint64_t seed = 0; seed < 20; seed++) {
    wg_rng r = wg_rng_init(seed, 6);
    board x = {.ctx = wg_ctx_new()};
    wg_segs s = {0};
    for (int i = 0; i < 60; i++) {
      wg_pt a = {(int32_t)wg_rng_below(&r, 20000), (int32_t)wg_rng_below(&r, 20000)};
      wg_pt b = {(int32_t)wg_rng_below(&r, 20000), (int32_t)wg_rng_below(&r, 20000)};
      assert_true(wg_linework_add(&s, a, b, 0, 2000));
    }
    build_plane(x.ctx, &s, &x.p);
    x.label = WG_NEW(uint32_t, x.p.nf);
    assert_non_null(x.label);
    for (uint32_t f = 0; f < x.p.nf; f++) x.label[f] = f == 0 ? WG_UNLABELLED : f - 1;
    build(&x, x.p.nf - 1); /* every face alone */
    runs outline = {0};
    assert_valid_polygons(&x.out);
    assert_edges_cancel(x.ctx, &x.out, &outline);
    WG_VEC_FREE(&outline);
    clear(&x);
  }
}

static void a_road_is_straight_again(void **state) {
  (void)state;
  wg_ctx *ctx = wg_ctx_new();
  wg_segs s = {0};
  const wg_pt c[] = {{0, 0}, {100001, 3}, {99998, 70003}, {-5, 70000}};
  for (int i = 0; i < 4; i++) assert_true(wg_linework_add(&s, c[i], c[(i + 1) % 4], 0, WG_STEP));
  assert_true(wg_linework_add(&s, (wg_pt){-3333, 11}, (wg_pt){104444, 66666}, 1, WG_STEP));
  wg_plane p;
  build_plane(ctx, &s, &p);
  uint32_t *label = WG_NEW(uint32_t, p.nf);
  label[0] = WG_UNLABELLED;
  for (uint32_t f = 1; f < p.nf; f++) label[f] = f - 1;
  wg_shapes out = {0};
  assert_int_equal(p.nf, 3);
  assert_int_equal(wg_rings_build(ctx, &p, label, 2, NULL, &out), WG_OK);
  assert_valid_polygons(&out);
  assert_true(out.pt.n <= 12); /* 4 corners, 2 ends of the road on either side, few more */
  wg_shapes_free(&out);
  wg_free(label);
  wg_plane_free(&p);
  wg_ctx_free(ctx);
}

/* A grid is one piece: a label of two parts, here one inside a hole of the other, is refused. */
static void labels_of_several_parts_are_refused(void **state) {
  (void)state;
  board x;
  wg_shapes out = {0};
  lay_out(&x,
          "aaaaaaa\n"
          "a.....a\n"
          "a.aaa.a\n"
          "a.a.a.a\n"
          "a.aaa.a\n"
          "a.....a\n"
          "aaaaaaa",
          1000);
  assert_int_equal(wg_rings_build(x.ctx, &x.p, x.label, 1, NULL, &out), WG_ERR_INTERNAL);
  assert_non_null(strstr(wg_error(x.ctx), "not one connected piece"));
  wg_shapes_free(&out);
  clear(&x);
}

static void no_memory_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  board x;
  lay_out(&x, "aab\nabb\naab", 1000);
  wg_ctx_set_threads(x.ctx, 1);
  int64_t live = wg_mem_live();
  for (uint64_t at = 1;; at++) {
    wg_shapes out = {0};
    wg_mem_fail_at(at);
    wg_status st = wg_rings_build(x.ctx, &x.p, x.label, 2, NULL, &out);
    wg_mem_fail_at(0);
    wg_shapes_free(&out);
    assert_int_equal(wg_mem_live(), live);
    if (st == WG_OK) break;
    assert_int_equal(st, WG_ERR_NOMEM);
  }
  clear(&x);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_square_has_four_vertices),
      cmocka_unit_test(a_ring_has_a_hole),
      cmocka_unit_test(a_hole_may_stay_empty),
      cmocka_unit_test(a_ring_pinched_at_a_vertex),
      cmocka_unit_test(labels_that_touch_at_a_vertex),
      cmocka_unit_test(random_boards_tile),
      cmocka_unit_test(random_labels_tile),
      cmocka_unit_test(random_arrangements_tile),
      cmocka_unit_test(a_road_is_straight_again),
      cmocka_unit_test(labels_of_several_parts_are_refused),
      cmocka_unit_test(no_memory_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests_name("cover/rings", tests, NULL, NULL);
}
