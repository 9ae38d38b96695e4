/* Made-up towns whose layers are moved: what is found, whom it names, what it says. */
#include "read/test_files.h"

#include <math.h>

#include "base/rng.h"
#include "read/align.h"
#include "read/align_fit.h"

static wg_ctx *ctx;
static wg_town town;
static wg_align_apart apart;
static wg_import_options o;
static char logged[2048];

static void note(void *user, wg_log_level level, const char *line) {
  (void)user;
  if (level == WG_LOG_WARN) snprintf(logged, sizeof logged, "%s", line);
}

static int setup(void **s) {
  (void)s;
  ctx = wg_ctx_new();
  wg_ctx_set_log(ctx, note, NULL);
  logged[0] = 0;
  wg_import_options_init(&o);
  o.districts = "d.shp";
  o.buildings = "b.shp";
  o.roads = "r.shp";
  return 0;
}

static int teardown(void **s) {
  (void)s;
  wg_town_free(&town);
  town = (wg_town){0};
  wg_shapes_free(&apart.shape);
  apart = (wg_align_apart){0};
  wg_ctx_free(ctx);
  assert_int_equal(wg_mem_live(), 0);
  return 0;
}

static void box(wg_shapes *s, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  wg_pt p[] = {{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}};
  for (int i = 0; i < 4; i++) assert_true(wg_shapes_pt(s, p[i]));
  assert_true(wg_shapes_end_ring(s, 0) && wg_shapes_end_feature(s));
}

static void street(int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  assert_true(wg_shapes_pt(&town.line_shape, (wg_pt){x0, y0}));
  assert_true(wg_shapes_pt(&town.line_shape, (wg_pt){x1, y1}));
  assert_true(wg_shapes_end_ring(&town.line_shape, 0) && wg_shapes_end_feature(&town.line_shape));
  wg_line l = {.name = "", .cls = WG_LINE_LOCAL};
  assert_true(WG_VEC_PUSH(&town.line, l));
}

enum { N = 10 }; /* blocks a side, 100 m each */

static wg_pt corner[N + 1][N + 1];

static wg_pt between(wg_pt a, wg_pt b, double t) {
  return (wg_pt){(int32_t)lrint(a.x + t * ((double)b.x - a.x)),
                 (int32_t)lrint(a.y + t * ((double)b.y - a.y))};
}

/* A place in block i, j. */
static wg_pt in_block(int i, int j, double u, double v) {
  return between(between(corner[i][j], corner[i + 1][j], u),
                 between(corner[i][j + 1], corner[i + 1][j + 1], u), v);
}

static void house(int i, int j, double u, double v) {
  static const double d = 0.38;
  wg_pt p[] = {in_block(i, j, u, v), in_block(i, j, u + d, v), in_block(i, j, u + d, v + d),
               in_block(i, j, u, v + d)};
  for (int k = 0; k < 4; k++) assert_true(wg_shapes_pt(&town.building_shape, p[k]));
  assert_true(wg_shapes_end_ring(&town.building_shape, 0));
  assert_true(wg_shapes_end_feature(&town.building_shape));
}

/* Blocks i .. i1-1, j .. j1-1 as a district; its borders run along streets. */
static void district(int i, int j, int i1, int j1) {
  for (int k = i; k < i1; k++) assert_true(wg_shapes_pt(&town.district_shape, corner[k][j]));
  for (int k = j; k < j1; k++) assert_true(wg_shapes_pt(&town.district_shape, corner[i1][k]));
  for (int k = i1; k > i; k--) assert_true(wg_shapes_pt(&town.district_shape, corner[k][j1]));
  for (int k = j1; k > j; k--) assert_true(wg_shapes_pt(&town.district_shape, corner[i][k]));
  assert_true(wg_shapes_end_ring(&town.district_shape, 0));
  assert_true(wg_shapes_end_feature(&town.district_shape));
}

/* Blocks between crooked streets, or where `regular` straight ones; four houses in each; districts
 * of 2 x 2 blocks. */
