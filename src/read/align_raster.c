#include "read/align_raster.h"

#include <math.h>
#include <string.h>

static int64_t clamp(int64_t v, int64_t most) { return v < 0 ? 0 : v > most ? most : v; }

/* The first cell whose centre lies at v or beyond, v from the first cell's edge. */
static int64_t cell_from(const wg_align_raster *r, double v) {
  double at = v / r->cell - 0.5;
  int64_t whole = (int64_t)at;
  return whole + ((double)whole < at);
}

/* In every row whose middle the edge crosses: flips all cells from there on. */
static void flip_edge(wg_align_raster *r, wg_pt a, wg_pt b) {
  if (a.y > b.y) {
    wg_pt c = a;
    a = b;
    b = c;
  }
  int64_t from = clamp(cell_from(r, (double)a.y - r->min.y), r->ny);
  int64_t to = clamp(cell_from(r, (double)b.y - r->min.y), r->ny);
  if (from >= to) return;
  double slope = ((double)b.x - a.x) / ((double)b.y - a.y);
  for (int64_t row = from; row < to; row++) {
    double y = r->min.y + ((double)row + 0.5) * r->cell;
    double x = a.x + (y - a.y) * slope;
    int64_t column = clamp(cell_from(r, x - r->min.x), r->nx);
    if (column < r->nx) r->flip[(size_t)row * r->nx + (size_t)column] ^= 1;
  }
}

void wg_align_fill(wg_align_raster *r, const wg_shapes *s, uint32_t i, wg_box box) {
  for (uint32_t k = s->first.v[i]; k < s->first.v[i + 1]; k++) {
    uint32_t from = s->start.v[k], n = s->start.v[k + 1] - from;
    for (uint32_t j = 0; j < n; j++)
      flip_edge(r, s->pt.v[from + j], s->pt.v[from + (j + 1 < n ? j + 1 : 0)]);
  }
  int64_t y0 = clamp(cell_from(r, (double)box.min.y - r->min.y), r->ny);
  int64_t y1 = clamp(cell_from(r, (double)box.max.y - r->min.y), r->ny);
  int64_t x0 = clamp(cell_from(r, (double)box.min.x - r->min.x), r->nx);
  int64_t x1 = clamp(cell_from(r, (double)box.max.x - r->min.x) + 1, r->nx);
  for (int64_t row = y0; row < y1; row++) {
    uint8_t *full = r->full + (size_t)row * r->nx, *flip = r->flip + (size_t)row * r->nx, in = 0;
    for (int64_t x = x0; x < x1; x++) {
      in ^= flip[x];
      full[x] |= in;
      flip[x] = 0;
    }
  }
}

static void dot(wg_align_raster *r, int64_t x, int64_t y, int32_t around) {
  int64_t x0 = clamp(x - around, r->nx), x1 = clamp(x + around + 1, r->nx);
  int64_t y0 = clamp(y - around, r->ny), y1 = clamp(y + around + 1, r->ny);
  for (int64_t k = y0; k < y1; k++) memset(r->full + (size_t)k * r->nx + x0, 1, (size_t)(x1 - x0));
}

/* One side of the box: what of t0..t1 has from + t * way >= 0. */
static bool keep(double from, double way, double *t0, double *t1) {
  if (way == 0) return from >= 0;
  double t = -from / way;
  if (way > 0 && t > *t0) *t0 = t;
  if (way < 0 && t < *t1) *t1 = t;
  return *t0 <= *t1;
}

bool wg_align_clip(wg_box box, wg_pt a, wg_pt b, double *t0, double *t1) {
  double x = (double)b.x - a.x, y = (double)b.y - a.y;
  *t0 = 0;
  *t1 = 1;
  return keep((double)a.x - box.min.x, x, t0, t1) && keep((double)box.max.x - a.x, -x, t0, t1) &&
         keep((double)a.y - box.min.y, y, t0, t1) && keep((double)box.max.y - a.y, -y, t0, t1);
}

static void trace_segment(wg_align_raster *r, wg_box all, wg_pt a, wg_pt b, int32_t around) {
  double t0, t1, length = sqrt((double)wg_dist2(a, b));
  if (!wg_align_clip(all, a, b, &t0, &t1)) return;
  int64_t steps = (int64_t)((t1 - t0) * length / (0.7 * r->cell)) + 1;
  for (int64_t k = 0; k <= steps; k++) {
    double t = t0 + (t1 - t0) * (double)k / (double)steps;
    double x = a.x + t * ((double)b.x - a.x) - r->min.x;
    double y = a.y + t * ((double)b.y - a.y) - r->min.y;
    dot(r, (int64_t)floor(x / r->cell), (int64_t)floor(y / r->cell), around);
  }
}

void wg_align_trace(wg_align_raster *r, const wg_shapes *s, uint32_t i, int32_t around) {
  int32_t wide = around * r->cell;
  wg_box all = {{r->min.x - wide, r->min.y - wide},
                {(int32_t)(r->min.x + (int64_t)r->nx * r->cell + wide),
                 (int32_t)(r->min.y + (int64_t)r->ny * r->cell + wide)}};
  for (uint32_t k = s->first.v[i]; k < s->first.v[i + 1]; k++)
    for (uint32_t j = s->start.v[k]; j + 1 < s->start.v[k + 1]; j++)
      trace_segment(r, all, s->pt.v[j], s->pt.v[j + 1], around);
}
