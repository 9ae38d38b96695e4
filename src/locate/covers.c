#include "locate/covers.h"

#include "locate/block.h"
#include "locate/located.h"

/* Counts the edges of an arc that cross the way from p to the east; true when p lies on one. */
static bool on_arc(const wg_xy *v, uint32_t edges, wg_xy p, unsigned *crossed) {
  for (uint32_t i = 0; i < edges; i++) {
    wg_xy a = v[i], b = v[i + 1];
    if ((a.y < p.y && b.y < p.y) || (a.y > p.y && b.y > p.y) || (a.x < p.x && b.x < p.x)) continue;
    if (a.y == b.y) {
      if ((a.x <= p.x && p.x <= b.x) || (b.x <= p.x && p.x <= a.x)) return true;
      continue;
    }
    bool up = a.y < b.y;
    int side = wg_exact_orient(up ? a : b, up ? b : a, p);
    if (side == 0) return true;
    if (side > 0 && p.y != (up ? b.y : a.y)) ++*crossed; /* without the upper end */
  }
  return false;
}

bool wg_covers(const wg_locator *l, uint32_t polygon, wg_xy p) {
  unsigned crossed = 0;
  for (uint32_t u = l->use_start[polygon]; u < l->use_start[polygon + 1]; u++) {
    const wg_arc *a = &l->arcs[l->uses[u]];
    if (p.y < (double)a->y0 || p.y > (double)a->y1) continue;
    if (on_arc(l->points + a->first, a->edges, p, &crossed)) return true;
  }
  return crossed & 1;
}

uint32_t wg_covers_first(const wg_locator *l, const uint32_t *block, wg_xy p) {
  uint32_t w = *block;
  const uint32_t *list = block + wg_block_list(w);
  uint32_t n = wg_block_kind(w) == WG_BLOCK_CROWD ? w >> 2 : wg_block_polygons(w);
  for (uint32_t i = 0; i < n; i++)
    if (wg_covers(l, list[i], p)) return list[i];
  return WG_NO_GRID;
}
