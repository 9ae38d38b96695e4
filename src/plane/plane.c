#include "plane/plane.h"

/* ---- half-edges around a vertex ------------------------------------------- */

/* Upper half plane (and the positive x axis) first. */
static int half_plane(wg_pt o, wg_pt p) { return p.y < o.y || (p.y == o.y && p.x < o.x); }

/* Does o->a come before o->b, counter-clockwise from the positive x axis? */
static bool before(wg_pt o, wg_pt a, wg_pt b) {
  int ha = half_plane(o, a), hb = half_plane(o, b);
  return ha != hb ? ha < hb : wg_cross(o, a, b) > 0;
}

static void sort_around(const wg_plane *p, uint32_t *h, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    uint32_t x = h[i], j = i;
    wg_pt o = wg_plane_org(p, x), d = wg_plane_dst(p, x);
    for (; j > 0 && before(o, d, wg_plane_dst(p, h[j - 1])); j--) h[j] = h[j - 1];
    h[j] = x;
  }
}

/* next(h): at the head of h, the outgoing half-edge clockwise before twin(h). */
static bool link_next(wg_plane *p) {
  uint32_t nv = p->lines.nv, nh = 2 * p->lines.ne;
  uint32_t *first = WG_NEW0(uint32_t, (size_t)nv + 2), *out = WG_NEW(uint32_t, nh);
  bool ok = first && out;
  for (uint32_t h = 0; ok && h < nh; h++) first[p->lines.end[h] + 2]++;
  for (uint32_t v = 0; ok && v < nv; v++) first[v + 2] += first[v + 1];
  for (uint32_t h = 0; ok && h < nh; h++) out[first[p->lines.end[h] + 1]++] = h;
  for (uint32_t v = 0; ok && v < nv; v++) {
    uint32_t *h = out + first[v], n = first[v + 1] - first[v];
    sort_around(p, h, n);
    for (uint32_t i = 0; i < n; i++) p->next[h[i] ^ 1] = h[i == 0 ? n - 1 : i - 1];
  }
  wg_free(first);
  wg_free(out);
  return ok;
}

/* ---- cycles --------------------------------------------------------------- */

typedef struct {
  uint32_t n;
  uint32_t *of;  /* cycle of each half-edge */
  uint32_t *rep; /* a half-edge of each cycle: the one that leaves its smallest vertex */
  int64_t *area2;
  uint32_t *face; /* face of each cycle, or NO_FACE while unknown */
} cycles;

#define NO_FACE UINT32_MAX

static bool cycles_alloc(cycles *c, uint32_t nh) {
  c->of = WG_NEW(uint32_t, nh);
  c->rep = WG_NEW(uint32_t, nh);
  c->area2 = WG_NEW(int64_t, nh);
  c->face = WG_NEW(uint32_t, nh);
  return c->of && c->rep && c->area2 && c->face;
}

static void cycles_free(cycles *c) {
  wg_free(c->of);
  wg_free(c->rep);
  wg_free(c->area2);
  wg_free(c->face);
}

static void trace(const wg_plane *p, cycles *c, uint32_t h0) {
  int64_t area2 = 0;
  uint32_t h = h0, rep = h0;
  wg_pt o = wg_plane_org(p, h0);
  do {
    c->of[h] = c->n;
    area2 += wg_cross(o, wg_plane_org(p, h), wg_plane_dst(p, h));
    if (p->lines.end[h] < p->lines.end[rep]) rep = h;
    h = p->next[h];
  } while (h != h0);
  c->area2[c->n] = area2;
  c->rep[c->n] = rep;
  c->n++;
}

static void trace_all(const wg_plane *p, cycles *c) {
  uint32_t nh = 2 * p->lines.ne;
  for (uint32_t h = 0; h < nh; h++) c->of[h] = NO_FACE;
  for (uint32_t h = 0; h < nh; h++)
    if (c->of[h] == NO_FACE) trace(p, c, h);
}

/* Outer cycles of components (area <= 0) belong to the face above the edge below
 * their smallest vertex. That edge's own cycle may be such a cycle too; smallest
 * vertices only decrease along the chain, so following it ends. */
