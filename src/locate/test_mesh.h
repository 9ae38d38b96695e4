/* test_mesh.h - polygons made up, and which of them holds a point by looking at all, for the tests of
 * this room. */
#ifndef WG_LOCATE_TEST_MESH_H
#define WG_LOCATE_TEST_MESH_H

#include <math.h>

#include "base/rng.h"
#include "locate/located.h"
#include "locate/locator.h"
#include "read/test_files.h"

/* ---- by looking at all ------------------------------------------------------------------------- */

static inline bool mesh_covers(const wg_polygons *p, uint32_t i, wg_xy at) {
  bool in = false;
  for (uint32_t r = p->first.v[i]; r < p->first.v[i + 1]; r++) {
    uint32_t from = p->start.v[r], n = p->start.v[r + 1] - from - 1;
    int side = wg_exact_in_ring(at, (const wg_xy *)(const void *)(p->xy.v + 2 * (size_t)from), n);
    if (side == 0) return true;
    in ^= side > 0;
  }
  return in;
}

static inline uint32_t mesh_find(const wg_polygons *p, wg_xy at) {
  if (!(fabs(at.x) < 1e100 && fabs(at.y) < 1e100)) return WG_NO_GRID; /* nor NaN */
  for (uint32_t i = 0; i < p->code.n; i++)
    if (mesh_covers(p, i, at)) return i;
  return WG_NO_GRID;
}

/* ---- polygons ---------------------------------------------------------------------------------- */

static inline void mesh_add(wg_polygons *p, const char *code) {
  assert_true(wg_polygons_add(p, code));
}

static inline void mesh_ring(wg_polygons *p, const double *xy, size_t n) {
  assert_true(wg_polygons_add_ring(p, xy, n));
}

static inline void mesh_box(wg_polygons *p, double x0, double y0, double x1, double y1) {
  mesh_ring(p, (const double[]){x0, y0, x1, y0, x1, y1, x0, y1}, 4);
}

static inline void mesh_box_of(wg_polygons *p, const char *code, double x0, double y0, double x1,
                               double y1) {
  mesh_add(p, code);
  mesh_box(p, x0, y0, x1, y1);
}

/* A star-shaped ring of n points around c; `rough` 0..1 of the radius. */
static inline void mesh_blob(wg_polygons *p, wg_rng *r, wg_xy c, double radius, double rough,
                             unsigned n) {
  double *xy = WG_NEW(double, 2 * n);
  assert_non_null(xy);
  for (unsigned i = 0; i < n; i++) {
    double a = 6.283185307179586 * i / n, d = radius * (1 - rough * wg_rng_unit(r));
    xy[2 * i] = c.x + d * cos(a);
    xy[2 * i + 1] = c.y + d * sin(a);
  }
  mesh_ring(p, xy, n);
  wg_free(xy);
}

static inline void mesh_finish(wg_ctx *ctx, wg_polygons *p) {
  p->crs = "EPSG:4548";
  p->source = "mesh";
  assert_int_equal(wg_polygons_finish(ctx, p), WG_OK);
}

/* The cells of a jittered lattice, their borders rough and shared to the last bit. */
typedef struct mesh_shape {
  uint64_t seed;
  unsigned nx, ny, points; /* points between the corners of a side */
  double x0, y0, side;
  double quantum; /* coordinates are multiples of it; 0: any */
  double jitter;  /* of the corners and sides, of a side */
} mesh_shape;

static inline double mesh_round(const mesh_shape *m, double v) {
  return m->quantum > 0 ? rint(v / m->quantum) * m->quantum : v;
}

static inline wg_xy mesh_corner(const mesh_shape *m, unsigned i, unsigned j) {
  wg_rng r = wg_rng_init(m->seed, 1000003ull * i + j);
  double dx = wg_rng_unit(&r) - 0.5, dy = wg_rng_unit(&r) - 0.5;
  return (wg_xy){mesh_round(m, m->x0 + m->side * (i + m->jitter * dx)),
                 mesh_round(m, m->y0 + m->side * (j + m->jitter * dy))};
}

/* The side from one corner to the next, without its end; backwards the same points. */
static inline void mesh_side(const mesh_shape *m, const unsigned ij[4], bool back, double *xy) {
  wg_xy a = mesh_corner(m, ij[0], ij[1]), b = mesh_corner(m, ij[2], ij[3]);
  wg_rng r = wg_rng_init(m->seed + 1, 1000003ull * (ij[0] + ij[2]) + ij[1] + ij[3]);
  unsigned n = m->points + 1;
  for (unsigned k = 0; k <= n; k++) {
    double t = (double)k / n, wave = m->jitter * m->side / n;
    wg_xy v = {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
    v.x = mesh_round(m, v.x + wave * (wg_rng_unit(&r) - 0.5));
    v.y = mesh_round(m, v.y + wave * (wg_rng_unit(&r) - 0.5));
    if (k == 0) v = a;
    if (k == n) v = b;
    unsigned to = back ? n - k : k;
    if (to < n) memcpy(xy + 2 * (size_t)to, &v, sizeof v);
  }
}

static inline void mesh_cell(const mesh_shape *m, unsigned i, unsigned j, wg_polygons *p) {
  size_t n = m->points + 1;
  double *xy = WG_NEW(double, 8 * n);
  assert_non_null(xy);
  mesh_side(m, (const unsigned[]){i, j, i + 1, j}, false, xy);
  mesh_side(m, (const unsigned[]){i + 1, j, i + 1, j + 1}, false, xy + 2 * n);
  mesh_side(m, (const unsigned[]){i, j + 1, i + 1, j + 1}, true, xy + 4 * n);
  mesh_side(m, (const unsigned[]){i, j, i, j + 1}, true, xy + 6 * n);
  mesh_ring(p, xy, 4 * n);
  wg_free(xy);
}

/* All cells, each its own code; not finished. */
static inline void mesh_make(const mesh_shape *m, wg_polygons *p) {
  char code[32];
  for (unsigned j = 0; j < m->ny; j++)
    for (unsigned i = 0; i < m->nx; i++) {
      snprintf(code, sizeof code, "G%04u", (j * m->nx + i) * 7919 % 10000);
      mesh_add(p, code);
      mesh_cell(m, i, j, p);
    }
}

static inline wg_rect mesh_bounds(const wg_polygons *p) {
  wg_rect r = WG_RECT_EMPTY;
  for (size_t i = 0; i < p->xy.n; i += 2) r = wg_rect_add(r, (wg_xy){p->xy.v[i], p->xy.v[i + 1]});
  return r;
}

/* Another order of the same polygons, not finished. */
static inline void mesh_shuffled(const wg_polygons *p, uint64_t seed, wg_polygons *to) {
  size_t n = p->code.n;
  uint32_t *order = WG_NEW(uint32_t, n + 1);
  wg_rng r = wg_rng_init(seed, 5);
  assert_non_null(order);
  for (uint32_t i = 0; i < n; i++) order[i] = i;
  for (uint32_t i = (uint32_t)n; i > 1; i--) {
    uint32_t k = wg_rng_below(&r, i), x = order[k];
    order[k] = order[i - 1], order[i - 1] = x;
  }
  for (size_t k = 0; k < n; k++) {
    mesh_add(to, p->code.v[order[k]]);
    for (uint32_t g = p->first.v[order[k]]; g < p->first.v[order[k] + 1]; g++)
      mesh_ring(to, p->xy.v + 2 * (size_t)p->start.v[g], p->start.v[g + 1] - p->start.v[g]);
  }
  wg_free(order);
}

#endif
