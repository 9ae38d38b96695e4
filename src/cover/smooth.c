#include "cover/smooth.h"

#include <math.h>

#include "atoms/sites.h"
#include "geom/valid.h"
#include "plane/linework.h"

/* Cuts alone: sources of an edge are ascending, and only medians have higher numbers. */
static void mark_open(const wg_town *t, const wg_plane *p, uint8_t *open) {
  wg_sources src = wg_sources_of(t);
  for (uint32_t e = 0; e < p->lines.ne; e++)
    open[e] = p->lines.src[p->lines.src_first[e]] == src.cut &&
              p->lines.src[p->lines.src_first[e + 1] - 1] == src.cut;
}

wg_status wg_smooth_init(wg_ctx *ctx, const wg_town *t, const wg_plane *p, wg_smooth *out) {
  uint32_t n = wg_shapes_count(&t->building_shape);
  *out = (wg_smooth){.building = &t->building_shape, .open = WG_NEW(uint8_t, p->lines.ne)};
  wg_box *box = WG_NEW(wg_box, n);
  bool ok = box && out->open;
  for (uint32_t b = 0; b < n && ok; b++) box[b] = wg_shapes_box(&t->building_shape, b);
  ok = ok && wg_boxtree_build(&out->tree, box, n);
  wg_free(box);
  if (ok)
    mark_open(t, p, out->open);
  else
    wg_smooth_free(out);
  return ok ? WG_OK : wg_nomem(ctx);
}

void wg_smooth_free(wg_smooth *s) {
  wg_free(s->open);
  wg_boxtree_free(&s->tree);
  *s = (wg_smooth){0};
}

/* Does the line ab, or one of its parallels at WG_WALL_ROOM, touch building b? */
static bool comes_near(const wg_smooth *s, uint32_t b, wg_pt p, wg_pt q) {
  double dx = (double)q.x - p.x, dy = (double)q.y - p.y, len = sqrt(dx * dx + dy * dy);
  int32_t ox = (int32_t)lround(-dy / len * WG_WALL_ROOM),
          oy = (int32_t)lround(dx / len * WG_WALL_ROOM);
  return wg_polygon_meets(s->building, b, p, q) ||
         wg_polygon_meets(s->building, b, (wg_pt){p.x + ox, p.y + oy},
                          (wg_pt){q.x + ox, q.y + oy}) ||
         wg_polygon_meets(s->building, b, (wg_pt){p.x - ox, p.y - oy}, (wg_pt){q.x - ox, q.y - oy});
}

bool wg_smooth_allows(const wg_smooth *s, const wg_pt *pt, uint32_t n, wg_u32vec *hits) {
  wg_box box = WG_BOX_EMPTY;
  for (uint32_t i = 0; i < n; i++) box = wg_box_add(box, pt[i]);
  box = (wg_box){{box.min.x - WG_WALL_ROOM, box.min.y - WG_WALL_ROOM},
                 {box.max.x + WG_WALL_ROOM, box.max.y + WG_WALL_ROOM}};
  hits->n = 0;
  if (!wg_boxtree_query(&s->tree, box, hits)) return false;
  for (size_t k = 0; k < hits->n; k++) {
    uint32_t b = hits->v[k];
    wg_pt corner = s->building->pt.v[s->building->start.v[s->building->first.v[b]]];
    if (comes_near(s, b, pt[0], pt[n - 1]) || wg_ring_side(pt, n, corner) > 0) return false;
  }
  return true;
}
