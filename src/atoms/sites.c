#include "atoms/sites.h"

#include <stdlib.h>

#include "base/parallel.h"

enum { CHUNK = 512 }; /* buildings a task */

/* ---- points and segments against polygons --------------------------------- */

/* Calls for every edge of polygon i. */
#define FOR_EDGES(s, i, a, b, ...)                                            \
  for (uint32_t r_ = (s)->first.v[i]; r_ < (s)->first.v[(i) + 1]; r_++) {     \
    uint32_t from_ = (s)->start.v[r_], end_ = (s)->start.v[r_ + 1];           \
    for (uint32_t k_ = from_; k_ < end_; k_++) {                              \
      wg_pt a = (s)->pt.v[k_], b = (s)->pt.v[k_ + 1 < end_ ? k_ + 1 : from_]; \
      __VA_ARGS__                                                             \
    }                                                                         \
  }

static int cmp_double(const void *x, const void *y) {
  double a = *(const double *)x, b = *(const double *)y;
  return (a > b) - (a < b);
}

/* Box of the polygon's largest part. */
static wg_box largest_part(const wg_shapes *s, uint32_t i) {
  wg_box best = WG_BOX_EMPTY;
  double most = -1;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    wg_box b = WG_BOX_EMPTY;
    if (s->hole.v[r]) continue;
    for (uint32_t k = s->start.v[r]; k < s->start.v[r + 1]; k++) b = wg_box_add(b, s->pt.v[k]);
    double size = ((double)b.max.x - b.min.x) * ((double)b.max.y - b.min.y);
    if (size <= most) continue;
    most = size;
    best = b;
  }
  return best;
}

bool wg_interior_point(const wg_shapes *s, uint32_t i, int64_t *x2, int64_t *y2) {
  wg_box box = largest_part(s, i);
  *y2 = (int64_t)box.min.y + box.max.y;
  if ((*y2 & 1) == 0) *y2 += *y2 < 2 * (int64_t)box.max.y ? 1 : -1; /* odd: between lattice rows */
  WG_VEC(double) x = {0};
  bool ok = true;
  FOR_EDGES(s, i, a, b, {
    int64_t ya = 2 * (int64_t)a.y;
    int64_t yb = 2 * (int64_t)b.y;
    if ((ya < *y2) != (yb < *y2) && ok)
      ok = WG_VEC_PUSH(
          &x, 2.0 * a.x + (double)(*y2 - ya) * (2.0 * b.x - 2.0 * a.x) / (double)(yb - ya));
  })
  if (ok && x.n > 1) qsort(x.v, x.n, sizeof *x.v, cmp_double);
  double width = -1, at = 2.0 * box.min.x;
  for (size_t k = 0; ok && k + 1 < x.n; k += 2)
    if (x.v[k + 1] - x.v[k] > width) {
      width = x.v[k + 1] - x.v[k];
      at = (x.v[k] + x.v[k + 1]) / 2;
    }
  *x2 = (int64_t)at;
  WG_VEC_FREE(&x);
  return ok;
}

bool wg_polygon_meets(const wg_shapes *s, uint32_t i, wg_pt p, wg_pt q) {
  bool inside = false;
  FOR_EDGES(s, i, a, b, {
    if (wg_segments_meet(p, q, a, b)) return true;
    if ((a.y <= p.y) != (b.y <= p.y)) { /* ray from p to the right */
      int o = wg_orient(a, b, p);
      if ((b.y > a.y) == (o > 0)) inside = !inside;
    }
  })
  return inside;
}

/* ---- sites ---------------------------------------------------------------- */

typedef struct {
  const wg_town *t;
  const wg_plane *p;
  wg_u32vec *face; /* per chunk */
  uint32_t *count; /* per building */
  uint8_t *crossed;
} job;

