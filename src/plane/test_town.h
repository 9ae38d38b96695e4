/* test_town.h - towns made by hand for the tests of this room and those to its right.
 *
 * Coordinates are lattice units; `M` is a metre. Features are numbered in the order
 * they are added, as in a town that was read. */
#ifndef WG_PLANE_TEST_TOWN_H
#define WG_PLANE_TEST_TOWN_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/rng.h"
#include "plane/faceset.h"
#include "plane/linework.h"

enum { M = 100 }; /* lattice units a metre */

#define XY(...) (const int32_t[]){__VA_ARGS__}, sizeof((int32_t[]){__VA_ARGS__}) / 8

static inline void put_ring(wg_shapes *s, uint8_t hole, const int32_t *xy, size_t n) {
  for (size_t i = 0; i < n; i++) assert_true(wg_shapes_pt(s, (wg_pt){xy[2 * i], xy[2 * i + 1]}));
  assert_true(wg_shapes_end_ring(s, hole));
}

static inline void put_box(wg_shapes *s, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  put_ring(s, 0, XY(x0, y0, x1, y0, x1, y1, x0, y1));
}

static inline void put_hole(wg_shapes *s, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  put_ring(s, 1, XY(x0, y0, x0, y1, x1, y1, x1, y0));
}

/* Ends the feature that was begun in t->district_shape and so on. */
static inline void end_district(wg_town *t, const char *code, const char *name) {
  assert_true(wg_shapes_end_feature(&t->district_shape));
  assert_true(WG_VEC_PUSH(&t->district, ((wg_district){code, name})));
}

static inline void end_building(wg_town *t, int32_t households) {
  assert_true(wg_shapes_end_feature(&t->building_shape));
  assert_true(WG_VEC_PUSH(&t->building, ((wg_building){"", "", "", households, 2 * households, 3,
                                                       WG_HH_FIELD, "", ""})));
}

static inline void end_zone(wg_town *t, const char *name) {
  assert_true(wg_shapes_end_feature(&t->zone_shape));
  assert_true(WG_VEC_PUSH(&t->zone, ((wg_zone){name, "school"})));
}

static inline void add_district(wg_town *t, const char *code, int32_t x0, int32_t y0, int32_t x1,
                                int32_t y1) {
  put_box(&t->district_shape, x0, y0, x1, y1);
  end_district(t, code, code);
}

static inline uint32_t add_building(wg_town *t, int32_t households, int32_t x0, int32_t y0,
                                    int32_t x1, int32_t y1) {
  put_box(&t->building_shape, x0, y0, x1, y1);
  end_building(t, households);
  return (uint32_t)t->building.n - 1;
}

static inline void add_zone(wg_town *t, const char *name, int32_t x0, int32_t y0, int32_t x1,
                            int32_t y1) {
  put_box(&t->zone_shape, x0, y0, x1, y1);
  end_zone(t, name);
}

static inline uint32_t add_line(wg_town *t, wg_line_class cls, int8_t layer, const int32_t *xy,
                                size_t n) {
  put_ring(&t->line_shape, 0, xy, n);
  assert_true(wg_shapes_end_feature(&t->line_shape));
  assert_true(WG_VEC_PUSH(&t->line, ((wg_line){"", cls, layer, false})));
  return (uint32_t)t->line.n - 1;
}

static inline uint32_t add_road(wg_town *t, int32_t x0, int32_t y0, int32_t x1, int32_t y1) {
  return add_line(t, WG_LINE_LOCAL, 0, XY(x0, y0, x1, y1));
}

static inline int32_t jitter(wg_rng *r, int32_t by) {
  return (int32_t)wg_rng_below(r, (uint32_t)(2 * by + 1)) - by;
}

/* Random buildings in one block: apart, touching, overlapping a little or much, with yards. */
static inline void add_random_block(wg_town *t, wg_rng *r, int32_t x0, int32_t y0, int32_t x1,
                                    int32_t y1) {
  for (int32_t y = y0 + 8 * M; y + 14 * M < y1; y += 22 * M)
    for (int32_t x = x0 + 8 * M; x + 20 * M < x1; x += 28 * M) {
      uint32_t kind = wg_rng_below(r, 12);
      int32_t a = x + jitter(r, 2 * M), b = y + jitter(r, 2 * M), c = a + 16 * M + jitter(r, 2 * M);
      int32_t hh = (int32_t)wg_rng_below(r, 24);
      if (kind == 0) continue;
      if (kind == 1) { /* slanted */
        put_ring(&t->building_shape, 0,
                 XY(a, b, c, b + 2 * M, c - M, b + 13 * M, a - M, b + 9 * M));
        end_building(t, hh);
        continue;
      }
      if (kind == 2) { /* with a yard */
        put_box(&t->building_shape, a, b, c, b + 12 * M);
        put_hole(&t->building_shape, a + 3 * M, b + 3 * M, c - 3 * M, b + 8 * M);
        end_building(t, hh);
        continue;
      }
      add_building(t, hh, a, b, c, b + 12 * M);
      if (kind == 3) add_building(t, hh, c, b, c + 8 * M, b + 10 * M);     /* common wall */
      if (kind == 4) add_building(t, hh, c - 1, b, c + 8 * M, b + 10 * M); /* 1 cm of overlap */
      if (kind == 5) add_building(t, hh, c - 3 * M, b + M, c + 5 * M, b + 9 * M);
      if (kind == 6) add_building(t, hh, c + 1, b, c + 8 * M, b + 12 * M); /* 1 cm apart */
    }
}

