#include "plan/walk.h"

#include "base/dsu.h"

static void count_pieces(const wg_atoms *a, uint32_t *up, uint8_t *seen, const uint32_t *grid_of,
                         wg_walk *out) {
  for (uint32_t i = 0; i < a->n; i++) {
    uint32_t root = wg_dsu_find(up, i);
    if (a->atom[i].buildings == 0 || seen[root]) continue;
    seen[root] = 1;
    out[grid_of[i]].pieces++;
  }
}

bool wg_walk_build(const wg_atoms *a, const wg_contacts *c, const uint32_t *grid_of, uint32_t n,
                   wg_walk *out) {
  uint32_t *up = WG_NEW(uint32_t, a->n);
  uint8_t *seen = WG_NEW0(uint8_t, a->n);
  bool ok = up && seen;
  for (uint32_t i = 0; i < n; i++) out[i] = (wg_walk){0};
  if (ok) wg_dsu_init(up, a->n);
  for (size_t i = 0; i < c->list.n && ok; i++) {
    const wg_contact *k = &c->list.v[i];
    if (grid_of[k->a] != grid_of[k->b]) continue;
    out[grid_of[k->a]].crossing_m += wg_contact_closed_m(k);
    if (wg_contact_open(k)) wg_dsu_join(up, k->a, k->b);
  }
  if (ok) count_pieces(a, up, seen, grid_of, out);
  for (uint32_t i = 0; i < n; i++)
    if (out[i].pieces == 0) out[i].pieces = 1;
  wg_free(up);
  wg_free(seen);
  return ok;
}
