/* test_town.h - a small town and its grids, made by hand, for the tests of this room. */
#ifndef WG_STORE_TEST_TOWN_H
#define WG_STORE_TEST_TOWN_H

#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

#include "geom/crs.h"
#include "store/workspace.h"

enum { KM = 100000 }; /* lattice units */

/* A closed ring given by n points x0 y0 x1 y1 ... */
static inline void add_ring(wg_shapes *s, uint8_t hole, size_t n, const int32_t *xy) {
  for (size_t i = 0; i < n; i++) assert_true(wg_shapes_pt(s, (wg_pt){xy[2 * i], xy[2 * i + 1]}));
  assert_true(wg_shapes_end_ring(s, hole));
}

static inline void add_box(wg_shapes *s, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  add_ring(s, 0, 4, (const int32_t[]){x0, y0, x1, y0, x1, y1, x0, y1});
}

static inline void add_box_hole(wg_shapes *s, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  add_ring(s, 1, 4, (const int32_t[]){x0, y0, x0, y1, x1, y1, x1, y0});
}

static inline void test_frame(wg_frame *f, const char *crs, double x, double y) {
  wg_ctx *ctx = wg_ctx_new();
  wg_crs_info info;
  assert_non_null(ctx);
  assert_int_equal(wg_crs_describe(ctx, crs, &info), WG_OK);
  *f = (wg_frame){.origin_x = x, .origin_y = y, .srid = info.srid};
  memcpy(f->crs, info.crs, sizeof f->crs);
  memcpy(f->wkt, info.wkt, sizeof f->wkt);
  wg_ctx_free(ctx);
}

/* Two districts side by side, the second of two parts; four buildings, one with a
 * yard, one of two parts; two lines; a zone; three rejects. */
static inline void test_town(wg_town *t) {
  *t = (wg_town){0};
  test_frame(&t->frame, "EPSG:4548", 562000, 3500000);
  add_box(&t->district_shape, 0, 0, 2 * KM, 2 * KM);
  assert_true(wg_shapes_end_feature(&t->district_shape));
  add_box(&t->district_shape, 2 * KM, 0, 4 * KM, 2 * KM);
  add_box(&t->district_shape, 5 * KM, 0, 6 * KM, KM);
  assert_true(wg_shapes_end_feature(&t->district_shape));
  assert_true(WG_VEC_PUSH(&t->district, ((wg_district){"340223001001", "城东社区"})));
  assert_true(WG_VEC_PUSH(&t->district, ((wg_district){"340223001002", "城西 \"老街\" o'x"})));

  for (int32_t i = 0; i < 4; i++) {
    add_box(&t->building_shape, i * KM + 100, 313, i * KM + 2017, 1999);
    if (i == 1) add_box_hole(&t->building_shape, i * KM + 500, 700, i * KM + 900, 1100);
    if (i == 2) add_box(&t->building_shape, i * KM - 5000, -1, i * KM - 4000, 999);
    assert_true(wg_shapes_end_feature(&t->building_shape));
  }
  assert_true(WG_VEC_PUSH(&t->building, ((wg_building){"楼1", "幸福小区", "住宅", 12, 31, 6,
                                                       WG_HH_FIELD, "12号楼", "幸福路1号"})));
  assert_true(WG_VEC_PUSH(&t->building, ((wg_building){"", "", "", 0, -1, 0, WG_HH_NONE, "", ""})));
  assert_true(WG_VEC_PUSH(&t->building,
                          ((wg_building){"b3", "", "yes", 650, -1, 33, WG_HH_DWELLINGS, "", "x"})));
  assert_true(
      WG_VEC_PUSH(&t->building, ((wg_building){"b3", "x", "", 7, 0, 1, WG_HH_RULE, "1-3栋", ""})));

  const int32_t road[] = {-300, 50, KM, 51, 3 * KM, 77};
  add_ring(&t->line_shape, 0, 3, road);
  add_ring(&t->line_shape, 0, 2, road);
  assert_true(wg_shapes_end_feature(&t->line_shape));
  add_ring(&t->line_shape, 0, 4, (const int32_t[]){0, 0, 900, 0, 0, 900, 0, 0});
  assert_true(wg_shapes_end_feature(&t->line_shape));
  assert_true(WG_VEC_PUSH(&t->line, ((wg_line){"籍山大道", WG_LINE_PRIMARY, -1, false})));
  assert_true(WG_VEC_PUSH(&t->line, ((wg_line){"", WG_LINE_RIVER, 0, true})));

  add_box(&t->zone_shape, 10, 10, 90000, 80000);
  assert_true(wg_shapes_end_feature(&t->zone_shape));
  assert_true(WG_VEC_PUSH(&t->zone, ((wg_zone){"第一中学", "school"})));

  assert_true(
      WG_VEC_PUSH(&t->reject, ((wg_reject){"a.gpkg", 70, "is null", "rejected", NAN, NAN})));
  assert_true(
      WG_VEC_PUSH(&t->reject, ((wg_reject){"b.gpkg", 7, "crosses itself", "repaired", 1.25, 2.5})));
  assert_true(
      WG_VEC_PUSH(&t->reject, ((wg_reject){"b.gpkg", 9, "has no area", "rejected", NAN, NAN})));
}

