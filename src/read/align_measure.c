#include <math.h>

#include "geom/boxtree.h"
#include "geom/moments.h"
#include "geom/valid.h"
#include "read/align.h"
#include "read/align_fit.h"
#include "read/outside.h"

enum { NEAR = 800, MARGIN = 30000 }; /* borders on roads: 8 m; around the districts: 300 m */

static wg_pt centre_of(const wg_shapes *s, uint32_t i) {
  wg_pt o = s->pt.v[s->start.v[s->first.v[i]]];
  wg_moments m = {0};
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    uint32_t from = s->start.v[r], n = s->start.v[r + 1] - from;
    for (uint32_t k = 0; k < n; k++) {
      wg_pt a = s->pt.v[from + k], b = s->pt.v[from + (k + 1) % n];
      wg_moments_edge(&m, (double)a.x - o.x, (double)a.y - o.y, (double)b.x - o.x,
                      (double)b.y - o.y);
    }
  }
  return (wg_pt){(int32_t)lrint(o.x + m.x / m.area), (int32_t)lrint(o.y + m.y / m.area)};
}

static wg_status inside(wg_ctx *ctx, const wg_town *t, const wg_align_apart *apart, double *share) {
  uint32_t n = wg_shapes_count(&t->building_shape), in = 0;
  wg_outside *o = wg_outside_new(&t->district_shape);
  if (!o) return wg_nomem(ctx);
  for (uint32_t i = 0; i < n; i++) in += !wg_outside_point(o, centre_of(&t->building_shape, i));
  wg_outside_free(o);
  *share = in / ((double)n + (double)apart->n);
  return WG_OK;
}

/* Does the segment run through the inside of a ring of building i, or lie in it? */
static bool runs_through(const wg_shapes *s, uint32_t i, wg_pt a, wg_pt b) {
  int side = -1;
  for (uint32_t r = s->first.v[i]; r < s->first.v[i + 1]; r++) {
    const wg_pt *ring = s->pt.v + s->start.v[r];
    uint32_t n = s->start.v[r + 1] - s->start.v[r];
    for (uint32_t k = 0; k < n; k++)
      if (wg_cross_properly(a, b, ring[k], ring[k + 1 < n ? k + 1 : 0])) return true;
    if (wg_ring_side(ring, n, a) > 0) side = -side; /* even-odd over outlines and holes */
  }
  return side > 0;
}

typedef struct crossing {
  const wg_shapes *buildings;
  wg_boxtree tree;
  wg_u32vec hits;
  uint8_t *crossed;
} crossing;

static bool mark(crossing *c, wg_pt a, wg_pt b) {
  c->hits.n = 0;
  if (!wg_boxtree_query(&c->tree, wg_box_of(a, b), &c->hits)) return false;
  for (size_t k = 0; k < c->hits.n; k++) {
    uint32_t i = c->hits.v[k];
    if (!c->crossed[i]) c->crossed[i] = runs_through(c->buildings, i, a, b);
  }
  return true;
}

static bool index_buildings(crossing *c) {
  uint32_t n = wg_shapes_count(c->buildings);
  wg_box *box = WG_NEW(wg_box, n + 1);
  for (uint32_t i = 0; box && i < n; i++) box[i] = wg_shapes_box(c->buildings, i);
  bool ok = box && wg_boxtree_build(&c->tree, box, n);
  wg_free(box);
  c->crossed = ok ? WG_NEW0(uint8_t, n + 1) : NULL;
  return c->crossed;
}

static wg_status crossed(wg_ctx *ctx, const wg_shapes *buildings, const wg_shapes *roads,
                         double *share) {
  crossing c = {.buildings = buildings};
  uint32_t n = wg_shapes_count(buildings), found = 0;
  bool ok = index_buildings(&c);
  for (uint32_t r = 0; ok && r < wg_shapes_rings(roads); r++)
    for (uint32_t k = roads->start.v[r]; ok && k + 1 < roads->start.v[r + 1]; k++)
      ok = mark(&c, roads->pt.v[k], roads->pt.v[k + 1]);
  for (uint32_t i = 0; ok && i < n; i++) found += c.crossed[i];
  *share = found / (double)n;
  wg_boxtree_free(&c.tree);
  WG_VEC_FREE(&c.hits);
  wg_free(c.crossed);
  return ok ? WG_OK : wg_nomem(ctx);
}

/* Service roads and paths run through gates and passages; bridges and tunnels anywhere. */
static bool roads_on_ground(const wg_town *t, wg_shapes *out) {
  for (uint32_t i = 0; i < t->line.n; i++) {
    const wg_line *l = &t->line.v[i];
    if (l->cls < WG_LINE_EXPRESSWAY || l->cls > WG_LINE_LOCAL || l->layer != 0) continue;
    if (!wg_shapes_copy_feature(out, &t->line_shape, i)) return false;
  }
  return true;
}

static wg_status hold_in(wg_ctx *ctx, const wg_align_lines *l, uint32_t squares,
                         const wg_align_ground *g, bool most, wg_align_fit *fit) {
  wg_align_points p = {0};
  wg_status st = wg_align_points_take(ctx, l, squares, &p);
  if (st == WG_OK) st = wg_align_fit_find(ctx, &p, g, most, fit);
  wg_align_points_free(&p);
  return st;
}

/* Where the whole town shows no shift, one square may: those of GCJ-02 and BD-09 differ from place
 * to place, by up to 20 m a kilometre. */
static wg_status hold(wg_ctx *ctx, const wg_align_lines *l, const wg_align_ground *g, bool most,
                      wg_align_fit *fit) {
  wg_align_fit one;
  WG_TRY(hold_in(ctx, l, WG_ALIGN_SQUARES, g, most, fit));
  if (fit->found || most) return WG_OK;
  WG_TRY(hold_in(ctx, l, 1, g, most, &one));
  if (one.found) *fit = one;
  return WG_OK;
}

static wg_box box_around(const wg_shapes *s) {
  wg_box b = wg_align_box(s);
  return (wg_box){{b.min.x - MARGIN, b.min.y - MARGIN}, {b.max.x + MARGIN, b.max.y + MARGIN}};
}

static wg_status hold_all(wg_ctx *ctx, const wg_town *t, const wg_align_apart *apart,
                          const wg_shapes *roads, wg_alignment *out) {
  wg_box box = box_around(&t->district_shape);
  wg_align_ground buildings = {.of = {&t->building_shape, &apart->shape}};
  wg_align_ground streets = {.of = {roads}, .lines = true, .near_cm = NEAR};
  wg_align_lines road = {roads, false, &t->building_shape, box};
  wg_align_lines border = {&t->district_shape, true, &t->building_shape, box};
  WG_TRY(crossed(ctx, &t->building_shape, roads, &out->crossed_share));
  WG_TRY(hold(ctx, &road, &buildings, false, &out->roads_buildings));
  WG_TRY(hold(ctx, &border, &buildings, false, &out->borders_buildings));
  border.other = roads;
  return hold(ctx, &border, &streets, true, &out->borders_roads);
}

wg_status wg_align_measure(wg_ctx *ctx, const wg_town *t, const wg_align_apart *apart,
                           wg_alignment *out) {
  wg_shapes roads = {0};
  *out = (wg_alignment){0};
  wg_status st = inside(ctx, t, apart, &out->inside_share);
  if (st == WG_OK && !roads_on_ground(t, &roads)) st = wg_nomem(ctx);
  if (st == WG_OK) st = hold_all(ctx, t, apart, &roads, out);
  wg_shapes_free(&roads);
  return st;
}
