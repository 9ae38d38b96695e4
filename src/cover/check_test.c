/* wg_check() on files: layers and workspace, rows of grids and buildings, the fault layer. */
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/ctx.h"
#include "base/mem.h"
#include "read/layer.h"

/* ---- a town of 4 x 2 grids in two districts, as GeoJSON ---- */

enum { GRIDS = 8, BUILDINGS = 16 };
#define STEP 0.001 /* degrees, about 100 m */

typedef struct {
  double x, y, w, h; /* steps */
} rect;

typedef struct {
  rect r;
  const char *code, *parent, *kind, *reason;
  int households;
} grid;

typedef struct {
  rect r;
  int households;
} building;

typedef struct {
  grid g[GRIDS + 2];
  int n;
  building b[BUILDINGS];
  int nb;
  bool no_code, no_declared;
} town;

static char folder[64];

static const char *path_of(const char *name) {
  static char path[8][128];
  static int next;
  char *p = path[next++ % 8];
  snprintf(p, sizeof path[0], "%s/%s", folder, name);
  return p;
}

static const char *const grid_codes[GRIDS] = {"11", "12", "13", "14", "21", "22", "23", "24"};

/* Two buildings of 200 households in the middle of each grid. */
static town make_town(void) {
  town t = {.n = GRIDS};
  for (int i = 0; i < GRIDS; i++) {
    rect r = {i / 2, i % 2, 1, 1};
    t.g[i] = (grid){r, grid_codes[i], i < 4 ? "1" : "2", "comprehensive", "", 400};
    for (int k = 0; k < 2; k++)
      t.b[t.nb++] = (building){{r.x + 0.2 + 0.4 * k, r.y + 0.3, 0.2, 0.4}, 200};
  }
  return t;
}

static void ring(FILE *f, rect r) {
  double x = 120 + r.x * STEP, y = 30 + r.y * STEP, u = 120 + (r.x + r.w) * STEP,
         v = 30 + (r.y + r.h) * STEP;
  fprintf(f,
          "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[%.17g,%.17g],[%.17g,%.17g],"
          "[%.17g,%.17g],[%.17g,%.17g],[%.17g,%.17g]]]}}",
          x, y, u, y, u, v, x, v, x, y);
}

static FILE *begin(const char *name) {
  FILE *f = fopen(path_of(name), "w");
  assert_non_null(f);
  fprintf(f, "{\"type\":\"FeatureCollection\",\"features\":[\n");
  return f;
}

static void end(FILE *f) {
  fprintf(f, "\n]}\n");
  assert_int_equal(fclose(f), 0);
}

static void write_town(const town *t) {
  FILE *f = begin("grids.geojson");
  for (int i = 0; i < t->n; i++) {
    const grid *g = &t->g[i];
    fprintf(f, "%s{\"type\":\"Feature\",\"properties\":{", i ? ",\n" : "");
    if (!t->no_code) fprintf(f, "\"grid_code\":\"%s\",", g->code);
    if (!t->no_declared) fprintf(f, "\"households\":%d,", g->households);
    fprintf(f, "\"parent_code\":\"%s\",\"kind\":\"%s\",\"reason\":\"%s\"},", g->parent, g->kind,
            g->reason);
    ring(f, g->r);
  }
  end(f);
  f = begin("districts.geojson");
  for (int i = 0; i < 2; i++) {
    fprintf(f, "%s{\"type\":\"Feature\",\"properties\":{\"code\":\"%d\"},", i ? ",\n" : "", i + 1);
    ring(f, (rect){2 * i, 0, 2, 2});
  }
  end(f);
  f = begin("buildings.geojson");
  for (int i = 0; i < t->nb; i++) {
    fprintf(f, "%s{\"type\":\"Feature\",\"properties\":{\"households\":%d},", i ? ",\n" : "",
            t->b[i].households);
    ring(f, t->b[i].r);
  }
  end(f);
}

static wg_check_options layers(void) {
  wg_check_options o;
  wg_check_options_init(&o);
  o.grids = path_of("grids.geojson");
  o.districts = path_of("districts.geojson");
  o.buildings = path_of("buildings.geojson");
  return o;
}

