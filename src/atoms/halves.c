#include "atoms/halves.h"

#include "base/dsu.h"
#include "base/sort.h"

#define NO_ONE UINT32_MAX /* WG_NO_ONE of atoms/territory.h */

typedef WG_VEC(wg_kv) kvs;

/* Half-edges of face f; those across which another set of the same land lies, by that set. */
static bool list_neighbours(wg_halves *x, const uint8_t *waits, uint32_t f, kvs *out) {
  const wg_plane *p = x->plane;
  out->n = 0;
  for (uint32_t r = p->ring_first[f]; r < p->ring_first[f + 1]; r++) {
    uint32_t h = p->ring[r];
    do {
      uint32_t g = p->face[h ^ 1];
      bool joins = g != f && !x->median[h / 2] && !waits[g] && x->district[g] == x->district[f] &&
                   x->zone[g] == x->zone[f];
      if (joins && !WG_VEC_PUSH(out, ((wg_kv){wg_dsu_find(x->up, g), h / 2}))) return false;
      h = p->next[h];
    } while (h != p->ring[r]);
  }
  return wg_sort_kv(out->v, out->n);
}

static uint32_t longest(const wg_plane *p, const kvs *kv) {
  uint32_t best = NO_ONE;
  double most = 0, sum = 0;
  for (size_t i = 0; i < kv->n; i++) {
    sum = (i > 0 && kv->v[i].key == kv->v[i - 1].key ? sum : 0) + wg_plane_edge_m(p, kv->v[i].val);
    if (sum <= most) continue;
    most = sum;
    best = (uint32_t)kv->v[i].key;
  }
  return best;
}

/* Halves wait for their side; a face under a building is no half. */
static void mark(const wg_halves *x, uint8_t *waits) {
  for (uint32_t h = 0; h < 2 * x->plane->lines.ne; h++) {
    uint32_t f = x->plane->face[h];
    if ((x->median[h / 2] || x->between[h / 2]) && x->district[f] != NO_ONE &&
        x->owner[f] == NO_ONE)
      waits[f] = 1;
  }
}

/* Chooses for all that wait, then joins them. */
static bool join_round(wg_halves *x, uint8_t *waits, uint32_t *to, kvs *kv, bool *changed) {
  *changed = false;
  for (uint32_t f = 1; f < x->plane->nf; f++) {
    if (!waits[f]) continue;
    if (!list_neighbours(x, waits, f, kv)) return false;
    to[f] = longest(x->plane, kv);
  }
  for (uint32_t f = 1; f < x->plane->nf; f++) {
    if (!waits[f] || to[f] == NO_ONE) continue;
    wg_dsu_join(x->up, f, to[f]);
    waits[f] = 0;
    *changed = true;
  }
  return true;
}

bool wg_halves_join(wg_halves *x) {
  uint8_t *waits = WG_NEW0(uint8_t, x->plane->nf);
  uint32_t *to = WG_NEW(uint32_t, x->plane->nf);
  kvs kv = {0};
  bool ok = waits && to;
  if (ok) mark(x, waits);
  for (bool changed = true; ok && changed;) ok = join_round(x, waits, to, &kv, &changed);
  wg_free(waits);
  wg_free(to);
  WG_VEC_FREE(&kv);
  return ok;
}
