/* The picture: neighbours differ in colour, labels stay inside, files come whole. */
#include "store/test_town.h"

#include <math.h>

#include "base/rng.h"
#include "report/draw.h"

static wg_ctx *ctx;
static char dir[64];

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  return test_folder(dir);
}

static int teardown(void **s) {
  (void)s;
  wg_ctx_free(ctx);
  return test_folder_remove(dir);
}

/* ---- colours ------------------------------------------------------------------------ */

enum { SIDE = 24 };

/* SIDE x SIDE unit squares; label[i] says which polygon a square belongs to, and every
 * polygon is simply written as all its squares' rings: edges are what counts here. */
static void polygons_of(wg_shapes *s, const uint32_t *label, uint32_t n) {
  for (uint32_t p = 0; p < n; p++) {
    for (int32_t i = 0; i < SIDE * SIDE; i++) {
      if (label[i] == p) add_box(s, i % SIDE, i / SIDE, i % SIDE + 1, i / SIDE + 1);
    }
    assert_true(wg_shapes_end_feature(s));
  }
}

/* Grows n connected pieces from random squares until the field is full. */
static void grow(uint32_t *label, uint32_t n, wg_rng *r) {
  for (int i = 0; i < SIDE * SIDE; i++) label[i] = UINT32_MAX;
  for (uint32_t p = 0; p < n;) {
    uint32_t at = wg_rng_below(r, SIDE * SIDE);
    if (label[at] == UINT32_MAX) label[at] = p++;
  }
  for (int left = SIDE * SIDE - (int)n; left > 0;) {
    int at = (int)wg_rng_below(r, SIDE * SIDE), x = at % SIDE, y = at / SIDE;
    static const int step[4][2] = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    const int *d = step[wg_rng_below(r, 4)];
    int u = x + d[0], v = y + d[1];
    if (label[at] != UINT32_MAX || u < 0 || v < 0 || u >= SIDE || v >= SIDE) continue;
    if (label[v * SIDE + u] == UINT32_MAX) continue;
    label[at] = label[v * SIDE + u];
    left--;
  }
}

static void neighbours_differ(void **state) {
  (void)state;
  wg_rng r = wg_rng_init(7, 0);
  for (int round = 0; round < 40; round++) {
    uint32_t label[SIDE * SIDE], n = 1 + wg_rng_below(&r, 120);
    uint8_t color[128];
    wg_shapes s = {0};
    grow(label, n, &r);
    polygons_of(&s, label, n);
    assert_int_equal(draw_colors(ctx, &s, 6, color), WG_OK);
    for (int i = 0; i < SIDE * SIDE; i++) {
      if (i % SIDE + 1 < SIDE && label[i] != label[i + 1]) {
        assert_int_not_equal(color[label[i]], color[label[i + 1]]);
      }
      if (i + SIDE < SIDE * SIDE && label[i] != label[i + SIDE]) {
        assert_int_not_equal(color[label[i]], color[label[i + SIDE]]);
      }
      assert_true(color[label[i]] < 6);
    }
    wg_shapes_free(&s);
  }
}

static void colours_survive_lack_of_memory(void **state) {
  (void)state;
  wg_shapes s = {0};
  add_box(&s, 0, 0, 1, 1);
  assert_true(wg_shapes_end_feature(&s));
  int64_t live = wg_mem_live();
  uint8_t color[1];
  uint64_t at = 1;
  while (wg_mem_fail_at(at), draw_colors(ctx, &s, 6, color) != WG_OK) {
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    assert_true(at++ < 50);
  }
  wg_mem_fail_at(0);
  assert_true(at > 3);
  wg_shapes_free(&s);
}

/* ---- labels ------------------------------------------------------------------------- */

/* One pixel a lattice unit, y up. */
static const draw_view plain = {.u = 1, .scale = 1, .left = 0, .top = 0};