static wg_status run(const wg_check_options *o, wg_check_summary *s) {
  wg_ctx *ctx = wg_ctx_new();
  wg_status st = wg_check(ctx, o, s);
  if (st != WG_OK) assert_true(strlen(wg_error(ctx)) > 10);
  wg_ctx_free(ctx);
  return st;
}

static wg_check_summary judge(const town *t, wg_status want) {
  wg_check_summary s;
  write_town(t);
  wg_check_options o = layers();
  assert_int_equal(run(&o, &s), want);
  assert_int_equal(s.holds, want == WG_OK);
  return s;
}

/* ---- rows ---- */

static void all_holds(void **state) {
  (void)state;
  town t = make_town();
  wg_check_summary s = judge(&t, WG_OK);
  assert_int_equal(s.grids, GRIDS);
  assert_int_equal(s.edges, 22);
  assert_int_equal(s.buildings, BUILDINGS);
  assert_int_equal(s.households, 3200);
  assert_int_equal(s.in_bounds, GRIDS);
  assert_true(s.district_area_m2 > 8 * 95 * 110 && s.district_area_m2 < 8 * 97 * 112);
}

static void cut_buildings(void **state) {
  (void)state;
  town t = make_town();
  t.b[0].r.x = 0.9; /* over the border of two grids of district 1, half and half ... */
  wg_check_summary s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.buildings_cut, 1);
  t.b[0].r.x = 0.803; /* ... by 1.5 % only: not cut, and counted where it was */
  s = judge(&t, WG_OK);
  assert_int_equal(s.buildings_cut, 0);
  t.b[0].r.x = 0.81; /* 5 % */
  s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.buildings_cut, 1);
  assert_int_equal(s.households_declared_wrong, 0); /* the largest part decides */
  t = make_town();
  t.b[4].r.x = 1.9; /* over the border of the districts: the input's doing */
  t.b[4].r.w = 0.15;
  s = judge(&t, WG_OK);
  assert_int_equal(s.buildings_cut, 0);
}

static void declared(void **state) {
  (void)state;
  town t = make_town();
  t.g[3].households = 401;
  wg_check_summary s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.households_declared_wrong, 1);
  t.no_declared = true;
  s = judge(&t, WG_OK);
  assert_int_equal(s.in_bounds, GRIDS); /* by the recount */
}

static void buildings_outside(void **state) {
  (void)state;
  town t = make_town();
  t.b[0].r.x = -9; /* outside of all: counted, but no fault of the grids */
  t.g[0].households = 200;
  t.g[0].reason = "few";
  wg_check_summary s = judge(&t, WG_OK);
  assert_int_equal(s.buildings_outside, 1);
  assert_int_equal(s.households, 3000);
  const double west[] = {-0.17, -0.199, -0.11}; /* 15 %, half a per cent and 45 % in the town */
  for (int k = 0; k < 3; k++) {
    t.b[0].r.x = west[k];
    s = judge(&t, WG_OK);
    assert_int_equal(s.households, 3000); /* mostly outside: no grid's */
  }
  t.b[0].r.x = -0.09; /* 55 %: grid 11's, and not cut by a grid's border */
  t.g[0].households = 400;
  s = judge(&t, WG_OK);
  assert_int_equal(s.households, 3200);
  t.g[0] = t.g[--t.n]; /* a grid is gone, and its buildings with it */
  t.b[0].r.x = 0.2;
  s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.buildings_outside, 2);
  assert_true(s.missing_area_m2 > 1e4);
}

static void bounds(void **state) {
  (void)state;
  town t = make_town();
  t.b[0].households = t.g[0].households = 0;
  t.b[1].households = t.g[0].households = 250;
  t.b[2].households = 600;
  t.g[1].households = 800;
  wg_check_summary s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.below, 1);
  assert_int_equal(s.above, 1);
  assert_int_equal(s.exceptions_named, 0);
  t.g[0].reason = "nothing near";
  t.g[1].reason = "one tower of 600";
  s = judge(&t, WG_OK);
  assert_int_equal(s.exceptions_named, 2);
  t.g[0].reason = "";
  t.g[0].kind = "exclusive"; /* no bounds for those */
  s = judge(&t, WG_OK);
  assert_int_equal(s.below, 0);
  assert_int_equal(s.in_bounds, GRIDS - 2);
  wg_check_options o = layers();
  o.min = 100;
  o.max = 800;
  assert_int_equal(run(&o, &s), WG_OK);
  assert_int_equal(s.above, 0);
}