static wg_status settle(const wg_plane *p, cycles *c, uint32_t i) {
  WG_VEC(uint32_t) chain = {0};
  wg_status st = WG_OK;
  uint32_t face = NO_FACE;
  while (face == NO_FACE && st == WG_OK) {
    if (!WG_VEC_PUSH(&chain, i)) st = WG_ERR_NOMEM;
    wg_pt o = wg_plane_org(p, c->rep[i]);
    uint32_t below;
    if (st == WG_OK) st = wg_plane_below(p, 2 * (int64_t)o.x, 2 * (int64_t)o.y, &below);
    if (st != WG_OK) break;
    if (below == WG_NO_EDGE)
      face = 0;
    else
      i = c->of[below], face = c->face[i];
  }
  for (size_t k = 0; k < chain.n && st == WG_OK; k++) c->face[chain.v[k]] = face;
  WG_VEC_FREE(&chain);
  return st;
}

static wg_status find_faces(wg_plane *p, cycles *c) {
  p->nf = 1;
  for (uint32_t i = 0; i < c->n; i++) c->face[i] = c->area2[i] > 0 ? p->nf++ : NO_FACE;
  for (uint32_t i = 0; i < c->n; i++)
    if (c->face[i] == NO_FACE) WG_TRY(settle(p, c, i));
  for (uint32_t h = 0; h < 2 * p->lines.ne; h++) p->face[h] = c->face[c->of[h]];
  return WG_OK;
}

/* Lists the cycles of each face, the outer one first. */
static bool list_rings(wg_plane *p, const cycles *c) {
  p->ring_first = WG_NEW0(uint32_t, (size_t)p->nf + 1);
  p->ring = WG_NEW(uint32_t, c->n);
  uint32_t *at = WG_NEW(uint32_t, p->nf);
  if (!p->ring_first || !p->ring || !at) {
    wg_free(at);
    return false;
  }
  for (uint32_t i = 0; i < c->n; i++) p->ring_first[c->face[i] + 1]++;
  for (uint32_t f = 0; f < p->nf; f++) {
    p->ring_first[f + 1] += p->ring_first[f];
    at[f] = p->ring_first[f] + (f > 0);
  }
  for (uint32_t i = 0; i < c->n; i++) {
    uint32_t f = c->face[i];
    p->ring[c->area2[i] > 0 ? p->ring_first[f] : at[f]++] = c->rep[i];
  }
  wg_free(at);
  return true;
}

/* ---- building ------------------------------------------------------------- */

static bool build_tree(wg_plane *p) {
  wg_box *box = WG_NEW(wg_box, p->lines.ne);
  if (!box) return false;
  for (uint32_t e = 0; e < p->lines.ne; e++)
    box[e] = wg_box_of(wg_plane_org(p, 2 * e), wg_plane_dst(p, 2 * e));
  bool ok = wg_boxtree_build(&p->tree, box, p->lines.ne);
  wg_free(box);
  return ok;
}

static wg_status build(wg_plane *p) {
  uint32_t nh = 2 * p->lines.ne;
  cycles c = {0};
  p->next = WG_NEW(uint32_t, nh);
  p->face = WG_NEW(uint32_t, nh);
  wg_status st = p->next && p->face && build_tree(p) && link_next(p) && cycles_alloc(&c, nh)
                     ? WG_OK
                     : WG_ERR_NOMEM;
  if (st == WG_OK) trace_all(p, &c);
  if (st == WG_OK) st = find_faces(p, &c);
  if (st == WG_OK && !list_rings(p, &c)) st = WG_ERR_NOMEM;
  cycles_free(&c);
  return st;
}

wg_status wg_plane_build(wg_ctx *ctx, wg_noded *lines, wg_plane *out) {
  *out = (wg_plane){.lines = *lines};
  *lines = (wg_noded){0};
  wg_status st = build(out);
  if (st != WG_OK) {
    wg_plane_free(out);
    if (ctx) return wg_nomem(ctx);
  }
  return st;
}

void wg_plane_free(wg_plane *p) {
  wg_noded_free(&p->lines);
  wg_free(p->next);
  wg_free(p->face);
  wg_free(p->ring_first);
  wg_free(p->ring);
  wg_boxtree_free(&p->tree);
  *p = (wg_plane){0};
}

void wg_plane_areas(const wg_plane *p, int64_t *area2) {
  for (uint32_t f = 0; f < p->nf; f++) {
    area2[f] = 0;
    for (uint32_t r = p->ring_first[f]; r < p->ring_first[f + 1]; r++) {
      uint32_t h = p->ring[r];
      wg_pt o = wg_plane_org(p, h);
      do {
        area2[f] += wg_cross(o, wg_plane_org(p, h), wg_plane_dst(p, h));
        h = p->next[h];
      } while (h != p->ring[r]);
    }
  }
}
