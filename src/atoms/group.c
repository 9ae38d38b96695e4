#include "atoms/group.h"

#include <stdlib.h>

#include "atoms/overlap.h"
#include "base/dsu.h"

typedef struct {
  int64_t measure; /* squared gap, or twice the overlapping area */
  uint32_t a, b;   /* a < b */
} pair;

typedef WG_VEC(pair) pairs;

static int by_footprints(const void *x, const void *y) {
  const pair *p = x, *q = y;
  if (p->a != q->a) return p->a < q->a ? -1 : 1;
  if (p->b != q->b) return p->b < q->b ? -1 : 1;
  return (p->measure > q->measure) - (p->measure < q->measure);
}

static int by_gap(const void *x, const void *y) {
  const pair *p = x, *q = y;
  if (p->measure != q->measure) return p->measure < q->measure ? -1 : 1;
  return by_footprints(x, y);
}

static bool push_pair(pairs *v, int64_t measure, uint32_t a, uint32_t b) {
  return a == b || WG_VEC_PUSH(v, ((pair){measure, a < b ? a : b, a < b ? b : a}));
}

/* ---- overlaps ------------------------------------------------------------- */

static bool collect_overlaps(const wg_block *b, pairs *out) {
  for (uint32_t t = 0; t < b->cdt.nt; t++) {
    if (b->set_len[t] < 3 || !wg_block_inside(b, t)) continue;
    const uint32_t *s = b->set_src.v + b->set_at[t], *v = b->cdt.org + 3 * t;
    int64_t area2 = wg_cross(b->cdt.v[v[0]], b->cdt.v[v[1]], b->cdt.v[v[2]]);
    for (uint32_t i = 2; i < b->set_len[t]; i++)
      if (!push_pair(out, area2, s[1] - 1, s[i] - 1)) return false;
  }
  return true;
}

static void join_overlaps(const wg_town *t, const uint32_t *building, pairs *v, uint32_t *up) {
  if (v->n > 1) qsort(v->v, v->n, sizeof *v->v, by_footprints);
  for (size_t i = 0; i < v->n;) {
    size_t j = i;
    int64_t area2 = 0;
    for (; j < v->n && v->v[j].a == v->v[i].a && v->v[j].b == v->v[i].b; j++)
      area2 += v->v[j].measure;
    int64_t a = wg_shapes_area2(&t->building_shape, building[v->v[i].a]);
    int64_t b = wg_shapes_area2(&t->building_shape, building[v->v[i].b]);
    if ((double)area2 > WG_OVERLAP_SHARE * (double)(a < b ? a : b))
      wg_dsu_join(up, v->v[i].a, v->v[i].b);
    i = j;
  }
}

/* ---- gaps ----------------------------------------------------------------- */

/* Neighbours across free space: edges of free triangles between two owners. */
static bool collect_gaps(const wg_block *b, pairs *out) {
  for (uint32_t h = 0; h < 3 * b->cdt.nt; h++) {
    uint32_t t = h / 3, u = b->cdt.org[h], v = b->cdt.org[wg_cdt_next(h)];
    if (!wg_block_inside(b, t) || wg_block_footprint(b, t) != WG_NOBODY) continue;
    if (b->owner[u] == WG_NOBODY || b->owner[v] == WG_NOBODY) continue;
    if (!push_pair(out, wg_dist2(b->cdt.v[u], b->cdt.v[v]), b->owner[u], b->owner[v])) return false;
  }
  return true;
}

/* Neighbours with a common wall: triangles of two footprints side by side. */
static bool collect_walls(const wg_block *b, pairs *out) {
  for (uint32_t h = 0; h < 3 * b->cdt.nt; h++) {
    uint32_t g = b->cdt.twin[h];
    if (g == WG_NO_TWIN || g < h || !wg_block_inside(b, h / 3) || !wg_block_inside(b, g / 3))
      continue;
    uint32_t x = wg_block_footprint(b, h / 3), y = wg_block_footprint(b, g / 3);
    if (x == WG_NOBODY || y == WG_NOBODY) continue;
    if (!push_pair(out, 0, x, y)) return false;
  }
  return true;
}

static void join_neighbours(pairs *v, int64_t most, int64_t *weight, uint32_t *up) {
  if (v->n > 1) qsort(v->v, v->n, sizeof *v->v, by_gap);
  for (size_t i = 0; i < v->n; i++) {
    uint32_t a = wg_dsu_find(up, v->v[i].a), b = wg_dsu_find(up, v->v[i].b);
    if (a == b || weight[a] + weight[b] > most) continue;
    int64_t sum = weight[a] + weight[b];
    weight[wg_dsu_join(up, a, b)] = sum;
  }
}

static void sum_weights(const wg_town *t, const uint32_t *building, uint32_t n, uint32_t *up,
                        int64_t *weight) {
  for (uint32_t i = 0; i < n; i++) weight[i] = 0;
  for (uint32_t i = 0; i < n; i++) weight[wg_dsu_find(up, i)] += wg_town_load(t, building[i]);
}

wg_status wg_group_footprints(const wg_town *t, const wg_block *b, const uint32_t *building,
                              int64_t most, uint32_t *group) {
  pairs v = {0};
  int64_t *weight = WG_NEW(int64_t, b->n);
  bool ok = weight && collect_overlaps(b, &v);
  wg_dsu_init(group, b->n);
  if (ok) join_overlaps(t, building, &v, group);
  v.n = 0;
  ok = ok && collect_gaps(b, &v) && collect_walls(b, &v);
  if (ok) {
    sum_weights(t, building, b->n, group, weight);
    join_neighbours(&v, most, weight, group);
    for (uint32_t i = 0; i < b->n; i++) group[i] = wg_dsu_find(group, i);
  }
  WG_VEC_FREE(&v);
  wg_free(weight);
  return ok ? WG_OK : WG_ERR_NOMEM;
}
