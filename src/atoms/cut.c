#include "atoms/cut.h"

#include <string.h>

#include "atoms/block.h"
#include "atoms/group.h"

/* Every part of the block is labelled with a group:
 *   - a footprint's triangles with the footprint's group;
 *   - a free triangle is divided among the owners of its corners, each edge between
 *     two groups at its middle; a corner on the block's border owns nothing, so the
 *     line between two groups ends there;
 *   - a free triangle with all corners on the border goes with its neighbours.
 * A cut stands wherever two labels meet. */
typedef struct {
  const wg_block *b;
  uint32_t *corner; /* group of each vertex, or WG_NOBODY on the border */
  uint32_t *whole;  /* group of each triangle that has one label, or WG_NOBODY */
  uint32_t src;
  wg_segs *out;
} cutter;

static wg_pt middle(wg_pt a, wg_pt b) {
  return (wg_pt){(int32_t)(((int64_t)a.x + b.x) >> 1), (int32_t)(((int64_t)a.y + b.y) >> 1)};
}

static bool emit(cutter *c, wg_pt a, wg_pt b) {
  return wg_pt_eq(a, b) || WG_VEC_PUSH(c->out, ((wg_seg){a, b, c->src}));
}

/* ---- labels --------------------------------------------------------------- */

/* The one group of a triangle's corners; WG_NOBODY when there are none or several. */
static uint32_t only_group(const cutter *c, uint32_t t, bool *several) {
  uint32_t g = WG_NOBODY;
  *several = false;
  for (uint32_t h = 3 * t; h < 3 * t + 3; h++) {
    uint32_t x = c->corner[c->b->cdt.org[h]];
    if (x == WG_NOBODY) continue;
    if (g != WG_NOBODY && x != g) *several = true;
    g = x;
  }
  return *several ? WG_NOBODY : g;
}

/* Labels whole triangles; lists those with one label in queue, returns their number. */
static uint32_t label_plain(cutter *c, const uint32_t *group, uint32_t *queue) {
  const wg_block *b = c->b;
  uint32_t n = 0;
  for (uint32_t t = 0; t < b->cdt.nt; t++) {
    c->whole[t] = WG_NOBODY;
    if (!wg_block_inside(b, t)) continue;
    uint32_t f = wg_block_footprint(b, t);
    bool several = false;
    c->whole[t] = f != WG_NOBODY ? group[f] : only_group(c, t, &several);
    if (f == WG_NOBODY && c->whole[t] != WG_NOBODY) queue[n++] = t;
  }
  return n;
}

static bool border_edge(const cutter *c, uint32_t h) {
  const wg_block *b = c->b;
  return c->corner[b->cdt.org[h]] == WG_NOBODY &&
         c->corner[b->cdt.org[wg_cdt_next(h)]] == WG_NOBODY;
}

/* Triangles with all corners on the border take the label of the nearest labelled one. */
static void label_rest(cutter *c, uint32_t *queue, uint32_t n) {
  const wg_block *b = c->b;
  for (uint32_t i = 0; i < n; i++)
    for (uint32_t h = 3 * queue[i]; h < 3 * queue[i] + 3; h++) {
      uint32_t g = b->cdt.twin[h];
      if (g == WG_NO_TWIN || !border_edge(c, h) || !wg_block_inside(b, g / 3)) continue;
      if (c->whole[g / 3] != WG_NOBODY) continue;
      c->whole[g / 3] = c->whole[queue[i]];
      queue[n++] = g / 3;
    }
}

/* Label of triangle t along half-edge h, in the half next to vertex u. */
static uint32_t label_at(const cutter *c, uint32_t t, uint32_t h, uint32_t u) {
  if (c->whole[t] != WG_NOBODY) return c->whole[t];
  uint32_t a = c->corner[u],
           v = c->b->cdt.org[h] == u ? c->b->cdt.org[wg_cdt_next(h)] : c->b->cdt.org[h];
  return a != WG_NOBODY ? a : c->corner[v];
}

/* ---- cuts ----------------------------------------------------------------- */