static void make_town(bool regular) {
  wg_rng rng = wg_rng_init(1, 0);
  for (int i = 0; i <= N; i++)
    for (int j = 0; j <= N; j++) {
      int32_t dx = (int32_t)wg_rng_below(&rng, 6000) - 3000;
      int32_t dy = (int32_t)wg_rng_below(&rng, 6000) - 3000;
      corner[i][j] =
          (wg_pt){-50000 + 10000 * i + (regular ? 0 : dx), -50000 + 10000 * j + (regular ? 0 : dy)};
    }
  for (int i = 0; i < N; i++)
    for (int j = 0; j <= N; j++) {
      street(corner[i][j].x, corner[i][j].y, corner[i + 1][j].x, corner[i + 1][j].y);
      street(corner[j][i].x, corner[j][i].y, corner[j][i + 1].x, corner[j][i + 1].y);
    }
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++)
      for (int k = 0; k < 4; k++) house(i, j, k % 2 ? 0.52 : 0.1, k / 2 ? 0.52 : 0.1);
  for (int i = 0; i < N; i += 2)
    for (int j = 0; j < N; j += 2) district(i, j, i + 2, j + 2);
  town.frame = (wg_frame){.origin_x = 528000, .origin_y = 3387000, .crs = "EPSG:4547"}; /* Wuhan */
}

static void move(wg_shapes *s, double x_m, double y_m) {
  for (size_t i = 0; i < s->pt.n; i++) {
    s->pt.v[i].x += (int32_t)lrint(x_m * 100);
    s->pt.v[i].y += (int32_t)lrint(y_m * 100);
  }
}

static wg_alignment measured(void) {
  wg_alignment a;
  if (wg_align_measure(ctx, &town, &apart, &a) != WG_OK) fail_msg("%s", wg_error(ctx));
  return a;
}

static void near_m(double x, double want) {
  if (!(fabs(x - want) <= 4)) fail_msg("%g is not %g", x, want);
}

static void as_it_is(void **s) {
  (void)s;
  make_town(false);
  wg_alignment a = measured();
  assert_true(a.roads_buildings.found && a.borders_buildings.found && a.borders_roads.found);
  near_m(a.roads_buildings.x_m, 0);
  near_m(a.roads_buildings.y_m, 0);
  assert_true(a.inside_share == 1 && a.crossed_share == 0);
  assert_true(a.roads_buildings.share == 0 && a.borders_roads.share > 0.95);
  assert_false(wg_align_judge(&a).off);
}

static void a_moved_layer_is_named(void **s) {
  (void)s;
  make_town(false);
  static const double shift[][2] = {{40, 60}, {-310, 420}, {150, -90}};
  wg_shapes *layer[] = {&town.district_shape, &town.building_shape, &town.line_shape};
  for (int k = 0; k < 3; k++) {
    move(layer[k], shift[k][0], shift[k][1]);
    wg_alignment a = measured();
    wg_align_verdict v = wg_align_judge(&a);
    assert_true(v.off && v.alone);
    assert_int_equal(v.layer, k);
    near_m(v.x_m, -shift[k][0]);
    near_m(v.y_m, -shift[k][1]);
    if (k > 0) assert_true(a.crossed_share > 0.1);
    move(layer[k], -shift[k][0], -shift[k][1]);
  }
}

/* Bridges and service roads may run over buildings, and say nothing. */
static void other_lines_do_not_count(void **s) {
  (void)s;
  make_town(false);
  for (size_t i = 0; i < town.line.n; i++)
    town.line.v[i].cls = i % 2 ? WG_LINE_SERVICE : WG_LINE_RIVER;
  wg_alignment a = measured();
  assert_true(isnan(a.roads_buildings.share) && !a.roads_buildings.found);
  for (size_t i = 0; i < town.line.n; i++)
    town.line.v[i] = (wg_line){.name = "", .cls = WG_LINE_PRIMARY, .layer = 1};
  a = measured();
  assert_true(isnan(a.roads_buildings.share) && isnan(a.borders_roads.share));
}

/* Where every block is as the next one, a shift by a block fits as well: nothing is said. */
static void regular_grids_tell_nothing(void **s) {
  (void)s;
  make_town(true);
  wg_alignment a = measured();
  assert_false(a.roads_buildings.found);
  assert_false(wg_align_judge(&a).off);
  move(&town.line_shape, 30, 40);
  a = measured();
  assert_false(a.roads_buildings.found);
  assert_true(a.roads_buildings.share > 0.3);
}

static void threads_change_nothing(void **s) {
  (void)s;
  make_town(false);
  move(&town.line_shape, 33, 21);
  wg_ctx_set_threads(ctx, 1);
  wg_alignment one = measured();
  wg_ctx_set_threads(ctx, 5);
  wg_alignment five = measured();
  assert_memory_equal(&one.roads_buildings, &five.roads_buildings, sizeof one.roads_buildings);
  assert_memory_equal(&one.borders_roads, &five.borders_roads, sizeof one.borders_roads);
}