/* A town of 2 x 2 districts with slanted common borders, a jittered net of roads, dead
 * ends, a viaduct, zones and buildings, some of which stand in the way of lines. */
static inline void random_town(wg_town *t, uint64_t seed, int32_t blocks) {
  wg_rng r = wg_rng_init(seed, 7);
  *t = (wg_town){.frame = {.crs = "EPSG:4548", .srid = 4548}};
  int32_t block = 120 * M, w = blocks * block, mx = w / 2 + jitter(&r, 20 * M), my = w / 2 + 37;
  int32_t n = w / 2 + jitter(&r, 30 * M), s = w / 2 + jitter(&r, 30 * M);
  put_ring(&t->district_shape, 0, XY(0, 0, s, 0, mx, my, 0, w / 2));
  end_district(t, "3402230010", "南西社区");
  put_ring(&t->district_shape, 0, XY(s, 0, w, 0, w, w / 2, mx, my));
  end_district(t, "3402230020", "South East");
  put_ring(&t->district_shape, 0, XY(0, w / 2, mx, my, n, w, 0, w));
  end_district(t, "3402230030", "c");
  put_ring(&t->district_shape, 0, XY(mx, my, w, w / 2, w, w, n, w));
  end_district(t, "3402230040", "d");
  for (int32_t i = 1; i < blocks; i++) {
    int32_t a = i * block + jitter(&r, 5 * M), b = i * block + jitter(&r, 5 * M);
    add_line(t, i % 3 ? WG_LINE_LOCAL : WG_LINE_PRIMARY, 0,
             XY(a, -50 * M, a + jitter(&r, 4 * M), w / 2, a, w + 50 * M));
    if (i % 4 != 1) add_road(t, -50 * M, b, w + 50 * M, b + jitter(&r, 9 * M));
    if (i % 4 == 2) add_road(t, a + 20 * M, b, a + 20 * M, b + 70 * M); /* dead end */
  }
  add_line(t, WG_LINE_EXPRESSWAY, 1, XY(-M, -M, w + M, w + M));
  for (int32_t i = 0; i < blocks; i++)
    for (int32_t j = 0; j < blocks; j++)
      add_random_block(t, &r, i * block, j * block, (i + 1) * block, (j + 1) * block);
  add_building(t, 30, mx - 20 * M, my - 9 * M, mx + 12 * M, my + 8 * M); /* in four districts */
  put_box(&t->building_shape, block - 30 * M, 60 * M, block - 20 * M, 70 * M);
  put_box(&t->building_shape, block + 20 * M, 60 * M, block + 30 * M, 70 * M);
  end_building(t, 9); /* on both sides of a road */
  /* the zone's border runs between the rows and columns of buildings */
  add_zone(t, "z", 4 * M, 26 * M, 2 * block + 4 * M, block + 4 * M);
}

/* ---- arrangements --------------------------------------------------------- */

/* Takes over the segments. */
static inline void build_plane(wg_ctx *ctx, wg_segs *s, wg_plane *p) {
  wg_noded n;
  assert_int_equal(wg_node(ctx, s->v, s->n, &n), WG_OK);
  assert_int_equal(wg_plane_build(ctx, &n, p), WG_OK);
  assert_int_equal(wg_plane_check(ctx, p), WG_OK);
  WG_VEC_FREE(s);
}

static inline uint32_t face_at(const wg_plane *p, int32_t x, int32_t y) {
  uint32_t f;
  assert_int_equal(wg_plane_locate(p, 2 * (int64_t)x + 1, 2 * (int64_t)y + 1, &f), WG_OK);
  return f;
}

/* Brute force: is the point (doubled coordinates) inside polygon i, by even-odd? */
static inline bool covers_point(const wg_shapes *s, uint32_t i, int64_t x2, int64_t y2) {
  bool in = false;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++)
    for (uint32_t k = s->start.v[r], end = s->start.v[r + 1]; k < end; k++) {
      wg_pt a = s->pt.v[k], b = s->pt.v[k + 1 < end ? k + 1 : s->start.v[r]];
      if ((2 * (int64_t)a.y <= y2) == (2 * (int64_t)b.y <= y2)) continue;
      double x =
          2.0 * a.x + (double)(y2 - 2 * (int64_t)a.y) * ((double)b.x - a.x) / ((double)b.y - a.y);
      if (x > (double)x2) in = !in;
    }
  return in;
}

static inline double segment_distance(wg_pt a, wg_pt b, double x, double y) {
  double dx = (double)b.x - a.x, dy = (double)b.y - a.y, l = dx * dx + dy * dy;
  double t = l > 0 ? ((x - a.x) * dx + (y - a.y) * dy) / l : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return hypot(x - a.x - t * dx, y - a.y - t * dy);
}

/* Distance to the polygon's border, lattice units; negative outside. */
static inline double depth_inside(const wg_shapes *s, uint32_t i, int64_t x2, int64_t y2) {
  double best = INFINITY;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++)
    for (uint32_t k = s->start.v[r], end = s->start.v[r + 1]; k < end; k++) {
      wg_pt a = s->pt.v[k], b = s->pt.v[k + 1 < end ? k + 1 : s->start.v[r]];
      double d = segment_distance(a, b, (double)x2 / 2, (double)y2 / 2);
      if (d < best) best = d;
    }
  return covers_point(s, i, x2, y2) ? best : -best;
}

#endif