/* A district below the lower bound with one grid is in bounds. */
static void small_district(void **state) {
  (void)state;
  town t = make_town();
  t.n = 5;
  t.g[4].r = (rect){2, 0, 2, 2};
  t.g[4].households = 240;
  for (int i = 8; i < BUILDINGS; i++) t.b[i].households = 30;
  wg_check_summary s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.edges_crossing, 3); /* its long side lacks the vertex of grids 13 and 14 */
  assert_int_equal(s.in_bounds, 5);
  assert_int_equal(s.below, 0);
}

static void codes(void **state) {
  (void)state;
  town t = make_town();
  t.g[2].code = t.g[3].code = "";
  t.g[4].code = "11";
  t.g[7].parent = "1";
  wg_check_summary s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.codes_missing, 2);
  assert_int_equal(s.codes_duplicate, 1);
  assert_int_equal(s.nesting_wrong, 1);
  t = make_town();
  t.no_code = true;
  s = judge(&t, WG_NOT_HELD);
  assert_int_equal(s.codes_missing, GRIDS);
}

/* ---- the fault layer ---- */

static int rows_of(const char *file, const char *kind, const char *grids) {
  wg_ctx *ctx = wg_ctx_new();
  wg_layer *l = NULL;
  wg_feature f;
  bool more = true;
  int n = 0;
  assert_int_equal(wg_layer_open(ctx, "errors", file, NULL, &l), WG_OK);
  for (;;) {
    assert_int_equal(wg_layer_next(ctx, l, &f, &more), WG_OK);
    if (!more) break;
    assert_int_equal(f.type, WG_GEOM_POINT);
    assert_true(f.xy[0] > 119.9 && f.xy[0] < 120.1 && f.xy[1] > 29.9 && f.xy[1] < 30.1);
    n += strcmp(wg_layer_text(l, wg_layer_find_field(l, "kind")), kind) == 0 &&
         strcmp(wg_layer_text(l, wg_layer_find_field(l, "grids")), grids) == 0;
  }
  wg_layer_close(l);
  wg_ctx_free(ctx);
  return n;
}

static void fault_layer(void **state) {
  (void)state;
  town t = make_town();
  t.g[3].households = 1;
  t.g[0].r.w = 1.25; /* reaches into grid 13 */
  write_town(&t);
  const char *const names[] = {"errors.geojson", "errors.gpkg", "errors.fgb", "errors.sqlite"};
  for (int i = 0; i < 4; i++) {
    wg_check_options o = layers();
    wg_check_summary s;
    o.errors_out = path_of(names[i]);
    assert_int_equal(run(&o, &s), WG_NOT_HELD);
    assert_int_equal(s.overlaps, 1);
    assert_int_equal(rows_of(o.errors_out, "overlap", "11, 13"), 1);
    assert_int_equal(rows_of(o.errors_out, "declared_households", "14"), 1);
    assert_int_equal(run(&o, &s), WG_ERR_USAGE); /* it exists now */
    o.overwrite = true;
    assert_int_equal(run(&o, &s), WG_NOT_HELD);
  }
  wg_check_options o = layers();
  wg_check_summary s;
  o.overwrite = true;
  o.errors_out = o.grids;
  assert_int_equal(run(&o, &s), WG_ERR_USAGE); /* never an input */
  o.errors_out = path_of("errors.txt");
  assert_int_equal(run(&o, &s), WG_ERR_USAGE);
  o.errors_out = path_of("no/such/folder.geojson");
  assert_int_equal(run(&o, &s), WG_ERR_IO);
}

static void options(void **state) {
  (void)state;
  town t = make_town();
  write_town(&t);
  wg_check_summary s;
  wg_check_options o;
  wg_check_options_init(&o);
  assert_int_equal(run(&o, &s), WG_ERR_USAGE);
  o = layers();
  o.min = 700; /* above the default upper bound */
  assert_int_equal(run(&o, &s), WG_ERR_USAGE);
  o = layers();
  o.code_field = "nope";
  assert_int_equal(run(&o, &s), WG_ERR_USAGE);
  o = layers();
  o.households_field = "nope";
  assert_int_equal(run(&o, &s), WG_ERR_USAGE);
  o = layers();
  o.workspace = "town.db";
  assert_int_equal(run(&o, &s), WG_ERR_USAGE);
  o = layers();
  o.grids = path_of("none.geojson");
  assert_int_equal(run(&o, &s), WG_ERR_IO);
  o = layers();
  o.buildings = NULL;
  assert_int_equal(run(&o, &s), WG_OK);
  assert_int_equal(s.in_bounds, GRIDS); /* as declared */
}

