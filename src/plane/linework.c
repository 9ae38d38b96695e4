#include "plane/linework.h"

#include <math.h>

#include "geom/boxtree.h"

enum { MARGIN = 10000 }; /* lines further than 100 m from every district are left out */

wg_sources wg_sources_of(const wg_town *t) {
  wg_sources s;
  s.district = wg_shapes_count(&t->line_shape);
  s.zone = s.district + wg_shapes_count(&t->district_shape);
  s.building = s.zone + wg_shapes_count(&t->zone_shape);
  s.cut = s.building + wg_shapes_count(&t->building_shape);
  s.median = s.cut + 1;
  s.between = s.median + WG_LINE_CLASSES;
  return s;
}

/* from + d * i / n, rounded to nearest. */
static int32_t part_way(int32_t from, int64_t d, int64_t i, int64_t n) {
  int64_t x = 2 * d * i + n, q = x / (2 * n);
  return (int32_t)(from + (x % (2 * n) < 0 ? q - 1 : q));
}

bool wg_linework_add(wg_segs *out, wg_pt a, wg_pt b, uint32_t src, int32_t step) {
  int c = wg_pt_cmp(a, b);
  if (c == 0) return true;
  if (c > 0) {
    wg_pt t = a;
    a = b;
    b = t;
  }
  double len = sqrt((double)wg_dist2(a, b));
  int64_t parts = step > 0 ? (int64_t)ceil(len / step) : 1;
  if (parts < 1) parts = 1;
  wg_pt from = a;
  for (int64_t i = 1; i <= parts; i++) {
    int64_t dx = (int64_t)b.x - a.x, dy = (int64_t)b.y - a.y;
    wg_pt to = i == parts ? b : (wg_pt){part_way(a.x, dx, i, parts), part_way(a.y, dy, i, parts)};
    if (!WG_VEC_PUSH(out, ((wg_seg){from, to, src}))) return false;
    from = to;
  }
  return true;
}

bool wg_linework_polygon(const wg_shapes *s, uint32_t i, uint32_t src, int32_t step, wg_segs *out) {
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t from = s->start.v[r], end = s->start.v[r + 1];
    for (uint32_t k = from; k < end; k++)
      if (!wg_linework_add(out, s->pt.v[k], s->pt.v[k + 1 < end ? k + 1 : from], src, step))
        return false;
  }
  return true;
}

bool wg_linework_building(const wg_town *t, uint32_t building, wg_segs *out) {
  return wg_linework_polygon(&t->building_shape, building, wg_sources_of(t).building + building, 0,
                             out);
}

static bool add_polygons(wg_segs *out, const wg_shapes *s, uint32_t src0) {
  for (uint32_t i = 0; i < wg_shapes_count(s); i++)
    if (!wg_linework_polygon(s, i, src0 + i, WG_STEP, out)) return false;
  return true;
}

static wg_box reach_of(const wg_shapes *districts) {
  wg_box b = WG_BOX_EMPTY;
  for (uint32_t i = 0; i < wg_shapes_count(districts); i++)
    b = wg_box_join(b, wg_shapes_box(districts, i));
  b.min.x -= MARGIN;
  b.min.y -= MARGIN;
  b.max.x += MARGIN;
  b.max.y += MARGIN;
  return b;
}

static bool add_line(wg_segs *out, const wg_shapes *s, uint32_t i, bool closed, wg_box reach) {
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t from = s->start.v[r], end = s->start.v[r + 1];
    for (uint32_t k = from; k < end; k++) {
      if (k + 1 == end && !closed) break;
      wg_pt a = s->pt.v[k], b = s->pt.v[k + 1 < end ? k + 1 : from];
      if (wg_box_meet(wg_box_of(a, b), reach) && !wg_linework_add(out, a, b, i, WG_STEP))
        return false;
    }
  }
  return true;
}

static bool add_lines(wg_segs *out, const wg_town *t) {
  wg_box reach = reach_of(&t->district_shape);
  for (uint32_t i = 0; i < wg_shapes_count(&t->line_shape); i++)
    if (t->line.v[i].layer == 0 && !add_line(out, &t->line_shape, i, t->line.v[i].closed, reach))
      return false;
  return true;
}

/* ---- undershoots ---------------------------------------------------------- */