static void middle_of_an_l_lies_inside(void **state) {
  (void)state;
  wg_shapes s = {0};
  draw_outline o = {0};
  double x, y;
  add_ring(&s, 0, 6, (const int32_t[]){0, 0, 100, 0, 100, 20, 20, 20, 20, 100, 0, 100});
  assert_true(wg_shapes_end_feature(&s) && draw_outline_of(&o, &plain, &s, 0));
  assert_true(draw_outline_center(&o, 1, &x, &y));
  /* The largest circle of this L touches both arms' outer sides near the corner. */
  assert_true(x > 5 && x < 20 && -y > 5 && -y < 20);
  assert_true(draw_outline_center(&o, 4, &x, &y));
  assert_true(x > 0 && x < 100 && -y > 0 && -y < 20); /* flat text: the flat arm */
  assert_true(draw_outline_holds(&o, (draw_rect){2, -18, 90, 15}));
  assert_false(draw_outline_holds(&o, (draw_rect){2, -30, 90, 25}));     /* sticks out */
  assert_false(draw_outline_holds(&o, (draw_rect){40, -80, 20, 20}));    /* outside */
  assert_false(draw_outline_holds(&o, (draw_rect){-5, -105, 200, 200})); /* around it */
  draw_outline_free(&o);
  wg_shapes_free(&s);
}

static void middle_avoids_a_hole(void **state) {
  (void)state;
  wg_shapes s = {0};
  draw_outline o = {0};
  double x, y;
  add_box(&s, 0, 0, 100, 100);
  add_box_hole(&s, 20, 20, 80, 80);
  assert_true(wg_shapes_end_feature(&s) && draw_outline_of(&o, &plain, &s, 0));
  assert_true(draw_outline_center(&o, 1, &x, &y));
  bool in_hole = x > 20 && x < 80 && -y > 20 && -y < 80;
  assert_false(in_hole);
  assert_false(draw_outline_holds(&o, (draw_rect){40, -60, 20, 20}));
  draw_outline_free(&o);
  wg_shapes_free(&s);
}

static void random_boxes_that_fit_are_inside(void **state) {
  (void)state;
  /* A star: a box that is held has no outline point in it and its corners inside. */
  enum { N = 24 };
  wg_rng r = wg_rng_init(3, 0);
  wg_shapes s = {0};
  draw_outline o = {0};
  int32_t xy[2 * N];
  for (int i = 0; i < N; i++) {
    double a = 2 * M_PI * i / N, d = i % 2 ? 400 : 1000;
    xy[2 * i] = (int32_t)(d * cos(a));
    xy[2 * i + 1] = (int32_t)(d * sin(a));
  }
  add_ring(&s, 0, N, xy);
  assert_true(wg_shapes_end_feature(&s) && draw_outline_of(&o, &plain, &s, 0));
  int held = 0;
  for (int k = 0; k < 20000; k++) {
    draw_rect b = {wg_rng_unit(&r) * 2000 - 1000, wg_rng_unit(&r) * 2000 - 1000,
                   1 + wg_rng_unit(&r) * 300, 1 + wg_rng_unit(&r) * 300};
    if (!draw_outline_holds(&o, b)) continue;
    held++;
    for (size_t i = 0; i < o.pt.n; i++) {
      draw_pt p = o.pt.v[i];
      bool in = p.x > b.x && p.x < b.x + b.w && p.y > b.y && p.y < b.y + b.h;
      assert_false(in);
    }
    assert_true(hypot(b.x + b.w / 2, b.y + b.h / 2) < 1000);
  }
  assert_true(held > 500);
  draw_outline_free(&o);
  wg_shapes_free(&s);
}

/* ---- files -------------------------------------------------------------------------- */

static void make_workspace(char path[128]) {
  wg_town town;
  wg_grids grids;
  wg_run run = {.min = 300, .max = 600, .seed = 1, .version = WG_VERSION};
  snprintf(path, 128, "%s/town.db", dir);
  test_town(&town);
  test_grids(&grids);
  assert_int_equal(wg_workspace_create(ctx, path, &town, true), WG_OK);
  assert_int_equal(wg_workspace_write_grids(ctx, path, &town, &grids, &run), WG_OK);
  wg_grids_free(&grids);
  test_town_free(&town);
}

