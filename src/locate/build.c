/* build.c - makes a locator of polygons: trace, sort by cell, make cells, join. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"
#include "locate/block.h"
#include "locate/build_parts.h"

/* More make look-ups faster and the memory larger: docs/decisions/0015-locator.md. */
#define CELLS_AN_EDGE 0.3
enum { CELLS_LEAST = 256, CELLS_MOST = 1 << 26 };

/* ---- where the cells are --------------------------------------------------------------------- */

static wg_status check_points(wg_build *b, wg_rect *box) {
  size_t n = b->p->xy.n / 2;
  *box = WG_RECT_EMPTY;
  for (size_t i = 0; i < n; i++) {
    if (!wg_xy_usable(b->points[i]))
      return wg_fail(b->ctx, WG_ERR_DATA, "\"%s\" has a coordinate that cannot be used: %g %g",
                     b->p->source ? b->p->source : "", b->points[i].x, b->points[i].y);
    *box = wg_rect_add(*box, b->points[i]);
  }
  return WG_OK;
}

/* Cells are about square on the ground; nothing reaches the outermost ones' outer sides. */
static void lay_cells(wg_build *b, wg_rect box) {
  size_t edges = b->p->xy.n / 2;
  double w = box.x1 - box.x0, h = box.y1 - box.y0, span = w > h ? w : h;
  double magnitude = fmax(fmax(fabs(box.x0), fabs(box.x1)), fmax(fabs(box.y0), fabs(box.y1)));
  if (w < span * 1e-6) w = span * 1e-6;
  if (h < span * 1e-6) h = span * 1e-6;
  if (w <= magnitude * 1e-9) w = magnitude * 1e-9 + 1e-9;
  if (h <= magnitude * 1e-9) h = magnitude * 1e-9 + 1e-9;
  double narrow =
      b->head.unit_m > 0 ? 1 : fmax(0.05, cos((box.y0 + box.y1) * 3.141592653589793 / 360));
  double wanted = fmin(fmax(CELLS_AN_EDGE * (double)edges, CELLS_LEAST), CELLS_MOST);
  double side = sqrt(w * narrow * h / wanted);
  double nx = fmin(fmax(floor(w * narrow / side), 1), 65536),
         ny = fmin(fmax(floor(h / side), 1), 65536);
  /* the odd shares keep the sides of cells away from round coordinates */
  b->head.per_x = nx / w * 0.9999612;
  b->head.per_y = ny / h * 0.9999537;
  b->head.x0 = box.x0 - 0.3819 / b->head.per_x;
  b->head.y0 = box.y0 - 0.4271 / b->head.per_y;
  b->head.nx = (uint32_t)nx + 1;
  b->head.ny = (uint32_t)ny + 1;
}

/* Of cells finer than this a unit would be lost in the coordinates' own rounding: it is to move
 * points by less than what trace.c cares for. */
static double finest_scale(const wg_build *b, wg_rect box) {
  double m = fmax(fmax(fabs(box.x0), fabs(box.x1)), fmax(fabs(box.y0), fabs(box.y1)));
  double ulp = nextafter(m, INFINITY) - m, per = fmax(b->head.per_x, b->head.per_y);
  double by_ulp = 1 / (per * ulp * WG_CELL_UNITS * 256);
  double by_sum = 67108864.0 / fmax(b->head.nx, b->head.ny);
  return fmax(1, fmin(by_ulp, by_sum));
}

/* ---- trace: which cells has an edge ------------------------------------------------------------ */

static wg_stretch edge_in_cells(const wg_build *b, uint32_t e, bool *reversed) {
  const wg_index_head *h = &b->head;
  wg_xy s = b->points[e], t = b->points[e + 1];
  *reversed = wg_xy_cmp(s, t) > 0;
  if (*reversed) {
    wg_xy swap = s;
    s = t, t = swap;
  }
  return (wg_stretch){(s.x - h->x0) * h->per_x,
                      (s.y - h->y0) * h->per_y,
                      (t.x - h->x0) * h->per_x,
                      (t.y - h->y0) * h->per_y,
                      WG_SIDE_NONE,
                      WG_SIDE_NONE};
}

static wg_way outer_way(const void *user, uint32_t e) {
  bool reversed;
  return (wg_way){edge_in_cells(user, e, &reversed), e, UINT32_MAX};
}

typedef struct {
  wg_build *b;
  uint32_t edge, polygon;
  bool reversed;
} visit;

static void count_piece(void *user, uint32_t i, uint32_t j, const wg_stretch *s) {
  const visit *v = user;
  (void)s;
  __atomic_fetch_add(&v->b->first[(size_t)j * v->b->head.nx + i + 1], 1, __ATOMIC_RELAXED);
}

static void store_piece(void *user, uint32_t i, uint32_t j, const wg_stretch *s) {
  const visit *v = user;
  uint32_t *next = &v->b->first[(size_t)j * v->b->head.nx + i];
  uint32_t at = __atomic_fetch_add(next, 1, __ATOMIC_RELAXED);
  v->b->piece[at] = wg_piece_of(s, i, j, v->edge, v->polygon, v->reversed);
}

static void trace_share(wg_build *b, size_t share, wg_trace_fn *fn) {
  visit v = {.b = b};
  for (v.polygon = b->share[share]; v.polygon < b->share[share + 1]; v.polygon++)
    for (uint32_t r = b->p->first.v[v.polygon]; r < b->p->first.v[v.polygon + 1]; r++)
      for (v.edge = b->p->start.v[r]; v.edge + 1 < b->p->start.v[r + 1]; v.edge++) {
        wg_stretch s = edge_in_cells(b, v.edge, &v.reversed);
        uint32_t i = (uint32_t)(int32_t)s.ax, j = (uint32_t)(int32_t)s.ay;
        if (wg_well_within(&s, i, j)) { /* as most are */
          fn(&v, i, j, &s);
        } else {
          wg_trace(&s, b->head.nx, b->head.ny, fn, &v);
        }
      }
}

