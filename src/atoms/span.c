#include "atoms/span.h"

#include <string.h>

#include "base/dsu.h"
#include "base/sort.h"

#define NONE UINT32_MAX

typedef struct {
  wg_span *s;
  uint32_t *from; /* per face: the face the search came from, or NONE */
  wg_u32vec queue, part;
} walker;

static bool same_land(const wg_span *s, uint32_t f, uint32_t g) {
  return s->district[f] == s->district[g] && s->zone[f] == s->zone[g];
}

static uint32_t unit_of(const wg_span *s, uint32_t f) {
  return s->owner[f] == NONE ? NONE : wg_dsu_find(s->unit, s->owner[f]);
}

static void join_way(walker *w, uint32_t end) {
  for (uint32_t f = end; w->from[f] != f; f = w->from[f]) wg_dsu_join(w->s->up, f, w->from[f]);
}

/* Visits the faces around f; every other part of the unit that is met is joined to start. */
static bool visit(walker *w, uint32_t f, uint32_t start, uint32_t unit, uint32_t *joined) {
  const wg_plane *p = w->s->plane;
  for (uint32_t r = p->ring_first[f]; r < p->ring_first[f + 1]; r++) {
    uint32_t h = p->ring[r];
    do {
      uint32_t g = p->face[h ^ 1];
      h = p->next[h];
      if (w->from[g] != NONE || !same_land(w->s, f, g)) continue;
      w->from[g] = f;
      if (!WG_VEC_PUSH(&w->queue, g)) return false;
      if (unit_of(w->s, g) != unit || wg_dsu_find(w->s->up, g) == wg_dsu_find(w->s->up, start))
        continue;
      join_way(w, g);
      ++*joined;
    } while (h != p->ring[r]);
  }
  return true;
}

/* Breadth first from one face of the unit until `others` parts have been joined. */
static bool search(walker *w, uint32_t start, uint32_t unit, uint32_t others) {
  uint32_t joined = 0;
  w->queue.n = 0;
  bool ok = WG_VEC_PUSH(&w->queue, start);
  w->from[start] = start;
  for (size_t i = 0; i < w->queue.n && ok && joined < others; i++)
    ok = visit(w, w->queue.v[i], start, unit, &joined);
  for (size_t i = 0; i < w->queue.n; i++) w->from[w->queue.v[i]] = NONE;
  return ok;
}

/* Lists one face of each part (set of joined faces) among kv[0..n) on the land of face f. */
static bool list_parts(walker *w, const wg_kv *kv, size_t n, uint32_t f) {
  w->part.n = 0;
  for (size_t i = 0; i < n; i++) {
    uint32_t root = wg_dsu_find(w->s->up, kv[i].val);
    size_t k = 0;
    if (!same_land(w->s, f, kv[i].val)) continue;
    while (k < w->part.n && wg_dsu_find(w->s->up, w->part.v[k]) != root) k++;
    if (k == w->part.n && !WG_VEC_PUSH(&w->part, kv[i].val)) return false;
  }
  return true;
}

/* Faces of one unit and district stand together in kv[0..n): joins their parts. A part
 * that cannot be reached (another island) is searched from once. */
static bool span_unit(walker *w, const wg_kv *kv, size_t n) {
  for (size_t i = 0; i < n; i++) {
    uint32_t f = kv[i].val;
    size_t k = 0;
    while (k < i && (!same_land(w->s, f, kv[k].val) ||
                     wg_dsu_find(w->s->up, f) != wg_dsu_find(w->s->up, kv[k].val)))
      k++;
    if (k < i) continue; /* its part was searched from already */
    if (!list_parts(w, kv, n, f)) return false;
    if (w->part.n > 1 && !search(w, f, unit_of(w->s, f), (uint32_t)w->part.n - 1)) return false;
  }
  return true;
}

static bool span_all(walker *w, wg_kv *kv) {
  const wg_span *s = w->s;
  size_t n = 0;
  for (uint32_t f = 0; f < s->plane->nf; f++) {
    uint32_t u = unit_of(s, f);
    if (u != NONE && s->district[f] != NONE)
      kv[n++] = (wg_kv){((uint64_t)u << 32) | s->district[f], f};
  }
  if (!wg_sort_kv(kv, n)) return false;
  for (size_t i = 0; i < n;) {
    size_t j = i;
    while (j < n && kv[j].key == kv[i].key) j++;
    if (j - i > 1 && !span_unit(w, kv + i, j - i)) return false;
    i = j;
  }
  return true;
}

bool wg_span_parts(wg_span *s, uint32_t n_buildings) {
  if (n_buildings == 0) return true;
  walker w = {.s = s, .from = WG_NEW(uint32_t, s->plane->nf)};
  wg_kv *kv = WG_NEW(wg_kv, s->plane->nf);
  bool ok = w.from && kv;
  if (ok) memset(w.from, 0xff, s->plane->nf * sizeof *w.from);
  ok = ok && span_all(&w, kv);
  wg_free(w.from);
  wg_free(kv);
  WG_VEC_FREE(&w.queue);
  WG_VEC_FREE(&w.part);
  return ok;
}