static wg_status site_of(job *j, uint32_t b, wg_u32vec *hits, wg_u32vec *out) {
  const wg_shapes *s = &j->t->building_shape;
  size_t from = out->n;
  hits->n = 0;
  if (!wg_boxtree_query(&j->p->tree, wg_shapes_box(s, b), hits)) return WG_ERR_NOMEM;
  for (size_t k = 0; k < hits->n; k++) {
    uint32_t h = 2 * hits->v[k], l = j->p->face[h], r = j->p->face[h + 1];
    if (!wg_polygon_meets(s, b, wg_plane_org(j->p, h), wg_plane_dst(j->p, h))) continue;
    if (!wg_u32vec_insert(out, from, l) || !wg_u32vec_insert(out, from, r)) return WG_ERR_NOMEM;
  }
  j->crossed[b] = out->n > from;
  if (out->n > from) return WG_OK;
  int64_t x2, y2;
  uint32_t f = 0;
  if (!wg_interior_point(s, b, &x2, &y2)) return WG_ERR_NOMEM;
  WG_TRY(wg_plane_locate(j->p, x2, y2, &f));
  return WG_VEC_PUSH(out, f) ? WG_OK : WG_ERR_NOMEM;
}

static wg_status sites_of_chunk(void *user, size_t chunk, unsigned worker) {
  (void)worker;
  job *j = user;
  uint32_t n = wg_shapes_count(&j->t->building_shape);
  wg_u32vec hits = {0};
  wg_status st = WG_OK;
  for (uint32_t b = (uint32_t)chunk * CHUNK; b < n && b < (chunk + 1) * CHUNK && st == WG_OK; b++) {
    size_t before = j->face[chunk].n;
    st = site_of(j, b, &hits, &j->face[chunk]);
    j->count[b] = (uint32_t)(j->face[chunk].n - before);
  }
  WG_VEC_FREE(&hits);
  return st;
}

static bool gather(job *j, size_t chunks, uint32_t n, wg_sites *out) {
  out->first = WG_NEW(uint32_t, (size_t)n + 1);
  out->land = WG_NEW0(uint8_t, n);
  out->noded = WG_NEW0(uint8_t, n);
  bool ok = out->first && out->land && out->noded;
  for (size_t c = 0; c < chunks; c++) {
    ok = ok && WG_VEC_RESERVE(&out->face, j->face[c].n);
    for (size_t i = 0; ok && i < j->face[c].n; i++) out->face.v[out->face.n++] = j->face[c].v[i];
    WG_VEC_FREE(&j->face[c]);
  }
  if (!ok) return false;
  out->first[0] = 0;
  for (uint32_t b = 0; b < n; b++) out->first[b + 1] = out->first[b] + j->count[b];
  return true;
}

wg_status wg_sites_build(wg_ctx *ctx, const wg_town *t, const wg_plane *p, wg_sites *out) {
  *out = (wg_sites){0};
  uint32_t n = wg_shapes_count(&t->building_shape);
  size_t chunks = (n + CHUNK - 1) / CHUNK;
  job j = {.t = t, .p = p};
  j.face = WG_NEW0(wg_u32vec, chunks);
  j.count = WG_NEW0(uint32_t, n);
  out->crossed = j.crossed = WG_NEW0(uint8_t, n);
  wg_status st = j.face && j.count && j.crossed
                     ? wg_parallel_for(ctx, "placing buildings", chunks, sites_of_chunk, &j)
                     : wg_nomem(ctx);
  if (j.face && j.count && !gather(&j, chunks, n, out) && st == WG_OK) st = wg_nomem(ctx);
  wg_free(j.face);
  wg_free(j.count);
  if (st != WG_OK) wg_sites_free(out);
  return st;
}

void wg_sites_free(wg_sites *s) {
  wg_free(s->first);
  wg_free(s->crossed);
  wg_free(s->land);
  wg_free(s->noded);
  WG_VEC_FREE(&s->face);
  *s = (wg_sites){0};
}