static void memory_runs_out(void **s) {
  (void)s;
  make_town(false);
  wg_ctx_set_threads(ctx, 1);
  int64_t live = wg_mem_live();
  wg_align_lines l = {&town.line_shape, false, &town.building_shape, {{0, 0}, {30000, 30000}}};
  wg_align_ground g = {.of = {&town.building_shape}};
  wg_status st = WG_ERR_NOMEM;
  uint64_t k = 1;
  for (; st != WG_OK; k++) {
    wg_align_points p = {0};
    wg_align_fit fit;
    wg_mem_fail_at(k);
    st = wg_align_points_take(ctx, &l, 4, &p);
    if (st == WG_OK) st = wg_align_fit_find(ctx, &p, &g, false, &fit);
    wg_mem_fail_at(0);
    wg_align_points_free(&p);
    assert_int_equal(wg_mem_live(), live);
    if (st != WG_OK) assert_int_equal(st, WG_ERR_NOMEM);
  }
  assert_true(k > 30);
}

/* ---- what three numbers mean ------------------------------------------------ */

static wg_align_fit fit_at(double x, double y) { return (wg_align_fit){true, x, y, 0.2, 0.01}; }

static wg_align_verdict judged(const double *rb, const double *db, const double *dr) {
  wg_alignment a = {0};
  if (rb) a.roads_buildings = fit_at(rb[0], rb[1]);
  if (db) a.borders_buildings = fit_at(db[0], db[1]);
  if (dr) a.borders_roads = fit_at(dr[0], dr[1]);
  return wg_align_judge(&a);
}

static void verdicts(void **s) {
  (void)s;
  const double fits[] = {2, 1}, far[] = {-500, 100}, back[] = {500, -100}, little[] = {0, 11},
               border[] = {10, 30};
  assert_false(judged(NULL, NULL, NULL).off);
  assert_false(judged(fits, fits, fits).off);
  assert_false(judged(little, border, border).off);
  assert_false(judged(fits, far, fits).off); /* no two agree that the districts are off */
  wg_align_verdict v = judged(far, NULL, NULL);
  assert_true(v.off && !v.alone && v.layer == WG_ALIGN_ROADS && v.other == WG_ALIGN_BUILDINGS);
  assert_true(v.x_m == -500 && v.y_m == 100);
  v = judged(far, fits, back);
  assert_true(v.alone && v.layer == WG_ALIGN_ROADS && v.x_m == -500);
  v = judged(far, far, fits);
  assert_true(v.alone && v.layer == WG_ALIGN_BUILDINGS && v.x_m == 500);
  v = judged(far, fits, fits); /* contradictory: nobody is named alone */
  assert_true(v.off && !v.alone);
  v = judged((const double[]){20, 0}, border, NULL); /* as far off as borders may be drawn */
  assert_true(v.off && !v.alone);
  v = judged(fits, far, far);
  assert_true(v.alone && v.layer == WG_ALIGN_DISTRICTS && v.x_m == -500);
  v = judged(NULL, NULL, far);
  assert_true(v.off && !v.alone && v.layer == WG_ALIGN_DISTRICTS && v.other == WG_ALIGN_ROADS);
  v = judged(NULL, far, fits);
  assert_true(v.alone && v.layer == WG_ALIGN_BUILDINGS && v.x_m == 500);
  v = judged(NULL, fits, far);
  assert_true(v.alone && v.layer == WG_ALIGN_ROADS && v.x_m == 500);
}

/* ---- what is said --------------------------------------------------------------- */

static char said[512];

static void say(wg_align_layer layer, wg_align_layer other, bool alone, double x, double y) {
  wg_align_verdict v = {true, layer, other, alone, x, y, WG_ALIGN_ROADS_BUILDINGS, fit_at(x, y)};
  wg_frame f = {.origin_x = 528000, .origin_y = 3387000, .crs = "EPSG:4547"};
  assert_int_equal(wg_align_word(ctx, &o, &f, (wg_pt){0, 0}, &v, said, sizeof said), WG_OK);
}

static void says(const char *words) {
  if (!strstr(said, words)) fail_msg("\"%s\" not in: %s", words, said);
}

