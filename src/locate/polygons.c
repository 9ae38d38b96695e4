#include "locate/polygons.h"

#include <stdlib.h>
#include <string.h>

#include "base/parallel.h"

void wg_polygons_free(wg_polygons *p) {
  wg_arena_free(&p->strings);
  WG_VEC_FREE(&p->code);
  WG_VEC_FREE(&p->first);
  WG_VEC_FREE(&p->start);
  WG_VEC_FREE(&p->xy);
  *p = (wg_polygons){0};
}

bool wg_polygons_add(wg_polygons *p, const char *code) {
  const char *text = wg_arena_strdup(&p->strings, code);
  return text && WG_VEC_PUSH(&p->code, text) && WG_VEC_PUSH(&p->first, (uint32_t)p->start.n);
}

bool wg_polygons_add_ring(wg_polygons *p, const double *xy, size_t n) {
  if (n > 1 && xy[0] == xy[2 * n - 2] && xy[1] == xy[2 * n - 1]) n--;
  if (n < 3) return true;
  if (!WG_VEC_PUSH(&p->start, (uint32_t)(p->xy.n / 2)) || !WG_VEC_RESERVE(&p->xy, 2 * n + 2))
    return false;
  double *to = p->xy.v + p->xy.n;
  memcpy(to, xy, 2 * n * sizeof *xy);
  memcpy(to + 2 * n, xy, 2 * sizeof *xy);
  p->xy.n += 2 * n + 2;
  return true;
}

/* ---- order ------------------------------------------------------------------------------------ */

typedef struct {
  const char *code;
  const wg_polygons *in;
  uint32_t at; /* polygon there */
  size_t values;
  const double *xy;
} wg_ranked;

/* The rings of polygon `at` are [first, last); its end is known although the arrays are still open. */
static uint32_t last_ring(const wg_polygons *p, uint32_t at) {
  return at + 1 < p->first.n ? p->first.v[at + 1] : (uint32_t)p->start.n;
}

static size_t ring_start(const wg_polygons *p, uint32_t ring) {
  return ring < p->start.n ? p->start.v[ring] : p->xy.n / 2;
}

static wg_ranked rank_of(const wg_polygons *p, uint32_t at) {
  size_t from = ring_start(p, p->first.v[at]), to = ring_start(p, last_ring(p, at));
  return (wg_ranked){p->code.v[at], p, at, 2 * (to - from), p->xy.v + 2 * from};
}

static int compare(const void *a, const void *b) {
  const wg_ranked *x = a, *y = b;
  int c = strcmp(x->code, y->code);
  if (c) return c;
  for (size_t i = 0; i < x->values && i < y->values; i++)
    if (x->xy[i] != y->xy[i]) return x->xy[i] < y->xy[i] ? -1 : 1;
  if (x->values != y->values) return x->values < y->values ? -1 : 1;
  if (x->in != y->in) return x->in < y->in ? -1 : 1; /* they stand in one array */
  return x->at < y->at ? -1 : x->at > y->at;
}

static bool in_order(const wg_ranked *r, size_t n) {
  for (size_t i = 1; i < n; i++)
    if (compare(&r[i - 1], &r[i]) > 0) return false;
  return true;
}

/* ---- joining ------------------------------------------------------------------------------------ */

enum { SHARES = 64 };

typedef struct {
  const wg_ranked *rank;
  size_t n;
  wg_polygons *out;
} copying;

static wg_status copy_share(void *user, size_t share, unsigned worker) {
  copying *c = user;
  (void)worker;
  for (size_t i = c->n * share / SHARES; i < c->n * (share + 1) / SHARES; i++)
    if (c->rank[i].values)
      memcpy(c->out->xy.v + 2 * (size_t)c->out->start.v[c->out->first.v[i]], c->rank[i].xy,
             c->rank[i].values * sizeof(double));
  return WG_OK;
}

/* Everything but the points. */
static bool lay_out(const wg_ranked *r, size_t n, wg_polygons *out) {
  size_t at = 0;
  for (size_t i = 0; i < n; i++) {
    const wg_polygons *p = r[i].in;
    uint32_t ring = p->first.v[r[i].at], end = last_ring(p, r[i].at);
    const char *code = wg_arena_strdup(&out->strings, r[i].code);
    if (!code || !WG_VEC_PUSH(&out->code, code) ||
        !WG_VEC_PUSH(&out->first, (uint32_t)out->start.n))
      return false;
    for (; ring < end; ring++) {
      if (!WG_VEC_PUSH(&out->start, (uint32_t)at)) return false;
      at += ring_start(p, ring + 1) - ring_start(p, ring);
    }
  }
  return WG_VEC_PUSH(&out->first, (uint32_t)out->start.n) && WG_VEC_PUSH(&out->start, (uint32_t)at);
}

static wg_status join_ranked(wg_ctx *ctx, wg_ranked *r, size_t n, size_t values, wg_polygons *out) {
  if (!in_order(r, n)) qsort(r, n, sizeof *r, compare);
  if (!WG_VEC_RESERVE(&out->xy, values + 1) || !lay_out(r, n, out)) return wg_nomem(ctx);
  out->xy.n = values;
  copying c = {r, n, out};
  return wg_parallel_for(ctx, NULL, SHARES, copy_share, &c);
}

static wg_status check_size(wg_ctx *ctx, const wg_polygons *p, size_t polygons, size_t values) {
  if (values / 2 <= WG_POLYGONS_MAX_POINTS && polygons <= WG_POLYGONS_MAX) return WG_OK;
  return wg_fail(
      ctx, WG_ERR_DATA, "\"%s\" has %zu polygons of %zu points, the most is %u of %u; divide it",
      p->source ? p->source : "", polygons, values / 2, WG_POLYGONS_MAX, WG_POLYGONS_MAX_POINTS);
}

static wg_status join(wg_ctx *ctx, const wg_polygons *parts, size_t n, wg_polygons *out) {
  size_t polygons = 0, values = 0, k = 0;
  for (size_t i = 0; i < n; i++) polygons += parts[i].code.n, values += parts[i].xy.n;
  WG_TRY(check_size(ctx, out, polygons, values));
  wg_ranked *r = WG_NEW(wg_ranked, polygons + 1);
  if (!r) return wg_nomem(ctx);
  for (size_t i = 0; i < n; i++)
    for (uint32_t j = 0; j < parts[i].code.n; j++) r[k++] = rank_of(&parts[i], j);
  wg_status st = join_ranked(ctx, r, polygons, values, out);
  wg_free(r);
  return st;
}

wg_status wg_polygons_join(wg_ctx *ctx, wg_polygons *parts, size_t n, wg_polygons *out) {
  wg_status st = join(ctx, parts, n, out);
  for (size_t i = 0; i < n; i++) wg_polygons_free(&parts[i]);
  return st;
}

wg_status wg_polygons_finish(wg_ctx *ctx, wg_polygons *p) {
  wg_polygons part = *p, *out = p;
  *out = (wg_polygons){.crs = p->crs, .source = p->source, .edition = p->edition};
  out->strings = part.strings; /* they hold the CRS and the source too */
  part.strings = (wg_arena){0};
  return wg_polygons_join(ctx, &part, 1, out);
}
