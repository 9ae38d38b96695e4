#include "atoms/entangled.h"

#include "atoms/overlap.h"

typedef struct {
  const wg_shapes *s;
  wg_box *box; /* per building */
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
  x->box = WG_NEW(wg_box, n);
  if (!x->box) return false;
  for (uint32_t b = 0; b < n; b++) x->box[b] = wg_shapes_box(x->s, b);
  return wg_boxtree_build(&x->tree, x->box, n);
}

/* Boxes that share more than a border. */
static bool boxes_overlap(wg_box a, wg_box b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

static wg_status spread_from(search *x, uint32_t b, wg_sites *sites) {
  x->hits.n = 0;
  if (!wg_boxtree_query(&x->tree, x->box[b], &x->hits)) return WG_ERR_NOMEM;
  for (size_t i = 0; i < x->hits.n; i++) {
    uint32_t c = x->hits.v[i];
    bool yes;
    if (sites->noded[c] || sites->land[c] || !boxes_overlap(x->box[b], x->box[c])) continue;
    WG_TRY(wg_overlap(x->s, b, c, &yes));
    if (!yes) continue;
    sites->noded[c] = 1;
    if (!WG_VEC_PUSH(&x->queue, c)) return WG_ERR_NOMEM;
  }
  return WG_OK;
}

static wg_status spread(search *x, wg_sites *sites) {
  uint32_t n = wg_shapes_count(x->s);
  for (uint32_t b = 0; b < n; b++) {
    sites->noded[b] = !sites->land[b] && (wg_site_crossed(sites, b) || several_parts(x->s, b));
    if (sites->noded[b] && !WG_VEC_PUSH(&x->queue, b)) return WG_ERR_NOMEM;
  }
  if (x->queue.n == 0) return WG_OK;
  if (!build_tree(x)) return WG_ERR_NOMEM;
  for (size_t i = 0; i < x->queue.n; i++) WG_TRY(spread_from(x, x->queue.v[i], sites));
  return WG_OK;
}

wg_status wg_entangled_find(wg_ctx *ctx, const wg_town *t, wg_sites *sites) {
  search x = {.s = &t->building_shape};
  wg_status st = spread(&x, sites);
  wg_free(x.box);
  wg_boxtree_free(&x.tree);
  WG_VEC_FREE(&x.queue);
  WG_VEC_FREE(&x.hits);
  return st == WG_ERR_NOMEM ? wg_nomem(ctx) : st;
}
