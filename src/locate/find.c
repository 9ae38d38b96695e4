/* find.c - look-ups in portable C, and the choice of the best that the processor has. */
#include "locate/find.h"

#include <math.h>
#include <stdlib.h>

#include "locate/locator.h"
#include "locate/nearest.h"

static inline void cells_of(const wg_locator *l, const double *xy, uint32_t n, uint32_t *cell,
                            uint32_t *place);
static inline uint32_t line_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near);
static inline uint32_t chains_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near);
static inline bool meets_box(const uint32_t *block, uint32_t w, uint32_t place, uint32_t reach);

#include "locate/find_batch.h"

static inline void cells_of(const wg_locator *l, const double *xy, uint32_t n, uint32_t *cell,
                            uint32_t *place) {
  const wg_index_head *h = l->head;
  const double x0 = h->x0, y0 = h->y0, per_x = h->per_x, per_y = h->per_y;
  const double nx = h->nx, ny = h->ny;
  const int32_t row = (int32_t)h->nx;
  const uint32_t nowhere = h->nx * h->ny;
  for (uint32_t i = 0; i < n; i++) {
    double x = (xy[2 * i] - x0) * per_x, y = (xy[2 * i + 1] - y0) * per_y;
    bool in = x >= 0 && x < nx && y >= 0 && y < ny; /* not NaN either */
    x = in ? x : 0, y = in ? y : 0;
    int32_t cx = (int32_t)x, cy = (int32_t)y;
    cell[i] = in ? (uint32_t)(cy * row + cx) : nowhere;
    place[i] = place_in(x - cx) | place_in(y - cy) << 16;
    __builtin_prefetch(l->cells + cell[i]);
  }
}

/* Edge a->b, place p: all ones if the way from p to the left side crosses it; *near: p is near it. */
static inline uint32_t step(uint32_t a, uint32_t b, int32_t px, int32_t py, uint32_t *near) {
  int32_t ax = (int32_t)(a & 0xffff), ay = (int32_t)(a >> 16), bx = (int32_t)(b & 0xffff),
          by = (int32_t)(b >> 16);
  int32_t dx = bx - ax, dy = by - ay;
  int32_t cross = dx * (py - ay) - dy * (px - ax);
  *near = abs(cross) <= WG_NEAR_UNITS * (abs(dx) + abs(dy));
  return (((py - ay) ^ (py - by)) & (cross ^ dy)) < 0 ? UINT32_MAX : 0;
}

static inline uint32_t line_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near) {
  int32_t px = (int32_t)(place & 0xffff), py = (int32_t)(place >> 16);
  const uint32_t *v = block + 1, n = wg_block_points(w) - 1;
  uint32_t odd = 0, close = 0, one;
  for (uint32_t i = 0; i < n; i++) {
    odd ^= step(v[i], v[i + 1], px, py, &one);
    close |= one;
  }
  *near = close;
  return wg_block_corner(w) ^ (odd & ((1u << wg_block_polygons(w)) - 1));
}

static inline uint32_t chains_mask(const uint32_t *block, uint32_t w, uint32_t place, bool *near) {
  int32_t px = (int32_t)(place & 0xffff), py = (int32_t)(place >> 16);
  const uint32_t *v = block + 1, n = wg_block_points(w) - 1;
  const uint8_t *toggle = (const uint8_t *)(v + n + 1);
  uint32_t mask = wg_block_corner(w), close = 0, one;
  for (uint32_t i = 0; i < n; i++) {
    mask ^= step(v[i], v[i + 1], px, py, &one) & toggle[i];
    close |= toggle[i] ? one : 0;
  }
  *near = close;
  return mask & ((1u << WG_NEAR_BIT) - 1);
}

static inline bool meets_box(const uint32_t *block, uint32_t w, uint32_t place, uint32_t reach) {
  int32_t px = (int16_t)(place & 0xffff), py = (int16_t)(place >> 16);
  int32_t rx = (int16_t)(reach & 0xffff), ry = (int16_t)(reach >> 16);
  int32_t x0 = px - rx, y0 = py - ry, x1 = px + rx, y1 = py + ry;
  const uint32_t *v = block + 1, n = wg_block_points(w) - 1;
  uint32_t meets = 0;
  for (uint32_t i = 0; i < n; i++) {
    int32_t ax = (int32_t)(v[i] & 0xffff), ay = (int32_t)(v[i] >> 16),
            bx = (int32_t)(v[i + 1] & 0xffff), by = (int32_t)(v[i + 1] >> 16);
    uint32_t out = ((ax < x0) & (bx < x0)) | ((ax > x1) & (bx > x1)) | ((ay < y0) & (by < y0)) |
                   ((ay > y1) & (by > y1));
    meets |= !out;
  }
  return meets;
}

void wg_locator_find_portable(const wg_locator *l, const double *xy, size_t n, uint32_t *grid) {
  find_all(l, xy, n, grid);
}

void wg_locator_find_near_portable(const wg_locator *l, const double *xy, uint32_t n, wg_reach r,
                                   uint32_t *grid, bool *near) {
  find_near(l, xy, n, r, grid, near);
}

wg_reach wg_locator_reach(const wg_locator *l, double reach_m) {
  const wg_index_head *h = l->head;
  double north = h->y0 + h->ny / h->per_y, far = fmax(fabs(h->y0), fabs(north)), mx, my, mx0, my0;
  wg_metres_at(l, far, &mx, &my0); /* degrees of longitude are shortest there, of latitude */
  wg_metres_at(l, fmin(fabs(h->y0), fabs(north)), &mx0, &my);
  if (h->y0 < 0 && north > 0) wg_metres_at(l, 0, &mx0, &my); /* at the equator */
  double x = reach_m / fmin(mx, mx0) * h->per_x * WG_CELL_UNITS,
         y = reach_m / fmin(my, my0) * h->per_y * WG_CELL_UNITS;
  if (!(x < WG_CELL_UNITS / 2 && y < WG_CELL_UNITS / 2)) return (wg_reach){0, 0};
  return (wg_reach){(int32_t)x + 2 * WG_NEAR_UNITS, (int32_t)y + 2 * WG_NEAR_UNITS};
}

void wg_locator_find_near(const wg_locator *l, const double *xy, uint32_t n, wg_reach r,
                          uint32_t *grid, bool *near) {
  if (r.x == 0) { /* reaches farther than the next cell */
    wg_locator_find(l, xy, n, grid);
    for (uint32_t i = 0; i < n; i++) near[i] = grid[i] != WG_NO_GRID;
    return;
  }
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    wg_locator_find_near_avx2(l, xy, n, r, grid, near);
    return;
  }
#endif
  find_near(l, xy, n, r, grid, near);
}

void wg_locator_find(const wg_locator *l, const double *xy, size_t n, uint32_t *grid) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2")) {
    wg_locator_find_avx2(l, xy, n, grid);
    return;
  }
#endif
  find_all(l, xy, n, grid);
}