/* At Wuhan GCJ-02 lies 520 m east and 270 m south of WGS 84, BD-09 some 620 and 660 m from GCJ-02. */
static void sentences(void **s) {
  (void)s;
  const wg_align_layer d = WG_ALIGN_DISTRICTS, b = WG_ALIGN_BUILDINGS, r = WG_ALIGN_ROADS;
  say(r, b, false, -522, 270);
  says(
      "\"r.shp\" (roads) lies 588 m off the buildings (best shift 522 m west, 270 m north; 20.0 % "
      "of "
      "the roads lie in buildings, then 1.0 %), which is what lies between GCJ-02 and WGS 84 here: "
      "if the roads are in GCJ-02, import with --source-crs roads=gcj02");
  say(r, b, false, 522, -270);
  says("if the buildings are in GCJ-02, import with --source-crs buildings=gcj02");
  say(r, b, true, 522, -270);
  says("\"r.shp\" (roads) lies 588 m off the other layers");
  says("--source-crs districts=gcj02 --source-crs buildings=gcj02");
  say(d, r, true, -1148, -370);
  says("\"d.shp\" (districts)");
  says("--source-crs districts=bd09");
  say(b, r, false, -625, -640);
  says(
      "if the buildings are in BD-09 and the roads are in GCJ-02, import with --source-crs "
      "buildings=bd09 --source-crs roads=gcj02");
  say(b, r, true, 60, 80);
  says("Beijing 1954, Xian 1980 or a city's own system");
  says("correct the CRS of the buildings");
  say(b, r, false, 300, 0);
  says("300 m east, 0 m north");
  says("correct the CRS of the layer that is off, or move it");
}

/* ---- far away --------------------------------------------------------------------- */

static void far_layers(void **s) {
  (void)s;
  make_town(false);
  wg_shapes lake = {0};
  box(&lake, 0, 0, 1000, 1000);
  assert_int_equal(wg_align_far(ctx, &o, &town, "roads", "r.shp", &lake), WG_OK);
  move(&lake, 286700, 0); /* 3 degrees at 30.6 N */
  assert_string_equal(logged, "");
  assert_int_equal(wg_align_far(ctx, &o, &town, "barriers", "w.shp", &lake), WG_OK);
  assert_non_null(strstr(logged, "\"w.shp\" (barriers) lies wholly outside the districts, 286."));
  assert_non_null(strstr(logged, "km east"));
  assert_non_null(strstr(logged, "as a zone 3 degrees off makes"));
  assert_int_equal(wg_align_far(ctx, &o, &town, "roads", "r.shp", &lake), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "none is near any district"));
  move(&lake, -100000, 0);
  assert_int_equal(wg_align_far(ctx, &o, &town, "roads", "r.shp", &lake), WG_ERR_DATA);
  assert_null(strstr(wg_error(ctx), "zone"));
  o.allow_misaligned = true;
  logged[0] = 0;
  assert_int_equal(wg_align_far(ctx, &o, &town, "roads", "r.shp", &lake), WG_OK);
  assert_true(logged[0] != 0);
  wg_shapes_free(&lake);
}

static void most_buildings_outside(void **s) {
  (void)s;
  make_town(false);
  uint32_t n = wg_shapes_count(&town.building_shape);
  wg_shapes houses = {0};
  box(&houses, 200000, 0, 201000, 1000);   /* 2 km east */
  box(&houses, 9000000, 0, 9001000, 1000); /* 90 km: not kept */
  box(&houses, -200000, -200000, -199000, -199000);
  for (uint32_t i = 0; i < n; i++)
    assert_true(wg_align_set_apart(&apart, &town.district_shape, &houses, i ? 0 : 2));
  assert_int_equal(wg_align_most(ctx, &o, &town, &apart, ""), WG_OK); /* as many in as out */
  assert_true(wg_align_set_apart(&apart, &town.district_shape, &houses, 1));
  assert_int_equal(apart.n, n + 1);
  assert_int_equal(wg_shapes_count(&apart.shape), n);
  assert_int_equal(wg_align_most(ctx, &o, &town, &apart, ""), WG_OK); /* the town lies amid them */
  move(&town.district_shape, 0, 1500);
  assert_int_equal(wg_align_most(ctx, &o, &town, &apart, "why"), WG_ERR_DATA);
  assert_non_null(strstr(wg_error(ctx), "only 400 of 801 buildings touch a district"));
  assert_non_null(strstr(wg_error(ctx), "; why; or accept it with --allow-misaligned"));
  o.allow_misaligned = true;
  assert_int_equal(wg_align_most(ctx, &o, &town, &apart, ""), WG_OK);
  assert_non_null(strstr(logged, "only 400 of 801"));
  wg_shapes_free(&town.building_shape);
  town.building_shape = (wg_shapes){0};
  assert_int_equal(wg_align_none(ctx, &town, &apart, "b.shp"), WG_ERR_DATA);
  wg_shapes_free(&houses);
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
  const struct CMUnitTest tests[] = {T(as_it_is),
                                     T(a_moved_layer_is_named),
                                     T(other_lines_do_not_count),
                                     T(regular_grids_tell_nothing),
                                     T(threads_change_nothing),
                                     T(memory_runs_out),
                                     T(verdicts),
                                     T(sentences),
                                     T(far_layers),
                                     T(most_buildings_outside)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