static size_t read_file(const char *path, char *out, size_t size) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  size_t n = fread(out, 1, size, f);
  fclose(f);
  return n;
}

static void draws_the_same_bytes_twice(void **state) {
  (void)state;
  static const char *const kind[] = {"png", "svg", "pdf"}, *const magic[] = {"\x89PNG", "<?xm",
                                                                             "%PDF"};
  enum { SIZE = 4 << 20 };
  char db[128], path[128], *a = malloc(SIZE), *b = malloc(SIZE);
  assert_true(a && b);
  make_workspace(db);
  wg_draw_options o;
  wg_draw_options_init(&o);
  o.workspace = db;
  o.output = path;
  o.overwrite = true;
  for (int i = 0; i < 3; i++) {
    snprintf(path, sizeof path, "%s/town.%s", dir, kind[i]);
    assert_int_equal(wg_draw(ctx, &o), WG_OK);
    size_t n = read_file(path, a, SIZE);
    assert_true(n > 1000 && n < SIZE && memcmp(a, magic[i], 4) == 0);
    assert_int_equal(wg_draw(ctx, &o), WG_OK);
    assert_int_equal(read_file(path, b, SIZE), n);
    /* Cairo numbers an SVG's parts on from the last one of the same process. */
    if (i != 1) assert_memory_equal(a, b, n);
  }
  free(a);
  free(b);
}

static void every_allocation_may_fail(void **state) {
  (void)state;
  char db[128], path[128], part[160];
  make_workspace(db);
  snprintf(path, sizeof path, "%s/small.png", dir);
  snprintf(part, sizeof part, "%s.part", path);
  wg_draw_options o;
  wg_draw_options_init(&o);
  o.workspace = db;
  o.output = path;
  o.width_px = 200;
  int64_t live = wg_mem_live();
  wg_status st = WG_ERR_NOMEM;
  int failures = 0;
  for (uint64_t at = 1; st != WG_OK; at += 1 + at / 8) {
    assert_true(access(path, F_OK) != 0);
    wg_mem_fail_at(at);
    st = wg_draw(ctx, &o);
    wg_mem_fail_at(0);
    assert_int_equal(wg_mem_live(), live);
    assert_true(access(part, F_OK) != 0);
    failures += st != WG_OK;
    if (st != WG_OK) assert_true(*wg_error(ctx));
  }
  assert_true(failures > 5);
  assert_int_equal(access(path, F_OK), 0);
}

static void refuses_what_it_cannot_do(void **state) {
  (void)state;
  char db[128], path[128];
  make_workspace(db);
  wg_draw_options o;
  wg_draw_options_init(&o);
  assert_int_equal(wg_draw(ctx, &o), WG_ERR_USAGE);
  o.workspace = db;
  o.output = "town.gif";
  assert_int_equal(wg_draw(ctx, &o), WG_ERR_USAGE);
  assert_non_null(strstr(wg_error(ctx), "town.gif"));
  o.output = "/nonexistent/town.png";
  assert_int_equal(wg_draw(ctx, &o), WG_ERR_IO);
  snprintf(path, sizeof path, "%s/width.png", dir);
  o.output = path;
  o.width_px = 20000;
  assert_int_equal(wg_draw(ctx, &o), WG_ERR_USAGE);
  o.width_px = 300;
  assert_int_equal(wg_draw(ctx, &o), WG_OK);
  assert_int_equal(wg_draw(ctx, &o), WG_ERR_IO); /* exists */
  assert_non_null(strstr(wg_error(ctx), "--overwrite"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(neighbours_differ),
      cmocka_unit_test(colours_survive_lack_of_memory),
      cmocka_unit_test(middle_of_an_l_lies_inside),
      cmocka_unit_test(middle_avoids_a_hole),
      cmocka_unit_test(random_boxes_that_fit_are_inside),
      cmocka_unit_test(draws_the_same_bytes_twice),
      cmocka_unit_test(every_allocation_may_fail),
      cmocka_unit_test(refuses_what_it_cannot_do),
  };
  return cmocka_run_group_tests_name("draw", tests, setup, teardown);
}
