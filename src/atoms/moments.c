#include "atoms/moments.h"

#include <string.h>

void wg_atom_moments(const wg_plane *p, const wg_atoms *a, wg_moments *out) {
  memset(out, 0, a->n * sizeof *out);
  for (uint32_t h = 0; h < 2 * p->lines.ne; h++) {
    uint32_t x = a->of_face[p->face[h]];
    if (x == WG_NO_ONE || x == a->of_face[p->face[h ^ 1]]) continue; /* edges inside cancel */
    wg_pt from = wg_plane_org(p, h), to = wg_plane_dst(p, h);
    int64_t cx = a->atom[x].cx, cy = a->atom[x].cy;
    wg_moments_edge(&out[x], (double)(from.x - cx) * WG_UNIT_M, (double)(from.y - cy) * WG_UNIT_M,
                    (double)(to.x - cx) * WG_UNIT_M, (double)(to.y - cy) * WG_UNIT_M);
  }
}
