#include "plan/walk.h"

#include "base/dsu.h"
#include "base/sort.h"

/* Sets of atoms (base/dsu.h) inside one grid each. */
typedef struct {
  const wg_atoms *a;
  const wg_contacts *c;
  const uint32_t *grid_of;
  uint32_t *side;  /* reached without meeting a barrier */
  uint32_t *walk;  /* reached across bridges too */
  uint32_t *empty; /* sides without buildings that touch each other */
  uint8_t *built;  /* per side: has buildings */
  uint8_t *seen;   /* per walk: counted as a piece */
} walker;

static void walker_free(walker *w) {
  wg_free(w->side);
  wg_free(w->walk);
  wg_free(w->empty);
  wg_free(w->built);
  wg_free(w->seen);
}

static bool walker_init(walker *w) {
  uint32_t n = w->a->n;
  w->side = WG_NEW(uint32_t, n);
  w->walk = WG_NEW(uint32_t, n);
  w->empty = WG_NEW(uint32_t, n);
  w->built = WG_NEW0(uint8_t, n);
  w->seen = WG_NEW0(uint8_t, n);
  if (!w->side || !w->walk || !w->empty || !w->built || !w->seen) return false;
  wg_dsu_init(w->side, n);
  wg_dsu_init(w->walk, n);
  wg_dsu_init(w->empty, n);
  return true;
}

static bool same_grid(const walker *w, const wg_contact *c) {
  return w->grid_of[c->a] == w->grid_of[c->b];
}

static void join(walker *w) {
  for (size_t i = 0; i < w->c->list.n; i++) {
    const wg_contact *c = &w->c->list.v[i];
    if (!same_grid(w, c)) continue;
    if (c->length_m - c->barrier_m >= WG_PASSAGE_M) wg_dsu_join(w->side, c->a, c->b);
    if (wg_contact_open(c)) wg_dsu_join(w->walk, c->a, c->b);
  }
  for (uint32_t a = 0; a < w->a->n; a++)
    if (w->a->atom[a].buildings > 0) w->built[wg_dsu_find(w->side, a)] = 1;
  for (size_t i = 0; i < w->c->list.n; i++) {
    const wg_contact *c = &w->c->list.v[i];
    uint32_t x = wg_dsu_find(w->side, c->a), y = wg_dsu_find(w->side, c->b);
    if (same_grid(w, c) && !w->built[x] && !w->built[y]) wg_dsu_join(w->empty, x, y);
  }
}

static void count_pieces(walker *w, wg_walk *out) {
  for (uint32_t a = 0; a < w->a->n; a++) {
    uint32_t root = wg_dsu_find(w->walk, a);
    if (w->a->atom[a].buildings == 0 || w->seen[root]) continue;
    w->seen[root] = 1;
    out[w->grid_of[a]].pieces++;
  }
}

/* Barriers between buildings count; those at empty ground are listed by ground and side. */
static size_t list_shores(walker *w, wg_kv *kv, wg_walk *out) {
  size_t n = 0;
  for (uint32_t i = 0; i < w->c->list.n; i++) {
    const wg_contact *c = &w->c->list.v[i];
    double closed_m = wg_contact_closed_m(c);
    if (!same_grid(w, c) || closed_m <= 0) continue;
    uint32_t x = wg_dsu_find(w->side, c->a), y = wg_dsu_find(w->side, c->b);
    if (w->built[x] && w->built[y])
      out[w->grid_of[c->a]].crossing_m += closed_m;
    else if (w->built[x])
      kv[n++] = (wg_kv){((uint64_t)wg_dsu_find(w->empty, y) << 32) | x, i};
    else if (w->built[y])
      kv[n++] = (wg_kv){((uint64_t)wg_dsu_find(w->empty, x) << 32) | y, i};
  }
  return n;
}

/* Empty ground goes with the side that has most of its shore; the rest are crossings. */
static void add_shores(const walker *w, const wg_kv *kv, size_t n, wg_walk *out) {
  for (size_t i = 0; i < n;) {
    uint32_t ground = (uint32_t)(kv[i].key >> 32);
    double all = 0, most = 0;
    while (i < n && kv[i].key >> 32 == ground) {
      uint64_t side = kv[i].key;
      double own = 0;
      for (; i < n && kv[i].key == side; i++) own += wg_contact_closed_m(&w->c->list.v[kv[i].val]);
      all += own;
      if (own > most) most = own;
    }
    out[w->grid_of[ground]].crossing_m += all - most;
  }
}

bool wg_walk_build(const wg_atoms *a, const wg_contacts *c, const uint32_t *grid_of, uint32_t n,
                   wg_walk *out) {
  walker w = {.a = a, .c = c, .grid_of = grid_of};
  wg_kv *kv = WG_NEW(wg_kv, c->list.n);
  bool ok = kv && walker_init(&w);
  for (uint32_t i = 0; i < n; i++) out[i] = (wg_walk){0};
  if (ok) {
    join(&w);
    count_pieces(&w, out);
    size_t shores = list_shores(&w, kv, out);
    ok = wg_sort_kv(kv, shores);
    if (ok) add_shores(&w, kv, shores, out);
  }
  for (uint32_t i = 0; i < n; i++)
    if (out[i].pieces == 0) out[i].pieces = 1;
  wg_free(kv);
  walker_free(&w);
  return ok;
}
