/* test_polygons.h - what must hold of polygons made from labels: GEOS finds them valid, and
 * their directed edges cancel but for the outline. */
#ifndef WG_COVER_TEST_POLYGONS_H
#define WG_COVER_TEST_POLYGONS_H

#include <geos_c.h>
#include <stdio.h>

#include "plane/test_town.h"

static inline GEOSGeometry *geos_ring(GEOSContextHandle_t g, const wg_shapes *s, uint32_t r) {
  uint32_t from = s->start.v[r], n = s->start.v[r + 1] - from;
  GEOSCoordSequence *c = GEOSCoordSeq_create_r(g, n + 1, 2);
  for (uint32_t k = 0; k <= n; k++)
    GEOSCoordSeq_setXY_r(g, c, k, s->pt.v[from + k % n].x, s->pt.v[from + k % n].y);
  return GEOSGeom_createLinearRing_r(g, c);
}

/* Feature i as a multipolygon. */
static inline GEOSGeometry *geos_feature(GEOSContextHandle_t g, const wg_shapes *s, uint32_t i) {
  GEOSGeometry *part[64], *hole[512];
  unsigned parts = 0;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1];) {
    assert_int_equal(s->hole.v[r], 0);
    GEOSGeometry *shell = geos_ring(g, s, r++);
    unsigned holes = 0;
    while (r < s->first.v[i + 1] && s->hole.v[r]) {
      assert_true(holes < 512);
      hole[holes++] = geos_ring(g, s, r++);
    }
    assert_true(parts < 64);
    part[parts++] = GEOSGeom_createPolygon_r(g, shell, hole, holes);
  }
  return GEOSGeom_createCollection_r(g, GEOS_MULTIPOLYGON, part, parts);
}

static inline void assert_valid_polygons(const wg_shapes *s) {
  GEOSContextHandle_t g = GEOS_init_r();
  for (uint32_t i = 0; i < wg_shapes_count(s); i++) {
    GEOSGeometry *p = geos_feature(g, s, i);
    double area = 0;
    if (GEOSisValid_r(g, p) != 1) {
      char *why = GEOSisValidReason_r(g, p);
      fail_msg("polygon %u: %s", i, why);
    }
    GEOSArea_r(g, p, &area);
    assert_true(fabs(2 * area - (double)wg_shapes_area2(s, i)) <= 1e-9 * area);
    GEOSGeom_destroy_r(g, p);
  }
  GEOS_finish_r(g);
  for (uint32_t i = 0; i < wg_shapes_count(s); i++)
    for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
      int64_t area2 = 0; /* exterior counter-clockwise, holes clockwise */
      for (uint32_t k = s->start.v[r] + 2; k < s->start.v[r + 1]; k++)
        area2 += wg_cross(s->pt.v[s->start.v[r]], s->pt.v[k - 1], s->pt.v[k]);
      assert_true(s->hole.v[r] ? area2 < 0 : area2 > 0);
    }
}

typedef struct {
  wg_pt a, b; /* a before b */
  int dir;    /* 1: run from a to b, -1: the other way */
  uint32_t feature;
} run;

static inline int cmp_run(const void *p, const void *q) {
  const run *x = p, *y = q;
  int c = wg_pt_cmp(x->a, y->a);
  return c ? c : (c = wg_pt_cmp(x->b, y->b)) ? c : x->dir - y->dir;
}

typedef WG_VEC(run) runs;

static inline void collect_runs(const wg_shapes *s, runs *v) {
  for (uint32_t i = 0; i < wg_shapes_count(s); i++)
    for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++)
      for (uint32_t k = s->start.v[r], end = s->start.v[r + 1]; k < end; k++) {
        wg_pt a = s->pt.v[k], b = s->pt.v[k + 1 < end ? k + 1 : s->start.v[r]];
        bool up = wg_pt_cmp(a, b) < 0;
        assert_true(WG_VEC_PUSH(v, ((run){up ? a : b, up ? b : a, up ? 1 : -1, i})));
      }
  qsort(v->v, v->n, sizeof *v->v, cmp_run);
}

/* Every edge is run at most twice, and then in opposite directions; edges meet at ends only.
 * The ones run once go to `outline`. */
static inline void assert_edges_cancel(wg_ctx *ctx, const wg_shapes *s, runs *outline) {
  runs v = {0};
  wg_segs seg = {0};
  collect_runs(s, &v);
  for (size_t i = 0; i < v.n;) {
    size_t j = i + 1;
    while (j < v.n && wg_pt_eq(v.v[j].a, v.v[i].a) && wg_pt_eq(v.v[j].b, v.v[i].b)) j++;
    assert_true(j - i <= 2);
    if (j - i == 2) assert_int_equal(v.v[i].dir + v.v[i + 1].dir, 0);
    if (j - i == 1) assert_true(WG_VEC_PUSH(outline, v.v[i]));
    assert_true(WG_VEC_PUSH(&seg, ((wg_seg){v.v[i].a, v.v[i].b, 0})));
    i = j;
  }
  wg_noded n;
  assert_int_equal(wg_node(ctx, seg.v, seg.n, &n), WG_OK);
  assert_int_equal(n.ne, seg.n);
  wg_noded_free(&n);
  WG_VEC_FREE(&seg);
  WG_VEC_FREE(&v);
}

#endif
