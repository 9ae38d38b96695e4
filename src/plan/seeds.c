#include "plan/seeds.h"

/* The atom that a seed stands in, if grids may form around it; else WG_NO_ONE. */
static wg_status atom_at(wg_ctx *ctx, const wg_plane *p, const wg_atoms *a, const wg_where *w,
                         wg_pt at, uint32_t *atom) {
  uint32_t face;
  if (wg_plane_locate(p, 2 * (int64_t)at.x, 2 * (int64_t)at.y, &face) != WG_OK)
    return wg_nomem(ctx);
  *atom = a->of_face[face];
  if (*atom != WG_NO_ONE && w->piece[*atom] == WG_NO_ONE) *atom = WG_NO_ONE;
  return WG_OK;
}

/* first: per atom, the seed that stands there, or WG_NO_ONE. */
static wg_status set_all(wg_ctx *ctx, const char *spec, const wg_points *seeds, const wg_plane *p,
                         const wg_atoms *a, const wg_where *w, wg_pieces *x, uint32_t *first) {
  size_t lost = 0;
  for (uint32_t i = 0; i < seeds->pt.n; i++) {
    uint32_t atom = WG_NO_ONE;
    WG_TRY(atom_at(ctx, p, a, w, seeds->pt.v[i], &atom));
    if (atom == WG_NO_ONE) {
      lost++;
      continue;
    }
    if (first[atom] != WG_NO_ONE)
      return wg_fail(ctx, WG_ERR_DATA,
                     "\"%s\" (seeds): features %lld and %lld stand in one block that no border "
                     "divides, and a grid holds one seed; move one or leave it out",
                     spec, (long long)seeds->fid.v[first[atom]], (long long)seeds->fid.v[i]);
    first[atom] = i;
    wg_piece *piece = &x->piece.v[w->piece[atom]];
    piece->graph.node[w->node[atom]].seeds = 1;
    piece->order.seeded = true;
  }
  if (lost)
    wg_log(ctx, WG_LOG_WARN,
           "\"%s\" (seeds): %zu of %zu stand in no district, in an exclusive zone or in a locked "
           "grid and are passed over",
           spec, lost, seeds->pt.n);
  return WG_OK;
}

wg_status wg_seeds_set(wg_ctx *ctx, const char *spec, const wg_points *seeds, const wg_plane *p,
                       const wg_atoms *a, const wg_where *w, wg_pieces *x) {
  uint32_t *first = WG_NEW(uint32_t, a->n);
  if (!first) return wg_nomem(ctx);
  for (uint32_t i = 0; i < a->n; i++) first[i] = WG_NO_ONE;
  wg_status st = set_all(ctx, spec, seeds, p, a, w, x, first);
  wg_free(first);
  return st;
}