/* Frees a town built by hand: its strings are literals. */
static inline void test_town_free(wg_town *t) { wg_town_free(t); }

/* Three grids; 1 and 2 share 1 km of border with a bend, 2 has a hole that grid 3 fills. */
static inline void test_grids(wg_grids *g) {
  *g = (wg_grids){0};
  const int32_t west[] = {0, 0, KM, 0, KM + 3333, KM, KM, 2 * KM, 0, 2 * KM};
  const int32_t east[] = {KM, 0, 2 * KM, 0, 2 * KM, 2 * KM, KM, 2 * KM, KM + 3333, KM};
  add_ring(&g->shape, 0, 5, west);
  assert_true(wg_shapes_end_feature(&g->shape));
  add_ring(&g->shape, 0, 5, east);
  add_box_hole(&g->shape, KM + 30000, 30000, KM + 90000, 60000);
  assert_true(wg_shapes_end_feature(&g->shape));
  add_box(&g->shape, KM + 30000, 30000, KM + 90000, 60000);
  assert_true(wg_shapes_end_feature(&g->shape));
  wg_grid a = {"340223001001001",
               "城东一格",
               WG_GRID_COMPREHENSIVE,
               5,
               0,
               "340223001001",
               412,
               1000,
               2,
               2e6 + 0.125,
               6000.016,
               0.70004,
               "ok",
               "",
               "",
               0.8125,
               12.5,
               1,
               310.25,
               412.5};
  wg_grid b = a, c = a;
  b.code = "340223001001002", b.population = -1, b.status = "above_max";
  b.reason = "one building alone holds 650 households", b.certificate = "building_above_max";
  c.code = "340223001001003", c.kind = WG_GRID_EXCLUSIVE, c.status = "exclusive",
  c.name = "校\\园\t\"1\"";
  assert_true(WG_VEC_PUSH(&g->grid, a) && WG_VEC_PUSH(&g->grid, b) && WG_VEC_PUSH(&g->grid, c));
  const uint32_t of[] = {0, 2, WG_NO_GRID, 1};
  for (size_t i = 0; i < 4; i++) assert_true(WG_VEC_PUSH(&g->building_grid, of[i]));
}

/* A fresh folder for the files of one test program; its name stays in `dir`. */
static inline int test_folder(char dir[64]) {
  strcpy(dir, "/tmp/wangge-store-XXXXXX");
  return mkdtemp(dir) ? 0 : -1;
}

static inline int test_folder_remove(const char *dir) {
  char command[128];
  snprintf(command, sizeof command, "rm -rf '%s'", dir);
  return system(command);
}

/* Whole file; *n its size. To be freed with free(). */
static inline unsigned char *slurp(const char *path, size_t *n) {
  FILE *f = fopen(path, "rb");
  assert_non_null(f);
  assert_int_equal(fseek(f, 0, SEEK_END), 0);
  *n = (size_t)ftell(f);
  rewind(f);
  unsigned char *p = malloc(*n + 1);
  assert_non_null(p);
  assert_int_equal(fread(p, 1, *n, f), *n);
  p[*n] = 0;
  fclose(f);
  return p;
}

static inline void assert_same_file(const char *a, const char *b) {
  size_t na, nb;
  unsigned char *pa = slurp(a, &na), *pb = slurp(b, &nb);
  assert_int_equal(na, nb);
  assert_memory_equal(pa, pb, na);
  free(pa);
  free(pb);
}

static inline void assert_same_shapes(const wg_shapes *a, const wg_shapes *b) {
  assert_int_equal(wg_shapes_count(a), wg_shapes_count(b));
  assert_int_equal(a->pt.n, b->pt.n);
  for (uint32_t i = 0; i < wg_shapes_count(a); i++) assert_int_equal(wg_shapes_cmp(a, i, b, i), 0);
  if (a->hole.n) assert_memory_equal(a->hole.v, b->hole.v, a->hole.n);
}

#endif