/* ---- a workspace ---- */

static void copy_layer(GDALDatasetH to, const char *file, const char *name) {
  GDALDatasetH from = GDALOpenEx(path_of(file), GDAL_OF_VECTOR, NULL, NULL, NULL);
  assert_non_null(from);
  assert_non_null(GDALDatasetCopyLayer(to, GDALDatasetGetLayer(from, 0), name, NULL));
  GDALClose(from);
}

static void workspace(void **state) {
  (void)state;
  town t = make_town();
  write_town(&t);
  char *spatialite[] = {(char *)"SPATIALITE=YES", NULL};
  GDALDatasetH db = GDALCreate(GDALGetDriverByName("SQLite"), path_of("town.db"), 0, 0, 0,
                               GDT_Unknown, spatialite);
  assert_non_null(db);
  copy_layer(db, "grids.geojson", "grids");
  copy_layer(db, "districts.geojson", "districts");
  copy_layer(db, "buildings.geojson", "buildings");
  GDALClose(db);
  wg_check_options o;
  wg_check_summary s;
  wg_check_options_init(&o);
  o.workspace = path_of("town.db");
  assert_int_equal(run(&o, &s), WG_ERR_DATA); /* no table of runs */
  sqlite3 *q = NULL;
  assert_int_equal(sqlite3_open(path_of("town.db"), &q), SQLITE_OK);
  assert_int_equal(
      sqlite3_exec(q,
                   "CREATE TABLE runs(edition, min, max); INSERT INTO runs VALUES(1,300,600),"
                   "(2,401,600)",
                   NULL, NULL, NULL),
      SQLITE_OK);
  sqlite3_close(q);
  assert_int_equal(run(&o, &s), WG_NOT_HELD); /* bounds of the last edition */
  assert_int_equal(s.below, GRIDS);
  o.min = 300;
  assert_int_equal(run(&o, &s), WG_OK);
  assert_int_equal(s.households, 3200);
}

/* ---- memory ---- */

/* Every allocation fails once; nothing may leak, and no wrong verdict may come out. */
static void allocations_fail(void **state) {
  (void)state;
  town t = make_town();
  t.b[0].r.x = 0.9;
  t.g[7].r.w = 1.25;
  write_town(&t);
  wg_check_options o = layers();
  o.errors_out = path_of("fail.geojson");
  o.overwrite = true;
  wg_check_summary s;
  assert_int_equal(run(&o, &s), WG_NOT_HELD);
  wg_status st = WG_ERR_NOMEM;
  for (uint64_t k = 1; st != WG_NOT_HELD; k++) {
    int64_t live = wg_mem_live();
    wg_ctx *ctx = wg_ctx_new();
    wg_ctx_set_threads(ctx, 1);
    wg_mem_fail_at(k);
    st = wg_check(ctx, &o, &s);
    wg_mem_fail_at(0);
    wg_ctx_free(ctx);
    assert_int_equal(wg_mem_live(), live);
    assert_true(st == WG_NOT_HELD || st == WG_ERR_NOMEM || st == WG_ERR_INTERNAL);
    assert_true(k < 20000);
  }
}

static int setup(void **state) {
  (void)state;
  strcpy(folder, "/tmp/wangge-check-XXXXXX");
  GDALAllRegister();
  return mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state) {
  (void)state;
  char command[128];
  snprintf(command, sizeof command, "rm -r '%s'", folder);
  return system(command);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_holds),
      cmocka_unit_test(cut_buildings),
      cmocka_unit_test(declared),
      cmocka_unit_test(buildings_outside),
      cmocka_unit_test(bounds),
      cmocka_unit_test(small_district),
      cmocka_unit_test(codes),
      cmocka_unit_test(fault_layer),
      cmocka_unit_test(options),
      cmocka_unit_test(workspace),
      cmocka_unit_test(allocations_fail),
  };
  return cmocka_run_group_tests(tests, setup, teardown);
}