/* Inside a triangle with several groups. */
static bool cut_triangle(cutter *c, uint32_t t) {
  const wg_cdt *d = &c->b->cdt;
  wg_pt end[3];
  int64_t sx = 0, sy = 0;
  uint32_t n = 0, free_corner = WG_NOBODY;
  for (uint32_t h = 3 * t; h < 3 * t + 3; h++) {
    uint32_t u = d->org[h], v = d->org[wg_cdt_next(h)];
    sx += d->v[u].x;
    sy += d->v[u].y;
    if (c->corner[u] == WG_NOBODY)
      free_corner = u;
    else if (c->corner[v] != WG_NOBODY && c->corner[u] != c->corner[v])
      end[n++] = middle(d->v[u], d->v[v]);
  }
  if (n == 1 && free_corner != WG_NOBODY) return emit(c, end[0], d->v[free_corner]);
  if (n == 2) return emit(c, end[0], end[1]);
  wg_pt centre = {(int32_t)(sx / 3), (int32_t)(sy / 3)};
  for (uint32_t i = 0; i < n; i++)
    if (!emit(c, end[i], centre)) return false;
  return true;
}

/* Along half-edge h where the labels on its two sides differ. Dead ends are lines already. */
static bool cut_edge(cutter *c, uint32_t h) {
  const wg_cdt *d = &c->b->cdt;
  uint32_t g = d->twin[h];
  if (g == WG_NO_TWIN || g < h || !wg_block_inside(c->b, h / 3) || !wg_block_inside(c->b, g / 3))
    return true;
  if (d->con[h] != WG_NO_CON && wg_block_is_path(c->b, d->con[h])) return true;
  uint32_t u = d->org[h], v = d->org[g];
  bool at_u = label_at(c, h / 3, h, u) != label_at(c, g / 3, g, u);
  bool at_v = label_at(c, h / 3, h, v) != label_at(c, g / 3, g, v);
  wg_pt m = middle(d->v[u], d->v[v]);
  if (at_u && at_v) return emit(c, d->v[u], d->v[v]);
  return (!at_u || emit(c, d->v[u], m)) && (!at_v || emit(c, m, d->v[v]));
}

static bool cut_all(cutter *c) {
  const wg_cdt *d = &c->b->cdt;
  for (uint32_t t = 0; t < d->nt; t++)
    if (wg_block_inside(c->b, t) && c->whole[t] == WG_NOBODY && !cut_triangle(c, t)) return false;
  for (uint32_t h = 0; h < 3 * d->nt; h++)
    if (!cut_edge(c, h)) return false;
  return true;
}

static bool one_group(const uint32_t *group, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    if (group[i] != group[0]) return false;
  return true;
}

static bool cut_between(const wg_block *b, const uint32_t *group, uint32_t src, wg_segs *out) {
  cutter c = {.b = b, .src = src, .out = out};
  c.corner = WG_NEW(uint32_t, (size_t)b->cdt.nv + 3);
  c.whole = WG_NEW(uint32_t, b->cdt.nt);
  uint32_t *queue = WG_NEW(uint32_t, b->cdt.nt);
  bool ok = c.corner && c.whole && queue;
  for (uint32_t v = 0; ok && v < b->cdt.nv + 3; v++)
    c.corner[v] = v < b->cdt.nv && b->owner[v] != WG_NOBODY ? group[b->owner[v]] : WG_NOBODY;
  if (ok) label_rest(&c, queue, label_plain(&c, group, queue));
  ok = ok && cut_all(&c);
  wg_free(c.corner);
  wg_free(c.whole);
  wg_free(queue);
  return ok;
}

wg_status wg_cut_block(const wg_town *t, const wg_plane *p, uint32_t face, const uint32_t *building,
                       uint32_t n, int64_t group_households, wg_segs *out) {
  if (n < 2) return WG_OK;
  wg_block b;
  WG_TRY(wg_block_build(t, p, face, building, n, &b));
  uint32_t *group = WG_NEW(uint32_t, n);
  wg_status st =
      group ? wg_group_footprints(t, &b, building, group_households, group) : WG_ERR_NOMEM;
  if (st == WG_OK && !one_group(group, n) && !cut_between(&b, group, wg_sources_of(t).cut, out))
    st = WG_ERR_NOMEM;
  wg_free(group);
  wg_block_free(&b);
  return st;
}
