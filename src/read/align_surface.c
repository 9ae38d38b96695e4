#include "read/align_surface.h"

#include <string.h>

#include "base/parallel.h"
#include "read/align_raster.h"

enum { LANE = 16 }; /* counts of a row come in so many at once */

typedef struct worker {
  wg_align_raster raster;
  uint8_t *few;    /* a row of counts up to 255 */
  uint32_t *count; /* a surface of its own; rows of `wide` */
} worker;

typedef struct job {
  const wg_align_points *p;
  const wg_align_ground *g;
  wg_align_surface *s;
  wg_box *box[2]; /* of every feature of the ground */
  uint32_t side, wide;
  worker *worker;
  unsigned workers;
} job;

static void draw(const job *j, wg_align_raster *r) {
  int64_t far = j->g->lines ? j->g->near_cm : 0;
  wg_box all = {{(int32_t)(r->min.x - far), (int32_t)(r->min.y - far)},
                {(int32_t)(r->min.x + (int64_t)r->nx * r->cell + far),
                 (int32_t)(r->min.y + (int64_t)r->ny * r->cell + far)}};
  memset(r->full, 0, (size_t)r->nx * r->ny);
  for (int k = 0; k < 2 && j->g->of[k]; k++)
    for (uint32_t i = 0; i < wg_shapes_count(j->g->of[k]); i++) {
      if (!wg_box_meet(all, j->box[k][i])) continue;
      if (j->g->lines)
        wg_align_trace(r, j->g->of[k], i, j->g->near_cm / r->cell);
      else
        wg_align_fill(r, j->g->of[k], i, j->box[k][i]);
    }
}

typedef uint8_t lane __attribute__((vector_size(LANE)));

static void add(uint8_t *few, const uint8_t *full, uint32_t wide) {
  for (uint32_t k = 0; k < wide; k += LANE) {
    lane a, b;
    memcpy(&a, few + k, LANE);
    memcpy(&b, full + k, LANE);
    a += b;
    memcpy(few + k, &a, LANE);
  }
}

static void flush(uint32_t *count, uint8_t *few, uint32_t wide) {
  for (uint32_t k = 0; k < wide; k++) count[k] += few[k];
  memset(few, 0, wide);
}

/* For all shifts of row j at once: a point's row of cells is added to the row of counts. */
static void count_row(const job *j, worker *w, const wg_align_square *q, uint32_t row) {
  const wg_align_raster *r = &w->raster;
  uint32_t *count = w->count + (size_t)row * j->wide;
  for (uint32_t i = q->first; i < q->last; i++) {
    uint32_t x = (uint32_t)((j->p->pt.v[i].x - q->min.x) / r->cell);
    uint32_t y = (uint32_t)((j->p->pt.v[i].y - q->min.y) / r->cell);
    add(w->few, r->full + (size_t)(y + row) * r->nx + x, j->wide);
    if ((i - q->first) % 255 == 254) flush(count, w->few, j->wide);
  }
  flush(count, w->few, j->wide);
}

static wg_status count_square(void *user, size_t item, unsigned who) {
  job *j = user;
  worker *w = &j->worker[who];
  const wg_align_square *q = &j->p->square.v[item];
  int32_t margin = j->s->reach * j->s->cell;
  w->raster.min = (wg_pt){q->min.x + j->s->at.x - margin, q->min.y + j->s->at.y - margin};
  draw(j, &w->raster);
  for (uint32_t row = 0; row < j->side; row++) count_row(j, w, q, row);
  return WG_OK;
}

static bool boxes(const wg_shapes *s, wg_box **out) {
  *out = WG_NEW(wg_box, wg_shapes_count(s) + 1);
  for (uint32_t i = 0; *out && i < wg_shapes_count(s); i++) (*out)[i] = wg_shapes_box(s, i);
  return *out;
}

static bool prepare(wg_ctx *ctx, job *j) {
  wg_align_surface *s = j->s;
  j->side = 2 * (uint32_t)s->reach + 1;
  j->wide = (j->side + LANE - 1) / LANE * LANE;
  j->workers = ctx->threads;
  j->worker = WG_NEW0(worker, j->workers);
  s->count = WG_NEW0(uint32_t, (size_t)j->side * j->side);
  if (!j->worker || !s->count) return false;
  for (int k = 0; k < 2 && j->g->of[k]; k++)
    if (!boxes(j->g->of[k], &j->box[k])) return false;
  uint32_t n = (uint32_t)(WG_ALIGN_SQUARE / s->cell) + j->wide;
  for (unsigned i = 0; i < j->workers; i++) {
    worker *w = &j->worker[i];
    w->raster = (wg_align_raster){.cell = s->cell, .nx = n, .ny = n};
    w->raster.full = WG_NEW(uint8_t, (size_t)n * n);
    w->raster.flip = WG_NEW0(uint8_t, (size_t)n * n);
    w->few = WG_NEW0(uint8_t, j->wide);
    w->count = WG_NEW0(uint32_t, (size_t)j->side * j->wide);
    if (!w->raster.full || !w->raster.flip || !w->few || !w->count) return false;
  }
  return true;
}

static void gather(job *j) {
  for (unsigned k = 0; k < j->workers; k++)
    for (uint32_t row = 0; row < j->side; row++)
      for (uint32_t i = 0; i < j->side; i++)
        j->s->count[(size_t)row * j->side + i] += j->worker[k].count[(size_t)row * j->wide + i];
}

static void clean(job *j) {
  for (unsigned i = 0; j->worker && i < j->workers; i++) {
    wg_free(j->worker[i].raster.full);
    wg_free(j->worker[i].raster.flip);
    wg_free(j->worker[i].few);
    wg_free(j->worker[i].count);
  }
  wg_free(j->worker);
  wg_free(j->box[0]);
  wg_free(j->box[1]);
}

wg_status wg_align_surface_make(wg_ctx *ctx, const wg_align_points *p, const wg_align_ground *g,
                                wg_align_surface *s) {
  job j = {.p = p, .g = g, .s = s};
  wg_status st = prepare(ctx, &j) ? WG_OK : wg_nomem(ctx);
  if (st == WG_OK) st = wg_parallel_for(ctx, NULL, p->square.n, count_square, &j);
  if (st == WG_OK) gather(&j);
  clean(&j);
  if (st != WG_OK) {
    wg_free(s->count);
    s->count = NULL;
  }
  return st;
}
