#include "store/lattice.h"

bool wg_lattice_get(const wg_frame *frame, const wg_shapes *s, uint32_t i, wg_geom *g) {
  uint32_t r0 = s->first.v[i], r1 = s->first.v[i + 1], k0 = s->start.v[r0], k1 = s->start.v[r1];
  g->start.n = g->hole.n = g->xy.n = 0;
  if (!WG_VEC_RESERVE(&g->start, r1 - r0 + 1) || !WG_VEC_RESERVE(&g->hole, r1 - r0) ||
      !WG_VEC_RESERVE(&g->xy, 2 * (size_t)(k1 - k0)))
    return false;
  for (uint32_t r = r0; r < r1; r++) {
    g->start.v[g->start.n++] = s->start.v[r] - k0;
    g->hole.v[g->hole.n++] = s->hole.v[r];
  }
  g->start.v[g->start.n++] = k1 - k0;
  for (uint32_t k = k0; k < k1; k++) {
    g->xy.v[g->xy.n++] = wg_frame_x(frame, s->pt.v[k].x);
    g->xy.v[g->xy.n++] = wg_frame_y(frame, s->pt.v[k].y);
  }
  return true;
}

wg_blob_result wg_lattice_put(const wg_frame *frame, const wg_geom *g, wg_shapes *s) {
  for (size_t r = 0; r < g->hole.n; r++) {
    for (size_t k = g->start.v[r]; k < g->start.v[r + 1]; k++) {
      wg_pt p;
      if (!wg_frame_pt(frame, g->xy.v[2 * k], g->xy.v[2 * k + 1], &p)) return WG_BLOB_BAD;
      if (!wg_shapes_pt(s, p)) return WG_BLOB_NOMEM;
    }
    if (!wg_shapes_end_ring(s, g->hole.v[r])) return WG_BLOB_NOMEM;
  }
  return wg_shapes_end_feature(s) ? WG_BLOB_OK : WG_BLOB_NOMEM;
}
