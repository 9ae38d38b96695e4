#include "locate/polygons.h"

#include <stdlib.h>
#include <string.h>

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
  const double *xy;
  size_t values;
  uint32_t at;
} wg_ranked;

static int compare(const void *a, const void *b) {
  const wg_ranked *x = a, *y = b;
  int c = strcmp(x->code, y->code);
  if (c) return c;
  for (size_t i = 0; i < x->values && i < y->values; i++)
    if (x->xy[i] != y->xy[i]) return x->xy[i] < y->xy[i] ? -1 : 1;
  if (x->values != y->values) return x->values < y->values ? -1 : 1;
  return x->at < y->at ? -1 : x->at > y->at;
}

static wg_ranked rank_of(const wg_polygons *p, uint32_t i) {
  uint32_t from = p->start.v[p->first.v[i]], to = p->start.v[p->first.v[i + 1]];
  return (wg_ranked){p->code.v[i], p->xy.v + 2 * (size_t)from, 2 * (size_t)(to - from), i};
}

static bool in_order(const wg_polygons *p) {
  for (uint32_t i = 1; i < p->code.n; i++) {
    wg_ranked a = rank_of(p, i - 1), b = rank_of(p, i);
    if (compare(&a, &b) > 0) return false;
  }
  return true;
}

static bool copy_ordered(const wg_polygons *p, const wg_ranked *order, wg_polygons *to) {
  for (size_t k = 0; k < p->code.n; k++) {
    uint32_t i = order[k].at;
    if (!WG_VEC_PUSH(&to->code, p->code.v[i]) ||
        !WG_VEC_PUSH(&to->first, (uint32_t)to->start.n))
      return false;
    for (uint32_t r = p->first.v[i]; r < p->first.v[i + 1]; r++) {
      if (!WG_VEC_PUSH(&to->start, (uint32_t)(to->xy.n / 2))) return false;
      size_t from = 2 * (size_t)p->start.v[r], n = 2 * (size_t)p->start.v[r + 1] - from;
      memcpy(to->xy.v + to->xy.n, p->xy.v + from, n * sizeof(double));
      to->xy.n += n;
    }
  }
  return WG_VEC_PUSH(&to->first, (uint32_t)to->start.n) &&
         WG_VEC_PUSH(&to->start, (uint32_t)(to->xy.n / 2));
}

static bool put_in_order(wg_polygons *p) {
  wg_ranked *order = WG_NEW(wg_ranked, p->code.n);
  wg_polygons to = *p;
  to.code.v = NULL, to.first.v = NULL, to.start.v = NULL, to.xy.v = NULL;
  to.code.n = to.first.n = to.start.n = to.xy.n = 0;
  to.code.cap = to.first.cap = to.start.cap = to.xy.cap = 0;
  bool ok = order && WG_VEC_RESERVE(&to.xy, p->xy.n);
  if (ok) {
    for (uint32_t i = 0; i < p->code.n; i++) order[i] = rank_of(p, i);
    qsort(order, p->code.n, sizeof *order, compare);
    ok = copy_ordered(p, order, &to);
  }
  wg_free(order);
  wg_polygons old = ok ? *p : to;
  if (ok) *p = to;
  wg_free(old.code.v);
  wg_free(old.first.v);
  wg_free(old.start.v);
  wg_free(old.xy.v);
  return ok;
}

wg_status wg_polygons_finish(wg_ctx *ctx, wg_polygons *p) {
  if (p->xy.n / 2 > WG_POLYGONS_MAX_POINTS)
    return wg_fail(ctx, WG_ERR_DATA, "\"%s\" has %zu points, the most is %u; divide it", p->source,
                   p->xy.n / 2, WG_POLYGONS_MAX_POINTS);
  if (!WG_VEC_PUSH(&p->first, (uint32_t)p->start.n) ||
      !WG_VEC_PUSH(&p->start, (uint32_t)(p->xy.n / 2)))
    return wg_nomem(ctx);
  if (!in_order(p) && !put_in_order(p)) return wg_nomem(ctx);
  return WG_OK;
}