/* The point of segment s nearest to p, rounded to the lattice. */
static wg_pt nearest_on(wg_seg s, wg_pt p) {
  double dx = (double)s.b.x - s.a.x, dy = (double)s.b.y - s.a.y;
  double t = (((double)p.x - s.a.x) * dx + ((double)p.y - s.a.y) * dy) / (dx * dx + dy * dy);
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  return (wg_pt){s.a.x + (int32_t)lround(t * dx), s.a.y + (int32_t)lround(t * dy)};
}

static int cmp_target(wg_pt a, int64_t da, wg_pt b, int64_t db) {
  return da != db ? (da < db ? -1 : 1) : wg_pt_cmp(a, b);
}

/* Does the line cross segment g near its end already (an overshoot)? */
static bool crosses_already(const wg_segs *s, const wg_u32vec *hits, uint32_t own, wg_seg g) {
  for (size_t k = 0; k < hits->n; k++)
    if (s->v[hits->v[k]].src == own &&
        wg_segments_meet(s->v[hits->v[k]].a, s->v[hits->v[k]].b, g.a, g.b))
      return true;
  return false;
}

/* Where a line that ends at p should meet another one; false when it meets one
 * already or nothing is near. `own` is the line's own source. */
static bool undershoot_target(const wg_segs *s, const wg_u32vec *hits, wg_pt p, uint32_t own,
                              wg_pt *to) {
  bool found = false;
  int64_t best = 0;
  for (size_t k = 0; k < hits->n; k++) {
    wg_seg g = s->v[hits->v[k]];
    if (g.src == own) continue;
    wg_pt q = nearest_on(g, p);
    int64_t d = wg_dist2(p, q);
    if (d == 0 || crosses_already(s, hits, own, g)) return false;
    if (d > (int64_t)WG_UNDERSHOOT * WG_UNDERSHOOT) continue;
    if (found && cmp_target(q, d, *to, best) >= 0) continue;
    found = true;
    best = d;
    *to = q;
  }
  return found;
}

static bool close_end(wg_segs *out, const wg_segs *s, const wg_boxtree *tree, wg_pt p, uint32_t src,
                      wg_u32vec *hits) {
  wg_box q = {{p.x - WG_UNDERSHOOT, p.y - WG_UNDERSHOOT},
              {p.x + WG_UNDERSHOOT, p.y + WG_UNDERSHOOT}};
  hits->n = 0;
  wg_pt to;
  if (!wg_boxtree_query(tree, q, hits)) return false;
  return !undershoot_target(s, hits, p, src, &to) || WG_VEC_PUSH(out, ((wg_seg){p, to, src}));
}

static bool close_undershoots(const wg_town *t, wg_segs *s) {
  wg_box *box = WG_NEW(wg_box, s->n);
  wg_boxtree tree = {0};
  wg_u32vec hits = {0};
  wg_segs extra = {0};
  bool ok = box != NULL;
  for (size_t i = 0; ok && i < s->n; i++) box[i] = wg_box_of(s->v[i].a, s->v[i].b);
  ok = ok && wg_boxtree_build(&tree, box, (uint32_t)s->n);
  wg_free(box);
  const wg_shapes *l = &t->line_shape;
  for (uint32_t i = 0; ok && i < wg_shapes_count(l); i++) {
    if (t->line.v[i].layer != 0 || t->line.v[i].closed) continue;
    for (uint32_t r = l->first.v[i]; ok && r < l->first.v[i + 1]; r++)
      ok = close_end(&extra, s, &tree, l->pt.v[l->start.v[r]], i, &hits) &&
           close_end(&extra, s, &tree, l->pt.v[l->start.v[r + 1] - 1], i, &hits);
  }
  ok = ok && WG_VEC_RESERVE(s, extra.n);
  for (size_t i = 0; ok && i < extra.n; i++) s->v[s->n++] = extra.v[i];
  WG_VEC_FREE(&extra);
  WG_VEC_FREE(&hits);
  wg_boxtree_free(&tree);
  return ok;
}

wg_status wg_linework_base(wg_ctx *ctx, const wg_town *t, wg_segs *out) {
  wg_sources src = wg_sources_of(t);
  bool ok = add_lines(out, t) && add_polygons(out, &t->district_shape, src.district) &&
            add_polygons(out, &t->zone_shape, src.zone) && close_undershoots(t, out);
  return ok ? WG_OK : wg_nomem(ctx);
}