static wg_status count_share(void *user, size_t share, unsigned worker) {
  (void)worker;
  trace_share(user, share, count_piece);
  return WG_OK;
}

static wg_status store_share(void *user, size_t share, unsigned worker) {
  (void)worker;
  trace_share(user, share, store_piece);
  return WG_OK;
}

/* Shares of about as many points each. */
static void share_out(wg_build *b) {
  uint32_t n = (uint32_t)b->p->code.n, i = 0;
  for (size_t s = 0; s < WG_BUILD_SHARES; s++) {
    size_t from = b->p->xy.n / 2 * s / WG_BUILD_SHARES;
    while (i < n && b->p->start.v[b->p->first.v[i]] < from) i++;
    b->share[s] = i;
  }
  b->share[0] = 0;
  b->share[WG_BUILD_SHARES] = n;
}

/* Afterwards first[c] is where cell c's pieces end: those of cell c - 1 begin at first[c - 2]. */
static wg_status sort_pieces(wg_build *b) {
  size_t cells = (size_t)b->head.nx * b->head.ny;
  uint64_t sum = 0;
  b->first = WG_NEW0(uint32_t, cells + 2);
  if (!b->first) return wg_nomem(b->ctx);
  WG_TRY(wg_parallel_for(b->ctx, "tracing the edges", WG_BUILD_SHARES, count_share, b));
  for (size_t c = 0; c <= cells; c++) {
    sum += b->first[c];
    b->first[c] = (uint32_t)sum;
  }
  if (sum > UINT32_MAX)
    return wg_fail(b->ctx, WG_ERR_DATA, "\"%s\" is too large for one index; divide it",
                   b->p->source);
  b->piece = WG_NEW(wg_piece, sum + 1);
  if (!b->piece) return wg_nomem(b->ctx);
  WG_TRY(wg_parallel_for(b->ctx, "sorting the edges", WG_BUILD_SHARES, store_share, b));
  memmove(b->first + 1, b->first, cells * sizeof *b->first);
  b->first[0] = 0;
  return WG_OK;
}

/* ---- cells ------------------------------------------------------------------------------------------ */

static wg_status make_row(wg_build *b, wg_cell_words *c, uint32_t j, wg_u32vec *corner) {
  wg_tile outer = {b->head.nx, b->head.ny, NULL, outer_way, b, 1, 0};
  corner->n = 0;
  for (uint32_t i = 0; i < b->head.nx; i++) {
    size_t cell = (size_t)j * b->head.nx + i;
    uint32_t from = b->first[cell], n = b->first[cell + 1] - from;
    wg_piece *p = b->piece + from;
    if (!wg_cell_make(c, &outer, i, j, p, n, corner, &b->cells[cell]) ||
        !wg_corner_pass(corner, p, n, WG_SIDE_SOUTH))
      return WG_ERR_NOMEM;
  }
  return WG_OK;
}

static wg_status make_band(void *user, size_t band, unsigned worker) {
  wg_build *b = user;
  wg_u32vec corner = {0};
  wg_status st = WG_OK;
  (void)worker;
  for (uint32_t j = wg_band_row(b, band); st == WG_OK && j < wg_band_row(b, band + 1); j++)
    st = make_row(b, &b->band[band], j, &corner);
  WG_VEC_FREE(&corner);
  return st;
}

static wg_status make_cells(wg_build *b, wg_rect box) {
  double finest = finest_scale(b, box);
  b->cells = WG_NEW0(uint32_t, (size_t)b->head.nx * b->head.ny + 1);
  b->mate = WG_NEW0(wg_mate, b->p->xy.n / 2 + 1);
  if (!b->cells || !b->mate) return wg_nomem(b->ctx);
  for (size_t k = 0; k < WG_BUILD_BANDS; k++)
    b->band[k] = (wg_cell_words){.points = b->points, .mate = b->mate, .scale_max = finest};
  WG_TRY(wg_parallel_for(b->ctx, "making the cells", WG_BUILD_BANDS, make_band, b));
  wg_free(b->piece);
  wg_free(b->first);
  b->piece = NULL, b->first = NULL;
  return WG_OK;
}

static void free_build(wg_build *b) {
  wg_free(b->first);
  wg_free(b->piece);
  wg_free(b->mate);
  wg_free(b->cells);
  for (size_t k = 0; k < WG_BUILD_BANDS; k++) wg_cell_words_free(&b->band[k]);
  wg_arcs_free(&b->arcs);
  wg_free(b);
}

static wg_status run(wg_build *b, wg_locator *out) {
  wg_rect box;
  WG_TRY(check_points(b, &box));
  lay_cells(b, box);
  share_out(b);
  WG_TRY(sort_pieces(b));
  WG_TRY(make_cells(b, box));
  WG_TRY(wg_arcs_make(b->ctx, b->p, b->mate, b->share, &b->arcs));
  return wg_build_write(b, out);
}

wg_status wg_locator_build(wg_ctx *ctx, const wg_polygons *p, double unit_m, wg_locator *out) {
  *out = (wg_locator){0};
  if (p->xy.n == 0)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" has no polygon to look up in",
                   p->source ? p->source : "");
  wg_build *b = WG_NEW0(wg_build, 1);
  if (!b) return wg_nomem(ctx);
  b->ctx = ctx;
  b->p = p;
  b->points = (const wg_xy *)(const void *)p->xy.v;
  b->head.unit_m = unit_m;
  wg_status st = run(b, out);
  free_build(b);
  if (st != WG_OK) wg_locator_release(out);
  return st;
}
