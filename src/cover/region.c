#include "cover/region.h"

#include <string.h>

void wg_region_free(wg_region *r) {
  wg_edges_free(&r->edges);
  wg_outline_free(&r->outline);
  wg_cover_free(&r->shape);
  WG_VEC_FREE(&r->face);
}

wg_status wg_region_match(wg_ctx *ctx, wg_region *r, const wg_cover *c) {
  if (!wg_edges_build(&r->edges, c) || !wg_outline_build(&r->outline, &r->edges))
    return wg_nomem(ctx);
  return WG_OK;
}

/* Follows unused arcs from `a` until none leaves the vertex reached. As many arrive at
 * every vertex as leave it, so that is where the chain began. */
static bool follow(const wg_region *r, uint32_t a, uint32_t *used, wg_chains *out) {
  const wg_outline *o = &r->outline;
  uint32_t v = o->arc.v[a].from;
  if (!WG_VEC_PUSH(&out->pt, r->edges.vertex.v[v])) return false;
  while (o->first[v] + used[v] < o->first[v + 1]) {
    v = o->arc.v[o->leave[o->first[v] + used[v]++]].to;
    if (!WG_VEC_PUSH(&out->pt, r->edges.vertex.v[v])) return false;
  }
  return WG_VEC_PUSH(&out->start, (uint32_t)out->pt.n);
}

static bool make_chains(const wg_region *r, wg_chains *out) {
  const wg_outline *o = &r->outline;
  uint32_t *used = WG_NEW0(uint32_t, r->edges.vertex.n + 1); /* leaving arcs of each vertex */
  bool ok = used && WG_VEC_PUSH(&out->start, 0);
  for (uint32_t a = 0; ok && a < o->arc.n; a++) {
    uint32_t v = o->arc.v[a].from;
    if (o->first[v] + used[v] < o->first[v + 1]) ok = follow(r, a, used, out);
  }
  wg_free(used);
  return ok;
}

static wg_status find_depth(void *user, size_t item, unsigned worker) {
  (void)worker;
  wg_region *r = user;
  wg_face *f = &r->face.v[item];
  bool on_arc = false;
  int64_t depth = 0;
  f->depth = WG_DEPTH_UNKNOWN;
  if (!wg_cover_inner_point(&r->shape, (uint32_t)item, &f->place)) {
    f->place = wg_cover_ring(&r->shape, r->shape.first.v[item])[0];
    return WG_OK;
  }
  if (!wg_outline_depth(&r->outline, &r->edges, f->place, &depth, &on_arc)) return WG_ERR_NOMEM;
  if (!on_arc) f->depth = (int32_t)depth;
  return WG_OK;
}

wg_status wg_region_faces(wg_ctx *ctx, wg_region *r) {
  wg_chains lines = {0};
  wg_status st = WG_OK;
  if (r->outline.arc.n == 0) return WG_OK;
  if (!make_chains(r, &lines)) st = wg_nomem(ctx);
  if (st == WG_OK) st = wg_geos_faces(&lines, &r->shape);
  WG_VEC_FREE(&lines.start);
  WG_VEC_FREE(&lines.pt);
  if (st == WG_ERR_NOMEM) return wg_nomem(ctx);
  if (st != WG_OK)
    return wg_fail(ctx, st, "the outline cannot be cut into faces; repair the geometry");
  size_t n = wg_cover_count(&r->shape);
  if (!WG_VEC_RESERVE(&r->face, n)) return wg_nomem(ctx);
  if (n) memset(r->face.v, 0, n * sizeof *r->face.v);
  r->face.n = n;
  return wg_parallel_for(ctx, NULL, n, find_depth, r);
}

bool wg_cover_copy(wg_cover *to, const wg_cover *from, uint32_t i) {
  if (to->start.n == 0 && !WG_VEC_PUSH(&to->start, 0)) return false;
  if (to->first.n == 0 && !WG_VEC_PUSH(&to->first, 0)) return false;
  for (uint32_t r = from->first.v[i]; r < from->first.v[i + 1]; r++) {
    uint32_t n = wg_cover_ring_size(from, r);
    if (!WG_VEC_RESERVE(&to->pt, n)) return false;
    memcpy(to->pt.v + to->pt.n, wg_cover_ring(from, r), n * sizeof(wg_xy));
    to->pt.n += n;
    if (!WG_VEC_PUSH(&to->hole, from->hole.v[r]) || !WG_VEC_PUSH(&to->start, (uint32_t)to->pt.n))
      return false;
  }
  return WG_VEC_PUSH(&to->flags, from->flags.v[i]) && WG_VEC_PUSH(&to->first, wg_cover_rings(to));
}

bool wg_region_covered(const wg_region *r, wg_cover *out) {
  for (uint32_t i = 0; i < r->face.n; i++)
    if (r->face.v[i].depth != 0 && r->face.v[i].depth != WG_DEPTH_UNKNOWN &&
        !wg_cover_copy(out, &r->shape, i))
      return false;
  return true;
}
