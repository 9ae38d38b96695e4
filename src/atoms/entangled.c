#include "atoms/entangled.h"

typedef struct {
  const wg_shapes *s;
  wg_boxtree tree;
  wg_u32vec queue, hits;
} search;

static bool several_parts(const wg_shapes *s, uint32_t b) {
  uint32_t parts = 0;
  for (uint32_t r = s->first.v[b]; r < s->first.v[b + 1]; r++) parts += s->hole.v[r] == 0;
  return parts > 1;
}

static bool build_tree(search *x) {
  uint32_t n = wg_shapes_count(x->s);
  wg_box *box = WG_NEW(wg_box, n);
  if (!box) return false;
  for (uint32_t b = 0; b < n; b++) box[b] = wg_shapes_box(x->s, b);
  bool ok = wg_boxtree_build(&x->tree, box, n);
  wg_free(box);
  return ok;
}

static bool cross_properly(wg_pt a, wg_pt b, wg_pt c, wg_pt d) {
  return wg_box_meet(wg_box_of(a, b), wg_box_of(c, d)) &&
         wg_orient(a, b, c) * wg_orient(a, b, d) < 0 && wg_orient(c, d, a) * wg_orient(c, d, b) < 0;
}

/* Do their outlines cross, or does a stand on b's ground? Common walls do not count. */
static bool overlap(const wg_shapes *s, uint32_t a, uint32_t b) {
  for (uint32_t r = s->first.v[a]; r < s->first.v[a + 1]; r++)
    for (uint32_t k = s->start.v[r]; k < s->start.v[r + 1]; k++) {
      wg_pt p = s->pt.v[k], q = s->pt.v[k + 1 < s->start.v[r + 1] ? k + 1 : s->start.v[r]];
      for (uint32_t u = s->first.v[b]; u < s->first.v[b + 1]; u++)
        for (uint32_t m = s->start.v[u]; m < s->start.v[u + 1]; m++)
          if (cross_properly(p, q, s->pt.v[m], s->pt.v[m + 1 < s->start.v[u + 1] ? m + 1 : s->start.v[u]])) return true;
    }
  return false;
}

/* Is an interior point of a inside b? False also when memory runs out (*ok). */
static bool stands_on(const wg_shapes *s, uint32_t a, uint32_t b, bool *ok) {
  int64_t x2, y2;
  *ok = *ok && wg_interior_point(s, a, &x2, &y2);
  if (!*ok) return false;
  wg_pt p = {(int32_t)(x2 >> 1), (int32_t)(y2 >> 1)};
  return wg_polygon_meets(s, b, p, p);
}

static bool spread_from(search *x, uint32_t b, wg_sites *sites) {
  bool ok = true;
  x->hits.n = 0;
  if (!wg_boxtree_query(&x->tree, wg_shapes_box(x->s, b), &x->hits)) return false;
  for (size_t i = 0; i < x->hits.n && ok; i++) {
    uint32_t c = x->hits.v[i];
    if (sites->noded[c] || sites->land[c]) continue;
    if (!overlap(x->s, b, c) && !stands_on(x->s, c, b, &ok) && !stands_on(x->s, b, c, &ok)) continue;
    sites->noded[c] = 1;
    ok = ok && WG_VEC_PUSH(&x->queue, c);
  }
  return ok;
}

static bool spread(search *x, wg_sites *sites) {
  uint32_t n = wg_shapes_count(x->s);
  for (uint32_t b = 0; b < n; b++) {
    sites->noded[b] = !sites->land[b] && (wg_site_crossed(sites, b) || several_parts(x->s, b));
    if (sites->noded[b] && !WG_VEC_PUSH(&x->queue, b)) return false;
  }
  if (x->queue.n == 0) return true;
  if (!build_tree(x)) return false;
  for (size_t i = 0; i < x->queue.n; i++)
    if (!spread_from(x, x->queue.v[i], sites)) return false;
  return true;
}

wg_status wg_entangled_find(wg_ctx *ctx, const wg_town *t, wg_sites *sites) {
  search x = {.s = &t->building_shape};
  bool ok = spread(&x, sites);
  wg_boxtree_free(&x.tree);
  WG_VEC_FREE(&x.queue);
  WG_VEC_FREE(&x.hits);
  return ok ? WG_OK : wg_nomem(ctx);
}
