#include "cover/edges.h"

#include <string.h>

#include "base/rng.h"
#include "base/sort.h"

static uint64_t hash_xy(wg_xy p) {
  uint64_t x, y;
  memcpy(&x, &p.x, sizeof x);
  memcpy(&y, &p.y, sizeof y);
  return wg_mix64(x + wg_mix64(y));
}

/* A power of two at least twice n. */
static uint64_t slots_for(size_t n) {
  uint64_t s = 16;
  while (s < 2 * (uint64_t)n) s *= 2;
  return s;
}

static uint32_t *find_place(const wg_places *m, const wg_xy *vertex, wg_xy p) {
  uint64_t h = hash_xy(p) & m->mask;
  while (m->slot[h] && !wg_xy_eq(vertex[m->slot[h] - 1], p)) h = (h + 1) & m->mask;
  return &m->slot[h];
}

static bool places_init(wg_places *m, size_t n) {
  uint64_t slots = slots_for(n);
  *m = (wg_places){.slot = WG_NEW0(uint32_t, slots), .mask = slots - 1};
  return m->slot != NULL;
}

bool wg_places_build(wg_places *m, const wg_edges *e) {
  if (!places_init(m, e->vertex.n)) return false;
  for (uint32_t v = 0; v < e->vertex.n; v++) *find_place(m, e->vertex.v, e->vertex.v[v]) = v + 1;
  return true;
}

void wg_places_free(wg_places *m) {
  wg_free(m->slot);
  m->slot = NULL;
}

uint32_t wg_places_find(const wg_places *m, const wg_edges *e, wg_xy at) {
  uint32_t s = *find_place(m, e->vertex.v, at);
  return s ? s - 1 : WG_NOBODY;
}

static bool number_vertices(wg_edges *e, const wg_cover *c) {
  wg_places m;
  if (!places_init(&m, c->pt.n)) return false;
  bool ok = WG_VEC_RESERVE(&e->corner, c->pt.n) && WG_VEC_RESERVE(&e->vertex, c->pt.n / 2);
  for (size_t i = 0; ok && i < c->pt.n; i++) {
    uint32_t *s = find_place(&m, e->vertex.v, c->pt.v[i]);
    if (*s == 0) {
      ok = WG_VEC_PUSH(&e->vertex, c->pt.v[i]);
      *s = (uint32_t)e->vertex.n;
    }
    e->corner.v[e->corner.n++] = *s - 1;
  }
  wg_places_free(&m);
  return ok;
}

typedef struct {
  uint32_t *slot; /* 1 + edge, 0: free */
  uint64_t mask;
} edge_map;

static bool use_edge(wg_edges *e, edge_map *m, uint32_t from, uint32_t to, uint32_t feature) {
  bool back = wg_xy_cmp(e->vertex.v[from], e->vertex.v[to]) > 0;
  uint32_t a = back ? to : from, b = back ? from : to;
  uint64_t h = wg_mix64((uint64_t)a << 32 | b) & m->mask;
  while (m->slot[h] && (e->edge.v[m->slot[h] - 1].a != a || e->edge.v[m->slot[h] - 1].b != b))
    h = (h + 1) & m->mask;
  if (m->slot[h] == 0) {
    wg_edge fresh = {.a = a, .b = b, .left = WG_NOBODY, .right = WG_NOBODY};
    if (!WG_VEC_PUSH(&e->edge, fresh)) return false;
    m->slot[h] = (uint32_t)e->edge.n;
  }
  uint32_t at = m->slot[h] - 1;
  wg_edge *g = &e->edge.v[at];
  uint32_t *uses = back ? &g->n_right : &g->n_left, *owner = back ? &g->right : &g->left;
  if ((*uses)++ == 0) {
    *owner = feature;
    return true;
  }
  wg_extra_use more = {.edge = at, .feature = feature, .backward = back};
  return WG_VEC_PUSH(&e->extra, more);
}

static bool use_rings(wg_edges *e, edge_map *m, const wg_cover *c, uint32_t feature) {
  for (uint32_t r = c->first.v[feature]; r < c->first.v[feature + 1]; r++) {
    uint32_t begin = c->start.v[r], end = c->start.v[r + 1];
    for (uint32_t k = begin, prev = end - 1; k < end; prev = k++)
      if (!use_edge(e, m, e->corner.v[prev], e->corner.v[k], feature)) return false;
  }
  return true;
}

static bool match(wg_edges *e, const wg_cover *c) {
  uint64_t slots = slots_for(c->pt.n);
  edge_map m = {.slot = WG_NEW0(uint32_t, slots), .mask = slots - 1};
  bool ok = m.slot != NULL && WG_VEC_RESERVE(&e->edge, c->pt.n / 2);
  for (uint32_t i = 0; ok && i < wg_cover_count(c); i++) ok = use_rings(e, &m, c, i);
  wg_free(m.slot);
  return ok;
}

static bool sort_extra(wg_edges *e) {
  size_t n = e->extra.n;
  wg_kv *key = WG_NEW(wg_kv, n);
  wg_extra_use *sorted = WG_NEW(wg_extra_use, n);
  bool ok = key && sorted;
  for (size_t i = 0; ok && i < n; i++) key[i] = (wg_kv){e->extra.v[i].edge, (uint32_t)i};
  ok = ok && wg_sort_kv(key, n); /* stable: features stay in order */
  for (size_t i = 0; ok && i < n; i++) sorted[i] = e->extra.v[key[i].val];
  wg_free(key);
  if (!ok || n == 0) {
    wg_free(sorted);
    return ok;
  }
  WG_VEC_FREE(&e->extra);
  e->extra.v = sorted;
  e->extra.n = e->extra.cap = n;
  return true;
}

bool wg_edge_users(const wg_edges *e, uint32_t i, wg_ids *out) {
  const wg_edge *g = &e->edge.v[i];
  if (g->left != WG_NOBODY && !WG_VEC_PUSH(out, g->left)) return false;
  if (g->right != WG_NOBODY && !WG_VEC_PUSH(out, g->right)) return false;
  if (!wg_edge_same_way(g)) return true;
  size_t lo = 0, hi = e->extra.n;
  while (lo < hi) {
    size_t mid = lo + (hi - lo) / 2;
    if (e->extra.v[mid].edge < i)
      lo = mid + 1;
    else
      hi = mid;
  }
  for (; lo < e->extra.n && e->extra.v[lo].edge == i; lo++)
    if (!WG_VEC_PUSH(out, e->extra.v[lo].feature)) return false;
  return true;
}

static bool index_edges(wg_edges *e) {
  wg_rect *box = WG_NEW(wg_rect, e->edge.n);
  if (!box) return false;
  for (uint32_t i = 0; i < e->edge.n; i++) box[i] = wg_rect_of(wg_edge_a(e, i), wg_edge_b(e, i));
  bool ok = wg_recttree_build(&e->tree, box, (uint32_t)e->edge.n);
  wg_free(box);
  return ok;
}

bool wg_edges_build(wg_edges *e, const wg_cover *c) {
  return number_vertices(e, c) && match(e, c) && sort_extra(e) && index_edges(e);
}

void wg_edges_free(wg_edges *e) {
  WG_VEC_FREE(&e->vertex);
  WG_VEC_FREE(&e->corner);
  WG_VEC_FREE(&e->edge);
  WG_VEC_FREE(&e->extra);
  wg_recttree_free(&e->tree);
}
