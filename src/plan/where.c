#include "plan/where.h"

bool wg_where_build(const wg_pieces *x, uint32_t atoms, wg_where *out) {
  *out = (wg_where){.locked = x->locked};
  out->piece = WG_NEW(uint32_t, atoms);
  out->node = WG_NEW(uint32_t, atoms);
  if (!out->piece || !out->node) {
    wg_where_free(out);
    return false;
  }
  for (uint32_t i = 0; i < atoms; i++) out->piece[i] = out->node[i] = WG_NO_ONE;
  for (uint32_t k = 0; k < x->piece.n; k++) {
    const wg_piece *p = &x->piece.v[k];
    for (uint32_t i = 0; i < p->atom.n; i++) {
      out->piece[p->atom.v[i]] = k;
      out->node[p->atom.v[i]] = wg_piece_node(p, i);
    }
  }
  return true;
}

void wg_where_free(wg_where *w) {
  wg_free(w->piece);
  wg_free(w->node);
  *w = (wg_where){0};
}
