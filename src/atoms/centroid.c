#include "atoms/centroid.h"

#include <math.h>

/* Sums over an atom's border, about a point of it: far from zero digits would be lost. */
typedef struct {
  wg_pt origin;
  bool begun;
  double area2, x6, y6; /* twice the area; six times the integrals of x and y */
} moments;

static void add_edge(moments *m, wg_pt from, wg_pt to) {
  if (!m->begun) *m = (moments){.origin = from, .begun = true};
  double x0 = (double)from.x - m->origin.x, y0 = (double)from.y - m->origin.y;
  double x1 = (double)to.x - m->origin.x, y1 = (double)to.y - m->origin.y;
  double cross = x0 * y1 - x1 * y0;
  m->area2 += cross;
  m->x6 += (x0 + x1) * cross;
  m->y6 += (y0 + y1) * cross;
}

static wg_pt centre(const moments *m) {
  if (!(m->area2 > 0)) return m->origin;
  double x = m->x6 / (3 * m->area2), y = m->y6 / (3 * m->area2);
  return (wg_pt){m->origin.x + (int32_t)floor(x + 0.5), m->origin.y + (int32_t)floor(y + 0.5)};
}

wg_pt *wg_atoms_centroids(const wg_plane *p, const wg_atoms *a) {
  moments *m = WG_NEW0(moments, a->n);
  wg_pt *out = WG_NEW(wg_pt, a->n);
  for (uint32_t h = 0; m && out && h < 2 * p->lines.ne; h++) {
    uint32_t own = a->of_face[p->face[h]];
    if (own != WG_NO_ONE && own != a->of_face[p->face[h ^ 1]])
      add_edge(&m[own], wg_plane_org(p, h), wg_plane_dst(p, h));
  }
  for (uint32_t i = 0; m && out && i < a->n; i++) out[i] = centre(&m[i]);
  if (!m) {
    wg_free(out);
    out = NULL;
  }
  wg_free(m);
  return out;
}
